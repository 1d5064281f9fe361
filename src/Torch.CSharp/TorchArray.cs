using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// An array that libtorch holds: the owner of a handle. A finalizer frees it when nobody reaches it any more;
/// <see cref="Release"/> does at once.
/// </summary>
internal sealed class TorchArray : NdArray
{
    private readonly TorchBackend backend;
    private readonly DType dtype;
    private readonly object? uniform;
    private nint handle;
    private volatile bool isKept;

    /// <summary>Takes a handle over.</summary>
    internal TorchArray(TorchBackend backend, Shape shape, DType dtype, nint handle, object? uniform = null)
        : base(shape)
    {
        this.backend = backend;
        this.dtype = dtype;
        this.handle = handle;
        this.uniform = uniform;
    }

    /// <summary>Frees the handle.</summary>
    ~TorchArray() => Free();

    /// <inheritdoc/>
    public override DType DType => dtype;

    /// <inheritdoc/>
    public override IBackend Backend => backend;

    /// <inheritdoc/>
    public override Number? Uniform => uniform as Number?;

    /// <summary>The tensor; valid while this array is reachable.</summary>
    /// <exception cref="GraphException">It was released.</exception>
    internal nint Handle => handle != 0 ? handle : throw Errors.ReleasedMemory();

    /// <summary>The operand that this is.</summary>
    internal Input Input => new(new(Handle), Shape, dtype);

    /// <inheritdoc/>
    public override void Keep() => isKept = true;

    /// <summary>Frees the tensor, unless something kept it: for whoever made it and knows that nobody reads it any more.</summary>
    internal void Release()
    {
        if (isKept) return;
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var freed = Interlocked.Exchange(ref handle, 0);
        if (freed != 0) Native.Free(freed);
    }
}
