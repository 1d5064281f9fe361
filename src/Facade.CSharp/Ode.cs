namespace Functional;

/// <summary>Ordinary differential equations.</summary>
public static class Ode
{
    /// <summary>
    /// The solution of dx/dt = f(p, t, x) with x = x0 at the first of some times, at each of them: a tree like x0, whose tensors
    /// have the times as a new first axis. By the method of Dormand and Prince, with steps as long as the tolerances allow.
    /// Differentiable in p, x0 and the times, in both modes and at any order, as <see cref="OdeOptions.Gradient"/> says.
    /// </summary>
    /// <example>
    /// <code>
    /// Tensor x = Ode.Solve((Tensor k, Tensor t, Tensor x) => -k * x, k, x0, times: [0, 1, 2]);
    /// var adjoint = OdeOptions.Default with { Gradient = OdeGradient.Adjoint };
    /// </code>
    /// </example>
    /// <remarks>
    /// Times rise or fall; t is a 0-d tensor. Steps that become too short or too many, and derivatives that are not finite, are
    /// a <see cref="ConvergenceException"/> that says when. With the adjoint, f uses what it depends on from its first argument:
    /// other values of a running transformation are a <see cref="GraphException"/>. The equations are to be smooth and not stiff.
    /// </remarks>
    public static X Solve<P, X>(Func<P, Tensor, X, X> f, P p, X x0, Tensor times, OdeOptions? options = null) =>
        Odes.odeSolveWith(options ?? OdeOptions.Default, Fn.Of(f), p, x0, times);
}
