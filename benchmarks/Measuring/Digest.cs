namespace Functional.Benchmarks;

/// <summary>What is left of a run's numbers to compare: small groups as they are, large ones by sums and samples.</summary>
internal static class Digest
{
    private const int Samples = 32;

    /// <summary>How far apart the sides may be, relative to a group's largest number: float32, in another order of additions.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>The numbers that stand for some groups; pytorch.py picks the same.</summary>
    internal static double[][] Of(double[][] groups) => [.. groups.SelectMany(Of)];

    /// <summary>Whether two sides computed the same numbers.</summary>
    internal static bool Agree(double[][] xs, double[][] ys) =>
        xs.Length == ys.Length && xs.Zip(ys).All(pair => Agree(pair.First, pair.Second));

    private static double[][] Of(double[] group) =>
        group.Length <= 2 * Samples
            ? [group]
            :
            [
                [group.Sum(), group.Sum(Math.Abs)],
                [.. Enumerable.Range(0, Samples).Select(i => group[(long)i * (group.Length - 1) / (Samples - 1)])],
            ];

    private static bool Agree(double[] x, double[] y)
    {
        if (x.Length != y.Length) return false;
        var bound = Tolerance * x.Concat(y).Select(Math.Abs).Max();
        return x.Zip(y).All(pair => Math.Abs(pair.First - pair.Second) <= bound);
    }
}
