namespace Functional.Kernels.Fusion;

/// <summary>
/// Loops over an index space of rows and columns. It is done in blocks of whole rows that stay in the cache, and for each
/// block all bodies one after the other: what a row comes to is ready for the bodies after. Blocks, and the strips of
/// blocks that fold columns, follow from sizes alone, so results do not depend on the number of threads.
/// </summary>
internal sealed unsafe class Nest
{
    /// <summary>Rows of a strip, about.</summary>
    private const int StripRows = 128;

    /// <summary>Blocks of a strip where columns are folded in whole blocks.</summary>
    private const int TileBlocks = 16;

    /// <summary>Work, in additions, from which on it is shared, and of a share at least: some 50 µs.</summary>
    private const long Share = 1L << 19;

    private readonly NestOperand[] operands;
    private readonly Body[] bodies;
    private readonly Totals totals;
    private readonly int rows;
    private readonly int columns;
    private readonly int rowsOfBlock;
    private readonly int blocks;
    private readonly int blocksOfStrip;
    private readonly int strips;
    private readonly int blockBytes;
    private readonly BlockMove[] once;
    private readonly ColumnTile[] tiles;
    private readonly int itemSize;
    private readonly int pieces;
    private readonly int stripsOfPiece;
    private readonly LoopKernel? only;

    internal Nest(DType dtype, int size, int columns, NestPlan plan)
    {
        (operands, bodies, once, tiles, blockBytes) = (plan.Operands, plan.Bodies, plan.Once, plan.Tiles, plan.BlockBytes);
        this.columns = Math.Max(1, columns);
        rows = size / this.columns;
        itemSize = dtype.ItemSize();
        totals = new(dtype);
        rowsOfBlock = RowsOfBlock(size, columns);
        blocks = Jobs.Count(rows, rowsOfBlock);
        blocksOfStrip = tiles.Length > 0 ? TileBlocks : Math.Max(1, StripRows / rowsOfBlock);
        strips = Jobs.Count(blocks, blocksOfStrip);
        var most = (int)Math.Clamp(plan.Work / Share, 1, Math.Min(strips, 64));
        stripsOfPiece = Jobs.Count(strips, most);
        pieces = Jobs.Count(strips, stripsOfPiece);
        var isOneRun = blocks == 1 && size <= LoopBody.RunLength && once.Length == 0 && tiles.Length == 0;
        if (isOneRun && bodies is [{ Form: Form.Flat, Before: [], After: [] } body] && IsIdentity(body.Operands)) only = body.Kernel;
        Size = size;
    }

    /// <summary>The number of places.</summary>
    internal int Size { get; }

    /// <summary>What it reads and writes; the operands in memory must be given by their first elements in this order.</summary>
    internal ReadOnlySpan<NestOperand> Operands => operands;

    /// <summary>What is done for each block.</summary>
    internal ReadOnlySpan<Body> Bodies => bodies;

    /// <summary>Into how many pieces the work is cut, so that threads can share it.</summary>
    internal int Pieces => pieces;

    /// <summary>How many rows a block has.</summary>
    internal static int RowsOfBlock(int size, int columns)
    {
        var rows = size / Math.Max(1, columns);
        return Math.Clamp(LoopBody.RunLength / Math.Max(1, columns), 1, rows);
    }

    /// <summary>Runs, given the first element of each operand in memory.</summary>
    internal void Run(byte** at)
    {
        if (only is not null) only.Run(at, Size);
        else RunBlocks(at);
    }

    /// <summary>Whether any of its rows can be done without the others.</summary>
    internal bool IsByRow
    {
        get
        {
            foreach (ref readonly var operand in operands.AsSpan())
            {
                if (operand.Home is Home.Total or Home.Strip) return false;
            }

            return tiles.Length == 0;
        }
    }

