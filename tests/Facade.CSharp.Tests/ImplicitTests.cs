namespace Functional.Tests;

/// <summary>Solutions of equations in C#: the facade passes everything on.</summary>
public class ImplicitTests
{
    private static readonly Tensor Four = Tensor.From([4.0, 9.0]);
    private static readonly Tensor One = Tensor.From([1.0, 1.0]);
    private static readonly Func<Tensor, Tensor, Tensor> Square = (a, x) => x.Square() - a;

    private static void HasTheRoot(Func<Tensor, Tensor> solved)
    {
        Check.Same([2, 3], solved(Four), 1e-9);
        Check.Same([1 / 4.0, 1 / 6.0], Ad.Grad(a => solved(a).Sum(), Four), 1e-9);
    }

    [Fact]
    public void Linear_systems()
    {
        HasTheRoot(a => Implicit.LinearSolve((Tensor s, Tensor v) => s * v, a.Sqrt(), a));
        HasTheRoot(a => Implicit.LinearSolve((Tensor s, Tensor v) => s * v, a.Sqrt(), a, LinearOptions.Symmetric, (s, v) => v / s));
        var tried = Implicit.TryLinearSolve((Tensor s, Tensor v) => 0 * s * v, Four, One);
        Assert.Equal(SolveStatus.Stalled, tried.Status);
        Assert.Equal(1, tried.Residual);
    }

    [Fact]
    public void Fixed_points()
    {
        Func<Tensor, Tensor, Tensor> heron = (a, x) => 0.5 * (x + a / x);
        HasTheRoot(a => Implicit.FixedPoint(heron, a, One));
        HasTheRoot(a => Implicit.FixedPoint(heron, a, One, FixedPointOptions.Default with { Memory = 2 }));
        Assert.Equal(3, Implicit.TryFixedPoint(heron, Four, One, FixedPointOptions.Default with { MaxIterations = 3 }).Iterations);
    }

    [Fact]
    public void Roots()
    {
        HasTheRoot(a => Implicit.Root(Square, a, One));
        HasTheRoot(a => Implicit.BracketedRoot(Square, a, 0 * One, 10 * One));
        Assert.True(Implicit.TryRoot(Square, Four, One).Converged);
        var rough = RootOptions.Default with { MaxIterations = 2 };
        Assert.Equal(SolveStatus.TooManyIterations, Implicit.TryBracketedRoot(Square, Four, 0 * One, 10 * One, rough).Status);
        Assert.Throws<ConvergenceException>(() => Implicit.Root(Square, Four, One, rough));
    }

    private sealed record Line(Tensor Slope, Tensor Offset);

    [Fact]
    public void Minima()
    {
        HasTheRoot(a => Implicit.Argmin((Tensor b, Tensor x) => (x.Pow(3) / 3 - b * x).Sum(), a, One));
        Tensor x = Tensor.From([1.0, 2.0, 3.0]), y = Tensor.From([3.0, 5.0, 7.0]);
        var start = new Line(Tensor.From([0.0]), Tensor.From([0.0]));
        var fit = Implicit.TryArgmin((Tensor t, Line l) => (x * l.Slope + l.Offset - t).Square().Sum(), y, start);
        Check.Same(2, fit.Solution.Slope, 1e-9);
        Check.Same(1, fit.Solution.Offset, 1e-9);
    }

    [Fact]
    public void Differential_equations()
    {
        Func<Tensor, Tensor, Tensor, Tensor> decay = (k, t, x) => -k * x;
        foreach (var gradient in Enum.GetValues<OdeGradient>())
        {
            var options = OdeOptions.Default with { Gradient = gradient, RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-12 };
            var slope = Ad.Grad(k => Ode.Solve(decay, k, One, [0, 1], options)[^1].Sum(), One);
            Check.Same([-1 / Math.E, -1 / Math.E], slope, 1e-7);
        }
    }

    [Fact]
    public void Functions_that_are_null_are_refused() =>
        Assert.Throws<ArgumentNullException>(() => Implicit.Root<Tensor, Tensor>(null!, Four, One));
}
