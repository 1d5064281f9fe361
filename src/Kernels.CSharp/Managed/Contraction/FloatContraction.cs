using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Sums of products of floating-point numbers: the choice among the kernels.</summary>
internal readonly unsafe struct FloatContraction<L, T> : IContraction<T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>Up to so many multiplications, loops over single numbers are done before a vector kernel has set out.</summary>
    private const int Tiny = 256;

    /// <summary>Fewer rows or columns are multiplied one by one, if they lie so that a vector kernel can read them.</summary>
    private const int Few = 4;

    /// <summary>Right sides up to this many elements and this depth are multiplied where they lie.</summary>
    private const int DirectSize = 600_000;
    private const int DirectDepth = 1024;

    /// <summary>Elements of the left that the second cache keeps while panel after panel of the right comes by.</summary>
    private const int LeftSize = 1 << 17;

    /// <summary>Rows and columns of a block at least, and how many blocks there are at least.</summary>
    private const int Block = 48;
    private const int FewJobs = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result, FinishedRows finished)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var multiplications = (long)m * n * k;
        var isThin = m < Few || n < Few || multiplications <= Tiny;
        if (!isThin || !Thin(x, y, result))
        {
            if (!IsDirect(m, n, k) || multiplications >= Jobs.Worthwhile)
            {
                Large(x, y, result, finished);
                return;
            }

            DirectProduct<L, T>.Multiply(x, y, result);
        }

        finished.All(m, n);
    }

    public static T Dot(T* x, T* y, int count) => VectorProduct<L, T>.Dot(x, y, count);

    /// <summary>Products of few rows, of few columns or of few numbers; false where none of the ways to do these fits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Thin(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        var (m, n) = (x.Rows, y.Columns);
        var (alongRows, alongColumns) = (y.ColumnStride == 1 || y.RowStride == 1, n == 1 || x.ColumnStride == 1);
        if ((long)m * n * x.Columns <= Tiny && (y.ColumnStride != 1 || m < Few)) Scalar(x, y, result);
        else if (m < Few && alongRows && (m <= n || !alongColumns)) ByRows(x, y, result);
        else if (n < Few && alongColumns) ByColumns(x, y, result);
        else return false;
        return true;
    }

    /// <summary>Products for several threads, which finish some rows long before others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Large(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result, FinishedRows finished)
    {
        if (IsDirect(x.Rows, y.Columns, x.Columns)) InBlocks(x, y, result, finished);
        else PackedProduct<L, T>.Multiply(x, y, result, finished);
    }

    private static bool IsDirect(int m, int n, int k) =>
        k <= DirectDepth && ((long)n * k <= DirectSize || (long)m * k <= LeftSize);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < y.Columns; j++)
            {
                var a = x.At(i, 0);
                var b = y.At(0, j);
                var sum = T.Zero;
                for (var p = x.Columns; p > 0; p--)
                {
                    sum = T.MultiplyAddEstimate(*a, *b, sum);
                    a += x.ColumnStride;
                    b += y.RowStride;
                }

                *result.At(i, j) = sum;
            }
        }
    }

    private static void ByColumns(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        for (var j = 0; j < y.Columns; j++)
            VectorProduct<L, T>.Multiply(x, y.At(0, j), y.RowStride, result.At(0, j), result.RowStride);
    }

    private static void ByRows(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        for (var i = 0; i < x.Rows; i++)
            VectorProduct<L, T>.Multiply(y.Transposed, x.At(i, 0), x.ColumnStride, result.At(i, 0), 1);
    }

    /// <summary>Blocks of whole rows or of whole columns, whichever are longer, each with its left in the caches.</summary>
    private static void InBlocks(Matrix<T> x, Matrix<T> y, Matrix<T> result, FinishedRows finished)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var most = Math.Max(Block, LeftSize / k / Block * Block);
        var (down, across) = (Jobs.Count(m, most), 1);
        while (down * across < FewJobs && (m >= 2 * down * Block || n >= 2 * across * Block))
        {
            if (m / down >= n / across) down *= 2;
            else across *= 2;
        }

        var (rows, columns) = (Jobs.Piece(m, down, Block / 2), Jobs.Piece(n, across, Block));
        (down, across) = (Jobs.Count(m, rows), Jobs.Count(n, columns));
        var blocks = new FinishedBlocks(finished, down, across);
        Jobs.Run(down * across, (long)m * n * k, job =>
        {
            var (i, j) = (job / across * rows, job % across * columns);
            var (height, width) = (Math.Min(rows, m - i), Math.Min(columns, n - j));
            DirectProduct<L, T>.Multiply(x.Block(i, 0, height, k), y.Block(0, j, k, width), result.Block(i, j, height, width));
            blocks.Add(job / across, i, i + height);
        });
    }
}
