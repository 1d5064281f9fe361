using Functional.Plots;

namespace Functional.Benchmarks;

/// <summary>Times of the numbered workloads on all sides, on a logarithmic axis: dots, because bars there have no foot.</summary>
internal static class Chart
{
    internal static Plots.Chart Of(IReadOnlyList<Line> lines)
    {
        var shown = lines.Where(line => line.IsWorkload && line.Key == line.Id).ToArray();
        var names = shown.Select(Name).Distinct().ToArray();
        return new Plots.Chart()
            .Size(900, 480)
            .YLabel("microseconds")
            .LogY()
            .XNames(names)
            .Legend(LegendPosition.UpperLeft)
            .Scatter(Places(_ => true), Times(_ => true, line => line.Peer), label: "PyTorch", color: "C3", marker: Marker.Square)
            .Scatter(Places(IsEager), Times(IsEager, line => line.Ours), label: "eager", color: "C0", marker: Marker.Circle)
            .Scatter(Places(IsCompiled), Times(IsCompiled, line => line.Ours), label: "compiled", color: "C2", marker: Marker.Diamond)
            .Scatter(Places(_ => true), Times(_ => true, line => line.Limit), label: "written by hand", color: "k", marker: Marker.Cross);

        IEnumerable<double> Places(Func<Line, bool> isMeant) => shown.Where(isMeant).Select(line => (double)Array.IndexOf(names, Name(line)));
        IEnumerable<double> Times(Func<Line, bool> isMeant, Func<Line, Spread?> side) =>
            shown.Where(isMeant).Select(line => side(line)?.Median ?? double.NaN);

        // The id alone where one form stands for the workload.
        string Name(Line line) => shown.All(other => other.Id != line.Id || other.Label == line.Label) ? line.Id : $"{line.Id} {line.Label}";
    }

    private static bool IsEager(Line line) => line.Variant == "eager";

    private static bool IsCompiled(Line line) => line.Variant == "compiled";
}
