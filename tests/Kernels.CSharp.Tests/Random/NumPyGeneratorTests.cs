namespace Functional.Kernels.Tests;

public class NumPyGeneratorTests
{
    public static TheoryData<int, string> Cases => ReferenceBits.Rows("numpy", ReferenceBits.CallsName);

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheStreamIsNumPysBitForBit(int index, string name)
    {
        Assert.NotEmpty(name);
        var item = ReferenceBits.Section("numpy")[index];
        var generator = new NumPyGenerator(item.GetProperty("seed").GetInt64());
        foreach (var call in item.GetProperty("calls").EnumerateArray())
        {
            var (args, bits) = (call.GetProperty("args"), call.GetProperty("bits"));
            var x = new double[bits.GetArrayLength()];
            switch (call.GetProperty("op").GetString())
            {
                case "rand": generator.Rand(x); break;
                case "uniform": generator.Uniform(x, args.GetProperty("low").GetDouble(), args.GetProperty("high").GetDouble()); break;
                case "randn": generator.Randn(x); break;
                case var op: throw new NotSupportedException(op);
            }

            ReferenceBits.AssertBits(bits, x);
        }
    }

    [Fact]
    public void AFillIsItsSingleDrawsInOrder()
    {
        var filling = new NumPyGenerator(3);
        var single = new NumPyGenerator(3);
        var x = new double[5];

        filling.Randn(x);
        Assert.Equal(x, Repeat(single.Randn));
        filling.Rand(x);
        Assert.Equal(x, Repeat(single.Rand));
        filling.Uniform(x, -2, 5);
        Assert.Equal(x, Repeat(() => single.Uniform(-2, 5)));

        static double[] Repeat(Func<double> draw) => [draw(), draw(), draw(), draw(), draw()];
    }

    [Fact]
    public void SeedStartsAnewAndForgetsTheCachedNormal()
    {
        var generator = new NumPyGenerator(8);
        var first = generator.Randn();
        generator.Seed(8);
        Assert.Equal(first, generator.Randn());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 32)]
    public void SeedsThatNumPyRefusesAreRefused(long seed)
    {
        Assert.Contains("[0, 4294967295]", Assert.Throws<ArgumentException>(() => new NumPyGenerator(seed)).Message);
        Assert.Throws<ArgumentException>(() => new NumPyGenerator(0).Seed(seed));
    }

    [Fact]
    public void BoundsWithoutAFiniteDistanceAreRefused() =>
        Assert.Throws<ArgumentException>(() => new NumPyGenerator(0).Uniform(double.NegativeInfinity, 0));
}
