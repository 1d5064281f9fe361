using F = Functional.TensorModule;

namespace Functional;

/// <summary>Measures of spread and size, running folds, and normalised exponentials.</summary>
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

        /// <summary>Running products along an axis; integers multiply in int64. Zeros do no harm to derivatives of any order, but a stretch after a 0 whose own product overflows makes nan.</summary>
        public Tensor Cumprod(int axis) => F.cumprod(axis, x);

        /// <summary>Running maxima along an axis, and their indices; the latest of a tie takes the derivative, and nan stays.</summary>
        public (Tensor Values, Tensor Indices) Cummax(int axis) => F.cummax(axis, x).ToValueTuple();

        /// <summary>Running minima along an axis, and their indices; the latest of a tie takes the derivative, and nan stays.</summary>
        public (Tensor Values, Tensor Indices) Cummin(int axis) => F.cummin(axis, x).ToValueTuple();

        /// <summary>The sum of the diagonal of a matrix.</summary>
        public Tensor Trace() => F.trace(x);

        /// <summary>e ** x divided by its sum along an axis.</summary>
        public Tensor Softmax(int axis) => F.softmax(axis, x);

        /// <summary>log(softmax x), accurate where softmax is near 0.</summary>
        public Tensor LogSoftmax(int axis) => F.logSoftmax(axis, x);
    }
}
