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

    /// <summary>Right sides up to this many elements and this depth are multiplied where they lie.</summary>
    private const int DirectSize = 1 << 17;
    private const int DirectDepth = 1024;

    /// <summary>Rows and columns of a block at most: more would not fit the caches, or cost too much working memory.</summary>
    private const int BlockRows = 512;
    private const int BlockColumns = 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var multiplications = (long)m * n * k;
        if (multiplications <= Tiny) Scalar(x, y, result);
        else if (n < 4 && (n == 1 || x.ColumnStride == 1)) ByColumns(x, y, result);
        else if (m < 4 && (y.ColumnStride == 1 || y.RowStride == 1)) ByRows(x, y, result);
        else if (multiplications >= Jobs.Worthwhile || m > BlockRows || n > BlockColumns) InBlocks(x, y, result);
        else if (IsDirect(n, k)) DirectProduct<L, T>.Multiply(x, y, result);
        else PackedProduct<L, T>.Multiply(x, y, result);
    }

    public static T Dot(T* x, T* y, int count) => VectorProduct<L, T>.Dot(x, y, count);

    private static bool IsDirect(int n, int k) => (long)n * k <= DirectSize && k <= DirectDepth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar(Matrix<T> x, Matrix<T> y, Matrix<T> result)
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

    private static void ByColumns(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        for (var j = 0; j < y.Columns; j++)
            VectorProduct<L, T>.Multiply(x, y.At(0, j), y.RowStride, result.At(0, j), result.RowStride);
    }

    private static void ByRows(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        for (var i = 0; i < x.Rows; i++)
            VectorProduct<L, T>.Multiply(y.Transposed, x.At(i, 0), x.ColumnStride, result.At(i, 0), 1);
    }

    private static void InBlocks(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var multiplications = (long)m * n * k;
        var (down, across) = (Jobs.Count(m, BlockRows), Jobs.Count(n, BlockColumns));
        if (down * across == 1)
        {
            if (m >= n) down = 2;
            else across = 2;
        }

        var rows = Jobs.Piece(m, down, PackedProduct<L, T>.TileRows);
        var columns = Jobs.Piece(n, across, PackedProduct<L, T>.TileColumns);
        down = Jobs.Count(m, rows);
        across = Jobs.Count(n, columns);
        var direct = IsDirect(n, k);
        Jobs.Run(down * across, multiplications, job =>
        {
            var (i, j) = (job / across * rows, job % across * columns);
            var (height, width) = (Math.Min(rows, m - i), Math.Min(columns, n - j));
            var left = x.Block(i, 0, height, k);
            var right = y.Block(0, j, k, width);
            var target = result.Block(i, j, height, width);
            if (direct) DirectProduct<L, T>.Multiply(left, right, target);
            else PackedProduct<L, T>.Multiply(left, right, target);
        });
    }
}
