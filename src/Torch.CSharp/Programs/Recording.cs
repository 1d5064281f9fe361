using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>An array while a program is recorded: a slot, with no numbers yet.</summary>
internal sealed class RecordedArray(Recorder recorder, Space space, int slot) : NdArray(space.Shape)
{
    /// <inheritdoc/>
    public override DType DType => space.DType;

    /// <inheritdoc/>
    public override IBackend Backend => recorder;

    /// <summary>Where it will be.</summary>
    public int Slot => slot;

    /// <inheritdoc/>
    public override void Keep()
    {
    }
}

/// <summary>An operation wants to see numbers, which are not there before a program runs.</summary>
internal sealed class NotRecordedException(string operation) : Exception($"{operation}: it reads numbers");

/// <summary>Calls are written down.</summary>
internal readonly struct Recording(Recorder recorder) : ISetting
{
    /// <inheritdoc/>
    public Calls Begin(string operation) => recorder.Calls.Begin(operation);

    /// <inheritdoc/>
    public Input Of(string operation, NdArray x) => x switch
    {
        RecordedArray array when ReferenceEquals(array.Backend, recorder) => new(new(array.Slot), x.Shape, x.DType),
        _ => throw Errors.MixedDevices(operation, recorder.Device, x.Backend.Device),
    };

    /// <inheritdoc/>
    public NdArray Take(Calls calls, Value value, Space result) => new RecordedArray(recorder, result, (int)value.Id);

    /// <inheritdoc/>
    public void End(Calls calls)
    {
    }
}

/// <summary>A backend on which operations leave their calls instead of results.</summary>
internal sealed class Recorder(TorchBackend backend, RecordedCalls calls)
    : Families<Recording>(static recorder => new((Recorder)recorder))
{
    /// <inheritdoc/>
    public override Device Device => backend.Device;

    /// <summary>What has been written down.</summary>
    public RecordedCalls Calls => calls;

    /// <inheritdoc/>
    public override NdArray Create<T>(ReadOnlySpan<T> data, Shape shape) => Constant(backend.Create(data, shape));

    /// <inheritdoc/>
    public override NdArray Full(Shape shape, DType dtype, Number value) => Constant(backend.Full(shape, dtype, value));

    /// <inheritdoc/>
    public override void Read<T>(NdArray x, Span<T> destination) => throw new NotRecordedException("read");

    /// <inheritdoc/>
    public override Number Item(NdArray x) => throw new NotRecordedException("item");

    /// <inheritdoc/>
    public override IExecutable Compile(Program program, bool eager = false) => throw new NotRecordedException("compile");

    /// <summary>What is known already.</summary>
    public RecordedArray Constant(NdArray array) => new(this, array.Space, calls.Constant((TorchArray)array));
}

/// <summary>Calls written down in order. A call is known by what it takes and makes; slots are counted from the arguments' on.</summary>
internal sealed class RecordedCalls : Calls
{
    private readonly List<TorchStep> steps = [];
    private readonly Dictionary<int, TorchArray> constants = [];

    /// <param name="device">The number of the CUDA device, -1 for the CPU.</param>
    /// <param name="arguments">Slots of what the program will be given.</param>
    public RecordedCalls(int device, int arguments) => (Device, Slots) = (device, arguments);

    /// <summary>How many slots there are.</summary>
    public int Slots { get; private set; }

    /// <summary>What has been written down.</summary>
    public IReadOnlyList<TorchStep> Steps => steps;

    /// <summary>The slots of what is known already.</summary>
    public IReadOnlyDictionary<int, TorchArray> Constants => constants;

    /// <summary>Begins an operation.</summary>
    public RecordedCalls Begin(string operation)
    {
        Operation = operation;
        return this;
    }

    /// <summary>A slot for what is known already.</summary>
    public int Constant(TorchArray array)
    {
        constants.Add(Slots, array);
        return Slots++;
    }

    /// <summary>What runs as it is.</summary>
    /// <returns>The first of its results' slots.</returns>
    public int Add(Func<int, TorchStep> step, int results)
    {
        steps.Add(step(Slots));
        Slots += results;
        return Slots - results;
    }

    /// <summary>Forgets what was written down after a mark.</summary>
    public void BackTo(int mark) => steps.RemoveRange(mark, steps.Count - mark);

    /// <inheritdoc/>
    public override Value Call(Operator op, params ReadOnlySpan<Argument> arguments)
    {
        Span<Value> result = stackalloc Value[1];
        Call(op, arguments, result);
        return result[0];
    }

    /// <inheritdoc/>
    public override void Call(Operator op, ReadOnlySpan<Argument> arguments, Span<Value> results)
    {
        var given = arguments.ToArray();
        var name = Operation;
        var count = results.Length;
        var first = Add(slot => new CallStep(name, op, given, slot, count), count);
        for (var i = 0; i < count; i++) results[i] = new(first + i);
    }

    /// <inheritdoc/>
    public override void Check(Value numbers, int count, Judge judge)
    {
        if (count > 0) Add(_ => new CheckStep((int)numbers.Id, count, judge), 0);
    }

    /// <inheritdoc/>
    public override Value OnHost(Operation operation, Input x) =>
        new(Add(slot => new OperationStep(operation, [new((int)x.Value.Id, new(x.Shape, x.DType))], slot), 1));
}
