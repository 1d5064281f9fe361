namespace Functional;

/// <summary>Where a tensor's numbers live, and so which backend computes with them.</summary>
/// <param name="Name">The name it prints as: <c>cpu</c>, <c>torch:cpu</c>, <c>torch:cuda:0</c>.</param>
public sealed record Device(string Name)
{
    /// <summary>The managed SIMD backend, in this process: the default.</summary>
    public static readonly Device Cpu = new("cpu");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
