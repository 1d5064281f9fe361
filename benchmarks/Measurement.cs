using System.Text.Json;

namespace Functional.Benchmarks;

/// <summary>What one process found out about one workload: a time in µs or an amount of memory in MB, and a check value.</summary>
/// <param name="Id">The workload, such as <c>W1</c>.</param>
/// <param name="Variant">The way it is written, such as <c>functional</c>; empty for the peer, which has one.</param>
/// <param name="Unit"><c>us</c>, <c>MB</c> or a word for what is counted.</param>
/// <param name="Value">The median of the repetitions.</param>
/// <param name="Minimum">The least of the repetitions.</param>
/// <param name="Check">A number that both sides must agree on, after the same computation.</param>
internal sealed record Measurement(string Id, string Variant, string Unit, double Value, double Minimum, double Check)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>One line of a file of measurements.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The measurements of a file, one a line; none where there is no file.</summary>
    internal static Measurement[] Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Measurement>(line, Options)!)] : [];
}
