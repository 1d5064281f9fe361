using F = Functional.TensorModule;

namespace Functional;

/// <summary>Folds of a tensor: of all axes, of one, or of several, which may stay with length 1.</summary>
/// <example>
/// <code>
/// Tensor x = [[1, 2], [3, 4]];
/// var total = x.Sum();                            // 10
/// var rows = x.Sum(1);                            // [3, 7]
/// var mean = x.Mean([0, 1], keepAxes: true);      // [[2.5]]
/// </code>
/// </example>
public static class TensorFolds
{
    extension(Tensor x)
    {
        /// <summary>The sum of the elements; integers add up in int64.</summary>
        public Tensor Sum() => F.sum(x);

        /// <summary>The sum of the elements; integers add up in int64 along an axis.</summary>
        public Tensor Sum(int axis, bool keepAxes = false) => x.Sum([axis], keepAxes);

        /// <summary>The sum of the elements; integers add up in int64 along some axes.</summary>
        public Tensor Sum(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.sumKeep(axes, x) : F.sumOver(axes, x);

        /// <summary>The mean; nan of nothing.</summary>
        public Tensor Mean() => F.mean(x);

        /// <summary>The mean; nan of nothing along an axis.</summary>
        public Tensor Mean(int axis, bool keepAxes = false) => x.Mean([axis], keepAxes);

        /// <summary>The mean; nan of nothing along some axes.</summary>
        public Tensor Mean(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.meanKeep(axes, x) : F.meanOver(axes, x);

        /// <summary>The product; integers multiply in int64.</summary>
        public Tensor Prod() => F.prod(x);

        /// <summary>The product; integers multiply in int64 along an axis.</summary>
        public Tensor Prod(int axis, bool keepAxes = false) => x.Prod([axis], keepAxes);

        /// <summary>The product; integers multiply in int64 along some axes.</summary>
        public Tensor Prod(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.prodKeep(axes, x) : F.prodOver(axes, x);

        /// <summary>The largest element; ties share the derivative equally.</summary>
        public Tensor Max() => F.max(x);

        /// <summary>The largest element; ties share the derivative equally along an axis.</summary>
        public Tensor Max(int axis, bool keepAxes = false) => x.Max([axis], keepAxes);

        /// <summary>The largest element; ties share the derivative equally along some axes.</summary>
        public Tensor Max(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.maxKeep(axes, x) : F.maxOver(axes, x);

        /// <summary>The smallest element; ties share the derivative equally.</summary>
        public Tensor Min() => F.min(x);

        /// <summary>The smallest element; ties share the derivative equally along an axis.</summary>
        public Tensor Min(int axis, bool keepAxes = false) => x.Min([axis], keepAxes);

        /// <summary>The smallest element; ties share the derivative equally along some axes.</summary>
        public Tensor Min(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.minKeep(axes, x) : F.minOver(axes, x);

        /// <summary>Whether any element is not 0.</summary>
        public Tensor Any() => F.any(x);

        /// <summary>Whether any element is not 0 along an axis.</summary>
        public Tensor Any(int axis, bool keepAxes = false) => x.Any([axis], keepAxes);

        /// <summary>Whether any element is not 0 along some axes.</summary>
        public Tensor Any(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.anyKeep(axes, x) : F.anyOver(axes, x);

        /// <summary>Whether every element is not 0.</summary>
        public Tensor All() => F.all(x);

        /// <summary>Whether every element is not 0 along an axis.</summary>
        public Tensor All(int axis, bool keepAxes = false) => x.All([axis], keepAxes);

        /// <summary>Whether every element is not 0 along some axes.</summary>
        public Tensor All(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.allKeep(axes, x) : F.allOver(axes, x);

        /// <summary>How many elements are not 0, as int64.</summary>
        public Tensor CountNonzero() => F.countNonzero(x);

        /// <summary>How many elements are not 0, as int64 along an axis.</summary>
        public Tensor CountNonzero(int axis, bool keepAxes = false) => x.CountNonzero([axis], keepAxes);

        /// <summary>How many elements are not 0, as int64 along some axes.</summary>
        public Tensor CountNonzero(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.countNonzeroKeep(axes, x) : F.countNonzeroOver(axes, x);

        /// <summary>log of the sum of e ** x, without overflow.</summary>
        public Tensor LogSumExp() => F.logSumExp(x);

        /// <summary>log of the sum of e ** x, without overflow along an axis.</summary>
        public Tensor LogSumExp(int axis, bool keepAxes = false) => x.LogSumExp([axis], keepAxes);

        /// <summary>log of the sum of e ** x, without overflow along some axes.</summary>
        public Tensor LogSumExp(int[] axes, bool keepAxes = false) =>
            keepAxes ? F.logSumExpKeep(axes, x) : F.logSumExpOver(axes, x);

        /// <summary>The int64 index of the first largest element, in row-major order.</summary>
        public Tensor Argmax() => F.argmax(x);

        /// <summary>The int64 indices of the first largest elements along an axis.</summary>
        public Tensor Argmax(int axis, bool keepAxes = false) =>
            keepAxes ? F.argmaxKeep(axis, x) : F.argmaxOver(axis, x);

        /// <summary>The int64 index of the first smallest element, in row-major order.</summary>
        public Tensor Argmin() => F.argmin(x);

        /// <summary>The int64 indices of the first smallest elements along an axis.</summary>
        public Tensor Argmin(int axis, bool keepAxes = false) =>
            keepAxes ? F.argminKeep(axis, x) : F.argminOver(axis, x);

        /// <summary>The largest elements along an axis, and their indices; the first of a tie takes the derivative.</summary>
        public (Tensor Values, Tensor Indices) MaxAlong(int axis) => F.maxAlong(axis, x).ToValueTuple();

        /// <summary>The smallest elements along an axis, and their indices; the first of a tie takes the derivative.</summary>
        public (Tensor Values, Tensor Indices) MinAlong(int axis) => F.minAlong(axis, x).ToValueTuple();

        /// <summary>The middle of the elements in order, of an even number the lower one; nan if there is one. Ties share the derivative equally. Without elements a ShapeException.</summary>
        public Tensor Median() => F.median(x);

        /// <summary>The medians along an axis, and their indices; the element at the index takes the derivative, as PyTorch has it.</summary>
        public (Tensor Values, Tensor Indices) MedianAlong(int axis) => F.medianAlong(axis, x).ToValueTuple();
    }
}
