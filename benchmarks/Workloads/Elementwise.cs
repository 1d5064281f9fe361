using Functional.Kernels;

namespace Functional.Benchmarks.Workloads;

/// <summary>W6: value and gradient of sum(tanh(sin(x) x + exp(-x²))) at a million points.</summary>
internal static class Elementwise
{
    internal static readonly Contest W6 = new("W6")
    {
        Entries =
        [
            new("eager", () => Start(Step(), Points), Goal.OfLimit(4)),
            new("compiled", () => Start(Step().Compile(), Points), Goal.OfLimit(1.3), Goal.Faster(6)),
        ],
        Limit = () => ByHand(Points),
    };

    private const int Points = 1_000_000;

    internal static Func<Tensor, (Tensor Value, Tensor Gradient)> Step() => x =>
    {
        var (value, gradient) = Ad.ValueAndGrad(v => ((v.Sin() * v) + (-v.Square()).Exp()).Tanh().Sum(), x);
        return (value, gradient);
    };

    internal static Run Start(Func<Tensor, (Tensor Value, Tensor Gradient)> step, int points)
    {
        var x = Data(points);
        Tensor value = 0, gradient = 0;
        return Run.OfTensors(() => (value, gradient) = step(x), () => [[value], [gradient]]);
    }

    /// <summary>One pass over the points, whose number is a multiple of 16, with the functions of the library's kernels.</summary>
    internal static unsafe Run ByHand(int points)
    {
        float* x = Aligned.Copy<float>(Data(points)), gradient = Aligned.Room<float>(points);
        var value = 0.0;
        return new(
            () =>
            {
                value = 0;
                // Sums of short pieces in float32, and of those in float64: as accurate as a sum by halves.
                for (var i = 0; i < points; i += Piece) value += Pass(x + i, gradient + i, Math.Min(Piece, points - i));
            },
            () => [[value], Aligned.Numbers(gradient, points)]);
    }

    private const int Piece = 4096;

    private static unsafe float Pass(float* source, float* gradient, int count)
    {
        var sum = Lanes512<float>.Of(0);
        var (one, minusTwo) = (Lanes512<float>.Of(1), Lanes512<float>.Of(-2));
        for (var i = 0; i < count; i += Lanes512<float>.Count)
        {
            var x = Lanes512<float>.Load(source + i);
            var sine = Registers.Sin(x);
            var cosine = Registers.Cos(x);
            var bell = Registers.Exp(-(x * x));
            var y = Registers.Tanh(Lanes512<float>.Fma(sine, x, bell));
            sum += y;
            var slope = Lanes512<float>.Fma(cosine, x, sine) + (minusTwo * x * bell);
            (slope * (one - (y * y))).Store(gradient + i);
        }

        return Registers.Sum(sum);
    }

    private static Tensor Data(int points) => Tensor.Linspace(-3, 3, points);
}
