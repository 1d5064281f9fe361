namespace Functional.Kernels;

/// <content>Elementwise functions: from operations as data to kernels.</content>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Map(Map operation, NdArray x, Space result) =>
        MapDispatch<MapArray, NdArray>.Find(operation, x.DType, new((ManagedArray)x, result));

    /// <inheritdoc/>
    public NdArray Zip(Zip operation, NdArray x, NdArray y, Space result) =>
        ZipDispatch<ZipArrays, NdArray>.Find(operation, x.DType, new((ManagedArray)x, (ManagedArray)y, result));

    /// <inheritdoc/>
    public NdArray Select(NdArray condition, NdArray x, NdArray y, Space result)
    {
        var (truths, left, right) = ((ManagedArray)condition, (ManagedArray)x, (ManagedArray)y);

        // A choice moves bits and looks at none, so the width of the elements is all that matters.
        return x.DType.ItemSize() switch
        {
            1 => Elementwise.Select<byte>(truths, left, right, result),
            4 => Elementwise.Select<int>(truths, left, right, result),
            _ => Elementwise.Select<long>(truths, left, right, result),
        };
    }
}
