namespace Functional.Kernels.Tests;

/// <summary>Writes programs for tests down, an operation a line.</summary>
internal sealed class Trace
{
    private readonly ProgramBuilder builder = new(ManagedBackend.Instance);

    internal List<NdArray> Arguments { get; } = [];

    internal int Argument(NdArray array)
    {
        Arguments.Add(array);
        return builder.Argument(array.Space);
    }

    internal int Constant(NdArray array) => builder.Constant(array);

    internal int Number(double value, DType dtype = DType.Float32) => builder.Constant(ManagedBackend.Instance.Full(Shape.Scalar, dtype, value));

    internal int Map(Unary op, int x) => Add(new Map(op.ToString(), op), x);

    internal int Zip(Binary op, int x, int y) => Add(new Zip(op.ToString(), op), x, y);

    internal int Fold(Reduction op, int x, params int[] axes) =>
        Add(new Reduce(op.ToString(), op, builder.SpaceOf(x).Shape.Axes("fold", axes), false), x);

    internal int FoldRows(Reduction op, int x) => Add(new Reduce(op.ToString(), op, [builder.SpaceOf(x).Shape.Rank - 1], true), x);

    internal int Add(Operation operation, params int[] x) => builder.Add(operation, x);

    internal Program Give(params int[] results) => builder.Build(results);

    /// <summary>Rows less their largest element, for what follows not to overflow.</summary>
    internal int Shifted(int x) => Zip(Binary.Sub, x, FoldRows(Reduction.Max, x));

    internal int Softmax(int x)
    {
        var e = Map(Unary.Exp, Shifted(x));
        return Zip(Binary.Div, e, FoldRows(Reduction.Sum, e));
    }

    internal int LogSoftmax(int x)
    {
        var shifted = Shifted(x);
        return Zip(Binary.Sub, shifted, Map(Unary.Log, FoldRows(Reduction.Sum, Map(Unary.Exp, shifted))));
    }

    internal int LayerNorm(int x, int scale, int shift)
    {
        var centred = Zip(Binary.Sub, x, FoldRows(Reduction.Mean, x));
        var variance = FoldRows(Reduction.Mean, Map(Unary.Square, centred));
        var normal = Zip(Binary.Mul, centred, Map(Unary.Rsqrt, Zip(Binary.Add, variance, Number(1e-5))));
        return Zip(Binary.Add, Zip(Binary.Mul, normal, scale), shift);
    }
}
