using System.Numerics;
using Xunit;

namespace Functional.Kernels.Tests.Contraction;

public class MatMulTests
{
    private static readonly Contract MatMul = new("matmul", Functional.Kernels.Contraction.MatMul);

    public static TheoryData<Layout, Layout> Layouts
    {
        get
        {
            var data = new TheoryData<Layout, Layout>();
            foreach (var x in Enum.GetValues<Layout>())
            {
                foreach (var y in Enum.GetValues<Layout>()) data.Add(x, y);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Small_products_of_every_layout_are_the_sums_of_products(Layout x, Layout y)
    {
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var (m, k, n) = (random.Next(41), random.Next(41), random.Next(41));
            Check<float>(random, m, k, n, x, y);
            Check<double>(random, m, k, n, x, y);
            Check<int>(random, m, k, n, x, y);
            if (i > 30) continue;
            Check<long>(random, m, k, n, x, y);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Large_products_of_every_layout_are_the_sums_of_products(Layout x, Layout y)
    {
        var random = new Random(2);
        for (var i = 0; i < 3; i++)
        {
            var (m, k, n) = (random.Next(40, 300), random.Next(40, 300), random.Next(40, 300));
            Check<float>(random, m, k, n, x, y);
            Check<double>(random, m, k, n, x, y);
        }
    }

    [Theory]
    [InlineData(1100, 60, 70)]
    [InlineData(60, 70, 1100)]
    [InlineData(70, 1100, 60)]
    [InlineData(15, 2050, 33)]
    [InlineData(300, 1030, 310)]
    [InlineData(520, 270, 1040)]
    [InlineData(3000, 10, 10)]
    [InlineData(2, 1, 5000)]
    [InlineData(5000, 1, 2)]
    [InlineData(7, 5000, 7)]
    [InlineData(1, 900, 2100)]
    [InlineData(2100, 900, 1)]
    public void Lopsided_products_are_the_sums_of_products(int m, int k, int n)
    {
        var random = new Random(3);
        foreach (var layout in new[] { Layout.RowMajor, Layout.Transposed })
        {
            Check<float>(random, m, k, n, layout, Layout.RowMajor);
            Check<float>(random, m, k, n, Layout.RowMajor, layout);
            Check<double>(random, m, k, n, layout, layout);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Matrix_vector_products_of_every_layout_are_the_sums_of_products(Layout x, Layout y)
    {
        var random = new Random(4);
        foreach (var (few, length, depth) in new[] { (1, 1, 1), (1, 3, 1), (1, 64, 3), (1, 3, 64), (1, 20, 5000), (1, 5000, 20), (2, 77, 130), (3, 130, 77), (1, 1, 9000), (3, 1100, 30) })
        {
            Check<float>(random, few, depth, length, x, y);
            Check<float>(random, length, depth, few, x, y);
            Check<double>(random, few, depth, length, x, y);
            Check<double>(random, length, depth, few, x, y);
        }
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(3, 4, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(400, 0, 400)]
    public void Products_over_empty_axes_are_empty_or_zero(int m, int k, int n)
    {
        var random = new Random(5);
        foreach (var layout in Enum.GetValues<Layout>())
        {
            Check<float>(random, m, k, n, layout, layout);
            Check<double>(random, m, k, n, layout, layout);
            Check<byte>(random, m, k, n, layout, layout);
        }
    }

    [Theory]
    [InlineData(new[] { 5, 4, 3 }, new[] { 3, 6 }, Layout.RowMajor)]
    [InlineData(new[] { 5, 4, 3 }, new[] { 3, 6 }, Layout.EverySecond)]
    [InlineData(new[] { 4, 3 }, new[] { 5, 3, 6 }, Layout.RowMajor)]
    [InlineData(new[] { 2, 1, 4, 3 }, new[] { 5, 3, 6 }, Layout.Transposed)]
    [InlineData(new[] { 2, 5, 4, 3 }, new[] { 2, 1, 3, 6 }, Layout.Reversed)]
    [InlineData(new[] { 2, 5, 4, 3 }, new[] { 2, 5, 3, 6 }, Layout.Stretched)]
    [InlineData(new[] { 5, 1, 3 }, new[] { 1, 3, 6 }, Layout.RowMajor)]
    [InlineData(new[] { 0, 4, 3 }, new[] { 1, 3, 6 }, Layout.RowMajor)]
    [InlineData(new[] { 3, 4, 0 }, new[] { 0, 6 }, Layout.RowMajor)]
    [InlineData(new[] { 40, 64, 64 }, new[] { 40, 64, 64 }, Layout.RowMajor)]
    [InlineData(new[] { 3, 170, 160 }, new[] { 3, 160, 180 }, Layout.EverySecond)]
    [InlineData(new[] { 600, 8, 32 }, new[] { 600, 32, 40 }, Layout.Transposed)]
    public void Leading_axes_broadcast(int[] left, int[] right, Layout layout)
    {
        var random = new Random(6);
        Batched<float>(Operands.Random<float>(random, Shape.Create(left), layout), Operands.Random<float>(random, Shape.Create(right), layout));
        Batched<double>(Operands.Random<double>(random, Shape.Create(left)), Operands.Random<double>(random, Shape.Create(right), layout));
        Batched<int>(Operands.Random<int>(random, Shape.Create(left), layout), Operands.Random<int>(random, Shape.Create(right)));
    }

    [Theory]
    [InlineData(50, 50, 50)]
    [InlineData(333, 222, 444)]
    [InlineData(1, 3000, 2000)]
    [InlineData(2000, 3000, 1)]
    [InlineData(600, 1100, 700)]
    public void Equal_operands_give_equal_bits(int m, int k, int n)
    {
        var random = new Random(7);
        var x = Operands.Random<float>(random, [m, k]);
        var y = Operands.Random<float>(random, [k, n], Layout.Transposed);
        var first = Operands.Values<float>(MatMul.Run(x, y));
        for (var i = 0; i < 3; i++)
            Assert.Equal(first.Select(BitConverter.SingleToInt32Bits), Operands.Values<float>(MatMul.Run(x, y)).Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void A_row_of_the_product_depends_on_that_row_of_the_left_alone()
    {
        var random = new Random(8);
        var (x, y) = (Operands.Random<float>(random, [200, 90]), Operands.Random<float>(random, [90, 100]));
        var whole = Operands.Values<float>(MatMul.Run(x, y));
        var part = Operands.Values<float>(MatMul.Run(x.View([150, 90], null, 30 * 90), y));
        Assert.Equal(whole.AsSpan(30 * 100, part.Length).ToArray(), part);
    }

    [Fact]
    public void Nan_and_infinity_reach_only_their_own_row_and_column()
    {
        var random = new Random(9);
        var (x, y) = (Operands.Random<float>(random, [37, 41]), Operands.Random<float>(random, [41, 45]));
        Operands.Elements<float>(x)[(36 * 41) + 5] = float.NaN;
        Operands.Elements<float>(y)[(7 * 45) + 44] = float.PositiveInfinity;
        var product = Operands.Values<float>(MatMul.Run(x, y));
        for (var i = 0; i < 37; i++)
        {
            for (var j = 0; j < 45; j++) Assert.Equal(i != 36 && j != 44, float.IsFinite(product[(i * 45) + j]));
        }
    }

    [Fact]
    public void Bytes_wrap_around()
    {
        var x = ManagedArray.Allocate([1, 1], DType.UInt8);
        Operands.Elements<byte>(x)[0] = 20;
        Assert.Equal([(byte)(400 - 256)], Operands.Values<byte>(MatMul.Run(x, x)));
    }

    [Fact]
    public void Bools_are_refused_with_a_remedy()
    {
        var x = ManagedArray.Allocate([2, 2], DType.Bool);
        var error = Assert.Throws<DTypeException>(() => MatMul.Run(x, x));
        Assert.Contains("matmul", error.Message);
        Assert.Contains("cast", error.Message);
    }

    [Fact]
    public void Products_on_many_threads_at_once_do_not_disturb_each_other()
    {
        Parallel.For(0, 16, i =>
        {
            var random = new Random(i);
            for (var round = 0; round < 8; round++) Check<float>(random, random.Next(1, 200), random.Next(1, 300), random.Next(1, 200), Layout.RowMajor, Layout.Transposed);
        });
    }

    private static void Check<T>(Random random, int m, int k, int n, Layout left, Layout right)
        where T : unmanaged, INumber<T>
    {
        var (x, y) = (Operands.Random<T>(random, [m, k], left), Operands.Random<T>(random, [k, n], right));
        var result = MatMul.Run(x, y);
        Assert.Equal<Shape>([m, n], result.Shape);
        Compare(Operands.Values<T>(x), Operands.Values<T>(y), Operands.Values<T>(result), m, k, n);
    }

    private static void Batched<T>(ManagedArray x, ManagedArray y)
        where T : unmanaged, INumber<T>
    {
        var result = MatMul.Run(x, y);
        var (m, k, n) = (x.Shape[-2], x.Shape[-1], y.Shape[-1]);
        var (left, right, values) = (Operands.Values<T>(x), Operands.Values<T>(y), Operands.Values<T>(result));
        for (var i = 0; i < values.Length / (m * n); i++)
        {
            Compare(
                left.AsSpan(Matrix(i, x.Shape, result.Shape) * m * k, m * k).ToArray(),
                right.AsSpan(Matrix(i, y.Shape, result.Shape) * k * n, k * n).ToArray(),
                values.AsSpan(i * m * n, m * n).ToArray(), m, k, n);
        }
    }

    /// <summary>Which matrix of an operand belongs to a matrix of the result.</summary>
    private static int Matrix(int index, Shape operand, Shape result)
    {
        var (matrix, scale) = (0, 1);
        for (var axis = 3; axis <= operand.Rank; axis++)
        {
            if (operand[-axis] != 1) matrix += index % result[-axis] * scale;
            scale *= operand[-axis];
            index /= result[-axis];
        }

        return matrix;
    }

    private static void Compare<T>(T[] x, T[] y, T[] actual, int m, int k, int n)
        where T : unmanaged, INumber<T>
    {
        var (expected, scale) = Operands.Product(x, y, m, k, n);
        for (var i = 0; i < expected.Length; i++)
        {
            var wanted = typeof(T) == typeof(byte) ? double.CreateTruncating(byte.CreateTruncating(expected[i])) : expected[i];
            if (!(Math.Abs(double.CreateTruncating(actual[i]) - wanted) <= Operands.Bound<T>(k, scale[i])))
                Assert.Fail($"[{m}, {k}] x [{k}, {n}] at {i}: expected {wanted}, got {actual[i]}");
        }
    }
}
