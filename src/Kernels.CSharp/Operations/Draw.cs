namespace Functional.Kernels;

/// <summary>
/// Numbers from keys, without a state: each key, an int64, gives an array of the shape, and its axes come on the right of
/// the keys'. The element at the row-major place i is made of the 64 bits of Threefry-2x32 with 20 rounds on the counter
/// first + i under the key, and of nothing else: <see cref="DType.Int64"/> is the bits, <see cref="DType.Float64"/> their
/// first 53 and <see cref="DType.Float32"/> their first 24, as fractions in [0, 1).
/// </summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). Of the counter, the key and
/// the bits, the more significant word is the first.
/// </remarks>
public sealed class Draw(string name, long first, Shape shape, DType dtype) : Operation(name)
{
    /// <summary>The counter of the first element, which keeps draws for different purposes apart.</summary>
    public long First { get; } = first;

    /// <summary>The shape that each key gives.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The dtype of the result.</summary>
    public DType DType { get; } = dtype;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => Infer(arguments[0].Shape, arguments[0].DType);

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.Draw(this, x, Infer(x.Shape, x.DType));

    private Space Infer(Shape keys, DType dtype)
    {
        if (dtype != DType.Int64) throw Errors.KeyDType(Name, dtype);
        if (DType is not (DType.Int64 or DType.Float32 or DType.Float64)) throw Errors.NotDefined(Name, DType);
        return new(keys.Rank == 0 ? Shape : Shape.Create([.. keys.Lengths, .. Shape.Lengths]), DType);
    }
}
