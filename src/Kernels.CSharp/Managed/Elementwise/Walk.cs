namespace Functional.Kernels;

/// <summary>
/// How arrays of different strides are walked together. Axes along which every operand stands still are left out of
/// the computation and stretched in the result; axes that all operands hold in another order in memory (transposes)
/// are computed in that order; neighbouring axes that every operand crosses evenly are joined. What remains is a
/// compact result whose element <c>k</c> is the k-th in the order of <see cref="Lengths"/>.
/// </summary>
internal sealed class Walk
{
    private readonly Space space;
    private readonly int[]? resultStrides;

    private Walk(Space space, int[] lengths, int[][] strides, int[]? resultStrides)
    {
        this.space = space;
        this.resultStrides = resultStrides;
        Lengths = lengths;
        Strides = strides;
        var size = 1;
        foreach (var length in lengths) size *= length;
        Size = size;
    }

    /// <summary>The lengths of the joined axes, outermost first; none for a single element.</summary>
    internal int[] Lengths { get; }

    /// <summary>For each operand, its strides along the joined axes.</summary>
    internal int[][] Strides { get; }

    /// <summary>How many different elements there are to compute.</summary>
    internal int Size { get; }

    /// <summary>Memory for the elements to compute: in the order of the walk.</summary>
    internal ManagedArray Allocate() =>
        ManagedArray.Allocate(resultStrides is null ? space.Shape : Shape.Create([Size]), space.DType);

    /// <summary>The computed elements as an array of the result's shape.</summary>
    internal ManagedArray Finish(ManagedArray computed) =>
        resultStrides is null ? computed : computed.View(space.Shape, resultStrides, 0);

    /// <summary>Plans the walk of operands that broadcast to the shape of a non-empty result.</summary>
    internal static Walk Plan(Space result, params ReadOnlySpan<ManagedArray> operands)
    {
        var lengths = result.Shape.Lengths;
        var all = new int[operands.Length][];
        for (var k = 0; k < all.Length; k++) all[k] = Aligned(operands[k], lengths.Length);
        var axes = new List<int>(lengths.Length);
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != 1 && Moves(all, i)) axes.Add(i);
        }

        var reordered = Reorder(axes, lengths, all);
        var strides = reordered || Stretched(axes, lengths) ? CompactStrides(axes, lengths) : null;
        return Join(result, axes, all, strides);
    }

    private static int[] Aligned(ManagedArray x, int rank)
    {
        var strides = new int[rank];
        var missing = rank - x.Shape.Rank;
        var own = x.Strides;
        var lengths = x.Shape.Lengths;
        for (var i = 0; i < own.Length; i++) strides[missing + i] = lengths[i] == 1 ? 0 : own[i];
        return strides;
    }

    private static bool Moves(int[][] strides, int axis)
    {
        foreach (var operand in strides)
        {
            if (operand[axis] != 0) return true;
        }

        return false;
    }

    private static bool Stretched(List<int> axes, ReadOnlySpan<int> lengths)
    {
        var kept = 0;
        foreach (var length in lengths) kept += length == 1 ? 0 : 1;
        return kept != axes.Count;
    }

    /// <summary>Sorts the axes by falling strides where that suits every operand; says whether the order changed.</summary>
    private static bool Reorder(List<int> axes, ReadOnlySpan<int> lengths, int[][] strides)
    {
        if (Falling(axes, strides)) return false;
        var sorted = axes.OrderByDescending(axis => strides.Max(operand => Math.Abs((long)operand[axis]))).ToList();
        if (!Falling(sorted, strides)) return false;
        axes.Clear();
        axes.AddRange(sorted);
        return true;
    }

    private static bool Falling(List<int> axes, int[][] strides)
    {
        foreach (var operand in strides)
        {
            var last = long.MaxValue;
            foreach (var axis in axes)
            {
                var stride = Math.Abs((long)operand[axis]);
                if (stride == 0) continue;
                if (stride > last) return false;
                last = stride;
            }
        }

        return true;
    }

    private static int[] CompactStrides(List<int> axes, ReadOnlySpan<int> lengths)
    {
        var strides = new int[lengths.Length];
        var step = 1;
        for (var i = axes.Count - 1; i >= 0; i--)
        {
            strides[axes[i]] = step;
            step *= lengths[axes[i]];
        }

        return strides;
    }

    private static Walk Join(Space result, List<int> axes, int[][] all, int[]? resultStrides)
    {
        var lengths = new List<int>(axes.Count);
        var strides = new List<int>[all.Length];
        for (var k = 0; k < all.Length; k++) strides[k] = new(axes.Count);
        foreach (var axis in axes)
        {
            var length = result.Shape.Lengths[axis];
            var joins = lengths.Count > 0;
            for (var k = 0; k < all.Length && joins; k++) joins = strides[k][^1] == (long)all[k][axis] * length;
            if (joins) lengths[^1] *= length;
            else lengths.Add(length);
            for (var k = 0; k < all.Length; k++)
            {
                if (joins) strides[k][^1] = all[k][axis];
                else strides[k].Add(all[k][axis]);
            }
        }

        return new(result, [.. lengths], Array.ConvertAll(strides, s => s.ToArray()), resultStrides);
    }
}
