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
    public void A_linearized_function_has_the_derivative_along_every_direction()
    {
        Func<Tensor, Tensor> f = v => v.Sin() * v[0];
        var (y, push) = f.Linearize(X);
        Assert.True(y.Equal(f(X)));
        foreach (var direction in new Tensor[] { [1, -2], [0.5, 3] })
        {
            Assert.True(push(direction).Equal(f.Jvp(X, direction).Tangent));
        }

        var (_, pull) = f.Vjp(X);
        Tensor cotangent = [3, 0.5];
        Check.Same(pull(cotangent).ToArray<double>(), push.LinearTranspose(X)(cotangent));
    }

    [Fact]
    public void A_checkpointed_function_is_the_same_function()
    {
        Func<Tensor, Tensor> f = v => v.Sin() * v[0];
        var again = f.Checkpoint();
        Func<Tensor, Tensor> sum = v => f(v).Sum(), sumAgain = v => again(v).Sum();
        Check.Same(f(X).ToArray<double>(), again(X));
        Check.Same(sum.Grad(X).ToArray<double>(), sumAgain.Grad(X));
        Check.Same(sum.Hessian(X).ToArray<double>(), sumAgain.Hessian(X));
        Func<Tensor, Tensor, Tensor> product = (p, q) => p * q.Sin();
        var (da, db) = Ad.Grad((Tensor p, Tensor q) => product.Checkpoint()(p, q).Sum(), X, 2 * X);
        var (ea, eb) = Ad.Grad((Tensor p, Tensor q) => product(p, q).Sum(), X, 2 * X);
        Check.Same(ea.ToArray<double>(), da);
        Check.Same(eb.ToArray<double>(), db);
    }

    [Fact]
    public void Curvature_needs_no_matrix()
    {
        Func<Tensor, Tensor> model = v => v.Sin() * v[0];
        Func<Tensor, Tensor> loss = y => y.Square().Sum() / 2;
        Func<Tensor, Tensor> all = v => loss(model(v));
        Tensor v = [1, -2];
        var hessian = all.Hessian(X);
        Check.Same([hessian[0, 0].ToScalar(), hessian[1, 1].ToScalar()], all.HessianDiagonal(X));
        Check.Same(all.HessianDiagonal(X).ToArray<double>(), all.HessianDiagonal()(X));
        var j = model.Jacobian(X);
        var product = j.T.Matmul(j.Matmul(v)).ToArray<double>();
        Check.Same(product, model.GaussNewtonProduct(loss, X, v));
        Check.Same(product, model.FisherProduct(X, v));
        var coefficients = all.Taylor(2, X, v);
        Check.Same((all.Grad(X) * v).Sum().ToScalar(), coefficients[1]);
        Check.Same((all.Hvp(X, v) * v).Sum().ToScalar() / 2, coefficients[2]);
    }

    [Fact]
    public void A_curve_goes_through_a_function()
    {
        Func<Tensor, Tensor> cube = x => x.Pow(3);
        Tensor x = [2, -1], v = [1, 3], w = [0.5, 2];
        var coefficients = cube.Jet(x, [v, w]);
        Assert.Equal(3, coefficients.Length);
        Check.Same([8, -1], coefficients[0]);
        Check.Same([12, 9], coefficients[1]);
        Check.Same([12, -21], coefficients[2]);        // 3 x v² + 3 x² w
        Check.Same(coefficients[2].ToArray<double>(), Ad.Jet((Tensor u) => u * u * u, x, [v, w])[2]);
        Check.Same(24, Ad.DiffN((Tensor t) => t.Pow(4), 4, 7));
    }

    [Fact]
    public void Functions_of_several_arguments_are_linearized_and_transposed()
    {
        Tensor a = [1, 2], b = [3, 4], c = [5, 6], d = [7, 8], one = [1, 1];
        var (two, push2) = Ad.Linearize((Tensor p, Tensor q) => p * q, a, b);
        Check.Same([3, 8], two);
        Check.Same([4, 6], push2((one, one)));
        var (three, push3) = Ad.Linearize((Tensor p, Tensor q, Tensor r) => p * q + r, a, b, c);
        Check.Same([8, 14], three);
        Check.Same([5, 7], push3((one, one, one)));
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> all = (p, q, r, s) => p * q + r * s;
        var (four, push4) = all.Linearize(a, b, c, d);
        Check.Same([38, 56], four);
        Check.Same([16, 20], push4((one, one, one, one)));

        var (a2, b2) = Ad.LinearTranspose((Tensor p, Tensor q) => p - 2 * q, a, b)(c);
        Check.Same([5, 6], a2);
        Check.Same([-10, -12], b2);
        var (_, _, c3) = Ad.LinearTranspose((Tensor p, Tensor q, Tensor r) => p + q + 3 * r, a, b, c)(c);
        Check.Same([15, 18], c3);
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> sum = (p, q, r, s) => p + q + r + 4 * s;
        Check.Same([20, 24], sum.LinearTranspose(a, b, c, d)(c).Item4);
    }

    [Fact]
    public void A_function_that_is_not_linear_has_no_transpose()
    {
        Assert.Contains("sin", Assert.Throws<GraphException>(() => Ad.LinearTranspose((Tensor v) => v.Sin(), X)).Message, StringComparison.Ordinal);
        Assert.Contains("0 at 0", Assert.Throws<GraphException>(() => Ad.LinearTranspose((Tensor v) => v + 1, X)).Message, StringComparison.Ordinal);
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
        Assert.Contains("Linearize", Assert.Throws<ArgumentNullException>(() => none.Linearize(X)).Message, StringComparison.Ordinal);
        Assert.Contains("LinearTranspose", Assert.Throws<ArgumentNullException>(() => none.LinearTranspose(X)).Message, StringComparison.Ordinal);
        Assert.Contains("Define", Assert.Throws<ArgumentNullException>(() => CustomFunction.Define((c, x) => x, (Func<Context, Tensor, Tensor>)null!)).Message, StringComparison.Ordinal);
    }
}
