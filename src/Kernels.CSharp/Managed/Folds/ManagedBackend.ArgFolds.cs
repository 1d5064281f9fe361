using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Places of extremes: the extreme first, by the fold of its name, and then where it is.</summary>
public sealed partial class ManagedBackend
{
    private ManagedArray ArgFold(Reduce operation, ManagedArray x, Shape shape)
    {
        if (x.IsUniform || x.Shape.Size == shape.Size) return (ManagedArray)Full(shape, DType.Int64, 0);
        return x.DType switch
        {
            DType.Bool or DType.UInt8 => ArgFold<byte>(operation, x, shape),
            DType.Int32 => ArgFold<int>(operation, x, shape),
            DType.Int64 => ArgFold<long>(operation, x, shape),
            DType.Float32 => ArgFold<float>(operation, x, shape),
            _ => ArgFold<double>(operation, x, shape),
        };
    }

    private static ManagedArray ArgFold<T>(Reduce operation, ManagedArray x, Shape shape)
        where T : unmanaged, IBinaryNumber<T>
    {
        var op = operation.Op == Reduction.ArgMax ? Reduction.Max : Reduction.Min;
        var extremes = Fold<T>(op, operation.Axes, x, shape);
        var result = ManagedArray.Allocate(shape, DType.Int64);
        if (shape.Size > 0)
        {
            // Kept axes first, so that what is folded is a row of its own; a single folded axis may stay where it is.
            var columns = operation.Axes is [var axis] ? x.Shape.Strides[axis] : 1;
            var rows = Contiguous(operation.Axes.Length == 1 ? x : Permuted(FoldedLast(operation.Axes, x.Shape), x));
            FindAll(ref rows.Data<T>(), x.Shape.Size / shape.Size, columns, shape.Size, ref extremes.Data<T>(), ref result.Data<long>());
            GC.KeepAlive(rows);
        }

        GC.KeepAlive(extremes);
        GC.KeepAlive(result);
        return result;
    }

    private static Permute FoldedLast(int[] axes, Shape shape) =>
        new([.. Enumerable.Range(0, shape.Rank).Except(axes), .. axes]);

    private static void FindAll<T>(ref T x, nint count, nint columns, nint size, ref T extremes, ref long result)
        where T : unmanaged, IBinaryNumber<T>
    {
        for (nint i = 0; i < size; i += columns)
        {
            if (columns == 1) Unsafe.Add(ref result, i) = Find(ref Unsafe.Add(ref x, i * count), count, Unsafe.Add(ref extremes, i));
            else FindColumns(ref Unsafe.Add(ref x, i * count), count, columns, ref Unsafe.Add(ref extremes, i), ref Unsafe.Add(ref result, i));
        }
    }

    /// <summary>The first place of a value, which is there; nan is looked for as nan.</summary>
    private static long Find<T>(ref T x, nint count, T value)
        where T : unmanaged, IBinaryNumber<T>
    {
        nint i = 0;
        var wanted = Lanes512<T>.Of(value);
        for (; i <= count - Lanes512<T>.Count; i += Lanes512<T>.Count)
        {
            var lanes = Lanes512<T>.Load(ref x, (nuint)i);
            if ((T.IsNaN(value) ? ~Lanes512<T>.Equal(lanes, lanes) : Lanes512<T>.Equal(lanes, wanted)).Any()) break;
        }

        while (!IsValue(Unsafe.Add(ref x, i), value)) i++;
        return i;
    }

    /// <summary>The same down columns, from the last row to the first so that the first place is what stays.</summary>
    private static void FindColumns<T>(ref T x, nint rows, nint columns, ref T values, ref long result)
        where T : unmanaged, IBinaryNumber<T>
    {
        for (var row = rows - 1; row >= 0; row--)
        {
            ref var elements = ref Unsafe.Add(ref x, row * columns);
            for (nint column = 0; column < columns; column++)
            {
                if (IsValue(Unsafe.Add(ref elements, column), Unsafe.Add(ref values, column))) Unsafe.Add(ref result, column) = row;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsValue<T>(T x, T value)
        where T : unmanaged, IBinaryNumber<T> => x == value || T.IsNaN(x);
}
