namespace Functional.Kernels;

/// <summary>
/// The dot products of arrays that lie along the first axes of two: a batch of <see cref="Contraction.Dot"/>, as products
/// of a row and a column.
/// </summary>
internal sealed class DotEach(string name, int batchAxes) : Operation(name)
{
    private readonly Contract product = new(name, Contraction.MatMul);

    /// <summary>How many axes on the left are a batch.</summary>
    public int BatchAxes { get; } = batchAxes;

    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var (x, y) = (arguments[0], arguments[1]);
        if (x.DType != y.DType) throw Errors.MixedDTypes(Name, x.DType, y.DType);
        if (x.Shape != y.Shape) throw Errors.ShapesDiffer(Name, x.Shape, y.Shape);
        return new(Shape.Create(x.Shape.Lengths[..BatchAxes]), x.DType);
    }

    public override Operation Batched(int size) => new DotEach(Name, BatchAxes + 1);

    public override NdArray Run(NdArray x, NdArray y)
    {
        var batch = Infer([x.Space, y.Space]).Shape;
        var length = 1;
        foreach (var other in x.Shape.Lengths[BatchAxes..]) length *= other;
        var rows = new Reshape([.. batch.Lengths, 1, length]).Run(x);
        var columns = new Reshape([.. batch.Lengths, length, 1]).Run(y);
        return new Reshape(batch).Run(product.Run(rows, columns));
    }
}
