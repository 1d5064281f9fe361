namespace Functional.Kernels;

/// <summary>
/// Work cut into jobs by its size alone, never by the number of threads, so that results are the same on every
/// machine; small work stays on the calling thread.
/// </summary>
internal static class Jobs
{
    /// <summary>Multiplications from which the start of a second thread pays: about 50 µs of them.</summary>
    internal const long Worthwhile = 1L << 22;

    /// <summary>Runs the jobs 0 to count - 1, side by side when all of them together do enough multiplications.</summary>
    internal static void Run(int count, long multiplications, Action<int> job)
    {
        if (count > 1 && multiplications >= Worthwhile && Environment.ProcessorCount > 1)
        {
            Parallel.For(0, count, job);
        }
        else
        {
            for (var i = 0; i < count; i++) job(i);
        }
    }

    /// <summary>The length of each of so many nearly equal pieces, in whole units.</summary>
    internal static int Piece(int length, int pieces, int unit) =>
        ((((length + pieces - 1) / pieces) + unit - 1) / unit) * unit;

    /// <summary>How many pieces of at most the given length there are.</summary>
    internal static int Count(int length, int piece) => (int)(((long)length + piece - 1) / piece);
}
