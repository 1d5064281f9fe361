namespace Functional.Tutorials;

/// <summary>Tutorial 3: a line through three points by stochastic gradient descent, accumulating gradients, and seeds.</summary>
public static class LinearRegression
{
    private static readonly Tensor XTrain = [[1], [2], [3]];
    private static readonly Tensor YTrain = [[2], [4], [6]];

    /// <summary>One epoch: the parameters after the step, and the cost before it.</summary>
    public sealed record Epoch(int Number, double W, double B, double Cost);

    internal static void Run(TextWriter output)
    {
        FirstLook(output);
        Imperative(w0: 0, b0: 0, rate: 0.01, lastEpoch: 1999, output);
        output.WriteLine("-- the same, functionally");
        Functional(w0: 0, b0: 0, rate: 0.01, lastEpoch: 1999, output);
        Accumulation(output);
        Seeds(output);
    }

    /// <summary>Sections 1 to 6 of the text: what data, parameters, hypothesis and cost look like.</summary>
    internal static void FirstLook(TextWriter output)
    {
        output.WriteLine(XTrain);
        output.WriteLine($"torch.Size({XTrain.Shape})");
        output.WriteLine(YTrain);
        output.WriteLine($"torch.Size({YTrain.Shape})");
        var w = new Parameter(Tensor.Zeros(1));
        output.WriteLine(w);
        var b = new Parameter(Tensor.Zeros(1));
        output.WriteLine(b);
        var hypothesis = XTrain * w + b;
        output.WriteLine(hypothesis);
        var cost = (hypothesis - YTrain).Square().Mean();
        output.WriteLine(cost);
    }

    /// <summary>Section 7, as the text has it: parameters, an optimizer, Backward.</summary>
    public static IReadOnlyList<Epoch> Imperative(double w0, double b0, double rate, int lastEpoch, TextWriter output)
    {
        var epochs = new List<Epoch>();
        var w = new Parameter([w0]);
        var b = new Parameter([b0]);
        var optimizer = new Sgd([w, b], learningRate: rate);
        for (var epoch = 0; epoch <= lastEpoch; epoch++)
        {
            var hypothesis = XTrain * w + b;
            var cost = (hypothesis - YTrain).Square().Mean();
            optimizer.ZeroGrad();
            cost.Backward();
            optimizer.Step();
            epochs.Add(new(epoch, w.ToScalar(), b.ToScalar(), cost.ToScalar()));
            if (epoch % 100 == 0) Report(epochs[^1], lastEpoch, output);
        }

        return epochs;
    }

    /// <summary>The same descent as a pure step on a pair of parameters.</summary>
    public static IReadOnlyList<Epoch> Functional(double w0, double b0, double rate, int lastEpoch, TextWriter output)
    {
        var epochs = new List<Epoch>();
        var optimizer = Optimizers.Sgd(rate);
        Tensor[] parameters = [[w0], [b0]];
        var state = optimizer.Init(parameters);
        for (var epoch = 0; epoch <= lastEpoch; epoch++)
        {
            var (cost, gradients) = Ad.ValueAndGrad(p => (XTrain * p[0] + p[1] - YTrain).Square().Mean(), parameters);
            (parameters, state) = optimizer.Step(parameters, gradients, state);
            epochs.Add(new(epoch, parameters[0].ToScalar(), parameters[1].ToScalar(), cost.ToScalar()));
            if (epoch % 500 == 0) Report(epochs[^1], lastEpoch, output);
        }

        return epochs;
    }

    /// <summary>Why gradients are zeroed: without it they add up.</summary>
    internal static void Accumulation(TextWriter output)
    {
        var w = new Parameter(2.0);
        for (var epoch = 0; epoch <= 20; epoch++)
        {
            var z = 2 * w;
            z.Backward();
            output.WriteLine($"수식을 w로 미분한 값 : {Python.Repr(w.Grad.ToScalar())}");
        }
    }

    /// <summary>Why seeds are set: the same seed gives the same numbers, PyTorch's.</summary>
    internal static void Seeds(TextWriter output)
    {
        foreach (var (seed, heading) in new[] { (3, "랜덤 시드가 3일 때"), (5, "랜덤 시드가 5일 때"), (3, "랜덤 시드가 다시 3일 때") })
        {
            Generator.ManualSeed(seed);
            output.WriteLine(heading);
            for (var i = 1; i < 3; i++) output.WriteLine(Tensor.Rand(1));
        }
    }

    private static void Report(Epoch e, int last, TextWriter output) =>
        output.WriteLine(
            $"Epoch {e.Number,4}/{last} W: {Python.Fixed(e.W, 3)}, b: {Python.Fixed(e.B, 3)} Cost: {Python.Fixed(e.Cost, 6)}");
}
