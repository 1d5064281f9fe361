namespace Functional.LibTorch;

/// <summary>
/// Two elementwise operations that libtorch does in one pass, without memory between them: which they are, for programs that
/// are recorded and for operations that run at once.
/// </summary>
internal static class Joins
{
    /// <summary>The number by which a product multiplies a tensor of its own space, if a sum may do so instead.</summary>
    public static double? Factor(Space product, Space x, Number? number) =>
        product == x && x.DType is DType.Float32 or DType.Float64 && number?.ToDouble() is { } factor and not 0.0 ? factor : null;

    /// <summary>Whether <c>where(x &lt;= bound, zero, y)</c> is what a rectified unit does to a derivative.</summary>
    public static bool IsRectified(Space x, Number? bound, Number? zero, Space y, Space result) =>
        MayRectify(x, bound) && IsZero(zero) && x == y && y == result;

    /// <summary>Whether <c>x &lt;= bound</c> may be the condition of such a selection.</summary>
    public static bool MayRectify(Space x, Number? bound) => x.DType is DType.Float32 or DType.Float64 && IsZero(bound);

    extension(Calls calls)
    {
        /// <summary>x plus or minus a factor times y.</summary>
        public Value AddScaled(bool isAdded, Value x, Value y, double factor) =>
            calls.Call(isAdded ? Aten.Add : Aten.Sub, x, y, factor);

        /// <summary>y where x is above 0, or nan, and else 0.</summary>
        public Value Rectified(Value x, Value y) => calls.Call(Aten.ThresholdBackward, y, x, 0L);
    }

    private static bool IsZero(Number? number) => number?.ToDouble() is 0.0 and var zero && !double.IsNegative(zero);
}
