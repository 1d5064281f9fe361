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
        DType.Int32 or DType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether the dtype is boolean, integer or floating point.</summary>
    public static NumberKind Kind(this DType dtype) => dtype switch
    {
        DType.Bool => NumberKind.Bool,
        DType.Float32 or DType.Float64 => NumberKind.Float,
        _ => NumberKind.Integer,
    };

    /// <summary>Whether the dtype is floating point, hence whether tensors of it can have derivatives.</summary>
    public static bool IsFloat(this DType dtype) => dtype >= DType.Float32;

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
        throw Errors.NoDType(typeof(T));
    }
}
