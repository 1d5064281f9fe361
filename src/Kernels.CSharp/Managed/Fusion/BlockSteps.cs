using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>One operation on a block of elements. Values are given by where they begin; a result overlaps no argument.</summary>
internal abstract unsafe class BlockStep
{
    internal abstract void Run(byte** values, int count);
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

/// <summary>Elements folded into lanes, or products of elements.</summary>
internal sealed unsafe class FoldStep<T>(LoopFold<T> fold, int lanes, int x, int y, int result, int operand) : BlockStep
    where T : unmanaged, IBinaryNumber<T>
{
    /// <summary>Before the first block.</summary>
    internal void Begin(byte** values) => fold.Begin((T*)values[result], lanes);

    internal override void Run(byte** values, int count)
    {
        var into = (T*)values[result];
        if (y < 0) fold.Fold(into, lanes, (T*)values[x], count);
        else LoopFold<T>.Products(into, lanes, (T*)values[x], (T*)values[y], count);
    }

    /// <summary>After the last block.</summary>
    internal void Finish(byte** operands, byte** values) => *(T*)operands[operand] = fold.Finish((T*)values[result], lanes);
}

/// <summary>The one number of an operand everywhere.</summary>
internal sealed unsafe class SpreadStep<T>(int x, int result) : BlockStep
    where T : unmanaged
{
    internal override void Run(byte** values, int count) => new Span<T>(values[result], count).Fill(*(T*)values[x]);
}
