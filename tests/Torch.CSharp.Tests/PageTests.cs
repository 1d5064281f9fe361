using System.Text.RegularExpressions;
using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

/// <summary>The messages that docs/devices.md lists, and nothing else, are what goes wrong here.</summary>
public class PageTests
{
    /// <summary>What is provoked, in the order of the page.</summary>
    private static readonly Action[] Wrong =
    [
        () => Library.Find(Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-library")),
        () => Library.CheckAbi(Native.ExpectedAbi + 1),
        () => _ = Torch.Cuda(Torch.CudaDeviceCount).Backend,
        () => Torch.Cuda(-1),
        () => _ = new Operator("aten::no_such_operator", "Tensor").Handle,
        () => Add.Run(Vector(1), ManagedBackend.Instance.Create<float>([1f], [1])),
        () => Product(Backend.Full([2, 3], DType.Float32, 1.0), Backend.Full([2, 3], DType.Float64, 1.0)),
        TooLarge,
        InAForkedProcess,
        () => Torch.Threads = 0,
        () => Torch.Synchronize(Device.Cpu),
    ];

    /// <summary>The first column of the table, where … stands for any text.</summary>
    private static IEnumerable<Regex> Listed =>
        Regex.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "devices.md")), @"^\| `([^`]+: [^`]+)` \|", RegexOptions.Multiline)
            .Select(row => new Regex($"^{Regex.Escape(row.Groups[1].Value).Replace("…", ".*")}$"));

    [TorchFact]
    public void EveryMessageOfThePageIsProvoked()
    {
        var listed = Listed.ToArray();
        Assert.Equal(Wrong.Length, listed.Length);
        foreach (var (wrong, message) in Wrong.Zip(listed))
        {
            var error = Assert.ThrowsAny<Exception>(wrong);
            Assert.Matches(message, Regex.Replace(error.Message, @" \(Parameter '\w+'\)$", ""));
        }
    }

    private static void Product(NdArray x, NdArray y) => Backend.Contract(new("matmul", Contraction.MatMul), x, y, x.Space);

    private static void InAForkedProcess()
    {
        // An operator is found when it is first called, and in its own name.
        var x = Vector(1);
        Add.Run(x, x);
        Native.PretendForked(1);
        try
        {
            Add.Run(x, x);
        }
        finally
        {
            Native.PretendForked(0);
        }
    }

    private static void TooLarge()
    {
        var calls = EagerCalls.Begin(-1, "empty");
        try
        {
            calls.Call(
                new("aten::empty", "memory_format"),
                new Arguments(stackalloc Argument[8])
                    .With([1 << 30, 1 << 18]).WithOptions(DType.Float64, -1).With(Argument.None).All);
        }
        finally
        {
            calls.End();
        }
    }
}
