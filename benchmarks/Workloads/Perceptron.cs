using System.Runtime.Intrinsics;

namespace Functional.Benchmarks.Workloads;

/// <summary>W5: a perceptron 784-128-10 on a batch of 64, cross-entropy, one step of gradient descent.</summary>
internal static class Perceptron
{
    private const double Rate = 0.1;
    private const int Batch = 64;
    private const int Inputs = 784;
    private const int Hidden = 128;
    private const int Classes = 10;

    internal static readonly Contest W5 = new("W5")
    {
        Steps = 20,
        Entries =
        [
            new("eager", () => Start(Step()), Goal.Faster(1)),
            new("compiled", () => Start(Step().Compile()), Goal.Faster(1), Goal.OfLimit(1.4)),
        ],
        Limit = Arithmetic,
    };

    internal sealed record Layers(Tensor W1, Tensor B1, Tensor W2, Tensor B2);

    internal static Func<Layers, Tensor, Tensor, (Tensor Cost, Layers Layers)> Step() => (layers, x, labels) =>
    {
        var (cost, d) = Ad.ValueAndGrad(p => Losses.CrossEntropy(Scores(p, x), labels), layers);
        return (
            cost,
            new(layers.W1 - (Rate * d.W1), layers.B1 - (Rate * d.B1), layers.W2 - (Rate * d.W2), layers.B2 - (Rate * d.B2)));
    };

    private static Tensor Scores(Layers p, Tensor x) => (x.Matmul(p.W1) + p.B1).Relu().Matmul(p.W2) + p.B2;

    internal static Run Start(Func<Layers, Tensor, Tensor, (Tensor Cost, Layers Layers)> step)
    {
        var (x, labels, layers) = (Images(), Labels(), FirstLayers());
        Tensor cost = 0;
        return Run.OfTensors(
            () => (cost, layers) = step(layers, x, labels),
            () => [[cost], [layers.W1, layers.B1, layers.W2, layers.B2]]);
    }

    /// <summary>
    /// No step, but its arithmetic alone: as many multiplications and additions as its products need, in
    /// registers, at the rate that this machine has for nothing else.
    /// </summary>
    private static Run Arithmetic()
    {
        const long forward = Batch * (long)((Inputs * Hidden) + (Hidden * Classes));
        const long backward = forward + (Batch * (long)(Hidden * Classes));
        var passes = (forward + backward) / (Vector512<float>.Count * Chains);
        var factor = 0.5f;
        var sum = Vector512<float>.Zero;
        return new(() => sum = Multiply(Vector512.Create(factor), passes), () => []);
    }

    /// <summary>Independent chains, as many as hide the latency of a multiplication with addition on any processor.</summary>
    private const int Chains = 12;

    private static Vector512<float> Multiply(Vector512<float> x, long passes)
    {
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var pass = 0L; pass < passes; pass++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    private static Tensor Images() => Waves.Of<float>(Batch, Inputs, 1, 0.37);

    private static Tensor Labels() => Tensor.From<long>(Enumerable.Range(0, Batch).Select(i => 7L * i % Classes).ToArray());

    private static Layers FirstLayers() => new(
        Waves.Of<float>(Inputs, Hidden, 0.05, 0.7),
        Tensor.Zeros(Hidden),
        Waves.Of<float>(Hidden, Classes, 0.1, 0.9),
        Tensor.Zeros(Classes));
}
