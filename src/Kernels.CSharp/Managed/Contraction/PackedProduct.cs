using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>
/// The product of large matrices, after Goto and van de Geijn: a slice of the right is packed once, blocks of the
/// left that fit the second cache are packed one by one, and the kernel reads nothing but packed panels.
/// </summary>
internal static unsafe class PackedProduct<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>Tiles of the left in a block.</summary>
    private const int BlockTiles = 16;

    internal static int TileRows => L.ManyRegisters ? 14 : 6;

    internal static int TileColumns => 2 * L.Count;

    internal static void Multiply(Matrix<T> x, Matrix<T> y, Matrix<T> result)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var slice = Math.Min(k, k >= 1024 ? 512 : 256);
        var height = BlockTiles * TileRows;
        var rightSize = Scratch.Round((nint)slice * Jobs.Count(n, TileColumns) * TileColumns);
        var leftSize = Scratch.Round((nint)slice * height);
        var right = Scratch.Take<T>(rightSize + leftSize + (TileRows * TileColumns));
        var left = right + rightSize;
        var edge = left + leftSize;
        for (var p = 0; p < k; p += slice)
        {
            var depth = Math.Min(slice, k - p);
            Pack(y.Block(p, 0, depth, n).Transposed, TileColumns, right);
            for (var i = 0; i < m; i += height)
            {
                var rows = Math.Min(height, m - i);
                Pack(x.Block(i, p, rows, depth), TileRows, left);
                Block(depth, left, right, result.Block(i, 0, rows, n), p > 0, edge);
            }
        }
    }

    /// <summary>Panels of so many rows each, one after the other, the last one filled up with zeros.</summary>
    private static void Pack(Matrix<T> matrix, int width, T* target)
    {
        for (var i = 0; i < matrix.Rows; i += width)
        {
            var rows = Math.Min(width, matrix.Rows - i);
            Packing<L, T>.Columns(matrix.Block(i, 0, rows, matrix.Columns), width, target);
            target += (nint)width * matrix.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(int depth, T* left, T* right, Matrix<T> result, bool accumulate, T* edge)
    {
        for (var j = 0; j < result.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, result.Columns - j);
            for (var i = 0; i < result.Rows; i += TileRows)
            {
                var rows = Math.Min(TileRows, result.Rows - i);
                var tile = result.Block(i, j, rows, columns);
                var a = left + ((nint)i * depth);
                var b = right + ((nint)j * depth);
                if (rows == TileRows && columns == TileColumns)
                {
                    Prefetch(tile);
                    Kernel(depth, a, b, tile.Start, tile.RowStride, accumulate);
                }
                else
                {
                    Kernel(depth, a, b, edge, TileColumns, false);
                    Put(edge, tile, accumulate);
                }
            }
        }
    }

    private static void Kernel(int depth, T* left, T* right, T* result, nint resultRow, bool accumulate)
    {
        if (L.ManyRegisters)
            Tile<L, T>.Multiply<Tile14x2>(depth, left, 1, TileRows, right, TileColumns, result, resultRow, accumulate);
        else
            Tile<L, T>.Multiply<Tile6x2>(depth, left, 1, TileRows, right, TileColumns, result, resultRow, accumulate);
    }

    /// <summary>Copies or adds the part of a whole tile that lies within the result.</summary>
    private static void Put(T* source, Matrix<T> tile, bool accumulate)
    {
        for (var i = 0; i < tile.Rows; i++, source += TileColumns)
        {
            var target = tile.At(i, 0);
            for (var j = 0; j < tile.Columns; j++) target[j] = accumulate ? target[j] + source[j] : source[j];
        }
    }

    /// <summary>Starts to load the tile that the kernel will write once it has run through its panels.</summary>
    private static void Prefetch(Matrix<T> tile)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < tile.Rows; i++)
        {
            Sse.Prefetch0(tile.At(i, 0));
            Sse.Prefetch0(tile.At(i, L.Count));
        }
    }
}
