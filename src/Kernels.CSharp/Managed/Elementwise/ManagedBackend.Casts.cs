using System.Numerics;
using System.Numerics.Tensors;

namespace Functional.Kernels;

/// <summary>Conversion between dtypes.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Cast(NdArray x, DType to)
    {
        var array = (ManagedArray)x;
        if (array.DType == to) return array;
        if (array.IsUniform && array.Shape.Size > 1) return Stretch(Converted(array.View(Shape.Scalar, null, 0), to), array.Shape);
        return Converted(Contiguous(array), to);
    }

    private static ManagedArray Converted(ManagedArray x, DType to)
    {
        if (x.DType.Is16Bit() || to.Is16Bit()) return ThroughSingle(x, to);
        var result = ManagedArray.Allocate(x.Shape, to);
        switch (x.DType)
        {
            case DType.Bool or DType.UInt8: Convert<byte>(x, result); break;
            case DType.Int32: Convert<int>(x, result); break;
            case DType.Int64: Convert<long>(x, result); break;
            case DType.Float32: Convert<float>(x, result); break;
            default: Convert<double>(x, result); break;
        }

        GC.KeepAlive(x);
        GC.KeepAlive(result);
        return result;
    }

    private static void Convert<TFrom>(ManagedArray x, ManagedArray result)
        where TFrom : unmanaged, INumber<TFrom>
    {
        switch (result.DType)
        {
            case DType.Bool: NotZero<TFrom>(x.Span<TFrom>(), result.Span<bool>()); break;
            case DType.UInt8: Convert<TFrom, byte>(x, result); break;
            case DType.Int32: Convert<TFrom, int>(x, result); break;
            case DType.Int64: Convert<TFrom, long>(x, result); break;
            case DType.Float32: Convert<TFrom, float>(x, result); break;
            default: Convert<TFrom, double>(x, result); break;
        }
    }

    private static void Convert<TFrom, TTo>(ManagedArray x, ManagedArray result)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TTo) == typeof(byte) && x.DType.IsFloat()) Bytes<TFrom>(x.Span<TFrom>(), result.Span<byte>());
        else if (x.Shape.Size == 1) result.Data<TTo>() = TTo.CreateTruncating(x.Data<TFrom>());
        else TensorPrimitives.ConvertTruncating<TFrom, TTo>(x.Span<TFrom>(), result.Span<TTo>());
    }

    /// <summary>Floats as bytes wrap around, as integers do.</summary>
    private static void Bytes<T>(ReadOnlySpan<T> from, Span<byte> to)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < to.Length; i++) to[i] = byte.CreateTruncating(long.CreateSaturating(from[i]));
    }

    private static void NotZero<T>(ReadOnlySpan<T> from, Span<bool> to)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < to.Length; i++) to[i] = from[i] != T.Zero;
    }
}
