namespace Functional.Kernels;

/// <summary>
/// One of two programs, as a truth value says: the first argument is the truth value, and the others are given to the program
/// that runs. Both make values of the same shapes and dtypes.
/// </summary>
public sealed class Choose(Program onTrue, Program onFalse) : Control("cond")
{
    /// <inheritdoc/>
    public override IReadOnlyList<Program> Bodies { get; } = [onTrue, onFalse];

    /// <inheritdoc/>
    public override Control With(IReadOnlyList<Program> bodies) => new Choose(bodies[0], bodies[1]);

    /// <inheritdoc/>
    public override Space[] InferAll(ReadOnlySpan<Space> arguments)
    {
        Check(Bodies[0], arguments[1..]);
        Check(Bodies[1], arguments[1..]);
        return Bodies[0].Spaces();
    }

    /// <inheritdoc/>
    public override NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments)
    {
        var answer = arguments[0].Backend.Item(arguments[0]).ToInt64() != 0;
        return bodies[answer ? 0 : 1].Run(arguments[1..]);
    }
}
