namespace Functional.Benchmarks;

/// <summary>A workload that has begun: something to repeat, and the numbers that the last repetition left behind.</summary>
/// <param name="Step">One repetition.</param>
/// <param name="Numbers">Groups of numbers, each of which is compared as one vector.</param>
internal sealed record Run(Action Step, Func<double[][]> Numbers)
{
    /// <summary>A run whose results are groups of tensors.</summary>
    internal static Run OfTensors(Action step, Func<Tensor[][]> results) =>
        new(step, () => [.. results().Select(group => group.SelectMany(tensor => tensor.Detach().ToArray<double>()).ToArray())]);

    /// <summary>A run that computes the same tensor anew in each step.</summary>
    internal static Run Repeated(Func<Tensor> function)
    {
        Tensor result = 0;
        return OfTensors(() => result = function(), () => [[result]]);
    }
}
