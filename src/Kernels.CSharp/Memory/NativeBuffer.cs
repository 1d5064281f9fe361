using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// A block of 64-byte-aligned native memory. Buffers are recycled together with their handle objects: a buffer nobody
/// can reach any more is put back into the pool by its finalizer, and one released by an <see cref="Arena"/> at once.
/// </summary>
internal sealed unsafe class NativeBuffer
{
    /// <summary>Next buffer of the pool's stack or of the arena that this buffer is in; it is never in both.</summary>
    internal NativeBuffer? Next;

    /// <summary>Set when something outlives the transformation that made the buffer.</summary>
    internal volatile bool Kept;

    private readonly void* block;

    internal NativeBuffer(int bucket, nuint bytes, nuint color)
    {
        Bucket = bucket;
        Bytes = bytes;
        try
        {
            block = NativeMemory.AlignedAlloc(bytes + color, 64);
        }
        catch
        {
            GC.SuppressFinalize(this);
            throw;
        }

        Start = (byte*)block + color;
    }

    ~NativeBuffer()
    {
        Version++;

        // First of all alive again: once in the pool, another thread may take the buffer, or free it for good.
        GC.ReRegisterForFinalize(this);
        if (!BufferPool.Recycle(this)) Free();
    }

    internal int Bucket { get; }

    internal nuint Bytes { get; }

    internal byte* Start { get; }

    /// <summary>How often the buffer was recycled: an array made before the last time may not read it.</summary>
    internal int Version { get; set; }

    /// <summary>Gives the memory back to the system; the handle is dead afterwards.</summary>
    internal void Free()
    {
        Version++;
        GC.SuppressFinalize(this);
        NativeMemory.AlignedFree(block);
        BufferPool.Forget(Bytes);
    }
}
