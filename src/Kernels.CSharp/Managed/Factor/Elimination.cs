using System.Numerics;

namespace Functional.Kernels;

/// <summary>Gauss' elimination, as <see cref="Factorization.Lu"/> lays it out: rows are subtracted from rows.</summary>
internal static class Elimination<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes factors and permutations; a column without a pivot is left as it is.</summary>
    internal static void Factor(ReadOnlySpan<T> a, int n, bool full, Span<T> result)
    {
        var matrix = result[..(n * n)];
        var rows = result.Slice(n * n, n);
        var columns = result.Slice((n + 1) * n, n);
        a.CopyTo(matrix);
        for (var i = 0; i < n; i++) rows[i] = columns[i] = T.CreateTruncating(i);
        var sign = T.One;
        for (var k = 0; k < n; k++)
        {
            var (row, column) = full ? LargestLeft(matrix, n, k) : (LargestBelow(matrix, n, k), k);
            if (row != k)
            {
                Lines<T>.Swap(matrix.Slice(row * n, n), matrix.Slice(k * n, n));
                (rows[row], rows[k]) = (rows[k], rows[row]);
                sign = -sign;
            }

            if (column != k)
            {
                for (var i = 0; i < n; i++) (matrix[(i * n) + column], matrix[(i * n) + k]) = (matrix[(i * n) + k], matrix[(i * n) + column]);
                (columns[column], columns[k]) = (columns[k], columns[column]);
                sign = -sign;
            }

            var pivot = matrix.Slice(k * n, n);
            if (pivot[k] == T.Zero) continue;
            for (var i = k + 1; i < n; i++)
            {
                var other = matrix.Slice(i * n, n);
                var factor = other[k] / pivot[k];
                other[k] = factor;
                Lines<T>.Add(-factor, pivot[(k + 1)..], other[(k + 1)..]);
            }
        }

        result[((n + 2) * n)..].Fill(sign);
    }

    /// <summary>Solves A X = B, or Aᵀ X = B, by the factors; gives the number of a pivot that is 0, or -1.</summary>
    internal static int Solve(ReadOnlySpan<T> factors, int n, bool transposed, ReadOnlySpan<T> b, int k, Span<T> x)
    {
        for (var i = 0; i < n; i++)
        {
            if (factors[(i * n) + i] == T.Zero) return i;
        }

        var (lower, upper) = (new Triangle(false, true), new Triangle(true, false));
        var rows = factors.Slice(n * n, n);
        if (transposed)
        {
            var permuted = new T[n * k];
            b.CopyTo(permuted);
            TriangularSystem<T>.Solve(factors, n, upper, true, permuted, k);
            TriangularSystem<T>.Solve(factors, n, lower, true, permuted, k);
            for (var i = 0; i < n; i++) permuted.AsSpan(i * k, k).CopyTo(x.Slice(int.CreateTruncating(rows[i]) * k, k));
        }
        else
        {
            for (var i = 0; i < n; i++) b.Slice(int.CreateTruncating(rows[i]) * k, k).CopyTo(x.Slice(i * k, k));
            TriangularSystem<T>.Solve(factors, n, lower, false, x, k);
            TriangularSystem<T>.Solve(factors, n, upper, false, x, k);
        }

        return -1;
    }

    private static int LargestBelow(ReadOnlySpan<T> matrix, int n, int k)
    {
        var best = k;
        for (var i = k + 1; i < n; i++)
        {
            if (T.Abs(matrix[(i * n) + k]) > T.Abs(matrix[(best * n) + k])) best = i;
        }

        return best;
    }

    private static (int Row, int Column) LargestLeft(ReadOnlySpan<T> matrix, int n, int k)
    {
        var (best, largest) = ((k, k), T.Abs(matrix[(k * n) + k]));
        for (var i = k; i < n; i++)
        {
            for (var j = k; j < n; j++)
            {
                if (T.Abs(matrix[(i * n) + j]) > largest) (best, largest) = ((i, j), T.Abs(matrix[(i * n) + j]));
            }
        }

        return best;
    }
}
