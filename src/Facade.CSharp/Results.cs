using Microsoft.FSharp.Core;

namespace Functional;

/// <summary>A function's value and its gradient, a tree like the argument.</summary>
/// <param name="Value">The value, of one element.</param>
/// <param name="Gradient">The gradient.</param>
public readonly record struct ValueAndGradient<P>(Tensor Value, P Gradient);

/// <summary>A function's value and gradient, and what it returned beside the value.</summary>
/// <param name="Value">The value, of one element.</param>
/// <param name="Gradient">The gradient, a tree like the argument.</param>
/// <param name="Aux">What the function returned beside its value, without derivative.</param>
public readonly record struct ValueAndGradient<P, A>(Tensor Value, P Gradient, A Aux);

/// <summary>A function's value and its derivative along a direction.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tangent">The derivative along the direction, a tree like the value.</param>
public readonly record struct ValueAndTangent<R>(R Value, R Tangent);

/// <summary>A function's value and the way back from its cotangents to those of its argument.</summary>
/// <param name="Value">The value.</param>
/// <param name="Pull">The pullback, a linear function that may be called again and again.</param>
public readonly record struct ValueAndPullback<R, P>(R Value, Func<R, P> Pull);

/// <summary>A function's value and its derivative at the point, as a function.</summary>
/// <param name="Value">The value.</param>
/// <param name="Push">From directions to the derivatives along them: a linear function that may be called again and again.</param>
public readonly record struct ValueAndPushforward<P, R>(R Value, Func<P, R> Push);

/// <summary>The gradient and the Hessian of a function at a point.</summary>
/// <param name="Gradient">The gradient.</param>
/// <param name="Hessian">The Hessian, of the argument's shape twice.</param>
public readonly record struct GradientAndHessian(Tensor Gradient, Tensor Hessian);

/// <summary>The gradient of a function at a point, and its Hessian times a vector.</summary>
/// <param name="Gradient">The gradient, a tree like the argument.</param>
/// <param name="Product">The Hessian times the vector, a tree like the argument.</param>
public readonly record struct GradientAndProduct<P>(P Gradient, P Product);

/// <summary>What Core returns, under the names that it has here.</summary>
internal static class Results
{
    internal static ValueAndGradient<P> Gradient<P>(Tuple<Tensor, P> pair) => new(pair.Item1, pair.Item2);

    internal static ValueAndGradient<P, A> Gradient<P, A>(Tuple<Tensor, P, A> all) => new(all.Item1, all.Item2, all.Item3);

    internal static ValueAndTangent<R> Tangent<R>(Tuple<R, R> pair) => new(pair.Item1, pair.Item2);

    internal static ValueAndPullback<R, P> Pullback<R, P>(Tuple<R, FSharpFunc<R, P>> pair) => new(pair.Item1, pair.Item2.Invoke);

    internal static ValueAndPushforward<P, R> Pushforward<P, R>(Tuple<R, FSharpFunc<P, R>> pair) => new(pair.Item1, pair.Item2.Invoke);

    internal static GradientAndHessian Hessian(Tuple<Tensor, Tensor> pair) => new(pair.Item1, pair.Item2);

    internal static GradientAndProduct<P> Product<P>(Tuple<P, P> pair) => new(pair.Item1, pair.Item2);
}
