// What is alive is counted for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Functional.LibTorch.Tests;

/// <summary>
/// A test that needs libtorch: without it, it is skipped with the reason and the remedy, but where <c>CI=true</c> it fails.
/// </summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = TorchTests.Reason;
}

/// <summary>The same for a test of several cases.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchTests.Reason;
}

internal static class TorchTests
{
    /// <summary>Why tests are skipped, or null.</summary>
    internal static string? Reason { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" ? null : Library.Refusal();
}
