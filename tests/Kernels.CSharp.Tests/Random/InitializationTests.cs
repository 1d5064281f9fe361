namespace Functional.Kernels.Tests;

public class InitializationTests
{
    // The bits are those of the formulas in double precision, evaluated in PyTorch's order; any other order misses one.
    // Rounded to float32 the two bounds are mostly equal, so that the layers' own reference bits cannot tell.
    [Theory]
    [InlineData(1, 0x3fefffffffffffff, 0x3ff0000000000000)]
    [InlineData(2, 0x3fe6a09e667f3bcb, 0x3fe6a09e667f3bcc)]
    [InlineData(7, 0x3fd83091e6a7f7e6, 0x3fd83091e6a7f7e6)]
    [InlineData(10, 0x3fd43d136248490e, 0x3fd43d136248490f)]
    [InlineData(784, 0x3fa2492492492492, 0x3fa2492492492492)]
    public void BoundsAreRoundedInPyTorchsOrder(int fanIn, long weightBits, long biasBits)
    {
        Assert.Equal(weightBits, BitConverter.DoubleToInt64Bits(Initialization.LinearWeightBound(fanIn)));
        Assert.Equal(biasBits, BitConverter.DoubleToInt64Bits(Initialization.LinearBiasBound(fanIn)));
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
