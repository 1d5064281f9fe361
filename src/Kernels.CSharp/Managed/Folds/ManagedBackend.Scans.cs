using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Running sums.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Scan(Scan operation, NdArray x, Space result)
    {
        if (x.DType.Is16Bit()) return InSingle(operation, x, result, static (b, op, x, space) => b.Scan(op, x, space));
        var array = Contiguous((ManagedArray)x);
        var sums = ManagedArray.Allocate(result.Shape, result.DType);
        switch (result.DType)
        {
            case DType.Bool: throw Errors.BoolArithmetic(operation.Name);
            case DType.UInt8: RunningSums<byte, byte>(operation, array, sums); break;
            case DType.Int32: RunningSums<int, int>(operation, array, sums); break;
            case DType.Int64: RunningSums<long, long>(operation, array, sums); break;

            // A running sum has no tree to keep its error small, so single precision is summed in double.
            case DType.Float32: RunningSums<float, double>(operation, array, sums); break;
            default: RunningSums<double, double>(operation, array, sums); break;
        }

        GC.KeepAlive(array);
        GC.KeepAlive(sums);
        return sums;
    }

    private static void RunningSums<T, TSum>(Scan operation, ManagedArray x, ManagedArray sums)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        if (x.Shape.Size == 0) return;
        nint length = x.Shape.Rank == 0 ? 1 : x.Shape.Lengths[operation.Axis];
        nint stride = x.Shape.Rank == 0 ? 1 : x.Shape.Strides[operation.Axis];
        ref var source = ref x.Data<T>();
        ref var target = ref sums.Data<T>();
        var first = operation.Reverse ? (length - 1) * stride : 0;
        var step = operation.Reverse ? -stride : stride;
        for (nint i = 0; i < x.Shape.Size; i += length * stride)
        {
            if (stride == 1) RunningSum<T, TSum>(ref Unsafe.Add(ref source, i + first), ref Unsafe.Add(ref target, i + first), length, step);
            else RunningSums<T, TSum>(ref Unsafe.Add(ref source, i + first), ref Unsafe.Add(ref target, i + first), length, step, stride);
        }
    }

    private static void RunningSum<T, TSum>(ref T source, ref T target, nint length, nint step)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        var sum = TSum.Zero;
        for (nint place = 0; length > 0; length--, place += step)
        {
            sum += TSum.CreateTruncating(Unsafe.Add(ref source, place));
            Unsafe.Add(ref target, place) = T.CreateTruncating(sum);
        }
    }

    /// <summary>Sums along columns side by side, a few at a time so that the walk stays within cache lines.</summary>
    private static void RunningSums<T, TSum>(ref T source, ref T target, nint length, nint step, nint columns)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        const int Strip = 64;
        Span<TSum> sums = stackalloc TSum[Strip];
        for (nint column = 0; column < columns; column += Strip)
        {
            var strip = sums[..(int)nint.Min(Strip, columns - column)];
            strip.Clear();
            var place = column;
            for (nint i = 0; i < length; i++, place += step)
            {
                for (var k = 0; k < strip.Length; k++)
                {
                    strip[k] += TSum.CreateTruncating(Unsafe.Add(ref source, place + k));
                    Unsafe.Add(ref target, place + k) = T.CreateTruncating(strip[k]);
                }
            }
        }
    }
}
