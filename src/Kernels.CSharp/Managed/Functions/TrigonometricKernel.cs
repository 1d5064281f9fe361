using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Sine and cosine over lanes: |x| = n pi + r with |r| of at most pi / 2, and the sine of x is that of r but for its
/// sign; the cosine is a sine with an n that is half an integer. Numbers too large for that are left to
/// <see cref="Math"/>.
/// </summary>
internal static class TrigonometricKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sin(L x)
    {
        var a = L.Abs(x);
        return L.Less(L.Of(P.TrigonometricMost), a).Any() ? LargeSin(x) : OrdinarySin(x, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Cos(L x)
    {
        var a = L.Abs(x);
        return L.Less(L.Of(P.TrigonometricMost), a).Any() ? LargeCos(x) : OrdinaryCos(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L OrdinarySin(L x, L a)
    {
        var shifted = L.Fma(a, L.Of(P.InversePi), L.Of(P.Shifter));
        return Sine(a, shifted - L.Of(P.Shifter), shifted) ^ (x & L.Of(T.NegativeZero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L OrdinaryCos(L a)
    {
        var half = L.Of(T.CreateTruncating(0.5));
        var shifted = L.Fma(a, L.Of(P.InversePi), half) + L.Of(P.Shifter);
        return Sine(a, shifted - L.Of(P.Shifter) - half, shifted);
    }

    /// <summary>sin(a - n pi), with the other sign if the last bit of <paramref name="parity"/> is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Sine(L a, L n, L parity)
    {
        var r = L.Fma(n, L.Of(-P.PiHigh), a);
        r = L.Fma(n, L.Of(-P.PiMiddle), r);
        r = L.Fma(n, L.Of(-P.PiLow), r);
        var z = r * r;

        // Near 1 the last rounding may go beyond it, where no arcsine is.
        var sine = L.AtLeast(L.Of(T.NegativeOne), L.AtMost(L.Of(T.One), L.Fma(P.SinTail(z) * z, r, r)));
        return sine ^ L.ShiftBitsLeft(parity, P.Bits - 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L LargeSin(L x)
    {
        var a = L.Abs(x);
        var large = L.Less(L.Of(P.TrigonometricMost), a);
        return L.Select(large, ILanes<L, T>.Each(default(ScalarSin), x), OrdinarySin(x, a));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L LargeCos(L x)
    {
        var a = L.Abs(x);
        var large = L.Less(L.Of(P.TrigonometricMost), a);
        return L.Select(large, ILanes<L, T>.Each(default(ScalarCos), x), OrdinaryCos(a));
    }

    private readonly struct ScalarSin : IFunction<T>
    {
        public T Value(T x) => T.CreateTruncating(Math.Sin(double.CreateTruncating(x)));
    }

    private readonly struct ScalarCos : IFunction<T>
    {
        public T Value(T x) => T.CreateTruncating(Math.Cos(double.CreateTruncating(x)));
    }
}
