namespace Functional.Benchmarks.Workloads;

/// <summary>What stays in memory over long runs.</summary>
internal static class LongRuns
{
    private const int Million = 1_000_000;
    private const int Temporaries = 5000;

    internal static readonly Single[] All =
    [
        new("flat", "managed", "MB", false, () => Growth(() => GC.GetTotalMemory(forceFullCollection: true) / 1e6), Goal.AtMost(1)),
        new("flat", "resident", "MB", false, () => Growth(() => ProcessMemory.Resident), Goal.AtMost(16)),
        new("temps", "gen-2", "collections", false, Collections, Goal.AtMost(0)),
        new("temps", "peak", "MB", false, Peak, Goal.AtMost(1000)),
    ];

    /// <summary>By how much memory grows between a tenth and the whole of a million steps of W1.</summary>
    internal static double Growth(Func<double> used)
    {
        var step = LinearRegression.Start(LinearRegression.Step()).Step;
        for (var i = 0; i < Million / 10; i++) step();
        var early = used();
        for (var i = Million / 10; i < Million; i++) step();
        return used() - early;
    }

    private static double Collections()
    {
        var before = GC.CollectionCount(2);
        Add();
        return GC.CollectionCount(2) - before;
    }

    private static double Peak()
    {
        Add();
        return ProcessMemory.Peak;
    }

    /// <summary>Operations on arrays of 4 MiB, each of which leaves one behind.</summary>
    private static void Add()
    {
        // Made by an operation: a large array of the host's would itself cause a gen-2 collection.
        var x = Tensor.Ones(1 << 20).Cumsum(0) / (1 << 20);
        var y = x;
        for (var i = 0; i < Temporaries; i++) y = x + y;
    }
}
