namespace Functional.Kernels.Tests;

/// <summary>
/// Functions in double precision that <see cref="Math"/> lacks, for arguments of single precision: by other formulas than
/// the kernels', slow, and good to at least 10 digits.
/// </summary>
internal static class RealReference
{
    private static readonly double[] Zetas = [.. Enumerable.Range(0, 80).Select(k => k < 2 ? 0 : Zeta(k))];

    public static double Expm1(double x) => double.IsPositiveInfinity(x) ? x : x < -50 ? -1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    public static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double LogSigmoid(double x) => Math.Min(x, 0) - Log1p(Math.Exp(-Math.Abs(x)));

    public static double Softplus(double x, double beta, double threshold) =>
        beta * x > threshold ? x : (Math.Max(beta * x, 0) + Log1p(Math.Exp(-Math.Abs(beta * x)))) / beta;

    public static double LogAddExp(double x, double y) =>
        x == y ? x + Math.Log(2) : Math.Max(x, y) + Log1p(Math.Exp(-Math.Abs(x - y)));

    /// <summary>exp(-x²) times a series of positive terms; 1 - erfc where that is small.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 3) return Math.Sign(x) * (1 - Erfc(Math.Abs(x)));
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 - erf, and a continued fraction from where that would cancel.</summary>
    public static double Erfc(double x)
    {
        if (!(x > 1.5)) return 1 - Erf(x);
        if (x > 30) return 0;
        var fraction = 0.0;
        for (var n = 200; n > 0; n--) fraction = n / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * (x + fraction));
    }

    /// <summary>Newton's iteration, from a value that is nearly right.</summary>
    public static double Erfinv(double x, double nearly)
    {
        if (!(Math.Abs(x) < 1)) return Math.Abs(x) == 1 ? x * double.PositiveInfinity : double.NaN;
        var y = Math.Abs(nearly);
        for (var i = 0; i < 3; i++)
        {
            var error = y > 1 ? 1 - Math.Abs(x) - Erfc(y) : Erf(y) - Math.Abs(x);
            y -= error * Math.Sqrt(Math.PI) / 2 * Math.Exp(y * y);
        }

        return Math.CopySign(y, x);
    }

    public static double Lgamma(double x)
    {
        if (double.IsInfinity(x) || (x <= 0 && x == Math.Floor(x))) return double.PositiveInfinity;
        if (x < 0.5) return Math.Log(Math.PI / Math.Abs(SinPi(x))) - Lgamma(1 - x);
        if (x < 1.5) return NearOne(x - 1);
        if (x < 2.5) return Log1p(x - 2) + NearOne(x - 2);
        var shift = 0.0;
        for (; x < 20; x++) shift += Math.Log(x);
        var z = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (Math.Log(2 * Math.PI) / 2) + ((1.0 / 12) - (z * ((1.0 / 360) - (z / 1260)))) / x - shift;
    }

    /// <summary>The derivatives of log gamma: (-1)^(n+1) n! times the sum of (x + k)^-(n+1), and Euler and Maclaurin's rest.</summary>
    public static double Polygamma(int n, double x)
    {
        if (double.IsNaN(x) || double.IsNegativeInfinity(x)) return double.NaN;
        if (x <= 0 && x == Math.Floor(x))
            return n > 0 ? (n % 2 == 0 ? -1 : 1) * double.PositiveInfinity : x == 0 ? Math.CopySign(double.PositiveInfinity, -x) : double.NaN;
        if (x < -20 && n == 0) return Polygamma(0, 1 - x) - (Math.PI / Math.Tan(Math.PI * (x - Math.Round(x))));
        var sum = 0.0;
        for (; x < 20; x++) sum += n == 0 ? -1 / x : Math.Pow(x, -n - 1);
        double[] bernoulli = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66];
        if (n == 0)
        {
            sum += Math.Log(x) - (0.5 / x);
            for (var k = 1; k <= 5; k++) sum -= bernoulli[k - 1] / (2 * k * Math.Pow(x, 2 * k));
            return sum;
        }

        var factorial = Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
        sum += (Math.Pow(x, -n) / n) + (Math.Pow(x, -n - 1) / 2);
        var rising = 1.0;
        for (var k = 1; k <= 5; k++)
        {
            // (n + 1) (n + 2) … (n + 2k - 1) / (2k)!
            rising *= k == 1 ? (n + 1) / 2.0 : (n + (2.0 * k) - 2) * (n + (2.0 * k) - 1) / ((2.0 * k) * ((2.0 * k) - 1));
            sum += bernoulli[k - 1] * rising * Math.Pow(x, -n - (2 * k));
        }

        return (n % 2 == 0 ? -1 : 1) * factorial * sum;
    }

    /// <summary>log gamma(1 + z) by its Taylor series.</summary>
    private static double NearOne(double z)
    {
        const double Euler = 0.57721566490153286;
        var sum = 0.0;
        for (var k = Zetas.Length - 1; k >= 2; k--) sum = (Zetas[k] / k) - (z * sum);
        return z * ((z * sum) - Euler);
    }

    private static double Zeta(int s)
    {
        var sum = 0.0;
        for (var k = 1; k < 40; k++) sum += Math.Pow(k, -s);
        return sum + (Math.Pow(40, 1 - s) / (s - 1)) + (Math.Pow(40, -s) / 2) + (s * Math.Pow(40, -s - 1) / 12)
            - (s * (s + 1.0) * (s + 2) * Math.Pow(40, -s - 3) / 720);
    }

    private static double SinPi(double x) => Math.Sin(Math.PI * (x - (2 * Math.Round(x / 2))));
}
