using System.Runtime.Intrinsics;

namespace Functional.Benchmarks.Workloads;

/// <summary>
/// Second derivatives of Rosenbrock's function. W8: its Hessian at 1000 numbers times a vector. W9: its whole Hessian at 100.
/// </summary>
internal static class Rosenbrock
{
    internal static readonly Contest W8 = new("W8")
    {
        Entries =
        [
            new("eager", () => Product(Hvp()), Goal.Faster(5)),
            new("compiled", () => Product(Hvp().Compile()), Goal.Faster(5)),
        ],
        Limit = ProductByHand,
    };

    internal static readonly Contest W9 = new("W9")
    {
        Entries =
        [
            new("eager", () => Whole(Hessian()), Goal.Faster(5)),
            new("compiled", () => Whole(Hessian().Compile()), Goal.Faster(5)),
        ],
        Limit = WholeByHand,
    };

    private static Tensor F(Tensor x)
    {
        var (head, tail) = (x.Slice(0, 0, x.Size - 1), x.Slice(0, 1, x.Size));
        return ((100 * (tail - head.Square()).Square()) + (1 - head).Square()).Sum();
    }

    private static Func<Tensor, Tensor, Tensor> Hvp() => (x, v) => Ad.Hvp(F, x, v);

    private static Func<Tensor, Tensor> Hessian() => x => Ad.Hessian(F, x);

    private static (Tensor X, Tensor V) Vectors() => (Tensor.Linspace(-1, 1, 1000), Tensor.Linspace(0.5, 1.5, 1000));

    private static Tensor Point() => Tensor.Linspace(-1, 1, 100);

    private static Run Product(Func<Tensor, Tensor, Tensor> hvp)
    {
        var (x, v) = Vectors();
        return Run.Repeated(() => hvp(x, v));
    }

    private static Run Whole(Func<Tensor, Tensor> hessian)
    {
        var x = Point();
        return Run.Repeated(() => hessian(x));
    }

    /// <summary>Row i of the Hessian touches i - 1, i and i + 1, so that one pass does.</summary>
    private static unsafe Run ProductByHand()
    {
        var (xs, vs) = Vectors();
        var size = xs.Size;
        float* x = Aligned.Copy<float>(xs), v = Aligned.Copy<float>(vs), product = Aligned.Room<float>(size);
        return new(
            () =>
            {
                product[0] = Ahead(0);
                var i = 1;
                for (; i + Vector512<float>.Count < size; i += Vector512<float>.Count)
                {
                    var (xi, vi) = (Vector512.Load(x + i), Vector512.Load(v + i));
                    var square = xi * xi;
                    // 200 (6 x² - 2 x') v - 400 x v' + 2 v, and from the left 200 v - 400 x v of the one before.
                    var diagonal = Vector512.FusedMultiplyAdd(square, Vector512.Create(1200f), Vector512.Create(202f))
                        - (400 * Vector512.Load(x + i + 1));
                    var left = Vector512.Load(x + i - 1) * Vector512.Load(v + i - 1);
                    var sides = Vector512.FusedMultiplyAdd(xi, Vector512.Load(v + i + 1), left);
                    Vector512.FusedMultiplyAdd(diagonal, vi, -400 * sides).Store(product + i);
                }

                for (; i < size - 1; i++) product[i] = Ahead(i) + Behind(i);
                product[i] = Behind(i);
            },
            () => [Aligned.Numbers(product, size)]);

        // What the term of i and i + 1 adds to row i, and what the term of i - 1 and i does.
        float Ahead(int i) => (((1200 * x[i] * x[i]) - (400 * x[i + 1]) + 2) * v[i]) - (400 * x[i] * v[i + 1]);
        float Behind(int i) => (200 * v[i]) - (400 * x[i - 1] * v[i - 1]);
    }

    /// <summary>A matrix of zeros with three diagonals.</summary>
    private static unsafe Run WholeByHand()
    {
        var n = Point().Size;
        float* x = Aligned.Copy<float>(Point()), hessian = Aligned.Room<float>(n * n);
        return new(
            () =>
            {
                new Span<float>(hessian, n * n).Clear();
                for (var i = 0; i < n; i++)
                {
                    var diagonal = i > 0 ? 200f : 0f;
                    if (i < n - 1)
                    {
                        diagonal += (1200 * x[i] * x[i]) - (400 * x[i + 1]) + 2;
                        hessian[(i * n) + i + 1] = hessian[((i + 1) * n) + i] = -400 * x[i];
                    }

                    hessian[(i * n) + i] = diagonal;
                }
            },
            () => [Aligned.Numbers(hessian, n * n)]);
    }
}
