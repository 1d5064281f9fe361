using Functional.Plots;

namespace Functional.Tests;

/// <summary>The code of docs/guide.md, and the values that it shows.</summary>
public class GuideTests
{
    [Fact]
    public void Tensors()
    {
        Tensor x = [[1, 2], [3, 4]];                  // a literal: float32, shape [2, 2]
        var z = Tensor.Zeros(2, 3);                   // Ones, Full, Arange, Linspace, Eye, …
        var y = x.Square() + 2 * x - 1;               // every element: [[2, 7], [14, 23]]
        var p = x.Matmul(x.T);                        // [[5, 11], [11, 25]]
        var column = x[.., ^1];                       // [2, 4]
        var large = x[x > 2];                         // [3, 4]
        var sums = x.Sum(axis: 0);                    // [4, 6]
        double total = x.Sum().ToScalar();            // 10
        float[] data = x.ToArray<float>();            // back to .NET, row by row

        Check.Shaped([2, 2], x);
        Check.Shaped([2, 3], z);
        Check.Same([2, 7, 14, 23], y);
        Check.Same([5, 11, 11, 25], p);
        Check.Same([2, 4], column);
        Check.Same([3, 4], large);
        Check.Same([4, 6], sums);
        Assert.Equal(10, total);
        Assert.Equal([1, 2, 3, 4], data);
    }

    [Fact]
    public void Dtypes()
    {
        Tensor x = [1, 2];                            // float32
        var i = Tensor.From([1L, 2L]);                // typed data keeps its type: int64
        var d = Tensor.From([0.5, 1.5]);              // float64
        var a = x + i;                                // float32: floats outrank integers
        var b = x + d;                                // float64
        var c = d * 0.1;                              // float64, and 0.1 in full
        var e = i / 2;                                // float32: division gives floats
        var f = x.To(DType.Float64);

        Assert.Equal(DType.Float32, x.DType);
        Assert.Equal(DType.Int64, i.DType);
        Assert.Equal(DType.Float64, d.DType);
        Assert.Equal(DType.Float32, a.DType);
        Assert.Equal(DType.Float64, b.DType);
        Assert.Equal(0.5 * 0.1, c[0].ToScalar());
        Assert.Equal(DType.Float32, e.DType);
        Assert.Equal(DType.Float64, f.DType);
    }

    [Fact]
    public void Gradients()
    {
        Func<Tensor, Tensor> f = v => v[0] * v[1] + v[1].Square();
        Tensor x = [3, 2];

        Tensor g = f.Grad(x);                         // [2, 7]
        var (y, dy) = f.ValueAndGrad(x);              // 10, [2, 7]
        var (_, slope) = f.Jvp(x, [1, 0]);            // 2: along a direction, forward mode
        var (_, pull) = f.Vjp(x);                     // pull(2) is [4, 14]: backward, again and again
        Tensor h = f.Hessian(x);                      // [[0, 1], [1, 2]]
        Tensor hv = f.Hvp(x, [1, 1]);                 // [1, 3], and no Hessian is made
        Func<Tensor, Tensor> df = f.Grad();           // the gradient as a function

        Func<Tensor, Tensor> squares = v => v.Square();
        Tensor j = squares.Jacobian(x);               // [[6, 0], [0, 4]]
        var (_, push) = squares.Linearize(x);         // push([1, 1]) is [6, 4]: forward, again and again, and f runs once
        var back = Ad.LinearTranspose((Tensor v) => v.Cumsum(0), like: x);  // back([1, 2]) is [3, 2]: no point, for it is linear

        Tensor diagonal = f.HessianDiagonal(x);       // [0, 2], and no Hessian is made
        Tensor[] taylor = f.Taylor(2, x, [1, 1]);     // 10, 9, 2: f(x + t v) is 10 + 9 t + 2 t²
        Func<Tensor, Tensor> loss = r => r.Square().Sum();
        Tensor gn = squares.GaussNewtonProduct(loss, x, [1, 1]);  // Jᵀ H J v: [72, 32]
        Tensor fisher = squares.FisherProduct(x, [1, 1]);         // Jᵀ J v: [36, 16]

        Tensor a = [1, 2], b = [3, 4];
        var (da, db) = Ad.Grad((Tensor u, Tensor v) => (u * v).Sum(), a, b);  // [3, 4], [1, 2]

        Check.Same([2, 7], g);
        Check.Same(10, y);
        Check.Same([2, 7], dy);
        Check.Same(2, slope);
        Check.Same([4, 14], pull(2));
        Check.Same([0, 1, 1, 2], h);
        Check.Same([1, 3], hv);
        Check.Same([2, 7], df(x));
        Check.Same([6, 0, 0, 4], j);
        Check.Same([6, 4], push([1, 1]));
        Check.Same([3, 2], back([1, 2]));
        Check.Same([0, 2], diagonal);
        Check.Same([10, 9, 2], Tensor.Stack(taylor));
        Check.Same([72, 32], gn);
        Check.Same([36, 16], fisher);
        Check.Same([3, 4], da);
        Check.Same([1, 2], db);
    }

