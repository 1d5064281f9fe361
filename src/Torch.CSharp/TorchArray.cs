using System.Runtime.CompilerServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An array that libtorch holds. Its handle is freed when nobody reaches the array any more, at once by
/// <see cref="Release"/>, or with the arena that it was made in.
/// </summary>
internal sealed class TorchArray : NdArray
{
    private readonly TorchBackend backend;
    private readonly object? uniform;

    /// <summary>A <see cref="TensorHolding"/>, or the <see cref="Chunk"/> that the tensor is in.</summary>
    private readonly object owner;

    private readonly DType dtype;

    /// <summary>The holding's when the array was made; <see cref="InChunk"/> where there is none, <see cref="Released"/> afterwards.</summary>
    private int version;

    /// <summary>The handle; 0 where the holding knows it, for the array was made before its numbers.</summary>
    private readonly nint tensor;

    private const int InChunk = -1;
    private const int Released = -2;

    /// <summary>An array whose tensor an owner of its own frees.</summary>
    internal TorchArray(TorchBackend backend, Shape shape, DType dtype, TensorHolding holding, object? uniform)
        : base(shape)
    {
        this.backend = backend;
        this.dtype = dtype;
        this.uniform = uniform;
        owner = holding;
        tensor = holding.Waiting is null ? holding.Tensor : 0;
        version = holding.Version;
    }

    /// <summary>An array whose tensor is freed together with a few others.</summary>
    internal TorchArray(TorchBackend backend, Shape shape, DType dtype, Chunk chunk, nint tensor, object? uniform)
        : base(shape)
    {
        this.backend = backend;
        this.dtype = dtype;
        this.uniform = uniform;
        owner = chunk;
        this.tensor = tensor;
        version = InChunk;
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
    internal Input Input =>
        IsThere ? new(new(tensor != 0 ? tensor : Settled()), Shape, dtype) : throw Errors.ReleasedMemory();

    /// <summary>Whether an operation waits for whoever takes the array.</summary>
    internal bool IsWaiting => tensor == 0 && IsThere && Holding.Waiting is not null;

    private bool IsThere => version == InChunk || (version != Released && Holding.Version == version);

    private TensorHolding Holding => Unsafe.As<TensorHolding>(owner);

    /// <summary>The operation that the array waits for, if it still waits and calls this operator, and its operand.</summary>
    internal Waiting? TryTake(EagerCalls calls, Operator op, out Value operand)
    {
        lock (Holding)
        {
            var waiting = ReferenceEquals(Holding.Waiting?.Operator, op) ? Holding.Waiting : null;
            operand = waiting is null ? default : calls.Borrow(Holding.Tensor);
            return waiting;
        }
    }

    /// <summary>The handle of the numbers, which are computed now if they have not been before.</summary>
    private nint Settled()
    {
        // Other threads may ask for them, too.
        lock (Holding)
        {
            if (Holding.Waiting is { } waiting)
            {
                var made = waiting.Run(new(Holding.Tensor));
                Native.Free(Holding.Tensor);
                Holding.Tensor = made.Tensor;
                Holding.Waiting = null;
                Memory.Mine.Took(Holding, made.Bytes);
            }

            return Holding.Tensor;
        }
    }

    /// <inheritdoc/>
    public override void Keep()
    {
        if (version >= 0 && Holding.Version == version) Holding.Kept = true;
    }

    /// <summary>
    /// Frees the tensor, unless something kept it: for whoever made it outside of any arena and knows that nobody reads it any
    /// more. Views of it stay what they are.
    /// </summary>
    internal void Release()
    {
        if (version == InChunk)
        {
            version = Released;
            Unsafe.As<Chunk>(owner).Free(tensor);
        }
        else if (IsThere && !Holding.Kept)
        {
            Holding.GiveBack();
        }
    }
}
