namespace Functional.Tests;

/// <summary>The code of docs/transformations.md, the values that it shows, and what it says goes wrong.</summary>
public class TransformationsPageTests
{
    [Fact]
    public void Gradients()
    {
        Func<Tensor, Tensor> f = v => (v * v * v).Sum();
        Tensor x = [1, 2];
        Tensor g = f.Grad(x);                         // [3, 12]
        var (y, dy) = f.ValueAndGrad(x);              // 9, [3, 12]
        Func<Tensor, Tensor> df = f.Grad();           // a function, for the next transformation
        var (da, db) = Ad.Grad((Tensor a, Tensor b) => (a * b).Sum(), x, x);  // [1, 2], [1, 2]

        Check.Same([3, 12], g);
        Check.Same(9, y);
        Check.Same([3, 12], dy);
        Check.Same([3, 12], df(x));
        Check.Same([1, 2], da);
        Check.Same([1, 2], db);
    }

    [Fact]
    public void Directions_and_cotangents()
    {
        Func<Tensor, Tensor> f = v => v.Square() * v.Sum();
        Tensor x = [1, 2];
        var (value, slope) = f.Jvp(x, [1, 0]);        // [3, 12], [7, 4]
        var (_, pull) = f.Vjp(x);                     // pull([1, 0]) is [7, 1]
        var (_, push) = f.Linearize(x);               // push([1, 0]) is [7, 4], push([0, 1]) is [1, 16]: f ran once
        var back = Ad.LinearTranspose((Tensor v) => v.Cumsum(0), like: x);  // back([1, 2]) is [3, 2]

        Check.Same([3, 12], value);
        Check.Same([7, 4], slope);
        Check.Same([7, 1], pull([1, 0]));
        Check.Same([7, 4], push([1, 0]));
        Check.Same([1, 16], push([0, 1]));
        Check.Same([3, 2], back([1, 2]));
    }

    [Fact]
    public void Jacobians()
    {
        Func<Tensor, Tensor> f = v => v.Square() * v.Sum();
        Tensor x = [1, 2];
        Tensor j = f.Jacobian(x);                     // [[7, 1], [4, 16]]
        Tensor forward = f.JacobianForward(x);        // the same, by columns
        Tensor reverse = f.JacobianReverse(x);        // the same, by rows

        Check.Same([7, 1, 4, 16], j);
        Check.Same([7, 1, 4, 16], forward);
        Check.Same([7, 1, 4, 16], reverse);
    }

    [Fact]
    public void Second_derivatives()
    {
        Func<Tensor, Tensor> f = v => v[0] * v[0] * v[1];
        Tensor x = [3, 2];
        Tensor h = f.Hessian(x);                      // [[4, 6], [6, 0]]
        Tensor hv = f.Hvp(x, [1, 1]);                 // [10, 6]
        Tensor diagonal = f.HessianDiagonal(x);       // [4, 0]
        Tensor trace = f.Laplacian(x);                // 4

        Check.Same([4, 6, 6, 0], h);
        Check.Same([10, 6], hv);
        Check.Same([4, 0], diagonal);
        Check.Same(4, trace);
    }

    [Fact]
    public void Power_series()
    {
        Func<Tensor, Tensor> f = t => 1 / (1 - t);
        Tensor zero = 0, one = 1;
        Tensor[] c = f.Taylor(3, zero, one);          // 1, 1, 1, 1
        Tensor sixth = f.DiffN(3, 0);                 // 6: the third derivative is 3! c₃
        Tensor[] y = f.Jet(zero, [one, one]);         // 1, 1, 2: 1 / (1 - t - t²) gives Fibonacci's numbers

        Check.Same([1, 1, 1, 1], Tensor.Stack(c));
        Check.Same(6, sixth);
        Check.Same([1, 1, 2], Tensor.Stack(y));
    }

