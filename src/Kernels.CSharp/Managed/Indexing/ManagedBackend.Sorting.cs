using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>Sorting, by keys that order every dtype as unsigned integers.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray ArgSort(ArgSort operation, NdArray x, Space result)
    {
        if (x.DType.Is16Bit()) return InSingle(operation, x, result, static (b, op, x, space) => b.ArgSort(op, x, space));
        var array = (ManagedArray)x;
        if (array.Shape.Rank == 0 || array.Shape.Size == 0) return Full(result.Shape, DType.Int64, 0);

        // The sorted axis last; the way there is a swap, so it is the way back too.
        int[] axes = [.. Enumerable.Range(0, array.Shape.Rank)];
        (axes[operation.Axis], axes[^1]) = (axes[^1], axes[operation.Axis]);
        var swap = new Permute(axes);
        var rows = Contiguous(Permuted(swap, array));
        var order = ManagedArray.Allocate(rows.Shape, DType.Int64);
        switch (array.DType)
        {
            case DType.Bool or DType.UInt8: ArgSortRows<byte>(rows, operation.Descending, order); break;
            case DType.Int32: ArgSortRows<int>(rows, operation.Descending, order); break;
            case DType.Int64: ArgSortRows<long>(rows, operation.Descending, order); break;
            case DType.Float32: ArgSortRows<float>(rows, operation.Descending, order); break;
            default: ArgSortRows<double>(rows, operation.Descending, order); break;
        }

        GC.KeepAlive(rows);
        GC.KeepAlive(order);
        return Permuted(swap, order, result.Shape);
    }

    private static void ArgSortRows<T>(ManagedArray rows, bool descending, ManagedArray order)
        where T : unmanaged, INumber<T>
    {
        var length = rows.Shape.Lengths[^1];
        var memory = ManagedArray.Allocate([length], DType.Int64);
        var keys = memory.Span<ulong>();
        for (var first = 0; first < rows.Shape.Size; first += length)
        {
            var row = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref rows.Data<T>(), first), length);
            var indices = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref order.Data<long>(), first), length);
            for (var i = 0; i < length; i++)
            {
                var key = SortKey(row[i]);
                keys[i] = descending ? ~key : key;
                indices[i] = i;
            }

            keys.Sort(indices);
            SortTies(keys, indices);
        }

        GC.KeepAlive(memory);
    }

    /// <summary>Makes an unstable sort stable: the indices of equal keys ascend.</summary>
    private static void SortTies(ReadOnlySpan<ulong> keys, Span<long> indices)
    {
        for (var (first, next) = (0, 1); next <= keys.Length; next++)
        {
            if (next < keys.Length && keys[next] == keys[first]) continue;
            if (next - first > 1) indices[first..next].Sort();
            first = next;
        }
    }

    /// <summary>An unsigned integer that compares as the number does, with nan above all and both zeros equal.</summary>
    private static ulong SortKey<T>(T value)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) return (ulong)long.CreateTruncating(value) ^ (1UL << 63);
        if (T.IsNaN(value)) return ulong.MaxValue;

        // Adding zero makes a negative zero positive. Negative numbers grow with their bits, hence the complement.
        var bits = BitConverter.DoubleToInt64Bits(double.CreateTruncating(value) + 0.0);
        return (ulong)(bits < 0 ? ~bits : bits ^ long.MinValue);
    }
}
