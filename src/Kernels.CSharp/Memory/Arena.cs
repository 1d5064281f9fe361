namespace Functional.Kernels;

/// <summary>
/// The buffers that one running transformation made and that return to the pool the moment it ends, unless something
/// kept them (<see cref="NdArray.Keep"/>). Transformations enter their arena only while they themselves compute,
/// never while user code runs, so what a user computes and stores is never in one.
/// </summary>
public sealed class Arena
{
    [ThreadStatic]
    private static Arena? current;

    private NativeBuffer? head;

    internal static Arena? Current => current;

    /// <summary>Makes this thread's new buffers belong to the arena (none for null); returns what was current before.</summary>
    public static Arena? Enter(Arena? arena)
    {
        var previous = current;
        current = arena;
        return previous;
    }

    /// <summary>Returns every buffer that nothing kept to the pool. The arena is empty afterwards.</summary>
    public void Release()
    {
        var buffer = Interlocked.Exchange(ref head, null);
        while (buffer is not null)
        {
            var next = buffer.Next;
            buffer.Next = null;
            if (!buffer.Kept) BufferPool.Return(buffer);
            buffer = next;
        }
    }

    internal void Add(NativeBuffer buffer)
    {
        do
        {
            buffer.Next = head;
        }
        while (Interlocked.CompareExchange(ref head, buffer, buffer.Next) != buffer.Next);
    }
}
