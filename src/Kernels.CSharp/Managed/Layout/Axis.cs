namespace Functional.Kernels;

/// <summary>One loop over two arrays: how often, and how far each moves in elements.</summary>
internal readonly record struct Axis(nint Length, nint Source, nint Target)
{
    /// <summary>Whether walking the next axis inside this one is walking one longer axis.</summary>
    private bool Continues(Axis next) => Source == next.Source * next.Length && Target == next.Target * next.Length;

    /// <summary>The loops over two layouts of one shape, as few as will do.</summary>
    internal static Span<Axis> Of(
        ReadOnlySpan<int> lengths, ReadOnlySpan<int> sourceStrides, ReadOnlySpan<int> targetStrides, Span<Axis> axes)
    {
        for (var i = 0; i < lengths.Length; i++) axes[i] = new(lengths[i], sourceStrides[i], targetStrides[i]);
        return Coalesce(axes[..lengths.Length]);
    }

    /// <summary>Drops axes of length 1 and joins neighbours that are one axis in both layouts, in place.</summary>
    internal static Span<Axis> Coalesce(Span<Axis> axes)
    {
        var count = 0;
        foreach (var axis in axes)
        {
            if (axis.Length == 1) continue;
            if (count > 0 && axes[count - 1].Continues(axis)) axes[count - 1] = axis with { Length = axis.Length * axes[count - 1].Length };
            else axes[count++] = axis;
        }

        return axes[..count];
    }

    /// <summary>Orders loops whose order does not matter so that the source is walked as it lies in memory.</summary>
    internal static void SortBySource(Span<Axis> axes)
    {
        for (var i = 1; i < axes.Length; i++)
        {
            for (var k = i; k > 0 && nint.Abs(axes[k - 1].Source) < nint.Abs(axes[k].Source); k--)
                (axes[k - 1], axes[k]) = (axes[k], axes[k - 1]);
        }
    }
}
