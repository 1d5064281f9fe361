namespace Functional;

/// <summary>
/// Derivatives of functions, as functions. They are extension methods of <c>Func</c> variables, and static methods for
/// lambdas, methods and local functions. Arguments and results may be parameter trees: a tensor, or a record, tuple,
/// array, list or dictionary of trees. All of them nest, in any order and any mix.
/// </summary>
/// <example>
/// <code>
/// Func&lt;Tensor, Tensor&gt; f = v => (v.Sin() * v.Exp()).Sum();
/// Tensor g = f.Grad(x);                                      // the gradient at x
/// Func&lt;Tensor, Tensor&gt; df = f.Grad();                       // the gradient as a function
/// var (y, dy) = f.ValueAndGrad(x);
/// var (da, db) = Ad.Grad((Tensor a, Tensor b) => (a * b).Sum(), a, b);
/// </code>
/// </example>
/// <remarks>
/// Integer tensors have no derivative (<see cref="DTypeException"/>), and a gradient needs a result of one element
/// (<see cref="ShapeException"/>).
/// </remarks>
public static partial class Ad
{
    /// <summary>The gradient of a function with a one-element result, at a point: a tree like the argument. Reverse mode.</summary>
    /// <example>
    /// <code>
    /// record Line(Tensor Slope, Tensor Offset);
    /// Line slopes = Ad.Grad(line => (x * line.Slope + line.Offset - y).Square().Mean(), new Line(w, b));
    /// </code>
    /// </example>
    public static P Grad<P>(this Func<P, Tensor> f, P x) => Derivatives.grad(Fn.Of(f), x);

    /// <summary>The gradient of a function with a one-element result, as a function.</summary>
    public static Func<P, P> Grad<P>(this Func<P, Tensor> f) => Fn.Partial<Func<P, Tensor>, P, P>(f, Grad);

    /// <summary>The value and the gradient of a function with a one-element result, in one run.</summary>
    public static ValueAndGradient<P> ValueAndGrad<P>(this Func<P, Tensor> f, P x) =>
        Results.Gradient(Derivatives.valueAndGrad(Fn.Of(f), x));

    /// <summary>The value and the gradient of a function with a one-element result, as a function.</summary>
    public static Func<P, ValueAndGradient<P>> ValueAndGrad<P>(this Func<P, Tensor> f) =>
        Fn.Partial<Func<P, Tensor>, P, ValueAndGradient<P>>(f, ValueAndGrad);

    /// <summary>Value and gradient of a function that returns something beside its value, which is not differentiated.</summary>
    public static ValueAndGradient<P, A> ValueAndGradAux<P, A>(this Func<P, (Tensor Value, A Aux)> f, P x) =>
        Results.Gradient(Derivatives.valueAndGradAux(Fn.Of((P p) => Fn.Checked(f)(p).ToTuple()), x));

    /// <summary>A function's value at a point and its derivative along a direction: (f(x), J v). Forward mode.</summary>
    public static ValueAndTangent<R> Jvp<P, R>(this Func<P, R> f, P x, P v) => Results.Tangent(Derivatives.jvp(Fn.Of(f), x, v));

    /// <summary>A function's value at a point and its pullback: (f(x), c => Jᵀ c). Reverse mode.</summary>
    /// <example><code>var (y, pull) = f.Vjp(x); var cotangent = pull(Tensor.OnesLike(y));</code></example>
    public static ValueAndPullback<R, P> Vjp<P, R>(this Func<P, R> f, P x) => Results.Pullback(Derivatives.vjp(Fn.Of(f), x));

    /// <summary>
    /// A function's value at a point and its derivative there as a function: (f(x), v => J v). The function runs once; the
    /// derivative may be applied to any number of directions, and gives the numbers that <see cref="Jvp{P, R}"/> gives.
    /// </summary>
    /// <example><code>var (y, push) = f.Linearize(x); var slopes = directions.Select(push);</code></example>
    /// <remarks>One direction is cheaper by Jvp, which keeps nothing.</remarks>
    public static ValueAndPushforward<P, R> Linearize<P, R>(this Func<P, R> f, P x) =>
        Results.Pushforward(Derivatives.linearize(Fn.Of(f), x));

    /// <summary>
    /// The transpose of a linear function: c => fᵀ c. Of <paramref name="like"/> only the structure, the shapes and the
    /// dtypes matter. The function runs once, at zeros.
    /// </summary>
    /// <example><code>var back = Ad.LinearTranspose((Tensor v) => v.Cumsum(0), like: x);</code></example>
    /// <remarks>
    /// A function is linear if it is made of operations that are, and is 0 at 0. Others are a <see cref="GraphException"/>;
    /// <see cref="Vjp{P, R}"/> transposes a derivative at a point. The maps that custom operations declare are taken on trust.
    /// </remarks>
    public static Func<R, P> LinearTranspose<P, R>(this Func<P, R> f, P like) =>
        Derivatives.linearTranspose(Fn.Of(f), like).Invoke;

    /// <summary>The derivative of a function of one number: f'(t), of the shape of f(t). Forward mode.</summary>
    public static R Diff<R>(this Func<Tensor, R> f, Tensor t) => Derivatives.diff(Fn.Of(f), t);

