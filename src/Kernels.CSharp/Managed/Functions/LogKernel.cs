using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// The logarithm and its relatives over lanes: x = 2^e (1 + f) with 1 + f between the roots of 1/2 and 2. What becomes
/// of e and f is a function of its own: <see cref="NaturalLogarithm{T, P}"/> and <see cref="LogarithmToBase"/>.
/// </summary>
internal static class LogKernel<L, T, P>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log(L x) => Log(default(NaturalLogarithm<T, P>), x);

    /// <summary>The logarithm as a function of e and f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log<F>(F logarithm, L x)
        where F : struct, IBinary<T>
    {
        var beyond = ~L.LessEqual(L.Of(P.LeastNormal), x) | L.LessEqual(L.Of(T.PositiveInfinity), x);
        return beyond.Any() ? Special(logarithm, x) : Normal(logarithm, x, L.Of(T.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log1p(L x) => Log1p(x, L.Of(T.Zero));

    /// <summary>log(1 + x + rest), where the rest is at most a rounding error of x: f is computed from x with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Log1p(L x, L rest)
    {
        var beyond = ~L.Less(L.Of(T.NegativeOne), x) | L.LessEqual(L.Of(P.Large), x);
        return beyond.Any() ? Special1p(x, rest) : Ordinary1p(x, rest);
    }

    /// <summary>log(1 + exp(-|x|)): the part of softplus and its relatives that is not linear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L SoftplusBend(L x) => Log1pOfSmall(ExpKernel<L, T, P>.ExpOfMinus(x));

    /// <summary>log(1 + exp(-|x + rest|)), where the rest is at most a rounding error of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L SoftplusBend(L x, L rest)
    {
        // An infinite x has no rest.
        var e = ExpKernel<L, T, P>.ExpOfMinus(x);
        var finite = L.Less(L.Abs(x), L.Of(T.PositiveInfinity));
        return Log1pOfSmall(L.Fma(-e, (finite & rest) ^ (x & L.Of(T.NegativeZero)), e));
    }

    /// <summary>log(1 + e) for e from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Log1pOfSmall(L e)
    {
        // 1 + e = 2 (1 + (e - 1) / 2) where that is nearer to 1.
        var half = L.Of(T.CreateTruncating(0.5));
        var large = L.Less(L.Of(T.CreateTruncating(0.4140625)), e);
        return default(NaturalLogarithm<T, P>).Invoke(large & L.Of(T.One), L.Select(large, L.Fma(e, half, -half), e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Ordinary1p(L x, L rest)
    {
        var one = L.Of(T.One);
        var integer = Exponent(one + x);
        var scale = L.SubtractBits(one, L.ShiftBitsLeft(integer, P.FractionBits));
        var f = L.Fma(rest, scale, L.Fma(x, scale, scale - one));
        return default(NaturalLogarithm<T, P>).Invoke(Number(integer), f) | (x & L.Of(T.NegativeZero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Normal<F>(F logarithm, L x, L exponent)
        where F : struct, IBinary<T>
    {
        var integer = Exponent(x);
        var f = L.SubtractBits(x, L.ShiftBitsLeft(integer, P.FractionBits)) - L.Of(T.One);
        return logarithm.Invoke(Number(integer) + exponent, f);
    }

    /// <summary>e as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Exponent(L x) => L.ShiftBitsRight(L.SubtractBits(x, L.Of(P.RootHalf)), P.FractionBits);

    /// <summary>A small integer as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Number(L integer) => L.AddBits(integer, L.Of(P.Shifter)) - L.Of(P.Shifter);

    /// <summary>The same where some x are denormal, 0, negative, infinite or nan.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L Special<F>(F logarithm, L x)
        where F : struct, IBinary<T>
    {
        var tiny = L.Less(x, L.Of(P.LeastNormal));
        var result = Normal(logarithm, L.Select(tiny, x * L.Of(P.Scale), x), tiny & L.Of(-P.ScaleExponent));
        return Edges(x, L.Of(T.Zero), result);
    }

    /// <summary>The same where some x are not above -1, or so large that 1 + x is x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L Special1p(L x, L rest)
    {
        var large = L.LessEqual(L.Of(P.Large), x);
        var result = L.Select(large, Normal(default(NaturalLogarithm<T, P>), x, L.Of(T.Zero)), Ordinary1p(x, rest));
        return Edges(x, L.Of(T.NegativeOne), result);
    }

    /// <summary>-inf at the end of the domain, nan beyond it, inf at inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Edges(L x, L end, L result)
    {
        result = L.Select(L.Less(end, x), result, L.Of(T.NaN));
        result = L.Select(L.Equal(x, end), L.Of(T.NegativeInfinity), result);
        return L.Select(L.Equal(x, L.Of(T.PositiveInfinity)), x, result);
    }
}

/// <summary>e log 2 + log(1 + f).</summary>
internal readonly struct NaturalLogarithm<T, P> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L e, L f)
        where L : struct, ILanes<L, T>
    {
        var square = f * f;
        var tail = L.Fma(e, L.Of(P.Ln2Low), P.LogTail(f, square));
        return L.Fma(e, L.Of(P.Ln2High), f - L.Fma(square, L.Of(T.CreateTruncating(0.5)), -tail));
    }
}
