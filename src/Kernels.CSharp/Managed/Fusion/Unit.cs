namespace Functional.Kernels.Fusion;

/// <summary>Where in a loop one of its values is.</summary>
internal enum Level
{
    /// <summary>Not in it: from memory, or complete only after it.</summary>
    Outside,

    /// <summary>One for each place.</summary>
    Places,

    /// <summary>One for each row, complete when the row is.</summary>
    Rows,
}

/// <summary>What is run in one go: an operation as it is, or a loop over an index space with all that was fused into it.</summary>
internal sealed class Unit(int number, int words)
{
    private readonly ulong[] ancestors = new ulong[words];
    private readonly Dictionary<int, int> levels = [];
    private readonly HashSet<int> reads = [];
    private readonly HashSet<int> borrowed = [];

    /// <summary>Its number among the units that are ordered together.</summary>
    internal int Number { get; } = number;

    /// <summary>What it does, in order.</summary>
    internal List<Item> Items { get; } = [];

    /// <summary>Whether it is a loop, or was until it became straight code.</summary>
    internal bool IsLoop => Items[0].IsFused;

    /// <summary>The number of places.</summary>
    internal int Size { get; private set; }

    /// <summary>How many places a row has; 0 if nothing asks for rows.</summary>
    internal int Columns { get; private set; }

    /// <summary>The dtype of its numbers; null if there are only truth values so far.</summary>
    internal DType? DType { get; private set; }

    /// <summary>Whether it is straight code.</summary>
    internal bool IsStraight { get; private init; }

    /// <summary>A loop of one operation.</summary>
    internal static Unit Of(Item item)
    {
        var unit = new Unit(0, 0) { Size = item.Size, DType = item.DType };
        unit.Items.Add(item);
        return unit;
    }

    /// <summary>Straight code that does what some loops do, one after the other.</summary>
    internal static Unit Straight(IReadOnlyList<Unit> loops)
    {
        var unit = new Unit(0, 0) { IsStraight = true, Size = 1 };
        foreach (var loop in loops)
        {
            unit.Items.AddRange(loop.Items);
            unit.DType ??= loop.DType;
        }

        return unit;
    }

    /// <summary>Whether another unit must run before.</summary>
    internal bool IsAfter(Unit other) => (ancestors[other.Number >> 6] >> other.Number & 1) != 0;

    /// <summary>Where one of its values is.</summary>
    internal Level LevelOf(int value) => levels.TryGetValue(value, out var level) ? (Level)level : Level.Outside;

    /// <summary>Whether it reads a value from memory.</summary>
    internal bool Reads(int value) => reads.Contains(value);

    /// <summary>Takes an operation in.</summary>
    internal void Add(Item item, Level level)
    {
        if (level == Level.Places)
        {
            Size = item.Size;
            if (Columns == 0) Columns = item.Columns;
        }

        DType ??= item.DType;
        Items.Add(item);
        reads.UnionWith(item.Roots);
        var result = item.Result.Reach switch { Reach.Each => level, Reach.Row => Level.Rows, _ => Level.Outside };
        for (var k = 0; k < item.Spaces.Length; k++) levels[item.First + k] = (int)result;
    }

    /// <summary>Computes again what another loop makes, before all else but what it borrowed before.</summary>
    internal void Borrow(IReadOnlyList<Item> items)
    {
        var added = items.Where(x => levels.TryAdd(x.First, (int)Level.Places)).ToList();
        Items.InsertRange(borrowed.Count, added);
        foreach (var item in added)
        {
            borrowed.Add(item.First);
            reads.UnionWith(item.Roots);
        }
    }

    /// <summary>Leaves out what neither others nor it itself need.</summary>
    internal void Drop(Func<int, bool> isNeeded)
    {
        var used = new HashSet<int>();
        for (var i = Items.Count - 1; i >= 0; i--)
        {
            var item = Items[i];
            if (used.Contains(item.First) || (!Borrows(item.First) && isNeeded(item.First))) used.UnionWith(item.Roots);
            else Items.RemoveAt(i);
        }
    }

    /// <summary>Whether it computes a value again that another loop makes.</summary>
    internal bool Borrows(int value) => borrowed.Contains(value);

    /// <summary>Takes all of another unit in, of which it is independent.</summary>
    internal void Absorb(Unit other)
    {
        Items.AddRange(other.Items);
        if (Columns == 0) Columns = other.Columns;
        DType ??= other.DType;
        reads.UnionWith(other.reads);
        foreach (var (value, level) in other.levels) levels[value] = level;
        Inherit(other);
    }

    /// <summary>Whether all that must run before it is among some units.</summary>
    internal bool WaitsForNothingBut(ReadOnlySpan<ulong> units)
    {
        for (var i = 0; i < ancestors.Length; i++)
        {
            if ((ancestors[i] & ~units[i]) != 0) return false;
        }

        return true;
    }

    /// <summary>Adds it and all that must run before it to a set of units.</summary>
    internal void AddTo(Span<ulong> units)
    {
        for (var i = 0; i < ancestors.Length; i++) units[i] |= ancestors[i];
        units[Number >> 6] |= 1UL << Number;
    }

    /// <summary>Whether it reads, element by element, what another one does.</summary>
    internal bool SharesWith(Unit other) => reads.Overlaps(other.reads);

    /// <summary>Says that another unit must run before.</summary>
    internal void Follow(Unit other)
    {
        for (var i = 0; i < ancestors.Length; i++) ancestors[i] |= other.ancestors[i];
        ancestors[other.Number >> 6] |= 1UL << other.Number;
    }

    /// <summary>Says that it must run after one unit that took in another.</summary>
    internal void Replace(Unit old, Unit unit)
    {
        ancestors[old.Number >> 6] &= ~(1UL << old.Number);
        Follow(unit);
    }

    /// <summary>Says that whatever must run before another unit must run before this.</summary>
    internal void Inherit(Unit other)
    {
        for (var i = 0; i < ancestors.Length; i++) ancestors[i] |= other.ancestors[i];
    }
}
