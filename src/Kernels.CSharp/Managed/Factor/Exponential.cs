using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// The exponential of a matrix: a rational approximation of a matrix that halving has made small, squared again.
/// Source: Higham, "The scaling and squaring method for the matrix exponential revisited" (2005).
/// </summary>
internal static class Exponential<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest norm for which the approximation is accurate.</summary>
    private const double Reach = 5.371920351148152;

    /// <summary>The approximation is p(A) / p(-A), where p has these coefficients from the constant on.</summary>
    private static readonly double[] Coefficients =
    [
        64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
        670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ];

    internal static void Of(ReadOnlySpan<T> a, int n, Span<T> result)
    {
        if (n == 0) return;
        var norm = T.Zero;
        for (var i = 0; i < n; i++)
        {
            var sum = T.Zero;
            foreach (var value in a.Slice(i * n, n)) sum += T.Abs(value);
            norm = T.Max(norm, sum);
        }

        var size = double.CreateTruncating(norm);
        var halvings = size > Reach ? (int)Math.Ceiling(Math.Log2(size / Reach)) : 0;
        var x = a.ToArray();
        Lines<T>.Scale(T.CreateTruncating(Math.ScaleB(1, -halvings)), x);
        Approximate(x, n, result);
        var square = new T[n * n];
        for (var i = 0; i < halvings; i++)
        {
            Lines<T>.Product(result, result, n, n, n, square);
            square.CopyTo(result);
        }
    }

    private static void Approximate(T[] x, int n, Span<T> result)
    {
        var second = Product(x, x);
        var fourth = Product(second, second);
        var sixth = Product(second, fourth);

        // The odd terms have a factor x, the even ones none; each half is a polynomial of degree 6 in x².
        var odd = Product(x, Half(1));
        var even = Half(0);
        var (numerator, denominator) = (new T[n * n], new T[n * n]);
        for (var i = 0; i < numerator.Length; i++) (numerator[i], denominator[i]) = (even[i] + odd[i], even[i] - odd[i]);
        var factors = new T[(n + 3) * n];
        Elimination<T>.Factor(denominator, n, false, factors);
        Elimination<T>.Solve(factors, n, false, numerator, n, result);

        T[] Product(T[] left, T[] right)
        {
            var product = new T[n * n];
            Lines<T>.Product(left, right, n, n, n, product);
            return product;
        }

        T[] Half(int from)
        {
            var high = Terms(from + 8, T.Zero);
            var half = Product(sixth, high);
            var low = Terms(from + 2, T.CreateTruncating(Coefficients[from]));
            Lines<T>.Add(T.One, low, half);
            return half;
        }

        // Three coefficients that are two places apart, of x², x⁴ and x⁶, and a constant on the diagonal.
        T[] Terms(int first, T constant)
        {
            var sum = new T[n * n];
            Lines<T>.Add(T.CreateTruncating(Coefficients[first]), second, sum);
            Lines<T>.Add(T.CreateTruncating(Coefficients[first + 2]), fourth, sum);
            Lines<T>.Add(T.CreateTruncating(Coefficients[first + 4]), sixth, sum);
            for (var i = 0; i < n; i++) sum[(i * n) + i] += constant;
            return sum;
        }
    }
}
