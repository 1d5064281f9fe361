namespace Functional.Tests;

public class CustomFunctionTests
{
    private static readonly Tensor X = [0.3, -0.7];

    private static readonly Func<Tensor, Tensor> Cube = x => x.Pow(3);

    private static readonly Func<Tensor, Tensor> P3 = CustomFunction.Define(
        forward: (ctx, z) =>
        {
            ctx.Save(z);
            return 0.5 * (5 * z.Pow(3) - 3 * z);
        },
        backward: (ctx, ct) => ct * 1.5 * (5 * ctx.Saved[0].Square() - 1));

    public static TheoryData<Func<Tensor, Tensor>, Func<Tensor, Tensor>> Pairs() => new()
    {
        { P3, z => 0.5 * (5 * z.Pow(3) - 3 * z) },
        { CustomFunction.DefineLinear(x => x * x * x, (x, _) => LinearMap.Scale(3 * x * x)), Cube },
        { CustomFunction.DefineLinear(x => x.Sin(), (x, _) => LinearMap.Open(v => v * x.Cos(), ct => ct * x.Cos())), x => x.Sin() },
        { CustomFunction.DefineJvp((Tensor x) => x.Exp(), (_, y, v) => v * y), x => x.Exp() },
        { CustomFunction.DefineVjp((Tensor x) => x.Exp(), (_, y, c) => c * y), x => x.Exp() },
        { CustomFunction.DefineLinear(x => -2 * x, (x, _) => LinearMap.Plus(LinearMap.ScaleBy(-1), LinearMap.Negate)), x => -2 * x },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_operation_of_ones_own_has_the_derivatives_of_what_it_computes(Func<Tensor, Tensor> own, Func<Tensor, Tensor> same)
    {
        Tensor v = [1, 2];
        Check.Same(same(X).ToArray<double>(), own(X));
        Check.Same(same.Jvp(X, v).Tangent.ToArray<double>(), own.Jvp(X, v).Tangent);
        Func<Tensor, Tensor> sum = x => own(x).Square().Sum();
        Func<Tensor, Tensor> expected = x => same(x).Square().Sum();
        Check.Same(expected.Grad(X).ToArray<double>(), sum.Grad(X));
        Check.Same(expected.Hessian(X).ToArray<double>(), sum.Hessian(X), 1e-4);
    }

    [Fact]
    public void Rules_of_trees_give_trees()
    {
        var product = CustomFunction.DefineVjp(
            ((Tensor A, Tensor B) p) => p.A * p.B, (p, _, c) => (c * p.B, c * p.A));
        var (da, db) = Ad.Grad(p => product(p).Sum(), (X, 2 * X));
        Check.Same((2 * X).ToArray<double>(), da);
        Check.Same(X.ToArray<double>(), db);
    }

    [Fact]
    public void Operations_of_several_arguments_give_a_cotangent_for_each()
    {
        var product = CustomFunction.Define(
            (ctx, x, y) =>
            {
                ctx.Save(x, y);
                return x * y;
            },
            (ctx, ct) => (ct * ctx.Saved[1], ct * ctx.Saved[0]));
        var (dx, dy) = Ad.Grad((x, y) => product(x, y).Sum(), X, 2 * X);
        Check.Same((2 * X).ToArray<double>(), dx);
        Check.Same(X.ToArray<double>(), dy);

        var three = CustomFunction.DefineLinearMany(xs => xs[0] + xs[1] - xs[2], (_, _, i) => i < 2 ? LinearMap.Identity : LinearMap.Negate);
        Check.Same([-1, -1], Ad.Grad(x => three([x, x, 3 * x]).Sum(), X));
    }

    [Fact]
    public void A_value_with_its_pullback_is_a_rule()
    {
        var root = CustomFunction.DefineGradient(x =>
        {
            var y = x.Sqrt();
            return (y, c => 0.5 * c / y);
        });
        Tensor x = [4, 9];
        Check.Same([2, 3], root(x));
        Check.Same([0.25, 1 / 6.0], Ad.Grad(v => root(v).Sum(), x));
        Check.Same([0.5, 2 / 3.0], root.Jvp(x, [2, 4]).Tangent);
        Assert.Throws<ArgumentNullException>(() => CustomFunction.DefineGradient<Tensor, Tensor>(null!));
    }
}
