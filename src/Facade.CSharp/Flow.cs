namespace Functional;

/// <summary>
/// Decisions and loops as values: what a host <c>if</c> or loop does for one number, done wherever a transformation stands
/// for many. States, arguments and results may be parameter trees. Derivatives are those of the operations that were run.
/// </summary>
/// <example>
/// <code>
/// Func&lt;Tensor, Tensor&gt; root = x => Flow.Cond(x > 0, y => y.Sqrt(), y => 0 * y, x);
/// Tensor slopes = root.Grad().Vmap(xs);          // each example takes its own branch
/// var (sum, sums) = Flow.Scan((Tensor total, Tensor x) => (total + x, total + x), Tensor.Zeros(), xs);
/// </code>
/// </example>
public static class Flow
{
    /// <summary>
    /// <c>onTrue(x)</c> or <c>onFalse(x)</c>, as a predicate of one element says. Where it differs from example to example of
    /// a batch, both are run, and each example takes its own; a branch sees only examples that take it. JAX's lax.cond.
    /// </summary>
    /// <exception cref="ShapeException">Both run, and give different shapes or dtypes.</exception>
    public static R Cond<P, R>(Tensor predicate, Func<P, R> onTrue, Func<P, R> onFalse, P x) =>
        ControlFlow.cond(predicate, Fn.Of(onTrue), Fn.Of(onFalse), x);

    /// <summary>
    /// <paramref name="step"/> again and again, for as long as <paramref name="test"/> of the state holds. In a batch each
    /// example stops by itself. JAX's lax.while_loop, and differentiable in reverse mode, too.
    /// </summary>
    /// <exception cref="ShapeException">A step changes a shape or dtype of the state.</exception>
    public static S WhileLoop<S>(Func<S, Tensor> test, Func<S, S> step, S start) =>
        ControlFlow.whileLoop(Fn.Of(test), Fn.Of(step), start);

    /// <summary>
    /// <paramref name="step"/> of i and the state, for i = <paramref name="first"/>, …, <paramref name="stop"/> - 1: i is an
    /// int64 tensor of shape []. JAX's lax.fori_loop.
    /// </summary>
    /// <exception cref="ShapeException">A step changes a shape or dtype of the state.</exception>
    public static S ForLoop<S>(int first, int stop, Func<Tensor, S, S> step, S start) =>
        ControlFlow.forLoop(first, stop, Fn.Of(step), start);

    /// <summary>
    /// A loop over the parts of <paramref name="xs"/> along their first axis: a step gives the next state and an output. The
    /// result is the last state, and the outputs stacked along a new first axis. JAX's lax.scan.
    /// </summary>
    /// <exception cref="ShapeException">A step changes a shape or dtype of the state, or first axes have different lengths.</exception>
    public static (S State, Y Outputs) Scan<S, X, Y>(Func<S, X, (S State, Y Output)> step, S start, X xs) =>
        ControlFlow.scan(Paired(step), start, xs).ToValueTuple();

    /// <summary>The same from the last part to the first; outputs are where their parts are.</summary>
    /// <exception cref="ShapeException">A step changes a shape or dtype of the state, or first axes have different lengths.</exception>
    public static (S State, Y Outputs) ScanBack<S, X, Y>(Func<S, X, (S State, Y Output)> step, S start, X xs) =>
        ControlFlow.scanBack(Paired(step), start, xs).ToValueTuple();

    /// <summary>
    /// Running combinations along the first axis by an associative function of two parts: x₀, x₀∘x₁, x₀∘x₁∘x₂, …, in
    /// 2 log₂ n batches of independent combinations. JAX's lax.associative_scan.
    /// </summary>
    /// <example><code>Tensor products = Flow.AssociativeScan((a, b) => a.Matmul(b), matrices);</code></example>
    public static T AssociativeScan<T>(Func<T, T, T> combine, T xs) => ControlFlow.associativeScan(Fn.Of(combine), xs);

    private static Microsoft.FSharp.Core.FSharpFunc<S, Microsoft.FSharp.Core.FSharpFunc<X, Tuple<S, Y>>> Paired<S, X, Y>(
        Func<S, X, (S State, Y Output)> step) =>
        Fn.Of((S state, X x) => Fn.Checked(step)(state, x).ToTuple());
}
