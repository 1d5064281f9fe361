using System.Diagnostics;

namespace Functional.Benchmarks;

/// <summary>Something to measure.</summary>
internal abstract record Workload(string Id, string Variant, double Goal)
{
    /// <summary>The unit that the goal is in.</summary>
    internal abstract string Unit { get; }

    /// <summary>Measures it in this process.</summary>
    internal abstract Measurement Measure();
}

/// <summary>A step that is repeated: the time of one.</summary>
/// <param name="Steps">Steps after which the check value is taken; both sides take it at the same one.</param>
/// <param name="Operations">Parts of a step that the time is divided by.</param>
/// <param name="Start">A new run from the beginning: a step that returns a check value.</param>
internal sealed record Timed(string Id, string Variant, double Goal, int Steps, int Operations, Func<Func<Tensor>> Start)
    : Workload(Id, Variant, Goal)
{
    private const double WarmUpSeconds = 0.4;
    private const int WarmUps = 4;
    private const double BatchSeconds = 0.004;
    private const int Batches = 101;

    internal override string Unit => "us";

    internal override Measurement Measure()
    {
        var step = Start();
        for (var i = 1; i < Steps; i++) step();
        var check = step().Detach().Sum().ToScalar();
        var count = WarmUp(step);
        var times = new double[Batches];
        for (var batch = 0; batch < Batches; batch++) times[batch] = Time(step, count) / count / Operations;
        Array.Sort(times);
        return new(Id, Variant, Unit, times[Batches / 2], times[0], check);
    }

    /// <summary>
    /// Runs while the just-in-time compiler finds out what matters, pausing so that it can finish on a busy machine, and
    /// says how many steps make a batch.
    /// </summary>
    private static int WarmUp(Func<Tensor> step)
    {
        var count = 1;
        for (var i = 0; i < WarmUps; i++)
        {
            for (var spent = 0.0; spent < WarmUpSeconds * 1e6;)
            {
                var time = Time(step, count);
                spent += time;
                count = Math.Max(1, (int)(BatchSeconds * 1e6 / (time / count)));
            }

            Thread.Sleep(200);
        }

        return count;
    }

    private static double Time(Func<Tensor> step, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) step();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}

/// <summary>Something that runs once in a process of its own.</summary>
internal sealed record Once(string Id, string Variant, double Goal, string Kind, Func<(double Value, double Check)> Run)
    : Workload(Id, Variant, Goal)
{
    internal override string Unit => Kind;

    internal override Measurement Measure()
    {
        var (value, check) = Run();
        return new(Id, Variant, Unit, value, value, check);
    }
}
