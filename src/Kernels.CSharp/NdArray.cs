namespace Functional.Kernels;

/// <summary>
/// An immutable array of numbers on a backend: what a concrete <c>Tensor</c> holds. It knows its shape, dtype and
/// backend; what else it is made of is the backend's business.
/// </summary>
public abstract class NdArray(Shape shape)
{
    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The type of the elements.</summary>
    public abstract DType DType { get; }

    /// <summary>The backend that computes with this array.</summary>
    public abstract IBackend Backend { get; }

    /// <summary>Shape and dtype together.</summary>
    public Space Space => new(Shape, DType);

    /// <summary>The number that all elements are, where the array can tell without looking at each.</summary>
    public virtual Number? Uniform => null;

    /// <summary>
    /// Says that something outside the running transformation keeps this array, so that its memory must not return to
    /// the pool when the transformation ends (docs/decisions: memory).
    /// </summary>
    public abstract void Keep();
}
