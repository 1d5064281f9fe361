namespace Functional.Benchmarks.Workloads;

/// <summary>W2: a cubic polynomial fitted to the sine at 2000 points, one step of gradient descent; powers as the tutorial writes them.</summary>
internal static class CubicFit
{
    private const double Rate = 1e-6;

    internal static readonly Workload[] All =
    [
        new Timed("W2", "functional", 4.5, 200, 1, Functional),
        new Timed("W2", "imperative", 15, 200, 1, Imperative),
    ];

    private static Func<Tensor> Functional()
    {
        var (x, y) = Data();
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> cost = (a, b, c, d) => (Cubic(a, b, c, d, x) - y).Square().Sum();
        var (a, b, c, d) = Start();
        return () =>
        {
            var (value, (da, db, dc, dd)) = cost.ValueAndGrad(a, b, c, d);
            a -= Rate * da;
            b -= Rate * db;
            c -= Rate * dc;
            d -= Rate * dd;
            return value;
        };
    }

    private static Func<Tensor> Imperative()
    {
        var (x, y) = Data();
        var (a0, b0, c0, d0) = Start();
        var (a, b, c, d) = (new Parameter(a0), new Parameter(b0), new Parameter(c0), new Parameter(d0));
        Parameter[] parameters = [a, b, c, d];
        return () =>
        {
            var cost = (Cubic(a, b, c, d, x) - y).Square().Sum();
            foreach (var p in parameters) p.ZeroGrad();
            cost.Backward();
            foreach (var p in parameters) p.Value -= Rate * p.Grad;
            return cost;
        };
    }

    private static Tensor Cubic(Tensor a, Tensor b, Tensor c, Tensor d, Tensor x) => a + (b * x) + (c * x.Pow(2)) + (d * x.Pow(3));

    private static (Tensor A, Tensor B, Tensor C, Tensor D) Start() => (0.1, 0.2, 0.3, 0.4);

    private static (Tensor X, Tensor Y) Data()
    {
        var x = Tensor.Linspace(-Math.PI, Math.PI, 2000);
        return (x, x.Sin());
    }
}
