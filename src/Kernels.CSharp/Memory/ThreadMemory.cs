namespace Functional.Kernels;

/// <summary>
/// What a thread has to do with memory: its own free buffers, and the arena that its new ones belong to. One object, so
/// that one look at thread-static storage finds both. Buffers of a thread that has ended return by their finalizers.
/// </summary>
internal sealed class ThreadMemory
{
    [ThreadStatic]
    private static ThreadMemory? mine;

    /// <summary>Free memory that a thread keeps for itself at most.</summary>
    private const long Retained = 32L << 20;

    /// <summary>Larger buffers are shared: their memory does not stay in a cache anyway.</summary>
    private const long Largest = 1L << 20;

    private readonly NativeBuffer?[] tops = new NativeBuffer?[BufferPool.Buckets];
    private long bytes;

    /// <summary>This thread's.</summary>
    internal static ThreadMemory Mine => mine ?? Make();

    /// <summary>Where new buffers belong; null for nowhere.</summary>
    internal Arena? Arena { get; set; }

    /// <summary>The same, and null where <see cref="Arena.Suspend"/> is in force, too.</summary>
    internal Arena? Owner => Arena is { IsNone: false } owner ? owner : null;

    internal bool TryPut(NativeBuffer buffer)
    {
        var block = buffer.Block;
        if (block.Bytes > Largest || bytes + block.Bytes > Retained) return false;
        bytes += block.Bytes;
        buffer.Version++;
        buffer.Next = tops[block.Bucket];
        tops[block.Bucket] = buffer;
        return true;
    }

    internal NativeBuffer? TryTake(int bucket)
    {
        if (tops[bucket] is not { } buffer) return null;
        bytes -= buffer.Block.Bytes;
        tops[bucket] = (NativeBuffer?)buffer.Next;
        buffer.Next = null;
        return GC.GetGeneration(buffer) == 0 ? buffer : new(buffer.Detach());
    }

    private static ThreadMemory Make() => mine = new();
}
