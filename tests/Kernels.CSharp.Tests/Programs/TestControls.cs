using System.Runtime.CompilerServices;

namespace Functional.Kernels.Tests;

/// <summary>Runs a body so many times on a state: control flow as simple as can be, to be written and read.</summary>
internal sealed class Repeat(int times, Program body) : Control("repeat")
{
    public int Times { get; } = times;

    public override IReadOnlyList<Program> Bodies { get; } = [body];

    [ModuleInitializer]
    internal static void Register()
    {
        OperationCodec.Register(OperationCodec.Of<Repeat>(
            "repeat", null, (x, to) => to.Add("times", x.Times), (from, bodies) => new(from.Int("times"), bodies[0])));
        OperationCodec.Register(OperationCodec.Of<Either>("test.either", 1, (_, _) => { }, (from, bodies) => new(from.Name, bodies)));
    }

    public override Control With(IReadOnlyList<Program> bodies) => new Repeat(Times, bodies[0]);

    public override Space[] InferAll(ReadOnlySpan<Space> arguments)
    {
        if (!arguments.SequenceEqual(Bodies[0].Arguments.ToArray())) throw new ShapeException("repeat: the state does not fit the body");
        return arguments.ToArray();
    }

    public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments)
    {
        for (var i = 0; i < Times; i++) arguments = bodies[0].Run(arguments);
        return arguments;
    }
}

/// <summary>Any number of bodies, of which the first is run without arguments; makes no value where it has none.</summary>
internal sealed class Either(string name, IReadOnlyList<Program> bodies) : Control(name)
{
    public override IReadOnlyList<Program> Bodies { get; } = bodies;

    public override Control With(IReadOnlyList<Program> bodies) => new Either(Name, bodies);

    public override Space[] InferAll(ReadOnlySpan<Space> arguments) =>
        Bodies.Count == 0 ? [] : [.. Bodies[0].Results.Select(Bodies[0].SpaceOf)];

    public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments) => bodies.Count == 0 ? [] : bodies[0].Run([]);
}

/// <summary>An operation that nobody wrote a codec for.</summary>
internal sealed class Unknown() : Operation("mystery")
{
    public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];

    public override Operation Batched(int size) => this;
}
