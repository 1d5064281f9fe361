namespace Functional.Kernels.Tests.Managed;

public class ReductionTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    public static TheoryData<Reduction> Reductions => [.. Enum.GetValues<Reduction>()];

    [Theory, MemberData(nameof(Reductions))]
    public void A_fold_is_the_fold_of_the_elements_over_any_axes_of_any_layout(Reduction op)
    {
        foreach (var dtype in Samples.AllDTypes.Where(dtype => Takes(op, dtype)))
        {
            foreach (var (x, reference) in Samples.All(dtype))
            {
                foreach (var axes in Subsets(op, x.Shape.Rank))
                {
                    // Long products of such values overflow in one order and not in another.
                    if (op == Reduction.Prod && dtype.IsFloat() && axes.Aggregate(1, (size, axis) => size * x.Shape[axis]) > 36) continue;
                    foreach (var keepAxes in new[] { false, true }) Check(op, axes, keepAxes, x, reference);
                }
            }
        }
    }

    [Fact]
    public void Long_products_multiply_every_factor()
    {
        var values = new double[5001];
        for (var i = 0; i < values.Length; i++) values[i] = i % 3 == 0 ? -2 : i % 3 == 1 ? 0.5 : -1;
        Assert.Equal([-2.0], Samples.Values(Run(Reduction.Prod, [0], Samples.From([.. values, 1, -2], [5003], DType.Float32))));
        Assert.Equal([1.0, 1.0], Samples.Values(Run(Reduction.Prod, [0], Samples.From([.. values.SelectMany(v => new[] { v, v })], [5001, 2], DType.Float64))));
    }

    [Theory]
    [InlineData(Reduction.Sum, 0.0)]
    [InlineData(Reduction.Mean, double.NaN)]
    [InlineData(Reduction.Prod, 1.0)]
    [InlineData(Reduction.Any, 0.0)]
    [InlineData(Reduction.All, 1.0)]
    public void A_fold_of_nothing_is_the_neutral_element(Reduction op, double expected)
    {
        var (x, _) = Samples.Create([2, 0, 3], op is Reduction.Any or Reduction.All ? DType.Bool : DType.Float32);
        Assert.Equal(Enumerable.Repeat(expected, 6), Samples.Values(Run(op, [1], x)));
        Assert.Equal([expected], Samples.Values(Run(op, [0, 1, 2], x)));
        Assert.Empty(Samples.Values(Run(op, [0], x)));
    }

    [Theory]
    [InlineData(Reduction.Max)]
    [InlineData(Reduction.Min)]
    [InlineData(Reduction.ArgMax)]
    [InlineData(Reduction.ArgMin)]
    public void Extremes_of_nothing_are_refused(Reduction op)
    {
        var (x, _) = Samples.Create([0, 3], DType.Float32);
        Assert.Throws<ShapeException>(() => Run(op, [0], x));
        Assert.Empty(Samples.Values(Run(op, [1], x)));
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Nan_is_every_extreme_and_its_first_place_the_place_of_it(DType dtype)
    {
        foreach (var count in new[] { 2, 5, 16, 100, 3000 })
        {
            foreach (var place in new[] { 0, count / 2, count - 1 })
            {
                var values = new double[count * 3];
                for (var i = 0; i < count; i++) values[i * 3] = (i % 7) - 3;
                values[place * 3] = double.NaN;
                values[(count - 1) * 3] = double.NaN;
                var table = Samples.From(values, [count, 3], dtype);
                var line = Backend.Create(Samples.Values(table).Where((_, i) => i % 3 == 0).ToArray().AsSpan(), [count]);
                foreach (var op in new[] { Reduction.Max, Reduction.Min })
                {
                    Assert.Equal(double.NaN, Samples.Values(Run(op, [0], table))[0]);
                    Assert.Equal(double.NaN, Samples.Values(Run(op, [0], Backend.Cast(line, dtype)))[0]);
                }

                foreach (var op in new[] { Reduction.ArgMax, Reduction.ArgMin })
                {
                    Assert.Equal(place, Samples.Values(Run(op, [0], table))[0]);
                    Assert.Equal(place, Samples.Values(Run(op, [0], Backend.Cast(line, dtype)))[0]);
                }
            }
        }
    }

    [Fact]
    public void Infinities_are_extremes()
    {
        var x = Backend.Create([float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], [3]);
        Assert.Equal([double.NegativeInfinity], Samples.Values(Run(Reduction.Max, [0], x)));
        Assert.Equal([0.0], Samples.Values(Run(Reduction.ArgMax, [0], x)));
    }

    [Theory]
    [InlineData(4_000_000)]
    [InlineData(4 << 20)]
    [InlineData(999_999)]
    [InlineData(12_345)]
    public void The_error_of_a_sum_does_not_grow_with_its_length(int count)
    {
        var values = new float[count];
        Array.Fill(values, 0.1f);
        var exact = (double)0.1f * count;
        var line = Backend.Create<float>(values, [count]);
        AssertClose(line, [0]);
        AssertClose(new Expand([count]).Run(Backend.Create([0.1f], [1])), [0]);
        AssertClose(new Slice([count - 1], [-1], [count]).Run(line), [0]);
        if (count % 2 == 0)
        {
            AssertClose(new Slice([0], [2], [count / 2]).Run(line), [0]);
            AssertClose(new Reshape([count / 2, 2]).Run(line), [0]);
            AssertClose(new Reshape([2, count / 2]).Run(line), [1]);
        }

        if (count % 32 == 0) AssertClose(new Reshape([count / 32, 32]).Run(line), [0]);

        void AssertClose(NdArray x, int[] axes)
        {
            foreach (var sum in Samples.Values(Run(Reduction.Sum, axes, x)))
                Assert.InRange(sum * (count / (x.Shape.Size / (double)Run(Reduction.Sum, axes, x).Shape.Size)) / exact, 1 - 1.5e-7, 1 + 1.5e-7);
        }
    }

    [Theory]
    [InlineData(3_000_000, 1)]
    [InlineData(3000, 1000)]
    [InlineData(600, 5000)]
    [InlineData(2, 1_500_000)]
    [InlineData(1_000_000, 3)]
    public void Large_folds_in_pieces_are_the_folds_of_the_elements(int rows, int columns)
    {
        var values = new int[rows * columns];
        for (var i = 0; i < values.Length; i++) values[i] = (int)((uint)i * 2654435761 >> 12) - (1 << 19);
        var x = Backend.Create<int>(values, [rows, columns]);
        foreach (var view in new[] { x, new Slice([rows - 1, columns - 1], [-1, -1], [rows, columns]).Run(x) })
        {
            var reversed = !ReferenceEquals(view, x);
            var down = new int[columns];
            var across = new int[rows];
            for (var i = 0; i < rows; i++)
            {
                for (var k = 0; k < columns; k++)
                {
                    var value = reversed ? values[((rows - 1 - i) * columns) + columns - 1 - k] : values[(i * columns) + k];
                    down[k] += value;
                    across[i] += value;
                }
            }

            Assert.Equal(down.Select(v => (double)v), Samples.Values(Run(Reduction.Sum, [0], view)));
            Assert.Equal(across.Select(v => (double)v), Samples.Values(Run(Reduction.Sum, [1], view)));
            Assert.Equal([unchecked((int)across.Sum(v => (long)v))], Samples.Values(Run(Reduction.Sum, [0, 1], view)));
            Assert.Equal([values.Max()], Samples.Values(Run(Reduction.Max, [0, 1], new Permute([1, 0]).Run(view))));
        }
    }

    [Fact]
    public void Sums_do_not_depend_on_the_layout_of_other_axes()
    {
        var random = new Random(5);
        var values = new float[500 * 37];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextSingle();
        var x = Backend.Create<float>(values, [500, 37]);
        var whole = Samples.Values(Run(Reduction.Sum, [0], x));
        for (var column = 0; column < 37 - 16; column++)
        {
            var part = new Slice([0, column], [1, 1], [500, 16]).Run(x);
            Assert.Equal(whole[column..(column + 16)], Samples.Values(Run(Reduction.Sum, [0], part)));
        }
    }

    [Fact]
    public void Sums_of_a_uniform_array_are_those_of_its_elements()
    {
        foreach (var value in new[] { 0.0, 1.0, -2.5, 0.1, 1e-40, double.NaN, double.PositiveInfinity, 3e38 })
        {
            var uniform = Backend.Full([300, 7], DType.Float32, value);
            var expected = Samples.Values(Run(Reduction.Sum, [0], Samples.From(Samples.Values(uniform), [300, 7], DType.Float32)));
            Assert.Equal(expected, Samples.Values(Run(Reduction.Sum, [0], uniform)));
        }

        Assert.Equal([60000.0 % 256], Samples.Values(Run(Reduction.Sum, [0], Backend.Full([300], DType.UInt8, 200))));
    }

    [Fact]
    public void Folds_that_a_dtype_does_not_have_are_refused()
    {
        var (bools, _) = Samples.Create([3], DType.Bool);
        var (integers, _) = Samples.Create([3], DType.Int32);
        Assert.Throws<DTypeException>(() => Run(Reduction.Sum, [0], bools));
        Assert.Throws<DTypeException>(() => Run(Reduction.Mean, [0], integers));
        Assert.Throws<DTypeException>(() => Run(Reduction.Any, [0], integers));
    }

    private static NdArray Run(Reduction op, int[] axes, NdArray x) => new Reduce(op.ToString().ToLowerInvariant(), op, axes, false).Run(x);

    private static bool Takes(Reduction op, DType dtype) => op switch
    {
        Reduction.Any or Reduction.All => dtype == DType.Bool,
        Reduction.Mean => dtype.IsFloat(),
        Reduction.Sum or Reduction.Prod => dtype != DType.Bool,
        _ => true,
    };

    private static IEnumerable<int[]> Subsets(Reduction op, int rank)
    {
        var all = Enumerable.Range(0, rank).ToArray();
        yield return all;
        for (var mask = 1; mask < (1 << rank) - 1; mask++)
        {
            int[] axes = [.. all.Where(axis => (mask >> axis & 1) == 1)];
            if (axes.Length == 1 || op is not (Reduction.ArgMax or Reduction.ArgMin)) yield return axes;
        }
    }

    private static void Check(Reduction op, int[] axes, bool keepAxes, NdArray x, Reference reference)
    {
        var lengths = reference.Lengths;
        int[] kept = [.. Enumerable.Range(0, lengths.Length).Except(axes)];
        int[] keptLengths = [.. kept.Select(axis => lengths[axis])];
        int[] foldedLengths = [.. axes.Select(axis => lengths[axis])];
        var isRefused = foldedLengths.Contains(0) && !keptLengths.Contains(0);
        if (isRefused && op is (Reduction.Max or Reduction.Min or Reduction.ArgMax or Reduction.ArgMin)) return;
        var result = new Reduce(op.ToString(), op, axes, keepAxes).Run(x);
        Assert.Equal(
            keepAxes ? [.. lengths.Select((length, axis) => axes.Contains(axis) ? 1 : length)] : keptLengths,
            result.Shape.Lengths.ToArray());
        var actual = Samples.Values(result);
        var places = Reference.Indices(foldedLengths).ToArray();
        var full = new int[lengths.Length];
        foreach (var (index, i) in Reference.Indices(keptLengths).Select((index, i) => (index, i)))
        {
            var elements = new double[places.Length];
            for (var k = 0; k < kept.Length; k++) full[kept[k]] = index[k];
            for (var place = 0; place < places.Length; place++)
            {
                for (var k = 0; k < axes.Length; k++) full[axes[k]] = places[place][k];
                elements[place] = reference[full];
            }

            AssertClose(Naive(op, elements, x.DType), actual[i], x.DType, $"{op} {x.DType} {x.Shape} axes {Shape.Format(axes)} at {i}");
        }
    }

    private static double Naive(Reduction op, double[] x, DType dtype)
    {
        return op switch
        {
            Reduction.Sum => dtype.IsFloat() ? x.Sum() : Wrapped((long)x.Sum()),
            Reduction.Mean => x.Sum() / x.Length,
            Reduction.Prod => dtype.IsFloat() ? x.Aggregate(1.0, (p, v) => p * v) : Wrapped(x.Aggregate(1L, (p, v) => unchecked(p * (long)v))),
            Reduction.Max => x.Max(),
            Reduction.Min => x.Min(),
            Reduction.ArgMax => Array.IndexOf(x, x.Max()),
            Reduction.ArgMin => Array.IndexOf(x, x.Min()),
            Reduction.Any => x.Any(v => v != 0) ? 1 : 0,
            _ => x.All(v => v != 0) ? 1 : 0,
        };

        double Wrapped(long value) => dtype switch
        {
            DType.UInt8 => unchecked((byte)value),
            DType.Int32 => unchecked((int)value),
            _ => value,
        };
    }

    private static void AssertClose(double expected, double actual, DType dtype, string message)
    {
        if (expected.Equals(actual) || expected == actual) return;
        var tolerance = dtype switch { DType.Float32 => 2e-6, DType.Float64 => 1e-13, _ when dtype.IsFloat() => dtype.Epsilon(), _ => 0 };
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected) || (dtype.IsFloat() && Math.Abs(expected) > Math.Min(dtype.Largest(), float.MaxValue) && double.IsInfinity(actual)), $"{message}: {expected}, got {actual}");
    }
}
