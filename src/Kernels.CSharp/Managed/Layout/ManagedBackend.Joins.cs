namespace Functional.Kernels;

/// <summary>Concatenation.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Concat(int axis, NdArray[] xs, Space result)
    {
        var joined = ManagedArray.Allocate(result.Shape, result.DType);
        var place = 0;
        foreach (ManagedArray x in xs)
        {
            StridedCopy.Copy(x, joined, place, joined.Strides);
            place += x.Shape.Lengths[axis] * joined.Strides[axis];
        }

        return joined;
    }
}
