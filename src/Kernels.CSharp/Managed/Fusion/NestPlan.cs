namespace Functional.Kernels.Fusion;

/// <summary>Where an operand of a nest is.</summary>
internal enum Home
{
    /// <summary>In an array.</summary>
    Memory,

    /// <summary>In the working memory of a block: what later bodies need of earlier ones.</summary>
    Block,

    /// <summary>There too: an operand stretched over short rows or columns, what short rows fold, or what columns add up to.</summary>
    Tile,

    /// <summary>A number for each block, folded to one at the end.</summary>
    Total,

    /// <summary>A number for each column and strip of blocks, folded to one for each column at the end.</summary>
    Strip,
}

/// <summary>An operand of a nest.</summary>
/// <param name="Home">Where it is.</param>
/// <param name="Value">The value that it is.</param>
/// <param name="Reach">How it is spread over rows and columns.</param>
/// <param name="ItemSize">Bytes of an element.</param>
/// <param name="Offset">Its place in the working memory, in bytes; of totals and strips their number.</param>
/// <param name="Fold">How totals and strips are folded.</param>
internal readonly record struct NestOperand(Home Home, int Value, Reach Reach, int ItemSize, int Offset = 0, Reduction Fold = Reduction.Sum);

/// <summary>What a body of a nest runs over.</summary>
internal enum Form
{
    /// <summary>All places of a block at once.</summary>
    Flat,

    /// <summary>The places of each row.</summary>
    EachRow,

    /// <summary>One number for each row of a block.</summary>
    Rows,
}

/// <summary>A fold in a body: which operand it writes, and whether it folds each row by itself.</summary>
internal readonly record struct BodyFold(int Operand, bool IsRow, Reduction Fold);

/// <summary>Sums (or other folds) of columns where rows are short: added up in whole blocks, and at the end of a strip by column.</summary>
internal readonly record struct ColumnTile(int Tile, int Strip, Reduction Fold);

/// <summary>
/// A loop body of a nest and what it runs over; no kernel if nothing is computed. Steps are the bytes from row to row and
/// from place to place.
/// </summary>
internal sealed record Body(
    Form Form, LoopKernel? Kernel, int[] Operands, int[] RowSteps, int[] Steps, BodyFold[] Folds, BlockMove[] Before, BlockMove[] After);

/// <summary>What a nest does: its operands, its bodies, and what is done with short rows beside them.</summary>
/// <param name="Operands">What it reads and writes, and what it keeps for a block.</param>
/// <param name="Bodies">What is done for each block.</param>
/// <param name="Once">What is done before the first block.</param>
/// <param name="Tiles">Columns that are folded in whole blocks.</param>
/// <param name="BlockBytes">Working memory of a block.</param>
/// <param name="Work">About how many additions all this is.</param>
internal sealed record NestPlan(NestOperand[] Operands, Body[] Bodies, BlockMove[] Once, ColumnTile[] Tiles, int BlockBytes, long Work);
