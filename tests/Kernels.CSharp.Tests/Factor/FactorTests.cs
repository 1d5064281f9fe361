using System.Numerics;
using Functional.Kernels.Tests.Contraction;
using Xunit;

namespace Functional.Kernels.Tests.Factorizations;

/// <summary>
/// Factorizations of matrices of many sizes, by what they are: products that give the matrix again, and orthonormal vectors.
/// Small and odd cases are the laws' of backends; here are sizes beside the width of registers, and hard matrices.
/// </summary>
public class FactorTests
{
    private static readonly Contract Product = new("matmul", Functional.Kernels.Contraction.MatMul);

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 7, 7 }, { 8, 8 }, { 33, 33 }, { 40, 9 }, { 9, 40 }, { 130, 130 }, { 128, 64 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Triangles_and_orthonormal_columns_have_the_matrix_as_their_product(int m, int n)
    {
        Check<double>(1e-13);
        Check<float>(1e-5);

        void Check<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var a = Operands.Random<T>(new Random(m + n), [m, n], Layout.Transposed);
            var k = Math.Min(m, n);
            var packed = Run<T>(Factorization.Qr, a);
            var (q, r) = (Part(packed, 0, m, k), Part(packed, m * k, k, n));
            Near(Read<T>(a), Times(q, r, m, k, n), tolerance * m);
            Orthonormal(q, m, k, tolerance * m);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Singular_values_and_vectors_have_the_matrix_as_their_product(int m, int n)
    {
        Check<double>(1e-13);
        Check<float>(1e-5);

        void Check<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var a = Operands.Random<T>(new Random(m * n), [m, n], Layout.EverySecond);
            var k = Math.Min(m, n);
            var packed = Run<T>(Factorization.Svd, a);
            var (u, s, vt) = (Part(packed, 0, m, k), Part(packed, m * k, 1, k), Part(packed, (m + 1) * k, k, n));
            Near(Read<T>(a), Times(Scaled(u, s, m, k), vt, m, k, n), tolerance * (m + n));
            Orthonormal(u, m, k, tolerance * (m + n));
            Orthonormal(Transposed(vt, k, n), n, k, tolerance * (m + n));
            Assert.Equal(s.OrderDescending(), s);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(129)]
    public void Symmetric_matrices_are_products_of_triangles_and_of_eigenvectors(int n)
    {
        Check<double>(1e-13);
        Check<float>(1e-5);

        void Check<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = Operands.Random<T>(new Random(n), [n, n]);
            var a = Product.Run(x, new Permute([1, 0]).Run(x));
            var expected = Read<T>(a);
            var packed = Run<T>(Factorization.Eigh, a);
            var (w, v) = (Part(packed, 0, 1, n), Part(packed, n, n, n));
            Near(expected, Times(Scaled(v, w, n, n), Transposed(v, n, n), n, n, n), tolerance * n * n);
            Orthonormal(v, n, n, tolerance * n);
            Assert.Equal(w.Order(), w);

            var diagonal = expected.Select((value, i) => i % (n + 1) == 0 ? value + 1 : value).ToArray();
            var l = Run<T>(Factorization.Cholesky, Create<T>(diagonal, n, n));
            Near(diagonal, Times(l, Transposed(l, n, n), n, n, n), tolerance * n * n);
        }
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    [InlineData(1e-310)]
    public void Very_large_and_very_small_numbers_are_scaled(double scale)
    {
        double[] numbers = [4, 1, -2, 1, 3, 0.5, -2, 0.5, 5];
        var (plain, scaled) = (Create<double>(numbers, 3, 3), Create<double>([.. numbers.Select(x => x * scale)], 3, 3));
        foreach (var (op, start) in new[] { (Factorization.Eigh, 0), (Factorization.Svd, 9) })
        {
            var (expected, actual) = (Run<double>(op, plain), Run<double>(op, scaled));
            for (var i = start; i < start + 3; i++) Assert.Equal(1, actual[i] / (expected[i] * scale), 1e-12);
        }
    }

    [Fact]
    public void Small_singular_values_are_as_accurate_as_large_ones()
    {
        // Columns of very different lengths: the rotation is known, and so are the values.
        double[] a = [0.6, -0.8e-20, 0.8, 0.6e-20];
        var packed = Run<double>(Factorization.Svd, Create<double>(a, 2, 2));
        Assert.Equal(1, packed[4], 1e-15);
        Assert.Equal(1, packed[5] / 1e-20, 1e-14);
    }

    [Fact]
    public void Matrices_of_equal_elements_and_of_many_equal_eigenvalues_end()
    {
        const int n = 40;
        foreach (var element in new[] { 0.0, 1.0, 0.1 })
        {
            var w = Run<double>(Factorization.Eigh, Create<double>(Enumerable.Repeat(element, n * n).ToArray(), n, n));
            Assert.Equal(element * n, w[n - 1], 1e-12);
            Assert.Equal(0, w[0], 1e-12);
            var s = Run<double>(Factorization.Svd, Create<double>(Enumerable.Repeat(element, n * n).ToArray(), n, n));
            Assert.Equal(element * n, s[n * n], 1e-12);
        }

        var identity = Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 1.0 : 0).ToArray();
        Assert.All(Run<double>(Factorization.Eigh, Create<double>(identity, n, n))[..n], x => Assert.Equal(1, x));
    }

    [Fact]
    public void The_exponential_of_a_large_matrix_is_that_of_its_eigenvalues()
    {
        double[] a = [0, 30, -30, 0];
        var exponential = Run<double>(Factorization.Exp, Create<double>(a, 2, 2));
        Near([Math.Cos(30), Math.Sin(30), -Math.Sin(30), Math.Cos(30)], exponential, 1e-13);
        Near([Math.Exp(-50), 0, 0, Math.Exp(3)], Run<double>(Factorization.Exp, Create<double>([-50, 0, 0, 3], 2, 2)), 1e-13);
    }

    [Fact]
    public void Signs_are_LAPACKs()
    {
        var packed = Run<double>(Factorization.Qr, Create<double>([3, 1, 4, 2], 2, 2));
        Near([-0.6, -0.8, -0.8, 0.6, -5, -2.2, 0, 0.4], packed, 1e-15);
    }

    [Fact]
    public void The_order_of_the_pivots_and_their_sign_are_beside_the_factors()
    {
        double[] a = [1, 2, 0, 4, 4, 1, 2, 5, 8];
        Near([4, 4, 1, 0.5, 3, 7.5, 0.25, 1 / 3.0, -2.75, 1, 2, 0, 0, 1, 2, 1, 1, 1], Run<double>(Factorization.Lu, Create<double>(a, 3, 3)), 1e-15);
        var full = Run<double>(Factorization.LuFull, Create<double>(a, 3, 3));
        Assert.Equal([2, 1, 0], full[9..12]);
        Assert.Equal([2, 0, 1], full[12..15]);
        Assert.Equal(8, full[0]);
    }

    [Fact]
    public void A_large_batch_is_shared_by_threads()
    {
        var a = Operands.Random<double>(new Random(5), [300, 30, 30]);
        var one = new Slice([299, 0, 0], [1, 1, 1], [1, 30, 30]).Run(a);
        Assert.Equal(Run<double>(Factorization.Svd, one), Run<double>(Factorization.Svd, a)[^1830..]);
    }

    private static double[] Run<T>(Factorization op, NdArray x)
        where T : unmanaged, INumber<T> => Read<T>(new Factor("factor", op).Run(x));

    private static double[] Read<T>(NdArray x)
        where T : unmanaged, INumber<T>
    {
        var numbers = new T[x.Shape.Size];
        x.Backend.Read<T>(x, numbers);
        return [.. numbers.Select(double.CreateTruncating)];
    }

    private static NdArray Create<T>(double[] numbers, int m, int n)
        where T : unmanaged, INumber<T> =>
        ManagedBackend.Instance.Create<T>(numbers.Select(T.CreateTruncating).ToArray(), [m, n]);

    private static double[] Part(double[] packed, int start, int m, int n) => packed[start..(start + (m * n))];

    private static double[] Transposed(double[] a, int m, int n) => [.. from j in Enumerable.Range(0, n) from i in Enumerable.Range(0, m) select a[(i * n) + j]];

    private static double[] Scaled(double[] a, double[] columns, int m, int n) => [.. Enumerable.Range(0, m * n).Select(i => a[i] * columns[i % n])];

    private static double[] Times(double[] a, double[] b, int m, int k, int n) =>
        [.. from i in Enumerable.Range(0, m) from j in Enumerable.Range(0, n) select Enumerable.Range(0, k).Sum(l => a[(i * k) + l] * b[(l * n) + j])];

    private static void Orthonormal(double[] columns, int m, int n, double tolerance)
    {
        var identity = Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 1.0 : 0).ToArray();
        Near(identity, Times(Transposed(columns, m, n), columns, n, m, n), tolerance);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
