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

    private static readonly AsyncLocal<Device?> ambient = new();
    private static int scopes;

    private readonly Lazy<IBackend> backend = new(backend, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The name it prints as: <c>cpu</c>, <c>torch:cpu</c>, <c>torch:cuda:0</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What computes on this device.</summary>
    public IBackend Backend => backend.Value;

    /// <summary>
    /// Where tensors are made when neither a device nor another tensor says it: <see cref="Cpu"/>, or the innermost
    /// <see cref="Use"/> that is open here. A count of open scopes keeps the ambient value off the usual way.
    /// </summary>
    public static Device Default => Volatile.Read(ref scopes) > 0 ? ambient.Value ?? Cpu : Cpu;

    /// <summary>Makes tensors on a device from here on, in this flow of control and what it awaits or starts, until disposed.</summary>
    /// <example><code>using (Device.Use(Torch.Cpu)) x = Tensor.Zeros(3);</code></example>
    public static IDisposable Use(Device device)
    {
        if (device is null) throw Errors.Null("Device.Use", "device", "a device, such as Device.Cpu");
        var scope = new Scope(ambient.Value);
        Interlocked.Increment(ref scopes);
        ambient.Value = device;
        return scope;
    }

    /// <summary>Whether two devices have one name.</summary>
    public static bool operator ==(Device? x, Device? y) => x is null ? y is null : x.Equals(y);

    /// <summary>Whether two devices have different names.</summary>
    public static bool operator !=(Device? x, Device? y) => !(x == y);

    /// <inheritdoc/>
    public bool Equals(Device? other) => ReferenceEquals(other, this) || (other is not null && other.Name == Name);

    /// <inheritdoc/>
    public override bool Equals(object? other) => Equals(other as Device);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Scope(Device? before) : IDisposable
    {
        private int closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref closed, 1) != 0) return;
            ambient.Value = before;
            Interlocked.Decrement(ref scopes);
        }
    }
}
