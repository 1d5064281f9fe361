namespace Functional.Kernels.Tests;

/// <summary>Random bodies of fused loops over everything that bodies can have in them.</summary>
internal sealed class LoopBodies
{
    private static readonly Map[] Maps = [.. Enum.GetValues<Unary>().SelectMany(Members)];
    private static readonly Zip[] Zips = [.. Enum.GetValues<Binary>().Select(x => new Zip(x.ToString(), x, 3))];

    private readonly Random random;
    private readonly DType dtype;
    private readonly List<LoopValue> values = [];
    private int operands;

    private LoopBodies(DType dtype, int seed)
    {
        this.dtype = dtype;
        random = new(seed);
    }

    /// <summary>A body of so many operations.</summary>
    public static LoopBody Make(DType dtype, int seed, int operations) => new LoopBodies(dtype, seed).Make(operations);

    private static IEnumerable<Map> Members(Unary op) => op switch
    {
        Unary.PowNumber => new[] { 0, 1, 2, 3, 0.5, -1, -2, 5 }.Select(p => new Map($"pow {p}", op, p)),
        Unary.NumberPow => [new Map("2 pow", op, 2)],
        Unary.Softplus => [new Map("softplus", op, 1.5, 20)],
        Unary.Clamp => [new Map("clamp", op, -2, 2)],
        Unary.Polygamma => [new Map("digamma", op), new Map("polygamma", op, 1)],
        _ => [new Map(op.ToString(), op)],
    };

    private LoopBody Make(int operations)
    {
        for (var i = 0; i < 3; i++) values.Add(new(LoopKind.Load, false, Operand: operands++));
        values.Add(new(LoopKind.LoadTruth, true, Operand: operands++));
        for (var i = 0; i < 2; i++) values.Add(new(LoopKind.Scalar, false, Operand: operands++));
        values.Add(new(LoopKind.ScalarTruth, true, Operand: operands++));
        values.Add(new(LoopKind.Constant, false, Number: random.Next(-3, 4)));
        for (var i = 0; i < operations; i++) values.Add(Operation());
        var results = new List<LoopResult>();
        for (var i = 0; i < 4; i++) results.Add(new(LoopExit.Store, random.Next(values.Count / 2, values.Count), operands++));
        results.Add(new(LoopExit.Store, random.Next(0, 4), operands++));
        foreach (var fold in new[] { Reduction.Sum, Reduction.Prod, Reduction.Max, Reduction.Min })
        {
            var factor = dtype.IsFloat() && fold == Reduction.Sum && random.Next(2) == 0 ? Pick(false) : -1;
            results.Add(new(LoopExit.Fold, Pick(false), operands++, fold, factor));
            if (random.Next(3) == 0) results.Add(new(LoopExit.Accumulate, Pick(false), operands++, fold));
        }

        return new(dtype, [.. values], [.. results], operands);
    }

    private LoopValue Operation()
    {
        var truth = random.Next(4) == 0;
        switch (random.Next(8))
        {
            case 0: return new(LoopKind.Select, truth, Pick(true), Pick(truth), Pick(truth));
            case 1: return truth ? new(LoopKind.ToTruth, true, Pick(false)) : new(LoopKind.FromTruth, false, Pick(true));
            case < 4:
                var map = Choose(Maps, truth);
                return new(LoopKind.Map, map.Op >= Unary.LogicalNot, Pick(truth), Operation: map);
            default:
                var zip = Choose(Zips, truth);
                return new(LoopKind.Zip, truth || zip.Op >= Binary.Equal, Pick(truth), Pick(truth), Operation: zip);
        }
    }

    /// <summary>A function that is defined, and on integers everywhere.</summary>
    private T Choose<T>(T[] functions, bool truth)
        where T : Operation
    {
        while (true)
        {
            var function = functions[random.Next(functions.Length)];
            if (function is Zip { Op: Binary.Fmod or Binary.Remainder } && !dtype.IsFloat()) continue;
            if (LoopKernels.Supports(function, truth ? DType.Bool : dtype)) return function;
        }
    }

    private int Pick(bool truth)
    {
        while (true)
        {
            // Mostly what was computed last, so that bodies are deep.
            var index = random.Next(2) == 0 ? random.Next(values.Count) : values.Count - 1 - random.Next(Math.Min(4, values.Count));
            if (values[index].IsTruth == truth) return index;
        }
    }
}
