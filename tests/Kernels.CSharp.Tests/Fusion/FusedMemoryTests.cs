using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

/// <summary>Memory, threads and odd arguments of fused programs.</summary>
public class FusedMemoryTests
{
    [Fact]
    public void Results_may_be_arguments_constants_and_each_other()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 10));
        var (c, y) = (t.Constant(FusedRun.Numbers(2, 10)), t.Map(Unary.Neg, x));
        var wide = t.Add(new Reshape([2, 5]), y);
        var compiled = FusedRun.Agrees(t.Give(x, c, y, y, wide, x), t.Arguments, 0);
        for (var round = 0; round < 3; round++)
        {
            var given = compiled.Run([.. t.Arguments]);
            Assert.Same(t.Arguments[0], given[0]);
            Assert.Same(given[2], given[3]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(8191)]
    [InlineData(65_537)]
    [InlineData(1_000_003)]
    public void Lengths_are_of_no_concern(int length)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, length));
        var y = t.Map(Unary.Sin, t.Zip(Binary.Mul, x, t.Number(2)));
        FusedRun.Agrees(t.Give(y, t.Fold(Reduction.Sum, t.Map(Unary.Square, y)), t.Fold(Reduction.Mean, y), t.Fold(Reduction.Prod, t.Map(Unary.Cos, y))), t.Arguments, 64);
    }

    [Fact]
    public void Arguments_may_be_views()
    {
        var t = new Trace();
        var x = FusedRun.Numbers(1, 40, 30);
        var y = t.Argument(new Permute([1, 0]).Run(FusedRun.Numbers(2, 30, 40)));
        var z = t.Argument(ManagedBackend.Instance.Full([40, 30], DType.Float32, 3));
        var w = t.Argument(new Slice([1, 0], [1, 1], [40, 30]).Run(FusedRun.Numbers(3, 41, 30)));
        FusedRun.Agrees(t.Give(t.Zip(Binary.Add, t.Zip(Binary.Mul, y, z), t.Zip(Binary.Sub, t.Argument(x), w))), t.Arguments, 0);
    }

    [Fact]
    public void Arguments_of_other_spaces_are_refused()
    {
        var t = new Trace();
        var compiled = FusedRun.Compile(t.Give(t.Map(Unary.Neg, t.Argument(FusedRun.Numbers(1, 10)))));
        Assert.Throws<ShapeException>(() => compiled.Run([]));
        Assert.Throws<ShapeException>(() => compiled.Run([FusedRun.Numbers(1, 11)]));
    }

    [Fact]
    public void Sums_of_many_equal_numbers_are_as_exact_as_the_interpreters()
    {
        var data = new float[4_000_000];
        Array.Fill(data, 0.1f);
        var t = new Trace();
        var x = t.Argument(ManagedBackend.Instance.Create<float>(data, [2000, 2000]));
        var y = t.Zip(Binary.Mul, x, t.Number(1));
        var compiled = FusedRun.Compile(t.Give(t.Fold(Reduction.Sum, y), t.Fold(Reduction.Sum, y, 0), t.Fold(Reduction.Sum, y, 1)));
        var given = compiled.Run([.. t.Arguments]);
        foreach (var value in Samples.Values(given[0])) Assert.InRange(value / (4e6 * 0.1f), 1 - 1e-6, 1 + 1e-6);
        foreach (var value in Samples.Values(given[1]).Concat(Samples.Values(given[2]))) Assert.InRange(value / (2000 * 0.1f), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void Runs_at_the_same_time_give_the_bits_of_one_alone()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 600, 700));
        var y = t.Softmax(t.Zip(Binary.Mul, x, t.Argument(FusedRun.Numbers(2, 700))));
        var product = t.Add(new Contract("matmul", Kernels.Contraction.MatMul), y, t.Add(new Permute([1, 0]), y));
        var program = t.Give(y, t.Fold(Reduction.Sum, y, 0), t.Fold(Reduction.Sum, t.Map(Unary.Exp, product)));
        var compiled = FusedRun.Compile(program, eager: true);
        Assert.Contains("side by side", compiled.Explain(), StringComparison.Ordinal);
        var expected = compiled.Run([.. t.Arguments]).Select(Samples.Values).ToArray();
        Parallel.For(0, 16, _ =>
        {
            var actual = compiled.Run([.. t.Arguments]);
            for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], Samples.Values(actual[i]));
        });
    }

    [Fact]
    public void A_steady_loop_allocates_only_its_results()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 300));
        var sum = t.Fold(Reduction.Sum, t.Map(Unary.Exp, x));
        var y = t.Zip(Binary.Div, x, sum);
        var compiled = FusedRun.Compile(t.Give(t.Fold(Reduction.Max, y)), eager: true);
        NdArray[] arguments = [.. t.Arguments];
        for (var i = 0; i < 10; i++) compiled.Run(arguments);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) compiled.Run(arguments);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 200);
    }

    [Fact]
    public void Memory_of_large_intermediates_comes_back_at_once()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 512, 512));
        for (var i = 0; i < 4; i++)
        {
            var product = t.Add(new Contract("matmul", Kernels.Contraction.MatMul), x, x);
            x = t.Zip(Binary.Div, product, t.Fold(Reduction.Max, t.Map(Unary.Abs, product)));
        }

        // Four products, and three quotients: the fourth is never in memory.
        var compiled = FusedRun.Agrees(t.Give(t.Fold(Reduction.Sum, x)), t.Arguments, 512);
        Assert.Equal(7, compiled.Steps.Sum(step => step.Last.Length));
    }

    [Fact]
    public void Long_chains_of_single_numbers_run()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 1));
        var y = x;
        for (var i = 0; i < 3000; i++) y = t.Zip(i % 3 == 0 ? Binary.Add : Binary.Sub, y, x);
        FusedRun.Agrees(t.Give(y), t.Arguments, 0);
    }
}
