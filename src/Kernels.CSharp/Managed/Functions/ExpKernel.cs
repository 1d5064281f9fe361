using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The exponential function and its relatives over lanes: x = n log 2 + r, and exp x = 2^n exp r with |r| of at most
/// log(2) / 2. The power of 2 is applied in two halves, so that results reach down into the denormals.
/// </summary>
internal static class ExpKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Exp(L x)
    {
        var r = Reduce(x, out var half, out var rest);
        var power = L.Fma(r * r, P.ExpTail(r), r) + L.Of(T.One);
        return power * PowerOf2(half) * PowerOf2(rest);
    }

    /// <summary>2^x: exact where x is an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Exp2(L x)
    {
        var limited = L.AtLeast(L.Of(P.Exp2Least), L.AtMost(L.Of(P.Exp2Most), x));
        var r = (limited - Nearest(limited, out var half, out var rest)) * L.Of(T.CreateTruncating(Elementary.Ln2));
        var power = L.Fma(r * r, P.ExpTail(r), r) + L.Of(T.One);
        return power * PowerOf2(half) * PowerOf2(rest);
    }

    /// <summary>exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1): nothing cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Expm1(L x)
    {
        var r = Reduce(x, out var half, out var rest);
        var power = L.Fma(r * r, P.ExpTail(r), r);
        var scale = PowerOf2(half);
        var inverse = L.SubtractBits(L.Of(T.One), L.ShiftBitsLeft(rest, P.FractionBits));
        var result = L.Fma(scale, power, scale - inverse) * PowerOf2(rest);
        return L.Select(L.Equal(x, L.Of(T.Zero)), x, result);
    }

    /// <summary>1 / (1 + exp -x), by exp(-|x|), which neither overflows nor loses the small values on the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sigmoid(L x)
    {
        var e = Exp(-L.Abs(x));
        return L.Select(L.Less(x, L.Of(T.Zero)), e, L.Of(T.One)) / (L.Of(T.One) + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Tanh(L x)
    {
        var sign = x & L.Of(T.NegativeZero);
        var a = L.AtMost(L.Of(P.TanhMost), L.Abs(x));
        var two = L.Of(T.One + T.One);
        var far = L.Of(T.One) - (two / (Exp(a + a) + L.Of(T.One)));
        var z = a * a;
        var near = L.Fma(P.TanhTail(z) * z, a, a);
        return L.Select(L.Less(a, L.Of(T.CreateTruncating(0.625))), near, far) | sign;
    }

    /// <summary>r, and n as two integers that add up to it; they mean nothing where x is nan, and r is nan there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduce(L x, out L half, out L rest)
    {
        var limited = L.AtLeast(L.Of(P.ExpLeast), L.AtMost(L.Of(P.ExpMost), x));
        var n = Nearest(limited * L.Of(P.InverseLn2), out half, out rest);
        return L.Fma(n, L.Of(-P.Ln2Low), L.Fma(n, L.Of(-P.Ln2High), limited));
    }

    /// <summary>The nearest integer as a number, and as two integers that add up to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Nearest(L x, out L half, out L rest)
    {
        var shifted = x + L.Of(P.Shifter);
        var integer = L.SubtractBits(shifted, L.Of(P.Shifter));
        half = L.ShiftBitsRight(integer, 1);
        rest = L.SubtractBits(integer, half);
        return shifted - L.Of(P.Shifter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L PowerOf2(L integer) => L.AddBits(L.ShiftBitsLeft(integer, P.FractionBits), L.Of(T.One));
}
