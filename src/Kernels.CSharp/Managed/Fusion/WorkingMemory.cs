namespace Functional.Kernels;

/// <summary>Memory for the time of a call, from the pool and back to it.</summary>
internal readonly unsafe ref struct WorkingMemory
{
    private readonly NativeBuffer? buffer;

    internal WorkingMemory(long bytes)
    {
        if (bytes == 0) return;
        buffer = BufferPool.Rent(bytes);
        Start = buffer.Start;
    }

    /// <summary>The first byte; null if none were asked for.</summary>
    internal byte* Start { get; }

    /// <summary>Gives the memory back; inside a transformation that does so at its end, leaves it to that.</summary>
    public void Dispose() => Return(buffer);

    internal static void Return(NativeBuffer? buffer)
    {
        if (buffer is not null && ThreadMemory.Mine.Arena is null) BufferPool.Return(buffer);
        GC.KeepAlive(buffer);
    }
}
