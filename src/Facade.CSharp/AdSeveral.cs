namespace Functional;

/// <content>Functions of several arguments, each of them a parameter tree: derivatives come as tuples of as many parts.</content>
public static partial class Ad
{
    /// <summary>The gradients of a function of two arguments, in each of them.</summary>
    public static (A, B) Grad<A, B>(this Func<A, B, Tensor> f, A a, B b) => Derivatives.grad(Fn.Tupled(f), (a, b));

    /// <summary>The gradients of a function of two arguments, as a function.</summary>
    public static Func<A, B, (A, B)> Grad<A, B>(this Func<A, B, Tensor> f)
    {
        Fn.Checked(f);
        return (a, b) => f.Grad(a, b);
    }

    /// <summary>The value and the gradients of a function of two arguments, in one run.</summary>
    public static ValueAndGradient<(A, B)> ValueAndGrad<A, B>(this Func<A, B, Tensor> f, A a, B b) =>
        Results.Gradient(Derivatives.valueAndGrad(Fn.Tupled(f), (a, b)));

    /// <summary>The Jacobian blocks of a function of two arguments, a block for each of them.</summary>
    public static (A, B) Jacobian<A, B>(this Func<A, B, Tensor> f, A a, B b) => Derivatives.jacobian(Fn.Tupled(f), (a, b));

    /// <summary>The value of a function of two arguments, and its derivative along a direction in all of them.</summary>
    public static ValueAndTangent<R> Jvp<A, B, R>(this Func<A, B, R> f, (A, B) x, (A, B) v) =>
        Results.Tangent(Derivatives.jvp(Fn.Tupled(f), x, v));

    /// <summary>The value of a function of two arguments, and its pullback to all of them.</summary>
    public static ValueAndPullback<R, (A, B)> Vjp<A, B, R>(this Func<A, B, R> f, A a, B b) =>
        Results.Pullback(Derivatives.vjp(Fn.Tupled(f), (a, b)));

    /// <summary>The value of a function of two arguments, and its derivative at the point as a function of directions in all of them.</summary>
    public static ValueAndPushforward<(A, B), R> Linearize<A, B, R>(this Func<A, B, R> f, A a, B b) =>
        Results.Pushforward(Derivatives.linearize(Fn.Tupled(f), (a, b)));

    /// <summary>The transpose of a linear function of two arguments together, to all of them.</summary>
    public static Func<R, (A, B)> LinearTranspose<A, B, R>(this Func<A, B, R> f, A a, B b) =>
        Derivatives.linearTranspose(Fn.Tupled(f), (a, b)).Invoke;

    /// <summary>The gradients of a function of three arguments, in each of them.</summary>
    public static (A, B, C) Grad<A, B, C>(this Func<A, B, C, Tensor> f, A a, B b, C c) => Derivatives.grad(Fn.Tupled(f), (a, b, c));

    /// <summary>The gradients of a function of three arguments, as a function.</summary>
    public static Func<A, B, C, (A, B, C)> Grad<A, B, C>(this Func<A, B, C, Tensor> f)
    {
        Fn.Checked(f);
        return (a, b, c) => f.Grad(a, b, c);
    }

    /// <summary>The value and the gradients of a function of three arguments, in one run.</summary>
    public static ValueAndGradient<(A, B, C)> ValueAndGrad<A, B, C>(this Func<A, B, C, Tensor> f, A a, B b, C c) =>
        Results.Gradient(Derivatives.valueAndGrad(Fn.Tupled(f), (a, b, c)));

    /// <summary>The Jacobian blocks of a function of three arguments, a block for each of them.</summary>
    public static (A, B, C) Jacobian<A, B, C>(this Func<A, B, C, Tensor> f, A a, B b, C c) => Derivatives.jacobian(Fn.Tupled(f), (a, b, c));

    /// <summary>The value of a function of three arguments, and its derivative along a direction in all of them.</summary>
    public static ValueAndTangent<R> Jvp<A, B, C, R>(this Func<A, B, C, R> f, (A, B, C) x, (A, B, C) v) =>
        Results.Tangent(Derivatives.jvp(Fn.Tupled(f), x, v));

