namespace Functional.Tutorials;

/// <summary>Tutorial 2: one weight, one sample at a time, gradients by the chain rule, updates by hand.</summary>
public static class ChainRule
{
    private static readonly double[] XData = [1, 2, 3];
    private static readonly double[] YData = [2, 4, 6];

    /// <summary>One update: the sample, the gradient and loss seen, and the weight afterwards.</summary>
    public sealed record Step(int Epoch, double X, double Y, double Gradient, double Loss, double Weight);

    internal static void Run(TextWriter output)
    {
        Imperative(start: 1, epochs: 10, rate: 0.01, output);
        output.WriteLine("-- the same, functionally");
        Functional(start: 1, epochs: 10, rate: 0.01, output);
    }

    /// <summary>As the text has it: a parameter that remembers its gradient, Backward, and an update of its value.</summary>
    public static IReadOnlyList<Step> Imperative(double start, int epochs, double rate, TextWriter output)
    {
        var steps = new List<Step>();
        var w = new Parameter([start]);

        Tensor Forward(double x) => x * w;
        Tensor Loss(Tensor predicted, double y) => (predicted - y).Pow(2);

        output.WriteLine($"Prediction (before training) 4 {Python.Repr(Forward(4).ToScalar())}");
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var (x, y) in XData.Zip(YData))
            {
                var loss = Loss(Forward(x), y);
                loss.Backward();
                var gradient = w.Grad.ToScalar();
                output.WriteLine($"\tgrad:  {Python.Repr(x)} {Python.Repr(y)} {Python.Repr(gradient)}");
                w.Value -= rate * gradient;
                w.ZeroGrad();
                steps.Add(new(epoch, x, y, gradient, loss.ToScalar(), w.ToScalar()));
            }

            output.WriteLine($"Epoch: {epoch} | Loss: {Python.Repr(steps[^1].Loss)}");
        }

        output.WriteLine($"Prediction (after training) 4 {Python.Repr(Forward(4).ToScalar())}");
        return steps;
    }

    /// <summary>The same run as a function of the weight: nothing is remembered, a step maps a weight to the next.</summary>
    public static IReadOnlyList<Step> Functional(double start, int epochs, double rate, TextWriter output)
    {
        var steps = new List<Step>();
        Tensor w = [start];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var (x, y) in XData.Zip(YData))
            {
                var (loss, gradient) = Ad.ValueAndGrad(v => (x * v - y).Square().Sum(), w);
                w -= rate * gradient.ToScalar();
                steps.Add(new(epoch, x, y, gradient.ToScalar(), loss.ToScalar(), w.ToScalar()));
            }
        }

        output.WriteLine($"w after {epochs} epochs: {Python.Repr(w.ToScalar())}, prediction for 4: {Python.Repr((4 * w).ToScalar())}");
        return steps;
    }
}
