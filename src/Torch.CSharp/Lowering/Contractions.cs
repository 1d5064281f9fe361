using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The family Contract.</summary>
internal static class Contractions
{
    public static Value Contract(Calls calls, Contract contract, Input x, Input y, Space result)
    {
        if (x.DType == DType.Bool) throw Errors.NoArithmetic(contract.Name, x.DType);
        if (calls.Casts(contract, x.DType))
        {
            var (a, b) = (calls.To(x.Value, DType.Float32), calls.To(y.Value, DType.Float32));
            return calls.To(Product(calls, contract.Op, x.As(a, DType.Float32), y.As(b, DType.Float32)), x.DType);
        }

        return Product(calls, contract.Op, x, y);
    }

    private static Value Product(Calls calls, Contraction op, Input x, Input y)
    {
        if (!x.DType.IsFloat() && !calls.OnCpu) return Sums(calls, op, x, y);
        if (op == Contraction.Dot) return calls.Call(Aten.Dot, Flat(calls, x), Flat(calls, y));
        return calls.Call(x.Shape.Rank == 2 && y.Shape.Rank == 2 ? Aten.MatMul2 : Aten.MatMul, x, y);
    }

    private static Value Flat(Calls calls, Input x) => x.Shape.Rank == 1 ? x.Value : calls.Reshape(x.Value, [x.Shape.Size]);

    /// <summary>CUDA has no products of integer matrices: products of elements, and sums of those.</summary>
    private static Value Sums(Calls calls, Contraction op, Input x, Input y)
    {
        if (op == Contraction.Dot)
            return Summed(calls, calls.Call(Aten.Mul, Flat(calls, x), Flat(calls, y)), 0, x.DType);
        ReadOnlySpan<int> left = [.. x.Shape.Lengths, 1];
        ReadOnlySpan<int> right = [.. y.Shape.Lengths[..^2], 1, .. y.Shape.Lengths[^2..]];
        var products = calls.Call(Aten.Mul, calls.Reshape(x.Value, left), calls.Reshape(y.Value, right));
        return Summed(calls, products, -2, x.DType);
    }

    private static Value Summed(Calls calls, Value x, int axis, DType dtype) => calls.Call(
        Aten.Sum, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With([axis]).With(false).With(dtype).All);
}
