using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

public class ErrorsTests
{
    [TorchFact]
    public void AnErrorOfLibtorchSaysOperationOperandsAndReasonAndTheProcessGoesOn()
    {
        var before = Live();
        var (x, y) = (Backend.Full([2, 3], DType.Float32, 1.0), Backend.Full([2, 3], DType.Float64, 1.0));
        var product = new Contract("matmul", Contraction.MatMul);
        for (var i = 0; i < 3; i++)
        {
            var error = Assert.Throws<DeviceException>(() => Backend.Contract(product, x, y, x.Space));
            Assert.StartsWith("matmul: ", error.Message);
            Assert.Contains("aten::mm(float32[2, 3], float64[2, 3])", error.Message);
            Assert.DoesNotContain("\n", error.Message);
        }

        var sum = Backend.Zip(Add, x, x, x.Space);
        Assert.All(Singles(sum), number => Assert.Equal(2, number));
        Release(x, y, sum);
        Assert.Equal(before, Live());
    }

    [TorchFact]
    public void AnOperatorThatIsMissingIsAnErrorWithItsName()
    {
        var error = Assert.Throws<DeviceException>(() => new Operator("aten::no_such_operator", "Tensor").Handle);
        Assert.Contains("aten::no_such_operator.Tensor", error.Message);
        Assert.Contains(Torch.Version, error.Message);
    }

    [TorchFact]
    public unsafe void ArgumentsThatAreMissingAreAnError()
    {
        var calls = EagerCalls.Begin(-1, "add");
        var error = Assert.Throws<DeviceException>(() => calls.Call(Aten.Add));
        Assert.Contains("self", error.Message);
        calls.End();
    }

    [TorchFact]
    public void MemoryThatIsNotThereIsAnErrorAndTheProcessGoesOn()
    {
        var before = Live();
        var calls = EagerCalls.Begin(-1, "empty");
        var error = Assert.Throws<TensorMemoryException>(() => calls.Call(
            new("aten::empty", "memory_format"),
            new Arguments(stackalloc Argument[8])
                .With([1 << 30, 1 << 18]).WithOptions(DType.Float64, -1).With(Argument.None).All));
        calls.End();
        Assert.StartsWith("empty: ", error.Message);
        Assert.Contains("free tensors", error.Message);
        var x = Vector(2);
        Assert.Equal([2f], Singles(x));
        Release(x);
        Assert.Equal(before, Live());
    }

    [TorchFact]
    public void ArraysOfTwoDevicesAreAnErrorThatNamesBoth()
    {
        var (here, there) = (Vector(1), ManagedBackend.Instance.Create<float>([1f], [1]));
        foreach (var run in new Func<NdArray>[] { () => Add.Run(here, there), () => Backend.Zip(Add, here, there, here.Space) })
        {
            var error = Assert.Throws<DeviceException>(run);
            Assert.Contains("torch:cpu", error.Message);
            Assert.Contains("is on cpu", error.Message.Replace("another on", "is on"));
        }
    }

    [TorchFact]
    public void AnIndexOutOfBoundsIsTheSameErrorAsEverywhere()
    {
        var x = Vector(1, 2, 3);
        var index = Backend.Create<long>([7L], [1]);
        var error = Assert.Throws<IndexException>(() => new Gather(0).Run(x, index));
        Assert.Contains("index 7 along axis 0 of shape [3]", error.Message);
    }

    [TorchFact]
    public void ARemainderByZeroIsAnErrorAndOneOfTheLeastIntegerIsNone()
    {
        var remainder = new Zip("remainder", Binary.Remainder);
        var x = Backend.Create<long>([long.MinValue, 7], [2]);
        Assert.Throws<ArgumentException>(() => remainder.Run(x, Backend.Create<long>([0L, 1L], [2])));
        Assert.Equal([0L, 0L], Read<long>(remainder.Run(x, Backend.Create<long>([-1L, -1L], [2]))));
    }

    [TorchFact]
    public void AFactorizationThatFailsLeavesNothingBehind()
    {
        var before = Live();
        var x = Backend.Create<double>([1.0, 0.0, 0.0, -1.0], [2, 2]);
        var error = Assert.Throws<LinearAlgebraException>(() => new Factor("cholesky", Factorization.Cholesky).Run(x));
        Assert.Contains("order 2", error.Message);
        Release(x);
        Assert.Equal(before, (Torch.LiveTensors, Torch.LiveBytes));
    }

    [TorchFact]
    public void AnArrayThatWasReleasedSaysSo()
    {
        var x = Vector(1);
        Release(x);
        Assert.Throws<GraphException>(() => Singles(x));
    }
}
