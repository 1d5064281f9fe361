namespace Functional.Benchmarks.Workloads;

/// <summary>W10: one weight and one sample at a time, gradients by the chain rule; one step of gradient descent.</summary>
internal static class ChainRule
{
    private const double Rate = 0.01;

    private static readonly (double X, double Y)[] Samples = [(1, 2), (2, 4), (3, 6)];

    internal static readonly Contest W10 = new("W10")
    {
        // Few: the weight soon fits all samples, and costs of 0 are nothing to compare.
        Steps = 10,
        Entries =
        [
            new("eager", () => Start(Step()), Goal.Faster(5)),
            new("compiled", () => Start(Step().Compile()), Goal.Faster(5)),
        ],
        Limit = ByHand,
    };

    private static Func<Tensor, Tensor, Tensor, (Tensor Cost, Tensor W)> Step() => (w, x, y) =>
    {
        var (cost, slope) = Ad.ValueAndGrad(v => ((x * v) - y).Pow(2).Sum(), w);
        return (cost, w - (Rate * slope));
    };

    private static Run Start(Func<Tensor, Tensor, Tensor, (Tensor Cost, Tensor W)> step)
    {
        var samples = Array.ConvertAll(Samples, sample => ((Tensor)sample.X, (Tensor)sample.Y));
        var turn = 0;
        Tensor cost = 0, w = [1.0];
        return Run.OfTensors(
            () =>
            {
                var (x, y) = samples[turn];
                turn = (turn + 1) % samples.Length;
                (cost, w) = step(w, x, y);
            },
            () => [[cost], [w]]);
    }

    private static Run ByHand()
    {
        var samples = Array.ConvertAll(Samples, sample => ((float)sample.X, (float)sample.Y));
        var turn = 0;
        float cost = 0, w = 1;
        return new(
            () =>
            {
                var (x, y) = samples[turn];
                turn = turn == 2 ? 0 : turn + 1;
                var error = (x * w) - y;
                cost = error * error;
                w -= (float)Rate * 2 * error * x;
            },
            () => [[cost], [w]]);
    }
}
