namespace Functional.Kernels;

/// <summary>An instruction that runs other programs, and may make several values: a branch or a loop.</summary>
public abstract class Control(string name) : Operation(name)
{
    /// <summary>The programs that it runs.</summary>
    public abstract IReadOnlyList<Program> Bodies { get; }

    /// <summary>The same with other programs, which take and give the same spaces.</summary>
    public abstract Control With(IReadOnlyList<Program> bodies);

    /// <summary>The shapes and dtypes of what it makes.</summary>
    public abstract Space[] InferAll(ReadOnlySpan<Space> arguments);

    /// <summary>Runs it, given what the bodies became.</summary>
    public abstract NdArray[] RunAll(IReadOnlyList<IExecutable> bodies, NdArray[] arguments);

    /// <inheritdoc/>
    public sealed override Space Infer(ReadOnlySpan<Space> arguments) => InferAll(arguments)[0];

    /// <summary>Control is traced where there are lanes already.</summary>
    public sealed override Operation Batched(int size) =>
        throw new InvalidOperationException($"{Name}: a program's control flow has no batched form; batch the function before it is compiled");

    /// <summary>Raises unless a body takes arguments of these spaces.</summary>
    /// <exception cref="ProgramException">It takes others.</exception>
    protected void Check(Program body, ReadOnlySpan<Space> arguments)
    {
        Space[] expected = [.. body.Arguments];
        if (!arguments.SequenceEqual(expected)) throw Errors.BodyArguments(Name, expected, arguments.ToArray());
    }
}
