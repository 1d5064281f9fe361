using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The family Zip.</summary>
internal static class Zips
{
    /// <summary>What libtorch has as it is, on floats.</summary>
    private static readonly Operator?[] Floats = Table(
        (Binary.Mul, "mul", "Tensor"), (Binary.Div, "div", "Tensor"), (Binary.Pow, "pow", "Tensor_Tensor"),
        (Binary.Max, "maximum", ""), (Binary.Min, "minimum", ""), (Binary.Atan2, "atan2", ""),
        (Binary.Hypot, "hypot", ""), (Binary.Fmod, "fmod", "Tensor"), (Binary.Remainder, "remainder", "Tensor"),
        (Binary.Xlogy, "xlogy", "Tensor"), (Binary.LogAddExp, "logaddexp", ""));

    private static readonly Operator?[] Integers = Table(
        (Binary.Mul, "mul", "Tensor"), (Binary.Pow, "pow", "Tensor_Tensor"), (Binary.Max, "maximum", ""),
        (Binary.Min, "minimum", ""), (Binary.Fmod, "fmod", "Tensor"), (Binary.Remainder, "remainder", "Tensor"));

    /// <summary>The sum of truth values is "or", their product "and".</summary>
    private static readonly Operator?[] Truths = Table(
        (Binary.Add, "logical_or", ""), (Binary.Max, "logical_or", ""), (Binary.Mul, "logical_and", ""),
        (Binary.Min, "logical_and", ""));

    private static readonly Operator?[] Predicates = Table(
        (Binary.Equal, "eq", "Tensor"), (Binary.NotEqual, "ne", "Tensor"), (Binary.Less, "lt", "Tensor"),
        (Binary.LessEqual, "le", "Tensor"), (Binary.Greater, "gt", "Tensor"), (Binary.GreaterEqual, "ge", "Tensor"),
        (Binary.And, "logical_and", ""), (Binary.Or, "logical_or", ""), (Binary.Xor, "logical_xor", ""));

    public static Value Zip(Calls calls, Zip zip, Input x, Input y, Space result)
    {
        if (calls.Casts(zip, x.DType)) return OfNarrow(calls, zip, x, y, result.Shape);
        if (zip.Op >= Binary.Equal) return calls.Call(Predicates[(int)zip.Op]!, x, y);
        if (x.DType.IsFloat()) return OfFloats(calls, zip, x, y, result.Shape);
        return x.DType == DType.Bool
            ? calls.Call(Truths[(int)zip.Op] ?? throw Errors.NotDefined(zip.Name, x.DType), x, y)
            : OfIntegers(calls, zip, x, y, result);
    }

    private static Operator?[] Table(params ReadOnlySpan<(Binary Op, string Name, string Overload)> rows)
    {
        var table = new Operator?[(int)Binary.Xor + 1];
        foreach (var (op, name, overload) in rows) table[(int)op] = new($"aten::{name}", overload);
        return table;
    }

    /// <summary>Floats of 16 bits are computed in single precision and rounded once.</summary>
    private static Value OfNarrow(Calls calls, Zip zip, Input x, Input y, Shape result)
    {
        var (a, b) = (calls.To(x.Value, DType.Float32), calls.To(y.Value, DType.Float32));
        if (zip.Op >= Binary.Equal) return calls.Call(Predicates[(int)zip.Op]!, a, b);
        return calls.To(OfFloats(calls, zip, x.As(a, DType.Float32), y.As(b, DType.Float32), result), x.DType);
    }

    private static Value OfFloats(Calls calls, Zip zip, Input x, Input y, Shape result)
    {
        switch (zip.Op)
        {
            case Binary.Add:
                return calls.Call(Aten.Add, x, y, 1L);
            case Binary.Sub:
                return calls.Call(Aten.Sub, x, y, 1L);
            case Binary.AddScaled:
                return calls.Call(Aten.Add, x, y, zip.P);
            case Binary.Mul or Binary.Div:
                return calls.Call(Floats[(int)zip.Op]!, x, y);
            case Binary.Fmod or Binary.Remainder when calls.OnCpu:
                return calls.Call(Floats[(int)zip.Op]!, Apart(calls, x, result), y);
            default:
                var op = Floats[(int)zip.Op] ?? throw Errors.NotDefined(zip.Name, x.DType);
                return calls.Call(op, Rows(calls, x, result), Rows(calls, y, result));
        }
    }

    /// <summary>An operand stretched to the result, as rows.</summary>
    private static Argument Rows(Calls calls, Input x, Shape result) =>
        Argument.Rows(x.Shape == result ? x.Value : calls.Expand(x.Value, result.Lengths));

    /// <summary>
    /// A copy, stretched to the result, with a gap behind every number: vectors do not compute on it. Their remainders of
    /// numbers far from each other are wrong, those of single numbers are exact.
    /// </summary>
    private static Value Apart(Calls calls, Input x, Shape result)
    {
        Span<int> strides = stackalloc int[result.Rank];
        for (var i = 0; i < strides.Length; i++) strides[i] = 2 * result.Strides[i];
        var apart = calls.Call(
            Aten.EmptyStrided,
            new Arguments(stackalloc Argument[Arguments.Usual])
                .With(result.Lengths).With(strides).WithOptions(x.DType, calls.Device).All);
        return calls.Call(Aten.CopyTo, apart, x, false);
    }

    private static Value OfIntegers(Calls calls, Zip zip, Input x, Input y, Space result)
    {
        switch (zip.Op)
        {
            case Binary.Add:
                return calls.Call(Aten.Add, x, y, 1L);
            case Binary.Sub:
                return calls.Call(Aten.Sub, x, y, 1L);
            case Binary.AddScaled:
                return calls.Call(Aten.Add, x, y, Maps.Whole(zip.Name, zip.P, x.DType));
            case Binary.Fmod or Binary.Remainder:
                return calls.Call(Integers[(int)zip.Op]!, x, Divisor(calls, zip, y, result));
            default:
                return calls.Call(Integers[(int)zip.Op] ?? throw Errors.NotDefined(zip.Name, x.DType), x, y);
        }
    }

    /// <summary>
    /// The processor traps on the quotient of the least integer by -1, and libtorch does not mind: the remainder is that by
    /// 1. Divisors of 0 the CPU's kernels find themselves.
    /// </summary>
    private static Value Divisor(Calls calls, Zip zip, Input y, Space result)
    {
        if (!calls.OnCpu && result.Shape.Size > 0)
        {
            var zeros = calls.Call(Aten.EqualNumber, y, 0L);
            calls.CheckNone(zeros, y.Shape, () => Errors.IntegerDivisionByZero(zip.Name));
        }

        return y.DType == DType.UInt8
            ? y.Value
            : calls.Call(Aten.MaskedFill, y, calls.Call(Aten.EqualNumber, y, -1L), 1L);
    }
}
