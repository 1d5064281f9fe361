using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;
using static Functional.LibTorch.Tests.Programs;

namespace Functional.LibTorch.Tests;

/// <summary>
/// Parts of programs that are captured and replayed: rehearsed, where the CPU does what a GPU would. The same programs run
/// as graphs of CUDA's, but for who runs their calls again.
/// </summary>
public class GraphTests
{
    private static readonly Space Square = new([2, 2], DType.Float32);

    [TorchFact]
    public void AGraphGivesWhatItsCallsGiveForWhateverItIsGiven()
    {
        var program = Rehearsed(() => Compile([Triple, Triple], [], [2, 3, 4], (Add, [0, 1]), (Mul, [2, 0]), (Exp, [3])));
        Assert.DoesNotContain("captured", program.Explain());
        for (var i = 0; i < 4; i++)
        {
            var made = program.Run([Vector(i, 2, -3), Vector(i, 1, 5)]);
            Assert.Equal([2f * i, 3, 2], Singles(made[0]));
            Assert.Equal([2f * i * i, 6, -6], Singles(made[1]));
            Assert.Equal(MathF.Exp(6), Singles(made[2])[1], 1e-2);
            Assert.Contains("(captured)", program.Explain());
        }
    }

    [TorchFact]
    public void WhatARunGaveStaysWhenThereIsAnother()
    {
        var program = Rehearsed(() => Compile([Triple], [], [2, 1], (Exp, [0]), (Add, [0, 0])));
        var first = program.Run([Vector(1, 2, 3)]);
        Release(program.Run([Vector(4, 5, 6)]));
        Assert.Equal([2f, 4, 6], Singles(first[0]));
        Assert.Equal(MathF.E, Singles(first[1])[0], 1e-5);
    }

    [TorchFact]
    public void AnInputMayBeGivenTwiceAndLieInMemoryInAnyWay()
    {
        var program = Rehearsed(() => Compile([Square, Square], [], [3], (Mul, [0, 0]), (Add, [2, 1])));
        var x = Backend.Create<float>([1, 2, 3, 4], Square.Shape);
        var transposed = new Permute([1, 0]).Run(x);
        var one = new Expand(Square.Shape).Run(Backend.Full([], DType.Float32, 1.0));
        Assert.Equal([2f, 6, 12, 20], Singles(program.Run([x, x])[0]));
        Assert.Equal([2f, 12, 6, 20], Singles(program.Run([transposed, transposed])[0]));
        Assert.Equal([2f, 5, 10, 17], Singles(program.Run([x, one])[0]));
        Assert.Equal([2f, 3, 4, 5], Singles(program.Run([one, x])[0]));

        program = Rehearsed(() => Compile([Square, Square], [], [3], (Mul, [0, 0]), (Add, [2, 1])));
        Assert.Equal([2f, 2, 2, 2], Singles(program.Run([one, one])[0]));
        Assert.Equal([2f, 12, 6, 20], Singles(program.Run([transposed, transposed])[0]));
        Assert.Equal([2f, 6, 12, 20], Singles(program.Run([x, x])[0]));
        Assert.Contains("(captured)", program.Explain());
    }

