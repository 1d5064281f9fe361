using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace Functional.Kernels.Tests.Contraction;

/// <summary>Matrix products with registers of each width, whichever of them this machine would choose.</summary>
public class MatMulWidthsTests
{
    /// <summary>Around the sizes of tiles and registers, and of the blocks and slices that large products are cut into.</summary>
    private static readonly int[] Edges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65];

    private static readonly int[] Depths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 64, 100];

    public static TheoryData<Layout, Layout> Layouts => MatMulTests.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_width_multiplies_sizes_around_its_tiles(Layout x, Layout y)
    {
        var random = new Random(1);
        for (var i = 0; i < 120; i++)
        {
            var (m, k, n) = (Any(random, Edges), Any(random, Depths), Any(random, Edges));
            EveryWidth<float>(random, m, k, n, x, y);
            EveryWidth<double>(random, m, k, n, x, y);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_width_multiplies_products_deeper_than_a_slice(Layout x, Layout y)
    {
        var random = new Random(2);
        foreach (var (m, k, n) in new[] { (13, 1025, 33), (27, 1100, 70), (150, 1536, 20) })
        {
            EveryWidth<float>(random, m, k, n, x, y);
            EveryWidth<double>(random, m, k, n, x, y);
        }
    }

    [Theory]
    [InlineData(100, 784, 830)]
    [InlineData(331, 800, 797)]
    [InlineData(290, 1024, 700)]
    public void Every_width_multiplies_what_is_cut_into_jobs(int m, int k, int n)
    {
        var random = new Random(3);
        foreach (var layout in new[] { Layout.RowMajor, Layout.Transposed })
        {
            EveryWidth<float>(random, m, k, n, layout, Layout.RowMajor);
            EveryWidth<double>(random, m, k, n, Layout.RowMajor, layout);
        }
    }

    [Theory]
    [InlineData(200, 200, 200)]
    [InlineData(400, 784, 500)]
    [InlineData(300, 1100, 900)]
    [InlineData(2000, 3000, 1)]
    [InlineData(3, 3000, 2000)]
    public async Task The_bits_do_not_depend_on_the_number_of_threads(int m, int k, int n)
    {
        var random = new Random(4);
        var (x, y) = (Operands.Random<float>(random, [m, k]), Operands.Random<float>(random, [k, n], Layout.Transposed));
        var matmul = new Contract("matmul", Functional.Kernels.Contraction.MatMul);
        var many = Operands.Values<float>(matmul.Run(x, y));
        var one = await Task.Factory.StartNew(
            () => Operands.Values<float>(matmul.Run(x, y)),
            CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        Assert.Equal(MemoryMarshal.Cast<float, int>(many).ToArray(), MemoryMarshal.Cast<float, int>(one).ToArray());
    }

    private static void EveryWidth<T>(Random random, int m, int k, int n, Layout left, Layout right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (Operands.Random<T>(random, [m, k], left), Operands.Random<T>(random, [k, n], right));
        var (expected, scale) = Operands.Product(Operands.Values<T>(x), Operands.Values<T>(y), m, k, n);
        Check<T, FloatContraction<Lanes512<T>, T>>("512 bits");
        Check<T, FloatContraction<Lanes256<T>, T>>("256 bits");
        Check<T, FloatContraction<Lanes128<T>, T>>("128 bits");

        void Check<TItem, TKernel>(string width)
            where TItem : unmanaged, IBinaryFloatingPointIeee754<TItem>
            where TKernel : IContraction<TItem>
        {
            // Rows of the same number above and below the result, which have to stay what they are.
            var whole = ManagedArray.Allocate([m + 2, n], DTypes.Of<TItem>());
            var guard = TItem.CreateChecked(12345);
            Operands.Elements<TItem>(whole).Fill(guard);
            MatMul<TItem, TKernel>.Of(x, y, whole.View([m, n], null, n));
            var actual = Operands.Values<TItem>(whole);
            Assert.All(actual.AsSpan(0, n).ToArray(), item => Assert.Equal(guard, item));
            Assert.All(actual.AsSpan((m + 1) * n).ToArray(), item => Assert.Equal(guard, item));
            for (var i = 0; i < expected.Length; i++)
            {
                if (!(Math.Abs(double.CreateTruncating(actual[n + i]) - expected[i]) <= Operands.Bound<TItem>(k, scale[i])))
                    Assert.Fail($"{width}: [{m}, {k}] {left} x [{k}, {n}] {right} at {i}: expected {expected[i]}, got {actual[n + i]}");
            }
        }
    }

    private static int Any(Random random, int[] values) => values[random.Next(values.Length)];
}
