namespace Functional.LibTorch;

/// <summary>An operator of libtorch, found by name when it is first called.</summary>
internal sealed class Operator(string name, string overload = "")
{
    private nint handle;

    /// <summary>What the native library knows it by.</summary>
    /// <exception cref="DeviceException">This libtorch has no such operator.</exception>
    public nint Handle => handle != 0 ? handle : Find();

    /// <inheritdoc/>
    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    private unsafe nint Find()
    {
        nint found;
        var status = Native.Find(name, overload, &found);
        if (status == Status.Forked) throw Errors.TorchForked(ToString());
        if (status != Status.Ok) throw Errors.NoOperator(ToString(), Torch.Version);
        return handle = found;
    }
}
