using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;

namespace Functional.LibTorch.Tests;

/// <summary>Programs, and what they are made of.</summary>
internal static class Programs
{
    public static readonly Space Triple = new([3], DType.Float32);
    public static readonly Zip Mul = new("mul", Binary.Mul);
    public static readonly Contract MatMul = new("matmul", Contraction.MatMul);
    public static readonly Map Exp = new("exp", Unary.Exp);

    /// <summary>A program of operations, each of which is given what it takes by number: arguments, constants, results.</summary>
    public static IExecutable Compile(
        Space[] arguments, NdArray[] constants, int[] results, params (Operation Operation, int[] Taken)[] steps)
    {
        Space[] known = [.. arguments, .. constants.Select(x => x.Space)];
        List<Space> spaces = [.. known];
        var instructions = new List<Instruction>();
        foreach (var (operation, taken) in steps)
        {
            var made = operation.Infer([.. taken.Select(i => spaces[i])]);
            instructions.Add(new(operation, taken, spaces.Count, [made]));
            spaces.Add(made);
        }

        var program = new Program(Backend, arguments, constants, [.. instructions], results);
        program.Validate();
        return Backend.Compile(program);
    }

    /// <summary>Runs (x + y) x + y on many threads at a time; whatever it made is freed then.</summary>
    public static void RunByManyThreads(IExecutable program, NdArray y)
    {
        var before = Live();
        Parallel.For(0, 64, i =>
        {
            var x = Vector(i, i, i);
            for (var k = 0; k < 50; k++)
            {
                var made = program.Run([x, y]);
                Assert.Equal([(i * (i + 4f)) + 4, (i * (i + 5f)) + 5, (i * (i + 6f)) + 6], Singles(made[0]));
                Release(made);
            }

            Release(x);
        });
        Assert.Equal(before, Live());
    }
}

/// <summary>An operation of one array that keeps its space.</summary>
internal abstract class Keeping(string name) : Operation(name)
{
    public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];

    public override Operation Batched(int size) => this;
}

/// <summary>A call of a product of matrices, where there are none.</summary>
internal sealed class Badly(string name, Operator op) : Keeping(name)
{
    public override NdArray Run(NdArray x)
    {
        var (recorder, value) = ((Recorder)x.Backend, new Value(((RecordedArray)x).Slot));
        return new RecordedArray(recorder, x.Space, (int)recorder.Calls.Begin(Name).Call(op, value, value).Id);
    }
}

/// <summary>A call that wants more memory than any machine has.</summary>
internal sealed class Huge() : Keeping("huge")
{
    private static readonly Operator Empty = new("aten::empty", "memory_format");

    public override NdArray Run(NdArray x)
    {
        var recorder = (Recorder)x.Backend;
        var arguments = new Arguments(stackalloc Argument[8])
            .With([1 << 30, 1 << 18]).WithOptions(DType.Float64, -1).With(Argument.None);
        return new RecordedArray(recorder, x.Space, (int)recorder.Calls.Begin(Name).Call(Empty, arguments.All).Id);
    }
}

/// <summary>The identity, by way of the numbers.</summary>
internal sealed class Reader() : Keeping("reader")
{
    public override NdArray Run(NdArray x) => x.Backend.Create<float>(Read<float>(x), x.Shape);
}