    private sealed record Line(Tensor W, Tensor B);

    [Fact]
    public void Trees()
    {
        Tensor x = [1, 2, 3], y = [2, 4, 6];
        Func<Line, Tensor> loss = p => (x * p.W + p.B - y).Square().Mean();

        var line = new Line(W: 0, B: 0);              // sealed record Line(Tensor W, Tensor B);
        Line slope = loss.Grad(line);                 // W: -18.6667, B: -8
        line = Tree.Map2((v, d) => v - 0.1 * d, line, slope);

        Check.Same(-56 / 3.0, slope.W);
        Check.Same(-8, slope.B);
        Check.Same(56 / 30.0, line.W);
        Check.Same(0.8, line.B);
    }

    [Fact]
    public void Nesting()
    {
        Func<Tensor, Tensor> cube = t => t.Pow(3);
        Tensor third = cube.DiffN(3, 2);              // 6
        Func<Tensor, Tensor> f = s => s * Ad.Diff((Tensor t) => s + t, s);
        Tensor one = f.Diff(3);                       // 1: the inner derivative is not confused with the outer

        Check.Same(6, third);
        Check.Same(1, one);
    }

    [Fact]
    public void Custom_functions()
    {
        var p3 = CustomFunction.Define(               // Legendre's polynomial, with its backward pass by hand
            forward: (ctx, z) => { ctx.Save(z); return 0.5 * (5 * z.Pow(3) - 3 * z); },
            backward: (ctx, ct) => ct * 1.5 * (5 * ctx.Saved[0].Square() - 1));
        var cube = CustomFunction.DefineLinear(       // or by its local linear map: v -> 3 x² v
            x => x.Pow(3), (x, y) => LinearMap.Scale(3 * x.Square()));
        Tensor slope = p3.Diff(2);                    // 28.5
        Tensor bend = p3.DiffN(2, 2);                 // 30: forward mode and higher orders follow
        Tensor rate = cube.Diff(2);                   // 12
        var softplus = CustomFunction.DefineJvp(      // or by what it makes of a direction, for any tree
            (Tensor x) => (1 + x.Exp()).Log(), (x, y, v) => v * x.Sigmoid());
        var clipped = CustomFunction.DefineVjp(       // or by what it makes of a cotangent
            (Tensor x) => x, (x, y, c) => c.Clamp(-1, 1));
        Tensor half = softplus.Diff(0);               // 0.5
        Tensor limited = Ad.Grad(x => 5 * clipped(x), (Tensor)2);  // 1: clipped on its way back

        Check.Same(28.5, slope);
        Check.Same(30, bend);
        Check.Same(12, rate);
        Check.Same(0.5, half);
        Check.Same(1, limited);
    }

