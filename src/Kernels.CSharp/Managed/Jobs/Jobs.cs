using System.Runtime.ExceptionServices;

namespace Functional.Kernels;

/// <summary>
/// Work cut into jobs by its size alone, never by the number of threads, so that results are the same on every
/// machine; small work stays on the calling thread.
/// </summary>
internal static class Jobs
{
    /// <summary>Multiplications from which the start of a second thread pays: about 50 µs of them.</summary>
    internal const long Worthwhile = 1L << 22;

    /// <summary>Ranges of more elements than this are cut.</summary>
    internal const int LargeRange = 1 << 17;

    private const int RangeLength = 1 << 16;

    /// <summary>Runs the jobs 0 to count - 1, side by side when all of them together do enough multiplications.</summary>
    internal static void Run(int count, long multiplications, Action<int> job)
    {
        if (multiplications >= Worthwhile)
        {
            Run(count, job);
        }
        else
        {
            for (var i = 0; i < count; i++) job(i);
        }
    }

    /// <summary>Runs the jobs 0 to count - 1 side by side. What one of them throws is thrown as it is.</summary>
    internal static void Run(int count, Action<int> job)
    {
        if (count == 1 || Environment.ProcessorCount == 1)
        {
            for (var i = 0; i < count; i++) job(i);
            return;
        }

        try
        {
            Parallel.For(0, count, job);
        }
        catch (AggregateException error) when (error.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
    }

    /// <summary>Does the elements 0 to before <paramref name="size"/>, side by side when they are many.</summary>
    internal static void Run<TJob>(TJob job, int size)
        where TJob : struct, IRangeJob
    {
        if (size <= LargeRange) job.Run(0, size);
        else Cut(job, size);
    }

    /// <summary>The length of each of so many nearly equal pieces, in whole units.</summary>
    internal static int Piece(int length, int pieces, int unit) => Count(Count(length, pieces), unit) * unit;

    /// <summary>How many pieces of at most the given length there are.</summary>
    internal static int Count(nint length, nint piece) => (int)((length + piece - 1) / piece);

    /// <summary>Apart from its caller, which so allocates nothing for small ranges.</summary>
    private static void Cut<TJob>(TJob job, int size)
        where TJob : struct, IRangeJob =>
        Run(Count(size, RangeLength), i => job.Run(i * RangeLength, (int)Math.Min(size, (i + 1L) * RangeLength)));
}
