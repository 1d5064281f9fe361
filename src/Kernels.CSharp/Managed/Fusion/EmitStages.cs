namespace Functional.Kernels;

/// <summary>
/// Cuts a loop body into stages. Functions that are steps make levels: what they need comes before them, and cheap values
/// are computed as late as they can be, so that few are handed on.
/// </summary>
internal sealed class EmitStages
{
    /// <summary>The most that a method may cost.</summary>
    private const int Budget = 120;

    /// <summary>The cost of a body whose loop pays to take two registers in a turn.</summary>
    private const int Small = 8;

    private readonly LoopBody body;
    private readonly bool[] isFixed;
    private readonly bool[] isUsed;
    private readonly bool[] isStep;
    private readonly int[] level;
    private readonly int last;

    private EmitStages(LoopBody body, bool steps)
    {
        this.body = body;
        isFixed = EmitStage.Fixed(body);
        isUsed = Used(body);
        isStep = [.. body.Values.Select((x, i) => steps && IsComputed(i) && LoopCost.Of(x) >= LoopCost.Heavy)];
        level = new int[body.Values.Length];
        for (var i = 0; i < level.Length; i++)
        {
            foreach (var argument in EmitStage.Arguments(body.Values[i])) level[i] = Math.Max(level[i], After(argument));
            last = Math.Max(last, After(i));
        }

        for (var i = 0; i < level.Length; i++)
        {
            if (!isStep[i]) level[i] = last;
        }

        for (var i = level.Length - 1; i >= 0; i--)
        {
            foreach (var argument in EmitStage.Arguments(body.Values[i]))
            {
                if (!isStep[argument]) level[argument] = Math.Min(level[argument], level[i]);
            }
        }
    }

    /// <summary>The stages of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="width">Numbers in a register.</param>
    /// <param name="lanes">The numbers that a turn of the loop takes where it folds; 0 where there is no loop.</param>
    internal static EmitStage[] Split(LoopBody body, int width, int lanes)
    {
        var stages = new EmitStages(body, steps: lanes > 0);
        var folds = lanes > 0 && body.Results.Any(x => x.Exit == LoopExit.Fold);
        var registers = folds ? lanes / width : lanes > 0 && LoopCost.Of(body) <= Small ? 2 : 1;
        var parts = stages.Parts();

        // Results are written when all operands have been read, for they may lie in the same place.
        if (parts[^1].Sum(x => LoopCost.Of(body.Values[x])) * registers > Budget) parts.Add([]);
        return stages.Link(parts, registers);
    }

    private int After(int value) => isStep[value] ? level[value] + 1 : level[value];

    private bool IsComputed(int value) => isUsed[value] && !isFixed[value] && !EmitStage.IsLoad(body.Values[value]);

    private static bool[] Used(LoopBody body)
    {
        var isUsed = new bool[body.Values.Length];
        foreach (var result in body.Results) isUsed[result.Value] = true;
        for (var i = isUsed.Length - 1; i >= 0; i--)
        {
            if (!isUsed[i]) continue;
            foreach (var argument in EmitStage.Arguments(body.Values[i])) isUsed[argument] = true;
        }

        return isUsed;
    }

    /// <summary>The values of each stage; the last one is not a step.</summary>
    private List<List<int>> Parts()
    {
        var parts = new List<List<int>>();
        for (var i = 0; i <= last; i++)
        {
            var here = Enumerable.Range(0, level.Length).Where(x => level[x] == i && IsComputed(x)).ToArray();
            var steps = here.Where(x => isStep[x]).ToArray();
            var cheap = here.Where(x => !isStep[x]).ToArray();
            var cost = Budget;
            foreach (var value in cheap)
            {
                cost += LoopCost.Of(body.Values[value]);
                if (cost > Budget)
                {
                    parts.Add([]);
                    cost = LoopCost.Of(body.Values[value]);
                }

                parts[^1].Add(value);
            }

            // Steps read what is the same for all elements from scratch as well: some code has to write it there.
            var spreads = steps.SelectMany(x => EmitStage.Arguments(body.Values[x])).Any(x => isFixed[x]);
            if (cheap.Length == 0 && (spreads || i == last)) parts.Add([]);
            parts.AddRange(steps.Select(x => new List<int> { x }));
        }

        return parts;
    }

    /// <summary>Finds out which values are handed on.</summary>
    private EmitStage[] Link(List<List<int>> parts, int registers)
    {
        var home = new int[body.Values.Length];
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var value in parts[i]) home[value] = i;
        }

        var taken = new int[parts.Count][];
        var given = Array.ConvertAll(taken, _ => new HashSet<int>());
        for (var i = 0; i < parts.Count; i++)
        {
            var isStepHere = IsStep(parts[i]);
            var needed = parts[i].SelectMany(x => EmitStage.Arguments(body.Values[x]));
            if (i == parts.Count - 1) needed = needed.Concat(body.Results.Select(x => x.Value));
            taken[i] = [.. needed.Distinct().Where(x => IsComputed(x) ? home[x] < i : isStepHere && isFixed[x])];
            var code = Enumerable.Range(0, i + 1).LastOrDefault(x => !IsStep(parts[x]));
            foreach (var value in taken[i])
            {
                if (!isFixed[value]) given[home[value]].Add(value);
                else if (!Array.Exists(given, x => x.Contains(value))) given[code].Add(value);
            }
        }

        return [.. parts.Select((part, i) => new EmitStage(
            [.. part],
            taken[i],
            [.. given[i]],
            i == parts.Count - 1 ? body.Results : [],
            i == parts.Count - 1 ? registers : 1,
            IsStep(part)))];
    }

    private bool IsStep(List<int> part) => part is [var value] && isStep[value];
}
