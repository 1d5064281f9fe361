namespace Functional.Kernels.Tests;

public class GeneratorTests
{
    [Fact]
    public void OnlyTheLowHalfOfASeedCounts()
    {
        Assert.Equal(Numbers(new Generator(5)), Numbers(new Generator(5 + (1L << 32))));
        Assert.Equal(Numbers(new Generator(-1)), Numbers(new Generator(uint.MaxValue)));
        Assert.NotEqual(Numbers(new Generator(5)), Numbers(new Generator(6)));
    }

    [Fact]
    public void ManualSeedSeedsTheDefaultGeneratorAndForgetsItsCachedNormal()
    {
        // The only test that touches the default generator, so that tests may run side by side.
        var generator = Generator.ManualSeed(12);
        Assert.Same(Generator.Default, generator);
        var first = Normals(generator, 1);
        Assert.Equal(first, Normals(Generator.ManualSeed(12), 1));
        Assert.Equal(first, Normals(new Generator(12), 1));
    }

    [Fact]
    public void ARestoredStateContinuesTheStreamCachedNormalIncluded()
    {
        var generator = new Generator(3);
        Normals(generator, 3);
        var state = generator.GetState();
        double[] Continue(Generator g) => [.. Normals(g, 2), .. Numbers(g), .. Normals(g, 20)];

        var expected = Continue(generator);
        generator.SetState(state);
        Assert.Equal(expected, Continue(generator));

        // The state is a snapshot: restoring and drawing has not moved it, and any generator may take it.
        var other = new Generator(77);
        other.SetState(state);
        Assert.Equal(expected, Continue(other));
    }

    [Fact]
    public void OnlySmallNormalFillsTouchTheCachedNormal()
    {
        var cached = Normals(new Generator(9), 2)[1];
        var generator = new Generator(9);
        Normals(generator, 1);
        Numbers(generator);
        Normals(generator, 16);
        Normals(generator, 0);
        generator.Integers(new long[3], 0, 5);
        generator.Permutation(new long[4]);
        generator.Bernoulli(new bool[2], 0.5);
        Assert.Equal(cached, Normals(generator, 1)[0]);
    }

    [Fact]
    public void EveryThreadsFillIsWholeAndNoNumberIsLostOrRepeated()
    {
        const int threads = 2, fills = 400, length = 37;
        var sequential = new Generator(4);
        var expected = Enumerable.Range(0, threads * fills).Select(_ => Fill(sequential)).Order();

        var shared = new Generator(4);
        var actual = new string[threads][];
        using var start = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            actual[thread] = [.. Enumerable.Range(0, fills).Select(_ => Fill(shared))];
        })).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        Assert.Equal(expected, actual.SelectMany(x => x).Order());

        static string Fill(Generator generator)
        {
            var x = new float[length];
            generator.Normal(x);
            return string.Join(' ', x);
        }
    }

    [Fact]
    public void BernoulliMakesTheSameChoicesInEveryType()
    {
        var (doubles, integers, truths) = (new double[64], new int[64], new bool[64]);
        new Generator(2).Bernoulli(doubles, 0.4);
        new Generator(2).Bernoulli(integers, 0.4);
        new Generator(2).Bernoulli(truths, 0.4);
        Assert.Equal(doubles, integers.Select(x => (double)x));
        Assert.Equal(doubles, truths.Select(x => x ? 1.0 : 0));
        Assert.InRange(doubles.Sum(), 10, 42);
    }

    [Fact]
    public void DroppingNothingOrEverythingDrawsNothing()
    {
        var generator = new Generator(2);
        var mask = new float[3];
        generator.DropoutMask(mask, 0);
        Assert.Equal([1f, 1f, 1f], mask);
        generator.DropoutMask(mask, 1);
        Assert.Equal([0f, 0f, 0f], mask);
        Assert.Equal(Numbers(new Generator(2)), Numbers(generator));
    }

    [Fact]
    public void IntegersReachBothEndsOfAnyRange()
    {
        var x = new long[200];
        var generator = new Generator(6);
        generator.Integers(x, -1, 2);
        Assert.Equal([-1L, 0, 1], x.Distinct().Order());
        generator.Integers(x, long.MinValue, long.MaxValue);
        Assert.Contains(x, v => v < long.MinValue / 2);
        Assert.Contains(x, v => v > long.MaxValue / 2);
        generator.Integers(x, 7, 8);
        Assert.All(x, v => Assert.Equal(7, v));
    }

    [Fact]
    public void APermutationHoldsEveryNumberOnce()
    {
        var x = new long[1000];
        new Generator(1).Permutation(x);
        Assert.NotEqual(Enumerable.Range(0, 1000).Select(i => (long)i), x);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), x.Order());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100_003)]
    public void NormalsHaveTheirMeanAndDeviation(int count)
    {
        var x = new float[count];
        new Generator(10).Normal(x, 3, 0);
        Assert.All(x, v => Assert.Equal(3, v));

        new Generator(10).Normal(x, 3, 0.5);
        var mean = x.Average();
        var std = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        Assert.InRange(mean, 3 - 2.5 / Math.Sqrt(count), 3 + 2.5 / Math.Sqrt(count));
        Assert.InRange(std, 0.5 - 1.5 / Math.Sqrt(count), 0.5 + 1.5 / Math.Sqrt(count));
    }

    [Fact]
    public void AnEmptyFillDrawsNothing()
    {
        var generator = new Generator(2);
        generator.Uniform(Span<float>.Empty);
        generator.Normal(Span<double>.Empty);
        generator.Integers([], 0, 1);
        generator.Permutation([]);
        Assert.Equal(Numbers(new Generator(2)), Numbers(generator));
    }

    public static TheoryData<string, Action<Generator>> Mistakes => new()
    {
        { "uniform: expected from <= to, got from 2 to 1;", g => g.Uniform(new float[1], 2, 1) },
        { "uniform: expected from <= to, got from NaN to 1;", g => g.Uniform(new double[1], double.NaN, 1) },
        { "uniform: expected a finite distance in float32, got -3E+38 to 3E+38;", g => g.Uniform(new float[1], -3e38, 3e38) },
        { "uniform: expected a finite distance in float64, got 0 to Infinity;", g => g.Uniform(new double[1], 0, double.PositiveInfinity) },
        { "normal: expected a standard deviation of at least 0, got -0.5;", g => g.Normal(new float[1], 0, -0.5) },
        { "normal: expected a standard deviation of at least 0, got NaN;", g => g.Normal(new double[20], 0, double.NaN) },
        { "randint: expected low < high, got [3, 3), which is empty;", g => g.Integers(new long[1], 3, 3) },
        { "bernoulli: expected a probability in [0, 1], got 1.5;", g => g.Bernoulli(new float[1], 1.5) },
        { "bernoulli: expected a probability in [0, 1], got NaN;", g => g.Bernoulli(new bool[1], double.NaN) },
        { "dropout: expected a probability in [0, 1], got -0.1;", g => g.DropoutMask(new float[1], -0.1) },
        { "set state: expected a state, got null;", g => g.SetState(null!) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void AMistakeIsNamedAndDrawsNothing(string message, Action<Generator> mistake)
    {
        var generator = new Generator(2);
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => mistake(generator)).Message);
        Assert.Equal(Numbers(new Generator(2)), Numbers(generator));
    }

    private static double[] Numbers(Generator generator)
    {
        var x = new double[4];
        generator.Uniform(x);
        return x;
    }

    private static double[] Normals(Generator generator, int count)
    {
        var x = new double[count];
        generator.Normal(x);
        return x;
    }
}
