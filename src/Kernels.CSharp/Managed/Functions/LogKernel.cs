using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The logarithm and its relatives over lanes: x = 2^e (1 + f) with 1 + f between the roots of 1/2 and 2, and
/// log(1 + f) by the series in s = f / (2 + f).
/// </summary>
internal static class LogKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log(L x) => Log(x, L.Of(T.Zero));

    /// <summary>log(1 + x): the rounding of the sum is put right to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log1p(L x)
    {
        var one = L.Of(T.One);
        var sum = one + x;
        var error = L.Select(L.Less(one, x), one - (sum - x), x - (sum - one));
        return L.Select(L.Equal(x, L.Of(T.Zero)), x, Log(sum, error / sum));
    }

    /// <summary>log(1 + exp(-|x|)): the part of softplus and its relatives that is not linear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L SoftplusBend(L x) => Log1p(ExpKernel<L, T, P>.Exp(-L.Abs(x)));

    /// <summary>log x + a correction much smaller than 1; without it where x is 0, negative, infinite or nan.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Log(L x, L correction)
    {
        var tiny = L.Less(x, L.Of(P.LeastNormal));
        var normal = L.Select(tiny, x * L.Of(P.Scale), x);
        var integer = L.ShiftBitsRight(L.SubtractBits(normal, L.Of(P.RootHalf)), P.FractionBits);
        var e = L.AddBits(integer, L.Of(P.Shifter)) - L.Of(P.Shifter) - (tiny & L.Of(P.ScaleExponent));
        var f = L.SubtractBits(normal, L.ShiftBitsLeft(integer, P.FractionBits)) - L.Of(T.One);
        var s = f / (L.Of(T.One + T.One) + f);
        var halfSquare = f * f * L.Of(T.CreateTruncating(0.5));
        var tail = L.Fma(s, halfSquare + P.LogTail(s * s), L.Fma(e, L.Of(P.Ln2Low), correction));
        var result = L.Fma(e, L.Of(P.Ln2High), f - (halfSquare - tail));
        var ordinary = L.Less(L.Of(T.Zero), x) & L.Less(x, L.Of(T.PositiveInfinity));
        return (~ordinary).Any() ? L.Select(ordinary, result, Special(x)) : result;
    }

    private static L Special(L x)
    {
        var negative = L.Select(L.Less(x, L.Of(T.Zero)), L.Of(T.NaN), x);
        return L.Select(L.Equal(x, L.Of(T.Zero)), L.Of(T.NegativeInfinity), negative);
    }
}
