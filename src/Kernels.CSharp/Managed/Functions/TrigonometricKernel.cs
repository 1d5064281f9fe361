using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Sine and cosine over lanes: x = q pi / 2 + r with |r| of at most pi / 4; the quarter turn q says which of
/// sin r and cos r it is, and with which sign. Numbers too large for that are left to <see cref="Math"/>.
/// </summary>
internal static class TrigonometricKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sin(L x)
    {
        var result = L.Select(L.Equal(x, L.Of(T.Zero)), x, Turn(x, L.Of(T.Zero)));
        var ordinary = L.LessEqual(L.Abs(x), L.Of(P.TrigonometricMost));
        return (~ordinary).Any() ? L.Select(ordinary, result, ILanes<L, T>.Each(default(Real<T, Sin>), x)) : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Cos(L x)
    {
        var result = Turn(x, L.Of(T.Epsilon));
        var ordinary = L.LessEqual(L.Abs(x), L.Of(P.TrigonometricMost));
        return (~ordinary).Any() ? L.Select(ordinary, result, ILanes<L, T>.Each(default(Real<T, Cos>), x)) : result;
    }

    /// <summary>The sine of x after some further quarter turns, whose number is given as bits (so that 1 is T.Epsilon).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Turn(L x, L turns)
    {
        var shifted = L.Fma(x, L.Of(P.InverseHalfPi), L.Of(P.Shifter));
        var n = shifted - L.Of(P.Shifter);
        var r = L.Fma(n, L.Of(-P.HalfPiHigh), x);
        r = L.Fma(n, L.Of(-P.HalfPiMiddle), r);
        r = L.Fma(n, L.Of(-P.HalfPiLow), r);
        var z = r * r;
        var sine = L.Fma(P.SinTail(z) * z, r, r);
        var cosine = L.Fma(z, L.Fma(z, P.CosTail(z), L.Of(T.CreateTruncating(-0.5))), L.Of(T.One));
        var q = L.AddBits(shifted, turns);
        var odd = L.ShiftBitsRight(L.ShiftBitsLeft(q, P.Bits - 1), P.Bits - 1);
        var sign = L.ShiftBitsLeft(q, P.Bits - 2) & L.Of(T.NegativeZero);
        return L.Select(odd, cosine, sine) ^ sign;
    }
}
