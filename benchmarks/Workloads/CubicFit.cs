using System.Runtime.Intrinsics;

namespace Functional.Benchmarks.Workloads;

/// <summary>W2: a cubic polynomial fitted to the sine at 2000 points, one step of gradient descent; powers as the tutorial writes them.</summary>
internal static class CubicFit
{
    internal const int Points = 2000;

    /// <summary>The rate for 2000 points: costs are sums over the points.</summary>
    private const double Rate = 1e-6;

    internal static readonly Contest W2 = new("W2")
    {
        Steps = 200,
        Entries =
        [
            new("eager", () => Start(Step(Points)), Goal.AtMost(4.5)),
            new("compiled", () => Start(Step(Points).Compile()), Goal.Faster(150), Goal.OfLimit(2)),
            new("imperative", Imperative),
        ],
        Limit = () => ByHand(Points),
    };

    /// <summary>A step as a function of the parameters: the cost before it, and the parameters after it.</summary>
    internal static Func<Tensor, Tensor, Tensor, Tensor, (Tensor Cost, Tensor A, Tensor B, Tensor C, Tensor D)> Step(int points)
    {
        var rate = Rate * Points / points;
        var (x, y) = Data(points);
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> cost = (a, b, c, d) => (Cubic(a, b, c, d, x) - y).Square().Sum();
        return (a, b, c, d) =>
        {
            var (value, (da, db, dc, dd)) = cost.ValueAndGrad(a, b, c, d);
            return (value, a - (rate * da), b - (rate * db), c - (rate * dc), d - (rate * dd));
        };
    }

    internal static Run Start(Func<Tensor, Tensor, Tensor, Tensor, (Tensor Cost, Tensor A, Tensor B, Tensor C, Tensor D)> step)
    {
        Tensor cost = 0;
        (Tensor a, Tensor b, Tensor c, Tensor d) = (0.1, 0.2, 0.3, 0.4);
        return Run.OfTensors(() => (cost, a, b, c, d) = step(a, b, c, d), () => [[cost], [a, b, c, d]]);
    }

    /// <summary>One pass over the points; their number is a multiple of 16.</summary>
    internal static unsafe Run ByHand(int points)
    {
        var rate = (float)(Rate * Points / points);
        var (xs, ys) = Data(points);
        float* x = Aligned.Copy<float>(xs), y = Aligned.Copy<float>(ys);
        float cost = 0, a = 0.1f, b = 0.2f, c = 0.3f, d = 0.4f;
        return new(
            () =>
            {
                var (va, vb, vc, vd) = (Vector512.Create(a), Vector512.Create(b), Vector512.Create(c), Vector512.Create(d));
                Vector512<float> sum = default, d0 = default, d1 = default, d2 = default, d3 = default;
                for (var i = 0; i < points; i += Vector512<float>.Count)
                {
                    var x1 = Vector512.LoadAligned(x + i);
                    var error = Vector512.FusedMultiplyAdd(vd, x1, vc);
                    error = Vector512.FusedMultiplyAdd(error, x1, vb);
                    error = Vector512.FusedMultiplyAdd(error, x1, va) - Vector512.LoadAligned(y + i);
                    var x2 = x1 * x1;
                    sum = Vector512.FusedMultiplyAdd(error, error, sum);
                    d0 += error;
                    d1 = Vector512.FusedMultiplyAdd(error, x1, d1);
                    d2 = Vector512.FusedMultiplyAdd(error, x2, d2);
                    d3 = Vector512.FusedMultiplyAdd(error, x2 * x1, d3);
                }

                cost = Vector512.Sum(sum);
                a -= 2 * rate * Vector512.Sum(d0);
                b -= 2 * rate * Vector512.Sum(d1);
                c -= 2 * rate * Vector512.Sum(d2);
                d -= 2 * rate * Vector512.Sum(d3);
            },
            () => [[cost], [a, b, c, d]]);
    }

    /// <summary>Points of the sine.</summary>
    internal static (Tensor X, Tensor Y) Data(int points)
    {
        var x = Tensor.Linspace(-Math.PI, Math.PI, points);
        return (x, x.Sin());
    }

    private static Run Imperative()
    {
        var (x, y) = Data(Points);
        var (a, b, c, d) = (new Parameter(0.1), new Parameter(0.2), new Parameter(0.3), new Parameter(0.4));
        Parameter[] parameters = [a, b, c, d];
        Tensor cost = 0;
        return Run.OfTensors(
            () =>
            {
                cost = (Cubic(a, b, c, d, x) - y).Square().Sum();
                foreach (var p in parameters) p.ZeroGrad();
                cost.Backward();
                foreach (var p in parameters) p.Value -= Rate * p.Grad;
            },
            () => [[cost], parameters]);
    }

    private static Tensor Cubic(Tensor a, Tensor b, Tensor c, Tensor d, Tensor x) => a + (b * x) + (c * x.Pow(2)) + (d * x.Pow(3));
}
