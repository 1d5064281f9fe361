namespace Functional.Kernels.Fusion;

/// <summary>Straight code as a loop body over single numbers, and which element of which value each of its operands is.</summary>
internal sealed record StraightPlan(LoopBody Body, (int Value, int Element)[] Operands);

/// <summary>Writes straight code down: an operation for each element, and folds as sums of halves.</summary>
internal sealed class StraightBuilder
{
    private readonly Lowering program;
    private readonly DType dtype;
    private readonly List<LoopValue> values = [];
    private readonly List<LoopResult> results = [];
    private readonly List<(int Value, int Element)> operands = [];
    private readonly Dictionary<long, int> known = [];
    private readonly Dictionary<long, int> numbers = [];

    private StraightBuilder(Unit unit, Lowering program, Func<int, bool> isStored)
    {
        this.program = program;
        dtype = unit.DType ?? DType.Float32;
        foreach (var item in unit.Items)
        {
            if (item.Operation is Reduce reduce) Fold(item, reduce.Op);
            else if (item.Operation is Movement or Concat) Move(item);
            else for (var place = 0; place < item.Size; place++) known[Pair.Of(item.First, place)] = Compute(item, place);
        }

        foreach (var item in unit.Items.Where(x => isStored(x.First)))
        {
            for (var i = 0; i < item.Spaces[0].Shape.Size; i++) results.Add(new(LoopExit.Store, known[Pair.Of(item.First, i)], Operand(item.First, i)));
        }
    }

    /// <summary>Straight code of a unit.</summary>
    /// <param name="unit">Small loops.</param>
    /// <param name="program">What they are part of.</param>
    /// <param name="isStored">Whether a value must be in memory afterwards.</param>
    internal static StraightPlan Make(Unit unit, Lowering program, Func<int, bool> isStored)
    {
        var builder = new StraightBuilder(unit, program, isStored);
        var body = new LoopBody(builder.dtype, [.. builder.values], [.. builder.results], builder.operands.Count);
        return new(body, [.. builder.operands]);
    }

    /// <summary>The element that an operand has at a place.</summary>
    private static int ElementAt(Access access, int place) => access.Reach switch
    {
        Reach.Each => place,
        Reach.Row => place / access.Columns,
        Reach.Column => place % access.Columns,
        _ => 0,
    };

    private int Compute(Item item, int place)
    {
        var x = new int[3] { -1, -1, -1 };
        for (var i = 0; i < item.Roots.Length; i++) x[i] = Find(item.Roots[i], ElementAt(item.Accesses[i], place));
        var isTruth = IsTruth(item.First);
        return item.Operation switch
        {
            Map => Add(new(LoopKind.Map, isTruth, x[0], Operation: item.Operation)),
            Zip => Add(new(LoopKind.Zip, isTruth, x[0], x[1], Operation: item.Operation)),
            Select => Add(new(LoopKind.Select, isTruth, x[0], x[1], x[2])),
            _ => Add(new(isTruth ? LoopKind.ToTruth : LoopKind.FromTruth, isTruth, x[0])),
        };
    }

    /// <summary>Finds each element where it comes from: the operation itself tells, run on the places of its arguments.</summary>
    private void Move(Item item)
    {
        var places = new List<(int Value, int Element)>();
        var marked = item.Roots.Select(value =>
        {
            var shape = program.Spaces[value].Shape;
            var marks = Enumerable.Range(0, shape.Size).Select(i => { places.Add((value, i)); return (long)places.Count; }).ToArray();
            return ManagedBackend.Instance.Create<long>(marks, shape);
        }).ToArray();
        var from = new long[item.Size];
        ManagedBackend.Instance.Read(item.Operation.Run(marked), from.AsSpan());
        for (var place = 0; place < from.Length; place++)
        {
            known[Pair.Of(item.First, place)] = from[place] == 0
                ? Add(new(LoopKind.Constant, false))
                : Find(places[(int)from[place] - 1].Value, places[(int)from[place] - 1].Element);
        }
    }

    /// <summary>Folds elements in halves, as loops fold the lanes of a register.</summary>
    private void Fold(Item item, Reduction fold)
    {
        var function = new Zip(item.Operation.Name, LoopFold.Function(fold));
        var folded = Enumerable.Range(0, item.Size).GroupBy(place => ElementAt(item.Result, place));
        foreach (var group in folded)
        {
            var parts = group.Select(place => Find(item.Roots[0], place)).ToArray();
            for (var count = parts.Length; count > 1;)
            {
                var half = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count) / 2;
                for (var i = 0; i + half < count; i++) parts[i] = Add(new(LoopKind.Zip, false, parts[i], parts[i + half], Operation: function));
                count = half;
            }

            known[Pair.Of(item.First, group.Key)] = parts[0];
        }
    }

    /// <summary>The place of an element: computed, known, or read.</summary>
    private int Find(int value, int element)
    {
        if (known.TryGetValue(Pair.Of(value, element), out var place)) return place;
        if (program.Number(value, element) is { } number)
        {
            // By bits: 0 and -0 are equal, and not the same.
            var bits = BitConverter.DoubleToInt64Bits(number);
            if (!numbers.TryGetValue(bits, out place)) place = numbers[bits] = Add(new(LoopKind.Constant, false, Number: number));
        }
        else
        {
            place = Add(new(IsTruth(value) ? LoopKind.LoadTruth : LoopKind.Load, IsTruth(value), Operand: Operand(value, element)));
        }

        return known[Pair.Of(value, element)] = place;
    }

    private bool IsTruth(int value) => program.Spaces[value].DType == DType.Bool;

    private int Add(LoopValue value)
    {
        values.Add(value);
        return values.Count - 1;
    }

    private int Operand(int value, int element)
    {
        operands.Add((value, element));
        return operands.Count - 1;
    }
}
