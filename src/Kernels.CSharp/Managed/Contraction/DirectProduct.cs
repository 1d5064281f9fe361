using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The product of matrices that fit the caches: the left is read where it lies, the right too, unless its rows are
/// not contiguous, or lie so far apart that the rows of the left pay for a copy. Where the last tile would stick out, it
/// moves back over its neighbour and computes the same numbers again; what is narrower than a vector is masked.
/// </summary>
internal static unsafe class DirectProduct<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>Rows of the left from which a copy pays of a panel of the right whose rows lie far apart: so many bytes.</summary>
    private const int ManyRows = 16;
    private const int FarApart = 4096;

    /// <summary>Bytes of the right that the first cache keeps beside some rows of the left and of the result.</summary>
    private const int NearBytes = 32 << 10;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        var (n, lanes) = (y.Columns, L.Count);
        if (L.ManyRegisters && n >= 2 * lanes && IsEven(x, y))
        {
            Even(x, y, result);
            return;
        }

        var isCopied = y.ColumnStride != 1 || (x.Rows >= ManyRows && n >= lanes && y.RowStride * sizeof(T) >= FarApart);
        for (var j = 0; j < n;)
        {
            var width = n < lanes ? n : n - j > lanes && n >= 2 * lanes ? 2 * lanes : lanes;
            var start = Math.Min(j, n - width);
            var right = isCopied ? Copy(y, start, width) : y.At(0, start);
            var rightRow = isCopied ? width : y.RowStride;
            var target = result.At(0, start);
            if (width == 2 * lanes) Wide(x, right, rightRow, target, result.RowStride);
            else if (width == lanes) Narrow<Tile12x1, Tile8x1, Tile4x1, Tile1x1>(x, right, rightRow, target, result.RowStride, width);
            else Narrow<Partial<Tile12x1>, Partial<Tile8x1>, Partial<Tile4x1>, Partial<Tile1x1>>(x, right, rightRow, target, result.RowStride, width);
            j = start + width;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsEven(in Matrix<T> x, in Matrix<T> y) =>
        x.Rows % Tile8x2.Rows == 0 && y.Columns % (2 * L.Count) == 0 && y.ColumnStride == 1 && (nint)y.Rows * y.Columns * sizeof(T) <= NearBytes;

    /// <summary>Where all tiles come out even and the right stays in the first cache: the left and the result go by it once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Even(in Matrix<T> x, in Matrix<T> y, in Matrix<T> result)
    {
        for (var i = 0; i < x.Rows; i += Tile8x2.Rows)
        {
            for (var j = 0; j < y.Columns; j += 2 * L.Count)
            {
                Tile<L, T>.Multiply<Tile8x2>(
                    x.Columns, x.At(i, 0), x.RowStride, x.ColumnStride, y.At(0, j), y.RowStride, result.At(i, j), result.RowStride, false);
            }
        }
    }

    /// <summary>Some columns, in rows of their own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T* Copy(in Matrix<T> y, int start, int width)
    {
        var target = Scratch.Take<T>((nint)y.Rows * width);
        Packing<L, T>.Columns(y.Block(0, start, y.Rows, width).Transposed, width, target);
        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(in Matrix<T> left, T* right, nint rightRow, T* target, nint targetRow)
    {
        var done = 0;
        if (L.ManyRegisters)
        {
            // Where tiles of 8 rows come out even, they are all it takes: 16 sums keep the multipliers busy too.
            if (left.Rows % Tile8x2.Rows != 0) done = Rows<Tile12x2>(done, LeavesFew(left.Rows) ? 17 : 11, left, right, rightRow, target, targetRow);
            done = Rows<Tile8x2>(done, 7, left, right, rightRow, target, targetRow);
        }

        done = Rows<Tile6x2>(done, 5, left, right, rightRow, target, targetRow);
        done = Rows<Tile4x2>(done, 2, left, right, rightRow, target, targetRow);
        Rows<Tile1x2>(done, 1, left, right, rightRow, target, targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow<T12, T8, T4, T1>(in Matrix<T> left, T* right, nint rightRow, T* target, nint targetRow, int columns)
        where T12 : ITileSize
        where T8 : ITileSize
        where T4 : ITileSize
        where T1 : ITileSize
    {
        var done = Rows<T12>(0, LeavesFew(left.Rows) ? 17 : 9, left, right, rightRow, target, targetRow, columns);
        done = Rows<T8>(done, 5, left, right, rightRow, target, targetRow, columns);
        done = Rows<T4>(done, 2, left, right, rightRow, target, targetRow, columns);
        Rows<T1>(done, 1, left, right, rightRow, target, targetRow, columns);
    }

    /// <summary>
    /// Whether the last 13 to 16 rows are better two tiles of 8: a tile of 4 has too few sums to keep the multipliers busy.
    /// </summary>
    private static bool LeavesFew(int rows) => rows % 12 is >= 1 and <= 4;

    /// <summary>
    /// Multiplies rows of the left from the done-th on by one panel of the right, as long as at least so many are left;
    /// returns how many are done.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Rows<TSize>(
        int done, int least, in Matrix<T> left, T* right, nint rightRow, T* target, nint targetRow, int columns = 0)
        where TSize : ITileSize
    {
        if (left.Rows < TSize.Rows) return done;
        while (left.Rows - done >= least)
        {
            var i = Math.Min(done, left.Rows - TSize.Rows);
            Tile<L, T>.Multiply<TSize>(
                left.Columns, left.At(i, 0), left.RowStride, left.ColumnStride, right, rightRow,
                target + (i * targetRow), targetRow, false, columns);
            done = i + TSize.Rows;
        }

        return done;
    }
}
