using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The families Move and OverlapAdd.</summary>
internal static class Movements
{
    public static Value Move(Calls calls, Movement movement, Input x, Space result) => movement switch
    {
        Permute permute => calls.Permute(x.Value, permute.Axes),
        Reshape => calls.Reshape(x.Value, result.Shape.Lengths),
        Expand => calls.Expand(x.Value, result.Shape.Lengths),
        Slice slice => Sliced(calls, slice, x),
        Embed embed => Embedded(calls, embed, x, result),
        Windows windows => Windowed(calls, windows, x),
        _ => throw new NotSupportedException($"{movement.Name}: no such movement"),
    };

    /// <summary>
    /// One sum for each place of a window: what stands there in all windows is added where the windows have it, and lies
    /// nowhere twice.
    /// </summary>
    public static Value OverlapAdd(Calls calls, OverlapAdd operation, Input x, Space result)
    {
        if (x.DType == DType.Bool) throw Errors.BoolArithmetic(operation.Name);
        if (!x.DType.Is16Bit()) return Overlapped(calls, operation, x, result.Shape);
        var wide = x.As(calls.To(x.Value, DType.Float32), DType.Float32);
        return calls.To(Overlapped(calls, operation, wide, result.Shape), x.DType);
    }

    private static Value Sliced(Calls calls, Slice slice, Input x)
    {
        var value = x.Value;
        Span<int> turned = stackalloc int[x.Shape.Rank];
        var count = 0;
        for (var i = 0; i < x.Shape.Rank; i++)
        {
            var (start, step, length) = ((long)slice.Starts[i], (long)slice.Steps[i], slice.To.Lengths[i]);
            var last = start + ((length - 1) * step);
            if (length == 0) (start, step, last) = (0, 1, -1);
            else if (length == 1) step = 1;
            if (step < 0)
            {
                // Strides are never negative there: what is walked backwards is turned around.
                turned[count++] = i;
                (start, step, last) = (last, -step, start);
            }

            if (start != 0 || step != 1 || last != x.Shape.Lengths[i] - 1) value = calls.Slice(value, i, start, last + 1, step);
        }

        if (count > 0) return calls.Flip(value, turned[..count]);
        return value == x.Value ? calls.Alias(value) : value;
    }

    private static Value Embedded(Calls calls, Embed embed, Input x, Space result)
    {
        var zeros = calls.Zeros(result.Shape, result.DType);
        if (x.Shape.Size == 0) return zeros;
        var rank = x.Shape.Rank;
        Span<int> turned = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        var count = 0;
        var offset = 0L;
        for (var i = 0; i < rank; i++)
        {
            var (start, step) = ((long)embed.Starts[i], embed.Steps[i]);
            if (step < 0)
            {
                turned[count++] = i;
                start += (x.Shape.Lengths[i] - 1L) * step;
            }

            strides[i] = Math.Abs(step) * result.Shape.Strides[i];
            offset += start * result.Shape.Strides[i];
        }

        var source = count > 0 ? calls.Flip(x.Value, turned[..count]) : x.Value;
        calls.Call(Aten.CopyTo, calls.Strided(zeros, x.Shape.Lengths, strides, offset), source, false);
        return zeros;
    }

    /// <summary>
    /// An axis of windows becomes two, of which the places in a window come last; in the end all of those move forward.
    /// </summary>
    private static Value Windowed(Calls calls, Windows windows, Input x)
    {
        var (value, axes) = (x.Value, windows.Lengths.Length);
        var (rank, first) = (x.Shape.Rank, x.Shape.Rank - axes);
        if (axes == 0) return calls.Alias(value);
        for (var i = 0; i < axes; i++)
        {
            value = calls.Call(Aten.Unfold, value, (long)(first + i), windows.Extent(i), (long)windows.Steps[i]);
            if (windows.Dilations[i] > 1 && windows.Lengths[i] > 1)
                value = calls.Slice(value, rank + i, 0, windows.Extent(i), windows.Dilations[i]);
        }

        Span<int> order = stackalloc int[rank + axes];
        for (var i = 0; i < first; i++) order[i] = i;
        for (var i = 0; i < axes; i++)
        {
            order[first + i] = rank + i;
            order[rank + i] = first + i;
        }

        return calls.Permute(value, order);
    }

    private static Value Overlapped(Calls calls, OverlapAdd operation, Input x, Shape result)
    {
        var (windows, axes) = (operation.Windows, operation.To.Length);
        var sums = calls.Zeros(result, x.DType);
        if (x.Shape.Size == 0) return sums;
        var first = result.Rank - axes;
        var counts = x.Shape.Lengths[(first + axes)..];
        var places = 1;
        foreach (var length in windows.Lengths) places *= length;
        var batch = 1;
        foreach (var length in x.Shape.Lengths[..first]) batch *= length;

        // Places in a window are one axis, behind the batch as one axis.
        Span<int> packed = [batch, places, .. counts];
        var source = calls.Reshape(x.Value, packed);
        Span<int> lengths = [batch, .. counts];
        Span<int> strides = stackalloc int[axes + 1];
        strides[0] = 1;
        foreach (var length in operation.To) strides[0] *= length;
        for (var i = 0; i < axes; i++) strides[i + 1] = windows.Steps[i] * result.Strides[first + i];
        for (var place = 0; place < places; place++)
        {
            var offset = 0L;
            for (int i = axes - 1, rest = place; i >= 0; i--)
            {
                (rest, var within) = Math.DivRem(rest, windows.Lengths[i]);
                offset += (long)within * windows.Dilations[i] * result.Strides[first + i];
            }

            var target = calls.Strided(sums, lengths, strides, offset);
            calls.Call(Aten.AddTo, target, calls.Call(Aten.Select, source, 1L, (long)place), 1L);
        }

        return sums;
    }
}
