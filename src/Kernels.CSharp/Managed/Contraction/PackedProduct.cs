using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>
/// The product of large matrices, after Goto and van de Geijn: a slice of the right is packed once for all threads,
/// and blocks of the left that fit the second cache are read where they lie, unless they lie badly.
/// </summary>
internal static unsafe class PackedProduct<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>Columns of the left in a slice at most: a panel of the right and a block of the left fit the second cache.</summary>
    private const int SliceDepth = 512;

    /// <summary>Tiles of the left in a block at most.</summary>
    private const int BlockTiles = 12;

    /// <summary>Jobs that a large product is cut into at least, so that threads end at nearly the same time.</summary>
    private const int ManyJobs = 8;

    /// <summary>Panels of the right that a job multiplies, or packs, at least.</summary>
    private const int FewPanels = 4;

    /// <summary>Copying an element costs as much as this many multiplications.</summary>
    private const int PackingCost = 16;

    /// <summary>Rows at distances of multiples of so many bytes push each other out of the first cache.</summary>
    private const int Competing = 512;

    /// <summary>Elements that put neighbouring rows on different lines of a cache.</summary>
    private const int CacheLine = 16;

    private static int TileRows => L.ManyRegisters ? 12 : 6;

    private static int TileColumns => 2 * L.Count;

    internal static void Multiply(Matrix<T> x, Matrix<T> y, Matrix<T> result, FinishedRows finished)
    {
        var (m, n, k) = (x.Rows, y.Columns, x.Columns);
        var slice = Jobs.Piece(k, Jobs.Count(k, SliceDepth), 1);
        var panels = Jobs.Count(n, TileColumns);
        var right = Scratch.TakeShared<T>((nint)slice * panels * TileColumns);
        for (var p = 0; p < k; p += slice)
        {
            var depth = Math.Min(slice, k - p);
            PackRight(y.Block(p, 0, depth, n), right);
            Slice(x.Block(0, p, m, depth), right, result, p > 0, p + depth == k ? finished : default);
        }
    }

    private static void PackRight(Matrix<T> y, T* right)
    {
        var columns = FewPanels * TileColumns;
        Jobs.Run(Jobs.Count(y.Columns, columns), (long)y.Rows * y.Columns * PackingCost, job =>
        {
            var end = Math.Min(y.Columns, (job + 1) * columns);
            for (var j = job * columns; j < end; j += TileColumns)
            {
                var panel = y.Block(0, j, y.Rows, Math.Min(TileColumns, end - j));
                Packing<L, T>.Columns(panel.Transposed, TileColumns, right + ((nint)j * y.Rows));
            }
        });
    }

    /// <summary>result = x right, or result += x right, for a slice of the columns of x and the packed rows of the right.</summary>
    private static void Slice(Matrix<T> x, T* right, Matrix<T> result, bool accumulate, FinishedRows finished)
    {
        var (m, n, depth) = (x.Rows, result.Columns, x.Columns);
        var (down, across) = (Jobs.Count(m, BlockTiles * TileRows), 1);
        while (down * across < ManyJobs && n >= 2 * across * FewPanels * TileColumns) across *= 2;
        var (height, width) = (Jobs.Piece(m, down, TileRows), Jobs.Piece(n, across, TileColumns));
        (down, across) = (Jobs.Count(m, height), Jobs.Count(n, width));
        var blocks = new FinishedBlocks(finished, down, across);
        Jobs.Run(down * across, (long)m * n * depth, job =>
        {
            var (i, j) = (job / across * height, job % across * width);
            var (rows, columns) = (Math.Min(height, m - i), Math.Min(width, n - j));
            Block(x.Block(i, 0, rows, depth), right + ((nint)j * depth), result.Block(i, j, rows, columns), accumulate);
            blocks.Add(job / across, i, i + rows);
        });
    }

    private static void Block(Matrix<T> x, T* right, Matrix<T> result, bool accumulate)
    {
        var edge = (nint)TileRows * TileColumns;
        var panel = TileRows * x.RowStride;
        if (x.ColumnStride == 1 && x.RowStride * sizeof(T) % Competing != 0)
        {
            Tiles(x, panel, right, result, accumulate, Scratch.Take<T>(edge));
            return;
        }

        // The kernel reads any strides: rows stay rows, at better distances; all else is put together tile by tile.
        var inRows = x.ColumnStride == 1;
        var (rowStride, columnStride) = inRows ? (Scratch.Round(x.Columns) + CacheLine, 1) : ((nint)1, TileRows);
        panel = inRows ? TileRows * rowStride : (nint)TileRows * x.Columns;
        var scratch = Scratch.Take<T>(edge + (Jobs.Count(x.Rows, TileRows) * panel));
        var left = new Matrix<T>(scratch + edge, x.Rows, x.Columns, rowStride, columnStride);
        var target = left.Start;
        for (var i = 0; i < x.Rows; i += TileRows, target += panel)
        {
            var rows = x.Block(i, 0, Math.Min(TileRows, x.Rows - i), x.Columns);
            if (inRows) Packing<L, T>.Rows(rows, target, rowStride);
            else Packing<L, T>.Columns(rows, TileRows, target);
        }

        Tiles(left, panel, right, result, accumulate, scratch);
    }

    /// <summary>The tiles of a block of the result; so many rows of the left as a tile has are a panel's length apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles(Matrix<T> left, nint panel, T* right, Matrix<T> result, bool accumulate, T* edge)
    {
        for (var j = 0; j < result.Columns; j += TileColumns)
        {
            var b = right + ((nint)j * left.Columns);
            var columns = Math.Min(TileColumns, result.Columns - j);
            for (var i = 0; i < result.Rows;)
            {
                var a = left.Start + (i / TileRows * panel) + (i % TileRows * left.RowStride);
                var rest = result.Block(i, j, result.Rows - i, columns);
                if (L.ManyRegisters && rest.Rows >= 12) i += Tile<Tile12x2>(left, a, b, rest, accumulate, edge);
                else if (L.ManyRegisters && rest.Rows >= 8) i += Tile<Tile8x2>(left, a, b, rest, accumulate, edge);
                else if (rest.Rows >= 6) i += Tile<Tile6x2>(left, a, b, rest, accumulate, edge);
                else if (rest.Rows >= 4) i += Tile<Tile4x2>(left, a, b, rest, accumulate, edge);
                else i += Tile<Tile1x2>(left, a, b, rest, accumulate, edge);
            }
        }
    }

    /// <summary>The first rows of a part of the result; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Tile<TSize>(Matrix<T> left, T* a, T* b, Matrix<T> rest, bool accumulate, T* edge)
        where TSize : ITileSize
    {
        var tile = rest.Block(0, 0, TSize.Rows, rest.Columns);
        if (tile.Columns == TileColumns)
        {
            Prefetch(tile);
            Tile<L, T>.Multiply<TSize>(
                left.Columns, a, left.RowStride, left.ColumnStride, b, TileColumns, tile.Start, tile.RowStride, accumulate);
        }
        else
        {
            Tile<L, T>.Multiply<TSize>(
                left.Columns, a, left.RowStride, left.ColumnStride, b, TileColumns, edge, TileColumns, false);
            Put(edge, tile, accumulate);
        }

        return TSize.Rows;
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
