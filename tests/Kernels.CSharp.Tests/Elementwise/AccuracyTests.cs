using Xunit.Abstractions;

namespace Functional.Kernels.Tests;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    public static TheoryData<string> Unaries => [.. AccuracyTable.Unaries.Select(row => row.ToString())];

    public static TheoryData<string> Binaries => [.. AccuracyTable.Binaries.Select(row => row.ToString())];

    [Fact]
    public void EveryFunctionToNumbersHasASweep()
    {
        Assert.Equal(Enum.GetValues<Unary>().Where(op => op < Unary.LogicalNot), AccuracyTable.Unaries.Select(row => row.Op).Distinct().Order());
        Assert.Equal(Enum.GetValues<Binary>().Where(op => op < Binary.Equal), AccuracyTable.Binaries.Select(row => row.Op).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Unaries))]
    public void Float32FunctionsAreAsExactAsTheTableSays(string name)
    {
        var row = AccuracyTable.Unaries.Single(row => row.ToString() == name);
        var values = Floats.Sweep().Where(x => !(x < row.Least)).ToArray();
        var results = Floats.Run(row.Operation, values);
        var (worst, at, exactly) = (0.0, 0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var exact = row.Exact(values[i]);
            var ulps = Floats.Ulps(results[i], exact, row.Floor);
            if (ulps > worst) (worst, at, exactly) = (ulps, i, exact);
        }

        var report = $"{name}: {worst:F3} ulp at {values[at]:R}: {results[at]:R}, exact {exactly:R}";
        output.WriteLine(report);
        Assert.True(worst <= row.Ulps, report);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public void Float32FunctionsOfTwoAreAsExactAsTheTableSays(string name)
    {
        var row = AccuracyTable.Binaries.Single(row => row.ToString() == name);
        var (x, y) = Floats.Pairs();
        var results = new float[x.Length];
        var backend = ManagedBackend.Instance;
        backend.Read<float>(row.Operation.Run(backend.Create<float>(x, [x.Length]), backend.Create<float>(y, [y.Length])), results);
        var (worst, at, exactly) = (0.0, 0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var exact = row.Exact(x[i], y[i]);
            var ulps = Floats.Ulps(results[i], exact);
            if (ulps > worst) (worst, at, exactly) = (ulps, i, exact);
        }

        var report = $"{name}: {worst:F3} ulp at ({x[at]:R}, {y[at]:R}): {results[at]:R}, exact {exactly:R}";
        output.WriteLine(report);
        Assert.True(worst <= row.Ulps, report);
    }

    /// <summary>The results of <see cref="Math"/> that they are compared with are up to 1.5 ulps off themselves.</summary>
    [Theory]
    [InlineData(Unary.Exp, 2)]
    [InlineData(Unary.Exp2, 2)]
    [InlineData(Unary.Log, 2)]
    [InlineData(Unary.Log2, 2)]
    [InlineData(Unary.Log10, 2)]
    [InlineData(Unary.Sin, 2)]
    [InlineData(Unary.Cos, 2)]
    [InlineData(Unary.Tan, 2)]
    [InlineData(Unary.Asin, 2)]
    [InlineData(Unary.Acos, 2)]
    [InlineData(Unary.Atan, 2)]
    [InlineData(Unary.Sinh, 3)]
    [InlineData(Unary.Cosh, 2)]
    [InlineData(Unary.Tanh, 3)]
    [InlineData(Unary.Asinh, 3)]
    [InlineData(Unary.Acosh, 3)]
    [InlineData(Unary.Atanh, 3)]
    public void Float64KernelsAreWithinAFewUlps(Unary function, double most)
    {
        double[] values =
        [
            .. Floats.Sweep().Select(x => x * 1.0000001234567), 710, -745.2, -746, 5e-324, 1e-310, 1e300, 1e-300, -740, 709.7, 709.8,
            .. Enumerable.Range(1, 20000).Select(i => i * Math.PI / 4),
        ];
        var row = AccuracyTable.Unaries.First(row => row.Op == function);
        var results = Floats.Run(new Map(function.ToString(), function), values);
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var ulps = Floats.Ulps(results[i], row.Exact(values[i]));
            if (ulps > worst) (worst, at) = (ulps, i);
        }

        output.WriteLine($"{function}: {worst:F2} ulp at {values[at]:R}: {results[at]:R}, exact {row.Exact(values[at]):R}");
        Assert.True(worst <= most, $"{function}: {worst:F2} ulp at {values[at]:R}: {results[at]:R}, exact {row.Exact(values[at]):R}");
    }

    [Fact]
    public void SinesAndCosinesAreAtMostOne()
    {
        var values = Enumerable.Range(0, 400_000).Select(i => (i - 200_000) * 1e-5f).ToArray();
        foreach (var function in new[] { Unary.Sin, Unary.Cos })
        {
            Assert.All(Floats.Run(new Map("sine", function), values), y => Assert.InRange(y, -1, 1));
            Assert.All(Floats.Run(new Map("sine", function), Array.ConvertAll(values, x => (double)x)), y => Assert.InRange(y, -1, 1));
        }

        Assert.Equal([1f], Floats.Run(new Map("cos", Unary.Cos), [0f]));
        Assert.Equal([1.0], Floats.Run(new Map("cos", Unary.Cos), [0.0]));
    }

    [Fact]
    public void OddFunctionsKeepTheSignOfZero()
    {
        Unary[] odd =
        [
            Unary.Sin, Unary.Tan, Unary.Asin, Unary.Atan, Unary.Sinh, Unary.Tanh, Unary.Asinh, Unary.Atanh, Unary.Expm1, Unary.Log1p,
            Unary.Erf, Unary.Erfinv, Unary.Sqrt, Unary.Round, Unary.Trunc,
        ];
        foreach (var function in odd)
        {
            var operation = new Map(function.ToString(), function);
            Assert.All(Floats.Run(operation, new float[40].Select(_ => -0f).ToArray()), y => Assert.True(y == 0 && float.IsNegative(y), function.ToString()));
            Assert.All(Floats.Run(operation, new double[3].Select(_ => -0.0).ToArray()), y => Assert.True(y == 0 && double.IsNegative(y), function.ToString()));
        }
    }
}
