using System.Text.RegularExpressions;
using Functional.Kernels;
using static Functional.LibTorch.Tests.Arrays;
using static Functional.LibTorch.Tests.Programs;

namespace Functional.LibTorch.Tests;

/// <summary>Programs: what they give, what they leave behind, and what they never write into.</summary>
public class ProgramTests
{
    [TorchFact]
    public void AProgramGivesWhatItsOperationsGive()
    {
        var program = Compile([Triple, Triple], [], [2, 3, 4], (Add, [0, 1]), (Mul, [2, 0]), (Exp, [3]));
        var (x, y) = (Vector(1, 2, 3), Vector(4, 5, 6));
        var sum = Backend.Zip(Add, x, y, Triple);
        var product = Backend.Zip(Mul, sum, x, Triple);
        NdArray[] expected = [sum, product, Backend.Map(Exp, product, Triple)];
        foreach (var (a, b) in expected.Zip(program.Run([x, y]))) Assert.Equal(Singles(a), Singles(b));
    }

    [TorchFact]
    public void ResultsMayBeArgumentsConstantsAndTheSameValueTwice()
    {
        var (x, constant) = (Vector(1, 2, 3), Vector(7, 8, 9));
        var program = Compile([Triple], [constant], [2, 0, 1, 2, 0], (Add, [0, 1]));
        for (var i = 0; i < 3; i++)
        {
            var made = program.Run([x]);
            Assert.Equal([8f, 10f, 12f], Singles(made[0]));
            Assert.Same(x, made[1]);
            Assert.Same(constant, made[2]);
            Assert.Same(made[0], made[3]);
            Assert.Same(x, made[4]);
        }
    }

    [TorchFact]
    public void AProgramFreesAllThatItDoesNotGive()
    {
        var program = Compile([Triple, Triple], [], [4], (Add, [0, 1]), (Mul, [2, 0]), (Exp, [3]));
        var (x, y) = (Vector(1, 2, 3), Vector(4, 5, 6));
        var before = Live();
        for (var i = 0; i < 10; i++)
        {
            var made = program.Run([x, y]);
            Assert.Equal(before.Tensors + 1, Torch.LiveTensors);
            Release(made);
        }

        Assert.Equal(before, Live());
        GC.KeepAlive((x, y));
    }

    [TorchFact]
    public void AnErrorInsideSaysOperationAndOperandsAndLeavesNothingBehind()
    {
        var program = Compile([Triple, Triple], [], [3], (Add, [0, 1]), (new Badly("matmul", Aten.MatMul2), [2]));
        var (x, y) = (Vector(1, 2, 3), Vector(4, 5, 6));
        var before = Live();
        for (var i = 0; i < 3; i++)
        {
            var error = Assert.Throws<DeviceException>(() => program.Run([x, y]));
            Assert.StartsWith("matmul: ", error.Message);
            Assert.Contains("aten::mm(float32[3], float32[3])", error.Message);
        }

        Assert.Equal(before, Live());
        Assert.Equal([1f, 2f, 3f], Singles(x));
        GC.KeepAlive(y);
    }

    [TorchFact]
    public void AnIndexOutOfBoundsIsTheSameErrorAsOutsideOfPrograms()
    {
        var index = new Space([1], DType.Int64);
        var program = Compile([Triple, index], [], [3], (Exp, [0]), (new Gather(0), [2, 1]));
        var (x, five) = (Vector(1, 2, 3), Backend.Create<long>([5], [1]));
        var before = Live();
        var error = Assert.Throws<IndexException>(() => program.Run([x, five]));
        Assert.Equal(Assert.Throws<IndexException>(() => new Gather(0).Run(x, five)).Message, error.Message);
        Assert.Equal(before, Live());
        GC.KeepAlive((x, five));
    }

    [TorchFact]
    public void MemoryThatIsNotThereIsAnErrorAndLeavesNothingBehind()
    {
        var program = Compile([Triple], [], [2], (Exp, [0]), (new Huge(), [1]));
        var x = Vector(0, 0, 0);
        var before = Live();
        for (var i = 0; i < 3; i++)
        {
            var error = Assert.Throws<TensorMemoryException>(() => program.Run([x]));
            Assert.StartsWith("huge: ", error.Message);
        }

        Assert.Equal(before, Live());
        Assert.Equal([0f, 0f, 0f], Singles(x));
    }

    [TorchFact]
    public void ArgumentsThatDoNotFitAreAnErrorAndNoProgramRuns()
    {
        var program = Compile([Triple, Triple], [], [2], (Add, [0, 1]));
        var (x, longer) = (Vector(1, 2, 3), Vector(1, 2, 3, 4));
        Assert.Null(program.TryRun([x, longer]));
        Assert.Contains("[4]", Assert.ThrowsAny<ArgumentException>(() => program.Run([x, longer])).Message);
        Assert.ThrowsAny<ArgumentException>(() => program.Run([x]));
        var elsewhere = ManagedBackend.Instance.Create<float>([1, 2, 3], [3]);
        Assert.Throws<DeviceException>(() => program.Run([x, elsewhere]));
    }

