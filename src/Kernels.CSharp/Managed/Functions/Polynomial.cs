namespace Functional.Kernels;

/// <summary>Polynomials in double precision.</summary>
internal static class Polynomial
{
    /// <summary>The value at x by Horner's rule; the highest power's coefficient comes first.</summary>
    internal static double Evaluate(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients) sum = Math.FusedMultiplyAdd(sum, x, coefficient);
        return sum;
    }
}
