namespace Functional.Tutorials;

/// <summary>Tutorial 1: a cubic fitted to a sine, with more and more of the work done by the library.</summary>
public static class FitASine
{
    /// <summary>One line of a run's log: the loss before the step, and the parameters before it.</summary>
    public sealed record Row(int Step, double Loss, double[] Parameters);

    private const int Steps = 2000;

    internal static void Run(TextWriter output, string plots)
    {
        output.WriteLine("-- by hand, in double precision (NumPy's numbers, seed 0)");
        var numpy = new NumPyGenerator(0);
        Cubic(output, ByHand([numpy.Randn(), numpy.Randn(), numpy.Randn(), numpy.Randn()], output));

        output.WriteLine("-- by hand, on tensors (seed 0)");
        Generator.ManualSeed(0);
        Cubic(output, TensorsByHand([Tensor.Randn(), Tensor.Randn(), Tensor.Randn(), Tensor.Randn()], output));

        output.WriteLine("-- a function of our own: the Legendre polynomial P3");
        var p = Legendre(output)[^1].Parameters;
        output.WriteLine($"Result: y = {F(p[0])} + {F(p[1])} * P3({F(p[2])} + {F(p[3])} x)");

        output.WriteLine("-- nn, steps by hand (seed 0)");
        Generator.ManualSeed(0);
        Cubic(output, Module(output), constantLast: true);

        output.WriteLine("-- optim: RMSprop (seed 0)");
        Generator.ManualSeed(0);
        Cubic(output, RmsProp(output), constantLast: true);

        output.WriteLine("-- the same, as a training run");
        Generator.ManualSeed(0);
        Fluent(output).Plot().LogY().Save(Path.Combine(plots, "1-training.svg"));
        output.WriteLine("plot: 1-training.svg");
    }

    /// <summary>Section NumPy: plain doubles, gradients worked out by hand.</summary>
    public static IReadOnlyList<Row> ByHand(double[] start, TextWriter output)
    {
        var x = new double[2000];
        Linspace.Fill(x, -Math.PI, Math.PI);
        var y = Array.ConvertAll(x, Math.Sin);
        var (a, b, c, d) = (start[0], start[1], start[2], start[3]);
        var log = new List<Row>();
        for (var t = 0; t <= Steps; t++)
        {
            double loss = 0, da = 0, db = 0, dc = 0, dd = 0;
            for (var i = 0; i < x.Length; i++)
            {
                var error = a + b * x[i] + c * x[i] * x[i] + d * x[i] * x[i] * x[i] - y[i];
                loss += error * error;
                var slope = 2 * error;
                da += slope;
                db += slope * x[i];
                dc += slope * x[i] * x[i];
                dd += slope * x[i] * x[i] * x[i];
            }

            Log(log, new(t, loss, [a, b, c, d]), output);
            (a, b, c, d) = (a - 1e-6 * da, b - 1e-6 * db, c - 1e-6 * dc, d - 1e-6 * dd);
        }

        return log;
    }

    /// <summary>Section PyTorch: the same arithmetic on float32 tensors.</summary>
    public static IReadOnlyList<Row> TensorsByHand(Tensor[] start, TextWriter output)
    {
        var x = Tensor.Linspace(-Math.PI, Math.PI, 2000);
        var y = x.Sin();
        var (a, b, c, d) = (start[0], start[1], start[2], start[3]);
        var log = new List<Row>();
        for (var t = 0; t <= Steps; t++)
        {
            var predicted = a + b * x + c * x.Pow(2) + d * x.Pow(3);
            var loss = (predicted - y).Square().Sum();
            Log(log, new(t, loss.ToScalar(), Scalars(a, b, c, d)), output);
            var slope = 2.0 * (predicted - y);
            a -= 1e-6 * slope.Sum();
            b -= 1e-6 * (slope * x).Sum();
            c -= 1e-6 * (slope * x.Pow(2)).Sum();
            d -= 1e-6 * (slope * x.Pow(3)).Sum();
        }

        return log;
    }

    /// <summary>P3(z) = (5 z³ - 3 z) / 2, with a backward pass of our own, as the text's autograd.Function.</summary>
    public static readonly Func<Tensor, Tensor> P3 = CustomFunction.Define(
        forward: (ctx, z) =>
        {
            ctx.Save(z);
            return 0.5 * (5 * z.Pow(3) - 3 * z);
        },
        backward: (ctx, cotangent) => cotangent * 1.5 * (5 * ctx.Saved[0].Square() - 1));

