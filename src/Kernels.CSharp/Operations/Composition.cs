namespace Functional.Kernels;

/// <summary>
/// What several operations make together, under a name: a backend may have it in one piece (<see cref="IBackend.Has"/>).
/// Whoever names a composition can compose it, too, so no backend needs to know any. Source: the composite operations of
/// StableHLO.
/// </summary>
/// <param name="Name">The name in messages.</param>
public abstract record Composition(string Name)
{
    /// <summary>The result's space, for arguments that fit.</summary>
    public abstract Space Infer(ReadOnlySpan<Space> arguments);

    /// <summary><c>exp x / sum exp x</c> along an axis.</summary>
    public sealed record Softmax(int Axis) : Composition("softmax")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];
    }

    /// <summary>From the softmax y and a cotangent g: <c>y (g - sum (g y))</c> along an axis.</summary>
    public sealed record SoftmaxPull(int Axis) : Composition("softmax")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];
    }

    /// <summary><c>x - log sum exp x</c> along an axis.</summary>
    public sealed record LogSoftmax(int Axis) : Composition("log_softmax")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];
    }

    /// <summary>From the logarithm y of softmax and a cotangent g: <c>g - exp y sum g</c> along an axis.</summary>
    public sealed record LogSoftmaxPull(int Axis) : Composition("log_softmax")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];
    }

    /// <summary>
    /// From x of shape [N, C] and int64 classes c of shape [N]: <c>-x[i, c[i]]</c>, and 0 where the class is the ignored one.
    /// </summary>
    /// <param name="Fold">What becomes of the samples: their sum, their mean over those that are not ignored, or nothing.</param>
    /// <param name="Ignored">The ignored class.</param>
    public sealed record Likelihood(Reduction? Fold, long Ignored) : Composition("nll_loss")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) =>
            new(Fold is null ? arguments[1].Shape : Shape.Scalar, arguments[0].DType);
    }

    /// <summary>From the arguments of a <see cref="Likelihood"/> and a cotangent: the cotangent of x.</summary>
    public sealed record LikelihoodPull(Likelihood Of) : Composition("nll_loss")
    {
        /// <inheritdoc/>
        public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];
    }
}
