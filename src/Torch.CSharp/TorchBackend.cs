using System.Runtime.InteropServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// libtorch on one device. What each family becomes is written in the lowerings; here their calls run at once.
/// </summary>
internal sealed unsafe class TorchBackend : Families<Eager>, IBackend
{
    /// <summary>The number that stands for the CPU where CUDA devices have theirs.</summary>
    internal const int CpuIndex = -1;

    private static readonly Lock Making = new();
    private static readonly Dictionary<int, TorchBackend> ByIndex = [];

    private TorchBackend(int index)
        : base(static backend => new((TorchBackend)backend)) => Index = index;

    /// <summary>The number of the CUDA device, or <see cref="CpuIndex"/>.</summary>
    internal int Index { get; }

    /// <summary>What is joined on its device.</summary>
    internal Joins Joins => new(Index);

    /// <inheritdoc/>
    public override Device Device => Index == CpuIndex ? Torch.Cpu : Torch.Cuda(Index);

    /// <summary>A device's backend, always the same.</summary>
    /// <exception cref="DeviceException">libtorch is not there, or has no such device.</exception>
    internal static TorchBackend For(int index)
    {
        lock (Making)
        {
            if (ByIndex.TryGetValue(index, out var found)) return found;
            Library.Require();
            var count = Native.CudaCount();
            if (index >= count) throw Errors.NoCuda(index, count, Torch.Version);
            return ByIndex[index] = new(index);
        }
    }

    /// <inheritdoc/>
    public override NdArray Create<T>(ReadOnlySpan<T> data, Shape shape)
    {
        var calls = EagerCalls.Begin(Index, "tensor");
        try
        {
            var dtype = DTypes.Of<T>();
            fixed (T* start = data) return calls.Take(this, calls.Create(start, shape, dtype), shape, dtype);
        }
        finally
        {
            calls.End();
        }
    }

    /// <inheritdoc/>
    public override NdArray Full(Shape shape, DType dtype, Number value)
    {
        // What a number becomes in a dtype is the same everywhere.
        var single = (ManagedArray)ManagedBackend.Instance.Full(Shape.Scalar, dtype, value);
        var number = ManagedBackend.Instance.Item(single);
        var calls = EagerCalls.Begin(Index, "full");
        try
        {
            fixed (byte* bits = &single.Data<byte>())
            {
                // One number is soonest written by whoever has it at hand; a device would wait for it.
                var made = shape.Rank == 0 && calls.OnCpu ? calls.Create(bits, shape, dtype) : calls.Full(shape, dtype, number);
                return calls.Take(this, made, shape, dtype, number);
            }
        }
        finally
        {
            calls.End();
            GC.KeepAlive(single);
        }
    }

    /// <inheritdoc/>
    public override void Read<T>(NdArray x, Span<T> destination)
    {
        var calls = EagerCalls.Begin(Index, "read");
        fixed (T* start = destination[..x.Shape.Size]) calls.Read(Of("read", x).Value, start);
        GC.KeepAlive(x);
    }

    /// <inheritdoc/>
    public override Number Item(NdArray x)
    {
        long bits = 0;
        EagerCalls.Begin(Index, "item").Read(Of("item", x).Value, &bits);
        GC.KeepAlive(x);
        return ManagedBackend.Instance.Item(ManagedArray.Number(Shape.Scalar, x.DType, bits));
    }

    /// <inheritdoc/>
    public override NdArray Zip(Zip operation, NdArray x, NdArray y, Space result) =>
        (result.Shape.Size < Waits.Least ? null : Waits.Zip(this, operation, x, y, result)) ?? base.Zip(operation, x, y, result);

    /// <inheritdoc/>
    public override NdArray Select(NdArray condition, NdArray x, NdArray y, Space result) =>
        Waits.Select(this, condition, x, y, result) ?? base.Select(condition, x, y, result);

    /// <inheritdoc/>
    public bool Has(Composition composition, Space x) => Compositions.Has(composition, x, Index == CpuIndex);

    /// <inheritdoc/>
    public NdArray Compose(Composition composition, NdArray[] xs)
    {
        var inputs = new Input[xs.Length];
        var spaces = new Space[xs.Length];
        var calls = EagerCalls.Begin(Index, composition.Name);
        try
        {
            for (var i = 0; i < xs.Length; i++) (inputs[i], spaces[i]) = (Of(composition.Name, xs[i]), xs[i].Space);
            var result = composition.Infer(spaces);
            return calls.Take(this, Compositions.Compose(calls, composition, inputs), result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(xs);
        }
    }

    /// <inheritdoc/>
    public override IExecutable Compile(Program program, bool eager = false) => new TorchProgram(this, program, eager);

    /// <summary>The operand that an array is.</summary>
    /// <exception cref="DeviceException">It is on another device.</exception>
    internal Input Of(string operation, NdArray x) =>
        x is TorchArray array && ReferenceEquals(array.Owner, this)
            ? array.Input
            : throw Errors.MixedDevices(operation, Device, x.Backend.Device);
}

/// <summary>Calls run at once.</summary>
internal readonly struct Eager(TorchBackend backend) : ISetting
{
    /// <inheritdoc/>
    public Calls Begin(string operation) => EagerCalls.Begin(backend.Index, operation);

    /// <inheritdoc/>
    public Input Of(string operation, NdArray x) => backend.Of(operation, x);

    /// <inheritdoc/>
    public NdArray Take(Calls calls, Value value, Space result) =>
        ((EagerCalls)calls).Take(backend, value, result.Shape, result.DType);

    /// <inheritdoc/>
    public void End(Calls calls) => ((EagerCalls)calls).End();
}
