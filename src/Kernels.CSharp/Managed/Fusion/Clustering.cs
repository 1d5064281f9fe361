namespace Functional.Kernels.Fusion;

/// <summary>
/// Puts operations into loops. Each joins the loop with which it shares most, if all that it takes is ready there or comes
/// from units that need not wait for that loop; else it opens a new one. At the end the units are put in order, each as
/// soon as it can after what it takes, so that this is still in the cache.
/// </summary>
internal sealed class Clustering
{
    /// <summary>Units that are ordered together; the next so many come after them.</summary>
    private const int Window = 512;

    /// <summary>Operations of a loop at most: what compilers and registers bear.</summary>
    private const int Largest = 160;

    /// <summary>Loops over more places than this are not joined only because they have as many.</summary>
    private const int Worthwhile = 1 << 15;

    private readonly List<Unit> ordered = [];
    private readonly List<Unit> window = [];
    private readonly Dictionary<int, Unit> makers = [];

    private Clustering(Lowering program)
    {
        foreach (var item in program.Items)
        {
            if (item.IsFused) Fuse(item);
            else Open(item);
        }

        Close();
    }

    /// <summary>The units in the order in which they run.</summary>
    internal static IReadOnlyList<Unit> Of(Lowering program) => new Clustering(program).ordered;

    private void Fuse(Item item)
    {
        Span<ulong> before = stackalloc ulong[Window / 64];
        before.Clear();
        foreach (var root in item.Roots)
        {
            if (makers.TryGetValue(root, out var maker)) maker.AddTo(before);
        }

        Unit? best = null;
        var (bestLevel, bestScore) = (Level.Outside, 0);
        foreach (var unit in window)
        {
            // An operation that waited for what it does not need would make others wait, and part them from their loop.
            var level = LevelIn(unit, item);
            if (level == Level.Outside || !unit.WaitsForNothingBut(before)) continue;
            var score = Score(unit, item);
            if (score > bestScore) (best, bestLevel, bestScore) = (unit, level, score);
        }

        if (best is null) Open(item);
        else Join(best, item, bestLevel);
    }

    private void Open(Item item)
    {
        if (window.Count == Window) Close();
        var unit = new Unit(window.Count, Window / 64);
        window.Add(unit);
        Join(unit, item, item.IsFused ? Level.Places : Level.Outside);
    }

    private void Join(Unit unit, Item item, Level level)
    {
        unit.Add(item, level);
        var before = unit.Items.Count;
        foreach (var taken in item.IsFused ? item.Roots : item.Arguments)
        {
            if (makers.TryGetValue(taken, out var maker) && maker != unit) unit.Follow(maker);
        }

        for (var k = 0; k < item.Spaces.Length; k++) makers[item.First + k] = unit;
        if (before == 1) return;
        foreach (var other in window)
        {
            if (other != unit && other.IsAfter(unit)) other.Inherit(unit);
        }
    }

    /// <summary>Where in a loop an operation can be done, if it can.</summary>
    private Level LevelIn(Unit unit, Item item)
    {
        if (!unit.IsLoop || unit.Items.Count >= Largest) return Level.Outside;
        if (item.DType is { } dtype && unit.DType is { } other && dtype != other) return Level.Outside;
        var isRows = unit.Columns > 1 && unit.Size / unit.Columns == item.Size && item.Columns == 0
            && item.Roots.Any(x => unit.LevelOf(x) == Level.Rows);
        if (!isRows && unit.Size != item.Size) return Level.Outside;
        if (!isRows && item.Columns != 0 && unit.Columns != 0 && item.Columns != unit.Columns) return Level.Outside;
        for (var i = 0; i < item.Roots.Length; i++)
        {
            if (!makers.TryGetValue(item.Roots[i], out var maker)) continue;
            if (maker == unit ? !IsReady(unit.LevelOf(item.Roots[i]), item.Accesses[i].Reach, isRows) : maker.IsAfter(unit)) return Level.Outside;
        }

        return isRows ? Level.Rows : Level.Places;
    }

    private static bool IsReady(Level level, Reach reach, bool isRows) => level switch
    {
        Level.Places => !isRows && reach == Reach.Each,
        Level.Rows => reach == (isRows ? Reach.Each : Reach.Row),
        _ => false,
    };

    private int Score(Unit unit, Item item)
    {
        var score = item.Size <= Worthwhile ? 1 : 0;
        for (var i = 0; i < item.Roots.Length; i++)
        {
            if (makers.TryGetValue(item.Roots[i], out var maker) && maker == unit) score += 8;
            else if (unit.Reads(item.Roots[i]) && item.Accesses[i].Reach != Reach.One) score += 2;
        }

        return score;
    }

    /// <summary>Joins loops over as many places that do not wait for each other: updates of several parameters, say.</summary>
    private void Merge()
    {
        for (var i = 0; i < window.Count; i++)
        {
            var unit = window[i];
            for (var k = i + 1; k < window.Count && unit.IsLoop; k++)
            {
                var other = window[k];
                if (!CanMerge(unit, other)) continue;
                unit.Absorb(other);
                window.RemoveAt(k--);
                foreach (var later in window)
                {
                    if (later.IsAfter(other)) later.Replace(other, unit);
                }

                foreach (var later in window)
                {
                    if (later != unit && later.IsAfter(unit)) later.Inherit(unit);
                }
            }
        }
    }

    private static bool CanMerge(Unit unit, Unit other) =>
        other.IsLoop && unit.Size == other.Size && !unit.IsAfter(other) && !other.IsAfter(unit)
        && unit.Items.Count + other.Items.Count <= Largest
        && (unit.DType is null || other.DType is null || unit.DType == other.DType)
        && (unit.Columns == 0 || other.Columns == 0 || unit.Columns == other.Columns)
        && (unit.Size <= Worthwhile || unit.SharesWith(other));

    /// <summary>Puts the units of the window in order.</summary>
    private void Close()
    {
        Merge();
        var waiting = new int[Window];
        var latest = new int[Window];
        foreach (var unit in window) waiting[unit.Number] = window.Count(unit.IsAfter);
        for (var rank = 1; rank <= window.Count; rank++)
        {
            Unit? next = null;
            foreach (var unit in window)
            {
                if (waiting[unit.Number] == 0 && (next is null || latest[unit.Number] > latest[next.Number])) next = unit;
            }

            ordered.Add(next!);
            waiting[next!.Number] = -1;
            foreach (var unit in window)
            {
                if (!unit.IsAfter(next)) continue;
                waiting[unit.Number]--;
                latest[unit.Number] = rank;
            }
        }

        // What comes later finds these in memory.
        window.Clear();
        makers.Clear();
    }
}