    [TorchFact]
    public void ResultsMayBeViewsOfEachOtherOfInputsAndOfConstants()
    {
        var wide = new Space([3, 2, 2], DType.Float32);
        var constant = Backend.Create<float>([1, 1, 2, 2], Square.Shape);

        // 2 = x + c, 3 = its transpose, 4 = 3 repeated, 5 = x's transpose, 6 = c's transpose, 7 = x as it is.
        var program = Rehearsed(() => Compile(
            [Square], [constant], [2, 3, 4, 5, 6, 7, 2],
            (Add, [0, 1]), (new Permute([1, 0]), [2]), (new Expand(wide.Shape), [3]), (new Permute([1, 0]), [0]),
            (new Permute([1, 0]), [1]), (new Permute([0, 1]), [0])));
        for (var i = 0; i < 3; i++)
        {
            var x = Backend.Create<float>([i, 2, 3, 4], Square.Shape);
            var made = program.Run([x]);
            float[] transposed = [i + 1, 5, 3, 6];
            Assert.Equal([i + 1f, 3, 5, 6], Singles(made[0]));
            Assert.Equal(transposed, Singles(made[1]));
            Assert.Equal([.. transposed, .. transposed, .. transposed], Singles(made[2]));
            Assert.Equal([i, 3f, 2, 4], Singles(made[3]));
            Assert.Equal([1f, 2, 1, 2], Singles(made[4]));
            Assert.Equal([i, 2f, 3, 4], Singles(made[5]));
            Assert.Same(made[0], made[6]);
            Assert.Equal([i, 2f, 3, 4], Singles(x));
            Assert.Equal([1f, 1, 2, 2], Singles(constant));
        }

        Assert.Contains("(captured)", program.Explain());
    }

    [TorchFact]
    public void WhatAnEarlierPartMadeMayBeWrittenOver()
    {
        var program = Rehearsed(() => Compile([Triple], [], [4], (Exp, [0]), (new Reader(), [0]), (Mul, [1, 2]), (Add, [3, 0])));
        Assert.Contains("aten::mul.out", program.Explain());
        for (var i = 0; i < 3; i++)
        {
            var made = program.Run([Vector(0, i, 2 * i)]);
            Assert.Equal([0f, i + (i * MathF.Exp(i))], Singles(made[0])[..2]);
        }

        Assert.Equal(2, program.Explain().Split("(captured)").Length - 1);
    }

    [TorchFact]
    public void AGraphKeepsItsInputsAndOutputsUntilTheProgramGoes()
    {
        var row = new Space([1000], DType.Float32);
        var (x, constant) = (Vector(new float[1000]), Vector(new float[1000]));
        var before = Live();
        RunAndDrop();
        Assert.Equal(before, Live());
        GC.KeepAlive((x, constant));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void RunAndDrop()
        {
            var program = Rehearsed(() => Compile([row], [constant], [4], (Exp, [0]), (Add, [2, 1]), (Exp, [3])));
            for (var i = 0; i < 3; i++) Release(program.Run([x]));

            // An input and an output, and another handle of the constant.
            Assert.Equal((before.Tensors + 3, before.Bytes + 8000), (Torch.LiveTensors, Torch.LiveBytes));
            GC.KeepAlive(program);
        }
    }

    [TorchFact]
    public void ACaptureThatFailsLeavesNothingBehindAndTheCallsRun()
    {
        var program = Rehearsed(
            () => Compile([Triple, Triple], [], [4], (Add, [0, 1]), (Mul, [2, 0]), (Exp, [3])), GraphWay.FailingRehearsal);
        var (x, y) = (Vector(1, 2, 3), Vector(4, 5, 6));
        var before = Live();
        for (var i = 0; i < 3; i++)
        {
            var made = program.Run([x, y]);
            Assert.Equal(MathF.Exp(5), Singles(made[0])[0], 1e-2);
            Release(made);
            Assert.Contains("(not captured: the rehearsed capture fails", program.Explain());
        }

        Assert.Equal(before, Live());
        GC.KeepAlive((x, y));
    }

    [TorchFact]
    public void ACaptureForADeviceThatIsNotThereFailsAndTheCallsRun()
    {
        if (Torch.CudaIsAvailable) return;
        var program = Rehearsed(() => Compile([Triple, Triple], [], [3], (Add, [0, 1]), (Mul, [2, 0])), GraphWay.Cuda);
        var (x, y) = (Vector(1, 2, 3), Vector(4, 5, 6));
        var before = Live();
        for (var i = 0; i < 2; i++)
        {
            var made = program.Run([x, y]);
            Assert.Equal([5f, 14, 27], Singles(made[0]));
            Release(made);
        }

        Assert.Contains("(not captured: ", program.Explain());
        Assert.Equal(!Torch.CudaGraphsAreAvailable, program.Explain().Contains("built without CUDA's headers"));
        Assert.Equal(before, Live());
        GC.KeepAlive((x, y));
    }