    /// <summary>Runs some rows, if each can be done by itself; others may be done at the same time.</summary>
    internal void RunRows(byte** at, int first, int end)
    {
        using var memory = new WorkingMemory(blockBytes);
        var here = stackalloc byte*[operands.Length];
        var widest = 0;
        foreach (var body in bodies) widest = Math.Max(widest, body.Operands.Length);
        var pointers = stackalloc byte*[widest];
        for (var row = first; row < end; row += rowsOfBlock)
        {
            for (var i = 0; i < operands.Length; i++)
            {
                ref readonly var operand = ref operands[i];
                here[i] = operand.Home == Home.Memory ? at[i] + RowOffset(operand, row) : memory.Start + operand.Offset;
            }

            var count = Math.Min(rowsOfBlock, end - row);
            if (row == first) foreach (var move in once) move.Run(here, Math.Min(rowsOfBlock, rows));
            foreach (var body in bodies) RunBody(body, here, pointers, count);
        }
    }

    /// <summary>Whether one value may be written where another is read: place by place, and nothing reads that again.</summary>
    internal bool CanReplace(int read, int written)
    {
        var size = 0;
        foreach (ref readonly var operand in operands.AsSpan())
        {
            if (operand.Value != read && operand.Value != written) continue;
            if (bodies.Length > 1 || operand.Home != Home.Memory || operand.Reach != Reach.Each) return false;
            if (size != 0 && operand.ItemSize != size) return false;
            size = operand.ItemSize;
        }

        return true;
    }

