using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>Where the calls of a family go, and what arrays are there.</summary>
internal interface ISetting
{
    /// <summary>Begins an operation.</summary>
    Calls Begin(string operation);

    /// <summary>The operand that an array is.</summary>
    /// <exception cref="DeviceException">It is on another device.</exception>
    Input Of(string operation, NdArray x);

    /// <summary>The array that a value becomes.</summary>
    NdArray Take(Calls calls, Value value, Space result);

    /// <summary>Ends the operation, whatever has become of it.</summary>
    void End(Calls calls);
}

/// <summary>The families of a backend by their lowerings, whose calls run at once or are recorded.</summary>
internal abstract class Families<TSetting> : IBackend
    where TSetting : struct, ISetting
{
    private readonly TSetting setting;

    /// <summary>Families whose calls go where a setting says, which may be about the backend itself.</summary>
    protected Families(Func<Families<TSetting>, TSetting> setting) => this.setting = setting(this);

    /// <inheritdoc/>
    public abstract Device Device { get; }

    /// <inheritdoc/>
    public abstract NdArray Create<T>(ReadOnlySpan<T> data, Shape shape)
        where T : unmanaged;

    /// <inheritdoc/>
    public abstract NdArray Full(Shape shape, DType dtype, Number value);

    /// <inheritdoc/>
    public abstract void Read<T>(NdArray x, Span<T> destination)
        where T : unmanaged;

    /// <inheritdoc/>
    public abstract Number Item(NdArray x);

    /// <inheritdoc/>
    public abstract IExecutable Compile(Program program, bool eager = false);

    /// <inheritdoc/>
    public NdArray Cast(NdArray x, DType to) =>
        Run("cast", to, x, new(x.Shape, to), static (calls, to, x, _) => Casts.Cast(calls, x, to));

    /// <inheritdoc/>
    public NdArray Map(Map operation, NdArray x, Space result) => Run(operation.Name, operation, x, result, Maps.Map);

    /// <inheritdoc/>
    public virtual NdArray Zip(Zip operation, NdArray x, NdArray y, Space result) =>
        Run(operation.Name, operation, x, y, result, Zips.Zip);

    /// <inheritdoc/>
    public virtual NdArray Select(NdArray condition, NdArray x, NdArray y, Space result) =>
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
        var calls = setting.Begin("cat");
        try
        {
            var values = xs.Length <= 16 ? stackalloc Value[xs.Length] : new Value[xs.Length];
            for (var i = 0; i < xs.Length; i++) values[i] = setting.Of("cat", xs[i]).Value;
            return setting.Take(calls, calls.Concat(axis, values), result);
        }
        finally
        {
            setting.End(calls);
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

    private NdArray Run<TOperation>(
        string name, TOperation operation, NdArray x, Space result, Lowering1<TOperation> lower)
    {
        var calls = setting.Begin(name);
        try
        {
            return setting.Take(calls, lower(calls, operation, setting.Of(name, x), result), result);
        }
        finally
        {
            setting.End(calls);
            GC.KeepAlive(x);
        }
    }

    private NdArray Run<TOperation>(
        string name, TOperation operation, NdArray x, NdArray y, Space result, Lowering2<TOperation> lower)
    {
        var calls = setting.Begin(name);
        try
        {
            return setting.Take(calls, lower(calls, operation, setting.Of(name, x), setting.Of(name, y), result), result);
        }
        finally
        {
            setting.End(calls);
            GC.KeepAlive(x);
            GC.KeepAlive(y);
        }
    }

    private NdArray Run<TOperation>(
        string name, TOperation operation, NdArray x, NdArray y, NdArray z, Space result, Lowering3<TOperation> lower)
    {
        var calls = setting.Begin(name);
        try
        {
            var value = lower(calls, operation, setting.Of(name, x), setting.Of(name, y), setting.Of(name, z), result);
            return setting.Take(calls, value, result);
        }
        finally
        {
            setting.End(calls);
            GC.KeepAlive(x);
            GC.KeepAlive(y);
            GC.KeepAlive(z);
        }
    }
}
