namespace Functional;

/// <summary>A space of tensors: all tensors of one shape and one dtype. Domains and codomains of linear maps are spaces.</summary>
public readonly struct Space(Shape shape, DType dtype) : IEquatable<Space>
{
    /// <summary>The shape that the tensors of the space share.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The dtype that the tensors of the space share.</summary>
    public DType DType { get; } = dtype;

    /// <inheritdoc/>
    public bool Equals(Space other) => DType == other.DType && Shape == other.Shape;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Space other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, DType);

    /// <inheritdoc/>
    public override string ToString() => $"{DType.Name()}{Shape}";

    /// <summary>Whether two spaces have the same shape and dtype.</summary>
    public static bool operator ==(Space left, Space right) => left.Equals(right);

    /// <summary>Whether two spaces differ.</summary>
    public static bool operator !=(Space left, Space right) => !left.Equals(right);
}
