using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The exponential function and its relatives over lanes: x = n log 2 + r, and exp x = 2^n exp r with |r| of at most
/// log(2) / 2.
/// </summary>
internal static class ExpKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Exp(L x)
    {
        var r = Reduce(L.AtLeast(L.Of(P.ExpLeast), L.AtMost(L.Of(P.ExpMost), x)), out var shifted);
        return L.Scale(Power(r), shifted - L.Of(P.Shifter));
    }

    /// <summary>exp(x + rest), where the rest is at most a rounding error of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Exp(L x, L rest)
    {
        var r = Reduce(L.AtLeast(L.Of(P.ExpLeast), L.AtMost(L.Of(P.ExpMost), x)), out var shifted) + rest;
        return L.Scale(Power(r), shifted - L.Of(P.Shifter));
    }

    /// <summary>2^x: exact where x is an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Exp2(L x)
    {
        var limited = L.AtLeast(L.Of(P.Exp2Least), L.AtMost(L.Of(P.Exp2Most), x));
        var n = L.Round(limited);
        return L.Scale(Power((limited - n) * L.Of(T.CreateTruncating(Elementary.Ln2))), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Expm1(L x)
    {
        var half = ScaledExpm1(L.AtLeast(L.Of(P.Expm1Least), L.AtMost(L.Of(P.ExpMost), x)), L.Of(T.CreateTruncating(0.5)));
        return (half + half) | (x & L.Of(T.NegativeZero));
    }

    /// <summary>
    /// 1 / (1 + exp -x), by e = exp(-|x|), which neither overflows nor loses the small values on the left: with
    /// q = e / (1 + e) it is 1 - q on the right and e - e q on the left, which the rounding of q hardly touches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sigmoid(L x)
    {
        var e = ExpOfMinus(x);
        var q = e / (L.Of(T.One) + e);
        var whole = L.Select(L.Less(x, L.Of(T.Zero)), e, L.Of(T.One));
        return L.Fma(-whole, q, whole);
    }

    /// <summary>exp(-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L ExpOfMinus(L x)
    {
        // What is made of it has roundings of its own, so 1 is added last, which is more exact and takes one step more.
        var r = Reduce(L.AtLeast(L.Of(P.ExpLeast), x | L.Of(T.NegativeZero)), out var shifted);
        var power = L.Fma(r * r, P.ExpTail(r), r) + L.Of(T.One);
        return L.Scale(power, shifted - L.Of(P.Shifter));
    }

    /// <summary>
    /// q = h / (h + 1) with h = (exp(2 |x|) - 1) / 2, and the sign of x. Where h is small it is h - h q, which the rounding of
    /// q hardly touches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Tanh(L x)
    {
        var a = L.AtMost(L.Of(P.TanhMost), L.Abs(x));
        var h = ScaledExpm1(a + a, L.Of(T.CreateTruncating(0.5)));
        var q = h / (h + L.Of(T.One));
        return L.Select(L.Less(h, L.Of(T.CreateTruncating(0.5))), L.Fma(-h, q, h), q) | (x & L.Of(T.NegativeZero));
    }

    /// <summary>
    /// h + q with h = (exp |x| - 1) / 2 and q = h / (2 h + 1), and the sign of x; 2 h - 2 h q where h is small, for the reason
    /// that <see cref="Tanh"/> has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sinh(L x)
    {
        // By the half of h, which is finite as long as the result is.
        var quarter = ScaledExpm1(L.AtMost(L.Of(P.HalfExpMost), L.Abs(x)), L.Of(T.CreateTruncating(0.25)));
        var half = quarter + quarter;
        var q = quarter / (half + L.Of(T.CreateTruncating(0.5)));
        var small = L.Less(half, L.Of(T.CreateTruncating(0.5)));
        return L.Select(small, L.Fma(-(half + half), q, half + half), half + q) | (x & L.Of(T.NegativeZero));
    }

    /// <summary>h + 1 / (4 h) with h = exp(|x|) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Cosh(L x)
    {
        var r = Reduce(L.AtMost(L.Of(P.HalfExpMost), L.Abs(x)), out var shifted);
        var half = L.Scale(Power(r), shifted - L.Of(P.Shifter + T.One));
        return half + (L.Of(T.CreateTruncating(0.25)) / half);
    }

    /// <summary>
    /// unit (exp(x) - 1) = s (exp(r) - 1) + (s - unit) with s = 2^n unit: nothing cancels. Unit is a power of 2 with which
    /// s is a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ScaledExpm1(L x, L unit)
    {
        var r = Reduce(x, out var shifted);
        var scale = L.AddBits(L.ShiftBitsLeft(shifted, P.FractionBits), unit);
        return L.Fma(scale, L.Fma(r * r, P.ExpTail(r), r), scale - unit);
    }

    /// <summary>exp r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Power(L r) => L.Fma(L.Fma(P.ExpTail(r), r, L.Of(T.One)), r, L.Of(T.One));

    /// <summary>r, and n in the lowest bits of a number that is n above <see cref="IPrecision{T}.Shifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduce(L x, out L shifted)
    {
        shifted = L.Fma(x, L.Of(P.InverseLn2), L.Of(P.Shifter));
        var n = shifted - L.Of(P.Shifter);
        return L.Fma(n, L.Of(-P.Ln2Low), L.Fma(n, L.Of(-P.Ln2High), x));
    }
}
