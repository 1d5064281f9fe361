using System.Diagnostics;
using System.Runtime.InteropServices;
using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;
using static Functional.LibTorch.Tests.Programs;

namespace Functional.LibTorch.Tests;

/// <summary>
/// A process that was forked from one with libtorch has none: whatever asks for it gets an error at once. .NET survives a fork
/// little better, so a child does what this process has done before, without a collection, and ends.
/// </summary>
public unsafe class ForkTests
{
    private const int Well = 0;
    private const int NoError = 100;
    private const int AnotherError = 101;
    private const int Hung = -1;

    private const int Kill = 9;
    private const int DoNotWait = 1;

    private readonly nint system = OperatingSystem.IsWindows() ? 0 : NativeLibrary.GetMainProgramHandle();

    public static TheoryData<string> Doors => [.. Attempts().Keys];

    [TorchTheory]
    [MemberData(nameof(Doors))]
    public void AForkedProcessGetsAnErrorAndNeverHangs(string door)
    {
        if (system == 0) return;
        var attempt = Attempts()[door]();

        // Everything that the child will run, the error among it, has run here.
        Assert.Equal(NoError, Outcome(attempt));
        Assert.Equal(Well, Outcome(() => throw Errors.TorchForked(door)));
        Assert.Equal(AnotherError, Outcome(() => throw new InvalidOperationException()));
        Assert.Equal(Well, InAChild(attempt));
        Assert.Equal(NoError, Outcome(attempt));
    }

    [TorchFact]
    public void AForkedProcessMayFreeAndCount()
    {
        if (system == 0) return;
        var arrays = new Queue<NdArray>();
        for (var i = 0; i < 3; i++)
        {
            arrays.Enqueue(Vector(1, 2, 3));
            arrays.Enqueue(Vector(new float[10_000]));
        }

        Action attempt = () =>
        {
            Release(arrays.Dequeue(), arrays.Dequeue());
            if (Torch.LiveBytes < 0 || Torch.LiveTensors < 0 || Torch.CudaDeviceCount < 0) throw new InvalidOperationException();
        };
        Assert.Equal(NoError, Outcome(attempt));
        Assert.Equal(NoError, InAChild(attempt));
        Assert.Equal(NoError, Outcome(attempt));
    }

    /// <summary>What asks libtorch for something, after it is made ready.</summary>
    private static Dictionary<string, Func<Action>> Attempts() => new()
    {
        ["an operation"] = () => Of(x => Add.Run(x, x)),
        ["a tensor"] = () => Of(x => x.Backend.Create<float>([1], [1])),
        ["numbers"] = () => Of(x => Singles(x)),
        ["an operator"] = () => Of(x => _ = new Operator("aten::sin").Handle),
        ["a program"] = () => OfProgram(Sums),
        ["a graph"] = () =>
        {
            using (GraphPolicy.Rehearse()) return OfProgram(Sums);
        },
        ["threads"] = () => Of(x => Torch.Threads = Torch.Threads),
        ["waiting"] = () => Of(x => Torch.Synchronize(x.Backend.Device)),
    };

    private static IExecutable Sums() => Compile([Triple], [], [3], (Exp, [0]), (Add, [1, 0]), (Mul, [2, 0]));

    private static Action OfProgram(Func<IExecutable> compile)
    {
        var program = compile();
        return Of(x => program.Run([x]));
    }

    private static Action Of(Action<NdArray> use)
    {
        var x = Vector(1, 2, 3);
        return () => use(x);
    }

    /// <summary>How an attempt ends.</summary>
    private static int Outcome(Action attempt)
    {
        try
        {
            attempt();
            return NoError;
        }
        catch (DeviceException error) when (error.Message.Contains("forked", StringComparison.Ordinal))
        {
            return Well;
        }
        catch (Exception)
        {
            return AnotherError;
        }
    }

    /// <summary>How an attempt ends in a child of this process.</summary>
    private int InAChild(Action attempt)
    {
        var fork = (delegate* unmanaged<int>)NativeLibrary.GetExport(system, "fork");
        var end = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(system, "_exit");
        var wait = (delegate* unmanaged<int, int*, int, int>)NativeLibrary.GetExport(system, "waitpid");
        var kill = (delegate* unmanaged<int, int, int>)NativeLibrary.GetExport(system, "kill");

        // A collection would wait for threads that the child has not.
        GC.Collect();
        Assert.True(GC.TryStartNoGCRegion(16 << 20));
        int child;
        try
        {
            child = fork();
            if (child == 0) end(Outcome(attempt));
        }
        finally
        {
            GC.EndNoGCRegion();
        }

        Assert.True(child > 0);
        var watch = Stopwatch.StartNew();
        int status;
        while (wait(child, &status, DoNotWait) == 0)
        {
            if (watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                Thread.Sleep(5);
                continue;
            }

            _ = kill(child, Kill);
            _ = wait(child, &status, 0);
            return Hung;
        }

        // As the system's macros read it: the low byte is the signal that ended it, the next what it said.
        return (status & 0x7f) == 0 ? (status >> 8) & 0xff : Hung;
    }
}
