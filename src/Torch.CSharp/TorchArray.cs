using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An array that libtorch holds. Its handle is freed when nobody reaches the array any more, at once by
/// <see cref="Release"/>, or with the arena that it was made in.
/// </summary>
internal sealed class TorchArray : NdArray
{
    private readonly TorchBackend backend;
    private readonly TensorHolding holding;
    private readonly object? uniform;
    private readonly int version;
    private readonly DType dtype;

    internal TorchArray(TorchBackend backend, Shape shape, DType dtype, TensorHolding holding, object? uniform)
        : base(shape)
    {
        this.backend = backend;
        this.dtype = dtype;
        this.holding = holding;
        this.uniform = uniform;
        version = holding.Version;
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
    internal Input Input => holding.Version == version ? new(new(holding.Tensor), Shape, dtype) : throw Errors.ReleasedMemory();

    /// <inheritdoc/>
    public override void Keep()
    {
        if (holding.Version == version) holding.Kept = true;
    }

    /// <summary>
    /// Frees the tensor, unless something kept it: for whoever made it outside of any arena and knows that nobody reads it any
    /// more. Views of it stay what they are.
    /// </summary>
    internal void Release()
    {
        if (holding.Version == version && !holding.Kept) holding.GiveBack();
    }
}
