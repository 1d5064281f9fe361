namespace Functional.Kernels;

/// <summary>What <see cref="Math"/> lacks.</summary>
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
}
