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
        tensor = holding.Tensor;
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
    internal Input Input => IsThere ? new(new(tensor), Shape, dtype) : throw Errors.ReleasedMemory();

    private bool IsThere => version == InChunk || (version != Released && Holding.Version == version);

    private TensorHolding Holding => Unsafe.As<TensorHolding>(owner);

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
