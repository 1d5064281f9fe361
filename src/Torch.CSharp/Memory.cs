using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>What a thread has to do with tensors: the holdings that it may use again, and what it has taken lately.</summary>
/// <remarks>
/// Garbage is found early only while it is young, so a holding is used again only until a collection has seen it.
/// </remarks>
internal sealed class Memory
{
    /// <summary>
    /// Bytes of the host handed out between two collections that are asked for: few enough for what comes back to be in a cache
    /// still, where it is written soonest.
    /// </summary>
    private const long HostBudget = 16L << 20;

    /// <summary>The same of devices, which write so much in less time than a collection takes, and where much is in use.</summary>
    private const long LargeBudget = 128L << 20;

    /// <summary>What a tensor counts besides its elements: more than it takes, for it pays to get small ones back soon, too.</summary>
    internal const long Each = 2 << 10;

    /// <summary>Bytes of a tensor that may find its memory in a cache. Of those beyond, a few count as one.</summary>
    private const long Cached = 1L << 20;

    /// <summary>How many those are.</summary>
    private const int Few = 4;

    /// <summary>What a thread takes before it tells the others.</summary>
    private const long Own = 1L << 20;

    /// <summary>Holdings that a thread keeps at most.</summary>
    private const int Most = 1024;

    private static readonly Pressure Host = new(HostBudget, InUse, LargeBudget);
    private static readonly Pressure Devices = new(LargeBudget, InUse);

    [ThreadStatic]
    private static Memory? mine;

    private readonly ThreadMemory thread = ThreadMemory.Mine;

    /// <summary>The chunk that the next small tensor joins, unless nobody reaches those that are in it.</summary>
    private readonly WeakReference<Chunk> chunk = new(new());
    private TensorHolding? free;
    private int count;
    private long taken;

    /// <summary>This thread's.</summary>
    public static Memory Mine => mine ??= new();

    /// <summary>Frees everything unreachable: what is left to do when the device has no memory.</summary>
    public static void Trim()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Abandoned.FreeAll();
    }

    /// <summary>Takes a new tensor over: it is freed with the arena that was entered, or when nobody reaches it.</summary>
    public TorchArray Array(TorchBackend backend, Shape shape, DType dtype, in Made made, object? uniform = null) =>
        new(backend, shape, dtype, TakeOver(backend, made, thread.Arena), uniform);

    /// <summary>The same for an arena, or none.</summary>
    public Owned TakeOver(TorchBackend backend, in Made made, Arena? arena)
    {
        // A view counts for none of the bytes that it keeps alive.
        if (made.Bytes is <= 0 or > Chunk.Small || arena is not null)
        {
            var holding = Hold(backend, made, arena);
            return new(holding, made.Tensor, holding.Version);
        }

        if (!chunk.TryGetTarget(out var owner) || owner.IsFull)
        {
            chunk.SetTarget(owner = new());
            Took(backend, Chunk.Size * Each);
            Abandoned.FreeSome();
        }

        owner.Add(made.Tensor);
        return new(owner, made.Tensor, Owned.InChunk);
    }

    private static long InUse()
    {
        var (tensors, bytes) = Native.Live();
        return bytes + ((tensors - Abandoned.Count) * Each);
    }

    /// <summary>What a tensor counts where it belongs to a budget.</summary>
    private static long Weight(TorchBackend backend, long bytes) =>
        Each + (backend.Index != TorchBackend.CpuIndex || bytes <= Cached ? bytes : Cached + ((bytes - Cached) / Few));

    private TensorHolding Hold(TorchBackend backend, in Made made, Arena? arena)
    {
        var holding = free;
        if (holding is null)
        {
            holding = new();
        }
        else
        {
            free = (TensorHolding?)holding.Next;
            holding.Next = null;
            count--;
            if (GC.GetGeneration(holding) != 0)
            {
                GC.SuppressFinalize(holding);
                holding = new();
            }
        }

        holding.Kept = false;
        holding.Tensor = made.Tensor;
        holding.Backend = backend;
        holding.Counted = Weight(backend, made.Bytes);
        arena?.Add(holding);
        Took(backend, holding.Counted);
        return holding;
    }

    /// <summary>Counts what is handed out, or comes back without a collection.</summary>
    private void Took(TorchBackend backend, long bytes)
    {
        taken += bytes;
        if (Math.Abs(taken) <= Own) return;
        (backend.Index == TorchBackend.CpuIndex ? Host : Devices).Took(taken);
        taken = 0;
    }

    /// <summary>Takes back a holding that holds nothing any more.</summary>
    public void PutBack(TensorHolding holding)
    {
        Took(holding.Backend!, -holding.Counted);
        if (count == Most)
        {
            GC.SuppressFinalize(holding);
            return;
        }

        holding.Next = free;
        free = holding;
        count++;
    }
}

/// <summary>A tensor, who frees it, and the holding's version at the time, if it is one.</summary>
internal readonly record struct Owned(object Owner, nint Tensor, int Version)
{
    /// <summary>Stands for the version where a <see cref="Chunk"/> owns the tensor.</summary>
    public const int InChunk = -1;
}

/// <summary>The owner of a handle of libtorch's.</summary>
internal sealed class TensorHolding : Holding
{
    /// <summary>The handle; 0 when it is freed.</summary>
    internal nint Tensor;

    /// <summary>Whose the tensor is.</summary>
    internal TorchBackend? Backend;

    /// <summary>What was counted for it.</summary>
    internal long Counted;

    /// <summary>How often a handle was given back: an array made before the last time may not read it.</summary>
    internal int Version;

    /// <summary>Frees the handle when nobody reaches the arrays that had it.</summary>
    ~TensorHolding()
    {
        if (Tensor != 0) Native.Free(Tensor);
    }

    /// <inheritdoc/>
    internal override void GiveBack()
    {
        Version++;
        Native.Free(Tensor);
        Tensor = 0;
        Memory.Mine.PutBack(this);
    }
}
