namespace Functional;

/// <summary>The type of a tensor's elements.</summary>
public enum DType : byte
{
    /// <summary>Truth values, one byte each.</summary>
    Bool,

    /// <summary>Unsigned 8-bit integers.</summary>
    UInt8,

    /// <summary>Signed 32-bit integers.</summary>
    Int32,

    /// <summary>Signed 64-bit integers: the type of indices.</summary>
    Int64,

    /// <summary>IEEE half precision, <see cref="Half"/>: 11 bits of precision, up to 65504.</summary>
    Float16,

    /// <summary>The upper half of a single, <see cref="BFloat16"/>: 8 bits of precision, and the range of float32.</summary>
    BFloat16,

    /// <summary>IEEE single precision: the default, and what literals become.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}

/// <summary>The kinds of numbers, weakest first: a stronger kind always wins in type promotion.</summary>
public enum NumberKind : byte
{
    /// <summary>Truth values.</summary>
    Bool,

    /// <summary>Integers.</summary>
    Integer,

    /// <summary>Floating-point numbers.</summary>
    Float,
}

/// <summary>Facts about <see cref="DType"/> values.</summary>
public static class DTypes
{
    /// <summary>The dtype of literals, of host floats beside integer tensors, and of factories that are given none.</summary>
    public const DType Default = DType.Float32;

    /// <summary>Bytes per element.</summary>
    public static int ItemSize(this DType dtype) => dtype switch
    {
        DType.Bool or DType.UInt8 => 1,
        DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether the dtype is boolean, integer or floating point.</summary>
    public static NumberKind Kind(this DType dtype) => dtype switch
    {
        DType.Bool => NumberKind.Bool,
        >= DType.Float16 => NumberKind.Float,
        _ => NumberKind.Integer,
    };

    /// <summary>Whether the dtype is floating point, hence whether tensors of it can have derivatives.</summary>
    public static bool IsFloat(this DType dtype) => dtype >= DType.Float16;

    /// <summary>Whether the dtype is a float of 16 bits: stored so, and computed with in single precision.</summary>
    public static bool Is16Bit(this DType dtype) => dtype is DType.Float16 or DType.BFloat16;

    /// <summary>The bits of precision of a float dtype, the first one included, as .NET's and IEEE's p: 24 for float32.</summary>
    public static int Precision(this DType dtype) => dtype switch
    {
        DType.Float16 => 11,
        DType.BFloat16 => 8,
        DType.Float32 => 24,
        _ => 53,
    };

    /// <summary>The distance from 1 to the next number of a float dtype: <c>torch.finfo(dtype).eps</c>.</summary>
    public static double Epsilon(this DType dtype) => Math.ScaleB(1, 1 - dtype.Precision());

    /// <summary>The largest finite number of a float dtype: <c>torch.finfo(dtype).max</c>.</summary>
    public static double Largest(this DType dtype) => dtype switch
    {
        DType.Float16 => (double)Half.MaxValue,
        DType.BFloat16 => (double)BFloat16.FromBits(0x7F7F),
        DType.Float32 => float.MaxValue,
        _ => double.MaxValue,
    };

    /// <summary>The least positive number of a float dtype that has its full precision: <c>torch.finfo(dtype).tiny</c>.</summary>
    public static double Tiny(this DType dtype) => dtype switch
    {
        DType.Float16 => Math.ScaleB(1, -14),
        DType.BFloat16 or DType.Float32 => Math.ScaleB(1, -126),
        _ => Math.ScaleB(1, -1022),
    };

    /// <summary>
    /// The nearest number of a float dtype, ties to even. To 16 bits the way goes by the nearest single, as in PyTorch.
    /// </summary>
    public static double Round(this DType dtype, double value) => dtype switch
    {
        DType.Float16 => (double)(Half)(float)value,
        DType.BFloat16 => (double)(BFloat16)value,
        DType.Float32 => (float)value,
        _ => value,
    };

    /// <summary>PyTorch's name of the dtype: <c>float32</c>, <c>int64</c>, <c>bool</c>, …</summary>
    public static string Name(this DType dtype) => dtype.ToString().ToLowerInvariant();

    /// <summary>The dtype that stores the CLR type <typeparamref name="T"/>.</summary>
    /// <exception cref="DTypeException">No dtype stores it.</exception>
    public static DType Of<T>()
    {
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(int)) return DType.Int32;
        if (typeof(T) == typeof(byte)) return DType.UInt8;
        if (typeof(T) == typeof(bool)) return DType.Bool;
        if (typeof(T) == typeof(Half)) return DType.Float16;
        if (typeof(T) == typeof(BFloat16)) return DType.BFloat16;
        throw Errors.NoDType(typeof(T));
    }
}
