using Functional.Benchmarks.Workloads;
using Functional.Plots;

namespace Functional.Benchmarks;

/// <summary>How time grows with the data and with the program: per element and per node it should stay what it is.</summary>
internal static class Growth
{
    private const double Milliseconds = 200;

    private static readonly int[] Elements = [1_008, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
    private static readonly int[] Nodes = [10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private static readonly Curve[] ByElements =
    [
        new("W2 compiled", Elements, n => CubicFit.Start(CubicFit.Step(n).Compile())),
        new("W2 by hand", Elements, CubicFit.ByHand),
        new("W6 compiled", Elements, n => Elementwise.Start(Elementwise.Step().Compile(), n)),
        new("W6 by hand", Elements, Elementwise.ByHand),
    ];

    private static readonly Curve[] ByNodes = [new("chain eager", Nodes, n => Scalars.Start(Scalars.Chain(n)))];

    /// <summary>Prints a table, and writes it with its chart into the documentation if asked to.</summary>
    internal static int Print(Options options)
    {
        string[] text = [Machine.Description, "", .. Table("elements", ByElements), "", .. Table("nodes", ByNodes)];
        foreach (var line in text) Console.WriteLine(line);
        if (!options.Writes) return 0;
        new Figure(Chart("elements", ByElements), Chart("nodes", ByNodes)).Save(options.Docs("growth.svg"));
        Document.Replace(
            options.Docs("benchmarks.md"),
            "growth",
            ["![Time per element and per node](growth.svg)", "", "```", .. text, "```"]);
        return 0;
    }

    private static IEnumerable<string> Table(string unit, Curve[] curves)
    {
        yield return $"ns for each of so many {unit}";
        yield return $"{"",-12}{string.Concat(curves[0].Sizes.Select(n => $"{n,12:N0}"))}";
        foreach (var curve in curves) yield return $"{curve.Name,-12}{string.Concat(curve.Nanoseconds.Select(t => $"{t,12:G3}"))}";
    }

    private static Plots.Chart Chart(string unit, Curve[] curves) =>
        curves.Aggregate(
            new Plots.Chart().XLabel(unit).YLabel($"ns for each of the {unit}").LogX().LogY(),
            (chart, curve) => chart.Line(curve.Sizes.Select(n => (double)n), curve.Nanoseconds, label: curve.Name));

    /// <summary>A program at several sizes.</summary>
    private sealed record Curve(string Name, int[] Sizes, Func<int, Run> Start)
    {
        private readonly Lazy<double[]> nanoseconds = new(() => Array.ConvertAll(Sizes, n =>
        {
            var step = Start(n).Step;
            return 1e3 * Clock.Typical(step, Clock.Warm(step), Milliseconds) / n;
        }));

        internal double[] Nanoseconds => nanoseconds.Value;
    }
}
