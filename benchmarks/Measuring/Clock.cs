using System.Diagnostics;

namespace Functional.Benchmarks;

/// <summary>Times of steps: in batches that are long beside the clock and short beside a disturbance.</summary>
internal static class Clock
{
    private const double Batch = 4_000;
    private const double WarmUp = 200_000;
    private const int WarmUps = 4;

    /// <summary>The time of so many steps in microseconds.</summary>
    internal static double Time(Action step, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) step();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    /// <summary>
    /// Runs while the just-in-time compiler finds out what matters, pausing so that it can finish on a busy machine, and
    /// says how many steps make a batch.
    /// </summary>
    internal static int Warm(Action step)
    {
        var count = 1;
        for (var i = 0; i < WarmUps; i++)
        {
            for (var spent = 0.0; spent < WarmUp;)
            {
                var time = Time(step, count);
                spent += time;
                count = Math.Max(1, (int)(Batch / (time / count)));
                // Code that takes so long is not waiting for a better translation of a short loop.
                if (time > 4 * WarmUp) return count;
            }

            Thread.Sleep(100);
        }

        return count;
    }

    /// <summary>
    /// The time of a step in microseconds, from batches for as long as it is told, and at least one: their lower quartile,
    /// because others on the machine only ever add to a time, and the steps' own collections of garbage belong to it.
    /// </summary>
    internal static double Typical(Action step, int count, double milliseconds)
    {
        var times = new List<double>();
        for (var spent = 0.0; times.Count == 0 || spent < milliseconds * 1e3;)
        {
            var time = Time(step, count);
            spent += time;
            times.Add(time / count);
        }

        times.Sort();
        return times[(times.Count - 1) / 4];
    }
}
