using System.Runtime.ExceptionServices;

namespace Functional.Kernels;

/// <summary>Work on the elements of a flat range, any part of which may be done at any time and on any thread.</summary>
internal interface IJob
{
    /// <summary>Does the elements from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    void Run(int start, int end);
}

/// <summary>Splits large jobs among threads: by size alone, so that results do not depend on the machine.</summary>
internal static class Chunks
{
    /// <summary>Jobs of more elements than this are split.</summary>
    internal const int Threshold = 1 << 17;

    private const int Length = 1 << 16;

    /// <summary>Does elements 0 to before <paramref name="size"/>.</summary>
    internal static void Run<TJob>(TJob job, int size)
        where TJob : struct, IJob
    {
        if (size <= Threshold) job.Run(0, size);
        else Split(job, size);
    }

    private static void Split<TJob>(TJob job, int size)
        where TJob : struct, IJob
    {
        var count = (int)(((long)size + Length - 1) / Length);
        try
        {
            Parallel.For(0, count, i => job.Run(i * Length, (int)Math.Min(size, (long)(i + 1) * Length)));
        }
        catch (AggregateException error) when (error.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
    }
}
