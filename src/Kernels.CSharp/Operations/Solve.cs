namespace Functional.Kernels;

/// <summary>Which part of a square matrix stands for it: the rest is not read, and is zeros (ones on a unit diagonal).</summary>
/// <param name="Upper">Whether it is the part above the diagonal, not below.</param>
/// <param name="Unit">Whether the diagonal is ones, whatever the matrix holds there.</param>
public readonly record struct Triangle(bool Upper, bool Unit)
{
    /// <summary>Whether the part holds an element.</summary>
    public bool Holds(int row, int column) => row == column ? !Unit : Upper ? row < column : row > column;
}

/// <summary>
/// Solves T X = B (or Tᵀ X = B) for a triangle T of square matrices: [.., n, n] and [.., n, k] to [.., n, k], leading axes
/// broadcast.
/// </summary>
public sealed class SolveTriangular(Triangle triangle, bool transposed) : Operation("solve_triangular")
{
    /// <summary>The part of the matrices that is read.</summary>
    public Triangle Triangle { get; } = triangle;

    /// <summary>Whether the transposed system is solved.</summary>
    public bool Transposed { get; } = transposed;

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments) => Infer(Name, arguments[0], arguments[1]);

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y) => Common(x, y).SolveTriangular(this, x, y, Infer([x.Space, y.Space]));

    internal static Space Infer(string name, Space matrix, Space right)
    {
        var (a, b) = (matrix.Shape, right.Shape);
        if (matrix.DType != right.DType) throw Errors.MixedDTypes(name, matrix.DType, right.DType);
        if (!matrix.DType.IsFloat() || matrix.DType.Is16Bit()) throw Errors.NoMatrices(name, matrix.DType);
        if (a.Rank < 2) throw Errors.TooFewAxes(name, 2, a);
        if (a.Lengths[^1] != a.Lengths[^2]) throw Errors.NotSquare(name, a);
        if (b.Rank < 2 || b.Lengths[^2] != a.Lengths[^1]) throw Errors.SolveShapes(name, a, b);
        var batch = Broadcasting.Shape(name, Shape.Create(a.Lengths[..^2]), Shape.Create(b.Lengths[..^2]));
        return new([.. batch.Lengths, .. b.Lengths[^2..]], right.DType);
    }
}

/// <summary>
/// Solves A X = B (or Aᵀ X = B) by the factors of A that <see cref="Factorization.Lu"/> gives: [.., n + 3, n], [.., n, n] and
/// [.., n, k] to [.., n, k], leading axes broadcast. Only the factors are read; the matrix is an argument because derivatives
/// are taken with respect to it.
/// </summary>
public sealed class Divide(string name, bool transposed) : Operation(name)
{
    /// <summary>Whether the transposed system is solved.</summary>
    public bool Transposed { get; } = transposed;

    /// <inheritdoc/>
    public override bool Broadcasts => true;

    /// <inheritdoc/>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var (factors, matrix) = (arguments[0].Shape, arguments[1].Shape);
        var result = SolveTriangular.Infer(Name, arguments[1], arguments[2]);
        if (factors.Rank < 2 || factors.Lengths[^1] != matrix.Lengths[^1] || factors.Lengths[^2] != matrix.Lengths[^1] + 3)
            throw Errors.SolveShapes(Name, factors, matrix);
        return result;
    }

    /// <inheritdoc/>
    public override NdArray Run(NdArray x, NdArray y, NdArray z)
    {
        Common(x, y);
        return Common(x, z).Divide(this, x, z, Infer([x.Space, y.Space, z.Space]));
    }
}
