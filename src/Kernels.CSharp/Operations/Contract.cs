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
        var batch = Broadcasting.Shape(Name, Shape.Create(x.Lengths[..^2]), Shape.Create(y.Lengths[..^2]));
        return new([.. batch.Lengths, x.Lengths[^2], y.Lengths[^1]], dtype);
    }

    /// <inheritdoc/>
    public override bool Broadcasts => Op == Contraction.MatMul;

    /// <inheritdoc/>
    public override Operation Batched(int size) => Op == Contraction.MatMul ? this : new DotEach(Name, 1);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y) => Common(x, y).Contract(this, x, y, Infer([x.Space, y.Space]));
}
