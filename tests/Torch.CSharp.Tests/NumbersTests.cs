using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

/// <summary>What differs in libtorch from what the families mean, and was mended.</summary>
public class NumbersTests
{
    [TorchTheory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void FloatsOf16BitsAreComputedInSinglePrecisionAndRoundedOnce(DType dtype)
    {
        var (x, y) = (Backend.Full([3], dtype, 1.0 / 3), Backend.Full([3], dtype, 0.1));
        var managed = ManagedBackend.Instance;
        foreach (var op in new[] { Binary.Add, Binary.Mul, Binary.Div, Binary.Pow })
        {
            var zip = new Zip(op.ToString(), op);
            var expected = zip.Run(managed.Full([], dtype, 1.0 / 3), managed.Full([], dtype, 0.1));
            var actual = new Reduce("max", Reduction.Max, [0], false).Run(zip.Run(x, y));
            Assert.Equal(dtype, actual.DType);
            Assert.Equal(managed.Item(expected), Backend.Item(actual));
        }
    }

    [TorchFact]
    public void FloatsBeyondTheIntegersBecomeTheNearestAndNanBecomesZero()
    {
        var x = Backend.Create<float>([float.NaN, float.PositiveInfinity, -1e30f, 1e10f, -1.9f], [5]);
        Assert.Equal([0, int.MaxValue, int.MinValue, int.MaxValue, -1], Read<int>(new Cast(DType.Int32).Run(x)));
        Assert.Equal([0, long.MaxValue, long.MinValue, 10_000_000_000, -1], Read<long>(new Cast(DType.Int64).Run(x)));
    }

    [TorchFact]
    public void DrawsAreTheBitsOfKeyAndCounter()
    {
        var draw = new Draw("draw", 5, [4, 3], DType.Float32);
        var expected = draw.Run(ManagedBackend.Instance.Full(Shape.Scalar, DType.Int64, 42));
        Assert.Equal(Read<float>(expected), Read<float>(draw.Run(Backend.Full(Shape.Scalar, DType.Int64, 42))));
    }

    [TorchFact]
    public void AllThatFullMadeIsKnownToBeOneNumber()
    {
        Assert.Equal((Number)2.5, Backend.Full([3, 4], DType.Float64, 2.5).Uniform);
        Assert.Null(Vector(1, 1).Uniform);
    }

    [TorchFact]
    public void OperationsFindTheBackendOfTheirArguments()
    {
        var x = Vector(1, 2, 3);
        var sum = new Reduce("sum", Reduction.Sum, [0], false).Run(new Map("square", Unary.Square).Run(x));
        Assert.Equal((Number)14.0, Backend.Item(sum));
    }
}
