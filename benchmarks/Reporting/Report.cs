using System.Text.Json;
using System.Text.Json.Nodes;

namespace Functional.Benchmarks;

/// <summary>What a run found, on the screen and in files.</summary>
internal static class Report
{
    /// <summary>Prints the table, writes what was asked for, and returns 1 where the sides disagree about numbers.</summary>
    internal static int Of(IReadOnlyList<Result> results, Options options)
    {
        var lines = Line.Of(results);
        string[] text = [Machine.Describe(options), "", .. Table.Of(lines)];
        foreach (var line in text) Console.WriteLine(line);

        var missed = lines.Count(line => line.Verdict == "MISSED");
        Console.WriteLine(missed == 0 ? "all goals met" : $"goals missed in {missed} of {lines.Count(line => line.Verdict != "")} rows");
        var disagreements = Disagreements(results).ToArray();
        foreach (var line in disagreements) Console.WriteLine($"different numbers: {line}");

        if (options.Json is { } path) File.WriteAllText(path, ToJson(lines));
        if (options.Writes) Write(lines, text, options);
        return disagreements.Length == 0 ? 0 : 1;
    }

    private static void Write(Line[] lines, string[] text, Options options)
    {
        Chart.Of(lines).Save(options.Docs("benchmarks.svg"));
        Document.Replace(
            options.Docs("benchmarks.md"),
            "table",
            ["![Times of the workloads on all sides](benchmarks.svg)", "", "```", .. text, "```"]);
    }

    /// <summary>The sides of each contest that do not say what its first one says.</summary>
    private static IEnumerable<string> Disagreements(IReadOnlyList<Result> results) =>
        from sides in results.Where(result => result.Numbers.Length > 0).GroupBy(result => (result.Id, result.Label))
        let first = sides.First()
        from other in sides.Skip(1)
        where !Digest.Agree(first.Numbers, other.Numbers)
        select $"{first.Id} {first.Label}: {Text(first)}, {Text(other)}";

    private static string Text(Result result) =>
        $"{result.Side} {string.Join(" | ", result.Numbers.Select(group => string.Join(' ', group.Take(5).Select(x => $"{x:R}"))))}";

    private static string ToJson(IEnumerable<Line> lines)
    {
        var list = new JsonArray();
        foreach (var line in lines.Where(line => line.IsTime && line.Variant is "eager" or "compiled"))
        {
            list.Add(new JsonObject
            {
                ["id"] = line.Key,
                ["variant"] = line.Variant,
                ["microseconds"] = line.Ours.Median,
                ["times_faster_than_pytorch"] = line.TimesFaster?.Median,
                ["times_the_limit"] = line.TimesLimit?.Median,
            });
        }

        return list.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }
}
