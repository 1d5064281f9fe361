using System.Runtime.InteropServices;
using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// libtorch on one device. What each family becomes is written in the lowerings; here their calls run at once.
/// </summary>
internal sealed unsafe class TorchBackend : IBackend
{
    /// <summary>The number that stands for the CPU where CUDA devices have theirs.</summary>
    internal const int CpuIndex = -1;

    private static readonly Lock Making = new();
    private static readonly Dictionary<int, TorchBackend> ByIndex = [];

    private TorchBackend(int index) => Index = index;

    /// <summary>The number of the CUDA device, or <see cref="CpuIndex"/>.</summary>
    internal int Index { get; }

    /// <inheritdoc/>
    public Device Device => Index == CpuIndex ? Torch.Cpu : Torch.Cuda(Index);

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
    public NdArray Create<T>(ReadOnlySpan<T> data, Shape shape)
        where T : unmanaged
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
    public NdArray Full(Shape shape, DType dtype, Number value)
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
    public void Read<T>(NdArray x, Span<T> destination)
        where T : unmanaged
    {
        var calls = EagerCalls.Begin(Index, "read");
        fixed (T* start = destination[..x.Shape.Size]) calls.Read(Of("read", x).Value, start);
        GC.KeepAlive(x);
    }

    /// <inheritdoc/>
    public Number Item(NdArray x)
    {
        long bits = 0;
        EagerCalls.Begin(Index, "item").Read(Of("item", x).Value, &bits);
        GC.KeepAlive(x);
        return ManagedBackend.Instance.Item(ManagedArray.Number(Shape.Scalar, x.DType, bits));
    }

    /// <inheritdoc/>
    public NdArray Cast(NdArray x, DType to) =>
        Run("cast", to, x, new(x.Shape, to), static (calls, to, x, _) => Casts.Cast(calls, x, to));

    /// <inheritdoc/>
    public NdArray Map(Map operation, NdArray x, Space result) => Run(operation.Name, operation, x, result, Maps.Map);

    /// <inheritdoc/>
    public NdArray Zip(Zip operation, NdArray x, NdArray y, Space result) =>
        Run(operation.Name, operation, x, y, result, Zips.Zip);

    /// <inheritdoc/>
    public NdArray Select(NdArray condition, NdArray x, NdArray y, Space result) =>
        Run("where", 0, condition, x, y, result, static (calls, _, c, x, y, _) => calls.Call(Aten.Where, c, x, y));

    /// <inheritdoc/>
    public NdArray Reduce(Reduce operation, NdArray x, Space result) =>
        Run(operation.Name, operation, x, result, Folds.Reduce);

    /// <inheritdoc/>
    public NdArray Scan(Scan operation, NdArray x, Space result) => Run(operation.Name, operation, x, result, Folds.Scan);

    /// <inheritdoc/>
    public NdArray Move(Movement movement, NdArray x, Space result) =>
        Run(movement.Name, movement, x, result, Movements.Move);

    /// <inheritdoc/>
    public NdArray Gather(int axis, NdArray x, NdArray index, Space result) =>
        Run("gather", axis, x, index, result, Indexing.Gather);

    /// <inheritdoc/>
    public NdArray ScatterAdd(int axis, NdArray x, NdArray index, NdArray source, Space result) =>
        Run("scatter_add", axis, x, index, source, result, Indexing.ScatterAdd);

    /// <inheritdoc/>
    public NdArray OverlapAdd(OverlapAdd operation, NdArray x, Space result) =>
        Run(operation.Name, operation, x, result, Movements.OverlapAdd);

    /// <inheritdoc/>
    public NdArray Concat(int axis, NdArray[] xs, Space result)
    {
        var calls = EagerCalls.Begin(Index, "cat");
        try
        {
            var values = xs.Length <= 16 ? stackalloc Value[xs.Length] : new Value[xs.Length];
            for (var i = 0; i < xs.Length; i++) values[i] = Of("cat", xs[i]).Value;
            return calls.Take(this, calls.Concat(axis, values), result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(xs);
        }
    }

    /// <inheritdoc/>
    public NdArray ArgSort(ArgSort operation, NdArray x, Space result) =>
        Run(operation.Name, operation, x, result, Folds.ArgSort);

    /// <inheritdoc/>
    public NdArray Contract(Contract operation, NdArray x, NdArray y, Space result) =>
        Run(operation.Name, operation, x, y, result, Contractions.Contract);

    /// <inheritdoc/>
    public NdArray Draw(Draw operation, NdArray keys, Space result) =>
        Run(operation.Name, operation, keys, result, static (calls, operation, keys, _) => calls.OnHost(operation, keys));

    /// <inheritdoc/>
    public NdArray Factor(Factor operation, NdArray x, Space result) =>
        Run(operation.Name, operation, x, result, Factorizations.Factor);

    /// <inheritdoc/>
    public NdArray SolveTriangular(SolveTriangular operation, NdArray matrix, NdArray right, Space result) =>
        Run(operation.Name, operation, matrix, right, result, Systems.SolveTriangular);

    /// <inheritdoc/>
    public NdArray Divide(Divide operation, NdArray factors, NdArray right, Space result) =>
        Run(operation.Name, operation, factors, right, result, Systems.Divide);

    private delegate Value Lowering1<in TOperation>(Calls calls, TOperation operation, Input x, Space result);

    private delegate Value Lowering2<in TOperation>(Calls calls, TOperation operation, Input x, Input y, Space result);

    private delegate Value Lowering3<in TOperation>(Calls calls, TOperation operation, Input x, Input y, Input z, Space result);

    private TorchArray Run<TOperation>(
        string name, TOperation operation, NdArray x, Space result, Lowering1<TOperation> lower)
    {
        var calls = EagerCalls.Begin(Index, name);
        try
        {
            return calls.Take(this, lower(calls, operation, Of(name, x), result), result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(x);
        }
    }

    private TorchArray Run<TOperation>(
        string name, TOperation operation, NdArray x, NdArray y, Space result, Lowering2<TOperation> lower)
    {
        var calls = EagerCalls.Begin(Index, name);
        try
        {
            return calls.Take(this, lower(calls, operation, Of(name, x), Of(name, y), result), result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(x);
            GC.KeepAlive(y);
        }
    }

    private TorchArray Run<TOperation>(
        string name, TOperation operation, NdArray x, NdArray y, NdArray z, Space result, Lowering3<TOperation> lower)
    {
        var calls = EagerCalls.Begin(Index, name);
        try
        {
            var value = lower(calls, operation, Of(name, x), Of(name, y), Of(name, z), result);
            return calls.Take(this, value, result.Shape, result.DType);
        }
        finally
        {
            calls.End();
            GC.KeepAlive(x);
            GC.KeepAlive(y);
            GC.KeepAlive(z);
        }
    }

    /// <summary>The operand that an array is.</summary>
    /// <exception cref="DeviceException">It is on another device.</exception>
    private Input Of(string operation, NdArray x) =>
        x is TorchArray array && ReferenceEquals(array.Owner, this)
            ? array.Input
            : throw Errors.MixedDevices(operation, Device, x.Backend.Device);
}
