using System.Text.Json;

namespace Functional.Tests;

/// <summary>PyTorch's traces of the tutorials, from the data beside the test assembly.</summary>
internal static class Traces
{
    internal static JsonElement Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "tutorials", name + ".json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    internal static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetDouble())];

    internal static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    /// <summary>|actual - expected| within a fraction of the expected, or an absolute distance.</summary>
    internal static void Near(double expected, double actual, double relative, double absolute = 0) =>
        Assert.True(
            Math.Abs(actual - expected) <= (relative * Math.Abs(expected)) + absolute,
            $"expected {expected:R}, got {actual:R}");
}
