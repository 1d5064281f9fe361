namespace Functional.Kernels;

/// <summary>
/// What is made of whole matrices, and how its parts lie in the one result. Leading axes are a batch; k is min(m, n). Parts
/// are row-major, one after the other along the last axis, except where the result is itself a matrix.
/// </summary>
public enum Factorization
{
    /// <summary>A symmetric positive definite [n, n], of which the lower triangle is read: L [n, n] of A = L Lᵀ.</summary>
    Cholesky,

    /// <summary>
    /// Gauss' elimination of [n, n] with the largest pivot of each column, A[rows] = L U, as a matrix [n + 3, n]: n rows
    /// with L below the diagonal, which is 1, and U on and above it; the row <c>rows</c>; the row 0, 1, …; a row of the
    /// sign of the permutation. A pivot may be 0.
    /// </summary>
    Lu,

    /// <summary>
    /// The same with the largest pivot of all that is left, so that zeros come last: A[rows, columns] = L U, with
    /// <c>columns</c> in the second to last row and the sign of both permutations in the last.
    /// </summary>
    LuFull,

    /// <summary>Householder's A = Q R of [m, n]: Q [m, k], R [k, n], with LAPACK's signs.</summary>
    Qr,

    /// <summary>The same with Q [m, m], R [m, n].</summary>
    QrFull,

    /// <summary>
    /// A symmetric [n, n], of which the lower triangle is read: eigenvalues [n], ascending, then eigenvectors [n, n] as
    /// columns, each of which might as well have the other sign.
    /// </summary>
    Eigh,

    /// <summary>A = U diag(S) Vᵀ of [m, n]: U [m, k], S [k], descending, Vᵀ [k, n]; pairs of vectors might have the other sign.</summary>
    Svd,

    /// <summary>No factorization, but as they are of a whole matrix: the exponential [n, n].</summary>
    Exp,
}

/// <summary>A function of whole matrices: of the last two axes of a float array.</summary>
public sealed class Factor(string name, Factorization op) : Operation(name)
{
    /// <summary>The function.</summary>
    public Factorization Op { get; } = op;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var (x, dtype) = (arguments[0].Shape, arguments[0].DType);
        if (!dtype.IsFloat() || dtype.Is16Bit()) throw Errors.NoMatrices(Name, dtype);
        if (x.Rank < 2) throw Errors.TooFewAxes(Name, 2, x);
        var (m, n) = (x.Lengths[^2], x.Lengths[^1]);
        if (m != n && Op is not (Factorization.Qr or Factorization.QrFull or Factorization.Svd)) throw Errors.NotSquare(Name, x);
        var k = Math.Min(m, n);
        ReadOnlySpan<int> parts = Op switch
        {
            Factorization.Cholesky or Factorization.Exp => [n, n],
            Factorization.Lu or Factorization.LuFull => [n + 3, n],
            Factorization.Qr => [(m * k) + (k * n)],
            Factorization.QrFull => [(m * m) + (m * n)],
            Factorization.Eigh => [n + (n * n)],
            _ => [(m * k) + k + (k * n)],
        };
        return new([.. x.Lengths[..^2], .. parts], dtype);
    }

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.Factor(this, x, Infer([x.Space]));
}
