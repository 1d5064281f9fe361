namespace Functional.Kernels.Tests;

public sealed class MapTests
{
    private static readonly Unary[] Exact =
    [
        Unary.Neg, Unary.Abs, Unary.Sign, Unary.Square, Unary.Relu, Unary.Clamp, Unary.Floor, Unary.Ceil, Unary.Round, Unary.Trunc, Unary.PowNumber,
        Unary.LogicalNot, Unary.IsNan, Unary.IsInf, Unary.IsFinite,
    ];

    public static TheoryData<DType> DTypesWithNumbers => ZipTests.DTypesWithNumbers;

    [Theory]
    [MemberData(nameof(DTypesWithNumbers))]
    public void OperationsAgreeWithScalarsOnEveryLayout(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            foreach (var op in Exact)
            {
                var result = new Map(op.ToString(), op, 2, 5).Run(x);
                var expected = reference.Values.Select(v => ScalarReference.Map(op, 2, 5, v)).Select(v => result.DType == DType.UInt8 ? (byte)(long)v : v);
                Assert.Equal(x.Shape, result.Shape);
                Assert.Equal(expected, Samples.Values(result));
            }
        }
    }

    [Fact]
    public void FloatOperationsTreatSpecialValuesAsPyTorchDoes()
    {
        double[] parameters = [0, 1, 2, 3, 4, -1, -2, 0.5, -0.5, 2.5, double.PositiveInfinity, double.NegativeInfinity];
        double[] specials = [.. Floats.Specials, 1.5, 3.5, -1.5, 4503599627370497.5];
        foreach (var op in Exact.Append(Unary.NumberPow))
        {
            foreach (var p in parameters)
            {
                var result = Floats.Run(new Map(op.ToString(), op, p, double.PositiveInfinity), [.. specials.Concat(specials)], toBool: op >= Unary.LogicalNot);
                for (var i = 0; i < result.Length; i++)
                {
                    var x = specials[i % specials.Length];
                    var expected = ScalarReference.Map(op, p, double.PositiveInfinity, x);
                    Assert.True(Floats.Ulps(result[i], expected) <= 1, $"{op}[{p}]({x:R}) = {result[i]:R}, expected {expected:R}");
                }
            }
        }
    }

    [Fact]
    public void IntegersClampToInfiniteBounds()
    {
        var x = Samples.From([-5, 0, 5], [3], DType.Int32);
        Assert.Equal([-5, 0, 2], Samples.Values(new Map("clamp", Unary.Clamp, double.NegativeInfinity, 2).Run(x)));
        Assert.Equal([1, 1, 5.0], Samples.Values(new Map("clamp", Unary.Clamp, 1, double.PositiveInfinity).Run(x)));
    }

    [Fact]
    public void IntegerPowersNeedWholeExponents()
    {
        var x = Samples.From([-3, 0, 5], [3], DType.Int64);
        Assert.Equal([-27, 0, 125], Samples.Values(new Map("pow", Unary.PowNumber, 3).Run(x)));
        Assert.Equal([0, 1, 32], Samples.Values(new Map("pow", Unary.NumberPow, 2).Run(x)));
        Assert.Throws<DTypeException>(() => new Map("pow", Unary.PowNumber, 0.5).Run(x));
    }

    [Fact]
    public void FunctionsOfRealsRefuseIntegersAndBools()
    {
        foreach (var dtype in new[] { DType.Int64, DType.UInt8, DType.Bool })
            Assert.Throws<DTypeException>(() => new Map("sin", Unary.Sin).Run(Samples.From([1, 0, 1], [3], dtype)));
    }

    [Fact]
    public void NotOfBoolsIsTheOtherValue() =>
        Assert.Equal([0, 1, 0.0], Samples.Values(new Map("logical_not", Unary.LogicalNot).Run(Samples.From([1, 0, 1], [3], DType.Bool))));

    [Fact]
    public void UniformAndTransposedArraysKeepTheirLayout()
    {
        var uniform = (ManagedArray)new Map("sin", Unary.Sin).Run(ManagedBackend.Instance.Full([1000, 1000], DType.Float32, 2));
        Assert.True(uniform.IsUniform);
        var transposed = (ManagedArray)new Map("neg", Unary.Neg).Run(new Permute([1, 0]).Run(Samples.Create([3, 4], DType.Float32).Array));
        Assert.Equal([1, 4], transposed.Strides.ToArray());
    }
}
