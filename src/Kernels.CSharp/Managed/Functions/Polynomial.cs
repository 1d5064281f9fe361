namespace Functional.Kernels;

/// <summary>Polynomials in double precision.</summary>
internal static class Polynomial
{
    /// <summary>The value at x by Horner's rule; the highest power's coefficient comes first.</summary>
    internal static double Evaluate(double x, ReadOnlySpan<double> coefficients)
    {
        // From the first coefficient on: 0 times an infinite x would be nan.
        var sum = coefficients[0];
        foreach (var coefficient in coefficients[1..]) sum = Math.FusedMultiplyAdd(sum, x, coefficient);
        return sum;
    }
}
