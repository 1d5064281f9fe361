using System.Text.Json;
using System.Text.Json.Nodes;

namespace Functional.Benchmarks;

/// <summary>Both sides, side by side: rounds become medians with the spread from the least to the largest.</summary>
internal static class Report
{
    /// <summary>How far check values may be apart: float32, in another order of additions.</summary>
    private const double Tolerance = 1e-4;

    private const string Row = "{0,-6} {1,-11} {2,13} {3,-15} {4,13} {5,-15} {6,8} {7,-13} {8,12} {9}";

    /// <summary>Prints the table, writes the JSON if a file is named, and returns 1 where the sides disagree about numbers.</summary>
    internal static int Print(Measurement[] ours, Measurement[] peers, string? json)
    {
        var (disagreements, list) = (new List<string>(), new JsonArray());
        Console.WriteLine(Row, "id", "variant", "ours", "(spread)", "PyTorch", "(spread)", "faster", "(spread)", "goal", "");
        foreach (var rounds in ours.GroupBy(m => (m.Id, m.Variant)))
        {
            var own = new Spread(rounds.Select(m => m.Value));
            var rivals = peers.Where(m => m.Id == rounds.Key.Id && m.Unit == rounds.First().Unit).ToArray();
            var peer = rivals.Length > 0 ? new Spread(rivals.Select(m => m.Value)) : null;
            var workload = Catalogue.Of(rounds.First());
            var ratio = peer is null ? null : own.Ratio(peer);
            if (peer is not null && !Agree(rounds.First().Check, rivals[0].Check))
                disagreements.Add($"{rounds.Key.Id} {rounds.Key.Variant}: {rounds.First().Check:R} here, {rivals[0].Check:R} in PyTorch");
            Print(workload, own, peer, ratio);
            list.Add(Entry(workload, own, ratio));
        }

        foreach (var line in disagreements) Console.WriteLine($"different numbers: {line}");
        if (json is not null) File.WriteAllText(json, list.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        return disagreements.Count == 0 ? 0 : 1;
    }

    private static void Print(Workload workload, Spread own, Spread? peer, Spread? ratio)
    {
        var verdict = Meets(workload, own, ratio) ? "ok" : "MISS";
        Console.WriteLine(
            Row,
            workload.Id,
            workload.Variant,
            Text(own.Median, workload.Unit),
            own.Range(workload.Unit),
            peer is null ? "-" : Text(peer.Median, workload.Unit),
            peer?.Range(workload.Unit),
            ratio is null ? "-" : $"{ratio.Median:G3}x",
            ratio?.Range(""),
            double.IsNaN(workload.Goal) ? "PyTorch" : Text(workload.Goal, workload.Unit),
            double.IsNaN(workload.Goal) && ratio is null ? "" : verdict);
    }

    /// <summary>A goal that is not a number is the peer itself.</summary>
    private static bool Meets(Workload workload, Spread own, Spread? ratio) =>
        double.IsNaN(workload.Goal) ? ratio is { Median: > 1 } : own.Median <= workload.Goal;

    private static bool Agree(double x, double y) => Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y));

    private static string Text(double value, string unit) => unit switch
    {
        "us" when IsLong(value, unit) => $"{value / 1e6:0.000} s",
        "us" => $"{value:G4} us",
        _ => $"{value:0.#} {unit}",
    };

    /// <summary>Whether a time is better read in seconds.</summary>
    private static bool IsLong(double value, string unit) => unit == "us" && value >= 1e5;

    private static JsonObject Entry(Workload workload, Spread own, Spread? ratio)
    {
        var isTime = workload.Unit == "us";
        var entry = new JsonObject { ["id"] = workload.Id, ["variant"] = workload.Variant };
        entry[isTime ? "microseconds" : workload.Unit] = own.Median;
        if (isTime) entry["times_faster_than_pytorch"] = ratio?.Median;
        entry[isTime ? "goal_microseconds" : "goal"] = double.IsNaN(workload.Goal) ? null : workload.Goal;
        return entry;
    }

    /// <summary>What several rounds found.</summary>
    private sealed class Spread
    {
        private readonly double[] rounds;
        private readonly double[] sorted;

        internal Spread(IEnumerable<double> values)
        {
            rounds = [.. values];
            sorted = [.. rounds.Order()];
        }

        internal double Median => sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

        /// <summary>The least and the largest, in the unit that the median is printed in.</summary>
        internal string Range(string unit)
        {
            var scale = IsLong(Median, unit) ? 1e-6 : 1;
            return sorted.Length == 1 ? "" : $"({scale * sorted[0]:G3}-{scale * sorted[^1]:G3})";
        }

        /// <summary>How many times faster than the peer, round by round.</summary>
        internal Spread Ratio(Spread peer) => new(rounds.Zip(peer.rounds, (own, other) => other / own));
    }
}
