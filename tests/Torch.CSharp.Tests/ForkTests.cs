using System.Diagnostics;
using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;
using static Functional.LibTorch.Tests.Programs;

namespace Functional.LibTorch.Tests;

/// <summary>A process that was forked from one with libtorch has none: whatever asks for it gets an error at once.</summary>
public class ForkTests
{
    private static readonly Dictionary<string, Func<Action>> Doors = new()
    {
        ["an operation"] = () => Of(x => Add.Run(x, x)),
        ["a tensor"] = () => Of(x => x.Backend.Create<float>([1], [1])),
        ["numbers"] = () => Of(x => Singles(x)),
        ["an operator"] = () => Of(x => _ = new Operator("aten::sin").Handle),
        ["a program"] = () => Of(Sums()),
        ["a graph"] = () =>
        {
            using (GraphPolicy.AtOnce()) return Of(Sums());
        },
        ["threads"] = () => Of(_ => Torch.Threads = Torch.Threads),
        ["waiting"] = () => Of(x => Torch.Synchronize(x.Backend.Device)),
    };

    public static TheoryData<string> Names => [.. Doors.Keys];

    [TorchFact]
    public void AChildOfAProcessWithLibtorchNeverHangsInIt()
    {
        if (!OperatingSystem.IsLinux()) return;
        var folder = AppContext.BaseDirectory;
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "forks"))
        {
            ArgumentList = { Environment.GetEnvironmentVariable(Library.Variable) ?? Path.Combine(folder, "libfunctional_torch.so") },
            RedirectStandardError = true,
        })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void WhatAForkedProcessAsksForIsAnErrorWithARemedy(string door)
    {
        var attempt = Doors[door]();
        attempt();
        var error = Assert.Throws<DeviceException>(() => Forked(attempt));
        Assert.Matches("^[^ ]+: expected .*, got .* forked .*; start a new process", error.Message);
        attempt();
    }

    [TorchFact]
    public void AForkedProcessMayFreeAndCount()
    {
        var (x, y) = (Vector(1, 2, 3), Vector(new float[10_000]));
        Forked(() =>
        {
            Release(x, y);
            Assert.Equal((0, 0, 0), (Torch.LiveTensors, Torch.LiveBytes, Torch.CudaDeviceCount));
        });
        Assert.True(Torch.LiveTensors >= 2);
    }

    private static Action<NdArray> Sums()
    {
        var program = Compile([Triple], [], [3], (Exp, [0]), (Add, [1, 0]), (Mul, [2, 0]));
        return x => program.Run([x]);
    }

    private static Action Of(Action<NdArray> use)
    {
        var x = Vector(1, 2, 3);
        return () => use(x);
    }

    private static void Forked(Action run)
    {
        Native.PretendForked(1);
        try
        {
            run();
        }
        finally
        {
            Native.PretendForked(0);
        }
    }
}