    [TorchFact]
    public void WhatReadsNumbersRunsAsAStepBetweenCalls()
    {
        // Small ones would stay with the argument as long as that is there.
        var row = new Space([1000], DType.Float32);
        var program = Compile([row], [], [3], (Exp, [0]), (new Reader(), [1]), (Add, [2, 1]));
        Assert.Contains("reader (as it is)", program.Explain());
        Assert.Contains("2 calls of libtorch in 2 native calls, 1 steps between", program.Explain());
        var x = Vector(new float[1000]);
        var before = Live();
        var made = program.Run([x]);
        Assert.All(Singles(made[0]), y => Assert.Equal(2, y));
        Release(made);
        Assert.Equal(before, Live());
        GC.KeepAlive(x);
    }

    [TorchFact]
    public void AnOperandThatNobodyReadsAnyMoreLendsItsMemory()
    {
        var program = Compile([Triple, Triple], [], [4], (Add, [0, 1]), (Mul, [2, 0]), (Add, [3, 1]));
        Assert.Contains("aten::mul.out", program.Explain());
        Assert.Contains("aten::add.out", program.Explain());
        Assert.Equal([9f, 19f, 33f], Singles(program.Run([Vector(1, 2, 3), Vector(4, 5, 6)])[0]));
    }

    [TorchFact]
    public void TheDerivativeOfARectifiedUnitIsOnePass()
    {
        var zero = Backend.Full([], DType.Float32, 0.0);
        var program = Compile(
            [Triple, Triple], [zero], [4], (new Zip("le", Binary.LessEqual), [0, 2]), (Select.Instance, [3, 2, 1]));
        Assert.Contains("- aten::threshold_backward", program.Explain());
        var (x, y) = (Vector(-1, float.NaN, -0f), Vector(4, 5, 6));
        Assert.Equal([0f, 5f, 0f], Singles(program.Run([x, y])[0]));
        Assert.Equal([4f, 5f, 6f], Singles(y));
        Assert.Equal([0f, float.NaN, 0f], Singles(program.Run([y, Vector(0, float.NaN, 0)])[0]));
    }

