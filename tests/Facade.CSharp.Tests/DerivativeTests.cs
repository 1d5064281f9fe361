namespace Functional.Tests;

public class DerivativeTests
{
    private sealed record Line(Tensor Slope, Tensor Offset, string Name);

    private static readonly Tensor X = [0.5, 1.5];
    private static readonly Func<Tensor, Tensor> F = v => (v.Sin() * v.Exp()).Sum();

    private static double[] At(Func<double, double> f) => [f(0.5), f(1.5)];

    private static Tensor Energy(Tensor v) => v.Square().Sum();

    [Fact]
    public void A_gradient_is_a_value_and_a_function()
    {
        var slopes = At(t => Math.Exp(t) * (Math.Sin(t) + Math.Cos(t)));
        Check.Same(slopes, F.Grad(X));
        Check.Same(slopes, F.Grad()(X));
        var (value, gradient) = F.ValueAndGrad(X);
        Check.Same(At(t => Math.Exp(t) * Math.Sin(t)).Sum(), value);
        Check.Same(slopes, gradient);
        Check.Same([1, 3], Ad.Grad(Energy, X));
    }

    [Fact]
    public void Jvp_and_vjp_are_transposes()
    {
        Func<Tensor, Tensor> f = v => v.Sin() * v[0];
        Tensor direction = [1, -2];
        Tensor cotangent = [3, 0.5];
        var (y, tangent) = f.Jvp(X, direction);
        var (z, pull) = f.Vjp(X);
        Assert.True(y.Equal(z));
        Check.Same((cotangent * tangent).Sum().ToScalar(), (pull(cotangent) * direction).Sum());
    }

    [Fact]
    public void Second_derivatives_agree()
    {
        var bends = At(t => 2 * Math.Exp(t) * Math.Cos(t));
        Check.Same([bends[0], 0, 0, bends[1]], F.Hessian(X));
        Check.Same([bends[0], 0, 0, bends[1]], F.Grad().Jacobian(X));
        Check.Same(bends, F.Hvp(X, [1, 1]));
        Check.Same(bends, F.GradHvp(X, [1, 1]).Product);
        Check.Same(bends.Sum(), F.Laplacian(X));
        Check.Same(bends, F.Grad().JacobianForward(X).Diagonal());
        Check.Same(F.GradHessian(X).Gradient.ToArray<double>(), F.Grad(X));
        Check.Same(-Math.Sin(1), Ad.DiffN(t => t.Sin(), 2, (Tensor)1.0));
        Check.Same(Math.Cos(1), Ad.Diff(t => t.Sin(), (Tensor)1.0));
    }

    [Fact]
    public void Fields_have_divergence_and_curl()
    {
        Func<Tensor, Tensor> rotation = p => Tensor.Stack([-p[1], p[0], 0 * p[2]]);
        Check.Same([0, 0, 2], rotation.Curl([1, 2, 3]));
        Check.Same(0, rotation.Divergence([1, 2, 3]));
    }

    [Fact]
    public void Several_arguments_have_a_gradient_each()
    {
        Tensor a = [1, 2];
        Tensor b = [3, 4];
        var (da, db) = Ad.Grad((Tensor a, Tensor b) => (a * b).Sum(), a, b);
        Check.Same([3, 4], da);
        Check.Same([1, 2], db);
        var (value, (dw, dv, du)) = Ad.ValueAndGrad((w, v, u) => (w * v * u).Sum(), a, b, b);
        Check.Same(9 + 32, value);
        Check.Same([9, 16], dw);
        Check.Same([3, 8], dv);
        Check.Same([3, 8], du);
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> four = (p, q, r, s) => (p * q - r * s).Sum();
        Check.Same([-3, -4], four.Grad()(a, b, a, b).Item3);
        Check.Same([3, 0, 0, 4], Ad.Jacobian((Tensor p, Tensor q) => p * q, a, b).Item1);
    }

    [Fact]
    public void Records_tuples_arrays_lists_and_dictionaries_are_trees()
    {
        Tensor y = [1, 4];
        var slope = Ad.Grad(line => (X * line.Slope + line.Offset - y).Square().Sum(), new Line(2, 0.5, "fit"));
        Assert.Equal("fit", slope.Name);
        Check.Same(2 * ((1.5 - 1) * 0.5 + (3.5 - 4) * 1.5), slope.Slope);
        Check.Same(2 * (0.5 - 0.5), slope.Offset);

        Check.Same([1, 3], Ad.Grad(p => Energy(p.Item1) + p.Item2.Sum(), (X, X)).Item1);
        Check.Same([1, 3], Ad.Grad(p => Energy(p[0]), new[] { X, X })[0]);
        Check.Same([0, 0], Ad.Grad(p => Energy(p[0]), new List<Tensor> { X, X })[1]);
        Check.Same([1, 3], Ad.Grad(p => Energy(p["w"]), new Dictionary<string, Tensor> { ["w"] = X })["w"]);
        Check.Same([1.5, 4.5], Tree.Map2((v, g) => v + g, new[] { X }, [Ad.Grad(Energy, X)])[0]);
    }

    [Fact]
    public void What_a_function_returns_beside_its_value_comes_back()
    {
        var (value, gradient, aside) = Ad.ValueAndGradAux(v => (Energy(v), v * 2), X);
        Check.Same(2.5, value);
        Check.Same([1, 3], gradient);
        Check.Same([1, 3], aside);
    }

    [Fact]
    public void A_missing_function_is_an_error_that_says_which()
    {
        Func<Tensor, Tensor> none = null!;
        Assert.Contains("Grad", Assert.Throws<ArgumentNullException>(() => none.Grad(X)).Message, StringComparison.Ordinal);
        Assert.Contains("Grad", Assert.Throws<ArgumentNullException>(() => none.Grad()).Message, StringComparison.Ordinal);
        Assert.Contains("Define", Assert.Throws<ArgumentNullException>(() => CustomFunction.Define((c, x) => x, (Func<Context, Tensor, Tensor>)null!)).Message, StringComparison.Ordinal);
    }
}
