using System.Runtime.CompilerServices;

namespace Functional.Kernels.Tests;

/// <summary>Where no code can be made, loops are interpreted; test.sh has a run of the tests where that is so.</summary>
public sealed class DynamicCodeTests
{
    /// <summary>What test.sh sets for a run without dynamic code.</summary>
    private static readonly bool IsSaidToBeOff = Environment.GetEnvironmentVariable("FUNCTIONAL_TESTS_DYNAMIC_CODE") == "off";

    [Fact]
    public void DynamicCodeIsOffWhereTheRunSaysSo() => Assert.Equal(IsSaidToBeOff, !RuntimeFeature.IsDynamicCodeSupported);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WithoutDynamicCodeLoopsAreInterpretedHoweverOftenTheyRun(bool eager)
    {
        var body = new LoopBody(
            DType.Float32, [new(LoopKind.Load, false, Operand: 0)], [new(LoopExit.Store, 0, 1)], 2);
        var kernel = LoopKernels.Make(body, eager);
        Assert.Equal(!RuntimeFeature.IsDynamicCodeSupported, kernel is BlockInterpreter<float>);
    }

    [Fact]
    public void ExplanationsSayThatLoopsAreInterpreted()
    {
        var t = new Trace();
        var explanation = FusedRun.Compile(t.Give(t.Map(Unary.Exp, t.Argument(FusedRun.Numbers(1, 8))))).Explain();
        Assert.Equal(!RuntimeFeature.IsDynamicCodeSupported, explanation.Contains("no code can be made"));
    }
}
