using F = Functional.TensorModule;

namespace Functional;

/// <summary>Sums of products: of matrices and vectors, and over axes by name.</summary>
/// <example>
/// <code>
/// var batched = Tensor.Einsum("bij,bjk->bik", x, y);
/// var trace = Tensor.Einsum("ii->", x);
/// </code>
/// </example>
public static class TensorProducts
{
    extension(Tensor x)
    {
        /// <summary>The matrix product of the last two axes, the others broadcast; a vector is a row on the left, a column on the right.</summary>
        public Tensor Matmul(Tensor y) => F.matmul(x, y);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor Dot(Tensor y) => F.dot(x, y);

        /// <summary>Every product of an element of one vector with an element of another.</summary>
        public Tensor Outer(Tensor y) => F.outer(x, y);

        /// <summary>Σ x[.., k] y[k, ..] over the last axes of x and as many first axes of y, of equal lengths.</summary>
        public Tensor Tensordot(Tensor y, int count = 2) => F.tensordot(count, x, y);

        /// <summary>Σ x y over pairs of axes of equal lengths, one of each tensor: the axes of x that are left, then those of y.</summary>
        public Tensor Tensordot(Tensor y, int[] axes, int[] yAxes) => F.tensordotAxes(axes, yAxes, x, y);

        /// <summary>The Kronecker product, every element of x times the whole of y: lengths multiply, and axes of length 1 are added on the left of the one with fewer.</summary>
        public Tensor Kron(Tensor y) => F.kron(x, y);

        /// <summary>The cross product x × y of vectors of three components along an axis; the other axes broadcast.</summary>
        public Tensor Cross(Tensor y, int axis = -1) => F.cross(axis, x, y);

        /// <summary>The n-th power of the square matrices in the last two axes, the power 0 is the identity, and a negative one is that of the inverse. A singular matrix with a negative n is a LinearAlgebraException.</summary>
        public Tensor MatrixPower(int n) => F.matrixPower(n, x);

        /// <summary>x Wᵀ + b, the last axis of x being the inputs; null is no bias.</summary>
        public Tensor Linear(Tensor weight, Tensor? bias = null) => F.linear(weight, bias, x);
    }

    extension(Tensor)
    {
        /// <summary>
        /// Einstein's sum: axes have letters, and products of elements are summed over the letters that the result lacks.
        /// <c>Einsum("ij,jk->ik", a, b)</c> is a matrix product, <c>"ii->i"</c> a diagonal, <c>"i,j"</c> an outer product,
        /// <c>"...ij->...ji"</c> a transpose. Several tensors are contracted in pairs, in the order of the fewest products.
        /// </summary>
        /// <remarks>
        /// Without <c>-></c> the result has the axes of the ellipses, then the letters that occur once, in alphabetical order.
        /// Axes of one letter have equal lengths, or 1; those of ellipses broadcast, and are summed if the result has none. The
        /// dtype is that in which the tensors meet. An equation that cannot be read, or does not fit the number of tensors, is
        /// an ArgumentException; shapes that do not fit are a ShapeException.
        /// </remarks>
        public static Tensor Einsum(string equation, params Tensor[] xs) => F.einsum(equation, xs);
    }
}
