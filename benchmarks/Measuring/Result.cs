using System.Text.Json;
using System.Text.Json.Serialization;

namespace Functional.Benchmarks;

/// <summary>What a process found out about one side of a workload.</summary>
/// <param name="Id">The workload.</param>
/// <param name="Label">Which form of it.</param>
/// <param name="Side">A variant of ours, or <see cref="PyTorch"/>, or <see cref="Limit"/>.</param>
/// <param name="Rounds">A figure for each round.</param>
/// <param name="Numbers">What the sides must agree on; empty for single figures.</param>
internal sealed record Result(string Id, string Label, string Side, double[] Rounds, double[][] Numbers)
{
    internal const string PyTorch = "pytorch";
    internal const string Limit = "limit";

    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>One line of text.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>A result from its line.</summary>
    internal static Result FromJson(string line) => JsonSerializer.Deserialize<Result>(line, Options)!;
}
