using System.Runtime.CompilerServices;

namespace Functional.LibTorch;

/// <summary>
/// Owns a few small tensors that were made one after the other: objects that the collector has to finalize are dear, and
/// so is freeing on another thread what this one will make again. What a kept tensor keeps with it is as small.
/// </summary>
internal sealed unsafe class Chunk
{
    /// <summary>Tensors that one owns.</summary>
    public const int Size = 8;

    /// <summary>Bytes of tensors that are small.</summary>
    public const long Small = 1024;

    private Handles handles;
    private int count;

    /// <summary>Nobody reaches the arrays any more.</summary>
    ~Chunk() => Abandoned.Add(((ReadOnlySpan<nint>)handles)[..count]);

    /// <summary>Whether it owns all that it can.</summary>
    public bool IsFull => count == Size;

    /// <summary>Takes a tensor over.</summary>
    public void Add(nint tensor) => handles[count++] = tensor;

    /// <summary>Frees one of the tensors at once.</summary>
    public void Free(nint tensor)
    {
        Span<nint> all = handles;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] != tensor) continue;
            all[i] = 0;
            Native.Free(tensor);
            return;
        }
    }

    [InlineArray(Size)]
    private struct Handles
    {
        private nint first;
    }
}

/// <summary>
/// Small tensors that nobody reaches any more, until a thread that makes such tensors frees them: what it frees it
/// has at hand when it makes the next ones.
/// </summary>
internal static unsafe class Abandoned
{
    /// <summary>Tensors that wait at most.</summary>
    private const int Most = 1 << 15;

    /// <summary>Tensors that are freed in place of the <see cref="Chunk.Size"/> that have been made.</summary>
    private const int AtATime = Chunk.Size + 2;

    private static readonly Lock Changing = new();
    private static nint[] waiting = new nint[1024];
    private static volatile int count;

    /// <summary>How many there are.</summary>
    public static int Count => count;

    /// <summary>Called by the finalizer of their owner.</summary>
    public static void Add(ReadOnlySpan<nint> tensors)
    {
        lock (Changing)
        {
            if (count + tensors.Length <= Most)
            {
                if (count + tensors.Length > waiting.Length) Array.Resize(ref waiting, 2 * waiting.Length);
                foreach (var tensor in tensors)
                {
                    if (tensor != 0) waiting[count++] = tensor;
                }

                return;
            }
        }

        foreach (var tensor in tensors)
        {
            if (tensor != 0) Native.Free(tensor);
        }
    }

    /// <summary>Frees a few, where there are any.</summary>
    public static void FreeSome()
    {
        if (count == 0) return;
        var some = stackalloc nint[AtATime];
        Native.FreeLater(some, Take(new(some, AtATime)));
    }

    /// <summary>Frees all that wait now.</summary>
    public static void FreeAll()
    {
        var some = stackalloc nint[AtATime];
        for (int taken; (taken = Take(new(some, AtATime))) > 0;) Native.FreeLater(some, taken);
    }

    /// <summary>Those that came last.</summary>
    private static int Take(Span<nint> some)
    {
        lock (Changing)
        {
            var taken = Math.Min(some.Length, count);
            waiting.AsSpan(count - taken, taken).CopyTo(some);
            count -= taken;
            return taken;
        }
    }
}
