namespace Functional.Kernels;

/// <summary>Elementary functions that <see cref="Math"/> lacks, accurate near 0.</summary>
internal static class Elementary
{
    internal const double Ln2 = 0.69314718055994530942;

    /// <summary>log(1 + x): the rounding of the sum is put right to first order.</summary>
    internal static double Log1p(double x)
    {
        var sum = 1 + x;
        if (sum <= 0 || !double.IsFinite(sum)) return Math.Log(sum);
        if (sum == 1) return x;
        var error = x > 1 ? 1 - (sum - x) : x - (sum - 1);
        return Math.Log(sum) + (error / sum);
    }

    /// <summary>exp(x) - 1: the Taylor series where the difference would cancel.</summary>
    internal static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 0.4)) return Math.Exp(x) - 1;
        var sum = 1.0 / 1307674368000; // 1 / 15!
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 87178291200);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 6227020800);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 479001600);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 39916800);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 3628800);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 362880);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 40320);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 5040);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 720);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 120);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 24);
        sum = Math.FusedMultiplyAdd(sum, x, 1.0 / 6);
        sum = Math.FusedMultiplyAdd(sum, x, 0.5);
        return x == 0 ? x : Math.FusedMultiplyAdd(sum * x, x, x);
    }
}
