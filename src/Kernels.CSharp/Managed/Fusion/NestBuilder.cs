namespace Functional.Kernels.Fusion;

/// <summary>
/// Makes the bodies of a nest. A value that needs what a whole row comes to is in a later body than that; what later bodies
/// need of earlier ones is kept for the block, or computed again where that is cheaper.
/// </summary>
internal sealed class NestBuilder
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
    private readonly Dictionary<(Home Home, int Value, Reach Reach), int> places = [];
    private readonly List<BlockMove> once = [];
    private readonly List<ColumnTile> tiles = [];
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
            stages[item.First] = item.Roots.Select(x => StageFor(x, item)).DefaultIfEmpty(0).Max();
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
        for (var stage = 0; stage <= builder.stages.Values.Max(); stage++)
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

    private int Operand(Home home, int value, Reach reach, Reduction fold = Reduction.Sum)
    {
        if (places.TryGetValue((home, value, reach), out var place)) return place;
        var size = program.Spaces[value].DType.ItemSize();
        var offset = home switch { Home.Total => totals++, Home.Strip => strips++, _ => 0 };
        if (home is Home.Block or Home.Tile)
        {
            var bytes = (long)size * rowsOfBlock * (reach == Reach.Row && home == Home.Block ? 1 : Math.Max(1, unit.Columns));
            offset = blockBytes;
            blockBytes = checked((int)(blockBytes + ((bytes + BlockMove.Spill + 63) & ~63L)));
        }

        operands.Add(new(home, value, home == Home.Tile ? Reach.Each : reach, size, offset, fold));
        places[(home, value, reach)] = operands.Count - 1;
        return operands.Count - 1;
    }

    /// <summary>One body.</summary>
    private sealed class BodyBuilder(NestBuilder nest, int stage, Level level)
    {
        private readonly List<LoopValue> values = [];
        private readonly List<LoopResult> results = [];
        private readonly List<BodyFold> folds = [];
        private readonly List<int> taken = [];
        private readonly List<BlockMove> before = [];
        private readonly List<BlockMove> after = [];
        private readonly Dictionary<(int Value, Reach Reach), int> known = [];

        internal Body Make(List<Item> items, bool eager)
        {
            foreach (var item in items)
            {
                if (item.Operation is not Reduce) Compute(item);
            }

            foreach (var item in items) Leave(item);
            var body = new LoopBody(nest.DType, [.. values], [.. results], taken.Count);
            var form = level == Level.Rows ? Form.Rows : taken.Exists(NeedsRows) ? Form.EachRow : Form.Flat;
            return new(
                form,
                results.Count > 0 ? LoopKernels.Make(body, eager) : null,
                [.. taken],
                [.. taken.Select(x => RowStep(nest.operands[x]))],
                [.. taken.Select(x => Step(nest.operands[x], form))],
                [.. folds],
                [.. before],
                [.. after]);
        }

        private static bool HasRows(NestOperand operand) => operand.Reach is Reach.Row or Reach.Column;

        private bool NeedsRows(int operand) => HasRows(nest.operands[operand]);

        private int RowStep(NestOperand operand) => operand.Reach switch
        {
            Reach.Each => Math.Max(1, nest.unit.Columns) * operand.ItemSize,
            Reach.Row => operand.ItemSize,
            _ => 0,
        };

        private static int Step(NestOperand operand, Form form) => operand.Reach switch
        {
            Reach.Each or Reach.Column => operand.ItemSize,
            Reach.Row => form == Form.Rows ? operand.ItemSize : 0,
            _ => 0,
        };

        private bool IsTruth(int value) => nest.program.Spaces[value].DType == DType.Bool;

        /// <summary>The operand of the body that an operand of the nest is.</summary>
        private int Take(int operand)
        {
            var place = taken.IndexOf(operand);
            if (place >= 0) return place;
            taken.Add(operand);
            return taken.Count - 1;
        }

        private int Compute(Item item)
        {
            if (known.TryGetValue((item.First, Reach.Each), out var place)) return place;
            var x = new int[3] { -1, -1, -1 };
            for (var i = 0; i < item.Roots.Length; i++) x[i] = Find(item.Roots[i], item.Accesses[i].Reach);
            var kind = item.Operation switch
            {
                Map => LoopKind.Map,
                Zip => LoopKind.Zip,
                Select => LoopKind.Select,
                _ => IsTruth(item.First) ? LoopKind.ToTruth : LoopKind.FromTruth,
            };
            var operation = kind is LoopKind.Map or LoopKind.Zip ? item.Operation : null;
            return Know(item.First, Reach.Each, new(kind, IsTruth(item.First), x[0], x[1], x[2], Operation: operation));
        }

        private int Know(int value, Reach reach, LoopValue made)
        {
            values.Add(made);
            known[(value, reach)] = values.Count - 1;
            return values.Count - 1;
        }

        /// <summary>The place of a value in this body: computed, read, or known.</summary>
        private int Find(int value, Reach reach)
        {
            if (known.TryGetValue((value, reach), out var place)) return place;
            switch (nest.unit.LevelOf(value))
            {
                case Level.Places when nest.stages[value] == stage || !(nest.isStored(value) || nest.kept.Contains(value)):
                    return Compute(nest.makers[value]);
                case Level.Places:
                    return Read(value, Reach.Each, nest.Operand(nest.isStored(value) ? Home.Memory : Home.Block, value, Reach.Each));
                case Level.Rows when level == Level.Rows && nest.stages[value] == stage && nest.makers[value].Operation is not Reduce:
                    return Compute(nest.makers[value]);
                case Level.Rows:
                    return Read(value, reach, RowOperand(value));
            }

            if (nest.program.Constants.TryGetValue(value, out var constant) && Number(constant) is { } number)
                return Know(value, reach, new(LoopKind.Constant, false, Number: number));
            return Read(value, reach, nest.Operand(Home.Memory, value, level == Level.Rows && reach == Reach.Each ? Reach.Row : reach));
        }

        private int RowOperand(int value) => nest.Operand(nest.isStored(value) ? Home.Memory : Home.Block, value, Reach.Row);

        private int Read(int value, Reach reach, int operand)
        {
            if (nest.IsShort && level == Level.Places && reach is Reach.Row or Reach.Column)
            {
                operand = Stretched(value, reach, operand);
                reach = Reach.Each;
            }

            var isOne = reach is Reach.One or Reach.Row;
            var kind = IsTruth(value)
                ? isOne ? LoopKind.ScalarTruth : LoopKind.LoadTruth
                : isOne ? LoopKind.Scalar : LoopKind.Load;
            return Know(value, reach, new(kind, IsTruth(value), Operand: Take(operand)));
        }

        /// <summary>A number for each short row or column, stretched over all places of a block.</summary>
        private int Stretched(int value, Reach reach, int operand)
        {
            var isNew = !nest.places.ContainsKey((Home.Tile, value, reach));
            var tile = nest.Operand(Home.Tile, value, reach);
            var (columns, size) = (nest.unit.Columns, nest.operands[operand].ItemSize);
            if (isNew && reach == Reach.Row) before.Add(BlockMove.OverRows(operand, tile, columns, size));
            if (isNew && reach == Reach.Column) nest.once.Add(BlockMove.OverColumns(operand, tile, columns, size));
            return tile;
        }

        /// <summary>The number that a constant is everywhere, if a double holds it.</summary>
        private static double? Number(NdArray constant)
        {
            if (constant.DType == DType.Bool || constant.Uniform is not { } number) return null;
            return number.Kind == NumberKind.Float || Math.Abs(number.ToInt64()) <= 1L << 53 ? number.ToDouble() : null;
        }

        /// <summary>Writes what others need of an operation.</summary>
        private void Leave(Item item)
        {
            var value = item.First;
            if (item.Operation is Reduce reduce)
            {
                LeaveFold(reduce, item, value);
            }
            else if (level == Level.Rows)
            {
                results.Add(new(LoopExit.Store, known[(value, Reach.Each)], Take(RowOperand(value))));
            }
            else if (nest.isStored(value) || nest.kept.Contains(value))
            {
                var home = nest.isStored(value) ? Home.Memory : Home.Block;
                results.Add(new(LoopExit.Store, known[(value, Reach.Each)], Take(nest.Operand(home, value, Reach.Each))));
            }
        }

        private void LeaveFold(Reduce reduce, Item item, int value)
        {
            var from = Find(item.Roots[0], Reach.Each);
            switch (item.Result.Reach)
            {
                case Reach.Row when nest.IsShort:
                    after.Add(BlockMove.FoldRows(Elements(item.Roots[0], from), RowOperand(value), nest.unit.Columns, nest.DType, reduce.Op));
                    break;
                case Reach.Row:
                    Fold(RowOperand(value), isRow: true);
                    break;
                case Reach.Column:
                    var strip = nest.Operand(Home.Strip, value, Reach.Column, reduce.Op);
                    var target = nest.IsShort ? nest.Operand(Home.Tile, value, Reach.Each) : strip;
                    if (nest.IsShort) nest.tiles.Add(new(target, strip, reduce.Op));
                    results.Add(new(LoopExit.Accumulate, from, Take(target), reduce.Op));
                    break;
                default:
                    Fold(nest.Operand(Home.Total, value, Reach.One, reduce.Op), isRow: false);
                    break;
            }

            void Fold(int operand, bool isRow)
            {
                folds.Add(new(Take(operand), isRow, reduce.Op));
                results.Add(new(LoopExit.Fold, from, Take(operand), reduce.Op));
            }
        }

        /// <summary>The operand in which the elements of a value of this body are.</summary>
        private int Elements(int value, int place)
        {
            if (values[place].Kind == LoopKind.Load) return taken[values[place].Operand];
            if (nest.isStored(value)) return nest.Operand(Home.Memory, value, Reach.Each);
            if (nest.kept.Contains(value)) return nest.Operand(Home.Block, value, Reach.Each);
            var isNew = !nest.places.ContainsKey((Home.Tile, value, Reach.Each));
            var tile = nest.Operand(Home.Tile, value, Reach.Each);
            if (isNew) results.Add(new(LoopExit.Store, place, Take(tile)));
            return tile;
        }
    }
}
