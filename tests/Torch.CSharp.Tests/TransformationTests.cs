using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

/// <summary>Derivatives, control flow and compiled functions on libtorch, through the public face.</summary>
public class TransformationTests
{
    [TorchFact]
    public void ACompiledDerivativeIsTheEagerOne() => Here(() =>
    {
        var w = Tensor.From<float>(Enumerable.Range(0, 12).Select(i => MathF.Sin(i)).ToArray(), [3, 4]);
        var x = Tensor.From<float>([1f, -2, 3, 0.5f, 0.25f, -1], [2, 3]);
        var slopes = ((Func<Tensor, Tensor>)(v => (x.Matmul(v).Relu().Exp().Sum(0) / 3).Log().Sum())).ValueAndGrad();
        var compiled = slopes.Compile();
        for (var i = 0; i < 3; i++)
        {
            var ((value, slope), (compiledValue, compiledSlope)) = (slopes(w), compiled(w));
            Assert.Equal(value.ToScalar(), compiledValue.ToScalar(), 1e-5);
            Near(slope, compiledSlope);
        }
    });

    [TorchFact]
    public void LoopsAndBranchesRunInsideOfPrograms() => Here(() =>
    {
        Func<Tensor, Tensor> loop = v => Flow.WhileLoop<Tensor>(y => y.Sum() < 100.0, y => (y * 2) + v, v);
        Func<Tensor, Tensor> scan = v => Flow.Scan<Tensor, Tensor, Tensor>((s, y) => (s + y, s * y), 1.0, v).Outputs;
        Func<Tensor, Tensor> branch = v => Flow.Cond(v.Sum() > 3.0, (Tensor y) => y.Exp(), y => -y, v);
        foreach (var f in (Func<Tensor, Tensor>[])[loop, scan, branch])
        {
            var compiled = f.Compile();
            foreach (var x in (Tensor[])[Tensor.From<float>([1f, 2, 3]), Tensor.From<float>([0.5f, 0.25f, 1])])
            {
                Near(f(x), compiled(x));
                Near(f(x), compiled(x));
            }
        }
    });

    [TorchFact]
    public void WhatALoopGivesBackAsItWasIsNotOverwritten() => Here(() =>
    {
        Func<Tensor, Tensor> f = v =>
        {
            var a = v.Exp();
            var (_, same) = Flow.WhileLoop<(Tensor Count, Tensor Same)>(s => s.Count < 3.0, s => (s.Count + 1.0, s.Same), (v.Min(), a));
            return (a * v) + same;
        };
        var x = Tensor.From<float>([1f, 2, 3]);
        Near(f(x), f.Compile()(x));
    });

    [TorchFact]
    public void CompiledStepsLeaveNothingBehind() => Here(() =>
    {
        var step = ((Func<Tensor, Tensor>)(v => Flow.WhileLoop<Tensor>(y => y.Sum() < 100.0, y => (y * 2) + v, v))).Compile();
        var x = Tensor.From<float>([1f, 2, 3]);
        Run(3);
        LeavesNothing(() => Run(50));

        void Run(int count)
        {
            for (var i = 0; i < count; i++) step(x);
        }
    });

    [TorchFact]
    public void AnErrorInABackwardPassIsAnExceptionAndLeavesNothingBehind() => Here(() =>
    {
        var wrong = CustomFunction.Define((context, v) => v.Exp(), (context, cotangent) => cotangent.Matmul(Tensor.Ones(7, 2)), "wrong");
        var good = ((Func<Tensor, Tensor>)(v => v.Square().Sum())).Grad();
        var bad = ((Func<Tensor, Tensor>)(v => wrong(v).Sum())).Grad();
        var x = Tensor.From<float>([1f, 2, 3]);
        good(x);
        Fail();
        LeavesNothing(Fail);
        Assert.Equal([2f, 4, 6], good(x).ToArray<float>());

        void Fail() => Assert.Contains("[7, 2]", Assert.Throws<ShapeException>(() => bad(x)).Message);
    });

    [TorchFact]
    public void AnErrorOfLibtorchInABackwardPassIsAnExceptionAndLeavesNothingBehind() => Here(() =>
    {
        var wrong = CustomFunction.Define(
            (context, v) => v.Exp(),
            (context, cotangent) => cotangent.Gather(0, Tensor.From<long>([0, 1, 9])), "wrong");
        var bad = ((Func<Tensor, Tensor>)(v => wrong(v).Sum())).Grad();
        var compiled = bad.Compile();
        var x = Tensor.From<float>([1f, 2, 3]);
        Fail(bad);
        Fail(compiled);
        LeavesNothing(() =>
        {
            Fail(bad);
            Fail(compiled);
        });

        void Fail(Func<Tensor, Tensor> f) => Assert.Contains("9", Assert.Throws<IndexException>(() => f(x)).Message);
    });

    /// <summary>Again and again: a few small tensors may stay with one that is there.</summary>
    private static void LeavesNothing(Action action)
    {
        var before = Live();
        for (var i = 0; i < 50; i++) action();
        Assert.InRange(Live().Tensors, before.Tensors - Chunk.Size, before.Tensors + Chunk.Size);
    }

    private static void Near(Tensor expected, Tensor actual) => Assert.All(
        expected.ToArray<float>().Zip(actual.ToArray<float>()),
        pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));

    private static void Here(Action test)
    {
        using (Device.Use(Torch.Cpu)) test();
    }
}
