namespace Functional.Kernels;

/// <summary>
/// A step again and again, for as long as a test of the state holds. The arguments are the state, and then what test and step
/// take beside it.
/// </summary>
public sealed class While(Program test, Program step, int states) : Control("while")
{
    /// <summary>How many values the state is.</summary>
    public int States { get; } = states;

    /// <inheritdoc/>
    public override IReadOnlyList<Program> Bodies { get; } = [test, step];

    /// <inheritdoc/>
    public override Control With(IReadOnlyList<Program> bodies) => new While(bodies[0], bodies[1], States);

    /// <inheritdoc/>
    public override Space[] InferAll(ReadOnlySpan<Space> arguments)
    {
        Check(Bodies[0], arguments);
        Check(Bodies[1], arguments);
        return arguments[..States].ToArray();
    }

    /// <inheritdoc/>
    public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments)
    {
        var now = arguments.AsSpan().ToArray();
        while (true)
        {
            var answer = bodies[0].Run(now)[0];
            if (answer.Backend.Item(answer).ToInt64() == 0) return now[..States];
            bodies[1].Run(now).CopyTo(now, 0);
        }
    }
}
