namespace Functional;

/// <summary>
/// How PyTorch's linear and convolution layers draw their parameters: uniformly between a bound's negative and the
/// bound, the weight first, row-major, and then the bias. The fan-in is the number of inputs that one output sees:
/// the length of a linear layer's input, or a convolution's input channels per group times its kernel's size.
/// </summary>
public static class Initialization
{
    // The layers ask for Kaiming's bound of a leaky ReLU with this slope.
    private static readonly double Slope = Math.Sqrt(5);

    /// <summary>The bound of a weight: sqrt(3) * (sqrt(2 / (1 + sqrt(5)^2)) / sqrt(fanIn)).</summary>
    /// <exception cref="ArgumentException"><paramref name="fanIn"/> is not positive.</exception>
    /// <remarks>In exact arithmetic this is <see cref="LinearBiasBound"/>; they differ by rounding, and the stream keeps the difference.</remarks>
    public static double LinearWeightBound(int fanIn)
    {
        RequireInputs(fanIn);
        var gain = Math.Sqrt(2 / (1 + Slope * Slope));
        return Math.Sqrt(3) * (gain / Math.Sqrt(fanIn));
    }

    /// <summary>The bound of a bias: 1 / sqrt(fanIn).</summary>
    /// <exception cref="ArgumentException"><paramref name="fanIn"/> is not positive.</exception>
    public static double LinearBiasBound(int fanIn)
    {
        RequireInputs(fanIn);
        return 1 / Math.Sqrt(fanIn);
    }

    /// <summary>Draws a weight, row-major, outputs first.</summary>
    /// <exception cref="ArgumentException"><paramref name="fanIn"/> is not positive.</exception>
    /// <exception cref="ArgumentNullException">The generator is null.</exception>
    public static void LinearWeight(Span<float> weight, int fanIn, Generator generator) =>
        Draw(weight, LinearWeightBound(fanIn), generator);

    /// <summary>Draws a bias; a layer that has one draws it right after its weight.</summary>
    /// <exception cref="ArgumentException"><paramref name="fanIn"/> is not positive.</exception>
    /// <exception cref="ArgumentNullException">The generator is null.</exception>
    public static void LinearBias(Span<float> bias, int fanIn, Generator generator) =>
        Draw(bias, LinearBiasBound(fanIn), generator);

    private static void Draw(Span<float> destination, double bound, Generator generator)
    {
        if (generator is null) throw Errors.Null("initialization", nameof(generator), "Generator.Default, or a generator of your own");
        generator.Uniform(destination, -bound, bound);
    }

    private static void RequireInputs(int fanIn)
    {
        if (fanIn < 1) throw Errors.FanIn(fanIn);
    }
}
