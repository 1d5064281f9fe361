using System.Numerics;
using System.Numerics.Tensors;

namespace Functional.Kernels;

/// <summary>Folds of axes to one number each.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Reduce(Reduce operation, NdArray x, Space result)
    {
        if (x.DType.Is16Bit()) return InSingle(operation, x, result, static (b, op, x, space) => b.Reduce(op, x, space));
        var array = (ManagedArray)x;
        var op = operation.Op;
        CheckDType(operation, array.DType);
        if (op is Reduction.ArgMax or Reduction.ArgMin) return ArgFold(operation, array, result.Shape);
        if (array.Shape.Size == 0) return OfNothing(op, result);
        if (array.Shape.Size == result.Shape.Size) return Reshaped(array, result.Shape);
        if (array.IsUniform && TryFoldUniform(op, array, result.Shape) is { } folded) return folded;
        return array.DType switch
        {
            DType.Bool or DType.UInt8 => Fold<byte>(op, operation.Axes, array, result.Shape),
            DType.Int32 => Fold<int>(op, operation.Axes, array, result.Shape),
            DType.Int64 => Fold<long>(op, operation.Axes, array, result.Shape),
            DType.Float32 => Fold<float>(op, operation.Axes, array, result.Shape),
            _ => Fold<double>(op, operation.Axes, array, result.Shape),
        };
    }

    private static void CheckDType(Reduce operation, DType dtype)
    {
        if (operation.Op == Reduction.Mean && !dtype.IsFloat()) throw Errors.NotFloat(operation.Name, dtype);
        if (operation.Op is Reduction.Sum or Reduction.Prod && dtype == DType.Bool) throw Errors.BoolArithmetic(operation.Name);
        if (operation.Op is Reduction.Any or Reduction.All && dtype != DType.Bool) throw Errors.NotBool(operation.Name, dtype);
    }

    private ManagedArray OfNothing(Reduction op, Space result) => (ManagedArray)Full(result.Shape, result.DType, op switch
    {
        Reduction.Mean => double.NaN,
        Reduction.Prod or Reduction.All => 1,
        _ => 0,
    });

    /// <summary>The fold of one number many times, where that is exact without folding.</summary>
    private ManagedArray? TryFoldUniform(Reduction op, ManagedArray x, Shape shape)
    {
        if (op is not (Reduction.Sum or Reduction.Mean or Reduction.Prod)) return Stretch(x, shape);
        if (op == Reduction.Prod) return null;
        long count = x.Shape.Size / shape.Size;
        var value = Item(x);
        if (!x.DType.IsFloat()) return (ManagedArray)Full(shape, x.DType, unchecked(value.ToInt64() * count));
        var number = value.ToDouble();
        var product = number * count;
        var exact = Math.FusedMultiplyAdd(number, count, -product) == 0
            && (x.DType == DType.Float64 || (float)product == product);
        return exact ? (ManagedArray)Full(shape, x.DType, op == Reduction.Sum ? product : number) : null;
    }

    private static ManagedArray Fold<T>(Reduction op, int[] axes, ManagedArray x, Shape shape)
        where T : unmanaged, IBinaryNumber<T>
    {
        var result = ManagedArray.Allocate(shape, x.DType);
        switch (op)
        {
            case Reduction.Prod: Folding<T, Multiplication<T>>.Into(axes, x, result); break;
            case Reduction.Max or Reduction.Any: Folding<T, Maximum<T>>.Into(axes, x, result); break;
            case Reduction.Min or Reduction.All: Folding<T, Minimum<T>>.Into(axes, x, result); break;
            default: Folding<T, Addition<T>>.Into(axes, x, result); break;
        }

        if (op == Reduction.Mean)
        {
            var sums = result.Span<T>();
            TensorPrimitives.Divide(sums, T.CreateTruncating(x.Shape.Size / shape.Size), sums);
        }

        GC.KeepAlive(x);
        GC.KeepAlive(result);
        return result;
    }
}
