using System.Numerics;
using Functional.Kernels;

namespace Functional.Benchmarks.Workloads;

/// <summary>W7: products of square matrices, beside PyTorch's and OpenBLAS's own.</summary>
internal static class MatrixProduct
{
    /// <summary>Up to this size nothing should be faster.</summary>
    private const int Small = 256;

    /// <summary>Up to this size the kernel is measured alone, too.</summary>
    private const int Tiny = 64;

    /// <summary>The form that stands for all.</summary>
    private const string Usual = "float32 1024";

    private static readonly int[] Sizes = [16, 32, 64, 128, 256, 512, 1024, 2048];

    internal static readonly IEnumerable<Contest> W7 = [.. Sizes.Select(Of<float>), .. Sizes.Select(Of<double>)];

    private static Contest Of<T>(int n)
        where T : unmanaged, INumber<T>
    {
        Goal[] goals = [Goal.OfLimit(n <= Small ? 1 : 1 / 0.85)];

        // OpenBLAS is given the memory of the result. Below this size to make a tensor takes longer than to compute its
        // numbers, so what is held against it is our kernel, which is given that memory as well.
        var isTiny = n <= Tiny;
        var label = $"{(typeof(T) == typeof(float) ? "float32" : "float64")} {n}";
        return new("W7", label)
        {
            Key = label == Usual ? "W7" : $"W7 {label}",
            Entries =
            [
                new("eager", () => Start<T>(n, Product()), isTiny ? [] : goals),
                new("compiled", () => Start<T>(n, Product().Compile()), isTiny ? [] : goals),
                .. isTiny ? [new Entry("kernel", () => ByKernel<T>(n), goals)] : System.Array.Empty<Entry>(),
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

    private static Run ByKernel<T>(int n)
        where T : unmanaged, INumber<T>
    {
        var (xs, ys) = Data<T>(n);
        var (x, y, z) = (Array(xs), Array(ys), ManagedArray.Allocate([n, n], DTypes.Of<T>()));
        var product = new Contract("matmul", Contraction.MatMul);
        return new(
            () => ManagedBackend.Instance.Contract(product, x, y, z, null),
            () => [[.. z.Span<T>().ToArray().Select(double.CreateChecked)]]);

        ManagedArray Array(Tensor tensor) => (ManagedArray)ManagedBackend.Instance.Create<T>(tensor.ToArray<T>(), tensor.Shape);
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
