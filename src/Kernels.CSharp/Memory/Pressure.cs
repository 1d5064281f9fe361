namespace Functional.Kernels;

/// <summary>
/// Asks for a collection whenever so much native memory has been handed out since the last, because the collector does not see
/// it and so has no reason to look. (GC.AddMemoryPressure makes it look everywhere, thousands of times.)
/// </summary>
/// <param name="budget">Bytes handed out between two collections.</param>
/// <param name="inUse">Bytes that are handed out and have not come back.</param>
/// <param name="most">The most of them: a quarter of what is in use, or twice as many after each collection that found little.</param>
/// <param name="collect">Collects a generation and lets finalizers run.</param>
internal sealed class Pressure(long budget, Func<long> inUse, long most, Action<int> collect)
{
    /// <summary>What asks the collector.</summary>
    internal Pressure(long budget, Func<long> inUse, long most)
        : this(budget, inUse, most, CollectNow)
    {
    }

    /// <summary>The same number of bytes always.</summary>
    internal Pressure(long budget, Func<long> inUse)
        : this(budget, inUse, budget)
    {
    }

    /// <summary>Memory in use from which on a collection may have to look everywhere.</summary>
    private const long Everywhere = 1L << 30;

    /// <summary>Every so many collections look into gen 1.</summary>
    private const int OddEvery = 8;

    private long taken;
    private long everywhereAt = Everywhere;
    private int disappointments;
    private int collections;

    /// <summary>Memory is handed out, or has come back by itself if negative. Small pieces may count more than once.</summary>
    internal void Took(long bytes)
    {
        var now = Interlocked.Add(ref taken, bytes);
        if (now > budget && Budget() is var enough && now > enough && Interlocked.Exchange(ref taken, 0) > budget) Collect(enough);
        // What was counted before the last collection is not credited to what comes after.
        if (now < 0) Interlocked.CompareExchange(ref taken, 0, now);
    }

    /// <summary>What is handed out until the next collection: twice as much after each that found little.</summary>
    private long Budget() =>
        most == budget ? budget : Math.Clamp(Math.Max(inUse() / 4, budget << Math.Min(disappointments, 16)), budget, most);

    /// <summary>
    /// Lets finalizers bring back what is unreachable. Looks further than gen 0 now and then, for what a collection
    /// happened to see while it was in use, and when gen 0 keeps finding little; and everywhere once the memory in use has
    /// grown by half since it last looked everywhere.
    /// </summary>
    /// <param name="handedOut">What was handed out since the last.</param>
    private void Collect(long handedOut)
    {
        var before = inUse();
        var isPoor = disappointments >= 2;
        var isFull = isPoor && inUse() > Volatile.Read(ref everywhereAt);
        var isOdd = Interlocked.Increment(ref collections) % OddEvery == 0;
        collect(isFull ? 2 : isPoor || isOdd ? 1 : 0);
        disappointments = before - inUse() < handedOut / 4 ? disappointments + 1 : 0;
        if (isFull) Volatile.Write(ref everywhereAt, Math.Max(Everywhere, inUse() / 2 * 3));
    }

    private static void CollectNow(int generation)
    {
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }
}
