using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>What happens to rows of a product once they are finished: nothing, or a job, while they are in the caches.</summary>
internal readonly struct FinishedRows(IRowsJob? job, int offset = 0)
{
    private const int ManyElements = 1 << 16;

    internal bool AreAwaited => job is not null;

    /// <summary>The same for a product whose first row is that row of this one.</summary>
    internal FinishedRows From(int row) => new(job, offset + row);

    /// <summary>Does the job on some rows.</summary>
    internal void Run(int first, int end) => job?.Run(offset + first, offset + end);

    /// <summary>Does the job on all rows of so many columns, side by side when they are many.</summary>
    internal void All(int rows, int columns)
    {
        if (job is not null) All(this, rows, columns);
    }

    // Not on the struct itself, which can stay in registers where nothing awaits it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void All(FinishedRows all, int rows, int columns)
    {
        if ((long)rows * columns <= Jobs.LargeRange) all.Run(0, rows);
        else InPieces(all, rows, Math.Max(1, ManyElements / columns));
    }

    private static void InPieces(FinishedRows all, int rows, int piece) =>
        Jobs.Run(Jobs.Count(rows, piece), i => all.Run(i * piece, Math.Min(rows, (i + 1) * piece)));
}

/// <summary>
/// Blocks of rows of which several threads finish parts: whoever finishes the last part of a block does the job on it.
/// </summary>
internal readonly struct FinishedBlocks
{
    private readonly FinishedRows rows;
    private readonly int[]? missing;

    internal FinishedBlocks(FinishedRows rows, int blocks, int parts)
    {
        this.rows = rows;
        if (!rows.AreAwaited || parts == 1) return;
        missing = new int[blocks];
        Array.Fill(missing, parts);
    }

    /// <summary>Tells that one more part of a block, which begins and ends at these rows, is finished.</summary>
    internal void Add(int block, int first, int end)
    {
        if (missing is null || Interlocked.Decrement(ref missing[block]) == 0) rows.Run(first, end);
    }
}
