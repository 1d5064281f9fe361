using System.Numerics;

namespace Functional.Kernels;

/// <summary>A = L Lᵀ, row by row: every sum runs along two rows of L.</summary>
internal static class Cholesky<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes L; gives the order of the first leading minor that is not positive, 0 if all are.</summary>
    internal static int Factor(ReadOnlySpan<T> a, int n, Span<T> l)
    {
        l.Clear();
        for (var i = 0; i < n; i++)
        {
            var row = l.Slice(i * n, n);
            for (var j = 0; j < i; j++)
            {
                var other = l.Slice(j * n, n);
                row[j] = (a[(i * n) + j] - Lines<T>.Dot(row[..j], other[..j])) / other[j];
            }

            var square = a[(i * n) + i] - Lines<T>.Dot(row[..i], row[..i]);
            if (!(square > T.Zero) || !T.IsFinite(square)) return i + 1;
            row[i] = T.Sqrt(square);
        }

        return 0;
    }
}
