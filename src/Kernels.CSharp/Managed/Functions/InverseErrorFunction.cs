using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The inverse of the error function, from the quantile of the normal distribution by the rational approximations of
/// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988).
/// </summary>
internal static class InverseErrorFunction<L>
    where L : struct, ILanes<L, double>
{
    private const double RootHalf = 0.70710678118654752440;

    private static ReadOnlySpan<double> MiddleTop =>
    [
        2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
        1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
        5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1,
    ];

    private static ReadOnlySpan<double> SideTop =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
        3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0,
    ];

    private static ReadOnlySpan<double> SideBottom =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>The y with erf y = x: infinite at -1 and 1, nan beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Value(L x)
    {
        // The probability is (1 + x) / 2, which is never made, for it would lose the digits of a small x.
        var middle = x * L.Of(0.5 * RootHalf) * Ratio(L.Of(0.180625) - (x * x * L.Of(0.25)), MiddleTop, MiddleBottom);
        var distance = L.Of(1) - L.Abs(x);
        var beyond = L.Less(distance, L.Of(0.15));
        return beyond.Any() ? L.Select(beyond, Beyond(x, distance), middle) : middle;
    }

    /// <summary>The value where the distance to -1 or 1 is small: the quantile by the root of minus its logarithm.</summary>
    private static L Beyond(L x, L distance)
    {
        var root = L.Sqrt(-LogKernel<L, double, DoublePrecision>.Log(distance * L.Of(0.5)));
        var quantile = Ratio(root - L.Of(1.6), SideTop, SideBottom);
        var far = L.Less(L.Of(5), root);
        if (far.Any())
        {
            quantile = L.Select(far, Ratio(root - L.Of(5), FarTop, FarBottom), quantile);
            quantile = L.Select(L.Equal(distance, L.Of(0)), L.Of(double.PositiveInfinity), quantile);
        }

        var value = quantile * L.Of(RootHalf);
        return L.Select(L.Less(x, L.Of(0)), -value, value);
    }

    /// <summary>The quotient of two polynomials of degree 7, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Ratio(L r, ReadOnlySpan<double> top, ReadOnlySpan<double> bottom)
    {
        var (above, below) = (L.Of(top[0]), L.Of(bottom[0]));
        for (var i = 1; i < 8; i++) (above, below) = (L.Fma(above, r, L.Of(top[i])), L.Fma(below, r, L.Of(bottom[i])));
        return above / below;
    }
}
