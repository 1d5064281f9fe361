using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// Singular values and vectors by one-sided Jacobi rotations, after a QR factorization: pairs of lines are turned until all
/// are orthogonal. Small singular values come out as accurately as large ones.
/// Source: Demmel and Veselić, "Jacobi's method is more accurate than QR" (1992).
/// </summary>
internal static class SingularValues<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rounds over all pairs; eight or ten are usual.</summary>
    private const int MostRounds = 60;

    private static readonly T Epsilon = T.BitIncrement(T.One) - T.One;
    private static readonly T Two = T.One + T.One;

    /// <summary>Writes U [m, k], S [k] and Vᵀ [k, n]; false if the iteration does not end.</summary>
    internal static bool Factor(ReadOnlySpan<T> a, int m, int n, Span<T> u, Span<T> s, Span<T> vt)
    {
        if (m >= n) return Tall(a, m, n, u, s, vt);

        // Of the transposed matrix: A = U S Vᵀ is Aᵀ = V S Uᵀ.
        var (transposed, v, ut) = (new T[m * n], new T[n * m], new T[m * m]);
        Lines<T>.Transpose(a, m, n, transposed);
        if (!Tall(transposed, n, m, v, s, ut)) return false;
        Lines<T>.Transpose(v, n, m, vt);
        Lines<T>.Transpose(ut, m, m, u);
        return true;
    }

    private static bool Tall(ReadOnlySpan<T> a, int m, int n, Span<T> u, Span<T> s, Span<T> vt)
    {
        var scaled = a.ToArray();
        var exponent = Lines<T>.Normalize(scaled);

        // A = Q R; the turned rows of R are W R = S Vᵀ for a rotation W, so that R = Wᵀ S Vᵀ and U = Q Wᵀ.
        var (q, r, turns) = (new T[m * n], new T[n * n], new T[n * n]);
        Reflections<T>.Factor(scaled, m, n, n, q, r);
        for (var i = 0; i < n; i++) turns[(i * n) + i] = T.One;
        if (!Orthogonalize(r, turns, n)) return false;

        var (lengths, order) = (new T[n], new int[n]);
        for (var i = 0; i < n; i++) (lengths[i], order[i]) = (-Lines<T>.Norm(r.AsSpan(i * n, n)), i);
        Array.Sort(lengths, order);
        var sorted = new T[n * n];
        for (var i = 0; i < n; i++)
        {
            var (from, length) = (order[i], -lengths[i]);
            s[i] = T.ScaleB(length, exponent);
            r.AsSpan(from * n, n).CopyTo(vt.Slice(i * n, n));
            Direct(vt, i, n, length);
            turns.AsSpan(from * n, n).CopyTo(sorted.AsSpan(i * n, n));
        }

        Lines<T>.Transpose(sorted, n, n, turns);
        Lines<T>.Product(q, turns, m, n, n, u);
        return true;
    }

    /// <summary>Turns pairs of rows until all are orthogonal, and the rows of another matrix with them.</summary>
    private static bool Orthogonalize(T[] rows, T[] turns, int n)
    {
        var tolerance = Epsilon * T.Sqrt(T.CreateTruncating(n));
        var squares = new T[n];
        for (var round = 0; round < MostRounds; round++)
        {
            for (var i = 0; i < n; i++) squares[i] = Lines<T>.Dot(Row(rows, i), Row(rows, i));
            var turned = false;
            for (var i = 0; i < n - 1; i++)
            {
                for (var j = i + 1; j < n; j++)
                {
                    // Larger rows first: the angles are then small ones. Pairs that changed places may not have met in this
                    // round.
                    if (squares[i] < squares[j])
                    {
                        turned = true;
                        Lines<T>.Swap(Row(rows, i), Row(rows, j));
                        Lines<T>.Swap(Row(turns, i), Row(turns, j));
                        (squares[i], squares[j]) = (squares[j], squares[i]);
                    }

                    var product = Lines<T>.Dot(Row(rows, i), Row(rows, j));
                    if (!(T.Abs(product) > tolerance * T.Sqrt(squares[i]) * T.Sqrt(squares[j]))) continue;
                    turned = true;
                    var ratio = (squares[j] - squares[i]) / (Two * product);
                    var tangent = T.CopySign(T.One, ratio) / (T.Abs(ratio) + T.Hypot(T.One, ratio));
                    var cosine = T.One / T.Hypot(T.One, tangent);
                    Lines<T>.Rotate(cosine, cosine * tangent, Row(rows, i), Row(rows, j));
                    Lines<T>.Rotate(cosine, cosine * tangent, Row(turns, i), Row(turns, j));
                    squares[i] -= tangent * product;
                    squares[j] = T.Max(T.Zero, squares[j] + (tangent * product));
                }
            }

            if (!turned) return true;
        }

        return false;

        Span<T> Row(T[] matrix, int i) => matrix.AsSpan(i * n, n);
    }

    /// <summary>Makes a row of length 1; one of zeros becomes a direction orthogonal to all before it.</summary>
    private static void Direct(Span<T> rows, int i, int n, T length)
    {
        var row = rows.Slice(i * n, n);
        if (length > T.Zero)
        {
            for (var j = 0; j < n; j++) row[j] /= length;
            return;
        }

        for (var axis = 0; axis < n; axis++)
        {
            row.Clear();
            row[axis] = T.One;
            for (var pass = 0; pass < 2; pass++)
            {
                for (var other = 0; other < i; other++)
                    Lines<T>.Add(-Lines<T>.Dot(rows.Slice(other * n, n), row), rows.Slice(other * n, n), row);
            }

            // Of all axes one at least is this far from the space of those before.
            var left = Lines<T>.Norm(row);
            if (left * left * T.CreateTruncating(2 * n) < T.One) continue;
            Lines<T>.Scale(T.One / left, row);
            return;
        }
    }
}
