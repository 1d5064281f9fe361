using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>What to do with an element, or a block of elements, that an index points to.</summary>
internal interface IIndexed<T>
    where T : unmanaged
{
    static abstract void Element(ref T indexed, ref T other);

    static abstract void Block(ReadOnlySpan<Axis> axes, ref T indexed, ref T other);
}

/// <summary>
/// Walks an index, an array of its shape, and the array that it points into. Where the index is the same along all
/// further axes, as in an embedding lookup, whole blocks are handed on instead of elements.
/// </summary>
internal sealed class IndexWalk
{
    private readonly string operation;
    private readonly int axis;
    private readonly ManagedArray indexed;
    private readonly ManagedArray index;
    private readonly ManagedArray other;
    private readonly Axis[] axes;
    private readonly nint[] indexStrides;
    private readonly Axis[] block;
    private readonly long limit;
    private readonly nint stride;

    internal IndexWalk(string operation, int axis, ManagedArray indexed, ManagedArray index, ManagedArray other)
    {
        (this.operation, this.axis, this.indexed, this.index, this.other) = (operation, axis, indexed, index, other);
        var lengths = index.Shape.Lengths;
        var all = new Axis[lengths.Length];
        for (var i = 0; i < all.Length; i++) all[i] = new(lengths[i], i == axis ? 0 : indexed.Strides[i], other.Strides[i]);
        var loops = all.Length;
        while (loops > axis + 1 && (lengths[loops - 1] == 1 || index.Strides[loops - 1] == 0)) loops--;
        axes = all[..loops];
        indexStrides = [.. index.Strides[..loops].ToArray().Select(step => (nint)step)];
        block = [.. Axis.Coalesce(all.AsSpan(loops))];
        limit = indexed.Shape.Lengths[axis];
        stride = indexed.Strides[axis];
    }

    internal void Run<T, TAction>()
        where T : unmanaged
        where TAction : struct, IIndexed<T>
    {
        Walk<T, TAction>(0, ref index.Data<long>(), ref indexed.Data<T>(), ref other.Data<T>());
        GC.KeepAlive(index);
        GC.KeepAlive(indexed);
        GC.KeepAlive(other);
    }

    private void Walk<T, TAction>(int depth, ref long place, ref T x, ref T y)
        where T : unmanaged
        where TAction : struct, IIndexed<T>
    {
        var loop = axes[depth];
        var step = indexStrides[depth];
        var isLast = depth == axes.Length - 1;
        for (nint i = 0; i < loop.Length; i++)
        {
            if (!isLast)
            {
                Walk<T, TAction>(depth + 1, ref place, ref x, ref y);
            }
            else
            {
                if ((ulong)place >= (ulong)limit) throw Errors.IndexOutOfBounds(operation, place, axis, indexed.Shape);
                ref var element = ref Unsafe.Add(ref x, (nint)place * stride);
                if (block.Length == 0) TAction.Element(ref element, ref y);
                else TAction.Block(block, ref element, ref y);
            }

            place = ref Unsafe.Add(ref place, step);
            x = ref Unsafe.Add(ref x, loop.Source);
            y = ref Unsafe.Add(ref y, loop.Target);
        }
    }
}
