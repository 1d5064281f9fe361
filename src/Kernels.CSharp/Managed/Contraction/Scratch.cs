using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>Aligned working memory that each thread reuses from call to call, and that goes when the thread goes.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? mine;

    private void* block;
    private nuint bytes;

    private Scratch()
    {
    }

    ~Scratch() => NativeMemory.AlignedFree(block);

    /// <summary>
    /// At least that many elements, with arbitrary contents, until this thread's next call. Where several parts share
    /// them, <see cref="Round"/> keeps each part aligned.
    /// </summary>
    /// <exception cref="TensorMemoryException">The system has no such memory.</exception>
    internal static T* Take<T>(nint count)
        where T : unmanaged
    {
        var scratch = mine ??= new();
        var needed = (nuint)count * (nuint)sizeof(T);
        if (scratch.bytes < needed) scratch.Grow(needed);
        return (T*)scratch.block;
    }

    /// <summary>The number of elements, rounded up to whole cache lines.</summary>
    internal static nint Round(nint count) => (count + 63) & ~(nint)63;

    private void Grow(nuint needed)
    {
        NativeMemory.AlignedFree(block);
        block = null;
        bytes = 0;
        needed += needed / 4;
        try
        {
            block = NativeMemory.AlignedAlloc(needed, 64);
        }
        catch (OutOfMemoryException error)
        {
            throw Errors.OutOfMemory((long)needed, error);
        }

        bytes = needed;
    }
}
