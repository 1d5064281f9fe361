using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

/// <summary>Fused programs beside what the interpreter makes of them.</summary>
internal static class FusedRun
{
    internal static FusedProgram Compile(Program program, bool eager = false) =>
        (FusedProgram)ManagedBackend.Instance.Compile(program, eager);

    /// <summary>How many loops there are.</summary>
    internal static int Loops(this FusedProgram program) => program.Steps.Count(x => x is LoopStep or StraightStep);

    /// <summary>Random numbers around 0.</summary>
    internal static NdArray Numbers(int seed, params int[] lengths)
    {
        var random = new Random(seed);
        var data = new float[lengths.Aggregate(1, (product, length) => product * length)];
        for (var i = 0; i < data.Length; i++) data[i] = (float)((random.NextDouble() * 4) - 2);
        return ManagedBackend.Instance.Create<float>(data, Shape.Create(lengths));
    }

    /// <summary>
    /// That results are those of the interpreter: within so many times the precision of float32, of the largest element.
    /// </summary>
    internal static FusedProgram Agrees(Program program, IEnumerable<NdArray> arguments, double bound)
    {
        NdArray[] given = [.. arguments];
        var expected = new Interpreter(program).Run(given);
        var compiled = Compile(program);
        var actual = compiled.Run(given);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Space, actual[i].Space);
            var (x, y) = (Samples.Values(expected[i]), Samples.Values(actual[i]));
            var scale = x.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max() * bound * 1.2e-7;
            for (var k = 0; k < x.Length; k++)
                Assert.True(x[k].Equals(y[k]) || Math.Abs(x[k] - y[k]) <= scale, $"result {i}, element {k}: {x[k]} and {y[k]}\n{compiled.Explain()}");
        }

        return compiled;
    }
}
