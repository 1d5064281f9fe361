namespace Functional.Kernels;

/// <summary>
/// An operation on arrays as data: a family with its member and parameters. It infers the space of its result, which
/// is the one place where shapes and dtypes are checked, and runs itself on the backend of its arguments.
/// Each subclass has one arity and overrides the <c>Run</c> and <c>Infer</c> of that arity.
/// </summary>
public abstract class Operation(string name)
{
    /// <summary>The name in messages, graphs and <c>GradFn</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The result's shape and dtype.</summary>
    /// <exception cref="ShapeException">The shapes do not fit the operation.</exception>
    /// <exception cref="DTypeException">The dtypes do not fit the operation.</exception>
    public abstract Space Infer(ReadOnlySpan<Space> arguments);

    /// <summary>
    /// The operation on arguments that all have one more axis, on the left: at each place of it, what this operation
    /// makes of the arguments there.
    /// </summary>
    /// <param name="size">The length of that axis.</param>
    public abstract Operation Batched(int size);

    /// <summary>
    /// Whether axes count from the right and missing ones are stretched, so that it is its own batched operation, and not
    /// every argument needs the axis on the left.
    /// </summary>
    public virtual bool Broadcasts => false;

    /// <summary>Runs on one array.</summary>
    public virtual NdArray Run(NdArray x) => throw Errors.Arity(Name, 1);

    /// <summary>Runs on two arrays.</summary>
    public virtual NdArray Run(NdArray x, NdArray y) => throw Errors.Arity(Name, 2);

    /// <summary>Runs on three arrays.</summary>
    public virtual NdArray Run(NdArray x, NdArray y, NdArray z) => throw Errors.Arity(Name, 3);

    /// <summary>Runs on any number of arrays.</summary>
    public virtual NdArray Run(NdArray[] xs) => xs.Length switch
    {
        1 => Run(xs[0]),
        2 => Run(xs[0], xs[1]),
        3 => Run(xs[0], xs[1], xs[2]),
        _ => throw Errors.Arity(Name, xs.Length),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The backend that two arguments share.</summary>
    /// <exception cref="DeviceException">They are on different devices.</exception>
    protected IBackend Common(NdArray x, NdArray y) =>
        ReferenceEquals(x.Backend, y.Backend) ? x.Backend : throw Errors.MixedDevices(Name, x.Backend.Device, y.Backend.Device);
}
