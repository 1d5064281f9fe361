namespace Functional.Kernels;

/// <summary>The same numbers on another device. It is part of no program, for all of a program is on one.</summary>
public sealed class Transfer(Device to) : Operation("to_copy")
{
    /// <summary>The device of the result.</summary>
    public Device To { get; } = to;

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => ReferenceEquals(x.Backend, To.Backend) ? x : To.Backend.Bring(x);

    /// <summary>An array brought to a backend by way of the host; one number, stretched, stays one.</summary>
    internal static NdArray ThroughHost(NdArray x, IBackend to)
    {
        if (x.Uniform is { } number) return to.Full(x.Shape, x.DType, number);
        return x.DType switch
        {
            DType.Bool => Copied<bool>(x, to),
            DType.UInt8 => Copied<byte>(x, to),
            DType.Int32 => Copied<int>(x, to),
            DType.Int64 => Copied<long>(x, to),
            DType.Float16 => Copied<Half>(x, to),
            DType.BFloat16 => Copied<BFloat16>(x, to),
            DType.Float32 => Copied<float>(x, to),
            _ => Copied<double>(x, to),
        };
    }

    private static NdArray Copied<T>(NdArray x, IBackend to)
        where T : unmanaged
    {
        var elements = new T[x.Shape.Size];
        x.Backend.Read<T>(x, elements);
        return to.Create<T>(elements, x.Shape);
    }
}
