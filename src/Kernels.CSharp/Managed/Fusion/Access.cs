namespace Functional.Kernels.Fusion;

/// <summary>How an operand is spread over the rows and columns of an index space.</summary>
internal enum Reach
{
    /// <summary>An element for each place.</summary>
    Each,

    /// <summary>A number for each column, the same in all rows: stretched over leading axes.</summary>
    Column,

    /// <summary>A number for each row, the same in all columns: stretched over trailing axes.</summary>
    Row,

    /// <summary>One number for all places.</summary>
    One,
}

/// <summary>How an operand is spread, and over rows of how many columns where that matters (else 0).</summary>
internal readonly record struct Access(Reach Reach, int Columns)
{
    internal static readonly Access Each = new(Reach.Each, 0);

    internal static readonly Access One = new(Reach.One, 0);

    /// <summary>
    /// How memory with these strides lies in a space: row-major without gaps, stretched along leading or along trailing
    /// axes. Null if it is stretched in the middle, on both sides, or does not lie in order.
    /// </summary>
    internal static Access? Of(ReadOnlySpan<int> space, ReadOnlySpan<int> strides)
    {
        var (trailing, held, stretched, step) = (1, 1, false, 1L);
        var (sawMemory, leading) = (false, false);
        for (var i = space.Length - 1; i >= 0; i--)
        {
            if (space[i] == 1) continue;
            if (strides[i] == 0)
            {
                if (sawMemory) leading = true;
                else (trailing, stretched) = (trailing * space[i], true);
            }
            else if (strides[i] != step || leading)
            {
                return null;
            }
            else
            {
                (sawMemory, held) = (true, held * space[i]);
                step *= space[i];
            }
        }

        if (!sawMemory) return stretched ? One : Each;
        if (stretched && leading) return null;
        return stretched ? new(Reach.Row, trailing) : leading ? new(Reach.Column, held) : Each;
    }

    /// <summary>What a fold of some axes of a space leaves: one number, one for each row, or one for each column.</summary>
    internal static Access? OfFold(ReadOnlySpan<int> space, ReadOnlySpan<int> folded)
    {
        var strides = new int[space.Length];
        var step = 1;
        for (var i = space.Length - 1; i >= 0; i--)
        {
            if (folded.IndexOf(i) >= 0) continue;
            strides[i] = step;
            step *= space[i];
        }

        return Of(space, strides);
    }
}

/// <summary>A value that is another one seen under other axes: the other, and its strides along the axes of this one.</summary>
/// <param name="Root">A value that is row-major in memory or in a loop.</param>
/// <param name="Strides">The distance in elements of the root between neighbours; 0 where an axis is stretched.</param>
internal sealed record View(int Root, int[] Strides)
{
    internal static View Whole(int value, Shape shape) => new(value, shape.Strides.ToArray());

    /// <summary>The view, stretched to a shape.</summary>
    internal View Expanded(Shape from, Shape to) => new(Root, Broadcast(from, to));

    /// <summary>The strides of the view along the axes of a shape that it broadcasts to.</summary>
    internal int[] Broadcast(Shape from, Shape to)
    {
        var strides = new int[to.Rank];
        var added = to.Rank - from.Rank;
        for (var i = added; i < strides.Length; i++)
        {
            if (from.Lengths[i - added] == to.Lengths[i]) strides[i] = Strides[i - added];
        }

        return strides;
    }

    /// <summary>The same elements in order under another shape of the same size, where strides can say it.</summary>
    internal View? Reshaped(Shape from, Shape to)
    {
        var strides = new int[to.Rank];
        var (i, k) = (0, 0);
        while (i < from.Rank && k < to.Rank)
        {
            var (first, firstTo) = (i, k);
            long size = from.Lengths[i++], sizeTo = to.Lengths[k++];
            while (size != sizeTo)
            {
                if (size < sizeTo) size *= from.Lengths[i++];
                else sizeTo *= to.Lengths[k++];
            }

            if (Joined(from.Lengths[first..i], Strides.AsSpan(first, i - first)) is not { } stride) return null;
            for (var axis = k - 1; axis >= firstTo; axis--)
            {
                strides[axis] = stride;
                stride *= to.Lengths[axis];
            }
        }

        return new(Root, strides);
    }

    /// <summary>The stride that walks some axes as if they were one, if there is one.</summary>
    private static int? Joined(ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides)
    {
        int? inner = null;
        long next = 0;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (lengths[i] == 1) continue;
            if (inner is not null && strides[i] != next) return null;
            inner ??= strides[i];
            next = (long)strides[i] * lengths[i];
        }

        return inner ?? 0;
    }
}
