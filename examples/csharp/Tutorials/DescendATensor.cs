namespace Functional.Tutorials;

/// <summary>Tutorial 4: descend a whole tensor towards a target, with a fresh leaf each round.</summary>
public static class DescendATensor
{
    private static readonly Tensor Target = [[.1, .2, .3], [.4, .5, .6], [.7, .8, .9]];

    internal static void Run(TextWriter output)
    {
        output.WriteLine("-- from the start values that the text prints");
        Imperative([[.4731, .1600, .5629], [.2523, .2999, .1291], [.3720, .8593, .8111]], 1.0, 1e-5, output);
        output.WriteLine("-- from seed 0");
        Generator.ManualSeed(0);
        var start = Tensor.RandLike(Target);
        Imperative(start, 1.0, 1e-5, output);
        output.WriteLine("-- the same, functionally");
        var losses = Functional(start, 1.0, 1e-5);
        output.WriteLine($"{losses.Count} rounds, last loss {Python.Scientific(losses[^1], 4)}");
    }

    /// <summary>As the text's first listing has it; the second forgets to detach in place and cannot run.</summary>
    /// <returns>The loss after each round.</returns>
    public static IReadOnlyList<double> Imperative(Tensor start, double rate, double threshold, TextWriter output)
    {
        var losses = new List<double>();
        var prediction = new Parameter(start);
        output.WriteLine(prediction);
        var loss = Losses.Mse(Target, prediction);
        var round = 0;
        while (loss.ToScalar() > threshold)
        {
            round++;
            loss.Backward();
            var next = prediction - rate * prediction.Grad;
            prediction = new Parameter(next.Detach());
            loss = Losses.Mse(prediction, Target);
            losses.Add(loss.ToScalar());
            output.WriteLine($"{round}-th Loss : {Python.Scientific(losses[^1], 4)}");
        }

        output.WriteLine(prediction);
        return losses;
    }

    /// <summary>The same as a loop over plain tensors.</summary>
    /// <returns>The loss after each round.</returns>
    public static IReadOnlyList<double> Functional(Tensor start, double rate, double threshold)
    {
        var losses = new List<double>();
        Func<Tensor, Tensor> loss = p => Losses.Mse(p, Target);
        var step = loss.ValueAndGrad();
        var prediction = start;
        var (value, gradient) = step(prediction);
        while (value.ToScalar() > threshold)
        {
            prediction -= rate * gradient;
            (value, gradient) = step(prediction);
            losses.Add(value.ToScalar());
        }

        return losses;
    }
}
