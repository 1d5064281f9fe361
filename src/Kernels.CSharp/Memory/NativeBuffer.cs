using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// The handle of a block of native memory in use. When nobody can reach it any more its finalizer puts the block back
/// into the pool; an <see cref="Arena"/> puts the handle back, block and all, at once.
/// </summary>
internal sealed class NativeBuffer(NativeBlock block) : Holding
{
    ~NativeBuffer() => BufferPool.Recycle(Detach());

    internal override void GiveBack() => BufferPool.Return(this);

    internal NativeBlock Block { get; private set; } = block;

    internal unsafe byte* Start => Block.Start;

    /// <summary>How often the buffer was recycled: an array made before the last time may not read it.</summary>
    internal int Version { get; set; }

    /// <summary>Takes the block out; the handle is dead afterwards.</summary>
    internal NativeBlock Detach()
    {
        var result = Block;
        Version++;
        Block = default;
        GC.SuppressFinalize(this);
        return result;
    }
}

/// <summary>64-byte-aligned native memory of one of the pool's sizes.</summary>
internal readonly unsafe struct NativeBlock
{
    private readonly byte* memory;
    private readonly int color;

    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    internal NativeBlock(int bucket, nuint bytes, int color)
    {
        memory = (byte*)LargePages.Alloc(bytes + (nuint)color);
        this.color = color;
        Bucket = bucket;
        Bytes = (long)bytes;
    }

    internal int Bucket { get; }

    internal long Bytes { get; }

    /// <summary>Blocks of one size start at different distances from a page, so that they do not compete for the same cache sets.</summary>
    internal byte* Start => memory + color;

    /// <summary>Gives the memory back to the system.</summary>
    internal void Free() => NativeMemory.AlignedFree(memory);
}
