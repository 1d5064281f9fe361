namespace Functional.Kernels;

/// <content>Elementwise functions: from operations as data to kernels.</content>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Map(Map operation, NdArray x, Space result) => x.DType.Is16Bit()
        ? InSingle(operation, x, result, static (b, op, x, space) => b.Map(op, x, space))
        : MapDispatch<MapArray, Made>.Find(operation, x.DType, new((ManagedArray)x, result)).Array;

    /// <inheritdoc/>
    public NdArray Zip(Zip operation, NdArray x, NdArray y, Space result) => x.DType.Is16Bit()
        ? InSingle(operation, x, y, result, static (b, op, x, y, space) => b.Zip(op, x, y, space))
        : ZipDispatch<ZipArrays, Made>.Find(operation, x.DType, new((ManagedArray)x, (ManagedArray)y, result)).Array;

    /// <inheritdoc/>
    public NdArray Select(NdArray condition, NdArray x, NdArray y, Space result)
    {
        if (result.DType.Is16Bit()) // which lanes do not have
            return InSingle(condition, x, y, result, static (b, truths, x, y, space) => b.Select(truths, x, y, space));
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
