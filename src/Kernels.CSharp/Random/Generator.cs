using System.Numerics;
using System.Runtime.InteropServices;

namespace Functional;

/// <summary>
/// A stream of random numbers that is PyTorch's CPU stream, bit for bit: the same seed and the same fills in the same
/// order give the same numbers (float64 normals to an ulp, since they go through the platform's logarithm, sine and
/// cosine). A fill is atomic: threads that share a generator never tear each other's fills apart, though which thread's
/// fill comes first is theirs to order.
/// </summary>
/// <example>
/// <code>
/// var generator = Generator.ManualSeed(0);
/// var x = new float[5];
/// generator.Uniform(x);        // torch.rand(5)
/// generator.Normal(x);         // torch.randn(5)
/// </code>
/// </example>
public sealed class Generator
{
    private const int BlockLength = 16;

    private readonly Lock gate = new();
    private MersenneTwister engine;

    // The second number of the last pair of normals that were made one at a time; it survives everything but a seed.
    private double? cachedNormal;

    /// <summary>A generator of its own, started from the low 32 bits of a seed.</summary>
    public Generator(long seed) => engine = new MersenneTwister(seed);

    /// <summary>The generator that serves every draw for which no other is named. Until seeded it differs from run to run.</summary>
    public static Generator Default { get; } = new(Random.Shared.NextInt64());

    /// <summary>Seeds <see cref="Default"/> and returns it, as <c>torch.manual_seed</c> does.</summary>
    public static Generator ManualSeed(long seed)
    {
        Default.Seed(seed);
        return Default;
    }

    /// <summary>Starts the stream anew from the low 32 bits of a seed.</summary>
    public void Seed(long seed)
    {
        lock (gate)
        {
            engine = new MersenneTwister(seed);
            cachedNormal = null;
        }
    }

    /// <summary>Where the stream stands now.</summary>
    public GeneratorState GetState()
    {
        lock (gate) return new GeneratorState(engine, cachedNormal);
    }

    /// <summary>Continues the stream from where <see cref="GetState"/> found it, in this generator or another.</summary>
    /// <exception cref="ArgumentNullException">The state is null.</exception>
    public void SetState(GeneratorState state)
    {
        if (state is null) throw Errors.Null("set state", nameof(state), "a state of GetState()");
        lock (gate)
        {
            engine = state.Engine();
            cachedNormal = state.CachedNormal;
        }
    }

    /// <summary>Fills with numbers uniform on [from, to): <c>rand</c> by default, otherwise <c>uniform_(from, to)</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="from"/> exceeds <paramref name="to"/>, or their distance is not finite in the element type.</exception>
    public void Uniform(Span<float> destination, double from = 0, double to = 1) =>
        Uniform<float, SinglePrecision>(destination, from, to);

    /// <inheritdoc cref="Uniform(Span{float}, double, double)"/>
    public void Uniform(Span<double> destination, double from = 0, double to = 1) =>
        Uniform<double, DoublePrecision>(destination, from, to);

    /// <summary>Fills with normal numbers: <c>randn</c> by default, otherwise <c>normal_(mean, std)</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="std"/> is negative or not a number.</exception>
    public void Normal(Span<float> destination, double mean = 0, double std = 1) =>
        Normal<float, SinglePrecision>(destination, mean, std);

    /// <inheritdoc cref="Normal(Span{float}, double, double)"/>
    public void Normal(Span<double> destination, double mean = 0, double std = 1) =>
        Normal<double, DoublePrecision>(destination, mean, std);

    /// <summary>Fills with integers from [low, high): <c>randint(low, high)</c>.</summary>
    /// <exception cref="ArgumentException">There is no integer from <paramref name="low"/> up to, but not including, <paramref name="high"/>.</exception>
    public void Integers(Span<long> destination, long low, long high)
    {
        if (low >= high) throw Errors.EmptyRange("randint", low, high);
        var range = unchecked((ulong)high - (ulong)low);
        lock (gate)
        {
            foreach (ref var x in destination)
            {
                var bits = range > uint.MaxValue ? engine.NextUInt64() : engine.NextUInt32();
                x = unchecked(low + (long)(bits % range));
            }
        }
    }

