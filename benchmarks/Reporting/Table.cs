namespace Functional.Benchmarks;

/// <summary>The rows as lines of text under a head.</summary>
internal static class Table
{
    private const string Row = "{0,-16} {1,-10} {2,12} {3,-15} {4,12} {5,-15} {6,7} {7,-13} {8,12} {9,7} {10,-13} {11,-30} {12}";

    internal static IEnumerable<string> Of(IEnumerable<Line> lines) =>
        lines.Select(Of)
            .Prepend(string.Format(
                Row, "workload", "variant", "ours", "(spread)", "PyTorch", "(spread)", "faster", "(spread)", "limit", "times", "(spread)", "goal", ""))
            .Select(line => line.TrimEnd());

    private static string Of(Line line) => string.Format(
        Row,
        $"{line.Id} {line.Label}",
        line.Variant,
        Text(line.Ours, line.Unit),
        Range(line.Ours, line.Unit),
        Text(line.Peer, line.Unit),
        Range(line.Peer, line.Unit),
        Times(line.TimesFaster),
        Range(line.TimesFaster, ""),
        Text(line.Limit, line.Unit),
        Times(line.TimesLimit),
        Range(line.TimesLimit, ""),
        string.Join(", ", line.Goals.Select(goal => Text(goal, line.Unit))),
        line.Verdict);

    private static string Text(Goal goal, string unit) => goal.Measure switch
    {
        Measure.TimesFaster => $">= {goal.Bound:G3}x PyTorch",
        Measure.TimesLimit => $"<= {goal.Bound:G3}x limit",
        _ => $"<= {Text(goal.Bound, unit)}",
    };

    private static string Text(Spread? spread, string unit) => spread is null ? "-" : Text(spread.Median, unit);

    private static string Text(double value, string unit)
    {
        var (scale, name) = Scaled(value, unit);
        return unit == "us" ? $"{Short(scale * value)} {name}" : $"{value:0.#} {name}";
    }

    private static string Times(Spread? ratio) => ratio is null ? "-" : $"{Short(ratio.Median)}x";

    /// <summary>The least and the largest, in the unit that the median is printed in.</summary>
    private static string Range(Spread? spread, string unit)
    {
        if (spread is not { HasRange: true }) return "";
        var scale = Scaled(spread.Median, unit).Scale;
        return $"({Short(scale * spread.Least)}-{Short(scale * spread.Most)})";
    }

    /// <summary>Times are read best in ns, us, ms or s.</summary>
    private static (double Scale, string Name) Scaled(double value, string unit) => (unit, value) switch
    {
        ("us", < 1) => (1e3, "ns"),
        ("us", < 1e3) => (1, "us"),
        ("us", < 1e6) => (1e-3, "ms"),
        ("us", _) => (1e-6, "s"),
        _ => (1, unit),
    };

    /// <summary>Three digits, or as many as stand before the point.</summary>
    private static string Short(double value) => Math.Abs(value) >= 1000 ? $"{value:0}" : $"{value:G3}";
}
