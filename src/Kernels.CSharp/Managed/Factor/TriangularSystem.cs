using System.Numerics;

namespace Functional.Kernels;

/// <summary>T X = B by substitution. T is only ever read along its rows, transposed or not.</summary>
internal static class TriangularSystem<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Puts X in the place of B [n, k]; gives the place of a zero on the diagonal, or -1.</summary>
    internal static int Solve(ReadOnlySpan<T> t, int n, Triangle triangle, bool transposed, Span<T> x, int k)
    {
        var forwards = triangle.Upper == transposed;
        for (var step = 0; step < n; step++)
        {
            var i = forwards ? step : n - 1 - step;
            var row = t.Slice(i * n, n);
            var (first, end) = triangle.Upper ? (i + 1, n) : (0, i);
            var own = x.Slice(i * k, k);
            if (!transposed) Gather(row[first..end], x[(first * k)..(end * k)], own);
            if (!triangle.Unit)
            {
                if (row[i] == T.Zero) return i;
                for (var j = 0; j < k; j++) own[j] /= row[i];
            }

            if (transposed) Scatter(row[first..end], own, x[(first * k)..(end * k)]);
        }

        return -1;
    }

    /// <summary>Takes what is known already from one row.</summary>
    private static void Gather(ReadOnlySpan<T> factors, ReadOnlySpan<T> known, Span<T> own)
    {
        var k = own.Length;
        if (k == 1)
        {
            own[0] -= Lines<T>.Dot(factors, known);
            return;
        }

        for (var j = 0; j < factors.Length; j++) Lines<T>.Add(-factors[j], known.Slice(j * k, k), own);
    }

    /// <summary>Takes a row that is now known from the others.</summary>
    private static void Scatter(ReadOnlySpan<T> factors, ReadOnlySpan<T> own, Span<T> others)
    {
        var k = own.Length;
        if (k == 1)
        {
            Lines<T>.Add(-own[0], factors, others);
            return;
        }

        for (var j = 0; j < factors.Length; j++) Lines<T>.Add(-factors[j], own, others.Slice(j * k, k));
    }
}
