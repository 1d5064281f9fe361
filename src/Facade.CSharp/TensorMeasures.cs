using F = Functional.TensorModule;

namespace Functional;

/// <summary>Measures of spread and size, normalised exponentials, and products of matrices.</summary>
public static class TensorMeasures
{
    extension(Tensor x)
    {
        /// <summary>The variance; the correction is taken from the number of elements: 1 for a sample, 0 for a population.</summary>
        public Tensor Var(double correction = 1) => F.varWith(correction, [], false, x);

        /// <summary>The variance; the correction is taken from the number of elements: 1 for a sample, 0 for a population.</summary>
        public Tensor Var(int[] axes, double correction = 1, bool keepAxes = false) => F.varWith(correction, axes, keepAxes, x);

        /// <summary>The standard deviation, with a correction as varWith takes it.</summary>
        public Tensor Std(double correction = 1) => F.stdWith(correction, [], false, x);

        /// <summary>The standard deviation, with a correction as varWith takes it.</summary>
        public Tensor Std(int[] axes, double correction = 1, bool keepAxes = false) => F.stdWith(correction, axes, keepAxes, x);

        /// <summary>The p-norm (Σ|x|ᵖ)^(1/p); p may be 0, a count, or infinite.</summary>
        public Tensor Norm(double p = 2) => F.normWith(p, [], false, x);

        /// <summary>The p-norm (Σ|x|ᵖ)^(1/p); p may be 0, a count, or infinite.</summary>
        public Tensor Norm(int[] axes, double p = 2, bool keepAxes = false) => F.normWith(p, axes, keepAxes, x);

        /// <summary>Running sums along an axis.</summary>
        public Tensor Cumsum(int axis) => F.cumsum(axis, x);

        /// <summary>The sum of the diagonal of a matrix.</summary>
        public Tensor Trace() => F.trace(x);

        /// <summary>e ** x divided by its sum along an axis.</summary>
        public Tensor Softmax(int axis) => F.softmax(axis, x);

        /// <summary>log(softmax x), accurate where softmax is near 0.</summary>
        public Tensor LogSoftmax(int axis) => F.logSoftmax(axis, x);

        /// <summary>The matrix product of the last two axes, the others broadcast; a vector is a row on the left, a column on the right.</summary>
        public Tensor Matmul(Tensor y) => F.matmul(x, y);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor Dot(Tensor y) => F.dot(x, y);

        /// <summary>Every product of an element of one vector with an element of another.</summary>
        public Tensor Outer(Tensor y) => F.outer(x, y);

        /// <summary>x Wᵀ + b, the last axis of x being the inputs; null is no bias.</summary>
        public Tensor Linear(Tensor weight, Tensor? bias = null) => F.linear(weight, bias, x);
    }
}
