using Functional.Kernels;
using Fold = Functional.Kernels.Reduction;

namespace Functional.LibTorch.Tests;

/// <summary>
/// Floats of 16 bits are computed in single precision, by casts around a kernel or in it. Nothing here runs, so no device is needed.
/// </summary>
public class NarrowTests
{
    private const int Cpu = TorchBackend.CpuIndex;
    private const int Gpu = 0;

    private static readonly Operation[] Widening =
    [
        .. new[] { Binary.Add, Binary.Sub, Binary.Mul, Binary.Div, Binary.Max, Binary.LessEqual }.Select(op => new Zip($"{op}", op)),
        .. new[] { Unary.Relu, Unary.Exp, Unary.Tanh, Unary.Neg, Unary.Square }.Select(op => new Map($"{op}", op)),
        .. new[] { Fold.Sum, Fold.Mean, Fold.Max }.Select(op => new Reduce($"{op}", op, [0], false)),
        new Contract("matmul", Contraction.MatMul),
    ];

    [Theory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void AGpuTakesOneKernelForWhatTheCpuTakesCastsFor(DType dtype)
    {
        foreach (var operation in Widening)
        {
            Assert.Single(Lowered(Gpu, dtype, operation));
            Assert.Contains("aten::_to_copy", Lowered(Cpu, dtype, operation));
        }
    }

    [Fact]
    public void WhatKernelsDoInSixteenBitsIsCastEverywhere()
    {
        Operation[] operations =
            [new Map("lgamma", Unary.Lgamma), new Zip("pow", Binary.Pow), new Reduce("prod", Fold.Prod, [0], false)];
        foreach (var operation in operations) Assert.Contains("aten::_to_copy", Lowered(Gpu, DType.BFloat16, operation));
    }

    [Fact]
    public void OthersAreNeverCast()
    {
        foreach (var operation in Widening)
        {
            foreach (var device in new[] { Cpu, Gpu }) Assert.Single(Lowered(device, DType.Float32, operation));
        }
    }

    [Theory]
    [InlineData(DType.Float32, true, true)]
    [InlineData(DType.Float64, true, true)]
    [InlineData(DType.BFloat16, false, true)]
    [InlineData(DType.Float16, false, true)]
    [InlineData(DType.Int64, false, false)]
    public void WhatIsComputedInSinglePrecisionInOneKernelMayBeJoined(DType dtype, bool onCpu, bool onGpu)
    {
        var (space, row) = (new Space([3, 2], dtype), new Space([2], dtype));
        var product = new Contract("matmul", Contraction.MatMul);
        foreach (var (device, expected) in new[] { (Cpu, onCpu), (Gpu, onGpu) })
        {
            var joins = new Joins(device);
            Assert.Equal(expected ? 0.5 : null, joins.Factor(space, space, 0.5));
            Assert.Equal(expected, joins.MayRectify(space, 0));
            Assert.Equal(expected, joins.TakesTerm(product, space, new([2, 2], dtype)));
        }

        // To stretch a row costs the CPU more than a small product gains.
        Assert.True(new Joins(Gpu).IsTerm(row, space, space));
        Assert.False(new Joins(Cpu).IsTerm(row, space, space));
        Assert.True(new Joins(Cpu).IsTerm(space, space, space));
    }

    /// <summary>The operators that an operation on matrices calls.</summary>
    private static List<string> Lowered(int device, DType dtype, Operation operation)
    {
        var calls = new Names(device);
        var x = new Input(new(1), [2, 2], dtype);
        Space[] arguments = operation is Map or Reduce ? [new(x.Shape, dtype)] : [new(x.Shape, dtype), new(x.Shape, dtype)];
        var result = operation.Infer(arguments);
        _ = operation switch
        {
            Map map => Maps.Map(calls, map, x, result),
            Zip zip => Zips.Zip(calls, zip, x, x, result),
            Reduce reduce => Folds.Reduce(calls, reduce, x, result),
            Contract contract => Contractions.Contract(calls, contract, x, x, result),
            _ => throw new ArgumentException(operation.Name, nameof(operation)),
        };
        return calls.Called;
    }

    /// <summary>Calls of which only the names are kept.</summary>
    private sealed class Names : Calls
    {
        public Names(int device) => Device = device;

        public List<string> Called { get; } = [];

        public override Value Call(Operator op, params ReadOnlySpan<Argument> arguments)
        {
            Called.Add($"{op}");
            return new(Called.Count + 1);
        }

        public override void Call(Operator op, ReadOnlySpan<Argument> arguments, Span<Value> results)
        {
            for (var i = 0; i < results.Length; i++) results[i] = Call(op, arguments);
        }

        public override void Check(Value numbers, int count, Judge judge) => throw new NotSupportedException();

        public override Value OnHost(Operation operation, Input x) => throw new NotSupportedException();
    }
}