    private static bool IsIdentity(int[] places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] != i) return false;
        }

        return true;
    }

    private void RunBlocks(byte** at)
    {
        long totalBytes = 0, stripBytes = 0;
        foreach (ref readonly var operand in operands.AsSpan())
        {
            if (operand.Home == Home.Total && blocks > 1) totalBytes += (long)blocks * itemSize;
            if (operand.Home == Home.Strip) stripBytes += (long)(strips - 1) * columns * itemSize;
        }

        using var shared = new WorkingMemory(totalBytes + stripBytes);
        if (pieces == 1) RunPiece(at, shared.Start, shared.Start + totalBytes, 0);
        else RunPieces((nint)at, (nint)shared.Start, (nint)(shared.Start + totalBytes));
        for (var i = 0; i < operands.Length; i++)
        {
            ref readonly var operand = ref operands[i];
            if (operand.Home == Home.Total && blocks > 1) totals.Fold(operand.Fold, TotalsOf(operand, shared.Start), blocks, at[i]);
            if (operand.Home == Home.Strip) totals.Columns(operand.Fold, at[i], StripOf(operand, shared.Start + totalBytes, 1), strips, columns);
        }
    }

    /// <summary>Apart from its caller, which so allocates nothing for small work.</summary>
    private void RunPieces(nint at, nint totalsStart, nint stripsStart) =>
        Jobs.Run(pieces, piece => RunPiece((byte**)at, (byte*)totalsStart, (byte*)stripsStart, piece));

    private void RunPiece(byte** at, byte* totalsStart, byte* stripsStart, int piece)
    {
        using var memory = new WorkingMemory(blockBytes);
        var here = stackalloc byte*[operands.Length];
        var widest = 0;
        foreach (var body in bodies) widest = Math.Max(widest, body.Operands.Length);
        var pointers = stackalloc byte*[widest];
        var first = piece * stripsOfPiece * blocksOfStrip;
        var end = Math.Min(blocks, first + (stripsOfPiece * blocksOfStrip));
        for (var block = first; block < end; block++)
        {
            var row = block * rowsOfBlock;
            var count = Math.Min(rowsOfBlock, rows - row);
            for (var i = 0; i < operands.Length; i++)
            {
                ref readonly var operand = ref operands[i];
                here[i] = operand.Home switch
                {
                    Home.Memory => at[i] + RowOffset(operand, row),
                    Home.Total => blocks == 1 ? at[i] : TotalsOf(operand, totalsStart) + ((long)block * itemSize),
                    Home.Strip => block < blocksOfStrip ? at[i] : StripOf(operand, stripsStart, block / blocksOfStrip),
                    _ => memory.Start + operand.Offset,
                };
            }

            if (block == first) foreach (var move in once) move.Run(here, Math.Min(rowsOfBlock, rows));
            if (block % blocksOfStrip == 0) BeginStrip(here);
            foreach (var body in bodies) RunBody(body, here, pointers, count);
            if ((block + 1) % blocksOfStrip == 0 || block + 1 == end) EndStrip(here);
        }
    }

    private void BeginStrip(byte** here)
    {
        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i].Home == Home.Strip) totals.Clear(operands[i].Fold, here[i], columns);
        }

        foreach (var tile in tiles) totals.Clear(tile.Fold, here[tile.Tile], rowsOfBlock * columns);
    }

    private void EndStrip(byte** here)
    {
        foreach (var tile in tiles) totals.Halve(tile.Fold, here[tile.Tile], rowsOfBlock, columns, here[tile.Strip]);
    }

    private long RowOffset(in NestOperand operand, int row) => operand.Reach switch
    {
        Reach.Each => (long)row * columns * operand.ItemSize,
        Reach.Row => (long)row * operand.ItemSize,
        _ => 0,
    };

    private byte* TotalsOf(in NestOperand operand, byte* start) => start + ((long)operand.Offset * blocks * itemSize);

    /// <summary>The first strip is where the result will be, the others in memory of their own.</summary>
    private byte* StripOf(in NestOperand operand, byte* start, int strip) =>
        start + ((((long)operand.Offset * (strips - 1)) + strip - 1) * columns * itemSize);

    private void RunBody(Body body, byte** here, byte** pointers, int count)
    {
        var (lines, length) = body.Form switch { Form.EachRow => (count, columns), Form.Rows => (1, count), _ => (1, count * columns) };
        var map = body.Operands;
        foreach (var move in body.Before) move.Run(here, count);
        if (lines > 1 || length > LoopBody.RunLength)
        {
            RunLines(body, here, pointers, lines, length);
        }
        else
        {
            for (var k = 0; k < map.Length; k++) pointers[k] = here[map[k]];
            body.Kernel?.Run(pointers, length);
        }

        foreach (var move in body.After) move.Run(here, count);
    }

    /// <summary>A body in several runs: each folds to a partial result, and these are folded in turn.</summary>
    private void RunLines(Body body, byte** here, byte** pointers, int lines, int length)
    {
        var (map, rowSteps, steps, folds) = (body.Operands, body.RowSteps, body.Steps, body.Folds);
        var runs = Jobs.Count(length, LoopBody.RunLength);
        var calls = lines * runs;
        using var partial = new WorkingMemory((long)folds.Length * calls * itemSize);
        for (var line = 0; line < lines; line++)
        {
            for (var run = 0; run < runs; run++)
            {
                var start = run * LoopBody.RunLength;
                for (var k = 0; k < map.Length; k++) pointers[k] = here[map[k]] + ((long)line * rowSteps[k]) + ((long)start * steps[k]);
                for (var f = 0; f < folds.Length; f++)
                {
                    var (k, isRow, _) = folds[f];
                    if (!isRow || runs > 1) pointers[k] = partial.Start + ((((long)f * calls) + (line * runs) + run) * itemSize);
                }

                body.Kernel?.Run(pointers, Math.Min(LoopBody.RunLength, length - start));
            }
        }

        for (var f = 0; f < folds.Length; f++)
        {
            var (k, isRow, fold) = folds[f];
            if (isRow && runs == 1) continue;
            var from = partial.Start + ((long)f * calls * itemSize);
            if (!isRow) totals.Fold(fold, from, calls, here[map[k]]);
            for (var line = 0; isRow && line < lines; line++)
                totals.Fold(fold, from + ((long)line * runs * itemSize), runs, here[map[k]] + ((long)line * itemSize));
        }
    }
}
