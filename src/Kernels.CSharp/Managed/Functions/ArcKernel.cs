using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The inverses of sine, cosine and tangent over lanes of doubles.</summary>
internal static class ArcKernel<L>
    where L : struct, ILanes<L, double>
{
    private const double RootTwoMinusOne = 0.41421356237309503;
    private const double Pi = 3.141592653589793;
    private const double PiRest = 1.2246467991473532e-16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Atan(L x)
    {
        var a = L.Abs(x);
        var one = L.Of(1);
        var steep = L.Less(one, a);
        var angle = Angle(L.Select(steep, one, a), L.Select(steep, a, one), steep, L.Of(0));
        return angle | (x & L.Of(-0.0));
    }

    /// <summary>The angle of the point (x, y), with the sign of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Atan2(L y, L x)
    {
        var (a, b) = (L.Abs(y), L.Abs(x));
        var (zero, one) = (L.Of(0), L.Of(1));

        // Points whose coordinates have no quotient are replaced by others in the same direction: (0, 0) by one on the
        // axis, and infinities by their signs. What is so large or small that a sum of two overflows or a quotient is
        // denormal has a logarithm that far from 0; a multiple of it has the same angle.
        var infinite = L.Of(double.PositiveInfinity);
        var both = L.Equal(a, infinite) & L.Equal(b, infinite);
        var shrink = L.Select(L.Less(L.Of(1e300), L.Max(a, b)), L.Of(1e-10), one);
        a = L.Select(both, one, a * shrink);
        b = L.Select(both | (L.Equal(a, zero) & L.Equal(b, zero)), one, b * shrink);
        var steep = L.Less(b, a);
        var behind = L.ShiftBitsRight(x, DoublePrecision.Bits - 1);
        return Angle(L.Select(steep, b, a), L.Select(steep, a, b), steep, behind) ^ (y & L.Of(-0.0));
    }

    /// <summary>R(z) makes arcsin x = x + x R(x²) up to 1/2, and beyond arcsin x = pi / 2 - 2 arcsin(sqrt((1 - x) / 2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Asin(L x)
    {
        var half = HalfAngle(x, out var far);
        var high = L.Of(0.5 * Pi) - (half + half - L.Of(0.5 * PiRest));
        return L.Select(far, high, half) | (x & L.Of(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Acos(L x)
    {
        var half = HalfAngle(x, out var far);
        var sign = x & L.Of(-0.0);
        var whole = half + half;
        var near = L.Of(0.5 * Pi) - ((half ^ sign) - L.Of(0.5 * PiRest));
        var right = L.Select(L.Less(x, L.Of(0)), L.Of(Pi) - (whole - L.Of(PiRest)), whole);
        return L.Select(far, right, near);
    }

    /// <summary>
    /// The angle up to pi / 2 of a slope of at most 1, the quotient of a part and a whole; mirrored at pi / 4 where the
    /// slope is steep, and at pi / 2 where it runs behind.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Angle(L part, L whole, L steep, L behind)
    {
        // The arctangent of (p - w) / (p + w) is that of p / w less pi / 4.
        var far = L.Less(whole * L.Of(RootTwoMinusOne), part);
        var t = L.Select(far, part - whole, part) / L.Select(far, part + whole, whole);
        var z = t * t;
        var sum = L.Of(-0.017930090464957932);
        sum = L.Fma(sum, z, L.Of(0.03808592780186738));
        sum = L.Fma(sum, z, L.Of(-0.05040166699203898));
        sum = L.Fma(sum, z, L.Of(0.05848085932385701));
        sum = L.Fma(sum, z, L.Of(-0.0666313192035484));
        sum = L.Fma(sum, z, L.Of(0.07692062755551654));
        sum = L.Fma(sum, z, L.Of(-0.09090897906739118));
        sum = L.Fma(sum, z, L.Of(0.11111110788924054));
        sum = L.Fma(sum, z, L.Of(-0.14285714280313822));
        sum = L.Fma(sum, z, L.Of(0.19999999999954876));
        sum = L.Fma(sum, z, L.Of(-0.33333333333333204));
        var tail = sum * z * t;

        // The angle is a multiple of pi / 4 and plus or minus t + tail, which is added last.
        var negative = (steep ^ behind) & L.Of(-0.0);
        var multiple = L.Select(far, L.Of(0.25), L.Of(0));
        multiple = L.Select(steep, L.Of(0.5) - multiple, multiple);
        multiple = L.Select(behind, L.Of(1) - multiple, multiple);
        var high = multiple * L.Of(Pi);
        return high + ((t ^ negative) + L.Fma(multiple, L.Of(PiRest), tail ^ negative));
    }

    /// <summary>arcsin |x| up to 1/2, half of arccos |x| beyond: the rational approximation of Sun's fdlibm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L HalfAngle(L x, out L far)
    {
        var a = L.Abs(x);
        far = L.Less(L.Of(0.5), a);
        var z = L.Select(far, L.Fma(a, L.Of(-0.5), L.Of(0.5)), a * a);
        var top = L.Of(3.47933107596021167570e-5);
        top = L.Fma(top, z, L.Of(7.91534994289814532176e-4));
        top = L.Fma(top, z, L.Of(-4.00555345006794114027e-2));
        top = L.Fma(top, z, L.Of(2.01212532134862925881e-1));
        top = L.Fma(top, z, L.Of(-3.25565818622400915405e-1));
        top = L.Fma(top, z, L.Of(1.66666666666666657415e-1));
        var bottom = L.Of(7.70381505559019352791e-2);
        bottom = L.Fma(bottom, z, L.Of(-6.88283971605453293030e-1));
        bottom = L.Fma(bottom, z, L.Of(2.02094576023350569471));
        bottom = L.Fma(bottom, z, L.Of(-2.40339491173441421878));
        bottom = L.Fma(bottom, z, L.Of(1));
        var t = L.Select(far, L.Sqrt(z), a);
        return L.Fma(t, top * z / bottom, t);
    }
}
