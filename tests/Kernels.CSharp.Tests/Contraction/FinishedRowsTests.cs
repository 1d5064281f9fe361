using System.Numerics;
using Xunit;

namespace Functional.Kernels.Tests.Contraction;

public class FinishedRowsTests
{
    private static readonly Contract MatMul = new("matmul", Functional.Kernels.Contraction.MatMul);

    [Theory]
    [InlineData(new[] { 1, 1 }, new[] { 1, 1 })]
    [InlineData(new[] { 3, 4 }, new[] { 4, 5 })]
    [InlineData(new[] { 4, 0 }, new[] { 0, 5 })]
    [InlineData(new[] { 70_000, 0 }, new[] { 0, 4 })]
    [InlineData(new[] { 2000, 3 }, new[] { 3, 1 })]
    [InlineData(new[] { 200_000, 3 }, new[] { 3, 1 })]
    [InlineData(new[] { 1, 900 }, new[] { 900, 2000 })]
    [InlineData(new[] { 64, 784 }, new[] { 784, 128 })]
    [InlineData(new[] { 300, 300 }, new[] { 300, 300 })]
    [InlineData(new[] { 331, 1100 }, new[] { 1100, 797 })]
    [InlineData(new[] { 13, 1100 }, new[] { 1100, 900 })]
    [InlineData(new[] { 50, 8, 8 }, new[] { 50, 8, 8 })]
    [InlineData(new[] { 5, 1, 40, 64 }, new[] { 6, 64, 70 })]
    [InlineData(new[] { 3, 170, 160 }, new[] { 3, 160, 180 })]
    public void Each_row_goes_to_the_job_once_and_whole(int[] left, int[] right)
    {
        var random = new Random(1);
        Check<float>(random, left, right);
        Check<double>(random, left, right);
        Check<int>(random, left, right);
    }

    [Theory]
    [InlineData(0, 4, 5)]
    [InlineData(3, 4, 0)]
    public void A_product_without_elements_finishes_no_rows(int m, int k, int n)
    {
        var random = new Random(2);
        var (x, y) = (Operands.Random<float>(random, [m, k]), Operands.Random<float>(random, [k, n]));
        var job = new Negation<float>(ManagedArray.Allocate([m, n], DType.Float32));
        ManagedBackend.Instance.Contract(MatMul, x, y, job.Result, job);
        Assert.Equal(0, job.Rows);
    }

    private static void Check<T>(Random random, int[] left, int[] right)
        where T : unmanaged, INumber<T>
    {
        var (x, y) = (Operands.Random<T>(random, Shape.Create(left)), Operands.Random<T>(random, Shape.Create(right)));
        var plain = MatMul.Run(x, y);
        var job = new Negation<T>(ManagedArray.Allocate(plain.Shape, plain.DType));
        ManagedBackend.Instance.Contract(MatMul, x, y, job.Result, job);
        Assert.Equal(plain.Shape.Size / plain.Shape[-1], job.Rows);
        Assert.Equal(Operands.Values<T>(plain), Array.ConvertAll(Operands.Values<T>(job.Result), value => -value));
    }

    /// <summary>Negates each row in place: rows that came twice or before they were whole would show.</summary>
    private sealed class Negation<T>(ManagedArray result) : IRowsJob
        where T : unmanaged, INumber<T>
    {
        private int rows;

        internal ManagedArray Result => result;

        internal int Rows => rows;

        public void Run(int firstRow, int endRow)
        {
            Interlocked.Add(ref rows, endRow - firstRow);
            var columns = result.Shape[-1];
            foreach (ref var item in Operands.Elements<T>(result)[(firstRow * columns)..(endRow * columns)]) item = -item;
        }
    }
}