    /// <summary>Section "new autograd functions": y = a + b P3(c + d x) from a fixed start.</summary>
    public static IReadOnlyList<Row> Legendre(TextWriter output)
    {
        var x = Tensor.Linspace(-Math.PI, Math.PI, 2000);
        var y = x.Sin();
        var a = new Parameter(0.0);
        var b = new Parameter(-1.0);
        var c = new Parameter(0.0);
        var d = new Parameter(0.3);
        Parameter[] all = [a, b, c, d];
        var log = new List<Row>();
        for (var t = 0; t <= Steps; t++)
        {
            var predicted = a + b * P3(c + d * x);
            var loss = (predicted - y).Pow(2).Sum();
            Log(log, new(t, loss.ToScalar(), Scalars(a, b, c, d)), output);
            loss.Backward();
            foreach (var p in all)
            {
                p.Value -= 5e-6 * p.Grad;
                p.ZeroGrad();
            }
        }

        return log;
    }

    /// <summary>Section nn: a linear layer on (x, x², x³), gradient descent by hand.</summary>
    public static IReadOnlyList<Row> Module(TextWriter output)
    {
        var (xx, y) = PolynomialData();
        var model = Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1));
        var log = new List<Row>();
        for (var t = 0; t <= Steps; t++)
        {
            var loss = Losses.Mse(model.Forward(xx), y, Reduction.Sum);
            Log(log, new(t, loss.ToScalar(), Weights(model)), output);
            model.ZeroGrad();
            loss.Backward();
            foreach (var p in model.Parameters) p.Value -= 1e-6 * p.Grad;
        }

        return log;
    }

    /// <summary>Section optim: the same model under RMSprop.</summary>
    public static IReadOnlyList<Row> RmsProp(TextWriter output)
    {
        var (xx, y) = PolynomialData();
        var model = Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1));
        var optimizer = new RmsProp(model.Parameters, learningRate: 1e-3);
        var log = new List<Row>();
        for (var t = 0; t <= Steps; t++)
        {
            var loss = Losses.Mse(model.Forward(xx), y, Reduction.Sum);
            Log(log, new(t, loss.ToScalar(), Weights(model)), output);
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
        }

        return log;
    }

    /// <summary>The whole loop as one fluent expression.</summary>
    internal static Fit Fluent(TextWriter output)
    {
        var (xx, y) = PolynomialData();
        var model = Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1));
        var fit = Train.Minimize(model, Losses.Mse(Reduction.Sum))
            .With(Optimizers.RmsProp(1e-3))
            .On(xx, y)
            .For(1200)
            .Report(every: 300, output)
            .Run();
        output.WriteLine($"{fit.Steps} steps, {fit.StopReason}");
        return fit;
    }

    private static (Tensor X, Tensor Y) PolynomialData()
    {
        var x = Tensor.Linspace(-Math.PI, Math.PI, 2000);
        return (x.Unsqueeze(-1).Pow(Tensor.From([1, 2, 3])), x.Sin());
    }

    private static double[] Weights(Sequential model)
    {
        var linear = (Linear)model[0];
        return [.. linear.Weight.ToArray<double>(), .. linear.Bias!.ToArray<double>()];
    }

    private static double[] Scalars(params Tensor[] tensors) => Array.ConvertAll(tensors, t => t.ToScalar());

    private static string F(double value) => Python.Repr(value);

    private static void Log(List<Row> log, Row row, TextWriter output)
    {
        log.Add(row);
        if (row.Step % 100 == 99) output.WriteLine($"{row.Step} {Python.Repr(row.Loss)}");
    }

    /// <summary>Prints the cubic that a run ended with; linear layers have the constant, their bias, last.</summary>
    private static void Cubic(TextWriter output, IReadOnlyList<Row> log, bool constantLast = false)
    {
        var p = log[^1].Parameters;
        double[] c = constantLast ? [p[^1], .. p[..^1]] : p;
        output.WriteLine($"Result: y = {F(c[0])} + {F(c[1])} x + {F(c[2])} x^2 + {F(c[3])} x^3");
    }
}
