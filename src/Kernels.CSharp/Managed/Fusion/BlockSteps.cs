using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>One operation on a block of elements. Values are given by where they begin; a result overlaps no argument.</summary>
internal abstract unsafe class BlockStep
{
    internal abstract void Run(byte** values, int count);
}

/// <summary>A function of one value.</summary>
internal sealed unsafe class MapStep<T, R, F, K>(F f, int x, int result) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IUnary<T>
    where K : struct, IResult<T, R>
{
    internal override void Run(byte** values, int count) => Loops.Map<T, R, F, K>(
        f, ref Unsafe.AsRef<T>(values[x]), ref Unsafe.AsRef<R>(values[result]), (nuint)count);
}

/// <summary>A function of two values.</summary>
internal sealed unsafe class ZipStep<T, R, F, K>(F f, int x, int y, int result) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IBinary<T>
    where K : struct, IResult<T, R>
{
    internal override void Run(byte** values, int count) => Loops.Zip<T, R, F, K>(
        f, ref Unsafe.AsRef<T>(values[x]), ref Unsafe.AsRef<T>(values[y]), ref Unsafe.AsRef<R>(values[result]), (nuint)count);
}

/// <summary>A choice.</summary>
internal sealed unsafe class SelectStep<T>(int condition, int x, int y, int result) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
{
    internal override void Run(byte** values, int count) => Loops.Select(
        ref *values[condition],
        ref Unsafe.AsRef<T>(values[x]),
        ref Unsafe.AsRef<T>(values[y]),
        ref Unsafe.AsRef<T>(values[result]),
        (nuint)count);
}

/// <summary>Truth values as numbers.</summary>
internal sealed unsafe class FromTruthStep<T>(int x, int result) : BlockStep
    where T : unmanaged, INumber<T>
{
    internal override void Run(byte** values, int count) => TensorPrimitives.ConvertTruncating(
        new ReadOnlySpan<byte>(values[x], count), new Span<T>(values[result], count));
}

/// <summary>The elements of an operand, taken before a result is written over them.</summary>
internal sealed unsafe class CopyStep(int x, int size, int result) : BlockStep
{
    internal override void Run(byte** values, int count) =>
        Unsafe.CopyBlockUnaligned(values[result], values[x], (uint)(count * size));
}

/// <summary>The elements of an operand with others folded into them.</summary>
internal sealed unsafe class AccumulateStep<T>(LoopFold<T> fold, int operand, int x, int result) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
{
    internal override void Run(byte** values, int count) =>
        fold.Zip((T*)values[operand], (T*)values[x], (T*)values[result], count);
}

/// <summary>Elements folded into lanes.</summary>
internal sealed unsafe class FoldStep<T>(LoopFold<T> fold, int lanes, int x, int result) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
{
    internal LoopFold<T> Fold => fold;

    /// <summary>Where the lanes are.</summary>
    internal int Result => result;

    internal override void Run(byte** values, int count) => fold.Fold((T*)values[result], lanes, (T*)values[x], count);
}

/// <summary>The step that computes a function of one value; null for one that changes nothing.</summary>
internal readonly struct MapSteps(int x, int result) : IMapVisitor<BlockStep?>
{
    public BlockStep Map<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => new MapStep<T, T, F, Values<T>>(f, x, result);

    public BlockStep Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T> => new MapStep<T, byte, F, Masks<T>>(f, x, result);

    public BlockStep Fill<T>(T value)
        where T : unmanaged, IBinaryNumber<T> => new FillStep<T>(value, result);

    public BlockStep? Same() => null;

    public BlockStep Undefined(Map op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}

/// <summary>The step that computes a function of two values.</summary>
internal readonly struct ZipSteps(int x, int y, int result) : IZipVisitor<BlockStep>
{
    public BlockStep Zip<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => new ZipStep<T, T, F, Values<T>>(f, x, y, result);

    public BlockStep Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T> => new ZipStep<T, byte, F, Masks<T>>(f, x, y, result);

    public BlockStep Undefined(Zip op, DType dtype) => throw Errors.NotDefined(op.Name, dtype);
}

/// <summary>The same number everywhere.</summary>
internal sealed unsafe class FillStep<T>(T value, int result) : BlockStep
    where T : unmanaged
{
    internal override void Run(byte** values, int count) => new Span<T>(values[result], count).Fill(value);
}

/// <summary>The one number of an operand everywhere.</summary>
internal sealed unsafe class SpreadStep<T>(int x, int result) : BlockStep
    where T : unmanaged
{
    internal override void Run(byte** values, int count) => new Span<T>(values[result], count).Fill(*(T*)values[x]);
}
