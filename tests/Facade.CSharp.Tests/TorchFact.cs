namespace Functional.Tests;

/// <summary>
/// A test that needs libtorch: without it, it is skipped with the reason and the remedy, but where <c>CI=true</c> it fails.
/// </summary>
public sealed class TorchFactAttribute : FactAttribute
{
    private static readonly string? Absence = Environment.GetEnvironmentVariable("CI") == "true" ? null : Refusal();

    public TorchFactAttribute() => Skip = Absence;

    private static string? Refusal()
    {
        try
        {
            _ = Torch.Cpu.Backend;
            return null;
        }
        catch (DeviceException error)
        {
            return error.Message;
        }
    }
}
