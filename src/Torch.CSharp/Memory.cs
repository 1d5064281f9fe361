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
    private const long HostBudget = 32L << 20;

    /// <summary>The same of devices, which write so much in less time than a collection takes.</summary>
    private const long DeviceBudget = 128L << 20;

    /// <summary>What a tensor takes besides its elements.</summary>
    private const long Overhead = 1024;

    /// <summary>What a small tensor counts: it pays to get small ones back while the cache has them.</summary>
    private const long SmallWeight = 8 << 10;

    /// <summary>What a thread takes before it tells the others.</summary>
    private const long Own = 1L << 20;

    /// <summary>Holdings that a thread keeps at most.</summary>
    private const int Most = 1024;

    private static readonly Pressure Host = new(HostBudget, () => Native.Live().Bytes);
    private static readonly Pressure Devices = new(DeviceBudget, () => Native.Live().Bytes);

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
    public TorchArray Array(TorchBackend backend, Shape shape, DType dtype, in Made made, object? uniform = null)
    {
        // A view counts for none of the bytes that it keeps alive.
        if (made.Bytes is <= 0 or > Chunk.Small || thread.Arena is not null)
            return new(backend, shape, dtype, Hold(backend, made), uniform);
        if (!chunk.TryGetTarget(out var owner) || owner.IsFull)
        {
            chunk.SetTarget(owner = new());
            Took(backend, Chunk.Size * SmallWeight);
            Abandoned.FreeSome();
        }

        owner.Add(made.Tensor);
        return new(backend, shape, dtype, owner, made.Tensor, uniform);
    }

    /// <summary>An array whose numbers wait: all that there is by now is another handle of the operand.</summary>
    public TorchArray Array(TorchBackend backend, Space space, Value operand, Waiting waiting)
    {
        var holding = Hold(backend, new() { Tensor = Native.Share((nint)operand.Id) });
        holding.Waiting = waiting;
        return new(backend, space.Shape, space.DType, holding, null);
    }

    private TensorHolding Hold(TorchBackend backend, in Made made)
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
        thread.Arena?.Add(holding);
        Took(holding, made.Bytes + Overhead);
        return holding;
    }

    /// <summary>Counts what a holding holds now.</summary>
    public void Took(TensorHolding holding, long bytes)
    {
        holding.Counted += bytes;
        Took(holding.Backend!, bytes);
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
        Took(holding, -holding.Counted);
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

/// <summary>The owner of a handle of libtorch's.</summary>
internal sealed class TensorHolding : Holding
{
    /// <summary>What is still to be done to the tensor; null where it is what it should be.</summary>
    internal Waiting? Waiting;

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
        Waiting = null;
        Memory.Mine.PutBack(this);
    }
}
