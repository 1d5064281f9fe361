namespace Functional.Kernels;

/// <summary>How strongly an operand speaks in type promotion.</summary>
public enum Strength : byte
{
    /// <summary>A number of the host language.</summary>
    Number,

    /// <summary>A tensor without axes.</summary>
    Scalar,

    /// <summary>A tensor with axes.</summary>
    Tensor,
}

/// <summary>
/// PyTorch's type promotion: the operands of the highest kind (bool &lt; integer &lt; float) decide, the strongest of
/// them (tensors with axes, then 0-d tensors, then host numbers), and among equals the wider dtype; float16 and bfloat16,
/// of which neither holds the other, meet in float32. Host floats count as the default dtype. Source: PyTorch, "Type promotion" in the documentation of tensor attributes.
/// </summary>
public static class Promotion
{
    /// <summary>The dtype in which two operands meet.</summary>
    public static DType Meet(Strength strengthX, DType x, Strength strengthY, DType y)
    {
        if (x == y) return x;
        var (kindX, kindY) = (x.Kind(), y.Kind());
        if (kindX != kindY) return kindX > kindY ? x : y;
        if (strengthX != strengthY) return strengthX > strengthY ? x : y;
        if (x.Is16Bit() && y.Is16Bit()) return DType.Float32;
        return x > y ? x : y;
    }

    /// <summary>The dtype in which a function that needs floats works: integers become the default dtype.</summary>
    public static DType ToFloat(DType dtype) => dtype.IsFloat() ? dtype : DTypes.Default;

    /// <summary>The dtype in which sums and products accumulate: int64 for bools and integers.</summary>
    public static DType ToSum(DType dtype) => dtype.IsFloat() ? dtype : DType.Int64;
}
