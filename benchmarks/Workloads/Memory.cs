namespace Functional.Benchmarks.Workloads;

/// <summary>What stays in memory over long runs.</summary>
internal static class Memory
{
    private const int Million = 1_000_000;
    private const int Temporaries = 5000;

    internal static readonly Workload[] All =
    [
        new Once("flat", "managed", 1, "MB", () => Growth(() => GC.GetTotalMemory(forceFullCollection: true) / 1e6)),
        new Once("flat", "resident", 16, "MB", () => Growth(() => Process.ResidentMegabytes)),
        new Once("temps", "gen-2", 0, "collections", () =>
        {
            var before = GC.CollectionCount(2);
            var check = Add();
            return (GC.CollectionCount(2) - before, check);
        }),
        new Once("temps", "peak", 1000, "MB", () =>
        {
            var check = Add();
            return (Process.PeakMegabytes, check);
        }),
    ];

    /// <summary>By how much memory grows between a tenth and the whole of a million steps of W1.</summary>
    private static (double Growth, double Check) Growth(Func<double> used)
    {
        var step = LinearRegression.Functional();
        for (var i = 0; i < Million / 10; i++) step();
        var early = used();
        for (var i = Million / 10; i < Million - 1; i++) step();
        var check = step().ToScalar();
        return (used() - early, check);
    }

    /// <summary>Operations on arrays of 4 MiB, each of which leaves one behind.</summary>
    private static double Add()
    {
        // Made by an operation: a large array of the host's would itself cause a gen-2 collection.
        var x = Tensor.Ones(1 << 20).Cumsum(0) / (1 << 20);
        var y = x;
        for (var i = 0; i < Temporaries; i++) y = x + y;
        return y.Mean().ToScalar();
    }
}
