using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// x ** y over lanes of doubles, as IEEE 754 has it: exp(y log |x|), with a logarithm of two parts, for an error of the
/// logarithm becomes one of the power that is up to 710 times as large.
/// </summary>
internal static class PowerKernel<L>
    where L : struct, ILanes<L, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Power(L x, L y)
    {
        var a = L.Abs(x);
        var infinite = L.Of(double.PositiveInfinity);
        var ordinary = L.LessEqual(L.Of(DoublePrecision.LeastNormal), a) & L.Less(a, infinite) & L.Less(L.Abs(y), infinite);
        return (~ordinary).Any() ? Special(x, y) : Signed(x, y, Positive(a, y, L.Of(0)), L.Less(x, L.Of(0)));
    }

    /// <summary>(2^exponent a) ** y for a normal number a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Positive(L a, L y, L exponent)
    {
        var logarithm = Logarithm(a, exponent, out var rest);
        var product = y * logarithm;
        var productRest = L.Fma(y, rest, L.Fma(y, logarithm, -product));

        // Where the product is beyond all exponentials its rest may be nan.
        var matters = L.Less(L.Abs(product), L.Of(1024));
        return ExpKernel<L, double, DoublePrecision>.Exp(product, matters & productRest);
    }

    /// <summary>Of negative numbers, odd powers are negative and only powers with whole exponents are real.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Signed(L x, L y, L power, L real)
    {
        var half = y * L.Of(0.5);
        var whole = L.Equal(L.Round(y), y);
        var even = L.Equal(L.Round(half), half);
        var result = L.Select(whole, power ^ (x & L.Of(-0.0)), L.Select(real, L.Of(double.NaN), power));
        return L.Select(even, power, result);
    }

    /// <summary>The same where some bases are denormal, 0 or infinite, or exponents infinite, or either is nan.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L Special(L x, L y)
    {
        var a = L.Abs(x);
        var (zero, one, infinite) = (L.Of(0), L.Of(1), L.Of(double.PositiveInfinity));
        var tiny = L.Less(a, L.Of(DoublePrecision.LeastNormal));
        var power = Positive(L.Select(tiny, a * L.Of(DoublePrecision.Scale), a), y, tiny & L.Of(-DoublePrecision.ScaleExponent));

        // At the ends, a power is 0 or infinite.
        var end = L.Equal(a, zero) | L.Equal(a, infinite) | L.Equal(L.Abs(y), infinite);
        var grows = ~(L.Less(one, a) ^ L.Less(zero, y));
        power = L.Select(end, grows & infinite, power);
        power = L.Select(L.Equal(a, one), one, power);
        var result = Signed(x, y, power, L.Less(x, zero) & L.Less(a, infinite));
        result = L.Select(L.Equal(x, x) & L.Equal(y, y), result, L.Of(double.NaN));
        return L.Select(L.Equal(x, one) | L.Equal(y, zero), one, result);
    }

    /// <summary>
    /// log(2^exponent a) as a sum of two parts: with s = f / (2 + f), log(1 + f) = 2 s + 2 s³ / 3 + s⁵ Q(s²), whose first
    /// two terms are computed twice as precisely as doubles are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Logarithm(L a, L exponent, out L rest)
    {
        var integer = L.ShiftBitsRight(L.SubtractBits(a, L.Of(DoublePrecision.RootHalf)), DoublePrecision.FractionBits);
        var e = L.AddBits(integer, L.Of(DoublePrecision.Shifter)) - L.Of(DoublePrecision.Shifter) + exponent;
        var f = L.SubtractBits(a, L.ShiftBitsLeft(integer, DoublePrecision.FractionBits)) - L.Of(1);

        var bottom = L.Of(2) + f;
        var bottomRest = f - (bottom - L.Of(2));
        var inverse = L.Of(1) / bottom;
        var s = f * inverse;
        var sRest = L.Fma(-s, bottomRest, L.Fma(-s, bottom, f)) * inverse;

        var z = s * s;
        var zRest = L.Fma(s + s, sRest, L.Fma(s, s, -z));
        var q = L.Of(0.13196233685054232);
        q = L.Fma(q, z, L.Of(0.13256827539686));
        q = L.Fma(q, z, L.Of(0.15386756931416293));
        q = L.Fma(q, z, L.Of(0.18181784375312998));
        q = L.Fma(q, z, L.Of(0.22222222519835352));
        q = L.Fma(q, z, L.Of(0.28571428570100027));
        q = L.Fma(q, z, L.Of(0.40000000000002256));

        var (twoThirds, twoThirdsRest) = (L.Of(0.6666666666666666), L.Of(3.700743415417188e-17));
        var t = z * twoThirds;
        var tRest = L.Fma(z * z, q, L.Fma(z, twoThirds, -t)) + L.Fma(z, twoThirdsRest, zRest * twoThirds);
        var u = s * t;
        var uRest = L.Fma(s, tRest, L.Fma(s, t, -u)) + (sRest * t);

        // Each sum begins with the larger part, or with 0.
        var whole = e * L.Of(DoublePrecision.Ln2High);
        var first = whole + (s + s);
        var firstRest = whole - first + (s + s);
        var second = first + u;
        var secondRest = first - second + u;
        var low = L.Fma(e, L.Of(DoublePrecision.Ln2Low), sRest + sRest + uRest) + firstRest + secondRest;
        var sum = second + low;
        rest = second - sum + low;
        return sum;
    }
}
