// Seeds are set on the one default generator, as in PyTorch: tests that do so must not run beside each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Functional.Tests;

internal static class Check
{
    internal static void Same(double[] expected, Tensor actual, double tolerance = 1e-5)
    {
        var numbers = actual.ToArray<double>();
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], numbers[i], tolerance);
    }

    internal static void Same(double expected, Tensor actual, double tolerance = 1e-5) => Same([expected], actual, tolerance);

    internal static void Shaped(int[] expected, Tensor actual) => Assert.Equal(expected, actual.Shape.Lengths.ToArray());
}
