using Functional.Benchmarks.Workloads;

namespace Functional.Benchmarks;

/// <summary>Everything that is measured, in the order of the table, with the goals.</summary>
internal static class Catalogue
{
    /// <summary>What is timed on all sides.</summary>
    internal static readonly Contest[] Contests =
    [
        LinearRegression.W1,
        CubicFit.W2,
        LegendreFit.W3,
        LinearLayer.W4,
        Perceptron.W5,
        Elementwise.W6,
        .. MatrixProduct.W7,
        Rosenbrock.W8,
        Rosenbrock.W9,
        ChainRule.W10,
        .. Scalars.W11,
        Scalars.Operation,
        .. OnTorch.All,
    ];

    /// <summary>What needs a process of its own.</summary>
    internal static readonly Single[] Singles = [.. Latency.All, .. Scalars.Long, .. LongRuns.All, .. OnTorch.Long];

    /// <summary>The names that <c>--only</c> knows.</summary>
    internal static string[] Ids => [.. Contests.Select(contest => contest.Id).Concat(Singles.Select(single => single.Id)).Distinct()];
}
