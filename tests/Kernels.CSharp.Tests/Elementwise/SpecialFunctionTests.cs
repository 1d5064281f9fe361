using Xunit.Abstractions;

namespace Functional.Kernels.Tests;

public sealed class SpecialFunctionTests(ITestOutputHelper output)
{
    [Fact]
    public void ErfIsAccurate() => Check(new Map("erf", Unary.Erf), SpecialValues.Erf);

    [Fact]
    public void ErfcIsAccurate() => Check(new Map("erfc", Unary.Erfc), SpecialValues.Erfc, 4e-15);

    [Fact]
    public void ErfinvIsAccurate() => Check(new Map("erfinv", Unary.Erfinv), SpecialValues.Erfinv, 1e-15);

    [Fact]
    public void ErfOfErfinvIsTheNumberItself()
    {
        var numbers = Enumerable.Range(-999, 1999).Select(i => i / 1000f).ToArray();
        var inverses = Floats.Run(new Map("erfinv", Unary.Erfinv), numbers);

        // A rounding of the inverse, half a unit in its last place, changes erf of it by that times its slope.
        foreach (var (x, y) in numbers.Zip(inverses))
        {
            var slope = 2 / Math.Sqrt(Math.PI) * Math.Exp(-(double)y * y);
            var unit = MathF.BitIncrement(Math.Abs(y)) - Math.Abs(y);
            Assert.InRange(ErfOf(y) - x, -0.51 * unit * slope, 0.51 * unit * slope);
        }

        static double ErfOf(double y) => Floats.Run(new Map("erf", Unary.Erf), [y])[0];
    }

    [Fact]
    public void LgammaIsAccurate() => Check(new Map("lgamma", Unary.Lgamma), SpecialValues.Lgamma);

    [Fact]
    public void DigammaIsAccurate() => Check(new Map("digamma", Unary.Polygamma, 0), SpecialValues.Digamma);

    [Fact]
    public void TrigammaIsAccurate() => Check(new Map("polygamma", Unary.Polygamma, 1), SpecialValues.Trigamma);

    [Fact]
    public void HigherPolygammasAreAccurate()
    {
        Check(new Map("polygamma", Unary.Polygamma, 2), SpecialValues.Polygamma2);
        Check(new Map("polygamma", Unary.Polygamma, 5), SpecialValues.Polygamma5, 1e-14);
    }

    [Fact]
    public void DifferencesOfExponentialsAndLogarithmsDoNotCancel()
    {
        Check(new Map("expm1", Unary.Expm1), SpecialValues.Expm1, 5e-16);
        Check(new Map("log1p", Unary.Log1p), SpecialValues.Log1p, 5e-16);
        Check(new Map("sigmoid", Unary.Sigmoid), SpecialValues.Sigmoid, 5e-16);
        Check(new Map("logsigmoid", Unary.LogSigmoid), SpecialValues.LogSigmoid, 5e-16);
    }

    [Fact]
    public void PolesAndInfinitiesAreWhatTheMathematicsSays()
    {
        var (inf, nan) = (double.PositiveInfinity, double.NaN);
        Assert.Equal([inf, inf, inf, inf, inf, nan, 0, 0], Floats.Run(new Map("lgamma", Unary.Lgamma), [0, -1, -2, inf, -inf, nan, 1, 2.0]));
        Assert.Equal([-inf, inf, nan, nan, inf, nan], Floats.Run(new Map("digamma", Unary.Polygamma), [0.0, -0.0, -1, -2, inf, nan]));
        Assert.Equal([inf, inf, inf, 0, nan], Floats.Run(new Map("polygamma", Unary.Polygamma, 1), [0.0, -1, -2, inf, nan]));
        Assert.Equal([-inf, -inf, -inf, -inf, -0.0, nan], Floats.Run(new Map("polygamma", Unary.Polygamma, 2), [0.0, -0.0, -1, -2, inf, nan]));
        Assert.Equal([1, -1, nan], Floats.Run(new Map("erf", Unary.Erf), [inf, -inf, nan]));
        Assert.Equal([inf, -inf, nan, nan, nan, 0], Floats.Run(new Map("erfinv", Unary.Erfinv), [1, -1, 1.5, -inf, nan, 0.0]));
        Assert.Equal([0, 2, nan, 0], Floats.Run(new Map("erfc", Unary.Erfc), [inf, -inf, nan, 30]));
    }

    [Fact]
    public void PolygammaOverflowsBesideAPole()
    {
        var inf = double.PositiveInfinity;
        Assert.Equal([inf, -inf], Floats.Run(new Map("polygamma", Unary.Polygamma, 2), [-1e-310, 1e-310]));
        Assert.Equal([inf, inf], Floats.Run(new Map("polygamma", Unary.Polygamma, 1), [-1e-310, 1e-310]));
    }

    /// <summary>Relative accuracy; absolute where a function crosses 0 by the cancellation of its own parts.</summary>
    private void Check(Map operation, double[][] table, double tolerance = 2e-15)
    {
        var results = Floats.Run(operation, Array.ConvertAll(table, row => row[0]));
        for (var i = 0; i < table.Length; i++)
        {
            var error = Math.Abs(results[i] - table[i][1]) / Math.Max(Math.Abs(table[i][1]), table[i][1] == 0 ? 1 : 0);
            if (results[i] == table[i][1]) error = 0;
            output.WriteLine($"{operation}({table[i][0]:R}) = {results[i]:R}: {error:E2}");
            Assert.True(error <= tolerance, $"{operation}({table[i][0]:R}) = {results[i]:R}, expected {table[i][1]:R}: {error:E2}");
        }
    }
}
