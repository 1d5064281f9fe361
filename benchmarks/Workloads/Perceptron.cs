namespace Functional.Benchmarks.Workloads;

/// <summary>W5: a perceptron 784-128-10 on a batch of 64, cross-entropy, one step of gradient descent.</summary>
internal static class Perceptron
{
    private const double Rate = 0.1;
    private const int Batch = 64;

    internal static readonly Workload[] All = [new Timed("W5", "functional", double.NaN, 20, 1, Functional)];

    private sealed record Layers(Tensor W1, Tensor B1, Tensor W2, Tensor B2);

    private static Func<Tensor> Functional()
    {
        var x = Waves(Batch, 784, 1, 0.37);
        var labels = Tensor.From<long>(Enumerable.Range(0, Batch).Select(i => 7L * i % 10).ToArray());
        Func<Layers, Tensor> cost = p =>
            Losses.CrossEntropy((x.Matmul(p.W1) + p.B1).Relu().Matmul(p.W2) + p.B2, labels);
        var layers = new Layers(Waves(784, 128, 0.05, 0.7), Tensor.Zeros(128), Waves(128, 10, 0.1, 0.9), Tensor.Zeros(10));
        return () =>
        {
            var (value, d) = cost.ValueAndGrad(layers);
            layers = new(layers.W1 - (Rate * d.W1), layers.B1 - (Rate * d.B1), layers.W2 - (Rate * d.W2), layers.B2 - (Rate * d.B2));
            return value;
        };
    }

    /// <summary>Numbers that both sides can make: a sampled sine.</summary>
    private static Tensor Waves(int rows, int columns, double amplitude, double frequency)
    {
        var data = new float[rows * columns];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(amplitude * Math.Sin(frequency * i));
        return Tensor.From<float>(data, [rows, columns]);
    }
}
