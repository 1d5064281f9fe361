namespace Functional.Benchmarks.Workloads;

/// <summary>W1: a line through three points, one step of gradient descent.</summary>
internal static class LinearRegression
{
    private const double Rate = 0.01;

    internal static readonly Contest W1 = new("W1")
    {
        Steps = 200,
        Entries =
        [
            new("eager", () => Start(Step()), Goal.AtMost(2.5)),
            new("compiled", () => Start(Step().Compile()), Goal.Faster(200)),
            new("imperative", Imperative),
        ],
        Limit = ByHand,
    };

    /// <summary>A step as a function of the parameters: the cost before it, and the parameters after it.</summary>
    internal static Func<Tensor, Tensor, (Tensor Cost, Tensor W, Tensor B)> Step()
    {
        var (x, y) = Data();
        Func<Tensor, Tensor, Tensor> cost = (w, b) => ((x * w) + b - y).Square().Mean();
        return (w, b) =>
        {
            var (value, (dw, db)) = cost.ValueAndGrad(w, b);
            return (value, w - (Rate * dw), b - (Rate * db));
        };
    }

    internal static Run Start(Func<Tensor, Tensor, (Tensor Cost, Tensor W, Tensor B)> step)
    {
        var (cost, w, b) = (Tensor.Zeros(1), Tensor.Zeros(1), Tensor.Zeros(1));
        return Run.OfTensors(() => (cost, w, b) = step(w, b), () => [[cost], [w, b]]);
    }

    private static Run Imperative()
    {
        var (x, y) = Data();
        var (w, b) = (new Parameter(Tensor.Zeros(1)), new Parameter(Tensor.Zeros(1)));
        Tensor cost = 0;
        return Run.OfTensors(
            () =>
            {
                cost = ((x * w) + b - y).Square().Mean();
                w.ZeroGrad();
                b.ZeroGrad();
                cost.Backward();
                w.Value -= Rate * w.Grad;
                b.Value -= Rate * b.Grad;
            },
            () => [[cost], [w, b]]);
    }

    private static Run ByHand()
    {
        const float rate = (float)Rate;
        float cost = 0, w = 0, b = 0;
        return new(
            () =>
            {
                var (e1, e2, e3) = (w + b - 2.5f, (2 * w) + b - 4f, (3 * w) + b - 6.5f);
                cost = ((e1 * e1) + (e2 * e2) + (e3 * e3)) / 3;
                w -= rate * (2f / 3) * (e1 + (2 * e2) + (3 * e3));
                b -= rate * (2f / 3) * (e1 + e2 + e3);
            },
            () => [[cost], [w, b]]);
    }

    private static (Tensor X, Tensor Y) Data() => ([[1], [2], [3]], [[2.5], [4], [6.5]]);
}
