using System.Numerics;

namespace Functional.Kernels;

/// <summary>Elements taken, and added, by index.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Gather(int axis, NdArray x, NdArray index, Space result)
    {
        var taken = ManagedArray.Allocate(result.Shape, result.DType);
        if (taken.Shape.Size == 0) return taken;
        var walk = new IndexWalk("gather", axis, (ManagedArray)x, (ManagedArray)index, taken);
        switch (result.DType.ItemSize())
        {
            case 1: walk.Run<byte, Take<byte>>(); break;
            case 2: walk.Run<short, Take<short>>(); break;
            case 4: walk.Run<int, Take<int>>(); break;
            default: walk.Run<long, Take<long>>(); break;
        }

        return taken;
    }

    /// <inheritdoc/>
    public NdArray ScatterAdd(int axis, NdArray x, NdArray index, NdArray source, Space result)
    {
        if (result.DType == DType.Bool) throw Errors.BoolArithmetic("scatter_add");
        if (result.DType.Is16Bit())
            return InSingle((axis, index), x, source, result, static (b, op, x, y, space) => b.ScatterAdd(op.axis, x, op.index, y, space));
        var sum = Packed((ManagedArray)x);
        if (index.Shape.Size == 0) return sum;
        var walk = new IndexWalk("scatter_add", axis, sum, (ManagedArray)index, (ManagedArray)source);
        switch (result.DType)
        {
            case DType.UInt8: walk.Run<byte, AddInto<byte>>(); break;
            case DType.Int32: walk.Run<int, AddInto<int>>(); break;
            case DType.Int64: walk.Run<long, AddInto<long>>(); break;
            case DType.Float32: walk.Run<float, AddInto<float>>(); break;
            default: walk.Run<double, AddInto<double>>(); break;
        }

        return sum;
    }

    private readonly struct Take<T> : IIndexed<T>
        where T : unmanaged
    {
        public static void Element(ref T indexed, ref T other) => other = indexed;

        public static void Block(ReadOnlySpan<Axis> axes, ref T indexed, ref T other) => StridedCopy.Walk(axes, ref indexed, ref other);
    }

    private readonly struct AddInto<T> : IIndexed<T>
        where T : unmanaged, INumber<T>
    {
        public static void Element(ref T indexed, ref T other) => indexed += other;

        public static void Block(ReadOnlySpan<Axis> axes, ref T indexed, ref T other) => StridedAdd.Walk(axes, ref indexed, ref other);
    }
}
