namespace Functional.Kernels;

/// <summary>
/// The buffers that one running transformation made and that return to the pool the moment it ends, unless something
/// kept them (<see cref="NdArray.Keep"/>). Transformations enter their arena only while they themselves compute,
/// never while user code runs, so what a user computes and stores is never in one.
/// </summary>
public sealed class Arena
{
    /// <summary>Stands for none, whatever is entered: see <see cref="Suspend"/>.</summary>
    private static readonly Arena Suspended = new();

    private Holding? head;

    /// <summary>Whether nothing ever belongs to it.</summary>
    internal bool IsNone => ReferenceEquals(this, Suspended);

    /// <summary>How often it was released: what was made before, and not kept, is over.</summary>
    internal int Age { get; private set; }

    /// <summary>Makes this thread's new buffers belong to the arena (to none for null) until the scope is left.</summary>
    public static Scope Enter(Arena? arena)
    {
        var memory = ThreadMemory.Mine;
        var scope = new Scope(memory, memory.Arena);
        if (!ReferenceEquals(scope.Previous, Suspended)) memory.Arena = arena;
        return scope;
    }

    /// <summary>
    /// Makes this thread's new buffers belong to no arena until the scope is left, whichever is entered meanwhile: for what
    /// is to return as soon as nothing reaches it, long before the transformation that made it ends.
    /// </summary>
    public static Scope Suspend()
    {
        var memory = ThreadMemory.Mine;
        var scope = new Scope(memory, memory.Arena);
        memory.Arena = Suspended;
        return scope;
    }

    /// <summary>Returns every buffer that nothing kept to the pool. The arena is empty afterwards.</summary>
    public void Release()
    {
        Age++;
        var holding = Interlocked.Exchange(ref head, null);
        while (holding is not null)
        {
            var next = holding.Next;
            holding.Next = null;
            if (!holding.Kept) holding.GiveBack();
            holding = next;
        }
    }

    internal void Add(Holding holding)
    {
        if (IsNone) return;
        do
        {
            holding.Next = head;
        }
        while (Interlocked.CompareExchange(ref head, holding, holding.Next) != holding.Next);
    }

    /// <summary>What belonged where before <see cref="Enter"/> or <see cref="Suspend"/>. Left once, on the thread that entered.</summary>
    public readonly struct Scope
    {
        private readonly ThreadMemory memory;

        internal Scope(ThreadMemory memory, Arena? previous)
        {
            this.memory = memory;
            Previous = previous;
        }

        internal Arena? Previous { get; }

        /// <summary>Whether <see cref="Suspend"/> was in force: what is computed may be needed when the transformation has ended.</summary>
        public bool IsSuspended => ReferenceEquals(Previous, Suspended);

        /// <summary>Back to what was before.</summary>
        public void Leave() => memory.Arena = Previous;
    }
}
