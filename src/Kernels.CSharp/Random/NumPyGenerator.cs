namespace Functional;

/// <summary>
/// The stream of NumPy's legacy <c>np.random</c>, for porting programs that draw their data from it: the same seed
/// and the same calls in the same order give the same numbers. A call is atomic, so threads may share a generator.
/// </summary>
public sealed class NumPyGenerator
{
    private readonly Lock gate = new();
    private MersenneTwister engine;

    // The second number of the last pair of normals.
    private double? cachedNormal;

    /// <summary>A generator after <c>np.random.seed(seed)</c>.</summary>
    /// <exception cref="ArgumentException">The seed is outside [0, 2^32 - 1].</exception>
    public NumPyGenerator(long seed) => engine = Start(seed);

    /// <summary>Starts the stream anew: <c>np.random.seed(seed)</c>.</summary>
    /// <exception cref="ArgumentException">The seed is outside [0, 2^32 - 1].</exception>
    public void Seed(long seed)
    {
        var started = Start(seed);
        lock (gate)
        {
            engine = started;
            cachedNormal = null;
        }
    }

    /// <summary>A number uniform on [0, 1): <c>np.random.rand()</c>.</summary>
    public double Rand() => Uniform(0, 1);

    /// <summary>Fills with numbers uniform on [0, 1): <c>np.random.rand(n)</c>.</summary>
    public void Rand(Span<double> destination) => Uniform(destination, 0, 1);

    /// <summary>A number uniform on [low, high): <c>np.random.uniform(low, high)</c>.</summary>
    /// <exception cref="ArgumentException">The distance of the bounds is not finite.</exception>
    public double Uniform(double low, double high)
    {
        var x = 0.0;
        Uniform(new Span<double>(ref x), low, high);
        return x;
    }

    /// <summary>Fills with numbers uniform on [low, high): <c>np.random.uniform(low, high, n)</c>.</summary>
    /// <exception cref="ArgumentException">The distance of the bounds is not finite.</exception>
    public void Uniform(Span<double> destination, double low, double high)
    {
        var range = high - low;
        if (!double.IsFinite(range)) throw Errors.RangeTooWide("uniform", low, high, DType.Float64);
        lock (gate)
        {
            foreach (ref var x in destination) x = low + range * NextDouble();
        }
    }

    /// <summary>A standard normal number: <c>np.random.randn()</c>.</summary>
    public double Randn()
    {
        var x = 0.0;
        Randn(new Span<double>(ref x));
        return x;
    }

    /// <summary>Fills with standard normal numbers: <c>np.random.randn(n)</c>.</summary>
    public void Randn(Span<double> destination)
    {
        lock (gate)
        {
            foreach (ref var x in destination) x = NextNormal();
        }
    }

    private static MersenneTwister Start(long seed) =>
        seed is >= 0 and <= uint.MaxValue ? new MersenneTwister(seed) : throw Errors.NumPySeed(seed);

    // 27 high bits of the first word and 26 of the second: not the 53 bits that PyTorch takes.
    private double NextDouble()
    {
        double high = engine.NextUInt32() >> 5;
        return (high * (1 << 26) + (engine.NextUInt32() >> 6)) / (1L << 53);
    }

    // Marsaglia's polar method.
    private double NextNormal()
    {
        if (cachedNormal is { } cached)
        {
            cachedNormal = null;
            return cached;
        }

        double x1, x2, square;
        do
        {
            x1 = 2 * NextDouble() - 1;
            x2 = 2 * NextDouble() - 1;
            square = x1 * x1 + x2 * x2;
        }
        while (square is >= 1 or 0);

        var factor = Math.Sqrt(-2 * Math.Log(square) / square);
        cachedNormal = factor * x1;
        return factor * x2;
    }
}
