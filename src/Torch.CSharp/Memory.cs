namespace Functional.LibTorch;

/// <summary>
/// What handles that nobody released have to do with the garbage collector: it sees a small object where much memory may
/// hang, so it is asked to look for garbage whenever enough has been handed out since the last time.
/// </summary>
internal static class Memory
{
    /// <summary>Bytes handed out between two collections that are asked for.</summary>
    private const long Budget = 128L << 20;

    /// <summary>What a tensor takes besides its elements.</summary>
    private const long Overhead = 1024;

    private static int collections;

    /// <summary>Counts what a new tensor takes to what a thread has taken since it last asked for a collection.</summary>
    public static void Took(long bytes, ref long taken)
    {
        taken += bytes + Overhead;
        if (taken <= Budget) return;
        taken = 0;
        Collect();
    }

    /// <summary>Frees everything unreachable: what is left to do when the device has no memory.</summary>
    public static void Trim()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>What a collection saw while it was in use needs a look into older generations now and then.</summary>
    private static void Collect()
    {
        var isOdd = Interlocked.Increment(ref collections) % 8 == 0;
        GC.Collect(isOdd ? 1 : 0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }
}
