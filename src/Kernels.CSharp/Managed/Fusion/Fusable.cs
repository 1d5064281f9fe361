namespace Functional.Kernels.Fusion;

/// <summary>Which operations a loop can do.</summary>
internal static class Fusable
{
    /// <summary>Why a loop cannot do an operation on arguments of a dtype; null if it can.</summary>
    internal static string? WhyNot(Operation operation, DType dtype, DType result) => operation switch
    {
        Cast when dtype == DType.Bool => IsNumber(result) ? null : NoNumbers(result),
        Cast { To: DType.Bool } => IsNumber(dtype) ? null : NoNumbers(dtype),
        Cast cast => $"loops have one dtype, not {dtype.Name()} and {cast.To.Name()}",
        Map or Zip when dtype == DType.Bool => IsLogic(operation) ? null : "not defined on truth values in loops",
        Select or Reduce when !IsNumber(dtype) => NoNumbers(dtype),
        Select => null,
        Reduce { Op: Reduction.Sum or Reduction.Prod or Reduction.Max or Reduction.Min } => null,
        Reduce => "loops do not fold to indices",
        Map or Zip when !IsNumber(dtype) => NoNumbers(dtype),
        Map or Zip => LoopKernels.Supports(operation, dtype) ? null : $"no loop has it in {dtype.Name()}",
        Movement => "moves elements",
        Control => "runs programs of its own",
        _ => "a kernel of its own",
    };

    /// <summary>
    /// Operations as loops have them: the sum of truth values is "or", their product "and". Others stay as they are.
    /// </summary>
    internal static Operation OfTruths(Zip zip) => zip.Op switch
    {
        Binary.Add or Binary.Max => new Zip(zip.Name, Binary.Or),
        Binary.Mul or Binary.Min => new Zip(zip.Name, Binary.And),
        Binary.NotEqual => new Zip(zip.Name, Binary.Xor),
        _ => zip,
    };

    /// <summary>About what an element costs, in additions.</summary>
    internal static int Cost(Operation operation) => operation switch
    {
        Map { Op: Unary.Neg or Unary.Abs or Unary.Square or Unary.Relu or Unary.Clamp or Unary.Sign or >= Unary.Floor } => 1,
        Map { Op: Unary.Sqrt or Unary.Reciprocal or Unary.Rsqrt } => 4,
        Map { Op: Unary.PowNumber, P: 0.5 or -1 or -2 } => 4,
        Map { Op: Unary.PowNumber, P: 0 or 1 or 2 or 3 } => 1,
        Map { Op: Unary.Exp or Unary.Exp2 or Unary.Expm1 or Unary.Log or Unary.Log1p or Unary.Sin or Unary.Cos or Unary.Tanh or Unary.Sigmoid } => 16,
        Map => 64,
        Zip { Op: Binary.Div } => 4,
        Zip { Op: Binary.Pow or Binary.Atan2 or Binary.Hypot or Binary.Xlogy or Binary.LogAddExp or Binary.Fmod or Binary.Remainder } => 64,
        _ => 1,
    };

    private static bool IsNumber(DType dtype) => dtype is DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64;

    private static bool IsLogic(Operation operation) =>
        operation is Map { Op: Unary.LogicalNot } or Zip { Op: Binary.And or Binary.Or or Binary.Xor };

    private static string NoNumbers(DType dtype) => $"loops do not compute in {dtype.Name()}";
}
