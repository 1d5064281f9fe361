using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Copies parts of strided matrices into the order in which the kernels read them.</summary>
internal static unsafe class Packing<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>
    /// Makes a row of <paramref name="width"/> elements of each column of the matrix, one after the other; what the
    /// matrix lacks in rows is filled with zeros.
    /// </summary>
    internal static void Columns(Matrix<T> matrix, int width, T* target)
    {
        if (matrix.Rows < width) new Span<T>(target, checked(width * matrix.Columns)).Clear();
        if (matrix.RowStride == 1) Contiguous(matrix, width, target);
        else Transposing(matrix, width, target);
    }

    /// <summary>Copies rows that are contiguous, so many elements apart.</summary>
    internal static void Rows(Matrix<T> matrix, T* target, nint stride)
    {
        for (var i = 0; i < matrix.Rows; i++, target += stride)
            new ReadOnlySpan<T>(matrix.At(i, 0), matrix.Columns).CopyTo(new(target, matrix.Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Contiguous(Matrix<T> matrix, int width, T* target)
    {
        var source = matrix.Start;
        var whole = matrix.Rows - (matrix.Rows % L.Count);
        var mask = L.Less(L.Indices, L.Of(T.CreateTruncating(matrix.Rows - whole)));
        for (var p = matrix.Columns; p > 0; p--)
        {
            for (var q = 0; q < whole; q += L.Count) L.Load(source + q).Store(target + q);
            if (whole < matrix.Rows) L.Load(source + whole, mask).Store(target + whole, mask);
            source += matrix.ColumnStride;
            target += width;
        }
    }

    /// <summary>Four rows at a time, so that writes stay together where reads cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transposing(Matrix<T> matrix, int width, T* target)
    {
        var (step, q) = (matrix.ColumnStride, 0);
        for (; q + 4 <= matrix.Rows; q += 4)
        {
            var a = matrix.At(q, 0);
            var b = matrix.At(q + 1, 0);
            var c = matrix.At(q + 2, 0);
            var d = matrix.At(q + 3, 0);
            var to = target + q;
            nint from = 0;
            for (var p = matrix.Columns; p > 0; p--)
            {
                to[0] = a[from];
                to[1] = b[from];
                to[2] = c[from];
                to[3] = d[from];
                from += step;
                to += width;
            }
        }

        for (; q < matrix.Rows; q++)
        {
            var from = matrix.At(q, 0);
            var to = target + q;
            for (var p = matrix.Columns; p > 0; p--)
            {
                *to = *from;
                from += step;
                to += width;
            }
        }
    }
}
