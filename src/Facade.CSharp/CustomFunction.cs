namespace Functional;

/// <summary>
/// Operations of one's own. They go through the same door as the built-in ones: differentiable in both modes, at any
/// order, nested with everything else.
/// </summary>
public static class CustomFunction
{
    private const string Unnamed = "custom";

    /// <summary>
    /// An operation by its forward and backward passes. The backward pass maps the cotangent of the result to that of the
    /// argument, is made of tensor operations, and is linear in the cotangent: forward mode is its transpose.
    /// </summary>
    /// <example>
    /// <code>
    /// var p3 = CustomFunction.Define(              // Legendre's polynomial of degree 3
    ///     forward:  (ctx, z) => { ctx.Save(z); return 0.5 * (5 * z.Pow(3) - 3 * z); },
    ///     backward: (ctx, ct) => ct * 1.5 * (5 * ctx.Saved[0].Square() - 1));
    /// Tensor y = p3(x);
    /// </code>
    /// </example>
    public static Func<Tensor, Tensor> Define(
        Func<Context, Tensor, Tensor> forward, Func<Context, Tensor, Tensor> backward, string name = Unnamed)
    {
        Fn.Checked(forward);
        Fn.Checked(backward);
        var many = DefineMany((context, xs) => forward(context, xs[0]), (context, cotangent) => [backward(context, cotangent)], name);
        return x => many([x]);
    }

    /// <summary>An operation of two arguments, by its forward and backward passes: backward gives a cotangent for each.</summary>
    public static Func<Tensor, Tensor, Tensor> Define(
        Func<Context, Tensor, Tensor, Tensor> forward,
        Func<Context, Tensor, (Tensor, Tensor)> backward,
        string name = Unnamed)
    {
        Fn.Checked(forward);
        Fn.Checked(backward);
        var many = DefineMany(
            (context, xs) => forward(context, xs[0], xs[1]),
            (context, cotangent) => backward(context, cotangent) switch { var (a, b) => [a, b] },
            name);
        return (x, y) => many([x, y]);
    }

    /// <summary>An operation of any number of arguments, by its forward and backward passes: backward gives a cotangent for each.</summary>
    public static Func<Tensor[], Tensor> DefineMany(
        Func<Context, Tensor[], Tensor> forward, Func<Context, Tensor, Tensor[]> backward, string name = Unnamed)
    {
        var (ahead, back) = (Fn.Of(forward), Fn.Of(backward));
        return arguments => Custom.defineBackward(name, ahead, back, arguments);
    }

    /// <summary>An operation by its value, and its local linear map at a point with its result: see <see cref="LinearMap"/>.</summary>
    /// <example>
    /// <code>
    /// var cube = CustomFunction.DefineLinear(x => x * x * x, (x, y) => LinearMap.Scale(3 * x * x));
    /// var pair = CustomFunction.DefineLinear(                // by jvp and vjp
    ///     x => x.Sin(),
    ///     (x, y) => LinearMap.Open(v => v * x.Cos(), ct => ct * x.Cos()));
    /// </code>
    /// </example>
    public static Func<Tensor, Tensor> DefineLinear(
        Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Form<Tensor>> linear, string name = Unnamed)
    {
        Fn.Checked(forward);
        Fn.Checked(linear);
        var many = DefineLinearMany(xs => forward(xs[0]), (xs, y, _) => linear(xs[0], y), name);
        return x => many([x]);
    }

    /// <summary>
    /// A function of trees with its derivative by a rule: <c>push(x, y, v)</c> is the derivative at x, where the value is y,
    /// along v, and is linear in v. Reverse mode is its transpose.
    /// </summary>
    /// <example><code>var softplus = CustomFunction.DefineJvp((Tensor x) => (1 + x.Exp()).Log(), (x, y, v) => v * x.Sigmoid());</code></example>
    /// <remarks>
    /// What the function and the rule use of a running transformation must be among the arguments: other values of it are a
    /// <see cref="GraphException"/>. Tensors without derivative (integers, truth values) are carried along.
    /// </remarks>
    public static Func<P, R> DefineJvp<P, R>(Func<P, R> forward, Func<P, R, P, R> push) =>
        CustomRules.customJvp(Fn.Of(forward), Fn.Of(push)).Invoke;

    /// <summary>
    /// A function of trees with its derivative by a rule: <c>pull(x, y, c)</c> is the cotangent of the argument x, where the
    /// value is y, for the cotangent c of y, and is linear in c. Forward mode is its transpose.
    /// </summary>
    /// <example><code>var reversed = CustomFunction.DefineVjp((Tensor x) => x, (x, y, c) => -c);</code></example>
    /// <remarks>
    /// What the function and the rule use of a running transformation must be among the arguments: other values of it are a
    /// <see cref="GraphException"/>. Tensors without derivative (integers, truth values) are carried along.
    /// </remarks>
    public static Func<P, R> DefineVjp<P, R>(Func<P, R> forward, Func<P, R, R, P> pull) =>
        CustomRules.customVjp(Fn.Of(forward), Fn.Of(pull)).Invoke;

    /// <summary>
    /// A function that gives its value together with its pullback, so that what both need is computed once: TensorFlow's
    /// tf.custom_gradient. Forward mode is the pullback's transpose.
    /// </summary>
    /// <example>
    /// <code>
    /// var safeRoot = CustomFunction.DefineGradient(x =>
    /// {
    ///     var y = x.Sqrt();
    ///     return (y, c => 0.5 * c / (y + 1e-3));
    /// });
    /// </code>
    /// </example>
    /// <remarks>As <see cref="DefineVjp{P, R}"/>; the function runs again where a derivative is asked for.</remarks>
    public static Func<Tensor, Tensor> DefineGradient(Func<Tensor, (Tensor Value, Func<Tensor, Tensor> Pullback)> function) =>
        DefineGradient<Tensor, Tensor>(function);

    /// <summary>The same of trees. C# cannot find the types of the pullback by itself: name them.</summary>
    /// <example><code>var f = CustomFunction.DefineGradient&lt;(Tensor A, Tensor B), Tensor&gt;(p => (p.A * p.B, c => (c * p.B, c * p.A)));</code></example>
    public static Func<P, R> DefineGradient<P, R>(Func<P, (R Value, Func<R, P> Pullback)> function)
    {
        Fn.Checked(function);
        return CustomRules.customGradient(Fn.Of((P x) => Fn.Pair(function(x)))).Invoke;
    }

    /// <summary>
    /// An operation of any number of arguments by its value, and, for the argument of a number, its local linear map:
    /// <c>linear(arguments, result, i)</c>.
    /// </summary>
    public static Func<Tensor[], Tensor> DefineLinearMany(
        Func<Tensor[], Tensor> forward, Func<Tensor[], Tensor, int, Form<Tensor>> linear, string name = Unnamed) =>
        Custom.define(name, Fn.Of(forward), Fn.Of(linear)).Invoke;
}
