namespace Functional.Kernels;

/// <content>Elementwise functions: from operations as data to kernels.</content>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Map(Map operation, NdArray x, Space result)
    {
        var array = (ManagedArray)x;
        return x.DType switch
        {
            DType.Float32 => MapDispatch.Floats<float, SinglePrecision>(operation, array, result),
            DType.Float64 => MapDispatch.Floats<double, DoublePrecision>(operation, array, result),
            DType.Int64 => MapDispatch.Integers<long>(operation, array, result),
            DType.Int32 => MapDispatch.Integers<int>(operation, array, result),
            DType.UInt8 => MapDispatch.Integers<byte>(operation, array, result),
            _ => MapDispatch.Truths(operation, array, result),
        };
    }

    /// <inheritdoc/>
    public NdArray Zip(Zip operation, NdArray x, NdArray y, Space result)
    {
        var (left, right) = ((ManagedArray)x, (ManagedArray)y);
        return x.DType switch
        {
            DType.Float32 => ZipDispatch.Floats<float>(operation, left, right, result),
            DType.Float64 => ZipDispatch.Floats<double>(operation, left, right, result),
            DType.Int64 => ZipDispatch.Integers<long>(operation, left, right, result),
            DType.Int32 => ZipDispatch.Integers<int>(operation, left, right, result),
            DType.UInt8 => ZipDispatch.Integers<byte>(operation, left, right, result),
            _ => ZipDispatch.Truths(operation, left, right, result),
        };
    }

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
