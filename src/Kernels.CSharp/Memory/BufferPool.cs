using System.Collections.Concurrent;
using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// Where array memory comes from and returns to: last-in-first-out stacks by size, one set a thread (so that memory
/// comes back warm in the cache) and one shared. Nobody disposes: finalizers bring blocks back, and the pool itself
/// asks for a gen-0 collection whenever it has handed out <see cref="Budget"/> bytes since the last. (Counting only new
/// memory would let the free blocks grow, and be walked through, far beyond any cache.)
/// </summary>
/// <remarks>
/// Garbage is found early only while it is young. So a block from the shared stacks gets a new handle each time, and
/// a handle from a thread's own stacks is used again only until a collection has seen it.
/// </remarks>
internal static class BufferPool
{
    /// <summary>Memory handed out between two collections that the pool asks for.</summary>
    internal const long Budget = 128L << 20;

    /// <summary>
    /// Small blocks count more than once: it pays to get them back while they are in the cache, of which those
    /// of at most <see cref="Tiny"/> bytes may fill 4 MiB.
    /// </summary>
    private const long Small = 256L << 10;

    private const long SmallWeight = 4;

    private const long Tiny = 32L << 10;

    private const long TinyWeight = 32;

    /// <summary>Free memory kept for later at most; what comes back beyond it goes to the system.</summary>
    private const long Retained = 1L << 30;

    internal const int Buckets = 40 * 4;

    private static readonly ConcurrentStack<NativeBlock>[] Shared = MakeStacks();
    private static readonly Pressure Pressure = new(Budget, () => InUse);
    private static long owned;
    private static long free;
    private static int colors;

    /// <summary>Bytes of free memory that all threads share.</summary>
    private static long FreeBytes => Volatile.Read(ref free);

    /// <summary>Bytes that buffers hold, those included that threads keep for themselves.</summary>
    internal static long InUse => Volatile.Read(ref owned) - FreeBytes;

    /// <summary>A buffer of at least the given size, with arbitrary contents.</summary>
    /// <exception cref="TensorMemoryException">The system has no such memory, even after everything free was given back.</exception>
    internal static NativeBuffer Rent(long bytes)
    {
        var bucket = Bucket(bytes);
        var memory = ThreadMemory.Mine;
        var buffer = memory.TryTake(bucket) ?? new(Take(bucket));
        buffer.Kept = false;
        memory.Arena?.Add(buffer);
        return buffer;
    }

    /// <summary>Puts a buffer that nobody reads any more back, on the thread that used it.</summary>
    internal static void Return(NativeBuffer buffer)
    {
        if (!ThreadMemory.Mine.TryPut(buffer)) Recycle(buffer.Detach());
    }

    /// <summary>Puts a block onto the shared stacks, or gives it to the system when enough is there already.</summary>
    internal static void Recycle(NativeBlock block)
    {
        if (FreeBytes + block.Bytes > Retained)
        {
            Free(block);
        }
        else
        {
            Interlocked.Add(ref free, block.Bytes);
            Shared[block.Bucket].Push(block);
        }
    }

    /// <summary>Bytes that a buffer for the given number of bytes really has.</summary>
    internal static long SizeFor(long bytes) => (long)Size(Bucket(bytes));

    private static NativeBlock Take(int bucket)
    {
        var bytes = (long)Size(bucket);
        var weight = bytes * (bytes <= Tiny ? TinyWeight : bytes <= Small ? SmallWeight : 1);
        Pressure.Took(weight);
        return TryTake(bucket, out var block) ? block : Make(bucket);
    }

    private static bool TryTake(int bucket, out NativeBlock block)
    {
        if (!Shared[bucket].TryPop(out block)) return false;
        Interlocked.Add(ref free, -block.Bytes);
        return true;
    }

    private static NativeBlock Make(int bucket)
    {
        var bytes = Size(bucket);
        try
        {
            return New();
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (TryTake(bucket, out var found)) return found;
            Trim();
            try
            {
                return New();
            }
            catch (OutOfMemoryException error)
            {
                throw Errors.OutOfMemory((long)bytes, error);
            }
        }

        NativeBlock New()
        {
            var block = new NativeBlock(bucket, bytes, (Interlocked.Increment(ref colors) & 7) * 128);
            Interlocked.Add(ref owned, block.Bytes);
            return block;
        }
    }

    /// <summary>Gives all shared free memory back to the system.</summary>
    private static void Trim()
    {
        foreach (var stack in Shared)
        {
            while (stack.TryPop(out var block))
            {
                Interlocked.Add(ref free, -block.Bytes);
                Free(block);
            }
        }
    }

    private static void Free(NativeBlock block)
    {
        Interlocked.Add(ref owned, -block.Bytes);
        block.Free();
    }

    /// <summary>Four buckets for each power of two, so that at most a fifth is wasted.</summary>
    private static int Bucket(long bytes)
    {
        var units = (ulong)Math.Max(bytes, 256) - 1;
        var log = BitOperations.Log2(units);
        return ((log - 7) * 4) + (int)((units >> (log - 2)) & 3) + 1;
    }

    private static nuint Size(int bucket)
    {
        var (log, quarter) = ((bucket - 1) / 4, (bucket - 1) % 4);
        return (nuint)(4 + quarter + 1) << (log + 5);
    }

    private static ConcurrentStack<NativeBlock>[] MakeStacks()
    {
        var stacks = new ConcurrentStack<NativeBlock>[Buckets];
        for (var i = 0; i < stacks.Length; i++) stacks[i] = new();
        return stacks;
    }
}
