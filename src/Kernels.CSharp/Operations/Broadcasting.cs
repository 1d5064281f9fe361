namespace Functional.Kernels;

/// <summary>
/// PyTorch's broadcasting: shapes are aligned at their last axes; lengths must agree, or one of them is 1 (or absent)
/// and is stretched.
/// </summary>
public static class Broadcasting
{
    /// <summary>The shape to which two shapes broadcast.</summary>
    /// <exception cref="ShapeException">Two lengths differ and neither is 1.</exception>
    public static Shape Shape(string operation, Shape x, Shape y)
    {
        if (ReferenceEquals(x, y) || y.Rank == 0) return x;
        if (x.Rank == 0) return y;
        var a = x.Lengths;
        var b = y.Lengths;
        if (a.SequenceEqual(b)) return x;
        var rank = Math.Max(a.Length, b.Length);
        Span<int> result = rank <= 16 ? stackalloc int[rank] : new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var m = i <= a.Length ? a[^i] : 1;
            var n = i <= b.Length ? b[^i] : 1;
            if (m != n && m != 1 && n != 1) throw Errors.CannotBroadcast(operation, x, y);
            result[^i] = m == 1 ? n : m;
        }

        return result.SequenceEqual(a) ? x : result.SequenceEqual(b) ? y : Functional.Shape.Create(result);
    }

    /// <summary>Whether the first shape stretches to the second.</summary>
    public static bool Fits(Shape x, Shape to)
    {
        var a = x.Lengths;
        var b = to.Lengths;
        if (a.Length > b.Length) return false;
        for (var i = 1; i <= a.Length; i++)
        {
            if (a[^i] != b[^i] && a[^i] != 1) return false;
        }

        return true;
    }

    /// <summary>The axes of <paramref name="from"/> that must be summed to undo its expansion from <paramref name="to"/>.</summary>
    public static int[] SummedAxes(Shape from, Shape to)
    {
        var axes = new List<int>(from.Rank);
        var extra = from.Rank - to.Rank;
        for (var i = 0; i < from.Rank; i++)
        {
            if (i < extra || (to.Lengths[i - extra] == 1 && from.Lengths[i] != 1)) axes.Add(i);
        }

        return [.. axes];
    }
}