    /// <summary>The value of a function of three arguments, and its pullback to all of them.</summary>
    public static ValueAndPullback<R, (A, B, C)> Vjp<A, B, C, R>(this Func<A, B, C, R> f, A a, B b, C c) =>
        Results.Pullback(Derivatives.vjp(Fn.Tupled(f), (a, b, c)));

    /// <summary>The value of a function of three arguments, and its derivative at the point as a function of directions in all of them.</summary>
    public static ValueAndPushforward<(A, B, C), R> Linearize<A, B, C, R>(this Func<A, B, C, R> f, A a, B b, C c) =>
        Results.Pushforward(Derivatives.linearize(Fn.Tupled(f), (a, b, c)));

    /// <summary>The transpose of a linear function of three arguments together, to all of them.</summary>
    public static Func<R, (A, B, C)> LinearTranspose<A, B, C, R>(this Func<A, B, C, R> f, A a, B b, C c) =>
        Derivatives.linearTranspose(Fn.Tupled(f), (a, b, c)).Invoke;

    /// <summary>The gradients of a function of four arguments, in each of them.</summary>
    public static (A, B, C, D) Grad<A, B, C, D>(this Func<A, B, C, D, Tensor> f, A a, B b, C c, D d) => Derivatives.grad(Fn.Tupled(f), (a, b, c, d));

    /// <summary>The gradients of a function of four arguments, as a function.</summary>
    public static Func<A, B, C, D, (A, B, C, D)> Grad<A, B, C, D>(this Func<A, B, C, D, Tensor> f)
    {
        Fn.Checked(f);
        return (a, b, c, d) => f.Grad(a, b, c, d);
    }

    /// <summary>The value and the gradients of a function of four arguments, in one run.</summary>
    public static ValueAndGradient<(A, B, C, D)> ValueAndGrad<A, B, C, D>(this Func<A, B, C, D, Tensor> f, A a, B b, C c, D d) =>
        Results.Gradient(Derivatives.valueAndGrad(Fn.Tupled(f), (a, b, c, d)));

    /// <summary>The Jacobian blocks of a function of four arguments, a block for each of them.</summary>
    public static (A, B, C, D) Jacobian<A, B, C, D>(this Func<A, B, C, D, Tensor> f, A a, B b, C c, D d) => Derivatives.jacobian(Fn.Tupled(f), (a, b, c, d));

    /// <summary>The value of a function of four arguments, and its derivative along a direction in all of them.</summary>
    public static ValueAndTangent<R> Jvp<A, B, C, D, R>(this Func<A, B, C, D, R> f, (A, B, C, D) x, (A, B, C, D) v) =>
        Results.Tangent(Derivatives.jvp(Fn.Tupled(f), x, v));

    /// <summary>The value of a function of four arguments, and its pullback to all of them.</summary>
    public static ValueAndPullback<R, (A, B, C, D)> Vjp<A, B, C, D, R>(this Func<A, B, C, D, R> f, A a, B b, C c, D d) =>
        Results.Pullback(Derivatives.vjp(Fn.Tupled(f), (a, b, c, d)));

    /// <summary>The value of a function of four arguments, and its derivative at the point as a function of directions in all of them.</summary>
    public static ValueAndPushforward<(A, B, C, D), R> Linearize<A, B, C, D, R>(this Func<A, B, C, D, R> f, A a, B b, C c, D d) =>
        Results.Pushforward(Derivatives.linearize(Fn.Tupled(f), (a, b, c, d)));

    /// <summary>The transpose of a linear function of four arguments together, to all of them.</summary>
    public static Func<R, (A, B, C, D)> LinearTranspose<A, B, C, D, R>(this Func<A, B, C, D, R> f, A a, B b, C c, D d) =>
        Derivatives.linearTranspose(Fn.Tupled(f), (a, b, c, d)).Invoke;
}
