using Functional.Kernels;

namespace Functional;

/// <summary>
/// Where a tensor's numbers live, and so which backend computes with them. Devices are values: two of one name are
/// equal. The backend behind one is made when it is first asked for, so naming a device loads nothing.
/// </summary>
/// <param name="name">The name it prints as: <c>cpu</c>, <c>torch:cpu</c>, <c>torch:cuda:0</c>.</param>
/// <param name="backend">Makes or finds the backend; called once, or again after it threw.</param>
public sealed class Device(string name, Func<IBackend> backend) : IEquatable<Device>
{
    /// <summary>The managed SIMD backend, in this process: the default.</summary>
    public static readonly Device Cpu = new("cpu", () => ManagedBackend.Instance);

    private readonly Lazy<IBackend> backend = new(backend, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The name it prints as: <c>cpu</c>, <c>torch:cpu</c>, <c>torch:cuda:0</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What computes on this device.</summary>
    public IBackend Backend => backend.Value;

    /// <summary>Whether two devices have one name.</summary>
    public static bool operator ==(Device? x, Device? y) => x is null ? y is null : x.Equals(y);

    /// <summary>Whether two devices have different names.</summary>
    public static bool operator !=(Device? x, Device? y) => !(x == y);

    /// <inheritdoc/>
    public bool Equals(Device? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? other) => Equals(other as Device);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