    [Fact]
    public void Checkpoints()
    {
        Tensor x = [0.5, 1.5];
        var layers = Enumerable.Range(0, 100).Select(_ => (Func<Tensor, Tensor>)(v => v.Sin())).Chunk(10);
        Func<Tensor, Tensor> deep = v => layers.Aggregate(v, (u, some) =>
            Ad.Checkpoint((Tensor w) => some.Aggregate(w, (s, layer) => layer(s)))(u));
        Tensor slope = Ad.Grad(v => deep(v).Sum(), x);  // keeps 10 values between blocks, and 10 in one block at a time

        Tensor value = x, product = 1;
        for (var i = 0; i < 100; i++) (product, value) = (product * value.Cos(), value.Sin());
        Check.Same(value.ToArray<double>(), deep(x));
        Check.Same(product.ToArray<double>(), slope);
    }

    [Fact]
    public void Solvers()
    {
        var kepler = ((Tensor M, Tensor E) p, Tensor x) => x - p.E * x.Sin() - p.M;
        Func<Tensor, Tensor> anomaly = m => Implicit.Root(kepler, (m, (Tensor)0.5), m);  // Newton's method, without a matrix
        Tensor slope = anomaly.Diff(1);               // 1.0374, which is 1 / (1 - 0.5 cos x)
        Tensor bend = anomaly.DiffN(2, 1);            // -0.5567: any order, both modes
        Tensor half = Implicit.FixedPoint((Tensor a, Tensor x) => 0.5 * (x + a / x), (Tensor)2, (Tensor)1);  // 1.4142

        Tensor xs = [1, 2, 3], ys = [2, 4, 6];
        Func<Tensor, Tensor> ridge = rate => Implicit.Argmin(
            (Tensor r, Tensor w) => (xs * w - ys).Square().Sum() + r * w.Square(), rate, (Tensor)0);
        Tensor shrinks = ridge.Diff(14);              // -0.0357: how the fit moves with the penalty

        Tensor k = [[4, 1], [1, 3]], b = [1, 2];
        Tensor v = Implicit.LinearSolve((Tensor a, Tensor u) => a.Matmul(u), k, b, LinearOptions.Symmetric);  // [0.0909, 0.6364]
        var tried = Implicit.TryRoot((Tensor a, Tensor x) => x.Square() + a, (Tensor)1, (Tensor)0);
        bool isSolved = tried.Converged;              // false, and no exception: tried.Status is Stalled

        var decay = (Tensor k, Tensor t, Tensor x) => -k * x;
        Tensor path = Ode.Solve(decay, (Tensor)0.5, (Tensor)4, times: [0, 2]);  // [4, 1.4715]
        var adjoint = OdeOptions.Default with { Gradient = OdeGradient.Adjoint };
        Tensor rate = Ad.Grad(k => Ode.Solve(decay, k, (Tensor)4, [0, 2], adjoint)[^1], (Tensor)0.5);  // -2.9430

        Check.Same(1.037362, slope);
        Check.Same(-0.556713, bend, 1e-4);
        Check.Same(Math.Sqrt(2), half);
        Check.Same(-1 / 28.0, shrinks);
        Check.Same([1 / 11.0, 7 / 11.0], v);
        Assert.False(isSolved);
        Assert.Equal(SolveStatus.Stalled, tried.Status);
        Check.Same([4, 4 / Math.E], path);
        Check.Same(-8 / Math.E, rate);
    }

    [Fact]
    public void The_imperative_surface()
    {
        var w = new Parameter(3.0);                   // a tensor that remembers its gradient
        var y = w.Square() + 2 * w;
        y.Backward();
        Tensor g = w.Grad;                            // 8
        w.Value -= 0.5 * w.Grad;                      // -1: a new value; recorded graphs keep the old one
        w.ZeroGrad();                                 // else the next Backward adds to it
        using (Autograd.NoGrad())
        {
            var plain = w * 2;                        // not recorded
            Assert.False(plain.RequiresGrad);
        }

        Check.Same(8, g);
        Check.Same(-1, w);
        Assert.False(w.HasGrad);
        Assert.Equal("AddBackward0", y.GradFn);
    }

    [Fact]
    public void Random_numbers()
    {
        Generator.ManualSeed(0);
        var u = Tensor.Rand(2);                       // [0.4963, 0.7682], as torch.rand(2) after torch.manual_seed(0)
        var own = new Generator(0);
        var v = Tensor.Rand([2], generator: own);     // the same numbers, from a generator of one's own

        Check.Same([0.4963, 0.7682], v, 1e-4);
        Check.Shaped([2], u);
    }

