using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The family Map.</summary>
internal static class Maps
{
    /// <summary>What libtorch has as it is, on floats.</summary>
    private static readonly Operator?[] Floats = Table(
        (Unary.Neg, "neg"), (Unary.Abs, "abs"), (Unary.Sign, "sign"), (Unary.Exp, "exp"), (Unary.Exp2, "exp2"),
        (Unary.Expm1, "expm1"), (Unary.Log, "log"), (Unary.Log2, "log2"), (Unary.Log10, "log10"),
        (Unary.Log1p, "log1p"), (Unary.Sqrt, "sqrt"), (Unary.Rsqrt, "rsqrt"), (Unary.Reciprocal, "reciprocal"),
        (Unary.Sin, "sin"), (Unary.Cos, "cos"), (Unary.Tan, "tan"), (Unary.Asin, "asin"), (Unary.Acos, "acos"),
        (Unary.Atan, "atan"), (Unary.Sinh, "sinh"), (Unary.Cosh, "cosh"), (Unary.Tanh, "tanh"),
        (Unary.Asinh, "asinh"), (Unary.Acosh, "acosh"), (Unary.Atanh, "atanh"), (Unary.Sigmoid, "sigmoid"),
        (Unary.LogSigmoid, "log_sigmoid"), (Unary.Relu, "relu"), (Unary.Erf, "erf"), (Unary.Erfc, "erfc"),
        (Unary.Lgamma, "lgamma"), (Unary.Floor, "floor"), (Unary.Ceil, "ceil"),
        (Unary.Round, "round"), (Unary.Trunc, "trunc"));

    private static readonly Operator?[] Integers = Table(
        (Unary.Neg, "neg"), (Unary.Abs, "abs"), (Unary.Sign, "sign"), (Unary.Relu, "relu"), (Unary.Floor, "alias"),
        (Unary.Ceil, "alias"), (Unary.Round, "alias"), (Unary.Trunc, "alias"));

    private static readonly Operator?[] Predicates = Table(
        (Unary.LogicalNot, "logical_not"), (Unary.IsNan, "isnan"), (Unary.IsInf, "isinf"), (Unary.IsFinite, "isfinite"));

    public static Value Map(Calls calls, Map map, Input x, Space result)
    {
        // libtorch's own looks at the numbers twice, for it serves complex ones, too.
        if (map.Op == Unary.IsFinite && x.DType.IsFloat()) return calls.Call(Aten.LessNumber, calls.Call(Aten.Abs, x), double.PositiveInfinity);
        if (map.Op >= Unary.LogicalNot) return calls.Call(Predicates[(int)map.Op]!, x);
        if (x.DType == DType.Bool) throw Errors.NotDefined(map.Name, x.DType);
        if (!x.DType.IsFloat()) return OfIntegers(calls, map, x);
        if (calls.IsWidened(map, x.DType))
        {
            var wide = x.As(calls.To(x.Value, Wider(map.Op, x.DType)), Wider(map.Op, x.DType));
            return calls.To(OfFloats(calls, map, wide), x.DType);
        }

        return OfFloats(calls, map, x);
    }

    private static Operator?[] Table(params ReadOnlySpan<(Unary Op, string Name)> rows)
    {
        var table = new Operator?[(int)Unary.IsFinite + 1];
        foreach (var (op, name) in rows) table[(int)op] = new($"aten::{name}");
        return table;
    }

    /// <summary>
    /// Floats of 16 bits are computed in single precision (<see cref="Narrow"/>). Singles are computed in double where libtorch's kernel in single
    /// precision keeps an absolute accuracy only or overflows early, or where a host parameter would be rounded to single
    /// precision first.
    /// </summary>
    private static bool IsWidened(this Calls calls, Map map, DType dtype) =>
        calls.Casts(map, dtype) || (dtype == DType.Float32 && IsInDouble(map.Op));

