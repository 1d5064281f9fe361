using System.Numerics;
using System.Runtime.InteropServices;

namespace Functional.Kernels.Tests;

/// <summary>Operands for one run of a body in memory, and what the operations of the body make of them one by one.</summary>
internal sealed unsafe class LoopRun<T> : IDisposable
    where T : unmanaged, IBinaryNumber<T>
{
    private const int Bytes = (LoopBody.RunLength * sizeof(long)) + 64;

    private readonly LoopBody body;
    private readonly int count;
    private readonly byte*[] memory;
    private readonly NdArray[] inputs;
    private readonly bool[] owned;

    /// <param name="alias">Whether results lie where operands of the same kind do.</param>
    public LoopRun(LoopBody body, int count, int seed, bool alias)
    {
        (this.body, this.count) = (body, count);
        memory = new byte*[body.Operands];
        inputs = new NdArray[body.Operands];
        owned = new bool[body.Operands];
        var random = new Random(seed);
        var free = new List<(nint Memory, bool IsTruth)>();
        foreach (var value in body.Values.Where(x => x.Operand >= 0))
        {
            var single = value.Kind is LoopKind.Scalar or LoopKind.ScalarTruth;
            inputs[value.Operand] = Input(random, value.IsTruth ? DType.Bool : body.DType, single);
            memory[value.Operand] = Memory(inputs[value.Operand], value.Operand);
            if (!single) free.Add(((nint)memory[value.Operand], value.IsTruth));
        }

        foreach (var result in body.Results)
        {
            var truth = body.Values[result.Value].IsTruth;
            inputs[result.Operand] = Input(random, truth ? DType.Bool : body.DType, result.Exit == LoopExit.Fold);
            var place = alias && result.Exit == LoopExit.Store ? free.FindIndex(x => x.IsTruth == truth) : -1;
            if (place < 0)
            {
                memory[result.Operand] = Memory(inputs[result.Operand], result.Operand);
            }
            else
            {
                memory[result.Operand] = (byte*)free[place].Memory;
                free.RemoveAt(place);
            }
        }
    }

    public void Run(LoopKernel kernel)
    {
        fixed (byte** operands = memory) kernel.Run(operands, count);
    }

    /// <summary>What a run has written for a result.</summary>
    public byte[] Written(LoopResult result) => new Span<byte>(memory[result.Operand], Size(result)).ToArray();

    /// <summary>What should be written for each result.</summary>
    public byte[][] Expected()
    {
        var values = new NdArray[body.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = body.Values[i];
            values[i] = value.Kind switch
            {
                LoopKind.Map => value.Operation!.Run(values[value.X]),
                LoopKind.Zip => value.Operation!.Run(values[value.X], values[value.Y]),
                LoopKind.Select => Select.Instance.Run(values[value.X], values[value.Y], values[value.Z]),
                LoopKind.FromTruth => new Cast(body.DType).Run(values[value.X]),
                LoopKind.ToTruth => new Cast(DType.Bool).Run(values[value.X]),
                LoopKind.Constant => Samples.From([value.Number], [], body.DType),
                _ => inputs[value.Operand],
            };
        }

        return Array.ConvertAll(body.Results, result => Expected(result, values[result.Value], result.Factor < 0 ? null : values[result.Factor]));
    }

    public void Dispose()
    {
        for (var i = 0; i < memory.Length; i++)
        {
            if (owned[i]) NativeMemory.AlignedFree(memory[i]);
        }
    }

    private byte[] Expected(LoopResult result, NdArray value, NdArray? factor)
    {
        if (value.DType == DType.Bool) return MemoryMarshal.AsBytes<bool>(Elements<bool>(value)).ToArray();
        var elements = Elements<T>(value);
        if (factor is not null) elements = [Added(elements, Elements<T>(factor))];
        else if (result.Exit == LoopExit.Fold) elements = [Folded(result.Fold, elements)];
        if (result.Exit == LoopExit.Accumulate) elements = [.. Elements<T>(inputs[result.Operand]).Zip(elements, (x, y) => Combine(result.Fold, x, y))];
        return MemoryMarshal.AsBytes<T>(elements).ToArray();
    }

    /// <summary>The fold in its documented order.</summary>
    private T Folded(Reduction fold, T[] elements)
    {
        var lanes = new T?[LoopCost.Lanes(body)];
        for (var i = 0; i < elements.Length; i++) lanes[i % lanes.Length] = Combine(fold, lanes[i % lanes.Length], elements[i]);
        return Folded(fold, lanes);
    }

    /// <summary>Products added to lanes, and then the sum of the lanes.</summary>
    private T Added(T[] x, T[] y)
    {
        var lanes = new T?[LoopCost.Lanes(body)];
        for (var i = 0; i < x.Length; i++)
        {
            var sum = lanes[i % lanes.Length];
            lanes[i % lanes.Length] = sum is null ? x[i] * y[i] : Lane<T>.MultiplyAdd(new(x[i]), new(y[i]), new(sum.Value)).Value;
        }

        return Folded(Reduction.Sum, lanes);
    }

    private static T Folded(Reduction fold, T?[] lanes)
    {
        for (var half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++) lanes[i] = Combine(fold, lanes[i], lanes[half + i]);
        }

        return lanes[0]!.Value;
    }

    private static T? Combine(Reduction fold, T? x, T? y) => x is null ? y : y is null ? x : Combine(fold, x.Value, y.Value);

    private static T Combine(Reduction fold, T x, T y) => fold switch
    {
        Reduction.Sum => x + y,
        Reduction.Prod => x * y,
        Reduction.Max => T.Max(x, y),
        _ => T.Min(x, y),
    };

    private E[] Elements<E>(NdArray x)
        where E : unmanaged
    {
        var read = new E[x.Shape.Size];
        x.Backend.Read<E>(x, read);
        return read.Length == count ? read : [.. Enumerable.Repeat(read[0], count)];
    }

    private int Size(LoopResult result) =>
        (result.Exit == LoopExit.Fold ? 1 : count) * (body.Values[result.Value].IsTruth ? 1 : sizeof(T));

    private NdArray Input(Random random, DType dtype, bool single)
    {
        var values = new double[single ? 1 : count];
        for (var i = 0; i < values.Length; i++) values[i] = Number(random, dtype);
        return Samples.From(values, single ? [] : [count], dtype);
    }

    private static double Number(Random random, DType dtype) => random.Next(dtype.IsFloat() ? 40 : 4) switch
    {
        0 => 0,
        1 when dtype.IsFloat() => double.NegativeZero,
        2 when dtype.IsFloat() => double.PositiveInfinity,
        3 when dtype.IsFloat() => double.NaN,
        _ => dtype.IsFloat() ? (random.NextDouble() * 8) - 4 : random.Next(-9, 10),
    };

    private byte* Memory(NdArray array, int operand)
    {
        var block = (byte*)NativeMemory.AlignedAlloc(Bytes, 64);
        owned[operand] = true;
        if (array.DType == DType.Bool) array.Backend.Read(array, new Span<bool>(block, array.Shape.Size));
        else array.Backend.Read(array, new Span<T>(block, array.Shape.Size));
        return block;
    }
}
