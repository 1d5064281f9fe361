using System.Numerics;

namespace Functional.Kernels;

/// <summary>From functions of one number as data to the functors that compute them.</summary>
internal static class MapDispatch
{
    /// <summary>Functions that have kernels over lanes, and the rest.</summary>
    internal static NdArray Floats<T, P>(Map op, ManagedArray x, Space r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where P : struct, IPrecision<T> => op.Op switch
        {
            Unary.Exp => Elementwise.Map<T, ExpLanes<T, P>>(default, x, r),
            Unary.Exp2 => Elementwise.Map<T, Exp2Lanes<T, P>>(default, x, r),
            Unary.LogSigmoid => Elementwise.Map<T, LogSigmoidLanes<T, P>>(default, x, r),
            Unary.Softplus => Elementwise.Map<T, SoftplusLanes<T, P>>(new(T.CreateTruncating(op.P), T.CreateTruncating(op.Q)), x, r),
            Unary.Expm1 => Elementwise.Map<T, Expm1Lanes<T, P>>(default, x, r),
            Unary.Log => Elementwise.Map<T, LogLanes<T, P>>(default, x, r),
            Unary.Log1p => Elementwise.Map<T, Log1pLanes<T, P>>(default, x, r),
            Unary.Sin => Elementwise.Map<T, SinLanes<T, P>>(default, x, r),
            Unary.Cos => Elementwise.Map<T, CosLanes<T, P>>(default, x, r),
            Unary.Tanh => Elementwise.Map<T, TanhLanes<T, P>>(default, x, r),
            Unary.Sigmoid => Elementwise.Map<T, SigmoidLanes<T, P>>(default, x, r),
            Unary.Erfinv => InDouble<ErfinvLanes>(default, x, r),
            _ => Floats<T>(op, x, r),
        };

    internal static NdArray Integers<T>(Map op, ManagedArray x, Space r)
        where T : unmanaged, IBinaryInteger<T> => op.Op switch
        {
            Unary.Floor or Unary.Ceil or Unary.Round or Unary.Trunc => x,
            Unary.Clamp => Elementwise.Map<T, Clamping<T>>(new(T.CreateSaturating(op.P), T.CreateSaturating(op.Q)), x, r),
            Unary.PowNumber => Elementwise.Map<T, BoundSecond<T, IntegerPower<T>>>(new(default, ZipDispatch.Whole<T>(op.Name, op.P)), x, r),
            Unary.NumberPow => Elementwise.Map<T, BoundFirst<T, IntegerPower<T>>>(new(default, ZipDispatch.Whole<T>(op.Name, op.P)), x, r),
            Unary.IsNan or Unary.IsInf => Elementwise.Fill<byte>(0, r),
            Unary.IsFinite => Elementwise.Fill<byte>(1, r),
            _ => Numbers<T>(op, x, r),
        };

    internal static NdArray Truths(Map op, ManagedArray x, Space r) => op.Op switch
    {
        Unary.LogicalNot => Elementwise.Test<byte, IsZero<byte>>(default, x, r),
        Unary.IsNan or Unary.IsInf => Elementwise.Fill<byte>(0, r),
        Unary.IsFinite => Elementwise.Fill<byte>(1, r),
        _ => throw Errors.NotDefined(op.Name, DType.Bool),
    };

    private static NdArray Numbers<T>(Map op, ManagedArray x, Space r)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Unary.Neg => Elementwise.Map<T, Negation<T>>(default, x, r),
            Unary.Abs => Elementwise.Map<T, Absolute<T>>(default, x, r),
            Unary.Sign => Elementwise.Map<T, Signum<T>>(default, x, r),
            Unary.Square => Elementwise.Map<T, Squaring<T>>(default, x, r),
            Unary.Relu => Elementwise.Map<T, Rectifier<T>>(default, x, r),
            Unary.LogicalNot => Elementwise.Test<T, IsZero<T>>(default, x, r),
            _ => throw Errors.NotDefined(op.Name, x.DType),
        };

    private static NdArray Floats<T>(Map op, ManagedArray x, Space r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => op.Op switch
        {
            Unary.Log2 => Real<T, Log2>(default, x, r),
            Unary.Log10 => Real<T, Log10>(default, x, r),
            Unary.Sqrt => Elementwise.Map<T, SquareRoot<T>>(default, x, r),
            Unary.Rsqrt => Elementwise.Map<T, InverseSquareRoot<T>>(default, x, r),
            Unary.Reciprocal => Elementwise.Map<T, Inverse<T>>(default, x, r),
            Unary.Tan => Real<T, Tan>(default, x, r),
            Unary.Asin => Real<T, Asin>(default, x, r),
            Unary.Acos => Real<T, Acos>(default, x, r),
            Unary.Atan => Real<T, Atan>(default, x, r),
            Unary.Sinh => Real<T, Sinh>(default, x, r),
            Unary.Cosh => Real<T, Cosh>(default, x, r),
            Unary.Asinh => Real<T, Asinh>(default, x, r),
            Unary.Acosh => Real<T, Acosh>(default, x, r),
            Unary.Atanh => Real<T, Atanh>(default, x, r),
            Unary.Erf => Real<T, Erf>(default, x, r),
            Unary.Erfc => Real<T, Erfc>(default, x, r),
            Unary.Lgamma => Real<T, Lgamma>(default, x, r),
            Unary.Polygamma => Real<T, Polygamma>(new((int)op.P), x, r),
            Unary.PowNumber => PowNumber<T>(op.P, x, r),
            Unary.NumberPow => Real<T, PowerOfBase>(new(op.P), x, r),
            Unary.Clamp => Elementwise.Map<T, Clamping<T>>(new(T.CreateTruncating(op.P), T.CreateTruncating(op.Q)), x, r),
            Unary.Floor => Elementwise.Map<T, Flooring<T>>(default, x, r),
            Unary.Ceil => Elementwise.Map<T, Raising<T>>(default, x, r),
            Unary.Round => Elementwise.Map<T, Rounding<T>>(default, x, r),
            Unary.Trunc => Elementwise.Map<T, Truncation<T>>(default, x, r),
            Unary.IsNan => Elementwise.Test<T, IsNan<T>>(default, x, r),
            Unary.IsInf => Elementwise.Test<T, IsInfinite<T>>(default, x, r),
            Unary.IsFinite => Elementwise.Test<T, IsFinite<T>>(default, x, r),
            _ => Numbers<T>(op, x, r),
        };

    private static NdArray InDouble<F>(F f, ManagedArray x, Space r)
        where F : struct, IUnary<double> => x.DType == DType.Float64
            ? Elementwise.Map<double, F>(f, x, r)
            : Elementwise.Map<float, InDouble<F>>(new(f), x, r);

    private static NdArray Real<T, F>(F f, ManagedArray x, Space r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IReal => Elementwise.Map<T, Real<T, F>>(new(f), x, r);

    /// <summary>Common exponents are products, quotients and roots: as exact as the general power, and far cheaper.</summary>
    private static NdArray PowNumber<T>(double exponent, ManagedArray x, Space r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => exponent switch
        {
            0 => Elementwise.Fill(T.One, r),
            1 => x,
            2 => Elementwise.Map<T, Squaring<T>>(default, x, r),
            3 => Elementwise.Map<T, Cube<T>>(default, x, r),
            0.5 => Elementwise.Map<T, RootPower<T>>(default, x, r),
            -1 => Elementwise.Map<T, Inverse<T>>(default, x, r),
            -2 => Elementwise.Map<T, InverseSquare<T>>(default, x, r),
            _ => Real<T, PowerOf>(new(exponent), x, r),
        };
}
