using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>From functions of one number as data to the functors that compute them.</summary>
internal static class MapDispatch<V, R>
    where V : struct, IMapVisitor<R>
{
    /// <summary>The functor of a function on a dtype.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static R Find(Map op, DType dtype, V visitor) => dtype switch
    {
        DType.Float32 => Floats<float, SinglePrecision>(op, ref visitor),
        DType.Float64 => Floats<double, DoublePrecision>(op, ref visitor),
        DType.Int64 => Integers<long>(op, ref visitor),
        DType.Int32 => Integers<int>(op, ref visitor),
        DType.UInt8 => Integers<byte>(op, ref visitor),
        _ => Truths(op, ref visitor),
    };

    /// <summary>Functions that have kernels over lanes, and the rest.</summary>
    private static R Floats<T, P>(Map op, ref V visitor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where P : struct, IPrecision<T> => op.Op switch
        {
            Unary.Exp => visitor.Map<T, ExpLanes<T, P>>(default),
            Unary.Exp2 => visitor.Map<T, Exp2Lanes<T, P>>(default),
            Unary.LogSigmoid => visitor.Map<T, LogSigmoidLanes<T, P>>(default),
            Unary.Softplus => visitor.Map<T, SoftplusLanes<T, P>>(new(op.P, op.Q)),
            Unary.Expm1 => visitor.Map<T, Expm1Lanes<T, P>>(default),
            Unary.Log => visitor.Map<T, LogLanes<T, P>>(default),
            Unary.Log1p => visitor.Map<T, Log1pLanes<T, P>>(default),
            Unary.Sin => visitor.Map<T, SinLanes<T, P>>(default),
            Unary.Cos => visitor.Map<T, CosLanes<T, P>>(default),
            Unary.Tanh => visitor.Map<T, TanhLanes<T, P>>(default),
            Unary.Sigmoid => visitor.Map<T, SigmoidLanes<T, P>>(default),
            Unary.Erfinv => InDouble<T, ErfinvLanes>(default, ref visitor),
            _ => Floats<T>(op, ref visitor),
        };

    private static R Integers<T>(Map op, ref V visitor)
        where T : unmanaged, IBinaryInteger<T> => op.Op switch
        {
            Unary.Floor or Unary.Ceil or Unary.Round or Unary.Trunc => visitor.Same(),
            Unary.Clamp => visitor.Map<T, Clamping<T>>(new(T.CreateSaturating(op.P), T.CreateSaturating(op.Q))),
            Unary.PowNumber => visitor.Map<T, BoundSecond<T, IntegerPower<T>>>(new(default, HostNumbers.Whole<T>(op.Name, op.P))),
            Unary.NumberPow => visitor.Map<T, BoundFirst<T, IntegerPower<T>>>(new(default, HostNumbers.Whole<T>(op.Name, op.P))),
            Unary.IsNan or Unary.IsInf => visitor.Fill<byte>(0),
            Unary.IsFinite => visitor.Fill<byte>(1),
            _ => Numbers<T>(op, ref visitor),
        };

    private static R Truths(Map op, ref V visitor) => op.Op switch
    {
        Unary.LogicalNot => visitor.Test<byte, IsZero<byte>>(default),
        Unary.IsNan or Unary.IsInf => visitor.Fill<byte>(0),
        Unary.IsFinite => visitor.Fill<byte>(1),
        _ => visitor.Undefined(op, DType.Bool),
    };

    private static R Numbers<T>(Map op, ref V visitor)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Unary.Neg => visitor.Map<T, Negation<T>>(default),
            Unary.Abs => visitor.Map<T, Absolute<T>>(default),
            Unary.Sign => visitor.Map<T, Signum<T>>(default),
            Unary.Square => visitor.Map<T, Squaring<T>>(default),
            Unary.Relu => visitor.Map<T, Rectifier<T>>(default),
            Unary.LogicalNot => visitor.Test<T, IsZero<T>>(default),
            _ => visitor.Undefined(op, DTypes.Of<T>()),
        };

    private static R Floats<T>(Map op, ref V visitor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => op.Op switch
        {
            Unary.Log2 => Real<T, Log2>(default, ref visitor),
            Unary.Log10 => Real<T, Log10>(default, ref visitor),
            Unary.Sqrt => visitor.Map<T, SquareRoot<T>>(default),
            Unary.Rsqrt => visitor.Map<T, InverseSquareRoot<T>>(default),
            Unary.Reciprocal => visitor.Map<T, Inverse<T>>(default),
            Unary.Tan => Real<T, Tan>(default, ref visitor),
            Unary.Asin => Real<T, Asin>(default, ref visitor),
            Unary.Acos => Real<T, Acos>(default, ref visitor),
            Unary.Atan => Real<T, Atan>(default, ref visitor),
            Unary.Sinh => Real<T, Sinh>(default, ref visitor),
            Unary.Cosh => Real<T, Cosh>(default, ref visitor),
            Unary.Asinh => Real<T, Asinh>(default, ref visitor),
            Unary.Acosh => Real<T, Acosh>(default, ref visitor),
            Unary.Atanh => Real<T, Atanh>(default, ref visitor),
            Unary.Erf => Real<T, Erf>(default, ref visitor),
            Unary.Erfc => Real<T, Erfc>(default, ref visitor),
            Unary.Lgamma => Real<T, Lgamma>(default, ref visitor),
            Unary.Polygamma => Real<T, Polygamma>(new((int)op.P), ref visitor),
            Unary.PowNumber => PowNumber<T>(op.P, ref visitor),
            Unary.NumberPow => Real<T, PowerOfBase>(new(op.P), ref visitor),
            Unary.Clamp => visitor.Map<T, Clamping<T>>(new(T.CreateTruncating(op.P), T.CreateTruncating(op.Q))),
            Unary.Floor => visitor.Map<T, Flooring<T>>(default),
            Unary.Ceil => visitor.Map<T, Raising<T>>(default),
            Unary.Round => visitor.Map<T, Rounding<T>>(default),
            Unary.Trunc => visitor.Map<T, Truncation<T>>(default),
            Unary.IsNan => visitor.Test<T, IsNan<T>>(default),
            Unary.IsInf => visitor.Test<T, IsInfinite<T>>(default),
            Unary.IsFinite => visitor.Test<T, IsFinite<T>>(default),
            _ => Numbers<T>(op, ref visitor),
        };

    private static R InDouble<T, F>(F f, ref V visitor)
        where T : unmanaged
        where F : struct, IUnary<double> => typeof(T) == typeof(double)
            ? visitor.Map<double, F>(f)
            : visitor.Map<float, InDouble<F>>(new(f));

    private static R Real<T, F>(F f, ref V visitor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IReal => visitor.Map<T, Real<T, F>>(new(f));

    /// <summary>Common exponents are products, quotients and roots: as exact as the general power, and far cheaper.</summary>
    private static R PowNumber<T>(double exponent, ref V visitor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => exponent switch
        {
            0 => visitor.Fill(T.One),
            1 => visitor.Same(),
            2 => visitor.Map<T, Squaring<T>>(default),
            3 => visitor.Map<T, Cube<T>>(default),
            0.5 => visitor.Map<T, RootPower<T>>(default),
            -1 => visitor.Map<T, Inverse<T>>(default),
            -2 => visitor.Map<T, InverseSquare<T>>(default),
            _ => Real<T, PowerOf>(new(exponent), ref visitor),
        };
}
