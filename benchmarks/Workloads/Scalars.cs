using System.Diagnostics;

namespace Functional.Benchmarks.Workloads;

/// <summary>Chains of operations on single numbers: what recording and crossing one costs, and how long a chain may be.</summary>
internal static class Scalars
{
    private const int Recorded = 1000;
    private const double Factor = 1.0000001;

    /// <summary>W11: value and gradient of a chain of 200 000 multiplications; compiled, of one that a graph may hold.</summary>
    internal static readonly Contest[] W11 =
    [
        new("W11", "200000")
        {
            Entries = [new("eager", () => Start(Chain(200_000)), Goal.Faster(5))],
            Limit = () => ByHand(200_000),
        },
        new("W11", "2000")
        {
            Entries = [new("compiled", () => Start(Chain(2_000).Compile()), Goal.Faster(5))],
            Limit = () => ByHand(2_000),
        },
    ];

    internal static readonly Contest Operation = new("op")
    {
        Entries = [new("eager", Record, Goal.AtMost(0.150))],
        Parts = Recorded,
    };

    internal static readonly Single[] Long =
    [
        new("chain", "memory", "MB", false, PeakOfMillion, Goal.AtMost(400)),
        new("chain", "eager", "us", true, Million, Goal.AtMost(1.5e6)),
    ];

    /// <summary>The gradient of a chain of multiplications, and its value.</summary>
    internal static Func<Tensor, (Tensor Value, Tensor Gradient)> Chain(int length)
    {
        Func<Tensor, Tensor> power = x =>
        {
            var value = x;
            for (var i = 0; i < length; i++) value *= Factor;
            return value;
        };
        return x =>
        {
            var (value, gradient) = power.ValueAndGrad(x);
            return (value, gradient);
        };
    }

    internal static Run Start(Func<Tensor, (Tensor Value, Tensor Gradient)> chain)
    {
        Tensor x = 1.0, value = 0, gradient = 0;
        return Run.OfTensors(() => (value, gradient) = chain(x), () => [[value], [gradient]]);
    }

    private static Run ByHand(int length)
    {
        float value = 0, gradient = 0;
        return new(
            () =>
            {
                (value, gradient) = (1, 1);
                for (var i = 0; i < length; i++) value *= (float)Factor;
                for (var i = 0; i < length; i++) gradient *= (float)Factor;
            },
            () => [[value], [gradient]]);
    }

    /// <summary>Records a chain of multiplications.</summary>
    private static Run Record()
    {
        var x = new Parameter(1.0001);
        return Run.Repeated(() =>
        {
            Tensor value = x;
            for (var i = 0; i < Recorded; i++) value *= x;
            return value;
        });
    }

    /// <summary>The time of a chain of a million, the first in its process.</summary>
    private static double Million()
    {
        var chain = Chain(1_000_000);
        var start = Stopwatch.GetTimestamp();
        _ = chain(1.0).Gradient.ToScalar();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double PeakOfMillion()
    {
        Million();
        return ProcessMemory.Peak;
    }
}