    [Fact]
    public void Batches()
    {
        Tensor xs = [[1, 2], [3, 4], [5, 6]], w = [10, 1];
        Func<Tensor, Tensor> energy = x => (w * x.Square()).Sum();  // of one example; w is captured
        Tensor energies = energy.Vmap(xs);            // [14, 106, 286]
        Tensor slopes = energy.Grad().Vmap(xs);       // a gradient for each example: [[20, 4], [60, 8], [100, 12]]
        Func<Tensor, Tensor> total = v => v.Sum();
        Tensor columns = total.Vmap(xs, inAxis: 1);   // [9, 12]
        Tensor shared = Ad.Vmap((Tensor a, Tensor b) => (a * b).Sum(), xs, w, axis2: null);  // [12, 34, 56]
        Tensor table = Ad.Vmap((Tensor a) => Ad.Vmap((Tensor b) => a * b, w), xs[0]);  // nested: [[10, 1], [20, 2]]
        Tensor noise = Ad.Vmap((Key key) => key.Normal([4]), Key.From(0).Split(3));  // [3, 4]: own numbers for each example

        Check.Same([14, 106, 286], energies);
        Check.Same([20, 4, 60, 8, 100, 12], slopes);
        Check.Same([9, 12], columns);
        Check.Same([12, 34, 56], shared);
        Check.Same([10, 1, 20, 2], table);
        Check.Shaped([3, 4], noise);
        Check.Same(Key.From(0).Split(3).Unbind()[1].Normal([4]).ToArray<double>(), noise[1]);
    }

    [Fact]
    public void Checkpoints()
    {
        Func<Tensor, Tensor> sines = v => Enumerable.Range(0, 10).Aggregate(v, (u, _) => u.Sin());
        var block = sines.Checkpoint();
        Tensor kept = Ad.Diff(v => sines(sines(v)), (Tensor)1);  // 0.0339
        Tensor again = Ad.Grad(v => block(block(v)), (Tensor)1);  // 0.0339: the same, from 2 kept values and 10 at a time

        Check.Same(kept.ToScalar(), again);
        Check.Same(0.0339, kept, 1e-4);
    }

    [Fact]
    public void Rules_of_ones_own()
    {
        Func<Tensor, Tensor> naive = x => (1 + x.Exp()).Log();
        var softplus = CustomFunction.DefineJvp(naive, (x, y, v) => v * x.Sigmoid());
        Tensor lost = naive.Diff(100);                // nan: ∞ / ∞
        Tensor found = softplus.Diff(100);            // 1
        var reversed = CustomFunction.DefineVjp((Tensor x) => x, (x, y, c) => -c);
        Tensor up = Ad.Grad(x => reversed(x) * 3, (Tensor)1);  // -3
        Tensor bend = softplus.DiffN(2, 0);           // 0.25: of the rule

        Assert.True(double.IsNaN(lost.ToScalar()));
        Check.Same(1, found);
        Check.Same(-3, up);
        Check.Same(0.25, bend);
    }

    [Fact]
    public void Decisions_and_loops()
    {
        Func<Tensor, Tensor> root = x => Flow.Cond(x > 0, u => u.Sqrt(), u => 0 * u, x);
        Tensor roots = root.Vmap([-4, 4, 9]);         // [0, 2, 3]
        Tensor slopes = root.Grad().Vmap([-4, 4, 9]);  // [0, 0.25, 0.1667]: no nan from the branch not taken
        Func<Tensor, Tensor> grow = x => Flow.WhileLoop(s => s < 100, s => 2 * s, x);
        Tensor grown = grow.Vmap([3, 60]);            // [192, 120]: each stops by itself
        Tensor rates = grow.Grad().Vmap([3, 60]);     // [64, 2]
        Tensor factorial = Flow.ForLoop(1, 5, (i, s) => s * i, (Tensor)1);  // 24
        Tensor xs = [1, 2, 3];
        var (sum, sums) = Flow.Scan((Tensor s, Tensor x) => (s + x, s + x), (Tensor)0, xs);  // 6, [1, 3, 6]
        var (_, rest) = Flow.ScanBack((Tensor s, Tensor x) => (s + x, s + x), (Tensor)0, xs);  // [6, 5, 3]
        Tensor products = Flow.AssociativeScan((a, b) => a * b, xs);  // [1, 2, 6]

        Check.Same([0, 2, 3], roots);
        Check.Same([0, 0.25, 1 / 6.0], slopes);
        Check.Same([192, 120], grown);
        Check.Same([64, 2], rates);
        Check.Same(24, factorial);
        Check.Same(6, sum);
        Check.Same([1, 3, 6], sums);
        Check.Same([6, 5, 3], rest);
        Check.Same([1, 2, 6], products);
    }

