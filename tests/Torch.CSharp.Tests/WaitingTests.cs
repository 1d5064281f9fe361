using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

/// <summary>Operations that wait for whoever takes their results.</summary>
public class WaitingTests
{
    private const int Count = 1000;
    private static readonly Zip Mul = new("mul", Binary.Mul);
    private static readonly Zip Sub = new("sub", Binary.Sub);
    private static readonly Zip AtMost = new("le", Binary.LessEqual);
    private static readonly Map Exp = new("exp", Unary.Exp);

    [TorchTheory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void SumsAndDifferencesTakeAMultipleAsItIs(DType dtype)
    {
        var (x, y, factor) = (Numbers(dtype, 0.3), Numbers(dtype, 0.7), Number(dtype, 0.1));
        foreach (var (product, order) in new[] { (Mul.Run(factor, y), 1), (Mul.Run(y, factor), -1) })
        {
            Close(x, y, (a, b) => a - (0.1 * b), Sub.Run(x, product));
            Close(x, y, (a, b) => a + (0.1 * b), order > 0 ? Add.Run(x, product) : Add.Run(product, x));
            Assert.True(IsWaiting(product));
            Close(x, y, (a, b) => (0.1 * b) - a, Sub.Run(product, x));
            Assert.False(IsWaiting(product));
            Close(x, y, (a, b) => a - (0.1 * b), Sub.Run(x, product));
        }
    }

    [TorchFact]
    public void ADifferenceHasTheBitsThatItHasInAProgram()
    {
        var (x, y, factor) = (Numbers(DType.Float32, 0.3), Numbers(DType.Float32, 0.7), Number(DType.Float32, 0.1));
        var program = Programs.Compile([x.Space, x.Space], [factor], [4], (Mul, [2, 1]), (Sub, [0, 3]));
        Assert.Equal(Singles(program.Run([x, y])[0]), Singles(Sub.Run(x, Mul.Run(factor, y))));
    }

    [TorchFact]
    public void WhoeverElseTakesAMultipleHasItComputedOnce()
    {
        var (y, factor) = (Numbers(DType.Float32, 0.7), Number(DType.Float32, 0.1));
        var product = Mul.Run(factor, y);
        Close(y, y, (_, b) => Math.Exp(0.1f * b), Exp.Run(product));
        Assert.False(IsWaiting(product));
        var before = (Torch.LiveTensors, Torch.LiveBytes);
        Assert.Equal(Singles(y).Select(b => 0.1f * b), Singles(product));
        var twice = Add.Run(product, product);
        Close(y, y, (_, b) => 0.2f * b, twice);
        Release(twice);
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
        GC.KeepAlive((product, y, factor));
    }

    [TorchFact]
    public void TheSameWaitingArrayMayBeBothOperands()
    {
        var y = Numbers(DType.Float32, 0.7);
        var product = Mul.Run(Number(DType.Float32, 0.5), y);
        Assert.Equal(Singles(y), Singles(Add.Run(product, product)));
        var (a, b) = (Mul.Run(Number(DType.Float32, 0.5), y), Mul.Run(Number(DType.Float32, 2), y));
        Close(y, y, (_, z) => -1.5 * z, Sub.Run(a, b));
    }

    [TorchFact]
    public void AMultipleTakesNoMemoryAndKeepsItsOperandUntilItIsComputed()
    {
        var factor = Number(DType.Float32, 0.5);
        var before = Live();
        var y = Numbers(DType.Float32, 0.7);
        var (numbers, product) = (Singles(y), Mul.Run(factor, y));
        Assert.Equal((before.Tensors + 1, before.Bytes + (4 * Count)), (Torch.LiveTensors, Torch.LiveBytes));
        Release(y);
        Assert.Equal(numbers.Select(b => 0.5f * b), Singles(product));
        Assert.Equal((before.Tensors + 2, before.Bytes + (8 * Count)), (Torch.LiveTensors, Torch.LiveBytes));
        Release(product);
        Assert.Throws<GraphException>(() => Singles(product));
        Assert.Equal((before.Tensors + 1, before.Bytes + (4 * Count)), (Torch.LiveTensors, Torch.LiveBytes));
        GC.KeepAlive((factor, y));
    }

    [TorchFact]
    public void AComputedMultipleLetsItsOperandGo()
    {
        var before = Live();
        var product = Make();
        Assert.Equal((before.Tensors + 1, before.Bytes + (4 * Count)), Live());
        Assert.Equal(Count, Singles(product).Length);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static NdArray Make()
        {
            var product = Mul.Run(Number(DType.Float32, 0.5), Numbers(DType.Float32, 0.7));
            Singles(product);
            return product;
        }
    }

    [TorchFact]
    public void WhatWaitsWhenItIsReleasedNeverHappens()
    {
        var (y, factor) = (Numbers(DType.Float32, 0.7), Number(DType.Float32, 0.5));
        var before = (Torch.LiveTensors, Torch.LiveBytes);
        var product = Mul.Run(factor, y);
        Release(product);
        Assert.Throws<GraphException>(() => Add.Run(y, product));
        Assert.Throws<GraphException>(() => Singles(product));
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
        GC.KeepAlive((factor, y));
    }

    [TorchFact]
    public void AnArenaFreesWhatWaitsAndWhatWasComputedLateUnlessItIsKept()
    {
        var factor = Number(DType.Float32, 0.5);
        var y = Numbers(DType.Float32, 0.7);
        var before = Live();
        var (outer, inner) = (new Arena(), new Arena());
        var scope = Arena.Enter(outer);
        var (kept, waits, late) = (Mul.Run(factor, y), Mul.Run(factor, y), Mul.Run(factor, y));
        scope.Leave();

        // Where a multiple is computed does not decide how long it lives.
        scope = Arena.Enter(inner);
        var sum = Exp.Run(late);
        scope.Leave();
        inner.Release();
        Assert.Throws<GraphException>(() => Singles(sum));
        Assert.Equal(Singles(y).Select(b => 0.5f * b), Singles(late));

        kept.Keep();
        outer.Release();
        Assert.Throws<GraphException>(() => Singles(waits));
        Assert.Throws<GraphException>(() => Singles(late));
        waits.Keep();
        Assert.Throws<GraphException>(() => Singles(waits));
        Assert.Equal(Singles(y).Select(b => 0.5f * b), Singles(kept));
        Assert.Equal(before.Tensors + 1, Live().Tensors);
        GC.KeepAlive((kept, factor, y));
    }

    [TorchFact]
    public void AFewNumbersThatAreKeptKeepNothingElse()
    {
        var before = Live();
        var kept = Enumerable.Range(0, 10).Select(i => Part()).ToArray();
        Assert.InRange(Live().Bytes - before.Bytes, 0, 4 * Count);
        GC.KeepAlive(kept);

        static NdArray Part() =>
            Mul.Run(Number(DType.Float32, 0.5), new Slice([1], [1], [3]).Run(Numbers(DType.Float32, 0.7)));
    }

    [TorchFact]
    public void WhatNobodyReachesIsFreedWhetherItWaitsOrNot()
    {
        var before = Live();
        Abandon();
        Assert.Equal(before, Live());

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Abandon()
        {
            var y = Numbers(DType.Float32, 0.7);
            for (var i = 1; i < 100; i++) Exp.Run(Mul.Run(Number(DType.Float32, i), Mul.Run(Number(DType.Float32, i), y)));
        }
    }

    [TorchFact]
    public void OnlyMultiplesOfPlainNumbersWait()
    {
        var large = Numbers(DType.Float32, 0.7);
        Assert.True(IsWaiting(Mul.Run(large, Number(DType.Float32, 2))));
        Assert.True(IsWaiting(Mul.Run(large, Backend.Full([Count], DType.Float32, 2.0))));
        Assert.False(IsWaiting(Mul.Run(large, large)));
        Assert.False(IsWaiting(Mul.Run(large, Number(DType.Float32, 0))));
        Assert.True(IsWaiting(Mul.Run(Vector(1, 2), Number(DType.Float32, 2))));
        Assert.False(IsWaiting(Mul.Run(Vector(1), Number(DType.Float32, 2))));
        Assert.False(IsWaiting(Mul.Run(Number(DType.Float32, 1), Number(DType.Float32, 2))));
        Assert.False(IsWaiting(Mul.Run(Vector(1), Backend.Full([Count], DType.Float32, 2.0))));
        foreach (var dtype in new[] { DType.Int32, DType.Int64, DType.Float16, DType.BFloat16 })
            Assert.False(IsWaiting(Mul.Run(Backend.Full([Count], dtype, 3.0), Number(dtype, 2))));
    }

    [TorchFact]
    public void WhatIsWrongIsSaidAtOnce()
    {
        var (y, factor) = (Numbers(DType.Float32, 0.7), Number(DType.Float32, 2));
        Release(factor);
        Assert.Throws<GraphException>(() => Mul.Run(y, factor));
        var elsewhere = ManagedBackend.Instance.Full(Shape.Scalar, DType.Float32, 2.0);
        Assert.Throws<DeviceException>(() => Mul.Run(y, elsewhere));
        var product = Mul.Run(y, Number(DType.Float32, 2));
        Assert.Throws<DeviceException>(() => Add.Run(ManagedBackend.Instance.Full([Count], DType.Float32, 2.0), product));
        Assert.Equal(Singles(y).Select(b => 2 * b), Singles(product));
    }

    [TorchFact]
    public void ThreadsMayTakeTheSameMultiple()
    {
        var (x, y, two) = (Numbers(DType.Float32, 0.3), Numbers(DType.Float32, 0.7), Number(DType.Float32, 2));
        var before = Live();
        for (var round = 0; round < 20; round++)
        {
            var product = Mul.Run(two, y);
            var made = new NdArray[64];
            Parallel.For(0, made.Length, i => made[i] = i % 3 == 0 ? Exp.Run(product) : Sub.Run(x, product));
            for (var i = 0; i < made.Length; i++)
            {
                if (i % 3 == 0) Close(x, y, (_, b) => Math.Exp(2 * b), made[i]);
                else Close(x, y, (a, b) => a - (2 * b), made[i]);
            }

            Release([product, .. made]);
        }

        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
        GC.KeepAlive((x, y, two));
    }

    [TorchFact]
    public void TheDerivativeOfARectifiedUnitTakesItsCondition()
    {
        float[] cells = [-1, 0, -0f, float.NaN, 2];
        var x = Vector([.. Enumerable.Range(0, Count).Select(i => cells[i % cells.Length])]);
        var (y, zero) = (Numbers(DType.Float32, 0.7), Number(DType.Float32, 0));
        var condition = AtMost.Run(x, zero);
        var expected = Singles(x).Zip(Singles(y), (a, b) => a <= 0 ? 0 : b).ToArray();
        Assert.Equal(expected, Singles(Select.Instance.Run(condition, zero, y)));
        Assert.True(IsWaiting(condition));

        // Any other selection has it computed.
        Assert.Equal(Singles(x).Zip(Singles(y), (a, b) => a <= 0 ? b : 0), Singles(Select.Instance.Run(condition, y, zero)));
        Assert.False(IsWaiting(condition));
        Assert.Equal(expected, Singles(Select.Instance.Run(condition, zero, y)));
        Assert.Equal(DType.Bool, condition.DType);
        Assert.Equal(Singles(x).Select(a => a <= 0), Read<bool>(condition));
        Assert.False(IsWaiting(AtMost.Run(x, Number(DType.Float32, 1))));
        Assert.False(IsWaiting(AtMost.Run(zero, x)));
    }

    private static bool IsWaiting(NdArray x) => ((TorchArray)x).IsWaiting;

    private static NdArray Number(DType dtype, double number) => Backend.Full(Shape.Scalar, dtype, number);

    /// <summary>Waves, none of which is 0 throughout.</summary>
    private static NdArray Numbers(DType dtype, double frequency)
    {
        var numbers = Enumerable.Range(1, Count).Select(i => Math.Sin(frequency * i)).ToArray();
        return dtype == DType.Float64
            ? Backend.Create<double>(numbers, [Count])
            : Backend.Create<float>(Array.ConvertAll(numbers, x => (float)x), [Count]);
    }

    private static void Close(NdArray x, NdArray y, Func<double, double, double> expected, NdArray actual)
    {
        var tolerance = x.DType == DType.Float64 ? 1e-15 : 1e-6;
        foreach (var ((a, b), z) in Doubles(x).Zip(Doubles(y)).Zip(Doubles(actual)))
            Assert.InRange(z - expected(a, b), -tolerance * (1 + Math.Abs(z)), tolerance * (1 + Math.Abs(z)));
    }

    private static double[] Doubles(NdArray x) =>
        x.DType == DType.Float64 ? Read<double>(x) : Array.ConvertAll(Singles(x), z => (double)z);
}
