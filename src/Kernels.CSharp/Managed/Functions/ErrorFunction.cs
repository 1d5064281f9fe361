namespace Functional.Kernels;

/// <summary>
/// The error function by the rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error
/// function", Mathematics of Computation 23 (1969).
/// </summary>
internal static class ErrorFunction
{
    private const double Near = 0.46875;
    private const double InverseRootPi = 0.56418958354775628695;

    private static ReadOnlySpan<double> NearTop =>
    [
        1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3,
    ];

    private static ReadOnlySpan<double> NearBottom =>
    [
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3,
    ];

    private static ReadOnlySpan<double> MiddleTop =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
        6.58749161529837803e-4,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        1, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
    ];

    /// <summary>2 / sqrt(pi) times the integral of exp(-t²) from 0 to x.</summary>
    internal static double Erf(double x)
    {
        var y = Math.Abs(x);
        if (y <= Near) return x * NearRatio(x * x);
        var value = y >= 6 ? 1 : 1 - Tail(y);
        return double.IsNaN(x) ? x : Math.CopySign(value, x);
    }

    /// <summary>1 - erf x, with full relative accuracy far to the right.</summary>
    internal static double Erfc(double x)
    {
        if (Math.Abs(x) <= Near) return 1 - (x * NearRatio(x * x));
        if (double.IsNaN(x)) return x;
        return x < 0 ? 2 - Tail(-x) : Tail(x);
    }

    private static double NearRatio(double square) =>
        Polynomial.Evaluate(square, NearTop) / Polynomial.Evaluate(square, NearBottom);

    /// <summary>erfc of a number above <see cref="Near"/>.</summary>
    private static double Tail(double y)
    {
        if (y > 27.3) return 0;
        if (y <= 4) return ExpMinusSquare(y) * (Polynomial.Evaluate(y, MiddleTop) / Polynomial.Evaluate(y, MiddleBottom));
        var z = 1 / (y * y);
        var ratio = z * Polynomial.Evaluate(z, FarTop) / Polynomial.Evaluate(z, FarBottom);
        return ExpMinusSquare(y) * ((InverseRootPi - ratio) / y);
    }

    /// <summary>exp(-y²), where the rounding of the square must not become a relative error of the result.</summary>
    private static double ExpMinusSquare(double y)
    {
        var coarse = Math.Truncate(y * 16) / 16;
        return Math.Exp(-coarse * coarse) * Math.Exp(-(y - coarse) * (y + coarse));
    }
}