    [Fact]
    public void Solutions_of_equations()
    {
        Func<Tensor, Tensor> sqrt = a => Implicit.FixedPoint((Tensor a, Tensor x) => 0.5 * (x + a / x), a, (Tensor)1);
        Tensor slope = sqrt.Diff(4);                  // 0.25
        Func<Tensor, Tensor> cubic = a => Implicit.Root((Tensor a, Tensor x) => x.Pow(3) + x - a, a, a);
        Tensor rise = cubic.Diff(10);                 // 0.0769: 1 / (3 x² + 1) at x = 2
        Tensor two = Implicit.BracketedRoot((Tensor a, Tensor x) => x.Pow(3) - a, (Tensor)8, low: 0, high: 10);  // 2
        Func<Tensor, Tensor> best = a => Implicit.Argmin((Tensor a, Tensor x) => (x.Exp() - a * x).Sum(), a, (Tensor)0);
        Tensor moves = best.Diff(2);                  // 0.5: the least is at log a
        Tensor scale = [2, 4];
        Func<Tensor, Tensor> solved = b => Implicit.LinearSolve((Tensor k, Tensor v) => k * v, scale, b);
        Tensor inverse = solved.Jacobian([1, 1]);     // [[0.5, 0], [0, 0.25]]
        Func<Tensor, Tensor> end = k => Ode.Solve((Tensor k, Tensor t, Tensor x) => -k * x, k, (Tensor)1, times: [0, 1])[^1];
        Tensor decay = end.Diff(1);                   // -0.3679: -1 / e

        Check.Same(0.25, slope);
        Check.Same(1 / 13.0, rise);
        Check.Same(2, two);
        Check.Same(0.5, moves);
        Check.Same([0.5, 0, 0, 0.25], inverse);
        Check.Same(-1 / Math.E, decay);
    }

    [Fact]
    public void Random_numbers()
    {
        Key[] keys = Key.From(7).Split(3).Unbind();   // or one key for three, to map or scan over
        Func<Tensor, Tensor> walk = s => Flow.Scan((Tensor u, Key k) => (u + s * k.Normal([1]), u), Tensor.Zeros(1), Key.From(7).Split(3)).State.Sum();
        Tensor slope = walk.Diff(2);                  // the sum of three normal numbers: draws are constants

        Check.Same(keys.Sum(key => key.Normal([1]).ToArray<double>()[0]), slope);
    }

    [Fact]
    public void Compiled_functions()
    {
        Func<Tensor, Tensor> f = v => (v.Sin() * v).Sum();
        var slope = f.Grad().Compile();               // compile outside, where there is a choice
        Tensor g = slope([0.5, 1, 1.5]);              // [0.9182, 1.3818, 1.1036]

        Check.Same([0.9182, 1.3818, 1.1036], g, 1e-4);
    }

    [Fact]
    public void How_they_compose()
    {
        Tensor xs = [0.5, 1, 1.5];
        Func<Tensor, Tensor> f = x => x.Sin() * x;
        Tensor each = f.Grad().Vmap(xs);              // [0.9182, 1.3818, 1.1036]
        Tensor together = Ad.Grad(v => f.Vmap(v).Sum(), xs);  // the same numbers
        var step = Ad.Checkpoint((Tensor s, Tensor x) => (s * x).Sin());
        Func<Tensor, Tensor> chain = s => Flow.Scan((Tensor u, Tensor x) => (step(u, x), u), s, xs).State;
        Tensor through = chain.Diff(1);               // 0.4497: keeps three states
        Func<Tensor, Tensor> energy = a => Implicit.Argmin((Tensor a, Tensor x) => (x.Exp() - a * x).Sum(), a, (Tensor)0);
        Tensor second = energy.DiffN(2, 2);           // -0.25: a derivative of a derivative of a minimum
        Tensor seconds = energy.Grad().Grad().Vmap([1, 2, 4]);  // [-1, -0.25, -0.0625]
        Func<Tensor, Tensor> outer = s => s * Ad.Diff((Tensor t) => s + t, s);
        Tensor one = outer.Diff(3);                   // 1: s and t are kept apart

        Check.Same([0.9182, 1.3818, 1.1036], each, 1e-4);
        Check.Same(each.ToArray<double>(), together);
        Check.Same(0.4497, through, 1e-4);
        Check.Same(-0.25, second, 1e-4);
        Check.Same([-1, -0.25, -0.0625], seconds, 1e-4);
        Check.Same(1, one);
    }

