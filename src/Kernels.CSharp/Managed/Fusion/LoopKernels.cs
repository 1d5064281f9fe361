using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>Makes the bodies of fused loops ready to run.</summary>
internal static class LoopKernels
{
    /// <summary>
    /// A kernel of a body. All kernels of a body compute the same bits: one that interprets it at first and is compiled when
    /// it has run for a while, one that is compiled from the start, and one that is never, where code cannot be made.
    /// </summary>
    internal static LoopKernel Make(LoopBody body, bool eager) => body.DType switch
    {
        DType.Float32 => Make<float>(body, eager),
        DType.Float64 => Make<double>(body, eager),
        DType.Int64 => Make<long>(body, eager),
        _ => Make<int>(body, eager),
    };

    /// <summary>
    /// Whether an elementwise operation can be in a body, by the dtype of its arguments (of a choice: of what is chosen
    /// between). Bool stands for masks.
    /// </summary>
    internal static bool Supports(Operation operation, DType dtype) => dtype != DType.UInt8 && operation switch
    {
        Map { Op: Unary.PowNumber or Unary.NumberPow, P: var p } when IsFractional(p, dtype) => false,
        Zip { Op: Binary.AddScaled, P: var p } when IsFractional(p, dtype) => false,
        Map or Zip => LoopFunction.Find(operation, dtype) is not null,
        Select => true,
        Cast cast => cast.To == dtype || cast.To == DType.Bool || (dtype == DType.Bool && cast.To != DType.UInt8),
        _ => false,
    };

    /// <summary>Eager execution has an error for these.</summary>
    private static bool IsFractional(double number, DType dtype) => !dtype.IsFloat() && number != Math.Truncate(number);

    /// <summary>A kernel of a body that is never compiled.</summary>
    internal static LoopKernel Interpreter(LoopBody body) => body.DType switch
    {
        DType.Float32 => new BlockInterpreter<float>(body),
        DType.Float64 => new BlockInterpreter<double>(body),
        DType.Int64 => new BlockInterpreter<long>(body),
        _ => new BlockInterpreter<int>(body),
    };

    private static LoopKernel Make<T>(LoopBody body, bool eager)
        where T : unmanaged, IBinaryNumber<T> =>
        !RuntimeFeature.IsDynamicCodeSupported || !Vector128.IsHardwareAccelerated ? new BlockInterpreter<T>(body)
        : eager ? new EmittedLoop<T>(body)
        : new LoopTiers<T>(body);
}
