namespace Functional.Benchmarks.Workloads;

/// <summary>
/// Second derivatives of Rosenbrock's function. W8: its Hessian at 1000 numbers times a vector. W9: its whole Hessian at 100.
/// </summary>
internal static class Rosenbrock
{
    internal static readonly Workload[] All =
    [
        new Timed("W8", "hvp", double.NaN, 1, 1, HessianVectorProduct),
        new Timed("W9", "hessian", double.NaN, 1, 1, Hessian),
    ];

    private static Tensor F(Tensor x)
    {
        var (head, tail) = (x.Slice(0, 0, x.Size - 1), x.Slice(0, 1, x.Size));
        return ((100 * (tail - head.Square()).Square()) + (1 - head).Square()).Sum();
    }

    private static Func<Tensor> HessianVectorProduct()
    {
        Func<Tensor, Tensor> f = F;
        var (x, v) = (Tensor.Linspace(-1, 1, 1000), Tensor.Linspace(0.5, 1.5, 1000));
        return () => f.Hvp(x, v);
    }

    private static Func<Tensor> Hessian()
    {
        Func<Tensor, Tensor> f = F;
        var x = Tensor.Linspace(-1, 1, 100);
        return () => f.Hessian(x);
    }
}
