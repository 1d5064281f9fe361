using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The product of matrices that fit the caches: the left is read where it lies, the right too, unless its rows are
/// not contiguous, its panel is narrower than a vector, or there are so many rows that packing costs nothing.
/// Where the last tile would stick out, it moves back over its neighbour and computes the same numbers again.
/// </summary>
internal static unsafe class DirectProduct<L, T>
    where T : unmanaged
    where L : struct, ILanes<L, T>
{
    private const int ManyRows = 64;

    internal static void Multiply(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        var (n, lanes) = (y.Columns, L.Count);
        if (n < lanes)
        {
            Narrow(x, y, result);
            return;
        }

        for (var j = 0; j < n;)
        {
            var width = n - j > lanes && n >= 2 * lanes ? 2 * lanes : lanes;
            var start = Math.Min(j, n - width);
            Panel(x, y.Block(0, start, y.Rows, width), result.At(0, start), result.RowStride);
            j = start + width;
        }
    }

    private static void Panel(Matrix<T> x, Matrix<T> y, T* target, nint targetRow)
    {
        var right = y.Start;
        var rightRow = y.RowStride;
        if (y.ColumnStride != 1 || x.Rows >= ManyRows)
        {
            right = Scratch.Take<T>((nint)y.Rows * y.Columns);
            rightRow = y.Columns;
            Packing<L, T>.Columns(y.Transposed, y.Columns, right);
        }

        Rows(x, right, rightRow, y.Columns / L.Count, target, targetRow);
    }

    /// <summary>Fewer columns than a vector has: a padded copy of the right, and a padded result.</summary>
    private static void Narrow(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        var lanes = L.Count;
        var packed = Scratch.Round((nint)y.Rows * lanes);
        var right = Scratch.Take<T>(packed + ((nint)x.Rows * lanes));
        Packing<L, T>.Columns(y.Transposed, lanes, right);
        var target = right + packed;
        Rows(x, right, lanes, 1, target, lanes);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = result.At(i, 0);
            for (var j = 0; j < result.Columns; j++) row[j] = target[j];
            target += lanes;
        }
    }

    private static void Rows(Matrix<T> x, T* right, nint rightRow, int vectors, T* target, nint targetRow)
    {
        if (vectors > 1)
        {
            if (x.Rows >= 8 && L.ManyRegisters) Rows<Tile8x2>(x, right, rightRow, target, targetRow);
            else if (x.Rows >= 4) Rows<Tile4x2>(x, right, rightRow, target, targetRow);
            else Rows<Tile1x2>(x, right, rightRow, target, targetRow);
        }
        else
        {
            if (x.Rows >= 8) Rows<Tile8x1>(x, right, rightRow, target, targetRow);
            else if (x.Rows >= 4) Rows<Tile4x1>(x, right, rightRow, target, targetRow);
            else Rows<Tile1x1>(x, right, rightRow, target, targetRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TSize>(Matrix<T> x, T* right, nint rightRow, T* target, nint targetRow)
        where TSize : ITileSize
    {
        for (var i = 0; i < x.Rows; i += TSize.Rows)
        {
            i = Math.Min(i, x.Rows - TSize.Rows);
            Tile<L, T>.Multiply<TSize>(
                x.Columns, x.At(i, 0), x.RowStride, x.ColumnStride, right, rightRow, target + (i * targetRow), targetRow, false);
        }
    }
}
