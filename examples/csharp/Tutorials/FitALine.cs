using Functional.Plots;

namespace Functional.Tutorials;

/// <summary>Tutorial 0: fit y = 0.3 x + 0.5 to noisy points by gradient descent written out by hand, and plot the way there.</summary>
public static class FitALine
{
    /// <summary>Points around a line: NumPy's numbers for the seed, in double precision.</summary>
    public sealed record Data(double[] X, double[] Line, double[] Y);

    /// <summary>What a run went through: a loss, w and b for every epoch, the epoch at which it stopped, and its last loss.</summary>
    public sealed record History(double[] Losses, double[] W, double[] B, int StopEpoch, double FinalLoss);

    internal static void Run(TextWriter output, string plots)
    {
        var data = MakeLinear(w: 0.3, b: 0.5, size: 100, noise: 0.01, seed: 42);
        output.WriteLine("w: 0.3, b: 0.5");
        Generator.ManualSeed(42);
        FirstGradients(data, output);
        var history = Imperative(data, Tensor.Rand(1), Tensor.Rand(1), epochs: 500, rate: 0.1, output);
        output.WriteLine("-- the same, functionally");
        Generator.ManualSeed(42);
        _ = (Tensor.Rand(1), Tensor.Rand(1));
        Functional(data, Tensor.Rand(1), Tensor.Rand(1), epochs: 500, rate: 0.1, output);
        Plot(data, history, plots, output);
    }

    /// <summary>The text's make_linear, on NumPy's stream.</summary>
    public static Data MakeLinear(double w, double b, int size, double noise, long seed)
    {
        var numpy = new NumPyGenerator(seed);
        var x = new double[size];
        numpy.Rand(x);
        var line = Array.ConvertAll(x, v => w * v + b);
        var y = Array.ConvertAll(line, v => v + numpy.Uniform(-Math.Abs(noise), Math.Abs(noise)));
        return new(x, line, y);
    }

    /// <summary>One backward pass, looked at.</summary>
    public static (double W, double B) FirstGradients(Data data, TextWriter output)
    {
        var (x, y) = (Tensor.From(data.X), Tensor.From(data.Y));
        var w = new Parameter(Tensor.Rand(1));
        var b = new Parameter(Tensor.Rand(1));
        output.WriteLine($"{w.Shape} {b.Shape}");
        var predicted = w * x + b;
        var loss = (predicted - y).Pow(2).Mean();
        loss.Backward();
        output.WriteLine($"({w.Grad}, {b.Grad})");
        return (w.Grad.ToScalar(), b.Grad.ToScalar());
    }

    /// <summary>
    /// As the text has it: w and b become new, non-leaf tensors each epoch, so their gradients must be retained, and the
    /// graph runs through all epochs.
    /// </summary>
    public static History Imperative(Data data, Tensor w0, Tensor b0, int epochs, double rate, TextWriter output)
    {
        var (x, y) = (Tensor.From(data.X), Tensor.From(data.Y));
        var (losses, ws, bs) = (new List<double>(), new List<double>(), new List<double>());
        Tensor w = new Parameter(w0);
        Tensor b = new Parameter(b0);
        var epoch = 0;
        var last = double.NaN;
        for (; epoch < epochs; epoch++)
        {
            var predicted = x * w + b;
            var loss = (predicted - y).Pow(2).Mean();
            last = loss.ToScalar();
            if (last < 0.00005) break;

            w.RetainGrad();
            b.RetainGrad();
            loss.Backward();
            w = w - rate * w.Grad;
            b = b - rate * b.Grad;

            losses.Add(last);
            ws.Add(w.ToScalar());
            bs.Add(b.ToScalar());
            if (epoch % 5 == 0) output.WriteLine(Line(epoch, w, b, last, decimals: 5));
        }

        output.WriteLine(string.Concat(Enumerable.Repeat("----", 15)));
        output.WriteLine(Line(epoch, w, b, last, decimals: 1));
        return new([.. losses], [.. ws], [.. bs], epoch, last);
    }

    /// <summary>The same descent on plain tensors: a step maps (w, b) to the next.</summary>
    public static History Functional(Data data, Tensor w, Tensor b, int epochs, double rate, TextWriter output)
    {
        var (x, y) = (Tensor.From(data.X), Tensor.From(data.Y));
        var (losses, ws, bs) = (new List<double>(), new List<double>(), new List<double>());
        var last = double.NaN;
        var epoch = 0;
        for (; epoch < epochs; epoch++)
        {
            var (loss, (dw, db)) = Ad.ValueAndGrad((w, b) => (x * w + b - y).Square().Mean(), w, b);
            last = loss.ToScalar();
            if (last < 0.00005) break;
            (w, b) = (w - rate * dw, b - rate * db);
            losses.Add(last);
            ws.Add(w.ToScalar());
            bs.Add(b.ToScalar());
        }

        output.WriteLine(Line(epoch, w, b, last, decimals: 5));
        return new([.. losses], [.. ws], [.. bs], epoch, last);
    }

    private static string Line(int epoch, Tensor w, Tensor b, double loss, int decimals) =>
        $"{epoch:000} w = {Python.Fixed(w.ToScalar(), decimals)}, b = {Python.Fixed(b.ToScalar(), decimals)} loss = {Python.Fixed(loss, 5)}";

    private static void Plot(Data data, History history, string folder, TextWriter output)
    {
        var sorted = data.X.Zip(data.Line).OrderBy(p => p.First).ToArray();
        new Chart()
            .Line(sorted.Select(p => p.First), sorted.Select(p => p.Second), label: "y = 0.3x + 0.5", color: "r", style: LineStyle.Dotted)
            .Scatter(data.X, data.Y, label: "data", color: "black", marker: Marker.Point)
            .Save(Path.Combine(folder, "0-data.svg"));
        new Chart()
            .Line(history.Losses, color: "darkviolet", style: LineStyle.Dotted)
            .Title("Losses over epoches").XLabel("Epochs").YLabel("Error")
            .Size(840, 400)
            .Save(Path.Combine(folder, "0-losses.svg"));
        new Figure(
                Changes("\"w\" changes over epoches", history.W, 0.3, "tomato", "r").YLim(0, 0.7),
                Changes("\"b\" changes over epoches", history.B, 0.5, "dodgerblue", "dodgerblue").YLim(0.2, 0.9))
            .Size(980, 420)
            .Save(Path.Combine(folder, "0-parameters.svg"));
        output.WriteLine("plots: 0-data.svg, 0-losses.svg, 0-parameters.svg");
    }

    private static Chart Changes(string title, double[] values, double truth, string color, string truthColor) =>
        new Chart()
            .Line(values, label: "changes", color: color, style: LineStyle.Dotted)
            .HLine(truth, label: "true", color: truthColor)
            .Title(title).XLabel("Epochs").YLabel("Error");
}
