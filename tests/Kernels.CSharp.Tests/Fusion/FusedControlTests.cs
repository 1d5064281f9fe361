using Functional.Kernels.Fusion;

namespace Functional.Kernels.Tests;

/// <summary>Programs inside of programs.</summary>
public class FusedControlTests
{
    [Fact]
    public void Bodies_of_control_are_fused_too()
    {
        var (program, arguments) = Repeated(FusedRun.Numbers(1, 50));
        var compiled = FusedRun.Agrees(program, arguments, 16);
        var step = Assert.IsType<ControlStep>(Assert.Single(compiled.Steps, x => x is ControlStep));
        Assert.IsType<FusedProgram>(Assert.Single(step.Bodies));
        Assert.Contains("   | ", compiled.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_gives_its_arguments_back_keeps_their_numbers()
    {
        var x = FusedRun.Numbers(2, 3000);
        var (program, arguments) = Repeated(x);
        var before = Samples.Values(x);
        var compiled = FusedRun.Compile(program, eager: true);
        for (var i = 0; i < 5; i++) compiled.Run(arguments);
        Assert.Equal(before, Samples.Values(x));
    }

    /// <summary>A state that a body makes anew beside one that it hands on, three times, with loops before and after.</summary>
    private static (Program Program, NdArray[] Arguments) Repeated(NdArray x)
    {
        var inner = new Trace();
        var (state, same) = (inner.Argument(x), inner.Argument(x));
        var body = inner.Give(inner.Zip(Binary.Add, inner.Map(Unary.Tanh, state), same), same);
        var t = new Trace();
        var start = t.Argument(x);
        var made = t.Add(new Thrice(body), t.Map(Unary.Sin, start), t.Map(Unary.Cos, start));
        return (t.Give(t.Zip(Binary.Mul, made, made + 1), made + 1, made), [x]);
    }

    /// <summary>Runs a program three times on what it gave.</summary>
    private sealed class Thrice(Program body) : Control("thrice")
    {
        public override IReadOnlyList<Program> Bodies { get; } = [body];

        public override Control With(IReadOnlyList<Program> bodies) => new Thrice(bodies[0]);

        public override Space[] InferAll(ReadOnlySpan<Space> arguments) => arguments.ToArray();

        public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments)
        {
            for (var i = 0; i < 3; i++) arguments = bodies[0].Run(arguments);
            return arguments;
        }
    }
}
