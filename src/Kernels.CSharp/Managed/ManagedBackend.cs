namespace Functional.Kernels;

/// <summary>The default backend: SIMD kernels in this process, with nothing to install.</summary>
public sealed partial class ManagedBackend : IBackend
{
    /// <summary>The only instance.</summary>
    public static readonly ManagedBackend Instance = new();

    private ManagedBackend()
    {
    }

    /// <inheritdoc/>
    public Device Device => Device.Cpu;
}
