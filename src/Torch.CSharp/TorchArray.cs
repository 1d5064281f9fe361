using System.Runtime.CompilerServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An array that libtorch holds, or will hold when somebody asks for it. Its handle is freed when nobody reaches the array any
/// more, at once by <see cref="Release"/>, or with the arena that it was made in.
/// </summary>
internal sealed class TorchArray : NdArray
{
    private readonly TorchBackend backend;
    private readonly object? uniform;
    private readonly DType dtype;

    /// <summary>A <see cref="TensorHolding"/>, the <see cref="Chunk"/> that the tensor is in, or what is <see cref="Waiting"/>.</summary>
    private object owner;

    private nint tensor;

    /// <summary>The holding's when the tensor was made, or one of the numbers below; written last, and read first.</summary>
    private int version;

    private const int InChunk = Owned.InChunk;
    private const int Released = -2;
    private const int Pending = -3;

    /// <summary>An array whose tensor somebody frees.</summary>
    internal TorchArray(TorchBackend backend, Shape shape, DType dtype, Owned owned, object? uniform)
        : base(shape)
    {
        (this.backend, this.dtype, this.uniform) = (backend, dtype, uniform);
        (owner, tensor, version) = owned;
    }

    /// <summary>An array that has no tensor yet.</summary>
    internal TorchArray(TorchBackend backend, Space space, Waiting waiting)
        : base(space.Shape)
    {
        (this.backend, dtype) = (backend, space.DType);
        (owner, version) = (waiting, Pending);
    }

    /// <inheritdoc/>
    public override DType DType => dtype;

    /// <inheritdoc/>
    public override IBackend Backend => backend;

    /// <inheritdoc/>
    public override Number? Uniform => uniform as Number?;

    /// <summary>Where it is computed with.</summary>
    internal TorchBackend Owner => backend;

    /// <summary>The operand that this is; valid while the array is reachable.</summary>
    /// <exception cref="GraphException">The transformation that made the array has ended and taken its memory back.</exception>
    internal Input Input
    {
        get
        {
            if (Volatile.Read(ref version) == Pending) Settle();
            return IsThere ? new(new(tensor), Shape, dtype) : throw Errors.ReleasedMemory();
        }
    }

    /// <summary>Whether an operation waits for whoever takes the array.</summary>
    internal bool IsWaiting => Volatile.Read(ref version) == Pending;

    /// <summary>Whether it is there and keeps no memory alive that is its own alone.</summary>
    internal bool IsView => owner is TensorHolding { Counted: Memory.Each };

    private bool IsThere => version == InChunk || (version != Released && Holding.Version == version);

    private TensorHolding Holding => Unsafe.As<TensorHolding>(owner);

    /// <summary>The operation that the array waits for, if it still waits and is this one.</summary>
    internal Waiting? Awaited(Binary op) => owner is Waiting waiting && waiting.Op == op && waiting.IsThere ? waiting : null;

    /// <summary>Computes the numbers, which other threads may ask for, too.</summary>
    private void Settle()
    {
        // What waits is no lock for this: another thread would find it gone before the version says so.
        lock (this)
        {
            if (version != Pending) return;
            var waiting = Unsafe.As<Waiting>(owner);
            if (!waiting.IsThere) throw Errors.ReleasedMemory();
            (owner, tensor, var now) = Memory.Mine.TakeOver(backend, waiting.Run(), waiting.Arena);
            Volatile.Write(ref version, now);
        }
    }

    /// <inheritdoc/>
    public override void Keep()
    {
        if (IsWaiting)
        {
            lock (this)
            {
                if (version == Pending)
                {
                    Unsafe.As<Waiting>(owner).Keep();
                    return;
                }
            }
        }

        if (version >= 0 && Holding.Version == version) Holding.Kept = true;
    }

    /// <summary>
    /// Frees the tensor, unless something kept it: for whoever made it outside of any arena and knows that nobody reads it any
    /// more. Views of it stay what they are.
    /// </summary>
    internal void Release()
    {
        switch (version)
        {
            case InChunk:
                version = Released;
                Unsafe.As<Chunk>(owner).Free(tensor);
                break;
            case Pending:
                version = Released;
                break;
            default:
                if (IsThere && !Holding.Kept) Holding.GiveBack();
                break;
        }
    }
}
