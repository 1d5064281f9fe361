namespace Functional.Kernels.Tests;

public class InitializationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(784)]
    public void BoundsOfWeightAndBiasAgreeButForRounding(int fanIn)
    {
        Assert.Equal(1 / Math.Sqrt(fanIn), Initialization.LinearBiasBound(fanIn));
        Assert.Equal(1, Initialization.LinearWeightBound(fanIn) * Math.Sqrt(fanIn), 1e-15);
    }

    [Fact]
    public void AFanInOfNothingIsRefused()
    {
        Assert.StartsWith("initialization: expected at least 1 input, got 0;",
            Assert.Throws<ArgumentException>(() => Initialization.LinearWeightBound(0)).Message);
        Assert.Throws<ArgumentException>(() => Initialization.LinearBias(new float[1], -1, new Generator(0)));
    }

    [Fact]
    public void AMissingGeneratorIsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Initialization.LinearWeight(new float[1], 1, null!));
        Assert.Throws<ArgumentNullException>(() => Initialization.LinearBias(new float[1], 1, null!));
    }
}
