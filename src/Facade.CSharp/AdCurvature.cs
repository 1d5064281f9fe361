using Microsoft.FSharp.Core;

namespace Functional;

/// <content>Functions that are run again rather than remembered, power series, and what is known of second derivatives without their matrix.</content>
public static partial class Ad
{
    /// <summary>
    /// The same function, of which reverse mode keeps only the arguments: where a sweep comes to it, it runs again. A
    /// chain of n steps in blocks of √n checkpointed steps needs the memory of 2 √n steps, and the time of one more run.
    /// </summary>
    /// <example>
    /// <code>
    /// Func&lt;Tensor, Tensor&gt; block = x => layers.Aggregate(x, (y, layer) => layer.Forward(y));
    /// Tensor y = block.Checkpoint()(x);
    /// </code>
    /// </example>
    /// <remarks>
    /// Values, derivatives of every mode and order, and what the function captures (parameters, values of transformations
    /// around it) are as without. It must do the same when it runs again: random numbers of the default generator are the
    /// same, those of others are not; results of another kind, and captured parameters with new values, are a
    /// <see cref="GraphException"/>. In a derivative of a derivative, what the inner sweep runs again is part of the outer
    /// one's graph, and is kept there; so is what <see cref="Linearize{P, R}(Func{P, R}, P)"/> keeps.
    /// </remarks>
    public static Func<P, R> Checkpoint<P, R>(this Func<P, R> f)
    {
        var core = Fn.Of(f);
        return x => Checkpoints.checkpoint(core, x);
    }

    /// <summary>The same function of two arguments, run again rather than remembered.</summary>
    public static Func<A, B, R> Checkpoint<A, B, R>(this Func<A, B, R> f)
    {
        var core = Fn.Tupled(f);
        return (a, b) => Checkpoints.checkpoint(core, (a, b));
    }

    /// <summary>
    /// Runs a function, and returns the memory of all that it computed to the pool when it ends: of every tensor but those in its
    /// result, the values, gradients and buffers of parameters and modules, and the memory of optimizers. Nobody
    /// has to: everything returns by itself, when the collector finds it.
    /// </summary>
    /// <example><code>float total = Ad.Scoped(() => large.Exp().Sum()).ToScalar&lt;float&gt;();</code></example>
    /// <remarks>
    /// A tensor that gets out in another way, in a field say, is a <see cref="GraphException"/> when it is read, never a wrong number.
    /// A result with a graph behind it (of parameters) keeps its value, not the graph: go backward inside. What
    /// other threads compute does not belong to the scope.
    /// </remarks>
    public static R Scoped<R>(Func<R> f) => Memory.Scoped(FuncConvert.FromFunc(Fn.Checked(f)));

    /// <summary>
    /// The diagonal of the Hessian of a function with a one-element result: a tree like the argument, ∂²f / ∂x[i]². The
    /// gradient is linearized once; after that, each element costs a product, and no matrix is made.
    /// </summary>
    public static P HessianDiagonal<P>(this Func<P, Tensor> f, P x) => Curvatures.hessianDiagonal(Fn.Of(f), x);

    /// <summary>The diagonal of the Hessian, as a function.</summary>
    public static Func<P, P> HessianDiagonal<P>(this Func<P, Tensor> f) => Fn.Partial<Func<P, Tensor>, P, P>(f, HessianDiagonal);

    /// <summary>
    /// The Taylor coefficients c₀, …, c_order of t → f(x + t v) at 0: f(x + t v) is near the sum of c_k t^k, and the k-th
    /// derivative along v is k! c_k. One run of f.
    /// </summary>
    public static R[] Taylor<P, R>(this Func<P, R> f, int order, P x, P v) => Expansions.taylor(order, Fn.Of(f), x, v);

    /// <summary>
    /// A function along a curve: the coefficients y₀, …, y_K of f(x + series₁ t + … + series_K t^K), of as many orders as the
    /// series has. The k-th derivative with respect to t is k! y_k.
    /// </summary>
    /// <remarks>
    /// Coefficients of a power series go in and come out. JAX's jax.experimental.jet has derivatives in their places, k! times
    /// as much.
    /// </remarks>
    public static R[] Jet<P, R>(this Func<P, R> f, P x, IEnumerable<P> series) => Expansions.jet(Fn.Of(f), x, series);

    /// <summary>
    /// The Gauss-Newton matrix of a loss after a model, times a vector: Jᵀ H J v, where J is the Jacobian of the model at its
    /// parameters and H the Hessian of the loss at the model's result. That is the Hessian of the whole without the
    /// curvature of the model: positive semidefinite if the loss is convex.
    /// </summary>
    public static P GaussNewtonProduct<P, R>(this Func<P, R> model, Func<R, Tensor> loss, P parameters, P v) =>
        Curvatures.gaussNewtonProduct(Fn.Of(model), Fn.Of(loss), parameters, v);

    /// <summary>
    /// The Fisher information of a model times a vector: Jᵀ J v, where J is the Jacobian of the model at its parameters, and
    /// the model is the mean of normal observations of variance 1.
    /// </summary>
    public static P FisherProduct<P, R>(this Func<P, R> model, P parameters, P v) =>
        Curvatures.fisherProduct(Fn.Of(model), parameters, v);
}
