using System.Globalization;

namespace Functional.Tutorials;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceOption
{
    /// <summary>The device of a name: <c>cpu</c>, <c>torch</c>, <c>cuda</c> or <c>cuda:1</c>. It is there, and computes.</summary>
    /// <exception cref="DeviceException">No device has that name, or it cannot be used here.</exception>
    internal static Device Parse(string name)
    {
        var device = name switch
        {
            "cpu" => Device.Cpu,
            "torch" => Torch.Cpu,
            "cuda" => Torch.Cuda(),
            _ when name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) => Torch.Cuda(index),
            _ => throw new DeviceException($"--device: expected cpu, torch, cuda or cuda:NUMBER, got '{name}'"),
        };
        _ = device.Backend;
        return device;
    }
}