    /// <summary>The derivative of a function of one number, as a function.</summary>
    public static Func<Tensor, R> Diff<R>(this Func<Tensor, R> f) => Fn.Partial<Func<Tensor, R>, Tensor, R>(f, Diff);

    /// <summary>The n-th derivative of a function of one number, from n = 3 on by its Taylor coefficients; the function itself for n = 0.</summary>
    public static R DiffN<R>(this Func<Tensor, R> f, int n, Tensor t) => Expansions.diffN(n, Fn.Of(f), t);

    /// <summary>The n-th derivative of a function of one number, as a function.</summary>
    public static Func<Tensor, R> DiffN<R>(this Func<Tensor, R> f, int n) =>
        Fn.Partial<Func<Tensor, R>, Tensor, R>(f, (g, t) => DiffN(g, n, t));

    /// <summary>
    /// The Jacobian, by the mode that needs fewer runs: entry [o.., i..] is ∂f(x)[o] / ∂x[i]. A tree like the argument; each leaf
    /// has the shape of the result followed by that of the argument's leaf.
    /// </summary>
    public static P Jacobian<P>(this Func<P, Tensor> f, P x) => Derivatives.jacobian(Fn.Of(f), x);

    /// <summary>The Jacobian, as a function.</summary>
    public static Func<P, P> Jacobian<P>(this Func<P, Tensor> f) => Fn.Partial<Func<P, Tensor>, P, P>(f, Jacobian);

    /// <summary>The Jacobian by forward mode, a run for each element of the argument.</summary>
    public static P JacobianForward<P>(this Func<P, Tensor> f, P x) => Derivatives.jacobianForward(Fn.Of(f), x);

    /// <summary>The Jacobian by reverse mode, a sweep for each element of the result.</summary>
    public static P JacobianReverse<P>(this Func<P, Tensor> f, P x) => Derivatives.jacobianReverse(Fn.Of(f), x);

    /// <summary>
    /// The Hessian of a function with a one-element result: entry [i.., j..] is ∂²f / ∂x[i] ∂x[j]. Its shape is the argument's
    /// shape twice.
    /// </summary>
    public static Tensor Hessian(this Func<Tensor, Tensor> f, Tensor x) => Derivatives.hessian(Fn.Of(f), x);

    /// <summary>The Hessian, as a function.</summary>
    public static Func<Tensor, Tensor> Hessian(this Func<Tensor, Tensor> f) =>
        Fn.Partial<Func<Tensor, Tensor>, Tensor, Tensor>(f, Hessian);

    /// <summary>The Hessian of a function of a tree: block [i, j] belongs to its leaves i and j, in the order of <see cref="Tree.Leaves"/>.</summary>
    public static Tensor[,] HessianBlocks<P>(this Func<P, Tensor> f, P x) => Derivatives.hessianBlocks(Fn.Of(f), x);

    /// <summary>Gradient and Hessian together.</summary>
    public static GradientAndHessian GradHessian(this Func<Tensor, Tensor> f, Tensor x) =>
        Results.Hessian(Derivatives.gradHessian(Fn.Of(f), x));

    /// <summary>The Hessian times a vector, without the Hessian.</summary>
    public static P Hvp<P>(this Func<P, Tensor> f, P x, P v) => Derivatives.hvp(Fn.Of(f), x, v);

    /// <summary>The gradient, and the Hessian times a vector, in one run.</summary>
    public static GradientAndProduct<P> GradHvp<P>(this Func<P, Tensor> f, P x, P v) =>
        Results.Product(Derivatives.gradHvp(Fn.Of(f), x, v));

    /// <summary>The Laplacian of a function with a one-element result: the trace of its Hessian.</summary>
    public static Tensor Laplacian(this Func<Tensor, Tensor> f, Tensor x) => Derivatives.laplacian(Fn.Of(f), x);

    /// <summary>The Laplacian, as a function.</summary>
    public static Func<Tensor, Tensor> Laplacian(this Func<Tensor, Tensor> f) =>
        Fn.Partial<Func<Tensor, Tensor>, Tensor, Tensor>(f, Laplacian);

    /// <summary>The divergence of a vector field: the trace of its Jacobian. The result must have the argument's shape.</summary>
    public static Tensor Divergence(this Func<Tensor, Tensor> f, Tensor x) => Derivatives.divergence(Fn.Of(f), x);

    /// <summary>The divergence, as a function.</summary>
    public static Func<Tensor, Tensor> Divergence(this Func<Tensor, Tensor> f) =>
        Fn.Partial<Func<Tensor, Tensor>, Tensor, Tensor>(f, Divergence);

    /// <summary>The curl of a vector field in three dimensions.</summary>
    public static Tensor Curl(this Func<Tensor, Tensor> f, Tensor x) => Derivatives.curl(Fn.Of(f), x);

    /// <summary>The curl, as a function.</summary>
    public static Func<Tensor, Tensor> Curl(this Func<Tensor, Tensor> f) =>
        Fn.Partial<Func<Tensor, Tensor>, Tensor, Tensor>(f, Curl);
}
