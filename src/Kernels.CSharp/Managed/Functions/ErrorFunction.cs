using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The error function over lanes of doubles by the rational approximations of W. J. Cody, "Rational Chebyshev
/// approximations for the error function", Mathematics of Computation 23 (1969).
/// </summary>
internal static class ErrorFunction<L>
    where L : struct, ILanes<L, double>
{
    private const double Near = 0.46875;
    private const double InverseRootPi = 0.56418958354775628695;

    /// <summary>From here on erfc is 0, and erf has long been 1.</summary>
    private const double Most = 27.3;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Erf(L x)
    {
        var a = L.Abs(x);
        var near = NearErf(x);
        var beyond = L.Less(L.Of(Near), a);
        return beyond.Any() ? L.Select(beyond, (L.Of(1) - Tail(a)) | (x & L.Of(-0.0)), near) : near;
    }

    /// <summary>1 - erf x, with full relative accuracy far to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Erfc(L x)
    {
        var a = L.Abs(x);
        var near = L.Of(1) - NearErf(x);
        var beyond = L.Less(L.Of(Near), a);
        if (!beyond.Any()) return near;
        var tail = Tail(a);
        return L.Select(beyond, L.Select(L.Less(x, L.Of(0)), L.Of(2) - tail, tail), near);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L NearErf(L x) => x * Ratio(x * x, NearTop, NearBottom);

    /// <summary>erfc of a number above <see cref="Near"/>; something finite below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L Tail(L a)
    {
        var y = L.AtMost(L.Of(Most), a);
        var ratio = Ratio(y, MiddleTop, MiddleBottom);
        var far = L.Less(L.Of(4), y);
        if (far.Any())
        {
            var z = L.Of(1) / (y * y);
            ratio = L.Select(far, (L.Of(InverseRootPi) - (z * Ratio(z, FarTop, FarBottom))) / y, ratio);
        }

        // The rounding of the square must not become a relative error of its exponential.
        var square = y * y;
        var exponential = ExpKernel<L, double, DoublePrecision>.Exp(-square, L.Fma(-y, y, square));
        return L.Select(L.LessEqual(L.Of(Most), a), L.Of(0), exponential * ratio);
    }

    /// <summary>The quotient of two polynomials of the same degree, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Ratio(L x, ReadOnlySpan<double> top, ReadOnlySpan<double> bottom)
    {
        var (above, below) = (L.Of(top[0]), L.Of(bottom[0]));
        for (var i = 1; i < top.Length; i++) (above, below) = (L.Fma(above, x, L.Of(top[i])), L.Fma(below, x, L.Of(bottom[i])));
        return above / below;
    }
}
