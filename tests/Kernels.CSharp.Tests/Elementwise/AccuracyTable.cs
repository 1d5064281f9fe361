namespace Functional.Kernels.Tests;

/// <summary>A function of one number with its parameters, and what it should be in double precision.</summary>
/// <param name="Op">The function.</param>
/// <param name="P">Its first parameter.</param>
/// <param name="Q">Its second parameter.</param>
/// <param name="Exact">The value in double precision.</param>
/// <param name="Ulps">How far off a float32 result may be, in units in its last place.</param>
/// <param name="Floor">Where the function crosses 0 away from 0: errors are relative to results of at least this size.</param>
/// <param name="Least">Where the sweep begins: elsewhere the reference is worse than the kernel.</param>
internal sealed record UnaryAccuracy(
    Unary Op, double P, double Q, Func<double, double> Exact, double Ulps, double Floor = 0, double Least = double.NegativeInfinity)
{
    public Map Operation => new(Op.ToString(), Op, P, Q);

    public override string ToString() => $"{Op}({P}, {Q})";
}

/// <summary>A function of two numbers with its parameter, and what it should be in double precision.</summary>
internal sealed record BinaryAccuracy(Binary Op, double P, Func<double, double, double> Exact, double Ulps)
{
    public Zip Operation => new(Op.ToString(), Op, P);

    public override string ToString() => $"{Op}({P})";
}

/// <summary>
/// How exact every elementwise function on float32 is. Those that round the exact result, or a result of double
/// precision, are within half a unit in the last place (and a little, for the double's own error); the rest within 2.
/// </summary>
internal static class AccuracyTable
{
    private const double Rounded = 0.501;
    private const double Kernel = 2;

    public static readonly UnaryAccuracy[] Unaries =
    [
        Of(Unary.Neg, x => -x, 0),
        Of(Unary.Abs, Math.Abs, 0),
        Of(Unary.Sign, x => x > 0 ? 1 : x < 0 ? -1 : 0, 0),
        Of(Unary.Relu, x => x < 0 ? 0 : x, 0),
        Of(Unary.Floor, Math.Floor, 0),
        Of(Unary.Ceil, Math.Ceiling, 0),
        Of(Unary.Round, x => Math.Round(x, MidpointRounding.ToEven), 0),
        Of(Unary.Trunc, Math.Truncate, 0),
        Of(Unary.Clamp, -1.5, 2.5, x => double.IsNaN(x) ? x : Math.Clamp(x, -1.5, 2.5), 0),
        Of(Unary.Square, x => x * x, Rounded),
        Of(Unary.Sqrt, Math.Sqrt, Rounded),
        Of(Unary.Reciprocal, x => 1 / x, Rounded),
        Of(Unary.Rsqrt, x => 1 / Math.Sqrt(x), Kernel),
        Of(Unary.Exp, Math.Exp, Kernel),
        Of(Unary.Exp2, x => Math.Pow(2, x), Kernel),
        Of(Unary.Expm1, RealReference.Expm1, Kernel),
        Of(Unary.Log, Math.Log, Kernel),
        Of(Unary.Log1p, RealReference.Log1p, Kernel),
        Of(Unary.Log2, Math.Log2, Rounded),
        Of(Unary.Log10, Math.Log10, Rounded),
        Of(Unary.Sin, Math.Sin, Kernel),
        Of(Unary.Cos, Math.Cos, Kernel),
        Of(Unary.Tan, Math.Tan, Rounded),
        Of(Unary.Asin, Math.Asin, Rounded),
        Of(Unary.Acos, Math.Acos, Rounded),
        Of(Unary.Atan, Math.Atan, Rounded),
        Of(Unary.Sinh, Math.Sinh, Rounded),
        Of(Unary.Cosh, Math.Cosh, Rounded),
        Of(Unary.Tanh, Math.Tanh, Kernel),
        Of(Unary.Asinh, Math.Asinh, Rounded),
        Of(Unary.Acosh, Math.Acosh, Rounded),
        Of(Unary.Atanh, Math.Atanh, Rounded),
        Of(Unary.Sigmoid, RealReference.Sigmoid, Kernel),
        Of(Unary.LogSigmoid, RealReference.LogSigmoid, Kernel),
        .. Softplus((1, 20), (2, 10), (0.3, 20), (-1.5, 5), (100, 30)),
        Of(Unary.Erf, RealReference.Erf, Rounded),
        Of(Unary.Erfc, RealReference.Erfc, Rounded),
        Of(Unary.Erfinv, x => RealReference.Erfinv(x, Floats.Run(new Map("erfinv", Unary.Erfinv), [x])[0]), Rounded),
        Of(Unary.Lgamma, RealReference.Lgamma, Rounded),
        .. Enumerable.Range(0, 4).Select(n =>
            new UnaryAccuracy(Unary.Polygamma, n, 0, x => RealReference.Polygamma(n, x), Kernel, Floor: 1e-3, Least: n == 0 ? -1e5 : -30)),
        .. Powers(0, 1, 2, 0.5, -1).Select(power => power with { Ulps = Rounded }),
        .. Powers(3, -2),
        .. Powers(4, -0.5, 1.7, -3, 100, 1.0 / 3, -0.001, double.PositiveInfinity).Select(power => power with { Ulps = Rounded }),
        .. new[] { 2, 10, 0.5, Math.E, 1.0000001, 1, 0, -2, double.NegativeInfinity }.Select(number =>
            Of(Unary.NumberPow, number, 0, x => Math.Pow(number, x), Rounded)),
    ];

    public static readonly BinaryAccuracy[] Binaries =
    [
        Of(Binary.Add, (x, y) => x + y, Rounded),
        Of(Binary.Sub, (x, y) => x - y, Rounded),
        Of(Binary.Mul, (x, y) => x * y, Rounded),
        Of(Binary.Div, (x, y) => x / y, Rounded),
        Of(Binary.Max, Math.Max, 0),
        Of(Binary.Min, Math.Min, 0),
        .. new[] { 0.5, -1.7f, 1e-3f, 3e30f }.Select(p => new BinaryAccuracy(Binary.AddScaled, p, (x, y) => Math.FusedMultiplyAdd(p, y, x), Rounded)),
        Of(Binary.Pow, Math.Pow, Rounded),
        Of(Binary.Atan2, Math.Atan2, Rounded),
        Of(Binary.Hypot, double.Hypot, Rounded),
        Of(Binary.Fmod, (x, y) => x % y, 0),
        Of(Binary.Remainder, (x, y) => ScalarReference.Zip(Binary.Remainder, 0, x, y), Rounded),
        Of(Binary.Xlogy, (x, y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y), Rounded),
        Of(Binary.LogAddExp, RealReference.LogAddExp, Rounded),
    ];

    private static UnaryAccuracy Of(Unary op, Func<double, double> exact, double ulps) => Of(op, 0, 0, exact, ulps);

    private static UnaryAccuracy Of(Unary op, double p, double q, Func<double, double> exact, double ulps) => new(op, p, q, exact, ulps);

    private static BinaryAccuracy Of(Binary op, Func<double, double, double> exact, double ulps) => new(op, 0, exact, ulps);

    private static IEnumerable<UnaryAccuracy> Softplus(params (double Beta, double Threshold)[] parameters) =>
        parameters.Select(p => Of(Unary.Softplus, p.Beta, p.Threshold, x => RealReference.Softplus(x, p.Beta, p.Threshold), Kernel));

    private static IEnumerable<UnaryAccuracy> Powers(params double[] exponents) =>
        exponents.Select(exponent => Of(Unary.PowNumber, exponent, 0, x => Math.Pow(x, exponent), Kernel));
}
