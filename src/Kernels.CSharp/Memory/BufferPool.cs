using System.Collections.Concurrent;
using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// Where array memory comes from and returns to: last-in-first-out stacks by size, one set a thread (so that memory
/// comes back warm in the cache) and one shared. Nobody disposes: finalizers bring buffers back, and the pool itself
/// asks for a gen-0 collection whenever it has had to make <see cref="Budget"/> bytes of new memory since the last.
/// </summary>
internal static class BufferPool
{
    /// <summary>New memory made between two collections that the pool asks for.</summary>
    internal const long Budget = 256L << 20;

    /// <summary>Free memory kept for later at most; what comes back beyond it goes to the system.</summary>
    private const long Retained = 1L << 30;

    /// <summary>Free memory that a thread keeps for itself at most.</summary>
    private const long RetainedPerThread = 32L << 20;

    /// <summary>Larger buffers are shared: their memory does not stay in a cache anyway.</summary>
    private const long LargestPerThread = 1L << 20;

    private const int Buckets = 40 * 4;

    private static readonly ConcurrentStack<NativeBuffer>[] Shared = MakeStacks();
    private static long fresh;
    private static long owned;
    private static long free;
    private static long fullCollectionAt = 1L << 30;
    private static int colors;
    private static int disappointments;

    [ThreadStatic]
    private static Cache? local;

    /// <summary>Bytes of free memory that the pool holds.</summary>
    internal static long FreeBytes => Volatile.Read(ref free);

    private static long InUse => Volatile.Read(ref owned) - FreeBytes;

    /// <summary>Bytes that a buffer for the given number of bytes really has.</summary>
    internal static long SizeFor(long bytes) => (long)Size(Bucket(bytes));

    /// <summary>A buffer of at least the given size, with arbitrary contents.</summary>
    /// <exception cref="TensorMemoryException">The system has no such memory, even after everything free was given back.</exception>
    internal static NativeBuffer Rent(long bytes)
    {
        var bucket = Bucket(bytes);
        var buffer = TryTake(bucket) ?? Make(bucket);
        buffer.Kept = false;
        Arena.Current?.Add(buffer);
        return buffer;
    }

    /// <summary>Puts a buffer that nobody reads any more back, on the thread that used it.</summary>
    internal static void Return(NativeBuffer buffer)
    {
        buffer.Version++;
        if (!(local ??= new Cache()).TryPut(buffer) && !Recycle(buffer)) buffer.Free();
    }

    /// <summary>Puts a buffer onto the shared stacks; false when enough is there already.</summary>
    internal static bool Recycle(NativeBuffer buffer)
    {
        if (Volatile.Read(ref free) + (long)buffer.Bytes > Retained) return false;
        Interlocked.Add(ref free, (long)buffer.Bytes);
        buffer.Next = null;
        Shared[buffer.Bucket].Push(buffer);
        return true;
    }

    /// <summary>Counts memory that went back to the system.</summary>
    internal static void Forget(nuint bytes) => Interlocked.Add(ref owned, -(long)bytes);

    /// <summary>Gives all shared free memory back to the system.</summary>
    internal static void Trim()
    {
        foreach (var stack in Shared)
        {
            while (stack.TryPop(out var buffer))
            {
                Interlocked.Add(ref free, -(long)buffer.Bytes);
                buffer.Free();
            }
        }
    }

    private static NativeBuffer? TryTake(int bucket) => local?.TryTake(bucket) ?? TryTakeShared(bucket);

    private static NativeBuffer? TryTakeShared(int bucket)
    {
        if (!Shared[bucket].TryPop(out var buffer)) return null;
        Interlocked.Add(ref free, -(long)buffer.Bytes);
        return buffer;
    }

    private static NativeBuffer Make(int bucket)
    {
        var bytes = Size(bucket);
        if (Interlocked.Add(ref fresh, (long)bytes) > Budget && Collect(bucket) is { } found) return found;
        try
        {
            return New();
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (TryTakeShared(bucket) is { } recovered) return recovered;
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

        NativeBuffer New()
        {
            var buffer = new NativeBuffer(bucket, bytes, (nuint)(Interlocked.Increment(ref colors) & 7) * 128);
            Interlocked.Add(ref owned, (long)bytes);
            return buffer;
        }
    }

    /// <summary>
    /// Lets finalizers bring back what is unreachable. Looks further than gen 0 when that keeps finding little, and
    /// everywhere once the memory in use has grown by half since it last looked everywhere.
    /// </summary>
    private static NativeBuffer? Collect(int bucket)
    {
        Interlocked.Exchange(ref fresh, 0);
        var before = FreeBytes;
        var everywhere = disappointments >= 2 && InUse > Volatile.Read(ref fullCollectionAt);
        GC.Collect(everywhere ? 2 : disappointments >= 2 ? 1 : 0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        disappointments = FreeBytes - before < Budget / 4 ? disappointments + 1 : 0;
        if (everywhere) Volatile.Write(ref fullCollectionAt, Math.Max(1L << 30, InUse / 2 * 3));
        return TryTakeShared(bucket);
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

    private static ConcurrentStack<NativeBuffer>[] MakeStacks()
    {
        var stacks = new ConcurrentStack<NativeBuffer>[Buckets];
        for (var i = 0; i < stacks.Length; i++) stacks[i] = new();
        return stacks;
    }

    /// <summary>A thread's own free buffers.</summary>
    private sealed class Cache
    {
        private readonly NativeBuffer?[] tops = new NativeBuffer?[Buckets];
        private long bytes;

        internal bool TryPut(NativeBuffer buffer)
        {
            var size = (long)buffer.Bytes;
            if (size > LargestPerThread || bytes + size > RetainedPerThread) return false;
            bytes += size;
            buffer.Next = tops[buffer.Bucket];
            tops[buffer.Bucket] = buffer;
            return true;
        }

        internal NativeBuffer? TryTake(int bucket)
        {
            if (tops[bucket] is not { } buffer) return null;
            bytes -= (long)buffer.Bytes;
            tops[bucket] = buffer.Next;
            buffer.Next = null;
            return buffer;
        }
    }
}
