using System.Runtime.Intrinsics;

namespace Functional.Benchmarks.Workloads;

/// <summary>
/// W3: y = a + b P3(c + d x) fitted to the sine at 2000 points, where P3 is Legendre's polynomial with a backward pass of its
/// own; one step of gradient descent.
/// </summary>
internal static class LegendreFit
{
    private const double Rate = 5e-6;

    private static readonly Func<Tensor, Tensor> P3 = CustomFunction.Define(
        forward: (context, z) =>
        {
            context.Save(z);
            return 0.5 * ((5 * z.Pow(3)) - (3 * z));
        },
        backward: (context, cotangent) => cotangent * 1.5 * ((5 * context.Saved[0].Square()) - 1),
        name: "P3");

    internal static readonly Contest W3 = new("W3")
    {
        Steps = 200,
        Entries =
        [
            new("eager", () => Start(Step())),
            new("compiled", () => Start(Step().Compile()), Goal.Faster(150), Goal.OfLimit(2)),
        ],
        Limit = ByHand,
    };

    private static Func<Tensor, Tensor, Tensor, Tensor, (Tensor Cost, Tensor A, Tensor B, Tensor C, Tensor D)> Step()
    {
        var (x, y) = CubicFit.Data(CubicFit.Points);
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> cost = (a, b, c, d) => (a + (b * P3(c + (d * x))) - y).Square().Sum();
        return (a, b, c, d) =>
        {
            var (value, (da, db, dc, dd)) = cost.ValueAndGrad(a, b, c, d);
            return (value, a - (Rate * da), b - (Rate * db), c - (Rate * dc), d - (Rate * dd));
        };
    }

    private static Run Start(Func<Tensor, Tensor, Tensor, Tensor, (Tensor Cost, Tensor A, Tensor B, Tensor C, Tensor D)> step)
    {
        Tensor cost = 0;
        (Tensor a, Tensor b, Tensor c, Tensor d) = (0.0, -1.0, 0.0, 0.3);
        return Run.OfTensors(() => (cost, a, b, c, d) = step(a, b, c, d), () => [[cost], [a, b, c, d]]);
    }

    private static unsafe Run ByHand()
    {
        const float rate = (float)Rate;
        var (xs, ys) = CubicFit.Data(CubicFit.Points);
        float* x = Aligned.Copy<float>(xs), y = Aligned.Copy<float>(ys);
        float cost = 0, a = 0, b = -1, c = 0, d = 0.3f;
        return new(
            () =>
            {
                var (va, vb, vc, vd) = (Vector512.Create(a), Vector512.Create(b), Vector512.Create(c), Vector512.Create(d));
                Vector512<float> sum = default, da = default, db = default, dc = default, dd = default;
                for (var i = 0; i < CubicFit.Points; i += Vector512<float>.Count)
                {
                    var point = Vector512.LoadAligned(x + i);
                    var z = Vector512.FusedMultiplyAdd(vd, point, vc);
                    var square = z * z;
                    var p3 = z * Vector512.FusedMultiplyAdd(square, Vector512.Create(2.5f), Vector512.Create(-1.5f));
                    var error = Vector512.FusedMultiplyAdd(vb, p3, va) - Vector512.LoadAligned(y + i);
                    // The derivative of P3 is 1.5 (5 z² - 1); b and the constants wait until the end.
                    var slope = error * Vector512.FusedMultiplyAdd(square, Vector512.Create(7.5f), Vector512.Create(-1.5f));
                    sum = Vector512.FusedMultiplyAdd(error, error, sum);
                    da += error;
                    db = Vector512.FusedMultiplyAdd(error, p3, db);
                    dc += slope;
                    dd = Vector512.FusedMultiplyAdd(slope, point, dd);
                }

                cost = Vector512.Sum(sum);
                a -= 2 * rate * Vector512.Sum(da);
                c -= 2 * rate * b * Vector512.Sum(dc);
                d -= 2 * rate * b * Vector512.Sum(dd);
                b -= 2 * rate * Vector512.Sum(db);
            },
            () => [[cost], [a, b, c, d]]);
    }
}
