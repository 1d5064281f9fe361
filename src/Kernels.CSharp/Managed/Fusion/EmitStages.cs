namespace Functional.Kernels;

/// <summary>
/// Cuts a loop body into stages. Functions that are steps make levels: what they need comes before them, and cheap values
/// are computed as late as they can be, so that few are handed on.
/// </summary>
internal sealed class EmitStages
{
    /// <summary>The most that a method may cost.</summary>
    private const int Budget = 64;

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
        isFixed = LoopValues.Fixed(body);
        isUsed = LoopValues.Used(body);
        isStep = new bool[body.Values.Length];
        level = new int[body.Values.Length];
        for (var i = 0; i < level.Length; i++)
        {
            isStep[i] = steps && IsComputed(i) && LoopCost.Of(body.Values[i]) >= LoopCost.Heavy;
            foreach (var argument in LoopValues.Arguments(body.Values[i])) level[i] = Math.Max(level[i], After(argument));
            last = Math.Max(last, After(i));
        }

        for (var i = 0; i < level.Length; i++)
        {
            if (!isStep[i]) level[i] = last;
        }

        for (var i = level.Length - 1; i >= 0; i--)
        {
            foreach (var argument in LoopValues.Arguments(body.Values[i]))
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
        var folds = lanes > 0 && LoopValues.Folds(body) > 0;
        var registers = folds ? lanes / width : lanes > 0 && LoopCost.Of(body) <= Small ? 2 : 1;
        var parts = stages.Parts();

        // Results are written when all operands have been read, for they may lie in the same place.
        if (registers > 1 && stages.Cost(parts[^1]) * registers > Budget) parts.Add([]);
        return stages.Link(parts, registers);
    }

    /// <summary>All of a body as one stage, for single numbers: without registers to share the JIT takes more.</summary>
    internal static EmitStage Whole(LoopBody body)
    {
        var stages = new EmitStages(body, steps: false);
        int[] computed = [.. Enumerable.Range(0, body.Values.Length).Where(stages.IsComputed)];
        return stages.Link([[.. computed]], 1)[0];
    }

    private int After(int value) => isStep[value] ? level[value] + 1 : level[value];

    private bool IsComputed(int value) => isUsed[value] && !isFixed[value] && !LoopValues.IsLoad(body.Values[value]);

    /// <summary>The values of each stage; the last one is not a step.</summary>
    private List<List<int>> Parts()
    {
        var parts = new List<List<int>>();
        for (var i = 0; i <= last; i++)
        {
            var cost = Budget;
            var hasCode = false;
            var (spreads, steps) = (false, new List<int>());
            for (var value = 0; value < level.Length; value++)
            {
                if (level[value] != i || !IsComputed(value)) continue;
                if (isStep[value])
                {
                    steps.Add(value);
                    foreach (var argument in LoopValues.Arguments(body.Values[value])) spreads |= isFixed[argument];
                    continue;
                }

                cost += LoopCost.Of(body.Values[value]);
                if (cost > Budget)
                {
                    parts.Add([]);
                    cost = LoopCost.Of(body.Values[value]);
                }

                parts[^1].Add(value);
                hasCode = true;
            }

            // Steps read what is the same for all elements from scratch as well: some code has to write it there.
            if (!hasCode && (spreads || i == last)) parts.Add([]);
            foreach (var step in steps) parts.Add([step]);
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

        var stages = new EmitStage[parts.Count];
        var given = new List<int>[parts.Count];
        var isGiven = new bool[body.Values.Length];
        for (var (i, code) = (0, 0); i < parts.Count; i++)
        {
            given[i] = [];
            var step = IsStep(parts[i]);
            if (!step) code = i;
            var taken = new List<int>();
            foreach (var value in parts[i])
            {
                foreach (var argument in LoopValues.Arguments(body.Values[value])) Take(argument);
            }

            var results = i == parts.Count - 1 ? body.Results : [];
            foreach (var result in results)
            {
                Take(result.Value);
                if (result.Factor >= 0) Take(result.Factor);
            }

            stages[i] = new([.. parts[i]], [.. taken], [], results, i == parts.Count - 1 ? registers : 1, step);

            void Take(int value)
            {
                if (taken.Contains(value) || !(IsComputed(value) ? home[value] < i : step && isFixed[value])) return;
                taken.Add(value);
                if (isGiven[value]) return;
                isGiven[value] = true;
                given[isFixed[value] ? code : home[value]].Add(value);
            }
        }

        for (var i = 0; i < stages.Length; i++) stages[i] = stages[i] with { Given = [.. given[i]] };
        return stages;
    }

    private int Cost(List<int> part)
    {
        var cost = 0;
        foreach (var value in part) cost += LoopCost.Of(body.Values[value]);
        return cost;
    }

    private bool IsStep(List<int> part) => part is [var value] && isStep[value];
}
