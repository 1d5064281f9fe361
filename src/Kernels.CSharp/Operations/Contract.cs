namespace Functional.Kernels;

/// <summary>Kinds of sums of products.</summary>
public enum Contraction
{
    /// <summary>[.., m, k] x [.., k, n] -&gt; [.., m, n], leading axes broadcast.</summary>
    MatMul,

    /// <summary>The sum of the products of all elements of two arrays of one shape: a 0-d array.</summary>
    Dot,
}

/// <summary>A sum of products of two arrays of one numeric dtype.</summary>
public sealed class Contract(string name, Contraction op) : Operation(name)
{
    /// <summary>The kind.</summary>
    public Contraction Op { get; } = op;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var (x, y) = (arguments[0].Shape, arguments[1].Shape);
        var dtype = arguments[0].DType;
        if (dtype != arguments[1].DType) throw Errors.MixedDTypes(Name, dtype, arguments[1].DType);
        if (Op == Contraction.Dot)
            return x == y ? new(Shape.Scalar, dtype) : throw Errors.ShapesDiffer(Name, x, y);
        if (x.Rank < 2 || y.Rank < 2 || x.Lengths[^1] != y.Lengths[^2]) throw Errors.InnerAxes(Name, x, y);
        if (x.Rank == 2 && y.Rank == 2)
        {
            // Shapes that are there already are shared: small products take no longer than a shape is made.
            if (y.Lengths[1] == x.Lengths[1]) return arguments[0];
            if (x.Lengths[0] == y.Lengths[0]) return arguments[1];
        }

        var batch = Broadcasting.Shape(Name, Shape.Create(x.Lengths[..^2]), Shape.Create(y.Lengths[..^2]));
        return new([.. batch.Lengths, x.Lengths[^2], y.Lengths[^1]], dtype);
    }

    /// <inheritdoc/>
    public override bool Broadcasts => Op == Contraction.MatMul;

    /// <inheritdoc/>
    public override Operation Batched(int size) => Op == Contraction.MatMul ? this : new DotEach(Name, 1);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y)
    {
        var backend = Common(x, y);
        var result = Infer([x.Space, y.Space]);
        return IsColumnEach(x.Shape, y.Shape) ? ColumnEach(x, y, result.Shape) : backend.Contract(this, x, y, result);
    }

    // One matrix times many columns is one product of two matrices, not many products.
    private bool IsColumnEach(Shape x, Shape y) =>
        Op == Contraction.MatMul && x.Rank == 2 && y.Rank > 2 && y.Lengths[^1] == 1 && y.Lengths[^2] > 0;

    private NdArray ColumnEach(NdArray x, NdArray y, Shape result)
    {
        var rows = new Reshape([y.Shape.Size / y.Shape.Lengths[^2], y.Shape.Lengths[^2]]).Run(y);
        return new Reshape(result).Run(Run(rows, new Permute([1, 0]).Run(x)));
    }
}
