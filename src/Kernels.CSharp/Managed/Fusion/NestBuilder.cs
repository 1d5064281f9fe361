namespace Functional.Kernels.Fusion;

/// <summary>
/// Makes the bodies of a nest. A value that needs what a whole row comes to is in a later body than that; what later bodies
/// need of earlier ones is kept for the block, or computed again where that is cheaper.
/// </summary>
internal sealed partial class NestBuilder
{
    /// <summary>Additions up to which a value is computed again rather than kept.</summary>
    private const int Again = 3;

    /// <summary>Rows of at most so many places are short.</summary>
    private const int Short = 512;

    private readonly Unit unit;
    private readonly Lowering program;
    private readonly Func<int, bool> isStored;
    private readonly int rowsOfBlock;
    private readonly Dictionary<int, Item> makers = [];
    private readonly Dictionary<int, int> stages = [];
    private readonly HashSet<int> kept = [];
    private readonly List<NestOperand> operands = [];
    private readonly Dictionary<long, int> places = [];
    private readonly List<BlockMove> once = [];
    private readonly List<ColumnTile> tiles = [];
    private readonly int last;
    private int blockBytes;
    private int totals;
    private int strips;

    private NestBuilder(Unit unit, Lowering program, Func<int, bool> isStored)
    {
        (this.unit, this.program, this.isStored) = (unit, program, isStored);
        rowsOfBlock = Nest.RowsOfBlock(unit.Size, unit.Columns);
        foreach (var item in unit.Items)
        {
            makers[item.First] = item;
            var stage = 0;
            foreach (var root in item.Roots) stage = Math.Max(stage, StageFor(root, item));
            stages[item.First] = stage;
            last = Math.Max(last, stage);
        }

        foreach (var item in unit.Items) KeepFor(item, stages[item.First]);
    }

    /// <summary>The dtype of numbers; where there are only truth values any will do.</summary>
    internal DType DType => unit.DType ?? DType.Float32;

    private bool IsShort => unit.Columns is > 0 and <= Short;

    /// <summary>Makes the nest of a unit.</summary>
    /// <param name="unit">A loop.</param>
    /// <param name="program">What it is part of.</param>
    /// <param name="isStored">Whether a value must be in memory afterwards.</param>
    /// <param name="eager">Whether to compile its bodies at once.</param>
    internal static Nest Make(Unit unit, Lowering program, Func<int, bool> isStored, bool eager)
    {
        var builder = new NestBuilder(unit, program, isStored);
        var bodies = new List<Body>();
        for (var stage = 0; stage <= builder.last; stage++)
        {
            bodies.AddRange(builder.Bodies(stage, Level.Places, eager));
            bodies.AddRange(builder.Bodies(stage, Level.Rows, eager));
        }

        long work = 0;
        foreach (var item in unit.Items) work += (long)item.Size * Fusable.Cost(item.Operation);
        foreach (var operand in builder.operands) work += operand is { Home: Home.Memory, Reach: Reach.Each } ? 2L * unit.Size : 0;
        var plan = new NestPlan([.. builder.operands], [.. bodies], [.. builder.once], [.. builder.tiles], builder.blockBytes, work);
        return new(builder.DType, unit.Size, unit.Columns, plan);
    }

    private IEnumerable<Body> Bodies(int stage, Level level, bool eager)
    {
        var items = unit.Items.Where(x => LevelOf(x) == level && stages[x.First] == stage).ToList();
        if (items.Count > 0) yield return new BodyBuilder(this, stage, level).Make(items, eager);
    }

    private Level LevelOf(Item item) => item.Size == unit.Size ? Level.Places : Level.Rows;

    /// <summary>The first stage at which an operation finds a value that it takes.</summary>
    private int StageFor(int value, Item item) => unit.LevelOf(value) switch
    {
        Level.Places => stages[value],
        Level.Rows => stages[value] + (LevelOf(item) == Level.Places ? 1 : 0),
        _ => 0,
    };

    /// <summary>Sees to it that what an operation takes is there at its stage.</summary>
    private void KeepFor(Item item, int stage)
    {
        foreach (var root in item.Roots)
        {
            if (unit.LevelOf(root) != Level.Places || stages[root] == stage || isStored(root) || kept.Contains(root)) continue;
            if (CostAgain(root) > Again) kept.Add(root);
            else KeepFor(makers[root], stage);
        }
    }

    private int CostAgain(int value)
    {
        if (unit.LevelOf(value) != Level.Places || isStored(value) || kept.Contains(value)) return 0;
        var cost = Fusable.Cost(makers[value].Operation);
        foreach (var root in makers[value].Roots)
        {
            if (cost > Again) break;
            cost += CostAgain(root);
        }

        return cost;
    }

    private static long Key(Home home, int value, Reach reach) => Pair.Of(value, ((int)home << 8) | (int)reach);

    private int Operand(Home home, int value, Reach reach, Reduction fold = Reduction.Sum)
    {
        if (places.TryGetValue(Key(home, value, reach), out var place)) return place;
        var size = program.Spaces[value].DType.ItemSize();
        var offset = home switch { Home.Total => totals++, Home.Strip => strips++, _ => 0 };
        if (home is Home.Block or Home.Tile)
        {
            var bytes = (long)size * rowsOfBlock * (reach == Reach.Row && home == Home.Block ? 1 : Math.Max(1, unit.Columns));
            offset = blockBytes;
            blockBytes = checked((int)(blockBytes + ((bytes + BlockMove.Spill + 63) & ~63L)));
        }

        operands.Add(new(home, value, home == Home.Tile ? Reach.Each : reach, size, offset, fold));
        places[Key(home, value, reach)] = operands.Count - 1;
        return operands.Count - 1;
    }
}
