namespace Functional.Benchmarks.Workloads;

/// <summary>W1: a line through three points, one step of gradient descent.</summary>
internal static class LinearRegression
{
    private const double Rate = 0.01;

    internal static readonly Workload[] All =
    [
        new Timed("W1", "functional", 2.5, 200, 1, Functional),
        new Timed("W1", "imperative", 15, 200, 1, Imperative),
    ];

    internal static Func<Tensor> Functional()
    {
        var (x, y) = Data();
        Func<Tensor, Tensor, Tensor> cost = (w, b) => ((x * w) + b - y).Square().Mean();
        var (w, b) = (Tensor.Zeros(1), Tensor.Zeros(1));
        return () =>
        {
            var (value, (dw, db)) = cost.ValueAndGrad(w, b);
            w -= Rate * dw;
            b -= Rate * db;
            return value;
        };
    }

    private static Func<Tensor> Imperative()
    {
        var (x, y) = Data();
        var (w, b) = (new Parameter(Tensor.Zeros(1)), new Parameter(Tensor.Zeros(1)));
        return () =>
        {
            var cost = ((x * w) + b - y).Square().Mean();
            w.ZeroGrad();
            b.ZeroGrad();
            cost.Backward();
            w.Value -= Rate * w.Grad;
            b.Value -= Rate * b.Grad;
            return cost;
        };
    }

    private static (Tensor X, Tensor Y) Data() => ([[1], [2], [3]], [[2.5], [4], [6.5]]);
}
