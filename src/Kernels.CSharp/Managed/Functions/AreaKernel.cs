using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The inverses of the hyperbolic functions over lanes of doubles, all by log(1 + x).</summary>
internal static class AreaKernel<L>
    where L : struct, ILanes<L, double>
{
    /// <summary>From here on the square of a number is beside the point, and below, it is finite.</summary>
    private const double Large = 1e100;

    /// <summary>log(1 + a + (sqrt(1 + a²) - 1)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Asinh(L x)
    {
        var a = L.Abs(x);
        var square = a * a;
        var one = L.Of(1);
        var rise = square / (one + L.Sqrt(one + square));
        return Logarithm(a, a, rise) | (x & L.Of(-0.0));
    }

    /// <summary>log(1 + t + sqrt(2 t + t²)) with t = x - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Acosh(L x)
    {
        var t = L.Select(L.Less(x, L.Of(1)), L.Of(double.NaN), x - L.Of(1));
        return Logarithm(x, L.Sqrt(L.Fma(t, t, t + t)), t);
    }

    /// <summary>log(1 + 2 a / (1 - a)) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Atanh(L x)
    {
        var a = L.Abs(x);
        var bottom = L.Of(1) - a;
        var quotient = (a + a) / bottom;
        var rest = (L.Fma(-quotient, bottom, a + a) - (quotient * (L.Of(1) - bottom - a))) / bottom;
        rest = L.Select(L.Less(a, L.Of(1)), rest, L.Of(0));
        return (LogKernel<L, double, DoublePrecision>.Log1p(quotient, rest) * L.Of(0.5)) ^ (x & L.Of(-0.0));
    }

    /// <summary>log(1 + larger + smaller), and log(2 x) where x is large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Logarithm(L x, L larger, L smaller)
    {
        var large = L.Less(L.Of(Large), x);
        var sum = larger + smaller;
        var rest = L.Select(large, L.Of(0), larger - sum + smaller);
        var logarithm = LogKernel<L, double, DoublePrecision>.Log1p(L.Select(large, x, sum), rest);
        return logarithm + (large & L.Of(Elementary.Ln2));
    }
}
