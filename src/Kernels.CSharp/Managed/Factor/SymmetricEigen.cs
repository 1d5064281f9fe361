using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: reflections make it tridiagonal, and QL steps with implicit shifts
/// diagonal. Eigenvectors are kept as rows, so that a rotation runs along two of them.
/// Source: Golub and Van Loan, "Matrix Computations", chapter 8.
/// </summary>
internal static class SymmetricEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps for one eigenvalue; two or three are usual.</summary>
    private const int MostSteps = 60;

    private static readonly T Epsilon = T.BitIncrement(T.One) - T.One;
    private static readonly T Two = T.One + T.One;

    /// <summary>Writes ascending eigenvalues, and eigenvectors as columns; false if the iteration does not end.</summary>
    internal static bool Factor(ReadOnlySpan<T> a, int n, Span<T> values, Span<T> vectors)
    {
        var matrix = new T[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) matrix[(i * n) + j] = matrix[(j * n) + i] = a[(i * n) + j];
        }

        var exponent = Lines<T>.Normalize(matrix);
        var (diagonal, beside, taus) = (new T[n], new T[n], new T[n]);
        Tridiagonalize(matrix, n, diagonal, beside, taus);
        var rows = Directions(matrix, n, taus);
        if (!Diagonalize(diagonal, beside, rows, n)) return false;

        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        Array.Sort(diagonal, order);
        for (var j = 0; j < n; j++)
        {
            values[j] = T.ScaleB(diagonal[j], exponent);
            for (var i = 0; i < n; i++) vectors[(i * n) + j] = rows[(order[j] * n) + i];
        }

        return true;
    }

    /// <summary>Leaves the reflections' vectors in the rows, right of the diagonal.</summary>
    private static void Tridiagonalize(T[] matrix, int n, T[] diagonal, T[] beside, T[] taus)
    {
        var image = new T[n];
        for (var k = 0; k < n - 1; k++)
        {
            diagonal[k] = matrix[(k * n) + k];
            var v = matrix.AsSpan((k * n) + k + 1, n - k - 1);
            (taus[k], beside[k]) = Reflections<T>.Make(v);
            if (taus[k] == T.Zero) continue;

            // H B H = B - v wᵀ - w vᵀ, with w = tau B v - (tau² / 2) (vᵀ B v) v.
            var w = image.AsSpan(0, v.Length);
            for (var i = 0; i < v.Length; i++) w[i] = taus[k] * Lines<T>.Dot(Row(i), v);
            Lines<T>.Add(-taus[k] / Two * Lines<T>.Dot(w, v), v, w);
            for (var i = 0; i < v.Length; i++)
            {
                Lines<T>.Add(-v[i], w, Row(i));
                Lines<T>.Add(-w[i], v, Row(i));
            }

            Span<T> Row(int i) => matrix.AsSpan(((k + 1 + i) * n) + k + 1, n - k - 1);
        }

        if (n > 0) diagonal[n - 1] = matrix[(n * n) - 1];
    }

    /// <summary>The columns of the product of all reflections, as rows.</summary>
    private static T[] Directions(T[] matrix, int n, T[] taus)
    {
        var rows = new T[n * n];
        for (var j = 0; j < n; j++)
        {
            var row = rows.AsSpan(j * n, n);
            row[j] = T.One;
            for (var k = Math.Min(j, n - 1) - 1; k >= 0; k--)
                Reflections<T>.Apply(taus[k], matrix.AsSpan((k * n) + k + 1, n - k - 1), row[(k + 1)..]);
        }

        return rows;
    }

    private static bool Diagonalize(T[] d, T[] e, T[] rows, int n)
    {
        for (var first = 0; first < n; first++)
        {
            for (var step = 0; ; step++)
            {
                // The block from `first` on that nothing splits.
                var last = first;
                while (last < n - 1 && T.Abs(e[last]) > Epsilon * (T.Abs(d[last]) + T.Abs(d[last + 1]))) last++;
                if (last == first) break;
                if (step == MostSteps) return false;
                Chase(d, e, rows, n, first, last);
            }
        }

        return true;
    }

    /// <summary>One QL step on a block: a rotation at its end, and those that drive the bulge up and out of it.</summary>
    private static void Chase(T[] d, T[] e, T[] rows, int n, int first, int last)
    {
        // Wilkinson's shift: the eigenvalue of the leading 2 x 2 that is nearer to its first element.
        var half = (d[first + 1] - d[first]) / (Two * e[first]);
        var shift = d[first] - (e[first] / (half + T.CopySign(T.Hypot(half, T.One), half)));
        var (cosine, sine) = (T.One, T.One);
        var lead = d[last] - shift;
        var taken = T.Zero;
        for (var i = last - 1; i >= first; i--)
        {
            var (bulge, link) = (sine * e[i], cosine * e[i]);
            var length = T.Hypot(bulge, lead);
            e[i + 1] = length;
            if (length == T.Zero)
            {
                // The block splits by itself.
                d[i + 1] -= taken;
                e[last] = T.Zero;
                return;
            }

            (sine, cosine) = (bulge / length, lead / length);
            var rest = d[i + 1] - taken;
            var mixed = ((d[i] - rest) * sine) + (Two * cosine * link);
            taken = sine * mixed;
            d[i + 1] = rest + taken;
            lead = (cosine * mixed) - link;
            Lines<T>.Rotate(cosine, sine, rows.AsSpan(i * n, n), rows.AsSpan((i + 1) * n, n));
        }

        d[first] -= taken;
        e[first] = lead;
        e[last] = T.Zero;
    }
}
