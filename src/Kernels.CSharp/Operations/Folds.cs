namespace Functional.Kernels;

#pragma warning disable CS1591 // The members are the folds of the same name.
/// <summary>Ways to fold axes away.</summary>
public enum Reduction
{
    /// <summary>Sum, in the argument's dtype; bools and integers are cast to int64 before.</summary>
    Sum,

    /// <summary>Sum divided by the number of elements; nan for none.</summary>
    Mean,
    Prod, Max, Min,

    /// <summary>The int64 index of the first largest element (nan is largest), over one axis.</summary>
    ArgMax,

    /// <summary>The int64 index of the first smallest element (nan is smallest), over one axis.</summary>
    ArgMin,

    // To bool, from bool.
    Any, All,
}

#pragma warning restore CS1591

/// <summary>Folds some axes away.</summary>
public sealed class Reduce(string name, Reduction op, int[] axes, bool keepAxes) : Operation(name)
{
    /// <summary>The fold.</summary>
    public Reduction Op { get; } = op;

    /// <summary>The axes folded: non-negative, ascending.</summary>
    public int[] Axes { get; } = axes;

    /// <summary>Whether folded axes stay, with length 1.</summary>
    public bool KeepAxes { get; } = keepAxes;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => Infer(arguments[0].Shape, arguments[0].DType);

    /// <inheritdoc/>
    public override Operation Batched(int size) => new Reduce(Name, Op, Batch.Shift(Axes), KeepAxes);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.Reduce(this, x, Infer(x.Shape, x.DType));

    private Space Infer(Shape x, DType dtype)
    {
        var folded = 1L;
        Span<int> lengths = stackalloc int[x.Rank];
        var rank = 0;
        for (int i = 0, k = 0; i < x.Rank; i++)
        {
            if (k < Axes.Length && Axes[k] == i)
            {
                k++;
                folded *= x.Lengths[i];
                if (KeepAxes) lengths[rank++] = 1;
            }
            else
            {
                lengths[rank++] = x.Lengths[i];
            }
        }

        var shape = Shape.Create(lengths[..rank]);
        if (folded == 0 && shape.Size > 0 && Op is (Reduction.Max or Reduction.Min or Reduction.ArgMax or Reduction.ArgMin))
            throw Errors.EmptyReduction(Name, x);
        return new(shape, Op switch
        {
            Reduction.ArgMax or Reduction.ArgMin => DType.Int64,
            Reduction.Any or Reduction.All => DType.Bool,
            _ => dtype,
        });
    }
}

/// <summary>Ways to fold along an axis and keep every partial result.</summary>
public enum Running
{
    /// <summary>Running sums.</summary>
    Sum,
}

/// <summary>A running fold along an axis, from the first element or, reversed, from the last.</summary>
public sealed class Scan(string name, Running op, int axis, bool reverse) : Operation(name)
{
    /// <summary>The fold.</summary>
    public Running Op { get; } = op;

    /// <summary>The axis: non-negative.</summary>
    public int Axis { get; } = axis;

    /// <summary>Whether it runs from the last element to the first.</summary>
    public bool Reverse { get; } = reverse;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => arguments[0];

    /// <inheritdoc/>
    public override Operation Batched(int size) => new Scan(Name, Op, Axis + 1, Reverse);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.Scan(this, x, x.Space);
}

/// <summary>The indices that sort an axis.</summary>
public sealed class ArgSort(int axis, bool descending) : Operation("argsort")
{
    /// <summary>The axis: non-negative.</summary>
    public int Axis { get; } = axis;

    /// <summary>Largest first; equal elements keep their order all the same.</summary>
    public bool Descending { get; } = descending;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => new(arguments[0].Shape, DType.Int64);

    /// <inheritdoc/>
    public override Operation Batched(int size) => new ArgSort(Axis + 1, Descending);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.ArgSort(this, x, new(x.Shape, DType.Int64));
}
