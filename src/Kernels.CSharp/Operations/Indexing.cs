namespace Functional.Kernels;

/// <summary>
/// Takes elements along an axis by int64 index: the ranks agree, and the index is no longer than the argument along
/// any other axis. Indices are in [0, length); the backend checks them.
/// </summary>
public sealed class Gather(int axis) : Operation("gather")
{
    /// <summary>The axis: non-negative.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        Check(Name, Axis, arguments[0].Shape, arguments[1]);
        return new(arguments[1].Shape, arguments[0].DType);
    }

    /// <inheritdoc/>
    public override Operation Batched(int size) => new Gather(Axis + 1);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y) => Common(x, y).Gather(Axis, x, y, Infer([x.Space, y.Space]));

    internal static void Check(string name, int axis, Shape x, Space index)
    {
        if (index.DType != DType.Int64) throw Errors.IndexDType(name, index.DType);
        if (index.Shape.Rank != x.Rank) throw Errors.IndexShape(name, axis, x, index.Shape);
        for (var i = 0; i < x.Rank; i++)
        {
            if (i != axis && index.Shape.Lengths[i] > x.Lengths[i]) throw Errors.IndexShape(name, axis, x, index.Shape);
        }
    }
}

/// <summary>The adjoint of <see cref="Gather"/>: adds a source into an array along an axis by index.</summary>
public sealed class ScatterAdd(int axis) : Operation("scatter_add")
{
    /// <summary>The axis: non-negative.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        Gather.Check(Name, Axis, arguments[0].Shape, arguments[1]);
        if (arguments[0].DType != arguments[2].DType) throw Errors.MixedDTypes(Name, arguments[0].DType, arguments[2].DType);
        if (arguments[1].Shape != arguments[2].Shape) throw Errors.IndexShape(Name, Axis, arguments[2].Shape, arguments[1].Shape);
        return arguments[0];
    }

    /// <inheritdoc/>
    public override Operation Batched(int size) => new ScatterAdd(Axis + 1);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y, NdArray z)
    {
        Common(x, y);
        return Common(x, z).ScatterAdd(Axis, x, y, z, Infer([x.Space, y.Space, z.Space]));
    }
}

/// <summary>Joins arrays along an axis on which alone they may differ.</summary>
public sealed class Concat(int axis) : Operation("cat")
{
    /// <summary>The axis: non-negative.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var first = arguments[0];
        Span<int> lengths = stackalloc int[first.Shape.Rank];
        first.Shape.Lengths.CopyTo(lengths);
        for (var k = 1; k < arguments.Length; k++)
        {
            var next = arguments[k];
            if (next.DType != first.DType) throw Errors.MixedDTypes(Name, first.DType, next.DType);
            if (next.Shape.Rank != first.Shape.Rank) throw Errors.ConcatShapes(Axis, first.Shape, next.Shape);
            for (var i = 0; i < lengths.Length; i++)
            {
                if (i == Axis) lengths[i] = checked(lengths[i] + next.Shape.Lengths[i]);
                else if (lengths[i] != next.Shape.Lengths[i]) throw Errors.ConcatShapes(Axis, first.Shape, next.Shape);
            }
        }

        return new(Shape.Create(lengths), first.DType);
    }

    /// <inheritdoc/>
    public override Operation Batched(int size) => new Concat(Axis + 1);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y) => Run([x, y]);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y, NdArray z) => Run([x, y, z]);

    /// <inheritdoc/>
    public override NdArray Run(NdArray[] xs)
    {
        var spaces = new Space[xs.Length];
        for (var i = 0; i < xs.Length; i++)
        {
            Common(xs[0], xs[i]);
            spaces[i] = xs[i].Space;
        }

        return xs[0].Backend.Concat(Axis, xs, Infer(spaces));
    }
}
