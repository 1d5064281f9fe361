namespace Functional;

/// <summary>
/// Solutions of equations as operations: linear systems, fixed points, roots and minima. Parameters and unknowns are trees.
/// They are differentiable in the parameters, in both modes and at any order, by the implicit function theorem: a derivative
/// costs a linear system, and nothing of the iterations is kept. The derivative in a start is 0.
/// </summary>
/// <example>
/// <code>
/// Func&lt;Tensor, Tensor&gt; sqrt = a => Implicit.Root((Tensor a, Tensor x) => x.Square() - a, a, a);
/// Tensor slope = sqrt.Diff(4);                       // 0.25
/// var rough = LinearOptions.Default with { Tolerance = 1e-3 };
/// </code>
/// </example>
/// <remarks>
/// Functions use what they depend on from their first argument: other values of a running transformation are a
/// <see cref="GraphException"/>. What does not converge is a <see cref="ConvergenceException"/>; the methods that begin with
/// Try say what was reached instead.
/// </remarks>
public static class Implicit
{
    /// <summary>
    /// Solves A x = b, where A is the linear function <c>v => matvec(p, v)</c>: no matrix is made. A preconditioner is a linear
    /// function near the inverse of A; the solution does not depend on it, only the time.
    /// </summary>
    /// <example><code>Tensor x = Implicit.LinearSolve((Tensor k, Tensor v) => k.Matmul(v), k, b, LinearOptions.Symmetric);</code></example>
    public static V LinearSolve<P, V>(
        Func<P, V, V> matvec, P p, V b, LinearOptions? options = null, Func<P, V, V>? preconditioner = null) =>
        LinearSolves.linearSolveWith(options ?? LinearOptions.Default, Fn.Of(preconditioner ?? Same), Fn.Of(matvec), p, b);

    /// <summary>The same with what was reached instead of an exception: the residual is |b - A x| relative to |b|.</summary>
    public static Solved<V> TryLinearSolve<P, V>(
        Func<P, V, V> matvec, P p, V b, LinearOptions? options = null, Func<P, V, V>? preconditioner = null) =>
        LinearSolves.tryLinearSolve(options ?? LinearOptions.Default, Fn.Of(preconditioner ?? Same), Fn.Of(matvec), p, b);

    /// <summary>The x with x = f(p, x) that iterating from x0 comes to.</summary>
    /// <example><code>Tensor root = Implicit.FixedPoint((Tensor a, Tensor x) => 0.5 * (x + a / x), a, a);</code></example>
    public static X FixedPoint<P, X>(Func<P, X, X> f, P p, X x0, FixedPointOptions? options = null) =>
        FixedPoints.fixedPointWith(options ?? FixedPointOptions.Default, Fn.Of(f), p, x0);

    /// <summary>The same with what was reached instead of an exception: the residual is the largest |f(x) - x| / (1 + |x|).</summary>
    public static Solved<X> TryFixedPoint<P, X>(Func<P, X, X> f, P p, X x0, FixedPointOptions? options = null) =>
        FixedPoints.tryFixedPoint(options ?? FixedPointOptions.Default, Fn.Of(f), p, x0);

    /// <summary>The x with f(p, x) = 0 that Newton's method comes to from x0, without a matrix.</summary>
    /// <example><code>Tensor anomaly = Implicit.Root((Tensor m, Tensor e) => e - 0.1 * e.Sin() - m, m, m);</code></example>
    public static X Root<P, X>(Func<P, X, X> f, P p, X x0, RootOptions? options = null) =>
        Roots.rootWith(options ?? RootOptions.Default, Fn.Of(f), p, x0);

    /// <summary>The same with what was reached instead of an exception: the residual is the largest |f(x)|.</summary>
    public static Solved<X> TryRoot<P, X>(Func<P, X, X> f, P p, X x0, RootOptions? options = null) =>
        Roots.tryRoot(options ?? RootOptions.Default, Fn.Of(f), p, x0);

    /// <summary>
    /// The root between two ends at which f has opposite signs, element by element: each element of f's result depends on
    /// that element of the unknown alone.
    /// </summary>
    /// <example><code>Tensor x = Implicit.BracketedRoot((Tensor a, Tensor x) => x.Pow(3) - a, a, low, high);</code></example>
    public static Tensor BracketedRoot<P>(Func<P, Tensor, Tensor> f, P p, Tensor low, Tensor high, RootOptions? options = null) =>
        Brackets.bracketedRoot(options ?? RootOptions.Default, Fn.Of(f), p, low, high);

    /// <summary>The same with what was reached instead of an exception: the residual is the largest |f(x)|.</summary>
    public static Solved<Tensor> TryBracketedRoot<P>(Func<P, Tensor, Tensor> f, P p, Tensor low, Tensor high, RootOptions? options = null) =>
        Brackets.tryBracketedRoot(options ?? RootOptions.Default, Fn.Of(f), p, low, high);

    /// <summary>
    /// The x with the smallest f(p, x) that descending from x0 comes to, by Newton's method without a matrix. The result of f
    /// has one element.
    /// </summary>
    /// <example><code>Tensor w = Implicit.Argmin((Tensor rate, Tensor w) => (x.Matmul(w) - y).Square().Sum() + rate * w.Square().Sum(), rate, w0);</code></example>
    public static X Argmin<P, X>(Func<P, X, Tensor> f, P p, X x0, ArgminOptions? options = null) =>
        Minima.argminWith(options ?? ArgminOptions.Default, Fn.Of(f), p, x0);

    /// <summary>The same with what was reached instead of an exception: the residual is the largest |∂f/∂x|.</summary>
    public static Solved<X> TryArgmin<P, X>(Func<P, X, Tensor> f, P p, X x0, ArgminOptions? options = null) =>
        Minima.tryArgmin(options ?? ArgminOptions.Default, Fn.Of(f), p, x0);

    private static V Same<P, V>(P p, V v) => v;
}
