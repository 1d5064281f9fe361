namespace Functional.Benchmarks;

/// <summary>What several rounds found: their median, the least and the largest.</summary>
internal sealed class Spread(IReadOnlyList<double> rounds)
{
    /// <summary>The middle of the rounds.</summary>
    internal double Median { get; } = MedianOf(rounds);

    /// <summary>The smallest of the rounds.</summary>
    internal double Least { get; } = rounds.Min();

    /// <summary>The largest of the rounds.</summary>
    internal double Most { get; } = rounds.Max();

    /// <summary>Whether there was more than one round.</summary>
    internal bool HasRange => rounds.Count > 1;

    private IReadOnlyList<double> Rounds => rounds;

    /// <summary>These values over others, round by round.</summary>
    internal Spread Over(Spread others) => new([.. rounds.Zip(others.Rounds, (x, y) => x / y)]);

    /// <summary>The middle of some values, or the mean of the middle two.</summary>
    internal static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