    private static bool IsInDouble(Unary op) =>
        op is Unary.Sinh or Unary.Cosh or Unary.Erf or Unary.Erfinv or Unary.Lgamma or Unary.Softplus
            or Unary.PowNumber or Unary.NumberPow;

    private static DType Wider(Unary op, DType dtype) => IsInDouble(op) ? DType.Float64 : DType.Float32;

    private static Value OfFloats(Calls calls, Map map, Input x) => map.Op switch
    {
        Unary.Square => calls.Call(Aten.Mul, x, x),
        Unary.Clamp => calls.Call(Aten.Clamp, x, map.P, map.Q),
        Unary.PowNumber => Power(calls, x, map.P),
        Unary.NumberPow => calls.Call(Aten.Pow, calls.Full(Shape.Scalar, x.DType, map.P), Argument.Rows(x.Value)),
        Unary.Softplus => Softplus.Lower(calls, x, map.P, map.Q),
        Unary.Polygamma => calls.OnHost(map, x),
        Unary.Log1p => Log1p(calls, x),
        Unary.Erfinv => InverseErf.Lower(calls, x.Value),
        _ => calls.Call(Floats[(int)map.Op]!, IsExact(map.Op) ? x : Argument.Rows(x.Value)),
    };

    /// <summary>Whether the result has no last place to differ in.</summary>
    private static bool IsExact(Unary op) =>
        op is Unary.Neg or Unary.Abs or Unary.Sign or Unary.Sqrt or Unary.Reciprocal or Unary.Floor or Unary.Ceil or Unary.Round
            or Unary.Trunc;

    /// <summary>libtorch overflows near the largest number, where the logarithm of 1 + x has long been that of x.</summary>
    private static Value Log1p(Calls calls, Input x)
    {
        const double Large = 1e30;
        var rows = Argument.Rows(x.Value);
        var isLarge = calls.Call(Aten.GreaterNumber, x, Large);
        return calls.Call(Aten.Where, isLarge, calls.Call(Aten.Log, rows), calls.Call(Aten.Log1p, rows));
    }

    /// <summary>
    /// libtorch takes small whole exponents apart as one would. A root is none of its powers: it differs at -0 and at
    /// negative infinity.
    /// </summary>
    private static Value Power(Calls calls, Input x, double exponent) =>
        Math.Abs(exponent) == 0.5
            ? calls.Call(Aten.Pow, Argument.Rows(x.Value), calls.Full(Shape.Scalar, x.DType, exponent))
            : calls.Call(Aten.PowNumber, Argument.Rows(x.Value), exponent);

    private static Value OfIntegers(Calls calls, Map map, Input x)
    {
        switch (map.Op)
        {
            case Unary.Square:
                return calls.Call(Aten.Mul, x, x);
            case Unary.PowNumber:
                return calls.Call(Aten.Pow, x, calls.Full(Shape.Scalar, x.DType, Whole(map, x.DType)));
            case Unary.NumberPow:
                return calls.Call(Aten.Pow, calls.Full(Shape.Scalar, x.DType, Whole(map, x.DType)), x);
            case Unary.Clamp:
                return calls.Call(Aten.Clamp, x, Saturated(map.P, x.DType), Saturated(map.Q, x.DType));
            default:
                return calls.Call(Integers[(int)map.Op] ?? throw Errors.NotDefined(map.Name, x.DType), x);
        }
    }

    /// <summary>A host number beside integers, which wraps around as they do.</summary>
    internal static long Whole(string operation, double number, DType dtype) => dtype switch
    {
        DType.UInt8 => HostNumbers.Whole<byte>(operation, number),
        DType.Int32 => HostNumbers.Whole<int>(operation, number),
        _ => HostNumbers.Whole<long>(operation, number),
    };

    private static long Whole(Map map, DType dtype) => Whole(map.Name, map.P, dtype);

    private static long Saturated(double bound, DType dtype) => dtype switch
    {
        DType.UInt8 => byte.CreateSaturating(bound),
        DType.Int32 => int.CreateSaturating(bound),
        _ => long.CreateSaturating(bound),
    };
}