    [TorchFact]
    public void AReplayThatFailsIsTheErrorOfTheCallsAndThereIsNoGraphAfterwards()
    {
        var index = new Space([1], DType.Int64);
        var program = Rehearsed(() => Compile([Triple, index], [], [3], (Exp, [0]), (new Gather(0), [2, 1])));
        var (x, one, five) = (Vector(0, 0, 0), Backend.Create<long>([1], [1]), Backend.Create<long>([5], [1]));
        var before = Live();
        for (var i = 0; i < 2; i++)
        {
            var made = program.Run([x, one]);
            Assert.Equal([1f], Singles(made[0]));
            Release(made);
            Assert.Contains(i == 0 ? "(captured)" : "(not captured: ", program.Explain());
            var error = Assert.Throws<IndexException>(() => program.Run([x, five]));
            Assert.Equal(Assert.Throws<IndexException>(() => new Gather(0).Run(x, five)).Message, error.Message);
        }

        Assert.Equal(before, Live());
        GC.KeepAlive((x, one, five));
    }

    [TorchFact]
    public void MemoryThatIsNotThereForAGraphIsAnErrorOfTheCallsAndLeavesNothingBehind()
    {
        var program = Rehearsed(() => Compile([Triple], [], [2], (Exp, [0]), (new Huge(), [1])));
        var x = Vector(0, 0, 0);
        var before = Live();
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("huge: ", Assert.Throws<TensorMemoryException>(() => program.Run([x])).Message);
        Assert.Equal(before, Live());
        GC.KeepAlive(x);
    }

    [TorchFact]
    public void APartRunsAFewTimesBeforeItIsCapturedAndOneOfFewCallsNeverIs()
    {
        IExecutable Program(int leastCalls)
        {
            using (GraphPolicy.AtOnce(plainRuns: 2, leastCalls: leastCalls))
                return Compile([Triple], [], [2], (Exp, [0]), (Add, [1, 0]));
        }

        var (large, small) = (Program(2), Program(3));
        for (var i = 1; i < 5; i++)
        {
            Release([.. large.Run([Vector(1, 2, 3)]), .. small.Run([Vector(1, 2, 3)])]);
            Assert.Equal(i > 2, large.Explain().Contains("(captured)"));
            Assert.DoesNotContain("captured", small.Explain());
        }
    }

    [TorchFact]
    public void ProgramsOnTheCpuAreNotCaptured()
    {
        Torch.CudaGraphs = true;
        try
        {
            var program = Compile([Triple], [], [4], (Exp, [0]), (Add, [1, 0]), (Mul, [2, 0]), (Exp, [3]));
            for (var i = 0; i < 6; i++) Release(program.Run([Vector(1, 2, 3)]));
            Assert.DoesNotContain("captured", program.Explain());
        }
        finally
        {
            Torch.CudaGraphs = false;
        }
    }

    [TorchFact]
    public void ThreadsMayRunOneGraphAtATime()
    {
        var program = Rehearsed(() => Compile([Triple, Triple], [], [4], (Add, [0, 1]), (Mul, [2, 0]), (Add, [3, 1])));
        var y = Vector(4, 5, 6);
        Release(program.Run([y, y]));
        RunByManyThreads(program, y);
        Assert.Contains("(captured)", program.Explain());
        GC.KeepAlive((y, program));
    }

    private static IExecutable Rehearsed(Func<IExecutable> compile, GraphWay way = GraphWay.Rehearsal)
    {
        using (GraphPolicy.AtOnce(way)) return compile();
    }
}
