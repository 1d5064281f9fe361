using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>Arrays from host data and back.</summary>
public sealed partial class ManagedBackend
{
    private static readonly int[][] NoStrides = [.. Enumerable.Range(0, 9).Select(rank => new int[rank])];

    /// <inheritdoc/>
    public NdArray Create<T>(ReadOnlySpan<T> data, Shape shape)
        where T : unmanaged
    {
        var result = ManagedArray.Allocate(shape, DTypes.Of<T>());
        data[..shape.Size].CopyTo(result.Span<T>());
        GC.KeepAlive(result);
        return result;
    }

    /// <inheritdoc/>
    public NdArray Full(Shape shape, DType dtype, Number value)
    {
        var single = ManagedArray.Allocate(shape.Size == 1 ? shape : Shape.Scalar, dtype);
        switch (dtype)
        {
            case DType.Bool: single.Data<bool>() = value.Kind == NumberKind.Float ? value.ToDouble() != 0 : value.ToInt64() != 0; break;
            case DType.UInt8: single.Data<byte>() = (byte)value.ToInt64(); break;
            case DType.Int32: single.Data<int>() = Convert<int>(value); break;
            case DType.Int64: single.Data<long>() = Convert<long>(value); break;
            case DType.Float16: single.Data<Half>() = (Half)Convert<float>(value); break;
            case DType.BFloat16: single.Data<BFloat16>() = (BFloat16)Convert<float>(value); break;
            case DType.Float32: single.Data<float>() = Convert<float>(value); break;
            default: single.Data<double>() = Convert<double>(value); break;
        }

        return Stretch(single, shape);

        static T Convert<T>(Number value)
            where T : unmanaged, INumber<T> =>
            value.Kind == NumberKind.Float ? T.CreateTruncating(value.ToDouble()) : T.CreateTruncating(value.ToInt64());
    }

    /// <inheritdoc/>
    public void Read<T>(NdArray x, Span<T> destination)
        where T : unmanaged
    {
        var size = x.Shape.Size;
        StridedCopy.Pack((ManagedArray)x, ref MemoryMarshal.GetReference(destination[..size]));
    }

    /// <inheritdoc/>
    public Number Item(NdArray x)
    {
        var array = (ManagedArray)x;
        Number value = array.DType switch
        {
            DType.Bool => array.Data<bool>(),
            DType.UInt8 => (long)array.Data<byte>(),
            DType.Int32 => (long)array.Data<int>(),
            DType.Int64 => array.Data<long>(),
            DType.Float16 => (double)array.Data<Half>(),
            DType.BFloat16 => (double)array.Data<BFloat16>(),
            DType.Float32 => (double)array.Data<float>(),
            _ => array.Data<double>(),
        };
        GC.KeepAlive(array);
        return value;
    }

    /// <summary>The array itself when it lies row-major without gaps, else a copy that does.</summary>
    internal static ManagedArray Contiguous(ManagedArray x) => x.IsContiguous ? x : Packed(x);

    /// <summary>A view of an array's only element under any shape.</summary>
    internal static ManagedArray Stretch(ManagedArray single, Shape shape) =>
        ReferenceEquals(single.Shape, shape) ? single
        : shape.Size == 0 ? ManagedArray.Allocate(shape, single.DType)
        : single.View(shape, shape.Size == 1 ? null : shape.Rank < NoStrides.Length ? NoStrides[shape.Rank] : new int[shape.Rank], 0);

    private static ManagedArray Packed(ManagedArray x)
    {
        var result = ManagedArray.Allocate(x.Shape, x.DType);
        StridedCopy.Copy(x, result, 0, result.Strides);
        return result;
    }
}
