using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Contract(Contract operation, NdArray x, NdArray y, Space result)
    {
        if (result.DType.Is16Bit())
            return InSingle(operation, x, y, result, static (b, op, x, y, space) => b.Contract(op, x, y, space));
        var target = ManagedArray.Allocate(result.Shape, result.DType);
        Contract(operation, x, y, target, null);
        return target;
    }

    /// <summary>
    /// Writes the contraction into an array of the result's shape and dtype that is row-major and that nobody else
    /// reads yet. A job gets each row of a matrix product once, counted over all leading axes, when the row is whole
    /// and still in the caches: in blocks, on any thread.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Contract(Contract operation, NdArray x, NdArray y, NdArray result, IRowsJob? job)
    {
        var (left, right, target) = ((ManagedArray)x, (ManagedArray)y, (ManagedArray)result);
        var finished = new FinishedRows(job);
        switch (target.DType)
        {
            case DType.Float32: Float<float>(operation.Op, left, right, target, finished); break;
            case DType.Float64: Float<double>(operation.Op, left, right, target, finished); break;
            case DType.Int32: Run<int, IntegerContraction<int>>(operation.Op, left, right, target, finished); break;
            case DType.Int64: Run<long, IntegerContraction<long>>(operation.Op, left, right, target, finished); break;
            case DType.UInt8: Run<byte, IntegerContraction<byte>>(operation.Op, left, right, target, finished); break;
            default: throw Errors.NoArithmetic(operation.Name, result.DType);
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
        GC.KeepAlive(target);
    }

    private static void Float<T>(Contraction op, ManagedArray x, ManagedArray y, ManagedArray result, FinishedRows finished)
        where T : unmanaged, IBinaryNumber<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run<T, FloatContraction<Lanes512<T>, T>>(op, x, y, result, finished);
        else if (Vector256.IsHardwareAccelerated)
            Run<T, FloatContraction<Lanes256<T>, T>>(op, x, y, result, finished);
        else
            Run<T, FloatContraction<Lanes128<T>, T>>(op, x, y, result, finished);
    }

    private static void Run<T, TKernel>(Contraction op, ManagedArray x, ManagedArray y, ManagedArray result, FinishedRows finished)
        where T : unmanaged, INumber<T>
        where TKernel : IContraction<T>
    {
        if (op == Contraction.Dot) result.Data<T>() = DotProduct<T, TKernel>.Of(x, y);
        else if (result.Shape.Size > 0) MatMul<T, TKernel>.Of(x, y, result, finished);
    }
}