    // What goes wrong, in the order of the page.
    private static readonly (string Name, Action Make)[] Mistakes =
    [
        ("grad of many numbers", () => Ad.Grad(v => v * v, Tensor.Zeros(2))),
        ("grad of integers", () => Ad.Grad(v => v.Sum(), Tensor.From([1L, 2L]))),
        ("a cotangent unlike the result", () => Ad.Vjp((Tensor v) => v.Sum(), Tensor.Zeros(2)).Pull(Tensor.Zeros(2))),
        ("a tangent unlike the argument", () => Ad.Linearize((Tensor v) => v.Sum(), Tensor.Zeros(2)).Push(Tensor.Zeros(3))),
        ("a transpose of a sine", () => Ad.LinearTranspose((Tensor v) => v.Sin(), Tensor.Zeros(2))),
        ("a transpose of a constant part", () => Ad.LinearTranspose((Tensor v) => v + 1, Tensor.Zeros(2))),
        ("a negative order", () => Ad.Taylor((Tensor v) => v, -1, (Tensor)0, (Tensor)1)),
        ("reading in a batch", () => Ad.Vmap((Tensor x) => x.ToScalar() > 0 ? x : -x, Tensor.Zeros(3))),
        ("batches of different lengths", () => Ad.Vmap((Tensor a, Tensor b) => a * b, Tensor.Zeros(3), Tensor.Zeros(2))),
        ("nothing to map", () => Ad.Vmap((Tensor x) => x, Tensor.Zeros(3), inAxes: [null], outAxes: [0])),
        ("results that differ", () => Ad.Vmap((Tensor x) => x, Tensor.Zeros(3), inAxes: [0], outAxes: [null])),
        ("another result when it runs again", AnotherResult),
        ("a captured value in a rule", () => Ad.Grad(a => CustomFunction.DefineJvp((Tensor x) => a * x, (x, y, v) => a * v)(a), (Tensor)2)),
        ("a tangent of another shape", () => CustomFunction.DefineJvp((Tensor x) => x.Sum(), (x, y, v) => v).Jvp(Tensor.Zeros(2), Tensor.Ones(2))),
        ("a cotangent of another shape", () => Ad.Grad(CustomFunction.DefineVjp((Tensor x) => x.Sum(), (x, y, c) => c), Tensor.Zeros(2))),
        ("a predicate of many", () => Flow.Cond(Tensor.Zeros(2) > 0, u => u, u => -u, Tensor.Zeros(2))),
        ("a state that grows", () => Flow.ForLoop(0, 2, (_, s) => Tensor.Cat([s, s]), Tensor.Zeros(2))),
        ("branches that differ", () => Ad.Vmap((Tensor x) => Flow.Cond(x > 0, u => u, u => Tensor.Stack([u, u]), x), Tensor.From([-1f, 1f]))),
        ("lengths that differ", () => Flow.Scan((Tensor s, (Tensor A, Tensor B) x) => (s, s), (Tensor)0, (Tensor.Zeros(2), Tensor.Zeros(3)))),
        ("an equation without a root", () => Implicit.Root((Tensor a, Tensor x) => x.Square() + a, (Tensor)1, (Tensor)0)),
        ("ends of one sign", () => Implicit.BracketedRoot((Tensor a, Tensor x) => x.Square() + a, (Tensor)1, -1, 2)),
        ("a captured value in an equation", () => Ad.Grad(a => Implicit.Root((Tensor b, Tensor x) => x - a * b, (Tensor)1, (Tensor)0), (Tensor)2)),
        ("many keys at once", () => Key.From(0).Split(3).Normal([2])),
        ("an escape", Escape),
    ];

    private static void AnotherResult()
    {
        var runs = 0;
        Ad.Grad(Ad.Checkpoint((Tensor x) => runs++ == 0 ? x.Sum() : x), Tensor.Zeros(2));
    }

    private static void Escape()
    {
        Tensor kept = 0;
        Ad.Grad(x => kept = x * x, (Tensor)2);
        _ = kept + 1;
    }

    [Fact]
    public void What_goes_wrong_is_said_as_the_page_says()
    {
        var said = Mistakes.Select(mistake => Assert.ThrowsAny<Exception>(mistake.Make).Message).ToArray();
        Assert.Equal(said, PageTests.Messages("transformations.md"));
    }
}
