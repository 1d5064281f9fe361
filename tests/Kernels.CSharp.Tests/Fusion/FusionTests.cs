using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

/// <summary>What becomes one loop, and that it computes the same.</summary>
public class FusionTests
{
    public static TheoryData<int, int> Rows => new() { { 64, 10 }, { 7, 1000 }, { 1, 10 }, { 300, 2 }, { 3, 5000 }, { 2, 40_000 }, { 131, 129 }, { 500, 128 } };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Softmax_of_rows_is_one_loop(int rows, int columns)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, rows, columns));
        OneLoop(t, rows, t.Softmax(x));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Log_softmax_of_rows_is_one_loop(int rows, int columns)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, rows, columns));
        OneLoop(t, rows, t.LogSoftmax(x));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Layer_norm_is_one_loop(int rows, int columns)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, rows, columns));
        OneLoop(t, rows, t.LayerNorm(x, t.Argument(FusedRun.Numbers(2, columns)), t.Argument(FusedRun.Numbers(3, columns))));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Cross_entropy_with_its_gradient_is_one_loop(int rows, int columns)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, rows, columns));
        var target = t.Argument(FusedRun.Numbers(2, rows, columns));
        var logs = t.LogSoftmax(x);
        var losses = t.Fold(Reduction.Sum, t.Zip(Binary.Mul, logs, target), 1);
        var gradient = t.Zip(Binary.Mul, t.Zip(Binary.Sub, t.Map(Unary.Exp, logs), target), t.Number(1.0 / rows));
        var loss = t.Fold(Reduction.Sum, losses, 0);
        OneLoop(t, rows, loss, gradient, t.Fold(Reduction.Sum, gradient, 0));
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(1_000_003)]
    public void Value_and_all_gradients_of_a_cubic_fit_are_one_pass_over_the_data(int points)
    {
        var t = new Trace();
        int[] p = [.. Enumerable.Range(0, 4).Select(i => t.Argument(new Reshape(Shape.Scalar).Run(FusedRun.Numbers(i, 1))))];
        var (x, y) = (t.Constant(FusedRun.Numbers(8, points)), t.Constant(FusedRun.Numbers(9, points)));
        var square = t.Map(Unary.Square, x);
        var cube = t.Zip(Binary.Mul, square, x);
        var fit = t.Zip(Binary.Add, t.Zip(Binary.Add, p[0], t.Zip(Binary.Mul, p[1], x)), t.Zip(Binary.Add, t.Zip(Binary.Mul, p[2], square), t.Zip(Binary.Mul, p[3], cube)));
        var error = t.Zip(Binary.Sub, fit, y);
        var loss = t.Fold(Reduction.Mean, t.Map(Unary.Square, error));
        var slope = t.Zip(Binary.Mul, error, t.Zip(Binary.Div, t.Number(2), t.Number(points)));
        int[] gradients = [t.Fold(Reduction.Sum, slope), .. new[] { x, square, cube }.Select(z => t.Fold(Reduction.Sum, t.Zip(Binary.Mul, slope, z)))];
        int[] updated = [.. p.Zip(gradients, (w, g) => t.Zip(Binary.Sub, w, t.Zip(Binary.Mul, g, t.Number(0.1))))];
        var compiled = FusedRun.Agrees(t.Give([loss, .. updated]), t.Arguments, 64);
        Assert.Single(compiled.Steps, step => step.Unit.Size == points);
        Assert.True(compiled.Steps.All(step => step is LoopStep or StraightStep), compiled.Explain());
        Assert.InRange(compiled.Steps.Count, 2, 3);
    }

    [Fact]
    public void Updates_of_parameters_of_one_size_are_one_loop()
    {
        var u = new Trace();
        int[] one = [.. Enumerable.Range(0, 4).Select(i =>
            u.Zip(Binary.Sub, u.Argument(FusedRun.Numbers(i, 8, 16)), u.Zip(Binary.Mul, u.Argument(FusedRun.Numbers(i, 8, 16)), u.Number(0.1))))];
        OneLoop(u, 4, one);
    }

    [Fact]
    public void Bias_and_activation_after_a_product_are_one_loop_with_their_sums()
    {
        var t = new Trace();
        var product = t.Add(new Contract("matmul", Kernels.Contraction.MatMul), t.Argument(FusedRun.Numbers(1, 64, 20)), t.Argument(FusedRun.Numbers(2, 20, 30)));
        var hidden = t.Map(Unary.Relu, t.Zip(Binary.Add, product, t.Argument(FusedRun.Numbers(3, 30))));
        var compiled = FusedRun.Agrees(t.Give(hidden, t.Fold(Reduction.Sum, hidden, 0)), t.Arguments, 16);
        Assert.Equal(2, compiled.Steps.Count);
        Assert.Equal(1, compiled.Loops());
    }

    [Theory]
    [InlineData(64, 20, 30)]
    [InlineData(300, 700, 400)]
    [InlineData(600, 3, 1)]
    [InlineData(1, 64, 2000)]
    public void Finished_rows_of_a_product_go_to_the_loop_behind_it(int rows, int inner, int columns)
    {
        var t = new Trace();
        var product = t.Add(new Contract("matmul", Kernels.Contraction.MatMul), t.Argument(FusedRun.Numbers(1, rows, inner)), t.Argument(FusedRun.Numbers(2, inner, columns)));
        var hidden = t.Map(Unary.Relu, t.Zip(Binary.Add, product, t.Argument(FusedRun.Numbers(3, columns))));
        var step = t.Zip(Binary.Sub, t.Argument(FusedRun.Numbers(4, rows, columns)), t.Zip(Binary.Mul, hidden, t.Number(0.1)));
        var compiled = FusedRun.Agrees(t.Give(hidden, step), t.Arguments, 0);
        Assert.IsType<ProductStep>(compiled.Steps[0]);
        Assert.Equal(2, compiled.Steps.Count);
    }

    [Fact]
    public void A_scalar_that_is_computed_late_does_not_split_a_loop()
    {
        var t = new Trace();
        var (x, s) = (t.Argument(FusedRun.Numbers(1, 100)), t.Argument(FusedRun.Numbers(2, 1)));
        var first = t.Map(Unary.Exp, x);
        var scale = t.Map(Unary.Exp, t.Map(Unary.Neg, s));
        var compiled = FusedRun.Agrees(t.Give(t.Fold(Reduction.Sum, t.Zip(Binary.Mul, first, scale))), t.Arguments, 16);
        Assert.Equal(2, compiled.Loops());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Long_programs_are_planned_step_by_step(int size)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, size));
        for (var i = 0; i < 50_000; i++) x = t.Map(i % 2 == 0 ? Unary.Sin : Unary.Neg, x);
        FusedRun.Agrees(t.Give(x), t.Arguments, 0);
    }

    [Fact]
    public void What_needs_a_sum_of_everything_is_a_loop_of_its_own()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 5000));
        var compiled = FusedRun.Agrees(t.Give(t.Zip(Binary.Sub, x, t.Fold(Reduction.Mean, x))), t.Arguments, 4);
        Assert.Equal(3, compiled.Loops());
    }

    [Fact]
    public void Folds_of_truth_values_are_in_the_loop_that_compares()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 50, 4));
        var isLarge = t.Zip(Binary.Greater, x, t.Number(1.5));
        OneLoop(t, 50, t.FoldRows(Reduction.Any, isLarge), t.FoldRows(Reduction.All, isLarge), isLarge);
    }

    [Fact]
    public void Operands_stretched_in_the_middle_are_stretched_before()
    {
        var t = new Trace();
        var (x, y) = (t.Argument(FusedRun.Numbers(1, 3, 4, 5)), t.Argument(FusedRun.Numbers(2, 3, 1, 5)));
        var compiled = FusedRun.Agrees(t.Give(t.Zip(Binary.Add, x, y)), t.Arguments, 0);
        Assert.Equal(2, compiled.Steps.Count);
        Assert.Contains("stretched", compiled.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Leading_and_trailing_axes_fold_in_loops_and_middle_ones_do_not()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 6, 5, 4, 3));
        var compiled = FusedRun.Agrees(
            t.Give(t.Fold(Reduction.Sum, x, 0, 2, 3), t.Fold(Reduction.Max, x, 0), t.Fold(Reduction.Mean, x, 3), t.Fold(Reduction.Sum, x, 1, 2)), t.Arguments, 8);
        Assert.Contains("folds axes between others", compiled.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cheap_is_computed_again_rather_than_written_for_another_loop()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 100_000));
        var y = t.Zip(Binary.Add, t.Zip(Binary.Mul, x, t.Number(3)), t.Number(1));
        var compiled = FusedRun.Agrees(t.Give(t.Zip(Binary.Div, y, t.Fold(Reduction.Sum, y))), t.Arguments, 4);
        var first = Assert.IsType<LoopStep>(compiled.Steps[0]).Nest;
        Assert.Equal(1, first.Operands.ToArray().Count(operand => operand.Reach == Reach.Each));
    }

    private static void OneLoop(Trace t, int rows, params int[] results)
    {
        var compiled = FusedRun.Agrees(t.Give(results), t.Arguments, 64);
        Assert.True(rows == 1 || compiled.Steps is [LoopStep], compiled.Explain());
    }
}
