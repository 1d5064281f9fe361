using Xunit.Abstractions;

namespace Functional.Kernels.Tests;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    private static readonly Dictionary<Unary, Func<double, double>> Exact = new()
    {
        [Unary.Exp] = Math.Exp,
        [Unary.Exp2] = x => Math.Pow(2, x),
        [Unary.Expm1] = x => Math.Abs(x) < 1e-3 ? x + (x * x / 2) + (x * x * x / 6) + (x * x * x * x / 24) : Math.Exp(x) - 1,
        [Unary.Log] = Math.Log,
        [Unary.Log2] = Math.Log2,
        [Unary.Log10] = Math.Log10,
        [Unary.Log1p] = x => Math.Abs(x) < 1e-3 ? x - (x * x / 2) + (x * x * x / 3) - (x * x * x * x / 4) : Math.Log(1 + x),
        [Unary.Sqrt] = Math.Sqrt,
        [Unary.Rsqrt] = x => 1 / Math.Sqrt(x),
        [Unary.Reciprocal] = x => 1 / x,
        [Unary.Sin] = Math.Sin,
        [Unary.Cos] = Math.Cos,
        [Unary.Tan] = Math.Tan,
        [Unary.Asin] = Math.Asin,
        [Unary.Acos] = Math.Acos,
        [Unary.Atan] = Math.Atan,
        [Unary.Sinh] = Math.Sinh,
        [Unary.Cosh] = Math.Cosh,
        [Unary.Tanh] = Math.Tanh,
        [Unary.Asinh] = Math.Asinh,
        [Unary.Acosh] = Math.Acosh,
        [Unary.Atanh] = Math.Atanh,
        [Unary.Sigmoid] = x => 1 / (1 + Math.Exp(-x)),
        [Unary.LogSigmoid] = x => x < -30 ? x - Math.Exp(x) : -Softplus(-x),
        [Unary.Softplus] = x => x > 20 ? x : Softplus(x),
    };

    public static TheoryData<Unary> Functions => [.. Exact.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32FunctionsAreWithinTwoUlps(Unary function)
    {
        var values = Floats.Sweep();
        var results = Floats.Run(new Map(function.ToString(), function, 1, 20), values);
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var ulps = Floats.Ulps(results[i], Exact[function](values[i]));
            if (ulps > worst) (worst, at) = (ulps, i);
        }

        output.WriteLine($"{function}: {worst:F2} ulp at {values[at]}: {results[at]}, exact {Exact[function](values[at])}");
        Assert.True(worst <= 2, $"{function}: {worst:F2} ulp at {values[at]}: {results[at]}, exact {Exact[function](values[at])}");
    }

    [Theory]
    [InlineData(Unary.Exp)]
    [InlineData(Unary.Log)]
    [InlineData(Unary.Sin)]
    [InlineData(Unary.Cos)]
    [InlineData(Unary.Tanh)]
    public void Float64KernelsAreWithinTwoUlps(Unary function)
    {
        double[] values =
        [
            .. Floats.Sweep().Select(x => x * 1.0000001234567), 710, -745.2, -746, 5e-324, 1e-310, 1e300, 1e-300, -740, 709.7, 709.8,
            .. Enumerable.Range(1, 20000).Select(i => i * Math.PI / 4),
        ];
        var results = Floats.Run(new Map(function.ToString(), function), values);
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var ulps = Floats.Ulps(results[i], Exact[function](values[i]));
            if (ulps > worst) (worst, at) = (ulps, i);
        }

        output.WriteLine($"{function}: {worst:F2} ulp at {values[at]:R}: {results[at]:R}, exact {Exact[function](values[at]):R}");
        Assert.True(worst <= 2, $"{function}: {worst:F2} ulp at {values[at]:R}: {results[at]:R}, exact {Exact[function](values[at]):R}");
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

    private static double Softplus(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        var log = e < 1e-3 ? e - (e * e / 2) + (e * e * e / 3) - (e * e * e * e / 4) : Math.Log(1 + e);
        return Math.Max(x, 0) + log;
    }
}
