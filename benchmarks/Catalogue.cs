using Functional.Benchmarks.Workloads;

namespace Functional.Benchmarks;

/// <summary>Everything that is measured, in the order of the table.</summary>
internal static class Catalogue
{
    private static readonly Workload[] All =
    [
        .. LinearRegression.All,
        .. CubicFit.All,
        .. Perceptron.All,
        .. Rosenbrock.All,
        .. Scalars.All,
        .. Memory.All,
    ];

    /// <summary>The names of the workloads.</summary>
    internal static IEnumerable<string> Ids => All.Select(workload => workload.Id).Distinct();

    /// <summary>The workloads of some names.</summary>
    internal static IEnumerable<Workload> Of(IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids.Except(Ids)) throw new ArgumentException($"no workload '{id}'; there are {string.Join(", ", Ids)}");
        return All.Where(workload => ids.Contains(workload.Id));
    }

    /// <summary>The workload that a measurement is of.</summary>
    internal static Workload Of(Measurement measurement) =>
        All.First(workload => (workload.Id, workload.Variant) == (measurement.Id, measurement.Variant));
}
