using System.Numerics;

namespace Functional.Kernels;

/// <content>Whole matrices: a batch of them is a job each.</content>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Factor(Factor operation, NdArray x, Space result)
    {
        var source = Contiguous((ManagedArray)x);
        var target = ManagedArray.Allocate(result.Shape, result.DType);
        if (result.DType == DType.Float32) FactorAll<float>(operation, source, target);
        else FactorAll<double>(operation, source, target);
        GC.KeepAlive(source);
        GC.KeepAlive(target);
        return target;
    }

    /// <inheritdoc/>
    public NdArray SolveTriangular(SolveTriangular operation, NdArray matrix, NdArray right, Space result)
    {
        return result.DType == DType.Float32 ? Solve<float>() : Solve<double>();

        NdArray Solve<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (n, k) = (result.Shape.Lengths[^2], result.Shape.Lengths[^1]);
            var target = Packed(Expanded((ManagedArray)right, result.Shape));
            var source = OverBatch(matrix, result.Shape);
            var count = Matrices(result.Shape);
            Jobs.Run(count, (long)count * n * n * k, i =>
            {
                var t = source.Span<T>().Slice(i * n * n, n * n);
                var zero = TriangularSystem<T>.Solve(t, n, operation.Triangle, operation.Transposed, target.Span<T>().Slice(i * n * k, n * k), k);
                if (zero >= 0) throw Errors.ZeroOnDiagonal(operation.Name, i, count, zero);
            });
            GC.KeepAlive(source);
            GC.KeepAlive(target);
            return target;
        }
    }

    /// <inheritdoc/>
    public NdArray Divide(Divide operation, NdArray factors, NdArray right, Space result)
    {
        return result.DType == DType.Float32 ? Solve<float>() : Solve<double>();

        NdArray Solve<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (n, k) = (result.Shape.Lengths[^2], result.Shape.Lengths[^1]);
            var target = ManagedArray.Allocate(result.Shape, result.DType);
            var source = OverBatch(factors, result.Shape);
            var b = Contiguous(Expanded((ManagedArray)right, result.Shape));
            var count = Matrices(result.Shape);
            Jobs.Run(count, (long)count * n * n * k, i =>
            {
                var x = target.Span<T>().Slice(i * n * k, n * k);
                var own = source.Span<T>().Slice(i * (n + 3) * n, (n + 3) * n);
                var zero = Elimination<T>.Solve(own, n, operation.Transposed, b.Span<T>().Slice(i * n * k, n * k), k, x);
                if (zero >= 0) throw Errors.Singular(operation.Name, i, count, zero);
            });
            GC.KeepAlive(source);
            GC.KeepAlive(b);
            GC.KeepAlive(target);
            return target;
        }
    }

    /// <summary>How many matrices an array of matrices holds.</summary>
    private static int Matrices(Shape shape)
    {
        var count = 1;
        foreach (var length in shape.Lengths[..^2]) count *= length;
        return count;
    }

    /// <summary>Matrices, row-major, one for each of a broader batch.</summary>
    private static ManagedArray OverBatch(NdArray matrices, Shape batch) =>
        Contiguous(Expanded((ManagedArray)matrices, [.. batch.Lengths[..^2], .. matrices.Shape.Lengths[^2..]]));

    private static void FactorAll<T>(Factor operation, ManagedArray source, ManagedArray target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (m, n) = (source.Shape.Lengths[^2], source.Shape.Lengths[^1]);
        var count = Matrices(source.Shape);
        var length = count == 0 ? 0 : target.Shape.Size / count;
        Jobs.Run(count, (long)count * m * n * Math.Min(m, n), i =>
        {
            var x = source.Span<T>().Slice(i * m * n, m * n);
            var result = target.Span<T>().Slice(i * length, length);
            switch (operation.Op)
            {
                case Factorization.Cholesky:
                    var minor = Cholesky<T>.Factor(x, n, result);
                    if (minor > 0) throw Errors.NotPositiveDefinite(operation.Name, i, count, minor);
                    break;
                case Factorization.Lu or Factorization.LuFull:
                    Elimination<T>.Factor(x, n, operation.Op == Factorization.LuFull, result);
                    break;
                case Factorization.Qr or Factorization.QrFull:
                    var k = operation.Op == Factorization.QrFull ? m : Math.Min(m, n);
                    Reflections<T>.Factor(x, m, n, k, result[..(m * k)], result[(m * k)..]);
                    break;
                case Factorization.Eigh:
                    Finite();
                    Converged(SymmetricEigen<T>.Factor(x, n, result[..n], result[n..]));
                    break;
                case Factorization.Svd:
                    Finite();
                    var least = Math.Min(m, n);
                    var (values, right) = (m * least, (m + 1) * least);
                    Converged(SingularValues<T>.Factor(x, m, n, result[..values], result[values..right], result[right..]));
                    break;
                default:
                    Finite();
                    Exponential<T>.Of(x, n, result);
                    break;
            }

            void Finite()
            {
                foreach (var value in source.Span<T>().Slice(i * m * n, m * n))
                {
                    if (!T.IsFinite(value)) throw Errors.NotFiniteMatrix(operation.Name, i, count);
                }
            }

            void Converged(bool ended)
            {
                if (!ended) throw Errors.NoConvergence(operation.Name, i, count);
            }
        });
    }
}
