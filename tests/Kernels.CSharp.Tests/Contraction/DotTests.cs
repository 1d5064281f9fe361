using System.Numerics;
using Xunit;

namespace Functional.Kernels.Tests.Contraction;

public class DotTests
{
    private static readonly Contract Dot = new("dot", Functional.Kernels.Contraction.Dot);

    public static TheoryData<Layout, Layout> Layouts => MatMulTests.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_dot_product_of_every_layout_is_the_sum_of_products(Layout x, Layout y)
    {
        var random = new Random(1);
        foreach (var shape in new Shape[] { [], [0], [1], [7], [100], [2000], [3, 0, 2], [5, 7], [70, 130], [3, 50, 61], [9, 1, 1000], [4097], [1, 1] })
        {
            Check<float>(random, shape, x, y);
            Check<double>(random, shape, x, y);
            Check<int>(random, shape, x, y);
            Check<long>(random, shape, x, y);
        }
    }

    [Fact]
    public void Every_length_is_summed_to_its_end()
    {
        var random = new Random(2);
        for (var length = 0; length < 600; length++)
        {
            Check<float>(random, [length], Layout.RowMajor, Layout.RowMajor);
            Check<double>(random, [length], Layout.RowMajor, Layout.Reversed);
        }
    }

    [Fact]
    public void A_uniform_operand_multiplies_the_sum_of_the_other()
    {
        var random = new Random(3);
        var x = Operands.Random<float>(random, [90, 100]);
        var two = ManagedArray.Allocate([], DType.Float32);
        two.Data<float>() = 2;
        var sum = Operands.Values<float>(x).Sum(v => 2.0 * v);
        Assert.Equal(sum, Operands.Values<float>(Dot.Run(x, two.View([90, 100], [0, 0], 0)))[0], 1e-4);
        Assert.Equal(36_000, Operands.Values<float>(Dot.Run(two.View([9000], [0], 0), two.View([9000], [0], 0)))[0]);
    }

    [Fact]
    public void The_rounding_error_does_not_grow_with_the_length()
    {
        const int Length = 4_000_003;
        var (x, one) = (ManagedArray.Allocate([Length], DType.Float32), ManagedArray.Allocate([Length], DType.Float32));
        Operands.Elements<float>(x).Fill(0.1f);
        Operands.Elements<float>(one).Fill(1);
        var expected = Length * (double)0.1f;
        var first = Operands.Values<float>(Dot.Run(x, one))[0];
        Assert.True(Math.Abs(first - expected) <= 1e-6 * expected, $"expected {expected}, got {first}");
        Assert.Equal(first, Operands.Values<float>(Dot.Run(x, one))[0]);
    }

    [Fact]
    public void Bools_are_refused()
    {
        var x = ManagedArray.Allocate([2], DType.Bool);
        Assert.Throws<DTypeException>(() => Dot.Run(x, x));
    }

    private static void Check<T>(Random random, Shape shape, Layout left, Layout right)
        where T : unmanaged, INumber<T>
    {
        var (x, y) = (Operands.Random<T>(random, shape, left), Operands.Random<T>(random, shape, right));
        var result = Dot.Run(x, y);
        Assert.Equal(Shape.Scalar, result.Shape);
        var (expected, scale) = Operands.Product(Operands.Values<T>(x), Operands.Values<T>(y), 1, shape.Size, 1);
        var actual = double.CreateTruncating(Operands.Values<T>(result)[0]);

        // Far below the bound of adding one by one: blocks of 4096 in 64 and more chains, then pairs.
        Assert.True(Math.Abs(actual - expected[0]) <= Operands.Bound<T>(Math.Min(shape.Size, 80), scale[0]), $"{shape}: expected {expected[0]}, got {actual}");
    }
}