    [Fact]
    public void Keys()
    {
        var (first, second) = Key.From(42).Split();
        var w = first.Normal([784, 128]) * 0.05;      // second gives other numbers, which do not depend on these
        var order = second.Permutation(4);            // 0, 1, 2, 3 in some order
        var step = Key.From(42).FoldIn(1000);         // the key of step 1000, without those of the steps before

        Assert.InRange((double)w.Std(), 0.049, 0.051);
        Assert.Equal([0L, 1, 2, 3], order.ToArray<long>().Order());
        Assert.NotEqual(first.Uniform([2]).ToArray<float>(), step.Uniform([2]).ToArray<float>());
    }

    [Fact]
    public void Training()
    {
        Tensor x = [[1], [2], [3]], y = [[2], [4], [6]];

        var model = Nn.Linear(1, 1);                  // a loop of one's own
        var optimizer = new Sgd(model.Parameters, learningRate: 0.05);
        for (var step = 0; step < 1000; step++)
        {
            var loss = Losses.Mse(model.Forward(x), y);
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
        }

        var fit = Train.Minimize(Nn.Linear(1, 1), Losses.Mse())      // the same as one expression
            .With(Optimizers.Sgd(0.05)).On(x, y).For(1000)
            .Report(every: 250, Console.Out).Until(loss => loss < 1e-6)
            .Run();
        double last = fit.FinalLoss;                  // fit.History has all of them, fit.Model the model
        var curve = fit.Plot().LogY();                // a chart: curve.Save("loss.svg")

        var rule = Optimizers.Sgd(0.05);              // and without anything that changes
        Tensor[] parameters = [Tensor.Zeros(1), Tensor.Zeros(1)];
        var state = rule.Init(parameters);
        for (var step = 0; step < 1000; step++)
        {
            var (_, slopes) = Ad.ValueAndGrad(p => (x * p[0] + p[1] - y).Square().Mean(), parameters);
            (parameters, state) = rule.Step(parameters, slopes, state);
        }

        Check.Same([2, 4, 6], model.Forward(x).Flatten(), 0.05);
        Assert.True(last < 1e-2);
        Assert.Contains("Loss", curve.ToSvg(), StringComparison.Ordinal);
        Check.Same(2, parameters[0], 0.05);
    }

    [Fact]
    public void Plots()
    {
        double[] losses = [4, 2, 1, 0.5, 0.25];
        var chart = new Chart()
            .Line(losses, label: "loss", color: "darkviolet")
            .Title("Losses").XLabel("Step").LogY();
        string svg = chart.ToSvg();                   // or chart.Save("losses.svg")

        Assert.StartsWith("<svg", svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Errors()
    {
        var error = Assert.Throws<ShapeException>(() => Tensor.Zeros(3, 4).Matmul(Tensor.Zeros(5, 2)));
        Assert.Contains(error.Message, PageTests.Text("guide.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_users_of_PyTorch_recognise()
    {
        Tensor x = [[1, 2], [3, 4]];
        Check.Shaped([2, 1], x.Sum(axis: 1, keepAxes: true));
        Check.Same([3, 7], x.Matmul([1, 1]) + Tensor.Zeros(2));
        Check.Same([1, 4, 9, 16], x.Pow(2));
        Check.Same([0, 2], Tensor.Where(x[0] > 1, x[0], 0.0));
        Check.Same([4, 2], x.MaxAlong(1).Values.Flip(0));
        Check.Shaped([1, 2, 2], x.Unsqueeze(0));
        Check.Shaped([4], x.Reshape(-1));
        Check.Shaped([4, 2], Tensor.Cat([x, x]));
        Check.Same(1.0, x.Softmax(axis: -1)[0].Sum());
        Assert.True(x.AllClose(x));
        var model = Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1));
        Assert.Equal(0.1, new Sgd(model.Parameters, 0.1).LearningRate);
    }
}
