namespace Functional.LibTorch;

/// <summary>The family Cast.</summary>
internal static class Casts
{
    /// <summary>The largest double below 2^63.</summary>
    private const double BelowInt64 = 9223372036854774784.0;

    private const double TwoTo63 = 9223372036854775808.0;

    public static Value Cast(Calls calls, Input x, DType to)
    {
        if (!x.DType.IsFloat() || to.IsFloat() || to == DType.Bool) return calls.To(x.Value, to);
        if (to == DType.Int32) return ToInt32(calls, x);
        return to == DType.Int64 ? ToInt64(calls, x) : calls.To(ToInt64(calls, x), to);
    }

    /// <summary>Outside the integers libtorch leaves the result to the processor: here it is the nearest, and 0 for nan.</summary>
    private static Value ToInt32(Calls calls, Input x) =>
        calls.To(Bounded(calls, x, int.MinValue, int.MaxValue), DType.Int32);

    private static Value ToInt64(Calls calls, Input x)
    {
        var integers = calls.To(Bounded(calls, x, -TwoTo63, BelowInt64), DType.Int64);
        return calls.Call(Aten.MaskedFill, integers, calls.Call(Aten.AtLeastNumber, x, TwoTo63), long.MaxValue);
    }

    /// <summary>In double precision, where the bounds of integers are numbers.</summary>
    private static Value Bounded(Calls calls, Input x, double least, double most)
    {
        var wide = x.DType == DType.Float64 ? x.Value : calls.To(x.Value, DType.Float64);
        return calls.Call(Aten.NanToNum, calls.Call(Aten.Clamp, wide, least, most), 0.0, Argument.None, Argument.None);
    }
}
