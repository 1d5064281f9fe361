using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// Householder's reflections H = I - tau v vᵀ with v[0] = 1, and the factorization by them. Columns are kept as rows.
/// Source: Golub and Van Loan, "Matrix Computations"; the signs are LAPACK's.
/// </summary>
internal static class Reflections<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes v of x, with H x = (beta, 0, …), in the place of x; nothing to reflect has tau = 0.</summary>
    internal static (T Tau, T Beta) Make(Span<T> x)
    {
        var alpha = x[0];
        var rest = Lines<T>.Norm(x[1..]);
        x[0] = T.One;
        if (rest == T.Zero) return (T.Zero, alpha);
        var beta = -T.CopySign(T.Hypot(alpha, rest), alpha);
        for (var i = 1; i < x.Length; i++) x[i] /= alpha - beta;
        return ((beta - alpha) / beta, beta);
    }

    /// <summary>H x, in the place of x.</summary>
    internal static void Apply(T tau, ReadOnlySpan<T> v, Span<T> x)
    {
        if (tau != T.Zero) Lines<T>.Add(-tau * Lines<T>.Dot(v, x), v, x);
    }

    /// <summary>A = Q R of [m, n]: Q [m, columns] and R [columns, n], where columns is min(m, n) or m.</summary>
    internal static void Factor(ReadOnlySpan<T> a, int m, int n, int columns, Span<T> q, Span<T> r)
    {
        var steps = Math.Min(m, n);
        var work = new T[n * m];
        var taus = new T[steps];
        Lines<T>.Transpose(a, m, n, work);
        r.Clear();
        for (var j = 0; j < n; j++)
        {
            var column = work.AsSpan(j * m, m);
            for (var i = 0; i < Math.Min(j, steps); i++) Apply(taus[i], work.AsSpan(i * m, m)[i..], column[i..]);
            for (var i = 0; i < Math.Min(j, columns); i++) r[(i * n) + j] = column[i];
            if (j < steps) (taus[j], r[(j * n) + j]) = Make(column[j..]);
        }

        var turned = new T[columns * m];
        for (var j = 0; j < columns; j++)
        {
            var column = turned.AsSpan(j * m, m);
            column[j] = T.One;
            for (var i = Math.Min(j, steps - 1); i >= 0; i--) Apply(taus[i], work.AsSpan(i * m, m)[i..], column[i..]);
        }

        Lines<T>.Transpose(turned, columns, m, q);
    }
}
