using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <content>
/// Floats of 16 bits: families that compute widen them to single precision, compute there, and round the result once.
/// So sums, products and running sums gather in single precision, as PyTorch's do.
/// </content>
public sealed partial class ManagedBackend
{
    /// <summary>A family on one array.</summary>
    private NdArray InSingle<T>(T operation, NdArray x, Space result, Func<ManagedBackend, T, NdArray, Space, NdArray> family)
    {
        var wide = Cast(x, DType.Float32);
        return Rounded(family(this, operation, wide, Widened(result)), result, wide, null);
    }

    /// <summary>A family on two arrays.</summary>
    private NdArray InSingle<T>(
        T operation, NdArray x, NdArray y, Space result, Func<ManagedBackend, T, NdArray, NdArray, Space, NdArray> family)
    {
        var (wide, other) = (Cast(x, DType.Float32), Cast(y, DType.Float32));
        return Rounded(family(this, operation, wide, other, Widened(result)), result, wide, other);
    }

    private static Space Widened(Space space) => space.DType.Is16Bit() ? new(space.Shape, DType.Float32) : space;

    /// <summary>What was computed, as the dtype of the result. What it was computed from goes back to the pool.</summary>
    private NdArray Rounded(NdArray computed, Space result, NdArray x, NdArray? y)
    {
        var rounded = Cast(computed, result.DType);
        if (!ReferenceEquals(rounded, computed)) ((ManagedArray)computed).Release();
        ((ManagedArray)x).Release();
        ((ManagedArray?)y)?.Release();
        return rounded;
    }

    /// <summary>The elements of a row-major array, to or from 16 bits, which only singles are converted to and from.</summary>
    private static ManagedArray ThroughSingle(ManagedArray x, DType to)
    {
        var single = x.DType switch
        {
            DType.Float16 => Converted<Half, float>(x, DType.Float32, TensorPrimitives.ConvertToSingle),
            DType.BFloat16 => Converted<ushort, float>(x, DType.Float32, Widen),
            DType.Float32 => x,
            _ => Converted(x, DType.Float32),
        };
        var result = to switch
        {
            DType.Float16 => Converted<float, Half>(single, to, TensorPrimitives.ConvertToHalf),
            DType.BFloat16 => Converted<float, ushort>(single, to, Narrow),
            DType.Float32 => single,
            _ => Converted(single, to),
        };
        if (!ReferenceEquals(single, x) && !ReferenceEquals(single, result)) single.Release();
        return result;
    }

    private static ManagedArray Converted<TFrom, TTo>(ManagedArray x, DType to, Conversion<TFrom, TTo> conversion)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var result = ManagedArray.Allocate(x.Shape, to);
        conversion(x.Span<TFrom>(), result.Span<TTo>());
        GC.KeepAlive(x);
        GC.KeepAlive(result);
        return result;
    }

    private static void Widen(ReadOnlySpan<ushort> bits, Span<float> singles)
    {
        var target = MemoryMarshal.Cast<float, uint>(singles);
        var i = 0;
        for (; i <= bits.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(bits[i..]), out var low, out var high);
            (low << 16).CopyTo(target[i..]);
            (high << 16).CopyTo(target[(i + Vector<uint>.Count)..]);
        }

        for (; i < bits.Length; i++) target[i] = (uint)bits[i] << 16;
    }

    private static void Narrow(ReadOnlySpan<float> singles, Span<ushort> bits)
    {
        var i = 0;
        for (; i <= bits.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            Vector.Narrow(UpperHalf(singles[i..]), UpperHalf(singles[(i + Vector<float>.Count)..])).CopyTo(bits[i..]);
        for (; i < bits.Length; i++) bits[i] = ((BFloat16)singles[i]).Bits;

        // As the conversion of one number says it, lane by lane.
        static Vector<uint> UpperHalf(ReadOnlySpan<float> singles)
        {
            var numbers = new Vector<float>(singles);
            var single = Vector.AsVectorUInt32(numbers);
            var upper = single >> 16;
            var rounded = (single + new Vector<uint>(0x7FFF) + (upper & Vector<uint>.One)) >> 16;
            return Vector.ConditionalSelect(Vector.AsVectorUInt32(Vector.Equals(numbers, numbers)), rounded, upper | new Vector<uint>(0x40));
        }
    }

    private delegate void Conversion<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to);
}
