using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The tangent over lanes of doubles: x = n pi / 2 + r with |r| of at most pi / 4, and sin r / cos r or, after an odd
/// number of quarter turns, -cos r / sin r. Numbers too large for that are left to <see cref="Math"/>.
/// </summary>
internal static class TangentKernel<L>
    where L : struct, ILanes<L, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Tan(L x)
    {
        var a = L.Abs(x);
        return L.Less(L.Of(DoublePrecision.TrigonometricMost), a).Any() ? Large(x) : Ordinary(x, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Ordinary(L x, L a)
    {
        var shifted = L.Fma(a, L.Of(2 * DoublePrecision.InversePi), L.Of(DoublePrecision.Shifter));
        var n = shifted - L.Of(DoublePrecision.Shifter);

        // The rounding error of r is kept, for where the tangent is 1 it counts more than half again.
        var near = L.Fma(n, L.Of(-0.5 * DoublePrecision.PiHigh), a);
        var middle = n * L.Of(0.5 * DoublePrecision.PiMiddle);
        var middleRest = L.Fma(n, L.Of(0.5 * DoublePrecision.PiMiddle), -middle);
        var r = near - middle;
        var rest = L.Fma(n, L.Of(-0.5 * DoublePrecision.PiLow), near - r - middle - middleRest);
        var z = r * r;
        var sine = r + L.Fma(DoublePrecision.SinTail(z) * z, r, rest);
        var cosine = Cosine(z, r * rest);
        var odd = L.ShiftBitsRight(L.ShiftBitsLeft(shifted, DoublePrecision.Bits - 1), DoublePrecision.Bits - 1);
        var quotient = L.Select(odd, cosine, sine) / L.Select(odd, -sine, cosine);
        return quotient ^ (x & L.Of(-0.0));
    }

    /// <summary>cos r - slope as a function of r² for |r| of at most pi / 4: the polynomial of Sun's fdlibm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Cosine(L z, L slope)
    {
        var sum = L.Of(-1.13596475577881948265e-11);
        sum = L.Fma(sum, z, L.Of(2.08757232129817482790e-9));
        sum = L.Fma(sum, z, L.Of(-2.75573143513906633035e-7));
        sum = L.Fma(sum, z, L.Of(2.48015872894767294178e-5));
        sum = L.Fma(sum, z, L.Of(-1.38888888888741095749e-3));
        sum = L.Fma(sum, z, L.Of(4.16666666666666019037e-2));
        var half = z * L.Of(0.5);
        var high = L.Of(1) - half;
        return high + (L.Of(1) - high - half + L.Fma(z * z, sum, -slope));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L Large(L x)
    {
        var a = L.Abs(x);
        var large = L.Less(L.Of(DoublePrecision.TrigonometricMost), a);
        return L.Select(large, ILanes<L, double>.Each(default(ScalarTan), x), Ordinary(x, a));
    }

    private readonly struct ScalarTan : IFunction<double>
    {
        public double Value(double x) => Math.Tan(x);
    }
}
