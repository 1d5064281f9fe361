namespace Functional

open Functional.Kernels

/// <summary>
/// Linear algebra over the matrices in the last two axes; the axes before them are a batch. Integers become floats. All
/// of it is differentiable at any order, in both modes, except where a remark says otherwise.
/// </summary>
/// <remarks>
/// Matrices without such a factorization, inverse or solution (singular, not positive definite, not finite where an
/// iteration runs) are a LinearAlgebraException, which says which of a batch it is. Shapes that do not fit are a
/// ShapeException. Functions of symmetric matrices are those of their symmetric part (A + Aᵀ) / 2, and their gradients
/// are symmetric, as PyTorch's. Where eigenvalues or singular values are equal, their vectors are not functions of the
/// matrix, and derivatives through them are infinite or nan, as PyTorch's; first derivatives of the values alone are
/// fine there.
/// </remarks>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Linalg =
    let private pair (struct (x: Tensor, y: Tensor)) = x, y
    let private triple (struct (x: Tensor, y: Tensor, z: Tensor)) = x, y, z

    // Systems
    /// X with A X = B. B has columns [.., n, k], and leading axes broadcast; or it is a vector [n], or one for each
    /// matrix of the batch of A.
    let solve (a: Tensor) (b: Tensor) : Tensor = Systems.solve a b

    /// X with T X = B, where T is the upper or the lower triangle of A; the rest of A is not read.
    let solveTriangular (upper: bool) (a: Tensor) (b: Tensor) : Tensor =
        Systems.solveTriangular (Triangle(upper, false)) true a b

    /// X with T X = B or, not from the left, X T = B, where T is the upper or the lower triangle of A, with ones on its
    /// diagonal if unitriangular; the rest of A is not read.
    let solveTriangularWith (upper: bool) (left: bool) (unitriangular: bool) (a: Tensor) (b: Tensor) : Tensor =
        Systems.solveTriangular (Triangle(upper, unitriangular)) left a b

    /// X with P L U X = B, for what lu gives.
    let luSolve (p: Tensor) (l: Tensor) (u: Tensor) (b: Tensor) : Tensor = Systems.luSolve p l u b
    /// X with L Lᵀ X = B, for what cholesky gives.
    let choleskySolve (l: Tensor) (b: Tensor) : Tensor = Systems.choleskySolve l b

    /// X that makes |A X - B| least, where the columns of A are independent; where there are more columns than rows,
    /// and these are independent, the least X with A X = B. For other ranks use pinv.
    let lstsq (a: Tensor) (b: Tensor) : Tensor = Systems.lstsq a b

    // Inverses and functions
    /// The inverse. To divide by a matrix, solve is faster and more accurate.
    let inv (a: Tensor) : Tensor = Systems.inv a
    /// The inverse of L Lᵀ, for what cholesky gives.
    let choleskyInverse (l: Tensor) : Tensor = Systems.choleskyInverse l

    /// The pseudo-inverse of Moore and Penrose. Singular values that may be rounding count as 0; derivatives hold where
    /// the rank does not change.
    let pinv (a: Tensor) : Tensor = MatrixMeasures.pinv ValueNone a

    /// The pseudo-inverse, where singular values of at most rtol times the largest count as 0.
    let pinvWith (rtol: float) (a: Tensor) : Tensor = MatrixMeasures.pinv (ValueSome rtol) a

    /// The n-th power; the power 0 is the identity, and a negative one is that of the inverse.
    let matrixPower (n: int) (a: Tensor) : Tensor = Systems.matrixPower n a
    /// The exponential 1 + A + A² / 2 + A³ / 6 + …
    let expm (a: Tensor) : Tensor = Systems.expm a

    // Determinants
    /// The determinant; 0 of a singular matrix, where the gradient are its cofactors. Second derivatives hold down to
    /// rank n - 1.
    let det (a: Tensor) : Tensor = Systems.det a
    /// The sign of the determinant and the logarithm of its magnitude: 0 and -infinity of a singular matrix.
    let slogdet (a: Tensor) : Tensor * Tensor = Systems.slogdet a |> pair
    /// The logarithm of the determinant; nan where that is negative.
    let logdet (a: Tensor) : Tensor = Systems.logdet a

    // Factorizations
    /// The lower triangular L with A = L Lᵀ, of a symmetric positive definite A.
    let cholesky (a: Tensor) : Tensor = Factorizations.cholesky a

    /// P, L and U with A = P L U: a permutation matrix, a lower triangle with ones on its diagonal, and an upper
    /// triangle.
    let lu (a: Tensor) : Tensor * Tensor * Tensor = Factorizations.lu a |> triple

    /// Q and R with A = Q R: min(m, n) orthonormal columns, and an upper triangle, whose diagonal may be negative.
    /// Derivatives hold where the first min(m, n) columns of A are independent.
    let qr (a: Tensor) : Tensor * Tensor = Factorizations.qr false a |> pair

    /// The same with Q [m, m] and R [m, n]. Of more rows than columns it has no derivative: that is a GraphException.
    let qrComplete (a: Tensor) : Tensor * Tensor = Factorizations.qr true a |> pair

    /// Ascending eigenvalues [.., n] and, as columns, orthonormal eigenvectors of a symmetric A. An eigenvector may as
    /// well have the other sign.
    let eigh (a: Tensor) : Tensor * Tensor = Factorizations.eigh a |> pair

    /// The ascending eigenvalues of a symmetric A.
    let eigvalsh (a: Tensor) : Tensor = Factorizations.eigvalsh a

    /// U [.., m, k], S [.., k], descending, and Vᵀ [.., k, n] with A = U diag(S) Vᵀ, where k = min(m, n). Pairs of
    /// singular vectors may as well have the other sign.
    let svd (a: Tensor) : Tensor * Tensor * Tensor = Factorizations.svd a |> triple

    /// The descending singular values.
    let svdvals (a: Tensor) : Tensor = Factorizations.svdvals a

    // Measures
    /// The p-norm of all elements; p may be 0, a count, or infinite.
    let vectorNorm (p: float) (x: Tensor) : Tensor = Statistics.norm p [||] false x

    /// The norm of matrices as maps: the largest sum of a column's magnitudes (order 1) or a row's (infinity), or the
    /// largest singular value (2); the least of them for the orders -1, -infinity and -2.
    let matrixNorm (order: float) (a: Tensor) : Tensor = MatrixMeasures.matrixNorm order a

    /// The root of the sum of the squares of each matrix.
    let frobeniusNorm (a: Tensor) : Tensor = MatrixMeasures.frobeniusNorm a
    /// The sum of the singular values.
    let nuclearNorm (a: Tensor) : Tensor = MatrixMeasures.nuclearNorm a

    /// The condition: the norm of matrices of an order (1, 2, infinity or their negatives) times that of their
    /// inverses.
    let cond (order: float) (a: Tensor) : Tensor = MatrixMeasures.cond order a

    /// How many singular values are more than rounding, as int64.
    let matrixRank (a: Tensor) : Tensor = MatrixMeasures.matrixRank ValueNone a
    /// How many singular values are above rtol times the largest, as int64.
    let matrixRankWith (rtol: float) (a: Tensor) : Tensor = MatrixMeasures.matrixRank (ValueSome rtol) a

    // Products and tables
    /// The product of several matrices in the order of the fewest multiplications.
    let multiDot (xs: seq<Tensor>) : Tensor = MatrixMeasures.multiDot xs
    /// Vandermonde's matrix: the powers 0 to count - 1 of numbers, along a new last axis.
    let vander (count: int) (x: Tensor) : Tensor = MatrixMeasures.vander count x
