using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// A tensor while an operation is being lowered: a handle where calls run at once, a slot where they are recorded.
/// </summary>
internal readonly record struct Value(long Id);

/// <summary>An operand of an operation: a value whose shape and dtype are known.</summary>
internal readonly record struct Input(Value Value, Shape Shape, DType DType)
{
    /// <summary>The same value under another dtype that it has by now.</summary>
    public Input As(Value value, DType dtype) => new(value, Shape, dtype);
}

/// <summary>Says what is wrong with numbers that a call gave, if anything is.</summary>
internal delegate Exception? Judge(ReadOnlySpan<long> numbers);

/// <summary>
/// Where lowerings put their calls. Each family of <see cref="IBackend"/> is written once against this, as calls of
/// libtorch's operators; whether they run at once or become a program is no business of theirs.
/// </summary>
internal abstract class Calls
{
    /// <summary>The operation that is being lowered, for messages.</summary>
    public string Operation { get; protected set; } = "";

    /// <summary>The number of the CUDA device, -1 for the CPU.</summary>
    public int Device { get; protected set; }

    /// <summary>Whether the CPU computes.</summary>
    public bool OnCpu => Device < 0;

    /// <summary>Calls an operator that gives one tensor.</summary>
    public abstract Value Call(Operator op, params ReadOnlySpan<Argument> arguments);

    /// <summary>Calls an operator that gives several.</summary>
    public abstract void Call(Operator op, ReadOnlySpan<Argument> arguments, Span<Value> results);

    /// <summary>Has int64 numbers judged, and throws what is wrong with them.</summary>
    public abstract void Check(Value numbers, int count, Judge judge);

    /// <summary>Runs an operation of one operand on the managed backend, by way of host memory.</summary>
    public abstract Value OnHost(Operation operation, Input x);
}
