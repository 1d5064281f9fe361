using F = Functional.LinalgModule;

namespace Functional;

/// <summary>
/// Linear algebra over the matrices in the last two axes; the axes before them are a batch. Integers become floats. All of
/// it is differentiable at any order, in both modes, except where a remark says otherwise.
/// </summary>
/// <remarks>
/// Matrices without such a factorization, inverse or solution (singular, not positive definite, not finite where an
/// iteration runs) are a <see cref="LinearAlgebraException"/>, which says which of a batch it is. Functions of symmetric
/// matrices are those of their symmetric part (A + Aᵀ) / 2, and their gradients are symmetric, as PyTorch's. Where
/// eigenvalues or singular values are equal, their vectors are not functions of the matrix, and derivatives through them are
/// infinite or nan, as PyTorch's; first derivatives of the values alone are fine there.
/// </remarks>
/// <example>
/// <code>
/// var x = Linalg.Solve(a, b);
/// var (values, vectors) = Linalg.Eigh(a);
/// </code>
/// </example>
public static class Linalg
{
    /// <summary>X with A X = B. B has columns [.., n, k], and leading axes broadcast; or it is a vector [n], or one for each matrix of the batch of A.</summary>
    public static Tensor Solve(Tensor a, Tensor b) => F.solve(a, b);

    /// <summary>X with T X = B or, not from the left, X T = B, where T is the upper or the lower triangle of A, with ones on its diagonal if unitriangular; the rest of A is not read.</summary>
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool upper, bool left = true, bool unitriangular = false) =>
        F.solveTriangularWith(upper, left, unitriangular, a, b);

    /// <summary>X with P L U X = B, for what <see cref="Lu"/> gives.</summary>
    public static Tensor LuSolve((Tensor P, Tensor L, Tensor U) factors, Tensor b) => F.luSolve(factors.P, factors.L, factors.U, b);

    /// <summary>X with L Lᵀ X = B, for what <see cref="Cholesky"/> gives.</summary>
    public static Tensor CholeskySolve(Tensor l, Tensor b) => F.choleskySolve(l, b);

    /// <summary>X that makes |A X - B| least, where the columns of A are independent; where there are more columns than rows, and these are independent, the least X with A X = B. For other ranks use <see cref="Pinv"/>.</summary>
    public static Tensor Lstsq(Tensor a, Tensor b) => F.lstsq(a, b);

    /// <summary>The inverse. To divide by a matrix, <see cref="Solve"/> is faster and more accurate.</summary>
    public static Tensor Inv(Tensor a) => F.inv(a);

    /// <summary>The inverse of L Lᵀ, for what <see cref="Cholesky"/> gives.</summary>
    public static Tensor CholeskyInverse(Tensor l) => F.choleskyInverse(l);

    /// <summary>The pseudo-inverse of Moore and Penrose. Singular values of at most rtol times the largest, or that may be rounding, count as 0; derivatives hold where the rank does not change.</summary>
    public static Tensor Pinv(Tensor a, double? rtol = null) => rtol is { } part ? F.pinvWith(part, a) : F.pinv(a);

    /// <summary>The n-th power; the power 0 is the identity, and a negative one is that of the inverse.</summary>
    public static Tensor MatrixPower(Tensor a, int n) => F.matrixPower(n, a);

    /// <summary>The exponential 1 + A + A² / 2 + A³ / 6 + …</summary>
    public static Tensor Expm(Tensor a) => F.expm(a);

    /// <summary>The determinant; 0 of a singular matrix, where the gradient are its cofactors. Second derivatives hold down to rank n - 1.</summary>
    public static Tensor Det(Tensor a) => F.det(a);

    /// <summary>The sign of the determinant and the logarithm of its magnitude: 0 and -infinity of a singular matrix.</summary>
    public static (Tensor Sign, Tensor LogAbsDet) Slogdet(Tensor a) => F.slogdet(a).ToValueTuple();

    /// <summary>The logarithm of the determinant; nan where that is negative.</summary>
    public static Tensor Logdet(Tensor a) => F.logdet(a);

    /// <summary>The lower triangular L with A = L Lᵀ, of a symmetric positive definite A.</summary>
    public static Tensor Cholesky(Tensor a) => F.cholesky(a);

    /// <summary>P, L and U with A = P L U: a permutation matrix, a lower triangle with ones on its diagonal, and an upper triangle.</summary>
    public static (Tensor P, Tensor L, Tensor U) Lu(Tensor a) => F.lu(a).ToValueTuple();

    /// <summary>Q and R with A = Q R: min(m, n) orthonormal columns, and an upper triangle, whose diagonal may be negative. Derivatives hold where the first min(m, n) columns of A are independent.</summary>
    public static (Tensor Q, Tensor R) Qr(Tensor a) => F.qr(a).ToValueTuple();

    /// <summary>The same with Q [m, m] and R [m, n]. Of more rows than columns it has no derivative: that is a <see cref="GraphException"/>.</summary>
    public static (Tensor Q, Tensor R) QrComplete(Tensor a) => F.qrComplete(a).ToValueTuple();

    /// <summary>Ascending eigenvalues [.., n] and, as columns, orthonormal eigenvectors of a symmetric A. An eigenvector may as well have the other sign.</summary>
    public static (Tensor Values, Tensor Vectors) Eigh(Tensor a) => F.eigh(a).ToValueTuple();

    /// <summary>The ascending eigenvalues of a symmetric A.</summary>
    public static Tensor Eigvalsh(Tensor a) => F.eigvalsh(a);

    /// <summary>U [.., m, k], S [.., k], descending, and Vᵀ [.., k, n] with A = U diag(S) Vᵀ, where k = min(m, n). Pairs of singular vectors may as well have the other sign.</summary>
    public static (Tensor U, Tensor S, Tensor Vt) Svd(Tensor a) => F.svd(a).ToValueTuple();

    /// <summary>The descending singular values.</summary>
    public static Tensor Svdvals(Tensor a) => F.svdvals(a);

    /// <summary>The p-norm of all elements; p may be 0, a count, or infinite.</summary>
    public static Tensor VectorNorm(Tensor x, double p = 2) => F.vectorNorm(p, x);

    /// <summary>The norm of matrices as maps: the largest sum of a column's magnitudes (order 1) or a row's (infinity), or the largest singular value (2); the least of them for the orders -1, -infinity and -2.</summary>
    public static Tensor MatrixNorm(Tensor a, double order) => F.matrixNorm(order, a);

    /// <summary>The root of the sum of the squares of each matrix.</summary>
    public static Tensor FrobeniusNorm(Tensor a) => F.frobeniusNorm(a);

    /// <summary>The sum of the singular values.</summary>
    public static Tensor NuclearNorm(Tensor a) => F.nuclearNorm(a);

    /// <summary>The condition: the norm of matrices of an order (1, 2, infinity or their negatives) times that of their inverses.</summary>
    public static Tensor Cond(Tensor a, double order = 2) => F.cond(order, a);

    /// <summary>How many singular values are above rtol times the largest, or are more than rounding, as int64.</summary>
    public static Tensor MatrixRank(Tensor a, double? rtol = null) => rtol is { } part ? F.matrixRankWith(part, a) : F.matrixRank(a);

    /// <summary>The product of several matrices in the order of the fewest multiplications.</summary>
    public static Tensor MultiDot(params Tensor[] xs) => F.multiDot(xs);

    /// <summary>Vandermonde's matrix: the powers 0 to count - 1 of numbers, along a new last axis.</summary>
    public static Tensor Vander(Tensor x, int count) => F.vander(count, x);
}
