using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Windows put back where they were taken from.</summary>
public sealed partial class ManagedBackend
{
    /// <summary>Multiplications that take as long as one addition between memories.</summary>
    private const int OverlapCost = 4;

    /// <inheritdoc/>
    public NdArray OverlapAdd(OverlapAdd operation, NdArray x, Space result)
    {
        if (result.DType == DType.Bool) throw Errors.BoolArithmetic(operation.Name);
        if (x.DType.Is16Bit()) return InSingle(operation, x, result, static (b, op, x, space) => b.OverlapAdd(op, x, space));
        var sums = ManagedArray.Allocate(result.Shape, result.DType);
        sums.Clear();
        if (x.Shape.Size == 0) return sums;
        var array = (ManagedArray)x;
        switch (result.DType)
        {
            case DType.UInt8: AddWindows<byte>(operation.Windows, array, sums); break;
            case DType.Int32: AddWindows<int>(operation.Windows, array, sums); break;
            case DType.Int64: AddWindows<long>(operation.Windows, array, sums); break;
            case DType.Float32: AddWindows<float>(operation.Windows, array, sums); break;
            default: AddWindows<double>(operation.Windows, array, sums); break;
        }

        return sums;
    }

    /// <summary>
    /// Block by block of the last axes, which stays in the first cache while one place of all windows after the other
    /// is added to it.
    /// </summary>
    private static void AddWindows<T>(Windows windows, ManagedArray x, ManagedArray sums)
        where T : unmanaged, INumber<T>
    {
        var count = windows.Lengths.Length;
        var outer = sums.Shape.Rank - count;
        var loops = new Axis[count];
        for (var i = 0; i < count; i++)
        {
            var axis = outer + count + i;
            loops[i] = new(x.Shape.Lengths[axis], sums.Strides[outer + i] * windows.Steps[i], x.Strides[axis]);
        }

        var axes = Axis.Coalesce(loops).ToArray();
        var places = Places(windows, x.Strides[outer..], sums.Strides[outer..]);
        var blocks = 1;
        foreach (var length in sums.Shape.Lengths[..outer]) blocks *= length;
        var block = sums.Shape.Size / blocks;
        Jobs.Run(blocks, (long)x.Shape.Size * OverlapCost, index =>
        {
            ref var sum = ref Unsafe.Add(ref sums.Data<T>(), index * block);
            ref var term = ref Unsafe.Add(ref x.Data<T>(), Distance(index, x.Shape.Lengths[..outer], x.Strides));
            foreach (var (source, target) in places)
                StridedAdd.Walk(axes, ref Unsafe.Add(ref sum, source), ref Unsafe.Add(ref term, target));
        });
        GC.KeepAlive(x);
        GC.KeepAlive(sums);
    }

    /// <summary>
    /// For each place within a window, in row-major order, how far it is from the first: in the sums, and in the
    /// windows.
    /// </summary>
    private static (nint Source, nint Target)[] Places(Windows windows, ReadOnlySpan<int> windowStrides, ReadOnlySpan<int> strides)
    {
        (nint Source, nint Target)[] places = [(0, 0)];
        for (var axis = 0; axis < windows.Lengths.Length; axis++)
        {
            var (length, source, target) = (windows.Lengths[axis], strides[axis] * windows.Dilations[axis], windowStrides[axis]);
            var next = new (nint, nint)[places.Length * length];
            for (var i = 0; i < next.Length; i++)
            {
                var (first, place) = (places[i / length], i % length);
                next[i] = (first.Source + (place * (nint)source), first.Target + (place * (nint)target));
            }

            places = next;
        }

        return places;
    }

    /// <summary>How far the element with a row-major number is from the first one.</summary>
    private static nint Distance(int index, ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides)
    {
        nint distance = 0;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            (index, var place) = Math.DivRem(index, lengths[i]);
            distance += place * (nint)strides[i];
        }

        return distance;
    }
}
