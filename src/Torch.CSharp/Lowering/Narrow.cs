using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Where floats of 16 bits are computed in single precision: around a kernel, by casts, or in it. CUDA's kernels for what
/// networks are made of widen each element themselves (<c>opmath_t</c> in libtorch), and fold in single precision, so casts
/// would only write and read everything twice more. The CPU's do neither for both of the dtypes.
/// </summary>
internal static class Narrow
{
    extension(Calls calls)
    {
        /// <summary>Whether an operation on such floats takes casts around it.</summary>
        public bool Casts(Operation operation, DType dtype) => dtype.Is16Bit() && (calls.OnCpu || !WidensItself(operation));
    }

    private static bool WidensItself(Operation operation) => operation switch
    {
        Zip { Op: Binary.Add or Binary.Sub or Binary.Mul or Binary.Div or Binary.Max or Binary.Min or Binary.AddScaled } => true,
        Zip { Op: >= Binary.Equal } => true,
        Map map => map.Op is Unary.Neg or Unary.Abs or Unary.Sign or Unary.Square or Unary.Relu or Unary.Exp or Unary.Log
            or Unary.Sqrt or Unary.Rsqrt or Unary.Reciprocal or Unary.Sin or Unary.Cos or Unary.Tanh or Unary.Sigmoid
            or Unary.Floor or Unary.Ceil or Unary.Round or Unary.Trunc,
        Reduce { Op: Reduction.Sum or Reduction.Mean or Reduction.Max or Reduction.Min } => true,
        Contract => true,
        _ => false,
    };
}
