namespace Functional.Kernels;

/// <summary>Movements: views wherever strides can say it.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Move(Movement movement, NdArray x, Space result)
    {
        var array = (ManagedArray)x;
        if (array.IsUniform && movement is not Embed) return Stretch(array, result.Shape);
        return movement switch
        {
            Permute permute => Permuted(permute, array, result.Shape),
            Reshape => Reshaped(array, result.Shape),
            Expand => Expanded(array, result.Shape),
            Slice slice => Sliced(slice.Starts, slice.Steps, array, result.Shape),
            Embed embed => Embedded(embed, array, result.Shape),
            Windows windows => Windowed(windows, array, result.Shape),
            _ => throw new NotSupportedException($"{movement.Name}: no such movement"),
        };
    }

    private static ManagedArray Permuted(Permute permute, ManagedArray x) => Permuted(permute, x, permute.Infer([x.Space]).Shape);

    private static ManagedArray Permuted(Permute permute, ManagedArray x, Shape shape)
    {
        var strides = new int[shape.Rank];
        for (var i = 0; i < strides.Length; i++) strides[i] = x.Strides[permute.Axes[i]];
        return View(x, shape, strides, 0);
    }

    private static ManagedArray Reshaped(ManagedArray x, Shape shape)
    {
        if (x.IsContiguous) return x.View(shape, null, 0);
        var strides = new int[shape.Rank];
        return TryReshape(x, shape.Lengths, strides) ? View(x, shape, strides, 0) : Packed(x).View(shape, null, 0);
    }

    private static ManagedArray Expanded(ManagedArray x, Shape shape)
    {
        var strides = new int[shape.Rank];
        var added = shape.Rank - x.Shape.Rank;
        for (var i = added; i < strides.Length; i++)
        {
            if (x.Shape.Lengths[i - added] == shape.Lengths[i]) strides[i] = x.Strides[i - added];
        }

        return View(x, shape, strides, 0);
    }

    private static ManagedArray Sliced(int[] starts, int[] steps, ManagedArray x, Shape shape)
    {
        var strides = new int[shape.Rank];
        var start = Places(starts, steps, shape, x.Strides, strides);
        return View(x, shape, strides, start);
    }

    private static ManagedArray Embedded(Embed embed, ManagedArray x, Shape shape)
    {
        // What fills the whole result only changes the direction of axes, which undoes itself.
        if (x.Shape == shape) return Sliced(embed.Starts, embed.Steps, x, shape);
        var result = ManagedArray.Allocate(shape, x.DType);
        Span<int> strides = stackalloc int[x.Shape.Rank];
        var start = Places(embed.Starts, embed.Steps, x.Shape, result.Strides, strides);
        result.Clear();
        StridedCopy.Copy(x, result, start, strides);
        return result;
    }

    private static ManagedArray Windowed(Windows windows, ManagedArray x, Shape shape)
    {
        var count = windows.Lengths.Length;
        var outer = x.Shape.Rank - count;
        int[] strides = [.. x.Strides, .. x.Strides[outer..]];
        for (var i = 0; i < count; i++)
        {
            strides[outer + i] *= windows.Dilations[i];
            strides[outer + count + i] *= windows.Steps[i];
        }

        // An axis of one element has no neighbours, however far they would be.
        for (var i = outer; i < strides.Length; i++)
        {
            if (shape.Lengths[i] == 1) strides[i] = 0;
        }

        return View(x, shape, strides, 0);
    }

    /// <summary>
    /// Where the elements <c>starts + i steps</c> of an array lie: returns the first one's distance from the array's
    /// start, and sets the strides. An axis of one element has no neighbours, however large its step.
    /// </summary>
    private static int Places(int[] starts, int[] steps, Shape shape, ReadOnlySpan<int> outer, Span<int> strides)
    {
        if (shape.Size == 0) return 0;
        var start = 0;
        for (var i = 0; i < strides.Length; i++)
        {
            start += starts[i] * outer[i];
            strides[i] = shape.Lengths[i] == 1 ? 0 : steps[i] * outer[i];
        }

        return start;
    }

    /// <summary>
    /// Finds strides for the elements in row-major order under another shape of the same size. Axes of both shapes are
    /// matched in groups of equal size; a group can be cut anew only if its axes are one axis in memory.
    /// </summary>
    private static bool TryReshape(ManagedArray x, ReadOnlySpan<int> to, Span<int> strides)
    {
        var from = x.Shape.Lengths;
        var (i, k) = (0, 0);
        while (i < from.Length && k < to.Length)
        {
            var (first, firstTo) = (i, k);
            long size = from[i++], sizeTo = to[k++];
            while (size != sizeTo)
            {
                if (size < sizeTo) size *= from[i++];
                else sizeTo *= to[k++];
            }

            if (!TryJoin(from[first..i], x.Strides[first..i], out var stride)) return false;
            for (var axis = k - 1; axis >= firstTo; axis--)
            {
                strides[axis] = stride;
                stride *= to[axis];
            }
        }

        return true;
    }

    /// <summary>The stride that walks some axes as if they were one, if there is one.</summary>
    private static bool TryJoin(ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides, out int stride)
    {
        stride = 0;
        long next = 0;
        var any = false;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (lengths[i] == 1) continue;
            if (!any) stride = strides[i];
            else if (strides[i] != next) return false;
            any = true;
            next = (long)strides[i] * lengths[i];
        }

        return true;
    }

    /// <summary>A view that knows when its strides say no more than row-major.</summary>
    private static ManagedArray View(ManagedArray x, Shape shape, int[] strides, int start)
    {
        if (shape.Size == 0) return ManagedArray.Allocate(shape, x.DType);
        var rowMajor = shape.Strides;
        for (var i = 0; i < strides.Length; i++)
        {
            if (strides[i] != rowMajor[i] && shape.Lengths[i] != 1) return x.View(shape, strides, start);
        }

        return x.View(shape, null, start);
    }
}
