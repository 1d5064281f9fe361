using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Lets elementwise functions have the memory of an operand of the same space that is read for the
/// last time, so that large results need none of their own and are written where the cache has them already.
/// </summary>
internal sealed class InPlace
{
    private static readonly Dictionary<string, Operator> Into = new()
    {
        ["aten::add.Tensor"] = new("aten::add", "out"),
        ["aten::sub.Tensor"] = new("aten::sub", "out"),
        ["aten::mul.Tensor"] = new("aten::mul", "out"),
        ["aten::div.Tensor"] = new("aten::div", "out"),
        ["aten::exp"] = new("aten::exp", "out"),
        ["aten::log"] = new("aten::log", "out"),
        ["aten::neg"] = new("aten::neg", "out"),
        ["aten::tanh"] = new("aten::tanh", "out"),
        ["aten::sigmoid"] = new("aten::sigmoid", "out"),
        ["aten::sqrt"] = new("aten::sqrt", "out"),
        ["aten::threshold_backward"] = new("aten::threshold_backward", "grad_input"),
    };

    /// <summary>Operators whose results share no memory with an operand; of others it is not known.</summary>
    private static readonly HashSet<string> Fresh =
    [
        .. Into.Keys, .. Into.Values.Select(x => $"{x}"), "aten::mm", "aten::addmm", "aten::sum.dim_IntList", "aten::where.self",
        "aten::relu", "aten::gather", "aten::scatter_add",
    ];

    private readonly IReadOnlyList<TorchStep> steps;
    private readonly IReadOnlyDictionary<int, Space> spaces;
    private readonly int[][] last;
    private readonly Dictionary<int, int> root = [];
    private readonly Dictionary<int, int> lastOfRoot = [];

    private InPlace(IReadOnlyList<TorchStep> steps, IReadOnlyDictionary<int, Space> spaces, int[][] last, int[] kept)
    {
        (this.steps, this.spaces, this.last) = (steps, spaces, last);
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var slot in steps[i].Taken) lastOfRoot[Root(slot)] = i;
            for (var k = 0; k < steps[i].Results; k++) root[steps[i].First + k] = RootOf(steps[i], steps[i].First + k);
        }

        // What is no call may give any of its operands back, or a constant of its own.
        foreach (var step in steps.Where(x => x is not CallStep)) Keep([.. step.Taken, .. Enumerable.Range(step.First, step.Results)]);
        Keep(kept);
    }

    /// <summary>The same steps, in less memory.</summary>
    /// <param name="steps">What is to be done.</param>
    /// <param name="spaces">The spaces of slots, where they are known.</param>
    /// <param name="last">For each step, the slots that it reads last.</param>
    /// <param name="kept">Slots whose memory outlives the program, or belongs to others.</param>
    public static TorchStep[] Of(
        IReadOnlyList<TorchStep> steps, IReadOnlyDictionary<int, Space> spaces, int[][] last, int[] kept)
    {
        var pass = new InPlace(steps, spaces, last, kept);
        return [.. steps.Select((step, i) => step is CallStep call ? pass.Improved(call, i) : step)];
    }

    private CallStep Improved(CallStep call, int index)
    {
        if (!Into.TryGetValue($"{call.Operator}", out var into) || !spaces.TryGetValue(call.First, out var space)) return call;
        foreach (var slot in call.Taken)
        {
            if (Root(slot) != slot || !root.ContainsKey(slot) || lastOfRoot[slot] > index || Array.IndexOf(last[index], slot) < 0) continue;
            if (!spaces.TryGetValue(slot, out var own) || own != space) continue;

            // A view of it is read in another order than it would be written.
            if (Array.Exists(call.Taken, x => x != slot && Root(x) == slot)) continue;
            return call with { Operator = into, Arguments = [.. call.Arguments, new Value(slot)] };
        }

        return call;
    }

    private void Keep(int[] slots)
    {
        foreach (var slot in slots) lastOfRoot[Root(slot)] = steps.Count;
    }

    private int Root(int slot) => root.GetValueOrDefault(slot, slot);

    /// <summary>Whose memory a result may have: its own, or that of the only operand it may be a view of.</summary>
    private int RootOf(TorchStep step, int slot)
    {
        if (step is CallStep call && Fresh.Contains($"{call.Operator}")) return slot;
        foreach (var taken in step.Taken) return Root(taken);
        return slot;
    }
}
