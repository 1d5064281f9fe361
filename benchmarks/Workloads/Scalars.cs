using System.Diagnostics;

namespace Functional.Benchmarks.Workloads;

/// <summary>Chains of operations on single numbers: what recording and crossing one costs, and how long a chain may be.</summary>
internal static class Scalars
{
    private const int Recorded = 1000;
    private const double Factor = 1.0000001;

    internal static readonly Workload[] All =
    [
        new Timed("op", "record", 0.150, 1, Recorded, Record),
        new Once("W11", "200k nodes", double.NaN, "us", () => (Chain(200_000, out var check), check)),
        // First, while the process has seen nothing else.
        new Once("chain", "memory", 400, "MB", () =>
        {
            Chain(1_000_000, out var check);
            return (Process.PeakMegabytes, check);
        }),
        new Once("chain", "time", 1.5e6, "us", () => (Chain(1_000_000, out var check), check)),
    ];

    /// <summary>Records a chain of multiplications.</summary>
    private static Func<Tensor> Record()
    {
        var x = new Parameter(1.0001);
        return () =>
        {
            Tensor value = x;
            for (var i = 0; i < Recorded; i++) value *= x;
            return value;
        };
    }

    /// <summary>Time of value and gradient of a chain of multiplications; the check value is the gradient.</summary>
    private static double Chain(int length, out double check)
    {
        Func<Tensor, Tensor> power = x =>
        {
            var value = x;
            for (var i = 0; i < length; i++) value *= Factor;
            return value;
        };
        var start = Stopwatch.GetTimestamp();
        check = power.ValueAndGrad(1.0).Gradient.ToScalar();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
