using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Calls that run at once. One object a thread, used again for every operation; what an operation makes on the way is
/// freed when it ends, well or not.
/// </summary>
internal sealed unsafe partial class EagerCalls : Calls
{
    [ThreadStatic]
    private static EagerCalls? mine;

    private Made[] made = new Made[16];
    private readonly Memory memory = Memory.Mine;
    private int count;

    /// <summary>Begins an operation on this thread.</summary>
    public static EagerCalls Begin(int device, string operation)
    {
        var calls = mine ??= new();
        calls.Device = device;
        calls.Operation = operation;
        return calls;
    }

    /// <summary>Takes a result out of what the operation made.</summary>
    public TorchArray Take(TorchBackend backend, Value value, Shape shape, DType dtype, object? uniform = null) =>
        memory.Array(backend, shape, dtype, Take(value), uniform);

    private Made Take(Value value)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (made[i].Tensor != (nint)value.Id) continue;
            var taken = made[i];
            made[i] = made[--count];
            return taken;
        }

        throw new InvalidOperationException($"{Operation}: its result is not of its making");
    }

    /// <summary>Runs an operation that waited, maybe in the midst of another one, and gives what the caller is to free.</summary>
    public static Made Late<T>(int device, string operation, T arguments, Func<Calls, T, Value> lower)
    {
        var calls = mine ??= new();
        var (before, deviceBefore, first) = (calls.Operation, calls.Device, calls.count);
        (calls.Operation, calls.Device) = (operation, device);
        try
        {
            return calls.Take(lower(calls, arguments));
        }
        finally
        {
            calls.End(first);
            (calls.Operation, calls.Device) = (before, deviceBefore);
        }
    }

    /// <summary>Frees what the operation made and nobody took.</summary>
    public void End() => End(0);

    private void End(int first)
    {
        while (count > first) Native.Free(made[--count].Tensor);
    }

    /// <inheritdoc/>
    public override Value Call(Operator op, params ReadOnlySpan<Argument> arguments)
    {
        Made result;
        fixed (Argument* start = arguments)
        {
            var status = Native.Call(op.Handle, start, arguments.Length, &result, 1);
            if (status != Status.Ok) Recover(status, op, arguments, &result, 1);
        }

        return Own(result);
    }

    /// <inheritdoc/>
    public override void Call(Operator op, ReadOnlySpan<Argument> arguments, Span<Value> results)
    {
        var all = stackalloc Made[results.Length];
        fixed (Argument* start = arguments)
        {
            var status = Native.Call(op.Handle, start, arguments.Length, all, results.Length);
            if (status != Status.Ok) Recover(status, op, arguments, all, results.Length);
        }

        for (var i = 0; i < results.Length; i++) results[i] = Own(all[i]);
    }

    /// <summary>A new tensor from row-major host memory.</summary>
    public Value Create(void* data, Shape shape, DType dtype)
    {
        var lengths = stackalloc long[shape.Rank];
        for (var i = 0; i < shape.Rank; i++) lengths[i] = shape.Lengths[i];
        Made result;
        var scalarType = ScalarTypes.Of(dtype);
        var status = Native.Create(data, lengths, shape.Rank, scalarType, Device, &result);
        if (status == Status.OutOfMemory)
        {
            Memory.Trim();
            status = Native.Create(data, lengths, shape.Rank, scalarType, Device, &result);
        }

        return status == Status.Ok ? Own(result) : throw Failure(status, $"{dtype.Name()}{shape} from the host");
    }

    /// <summary>Copies the elements into row-major host memory.</summary>
    public void Read(Value x, void* data)
    {
        var status = Native.Read((nint)x.Id, data);
        if (status != Status.Ok) throw Failure(status, "a copy to the host");
    }

    /// <inheritdoc/>
    public override void Check(Value numbers, int count, Judge judge)
    {
        if (count == 0) return;
        var host = count <= 64 ? stackalloc long[count] : new long[count];
        fixed (long* start = host) Read(numbers, start);
        if (judge(host) is { } wrong) throw wrong;
    }

    /// <inheritdoc/>
    public override Value OnHost(Operation operation, Input x)
    {
        var host = ManagedArray.Allocate(x.Shape, x.DType);
        fixed (byte* start = &host.Data<byte>()) Read(x.Value, start);
        var result = ManagedBackend.Contiguous((ManagedArray)operation.Run(host));
        Value value;
        fixed (byte* start = &result.Data<byte>()) value = Create(start, result.Shape, result.DType);
        GC.KeepAlive(host);
        GC.KeepAlive(result);
        return value;
    }

    private Value Own(Made result)
    {
        if (count == made.Length) Array.Resize(ref made, 2 * count);
        made[count++] = result;
        return new(result.Tensor);
    }

    /// <summary>Tries once more where memory was missing, and throws what cannot be mended.</summary>
    private void Recover(Status status, Operator op, ReadOnlySpan<Argument> arguments, Made* results, int countMade)
    {
        if (status == Status.OutOfMemory)
        {
            Memory.Trim();
            fixed (Argument* start = arguments) status = Native.Call(op.Handle, start, arguments.Length, results, countMade);
            if (status == Status.Ok) return;
        }

        throw Wrong(status, op, arguments);
    }

    /// <summary>What went wrong in a call of an operator.</summary>
    public Exception Wrong(Status status, Operator op, ReadOnlySpan<Argument> arguments)
    {
        // Describing the operands asks the native library, whose last error must be read before.
        var reason = Native.Error;
        return Known(reason, arguments) ?? Failure(status, $"{op}({Describe(arguments)})", reason);
    }

    private Exception Failure(Status status, string call, string? reason = null) =>
        status.Error(Operation, call, reason ?? Native.Error);

    /// <summary>Errors that libtorch finds and that every backend words alike.</summary>
    private Exception? Known(string reason, ReadOnlySpan<Argument> arguments)
    {
        if (reason.Contains("ZeroDivisionError", StringComparison.Ordinal)) return Errors.IntegerDivisionByZero(Operation);
        if (reason.Contains("failed to converge", StringComparison.Ordinal)) return Errors.NoConvergence(Operation, 0, 1);
        if (OutOfBounds().Match(reason) is not { Success: true } found) return null;
        var index = long.Parse(found.Groups["index"].Value, CultureInfo.InvariantCulture);
        // Of classes, which have no other, the axis is not said.
        var axis = found.Groups["axis"] is { Success: true } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : 1;
        return Errors.IndexOutOfBounds(Operation, index, axis, ShapeOf((nint)arguments[0].Payload));
    }

    [GeneratedRegex(@"index (?<index>-?\d+) is out of bounds for dimension (?<axis>\d+)|Target (?<index>-?\d+) is out of bounds")]
    private static partial Regex OutOfBounds();

    private static Shape ShapeOf(nint tensor)
    {
        const int Most = 64;
        var lengths = stackalloc long[Most];
        Facts facts;
        if (Native.Describe(tensor, &facts, lengths, Most) != Status.Ok) return Shape.Scalar;
        var shape = new int[Math.Min(facts.Rank, Most)];
        for (var i = 0; i < shape.Length; i++) shape[i] = (int)lengths[i];
        return Shape.Create(shape);
    }

    /// <summary>Arguments as they stand in messages: tensors by dtype and shape.</summary>
    private static string Describe(ReadOnlySpan<Argument> arguments)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (argument.Kind != ArgumentKind.Tensor) continue;
            Facts facts;
            if (Native.Describe((nint)argument.Payload, &facts, null, 0) != Status.Ok) continue;
            if (text.Length > 0) text.Append(", ");
            text.Append(ScalarTypes.Name(facts.DType)).Append(ShapeOf((nint)argument.Payload));
        }

        return text.ToString();
    }
}
