using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>Aligned working memory that each thread reuses from call to call, and that goes when the thread goes.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? mine;

    [ThreadStatic]
    private static Scratch? shared;

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
        where T : unmanaged =>
        (mine ??= new()).AtLeast<T>(count);

    /// <summary>
    /// The same in a second place, until this thread's next call of this function: for what all threads of a job
    /// read, while each of them, this one too, takes working memory of its own.
    /// </summary>
    /// <exception cref="TensorMemoryException">The system has no such memory.</exception>
    internal static T* TakeShared<T>(nint count)
        where T : unmanaged =>
        (shared ??= new()).AtLeast<T>(count);

    /// <summary>The number of elements, rounded up to whole cache lines.</summary>
    internal static nint Round(nint count) => (count + 63) & ~(nint)63;

    private T* AtLeast<T>(nint count)
        where T : unmanaged
    {
        var needed = (nuint)count * (nuint)sizeof(T);
        if (bytes < needed) Grow(needed);
        return (T*)block;
    }

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
