using System.Numerics;

namespace Functional.Benchmarks.Workloads;

/// <summary>W7: products of square matrices, beside PyTorch's and OpenBLAS's own.</summary>
internal static class MatrixProduct
{
    /// <summary>Up to this size nothing should be faster.</summary>
    private const int Small = 256;

    /// <summary>The form that stands for all.</summary>
    private const string Usual = "float32 1024";

    private static readonly int[] Sizes = [16, 32, 64, 128, 256, 512, 1024, 2048];

    internal static readonly IEnumerable<Contest> W7 = [.. Sizes.Select(Of<float>), .. Sizes.Select(Of<double>)];

    private static Contest Of<T>(int n)
        where T : unmanaged, INumber<T>
    {
        Goal[] goals = [Goal.OfLimit(n <= Small ? 1 : 1 / 0.85)];
        var label = $"{(typeof(T) == typeof(float) ? "float32" : "float64")} {n}";
        return new("W7", label)
        {
            Key = label == Usual ? "W7" : $"W7 {label}",
            Entries =
            [
                new("eager", () => Start<T>(n, Product()), goals),
                new("compiled", () => Start<T>(n, Product().Compile()), goals),
            ],
            Limit = OpenBlas.IsHere ? () => ByOpenBlas<T>(n) : null,
        };
    }

    private static Func<Tensor, Tensor, Tensor> Product() => (x, y) => x.Matmul(y);

    private static (Tensor X, Tensor Y) Data<T>(int n)
        where T : unmanaged, INumber<T> => (Waves.Of<T>(n, n, 1, 0.37), Waves.Of<T>(n, n, 1, 0.7));

    private static Run Start<T>(int n, Func<Tensor, Tensor, Tensor> product)
        where T : unmanaged, INumber<T>
    {
        var (x, y) = Data<T>(n);
        return Run.Repeated(() => product(x, y));
    }

    private static unsafe Run ByOpenBlas<T>(int n)
        where T : unmanaged, INumber<T>
    {
        var (xs, ys) = Data<T>(n);
        T* x = Aligned.Copy<T>(xs), y = Aligned.Copy<T>(ys), z = Aligned.Room<T>(n * n);
        return new(
            typeof(T) == typeof(float)
                ? () => OpenBlas.Multiply(n, (float*)x, (float*)y, (float*)z)
                : () => OpenBlas.Multiply(n, (double*)x, (double*)y, (double*)z),
            () => [Aligned.Numbers(z, n * n)]);
    }
}