    /// <summary>Fills with 0, 1, …, n - 1 in random order, n being the span's length: <c>randperm(n)</c>.</summary>
    public void Permutation(Span<long> destination)
    {
        var n = destination.Length;
        for (var i = 0; i < n; i++) destination[i] = i;
        lock (gate)
        {
            for (var i = 0; i < n - 1; i++)
            {
                var other = i + (int)(engine.NextUInt32() % (uint)(n - i));
                (destination[i], destination[other]) = (destination[other], destination[i]);
            }
        }
    }

    /// <summary>Fills with ones, each with probability <paramref name="p"/>, and zeros: <c>bernoulli_(p)</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is outside [0, 1].</exception>
    public void Bernoulli<T>(Span<T> destination, double p)
        where T : unmanaged, INumberBase<T>
    {
        RequireProbability("bernoulli", p);
        lock (gate)
        {
            // Converted from an integer, because a choice between two T is a branch, and nobody predicts this one.
            foreach (ref var x in destination) x = T.CreateTruncating(engine.NextDouble() < p ? 1 : 0);
        }
    }

    /// <summary>Fills with <c>true</c>, each with probability <paramref name="p"/>, and <c>false</c>: <c>bernoulli_(p)</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is outside [0, 1].</exception>
    public void Bernoulli(Span<bool> destination, double p) => Bernoulli(MemoryMarshal.AsBytes(destination), p);

    /// <summary>
    /// Fills with the factors that <c>dropout(x, p)</c> multiplies x by: zeros with probability <paramref name="p"/>,
    /// and 1 / (1 - p). Where nothing or everything is dropped, no number is drawn.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is outside [0, 1].</exception>
    public void DropoutMask<T>(Span<T> destination, double p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireProbability("dropout", p);
        if (p is 0 or 1)
        {
            destination.Fill(p == 0 ? T.One : T.Zero);
            return;
        }

        Bernoulli(destination, 1 - p);
        var kept = T.CreateTruncating(1 - p);
        foreach (ref var x in destination) x /= kept;
    }

    private void Uniform<T, TPrecision>(Span<T> destination, double from, double to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPrecision : IPrecision<T>
    {
        if (!(from <= to)) throw Errors.UniformRange(from, to);
        var origin = T.CreateTruncating(from);
        var range = T.CreateTruncating(to) - origin;
        if (!T.IsFinite(range)) throw Errors.RangeTooWide("uniform", from, to, DTypes.Of<T>());
        lock (gate)
        {
            foreach (ref var x in destination) x = T.FusedMultiplyAdd(TPrecision.NextUnit(engine), range, origin);
        }
    }

    private void Normal<T, TPrecision>(Span<T> destination, double mean, double std)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPrecision : IPrecision<T>
    {
        if (!(std >= 0)) throw Errors.NegativeStd(std);
        lock (gate)
        {
            if (destination.Length >= BlockLength)
                NormalBlocks<T, TPrecision>(destination, T.CreateTruncating(mean), T.CreateTruncating(std));
            else
                foreach (ref var x in destination) x = T.CreateTruncating(NextNormal() * std + mean);
        }
    }

    private void NormalBlocks<T, TPrecision>(Span<T> destination, T mean, T std)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPrecision : IPrecision<T>
    {
        foreach (ref var x in destination) x = TPrecision.NextUnit(engine);
        for (var rest = destination; rest.Length >= BlockLength; rest = rest[BlockLength..])
            TPrecision.BoxMuller(rest[..BlockLength], mean, std);
        if (destination.Length % BlockLength == 0) return;

        // The last block is made whole by drawing all of it anew, over numbers already made.
        var last = destination[^BlockLength..];
        foreach (ref var x in last) x = TPrecision.NextUnit(engine);
        TPrecision.BoxMuller(last, mean, std);
    }

    private double NextNormal()
    {
        if (cachedNormal is { } cached)
        {
            cachedNormal = null;
            return cached;
        }

        var angle = Math.Tau * engine.NextDouble();
        var radius = Math.Sqrt(-2 * Math.Log(1 - engine.NextDouble()));
        cachedNormal = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    private static void RequireProbability(string operation, double p)
    {
        if (!(p >= 0 && p <= 1)) throw Errors.Probability(operation, p);
    }
}
