using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

/// <summary>Loops over a few numbers are straight code, which computes the same.</summary>
public class StraightTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Small_programs_are_straight_code_that_gives_what_the_interpreter_gives(int seed)
    {
        var t = Draw(seed, out var results);
        var program = t.Give(results);
        var compiled = FusedRun.Agrees(program, t.Arguments, 64);
        Assert.True(compiled.Steps.All(step => step is StraightStep || step.Unit.Items[0].IsView), compiled.Explain());
        SameBits(compiled.Run([.. t.Arguments]), FusedRun.Compile(program, eager: true).Run([.. t.Arguments]));
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Loops_up_to_a_limit_become_straight_code(int operations, bool isStraight)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 4));
        var y = x;
        for (var i = 0; i < operations; i++) y = t.Zip(i % 2 == 0 ? Binary.Add : Binary.Mul, y, x);
        Assert.Equal(isStraight, operations * 4 <= Unrolling.Largest);
        var compiled = FusedRun.Agrees(t.Give(y), t.Arguments, 0);
        Assert.Equal(isStraight, Assert.Single(compiled.Steps) is StraightStep);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Loops_over_more_than_a_register_stay_loops(int size, bool isStraight)
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, size));
        var compiled = FusedRun.Agrees(t.Give(t.Zip(Binary.Mul, x, x)), t.Arguments, 0);
        Assert.Equal(isStraight, Assert.Single(compiled.Steps) is StraightStep);
    }

    [Fact]
    public void Straight_code_has_one_dtype()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 3));
        var n = t.Argument(Samples.From([1, -2, (1L << 40) + 1], [3], DType.Int64));
        var large = t.Constant(ManagedBackend.Instance.Create<long>([(1L << 60) + 1, 5, -7], [3]));
        var sum = t.Zip(Binary.Add, t.Zip(Binary.Mul, n, n), large);
        var mask = t.Zip(Binary.Less, sum, t.Number(0, DType.Int64));
        var chosen = t.Add(Select.Instance, mask, x, t.Map(Unary.Neg, x));
        var flags = t.Zip(Binary.Xor, mask, t.Constant(Samples.From([1, 0, 1], [3], DType.Bool)));
        var compiled = FusedRun.Agrees(t.Give(sum, chosen, flags, t.Fold(Reduction.Sum, n), t.Fold(Reduction.Any, flags)), t.Arguments, 0);
        Assert.True(compiled.Steps.All(step => step is StraightStep), compiled.Explain());
        Assert.True(compiled.Steps.Count > 1, compiled.Explain());
    }

    [Fact]
    public void Results_may_be_arguments_and_constants_and_come_twice()
    {
        var t = new Trace();
        var (x, unused) = (t.Argument(FusedRun.Numbers(1, 3)), t.Argument(FusedRun.Numbers(2, 2)));
        var c = t.Constant(FusedRun.Numbers(3, 3));
        var y = t.Zip(Binary.Sub, c, x);
        NdArray[] given = [.. t.Arguments];
        var actual = FusedRun.Agrees(t.Give(x, c, y, y, unused, x), t.Arguments, 0).Run(given);
        Assert.Same(given[0], actual[0]);
        Assert.Same(given[1], actual[4]);
        Assert.Same(given[0], actual[5]);
        var constant = actual[1];
        Assert.Same(constant, FusedRun.Compile(t.Give(x, c), eager: true).Run(given)[1]);
    }

    [Fact]
    public void Straight_code_stands_between_loops_and_operations()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 2000));
        var a = t.Argument(FusedRun.Numbers(2, 2, 2));
        var scale = t.Zip(Binary.Mul, t.Fold(Reduction.Sum, x), t.Number(0.5));
        var product = t.Add(new Contract("matmul", Kernels.Contraction.MatMul), a, t.Zip(Binary.Add, a, scale));
        var total = t.Fold(Reduction.Sum, product);
        var compiled = FusedRun.Agrees(t.Give(t.Zip(Binary.Mul, x, total), total, scale), t.Arguments, 64);
        Assert.Equal(2, compiled.Steps.Count(step => step is StraightStep));
        Assert.Equal(2, compiled.Steps.Count(step => step is LoopStep));
        Assert.Contains("straight code", compiled.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_and_columns_fold_in_straight_code()
    {
        var t = new Trace();
        var x = t.Argument(FusedRun.Numbers(1, 3, 5));
        var (rows, columns) = (t.FoldRows(Reduction.Sum, x), t.Fold(Reduction.Max, x, 0));
        var compiled = FusedRun.Agrees(t.Give(rows, columns, t.Zip(Binary.Mul, t.Zip(Binary.Sub, x, rows), columns)), t.Arguments, 8);
        Assert.IsType<StraightStep>(Assert.Single(compiled.Steps));
    }

    [Fact]
    public void Arguments_may_lie_in_memory_in_any_order()
    {
        var t = new Trace();
        var transposed = new Permute([1, 0]).Run(FusedRun.Numbers(1, 3, 2));
        var stretched = new Expand([2, 3]).Run(FusedRun.Numbers(2, 3));
        FusedRun.Agrees(t.Give(t.Zip(Binary.Sub, t.Argument(transposed), t.Argument(stretched))), t.Arguments, 0);
    }

    [Fact]
    public void Threads_share_a_program()
    {
        var t = Draw(7, out var results);
        var program = t.Give(results);
        NdArray[] given = [.. t.Arguments];
        var expected = FusedRun.Compile(program, eager: true).Run(given);
        var compiled = FusedRun.Compile(program);
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 2000; i++) SameBits(expected, compiled.Run(given));
        });
    }

    [Fact]
    public void Folds_of_up_to_a_register_are_those_of_loops()
    {
        for (var size = 2; size <= 16; size++)
        {
            var x = FusedRun.Numbers(size, size);
            foreach (var fold in new[] { Reduction.Sum, Reduction.Prod, Reduction.Max })
            {
                var t = new Trace();
                var straight = FusedRun.Compile(t.Give(t.Fold(fold, t.Argument(x))));
                Assert.IsType<StraightStep>(Assert.Single(straight.Steps));
                var body = new LoopBody(DType.Float32, [new(LoopKind.Load, false, Operand: 0)], [new(LoopExit.Fold, 0, 1, fold)], 2);
                Assert.Equal(Looped(body, x), Samples.Values(straight.Run([x])[0])[0]);
            }
        }
    }

    private static unsafe double Looped(LoopBody body, NdArray x)
    {
        var (read, result) = (new float[x.Shape.Size], 0f);
        x.Backend.Read<float>(x, read);
        fixed (float* first = read)
        {
            var operands = stackalloc byte*[] { (byte*)first, (byte*)&result };
            LoopKernels.Make(body, eager: true).Run(operands, read.Length);
        }

        return result;
    }

    private static void SameBits(NdArray[] expected, NdArray[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(Samples.Values(expected[i]), Samples.Values(actual[i]));
    }

    /// <summary>A few operations on numbers, rows and matrices of a few elements.</summary>
    private static Trace Draw(int seed, out int[] results)
    {
        var random = new Random(seed);
        var t = new Trace();
        int[][] shapes = [[], [3], [2, 3], [2, 1]];
        var values = new List<int>();
        foreach (var shape in shapes) values.Add(random.Next(4) == 0 ? t.Constant(Numbers(seed, shape)) : t.Argument(Numbers(seed, shape)));
        Unary[] maps = [Unary.Neg, Unary.Abs, Unary.Square, Unary.Relu];
        Binary[] zips = [Binary.Add, Binary.Sub, Binary.Mul, Binary.Max];
        Reduction[] folds = [Reduction.Sum, Reduction.Mean, Reduction.Max];
        for (var i = 0; i < 12; i++)
        {
            values.Add(random.Next(5) switch
            {
                0 => t.Map(maps[random.Next(maps.Length)], Some()),
                1 => t.Fold(folds[random.Next(folds.Length)], Some()),
                _ => t.Zip(zips[random.Next(zips.Length)], Some(), Some()),
            });
        }

        results = [values[^1], values[^2], values[^5]];
        return t;

        int Some() => values[random.Next(values.Count)];
    }

    private static NdArray Numbers(int seed, int[] shape)
    {
        var numbers = FusedRun.Numbers(seed, shape.Length == 0 ? [1] : shape);
        return shape.Length == 0 ? new Reshape(Shape.Scalar).Run(numbers) : numbers;
    }
}