    [TorchFact]
    public void AProductAndTheOtherTermOfItsSumAreOneCall()
    {
        var (left, right) = (new Space([64, 17], DType.Float32), new Space([17, 72], DType.Float32));
        var (x, y) = (Waves(left), Waves(right));
        foreach (var shape in new Shape[] { [72], [1, 72], [64, 72] })
        {
            var term = Waves(new(shape, DType.Float32));
            foreach (var order in new int[][] { [3, 2], [2, 3] })
            {
                var program = Compile([left, right, term.Space], [], [5], (MatMul, [0, 1]), (Add, order), (Exp, [4]));
                Assert.Equal((0, 1), Products(program));
                Assert.Contains("aten::exp.out", program.Explain());
                var expected = Singles(Exp.Run(Add.Run(MatMul.Run(x, y), term)));
                Assert.All(expected.Zip(Singles(program.Run([x, y, term])[0])), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5));
            }
        }
    }

    [TorchFact]
    public void AProductThatIsAskedForOtherwiseIsMadeByItself()
    {
        var (left, right) = (new Space([64, 17], DType.Float32), new Space([17, 72], DType.Float32));
        var row = new Space([72], DType.Float32);
        Assert.Equal((1, 0), Products(Compile([left, right, row], [], [3, 4], (MatMul, [0, 1]), (Add, [3, 2]))));
        Assert.Equal((1, 0), Products(Compile([left, right, row], [], [5], (MatMul, [0, 1]), (Add, [3, 2]), (Add, [4, 3]))));
        Assert.Equal((1, 0), Products(Compile([left, right], [], [3], (MatMul, [0, 1]), (Add, [2, 2]))));
        var sub = new Zip("sub", Binary.Sub);
        Assert.Equal((1, 0), Products(Compile([left, right, row], [], [4], (MatMul, [0, 1]), (sub, [3, 2]))));
        foreach (var shape in new Shape[] { [], [1], [64, 1], [2, 64, 72] })
        {
            var other = new Space(shape, DType.Float32);
            Assert.Equal((1, 0), Products(Compile([left, right, other], [], [4], (MatMul, [0, 1]), (Add, [3, 2]))));
        }

        Space[] integers = [new([64, 17], DType.Int64), new([17, 72], DType.Int64), new([72], DType.Int64)];
        Assert.Equal((1, 0), Products(Compile(integers, [], [4], (MatMul, [0, 1]), (Add, [3, 2]))));
        var batched = new Space([2, 64, 17], DType.Float32);
        Assert.Equal((0, 0), Products(Compile([batched, right, row], [], [4], (MatMul, [0, 1]), (Add, [3, 2]))));

        // On the CPU a small product on a row is two calls, on a matrix one.
        var (square, small) = (new Space([4, 4], DType.Float32), new Space([4], DType.Float32));
        Assert.Equal((1, 0), Products(Compile([square, square, small], [], [4], (MatMul, [0, 1]), (Add, [3, 2]))));
        Assert.Equal((0, 1), Products(Compile([square, square, square], [], [4], (MatMul, [0, 1]), (Add, [3, 2]))));
    }

    [TorchFact]
    public void ASumOfTwoProductsGathersOneOnTheOtherUnlessItTakesAMultiple()
    {
        var (left, right) = (new Space([64, 17], DType.Float32), new Space([17, 72], DType.Float32));
        var (x, y) = (Waves(left), Waves(right));
        var expected = Singles(MatMul.Run(x, y));
        var both = Compile([left, right], [], [4], (MatMul, [0, 1]), (MatMul, [0, 1]), (Add, [2, 3]));
        Assert.Equal((1, 1), Products(both));
        Assert.All(expected.Zip(Singles(both.Run([x, y])[0])), pair => Assert.Equal(2 * pair.First, pair.Second, 1e-5));

        var half = Backend.Full([], DType.Float32, 0.5);
        var one = MatMul.Infer([left, right]);
        var scaled = Compile([left, right, one], [half], [6], (MatMul, [0, 1]), (Mul, [2, 3]), (Add, [5, 4]));
        Assert.Equal((1, 0), Products(scaled));
        var sums = Singles(scaled.Run([x, y, MatMul.Run(x, y)])[0]);
        Assert.All(expected.Zip(sums), pair => Assert.Equal(1.5f * pair.First, pair.Second, 1e-5));
    }

    [TorchFact]
    public void ArgumentsConstantsResultsAndViewsAreNeverWrittenInto()
    {
        var square = new Space([2, 2], DType.Float32);
        var constant = Backend.Create<float>([1, 1, 1, 1], square.Shape);

        // 2 = x + c, 3 = its transpose, 4 = 2 + 3, 5 = 4 * x, 6 = 5 + 4; 2 and 5 are results.
        var program = Compile(
            [square], [constant], [2, 5, 6],
            (Add, [0, 1]), (new Permute([1, 0]), [2]), (Add, [2, 3]), (Mul, [4, 0]), (Add, [5, 4]));
        var x = Backend.Create<float>([1, 2, 3, 4], square.Shape);
        for (var i = 0; i < 3; i++)
        {
            var made = program.Run([x]);
            Assert.Equal([2f, 3, 4, 5], Singles(made[0]));
            Assert.Equal([4f, 14, 21, 40], Singles(made[1]));
            Assert.Equal([8f, 21, 28, 50], Singles(made[2]));
            Assert.Equal([1f, 2, 3, 4], Singles(x));
            Assert.Equal([1f, 1, 1, 1], Singles(constant));
        }
    }

    [TorchFact]
    public void AViewThatIsReadLaterKeepsItsBase()
    {
        var square = new Space([2, 2], DType.Float32);

        // 1 = exp x, 2 = its transpose, 3 = 1 + x (not into 1, which 2 is a view of), 4 = 2 + 3.
        var program = Compile([square], [], [4], (Exp, [0]), (new Permute([1, 0]), [1]), (Add, [1, 0]), (Add, [2, 3]));
        var x = Backend.Create<float>([0, 0, 0, 0], square.Shape);
        Assert.Equal([2f, 2, 2, 2], Singles(program.Run([x])[0]));
        var y = Backend.Create<float>([0, MathF.Log(2), MathF.Log(3), 0], square.Shape);
        var expected = new[] { 2, 5 + MathF.Log(2), 5 + MathF.Log(3), 2 };
        Assert.All(expected.Zip(Singles(program.Run([y])[0])), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [TorchFact]
    public void ThreadsMayRunOneProgramAtATime()
    {
        var program = Compile([Triple, Triple], [], [4], (Add, [0, 1]), (Mul, [2, 0]), (Add, [3, 1]));
        var y = Vector(4, 5, 6);
        RunByManyThreads(program, y);
        GC.KeepAlive(y);
    }

    /// <summary>How many products a program makes by themselves, and how many on top of another term.</summary>
    private static (int Alone, int Gathered) Products(IExecutable program) =>
        (Regex.Count(program.Explain(), @"aten::mm\b"), Regex.Count(program.Explain(), @"aten::addmm\b"));

    private static NdArray Waves(Space space) => Backend.Create<float>(
        [.. Enumerable.Range(1, space.Shape.Size).Select(i => MathF.Sin(0.7f * i))], space.Shape);
}
