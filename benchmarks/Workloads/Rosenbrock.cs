namespace Functional.Benchmarks.Workloads;

/// <summary>W8: the Hessian of Rosenbrock's function of 1000 numbers times a vector.</summary>
internal static class Rosenbrock
{
    private const int Size = 1000;

    internal static readonly Workload[] All = [new Timed("W8", "hvp", double.NaN, 1, 1, HessianVectorProduct)];

    private static Func<Tensor> HessianVectorProduct()
    {
        Func<Tensor, Tensor> f = x =>
        {
            var (head, tail) = (x.Slice(0, 0, Size - 1), x.Slice(0, 1, Size));
            return ((100 * (tail - head.Square()).Square()) + (1 - head).Square()).Sum();
        };
        var (x, v) = (Tensor.Linspace(-1, 1, Size), Tensor.Linspace(0.5, 1.5, Size));
        return () => f.Hvp(x, v);
    }
}
