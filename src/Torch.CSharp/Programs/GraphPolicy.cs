namespace Functional.LibTorch;

/// <summary>Who does the calls of a graph again.</summary>
internal enum GraphWay
{
    /// <summary>A GPU.</summary>
    Cuda,

    /// <summary>The CPU, which runs them once more: so that all but CUDA's own part can be tried where there is no GPU.</summary>
    Rehearsal,

    /// <summary>The same, but the capture fails in the midst of the calls.</summary>
    FailingRehearsal,
}

/// <summary>When parts of programs are captured.</summary>
/// <param name="Way">What captures them.</param>
/// <param name="PlainRuns">How often a part runs before.</param>
/// <param name="LeastCalls">How many calls it has at least.</param>
internal sealed record GraphPolicy(GraphWay Way, int PlainRuns, int LeastCalls)
{
    /// <summary>
    /// A program that runs once or twice is not worth a capture, which takes as long as several runs. A replay
    /// has a launch of its own and one each for copying inputs and outputs, so of fewer calls none would be spared.
    /// </summary>
    private static readonly GraphPolicy OnCuda = new(GraphWay.Cuda, PlainRuns: 3, LeastCalls: 4);

    private static readonly AsyncLocal<GraphPolicy?> Told = new();

    /// <summary>Whether it is to be followed now.</summary>
    public bool IsOn => !ReferenceEquals(this, OnCuda) || Torch.CudaGraphs;

    /// <summary>How programs that are made now are captured; null where they never are.</summary>
    public static GraphPolicy? For(TorchBackend backend) =>
        Told.Value ?? (backend.Index != TorchBackend.CpuIndex && Native.HasGraphs() != 0 ? OnCuda : null);

    /// <summary>
    /// For tests: has programs that this flow of control makes captured, from now to the end of the scope and whatever
    /// <see cref="Torch.CudaGraphs"/> says, at their first run if they are not told to wait.
    /// </summary>
    public static IDisposable AtOnce(GraphWay way = GraphWay.Rehearsal, int plainRuns = 0, int leastCalls = 1)
    {
        var before = Told.Value;
        Told.Value = new(way, plainRuns, leastCalls);
        return new Scope(before);
    }

    private sealed class Scope(GraphPolicy? before) : IDisposable
    {
        public void Dispose() => Told.Value = before;
    }
}
