using F = Functional.LinalgModule;

namespace Functional;

/// <summary>Linear algebra that chains, of the matrices in the last two axes; <see cref="Linalg"/> has all of it.</summary>
public static class TensorMatrices
{
    extension(Tensor x)
    {
        /// <summary>The inverse. To divide by a matrix, Linalg.Solve is faster and more accurate.</summary>
        public Tensor Inv() => F.inv(x);

        /// <summary>The pseudo-inverse of Moore and Penrose.</summary>
        public Tensor Pinv() => F.pinv(x);

        /// <summary>The determinant; 0 of a singular matrix, where the gradient are its cofactors.</summary>
        public Tensor Det() => F.det(x);

        /// <summary>The logarithm of the determinant; nan where that is negative.</summary>
        public Tensor Logdet() => F.logdet(x);

        /// <summary>The lower triangular L with A = L Lᵀ, of a symmetric positive definite A.</summary>
        public Tensor Cholesky() => F.cholesky(x);

        /// <summary>The exponential 1 + A + A² / 2 + A³ / 6 + …</summary>
        public Tensor Expm() => F.expm(x);
    }
}
