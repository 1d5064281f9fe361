using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>Compositions that libtorch has in one piece.</summary>
internal static class Compositions
{
    /// <summary>
    /// Whether it has one. Its kernels for the CPU know no 16 bits, and those for CUDA look at no index before they go by it.
    /// </summary>
    public static bool Has(Composition composition, Space x, bool onCpu) =>
        x.Shape.Size > 0 && x.Shape.Rank > 0 && (onCpu ? x.DType is DType.Float32 or DType.Float64 : x.DType.IsFloat())
        && composition switch
        {
            Composition.Softmax or Composition.SoftmaxPull or Composition.LogSoftmax or Composition.LogSoftmaxPull => true,
            Composition.Likelihood or Composition.LikelihoodPull => onCpu && x.Shape.Rank == 2,
            _ => false,
        };

    /// <summary>Its result.</summary>
    public static Value Compose(Calls calls, Composition composition, ReadOnlySpan<Input> xs) => composition switch
    {
        Composition.Softmax(var axis) => calls.Call(Aten.Softmax, xs[0], (long)axis, false),
        Composition.LogSoftmax(var axis) => calls.Call(Aten.LogSoftmax, xs[0], (long)axis, false),
        Composition.SoftmaxPull(var axis) => calls.Call(Aten.SoftmaxBackward, xs[1], xs[0], (long)axis, xs[0].DType),
        Composition.LogSoftmaxPull(var axis) => calls.Call(Aten.LogSoftmaxBackward, xs[1], xs[0], (long)axis, xs[0].DType),
        Composition.Likelihood likelihood => Likelihood(calls, likelihood, xs[0], xs[1]).Loss,
        Composition.LikelihoodPull(var likelihood) => Pull(calls, likelihood, xs[0], xs[1], xs[2]),
        _ => throw new NotSupportedException(composition.Name),
    };

    private static (Value Loss, Value Count) Likelihood(Calls calls, Composition.Likelihood likelihood, Input x, Input target)
    {
        Span<Value> results = stackalloc Value[2];
        calls.Call(Aten.NllLoss, [x, target, Argument.None, Fold(likelihood), likelihood.Ignored], results);
        return (results[0], results[1]);
    }

    /// <summary>How many samples count is found once more, which is one call.</summary>
    private static Value Pull(Calls calls, Composition.Likelihood likelihood, Input x, Input target, Input g)
    {
        var (_, count) = Likelihood(calls, likelihood, x, target);
        return calls.Call(Aten.NllLossBackward, g, x, target, Argument.None, Fold(likelihood), likelihood.Ignored, count);
    }

    /// <summary>libtorch's numbers of ways to fold losses.</summary>
    private static long Fold(Composition.Likelihood likelihood) => likelihood.Fold switch
    {
        null => 0,
        Reduction.Mean => 1,
        _ => 2,
    };
}
