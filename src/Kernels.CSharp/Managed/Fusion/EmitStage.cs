namespace Functional.Kernels;

/// <summary>
/// A part of a loop body that is one method: more than so much code the JIT would call instead of inlining, at several
/// times the cost. A body of several stages runs in blocks, and its stages hand values on in scratch memory.
/// </summary>
/// <param name="Values">The values that are computed here, in order.</param>
/// <param name="Taken">The values of earlier stages that are read from scratch.</param>
/// <param name="Given">The values that later stages read from scratch.</param>
/// <param name="Results">What leaves the loop here.</param>
/// <param name="Registers">How many registers a turn of the loop takes.</param>
internal sealed record EmitStage(int[] Values, int[] Taken, int[] Given, LoopResult[] Results, int Registers)
{
    /// <summary>The most that a method may cost.</summary>
    private const int Budget = 120;

    /// <summary>The cost of a body whose loop pays to take two registers in a turn.</summary>
    private const int Small = 8;

    /// <summary>The stages of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="width">Numbers in a register.</param>
    /// <param name="lanes">The numbers that a turn of the loop takes where it folds; 0 where there is no loop.</param>
    internal static EmitStage[] Split(LoopBody body, int width, int lanes)
    {
        var fixedValues = Fixed(body);
        var parts = Parts(body, fixedValues);
        var folds = lanes > 0 && body.Results.Any(x => x.Exit == LoopExit.Fold);
        var cost = LoopCost.Of(body);
        var registers = folds ? lanes / width : lanes > 0 && cost <= Small ? 2 : 1;
        if (parts.Count == 1 && cost * registers <= Budget) return [new([.. parts[0]], [], [], body.Results, registers)];

        // Results are written when all operands have been read, for they may lie in the same place.
        if (registers > 1) parts.Add([]);
        var stage = new int[body.Values.Length];
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var value in parts[i]) stage[value] = i;
        }

        var taken = parts.Select((part, i) => part
            .SelectMany(x => Arguments(body.Values[x]))
            .Concat(i == parts.Count - 1 ? body.Results.Select(x => x.Value) : [])
            .Where(x => !fixedValues[x] && !IsLoad(body.Values[x]) && stage[x] < i)
            .Distinct().ToArray()).ToArray();
        var given = taken.SelectMany(x => x).ToHashSet();
        return [.. parts.Select((part, i) => i == parts.Count - 1
            ? new EmitStage([.. part], taken[i], [], body.Results, registers)
            : new EmitStage([.. part], taken[i], [.. part.Where(given.Contains)], [], 1))];
    }

    /// <summary>The values that are the same for all elements.</summary>
    internal static bool[] Fixed(LoopBody body)
    {
        var isFixed = new bool[body.Values.Length];
        for (var i = 0; i < isFixed.Length; i++)
        {
            var value = body.Values[i];
            isFixed[i] = value.Kind is not (LoopKind.Load or LoopKind.LoadTruth) && Arguments(value).All(x => isFixed[x]);
        }

        return isFixed;
    }

    /// <summary>The arguments of a value.</summary>
    internal static IEnumerable<int> Arguments(LoopValue value) => ((int[])[value.X, value.Y, value.Z]).Where(x => x >= 0);

    internal static bool IsLoad(LoopValue value) => value.Kind is LoopKind.Load or LoopKind.LoadTruth;

    /// <summary>What is computed for each element, cut where it comes to cost too much.</summary>
    private static List<List<int>> Parts(LoopBody body, bool[] isFixed)
    {
        var parts = new List<List<int>> { new() };
        var cost = 0;
        for (var i = 0; i < body.Values.Length; i++)
        {
            if (isFixed[i] || IsLoad(body.Values[i])) continue;
            var more = LoopCost.Of(body.Values[i]);
            if (cost > 0 && cost + more > Budget)
            {
                parts.Add([]);
                cost = 0;
            }

            parts[^1].Add(i);
            cost += more;
        }

        return parts;
    }
}
