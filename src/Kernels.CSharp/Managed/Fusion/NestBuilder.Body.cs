namespace Functional.Kernels.Fusion;

/// <content>Bodies.</content>
internal sealed partial class NestBuilder
{
    /// <summary>One body.</summary>
    private sealed class BodyBuilder(NestBuilder nest, int stage, Level level)
    {
        private readonly List<LoopValue> values = [];
        private readonly List<LoopResult> results = [];
        private readonly List<BodyFold> folds = [];
        private readonly List<int> taken = [];
        private readonly List<BlockMove> before = [];
        private readonly List<BlockMove> after = [];
        private readonly Dictionary<long, int> known = [];

        internal Body Make(List<Item> items, bool eager)
        {
            foreach (var item in items) Leave(item);
            var body = LoopProducts.In(new(nest.DType, [.. values], [.. results], taken.Count));
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
            if (known.TryGetValue(Pair.Of(item.First, (int)Reach.Each), out var place)) return place;
            var x = new int[3] { -1, -1, -1 };
            for (var i = 0; i < item.Roots.Length; i++) x[i] = Find(item.Roots[i], item.Accesses[i].Reach);
            var kind = item.Operation switch
            {
                Map => LoopKind.Map,
                Zip => LoopKind.Zip,
                Select => LoopKind.Select,
                _ => IsTruth(item.First) ? LoopKind.ToTruth : LoopKind.FromTruth,
            };
            if (item.Operation is Zip { Op: Binary.Mul } && (IsTwo(x[0]) || IsTwo(x[1])))
            {
                // The same bits, and processors that add and multiply in different places have more to multiply than to add.
                var doubled = IsTwo(x[0]) ? x[1] : x[0];
                return Know(item.First, Reach.Each, new(LoopKind.Zip, false, doubled, doubled, Operation: new Zip(item.Operation.Name, Binary.Add)));
            }

            var operation = kind is LoopKind.Map or LoopKind.Zip ? item.Operation : null;
            return Know(item.First, Reach.Each, new(kind, IsTruth(item.First), x[0], x[1], x[2], Operation: operation));
        }

        private bool IsTwo(int place) => values[place] is { Kind: LoopKind.Constant, Number: 2 };

        private int Know(int value, Reach reach, LoopValue made)
        {
            values.Add(made);
            known[Pair.Of(value, (int)reach)] = values.Count - 1;
            return values.Count - 1;
        }

        /// <summary>The place of a value in this body: computed, read, or known.</summary>
        private int Find(int value, Reach reach)
        {
            if (known.TryGetValue(Pair.Of(value, (int)reach), out var place)) return place;
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

            if (nest.program.Number(value) is { } number)
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
            var isNew = !nest.places.ContainsKey(Key(Home.Tile, value, reach));
            var tile = nest.Operand(Home.Tile, value, reach);
            var (columns, size) = (nest.unit.Columns, nest.operands[operand].ItemSize);
            if (isNew && reach == Reach.Row) before.Add(BlockMove.OverRows(operand, tile, columns, size));
            if (isNew && reach == Reach.Column) nest.once.Add(BlockMove.OverColumns(operand, tile, columns, size));
            return tile;
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
                results.Add(new(LoopExit.Store, Compute(item), Take(RowOperand(value))));
            }
            else if (nest.isStored(value) || nest.kept.Contains(value))
            {
                var home = nest.isStored(value) ? Home.Memory : Home.Block;
                results.Add(new(LoopExit.Store, Compute(item), Take(nest.Operand(home, value, Reach.Each))));
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
            var isNew = !nest.places.ContainsKey(Key(Home.Tile, value, Reach.Each));
            var tile = nest.Operand(Home.Tile, value, Reach.Each);
            if (isNew) results.Add(new(LoopExit.Store, place, Take(tile)));
            return tile;
        }
    }
}
