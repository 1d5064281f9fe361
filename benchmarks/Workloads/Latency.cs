using System.Diagnostics;

namespace Functional.Benchmarks.Workloads;

/// <summary>How long it takes until a compiled step of W2 has given its first result.</summary>
internal static class Latency
{
    private const int Warm = 21;

    internal static readonly Single[] All =
    [
        new("compile-first", "compiled", "us", true, First, Goal.AtMost(60e3)) { IsOnWholeMachine = true },
        new("compile-warm", "compiled", "us", true, Later, Goal.AtMost(5e3)),
    ];

    /// <summary>The first function that the process compiles. The library itself has run before: eager steps are what a user has.</summary>
    private static double First()
    {
        CubicFit.Start(CubicFit.Step(CubicFit.Points)).Step();
        return Time();
    }

    /// <summary>Another function, after many.</summary>
    private static double Later() => Spread.MedianOf([.. Enumerable.Range(0, 2 * Warm).Select(_ => Time()).Skip(Warm)]);

    private static double Time()
    {
        var step = CubicFit.Step(CubicFit.Points);
        var start = Stopwatch.GetTimestamp();
        var run = CubicFit.Start(step.Compile());
        run.Step();
        _ = run.Numbers();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
