using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Functional.Kernels.Fusion;

/// <summary>What became of a program, in words.</summary>
internal static class Explanation
{
    internal static string Of(IReadOnlyList<Step> steps, Slot[] slots, bool eager)
    {
        var text = new StringBuilder();
        var loops = steps.Count(x => x is LoopStep);
        var straight = steps.Count(x => x is StraightStep);
        var fused = steps.Where(x => x is LoopStep or StraightStep).Sum(x => x.Unit.Items.Count);
        var places = straight == 0 ? Count(loops, "loop") : $"{Count(loops, "loop")} and {Count(straight, "stretch")} of straight code";
        text.Append(CultureInfo.InvariantCulture, $"{Count(fused, "operation")} in {places}, {steps.Count - loops - straight} not fused; ");
        text.Append(!RuntimeFeature.IsDynamicCodeSupported ? "loops are interpreted, for no code can be made here\n"
            : eager ? "loops are machine code\n"
            : "loops are interpreted, and become machine code once they have run long enough\n");
        for (var i = 0; i < steps.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{i + 1}. ");
            if (steps[i] is LoopStep loop) Loop(text, loop, slots);
            else if (steps[i] is StraightStep stretch) Straight(text, stretch, slots);
            else Alone(text, steps[i]);
        }

        return text.ToString();
    }

    private static void Alone(StringBuilder text, Step step)
    {
        var item = step.Unit.Items[0];
        var reason = step is ProductStep ? "a kernel of its own, whose rows go to the next loop while they are in the cache"
            : item.IsView ? "a view, needed as an array"
            : item.Reason;
        text.Append(CultureInfo.InvariantCulture, $"{item.Operation.Name} -> {string.Join(", ", item.Spaces)}: not fused: {reason}\n");
        if (step is not ControlStep control) return;
        foreach (var body in control.Bodies) text.Append("   | ").Append(body.Explain().TrimEnd().Replace("\n", "\n   | ", StringComparison.Ordinal)).Append('\n');
    }

    private static void Straight(StringBuilder text, StraightStep step, Slot[] slots)
    {
        var items = step.Unit.Items;
        var made = items.Select(x => x.First).ToHashSet();
        var read = items.SelectMany(x => x.Roots).Distinct().Where(x => !made.Contains(x) && slots[x].IsFixed).Select(x => slots[x].Space);
        var written = made.Where(x => slots[x].IsFixed).Select(x => slots[x].Space);
        text.Append(CultureInfo.InvariantCulture, $"straight code in {(step.Unit.DType ?? DType.Bool).Name()}: ");
        text.AppendJoin(" ", items.Select(x => x.Operation.Name)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"   reads {string.Join("; ", read)}\n");
        text.Append(CultureInfo.InvariantCulture, $"   writes {string.Join("; ", written)}\n");
        text.Append(CultureInfo.InvariantCulture, $"   {Count((int)items.Sum(x => (long)x.Size), "operation")} on single numbers, for it is on few\n");
    }

    private static void Loop(StringBuilder text, LoopStep loop, Slot[] slots)
    {
        var (unit, nest) = (loop.Unit, loop.Nest);
        var space = unit.Columns == 0 ? $"{nest.Size}" : $"{nest.Size / unit.Columns} rows of {unit.Columns}";
        text.Append(CultureInfo.InvariantCulture, $"loop over {space} in {(unit.DType ?? DType.Bool).Name()}: ");
        text.AppendJoin(" ", unit.Items.Select(x => x.Operation.Name)).Append('\n');
        var made = unit.Items.Select(x => x.First).ToHashSet();
        long read = 0, written = 0;
        var (reads, writes) = (new List<string>(), new List<string>());
        foreach (var operand in nest.Operands)
        {
            if (operand.Home is Home.Block or Home.Tile) continue;
            var slot = slots[operand.Value];
            var isMade = made.Contains(operand.Value);
            (isMade ? writes : reads).Add($"{slot.Space} {Spread(operand)}");
            if (isMade) written += slot.Bytes;
            else read += slot.Bytes;
        }

        text.Append(CultureInfo.InvariantCulture, $"   reads {Count(read, "byte")}: {Counted(reads)}\n");
        text.Append(CultureInfo.InvariantCulture, $"   writes {Count(written, "byte")}: {Counted(writes)}\n");
        var operations = unit.Items.Sum(x => (long)x.Size);
        var each = unit.Items.Count(x => x.Size == unit.Size);
        text.Append(CultureInfo.InvariantCulture, $"   {Count(each, "operation")} a place, {operations} in all; ");
        text.Append(CultureInfo.InvariantCulture, $"{string.Join(", then ", nest.Bodies.ToArray().Select(Form))}");
        text.Append(nest.Pieces > 1 ? $"; in {nest.Pieces} pieces side by side\n" : "\n");
    }

    /// <summary>The same in fewer words: what comes several times is counted, in the order in which it comes first.</summary>
    private static string Counted(List<string> operands) => string.Join("; ", operands.CountBy(x => x).Select(x => x.Value == 1 ? x.Key : $"{x.Value} x {x.Key}"));

    private static string Form(Body body) => body.Form switch
    {
        Fusion.Form.EachRow => "each row",
        Fusion.Form.Rows => "one number a row",
        _ => "all places",
    };

    private static string Spread(NestOperand operand) => (operand.Home, operand.Reach) switch
    {
        (Home.Total, _) => $"({Word(operand.Fold)} of all)",
        (Home.Strip, _) => $"({Word(operand.Fold)} of columns)",
        (_, Reach.Each) => "(place by place)",
        (_, Reach.Column) => "(by column)",
        (_, Reach.Row) => "(by row)",
        _ => "(the same for all)",
    };

    private static string Word(Reduction fold) => fold.ToString().ToLowerInvariant();

    private static string Count(long count, string noun) => $"{count} {noun}{(count == 1 ? "" : noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s")}";
}
