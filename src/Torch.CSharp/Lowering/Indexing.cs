namespace Functional.LibTorch;

/// <summary>The families Gather and ScatterAdd.</summary>
internal static class Indexing
{
    public static Value Gather(Calls calls, int axis, Input x, Input index, Space result)
    {
        CheckBounds(calls, "gather", axis, x, index);
        return calls.Call(Aten.Gather, x, (long)axis, index, false);
    }

    public static Value ScatterAdd(Calls calls, int axis, Input x, Input index, Input source, Space result)
    {
        if (x.DType == DType.Bool) throw Errors.BoolArithmetic("scatter_add");
        CheckBounds(calls, "scatter_add", axis, x, index);
        if (!x.DType.Is16Bit()) return calls.Call(Aten.ScatterAdd, x, (long)axis, index, source);
        var (target, added) = (calls.To(x.Value, DType.Float32), calls.To(source.Value, DType.Float32));
        return calls.To(calls.Call(Aten.ScatterAdd, target, (long)axis, index, added), x.DType);
    }

    /// <summary>The CPU's kernels look at every index themselves; a CUDA device would be lost to the process.</summary>
    private static void CheckBounds(Calls calls, string operation, int axis, Input x, Input index)
    {
        if (calls.OnCpu || index.Shape.Size == 0) return;
        var length = x.Shape.Rank == 0 ? 1 : x.Shape.Lengths[axis];
        var below = calls.Call(Aten.LessNumber, index, 0L);
        var beyond = calls.Call(Aten.AtLeastNumber, index, (long)length);
        var outside = calls.Call(Aten.LogicalOr, below, beyond);

        // The first that is outside, or 0 and any index.
        var flat = calls.To(calls.Reshape(outside, [index.Shape.Size]), DType.UInt8);
        var place = calls.Call(Aten.ArgMax, flat, 0L, true);
        var found = calls.Call(Aten.Gather, calls.Reshape(index.Value, [index.Shape.Size]), 0L, place, false);
        calls.Check(found, 1, indices => indices[0] < 0 || indices[0] >= length
            ? Errors.IndexOutOfBounds(operation, indices[0], axis, x.Shape)
            : null);
    }
}
