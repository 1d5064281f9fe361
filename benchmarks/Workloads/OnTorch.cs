namespace Functional.Benchmarks.Workloads;

/// <summary>What libtorch computes for this library, beside C++ that calls it: workloads of the same names without the L.</summary>
internal static class OnTorch
{
    private const int Calls = 1000;

    /// <summary>Whether the native library was built. To ask it would load libtorch, and so change what others measure.</summary>
    private static bool IsThere => Directory.EnumerateFiles(AppContext.BaseDirectory, "*functional_torch*").Any();

    /// <summary>A small operation, and W5; nothing where libtorch is not there.</summary>
    internal static readonly Contest[] All = !IsThere ? [] :
    [
        new("L1")
        {
            Entries = [new("torch eager", () => There(Multiplications), Goal.Faster(1 / 1.25))],
            Parts = Calls,
            IsOnLibtorch = true,
        },
        new("L5")
        {
            Steps = 20,
            Entries =
            [
                new("torch eager", () => There(() => Perceptron.Start(Perceptron.Step())), Goal.Faster(1 / 1.1)),
                new("torch compiled", () => There(() => Perceptron.Start(Perceptron.Step().Compile())), Goal.Faster(1 / 1.1)),
            ],
            IsOnLibtorch = true,
        },
    ];

    /// <summary>By how much memory grows over a million steps of W1 on libtorch.</summary>
    internal static readonly Single[] Long = !IsThere ? [] :
    [
        new("L-flat", "torch resident", "MB", false, () => There(() => LongRuns.Growth(() => ProcessMemory.Resident)), Goal.AtMost(16)),
    ];

    private static Run Multiplications()
    {
        Tensor x = 1.0001;
        return Run.Repeated(() =>
        {
            var value = x;
            for (var i = 0; i < Calls; i++) value *= x;
            return value;
        });
    }

    private static T There<T>(Func<T> make)
    {
        using (Device.Use(Torch.Cpu)) return make();
    }
}
