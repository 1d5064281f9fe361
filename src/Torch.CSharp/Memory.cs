using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>What a thread has to do with tensors: the holdings that it may use again, and what it has taken lately.</summary>
/// <remarks>
/// Garbage is found early only while it is young, so a holding is used again only until a collection has seen it.
/// </remarks>
internal sealed class Memory
{
    /// <summary>Bytes handed out between two collections that are asked for.</summary>
    private const long Budget = 128L << 20;

    /// <summary>What a tensor takes besides its elements.</summary>
    private const long Overhead = 1024;

    /// <summary>What a thread takes before it tells the others.</summary>
    private const long Own = 1L << 20;

    /// <summary>Holdings that a thread keeps at most.</summary>
    private const int Most = 1024;

    private static readonly Pressure Pressure = new(Budget, () => Torch.LiveBytes);

    [ThreadStatic]
    private static Memory? mine;

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
    }

    /// <summary>Takes a new tensor over: it is freed with the arena that was entered, or when nobody reaches it.</summary>
    public TensorHolding Hold(in Made made)
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
        ThreadMemory.Mine.Arena?.Add(holding);
        taken += made.Bytes + Overhead;
        if (taken > Own)
        {
            Pressure.Took(taken);
            taken = 0;
        }

        return holding;
    }

    /// <summary>Takes back a holding that holds nothing any more.</summary>
    public void PutBack(TensorHolding holding)
    {
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
    /// <summary>The handle; 0 when it is freed.</summary>
    internal nint Tensor;

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
