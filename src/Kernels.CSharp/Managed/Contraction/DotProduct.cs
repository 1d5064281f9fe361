using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// The sum of the products of all elements of two arrays. Blocks are summed by the kernel and their sums in pairs, so
/// that the rounding error grows with the logarithm of the length only.
/// </summary>
internal static unsafe class DotProduct<T, TKernel>
    where T : unmanaged, INumber<T>
    where TKernel : IContraction<T>
{
    private const int Block = 4096;

    /// <summary>Elements from which a half is worth its own thread: reading them takes some 50 µs.</summary>
    private const int Large = 1 << 19;

    internal static T Of(ManagedArray x, ManagedArray y)
    {
        var size = x.Shape.Size;
        if (size == 0) return T.Zero;
        fixed (T* xs = &x.Data<T>(), ys = &y.Data<T>())
        {
            return x.IsContiguous && y.IsContiguous && size <= Block
                ? TKernel.Dot(xs, ys, size)
                : Sum(new(xs, x), new(ys, y), 0, size);
        }
    }

    private static T Sum(Operand x, Operand y, int start, int count)
    {
        if (count <= Block)
        {
            var scratch = x.IsContiguous && y.IsContiguous ? null : Scratch.Take<T>(2 * Block);
            return TKernel.Dot(x.Read(start, count, scratch), y.Read(start, count, scratch + Block), count);
        }

        var half = ((count / Block) + 1) / 2 * Block;
        return count < Large
            ? Sum(x, y, start, half) + Sum(x, y, start + half, count - half)
            : SumInParallel(x, y, start, half, count);
    }

    private static T SumInParallel(Operand x, Operand y, int start, int half, int count)
    {
        var (first, second) = (T.Zero, T.Zero);
        Jobs.Run(2, job =>
        {
            if (job == 0) first = Sum(x, y, start, half);
            else second = Sum(x, y, start + half, count - half);
        });
        return first + second;
    }

    /// <summary>An array read in row-major order, a block at a time.</summary>
    private readonly struct Operand(T* data, ManagedArray array)
    {
        internal bool IsContiguous => array.IsContiguous;

        /// <summary>The elements from the start-th on: in place, or copied together.</summary>
        internal T* Read(int start, int count, T* scratch)
        {
            if (array.IsContiguous) return data + start;
            if (array.IsUniform) new Span<T>(scratch, count).Fill(*data);
            else Copy(start, count, scratch);
            return scratch;
        }

        private void Copy(int start, int count, T* target)
        {
            var lengths = array.Shape.Lengths;
            var strides = array.Strides;
            var (length, stride) = (lengths[^1], (nint)strides[^1]);
            for (var end = start + count; start < end;)
            {
                // The rest of the innermost row in which the start lies.
                var (row, place) = Math.DivRem(start, length);
                var source = data + (place * stride);
                for (var axis = lengths.Length - 2; axis >= 0; axis--)
                {
                    (row, var index) = Math.DivRem(row, lengths[axis]);
                    source += (nint)index * strides[axis];
                }

                var run = Math.Min(length - place, end - start);
                start += run;
                for (; run > 0; run--, source += stride) *target++ = *source;
            }
        }
    }
}
