using System.Numerics;

namespace Functional.Kernels;

/// <summary>From functions of two numbers as data to the functors that compute them.</summary>
internal static class ZipDispatch<V, R>
    where V : struct, IZipVisitor<R>
{
    /// <summary>The functor of a function on a dtype.</summary>
    internal static R Find(Zip op, DType dtype, V visitor) => dtype switch
    {
        DType.Float32 => Floats<float>(op, visitor),
        DType.Float64 => Floats<double>(op, visitor),
        DType.Int64 => Integers<long>(op, visitor),
        DType.Int32 => Integers<int>(op, visitor),
        DType.UInt8 => Integers<byte>(op, visitor),
        _ => Truths(op, visitor),
    };

    private static R Floats<T>(Zip op, V visitor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => op.Op switch
        {
            Binary.Div => visitor.Zip<T, Division<T>>(default),
            Binary.AddScaled => visitor.Zip<T, ScaledAddition<T>>(new(T.CreateTruncating(op.P))),
            Binary.Pow => visitor.Zip<T, Power<T>>(default),
            Binary.Atan2 => visitor.Zip<T, Real2<T, Atan2>>(default),
            Binary.Hypot => visitor.Zip<T, Real2<T, Hypot>>(default),
            Binary.Xlogy => visitor.Zip<T, Real2<T, Xlogy>>(default),
            Binary.LogAddExp => visitor.Zip<T, Real2<T, LogAddExp>>(default),
            _ => Numbers<T>(op, visitor),
        };

    private static R Integers<T>(Zip op, V visitor)
        where T : unmanaged, IBinaryInteger<T> => op.Op switch
        {
            Binary.AddScaled => visitor.Zip<T, ScaledAddition<T>>(new(HostNumbers.Whole<T>(op.Name, op.P))),
            Binary.Pow => visitor.Zip<T, IntegerPower<T>>(default),
            _ => Numbers<T>(op, visitor),
        };

    /// <summary>Truth values are bytes that are 0 or 1: their sum is "or", their product "and".</summary>
    private static R Truths(Zip op, V visitor) => op.Op switch
    {
        Binary.Add or Binary.Max => visitor.Zip<byte, Maximum<byte>>(default),
        Binary.Mul or Binary.Min => visitor.Zip<byte, Minimum<byte>>(default),
        >= Binary.Equal => Predicates<byte>(op, visitor),
        _ => visitor.Undefined(op, DType.Bool),
    };

    private static R Numbers<T>(Zip op, V visitor)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Binary.Add => visitor.Zip<T, Addition<T>>(default),
            Binary.Sub => visitor.Zip<T, Subtraction<T>>(default),
            Binary.Mul => visitor.Zip<T, Multiplication<T>>(default),
            Binary.Max => visitor.Zip<T, Maximum<T>>(default),
            Binary.Min => visitor.Zip<T, Minimum<T>>(default),
            Binary.Fmod => visitor.Zip<T, Fmod<T>>(default),
            Binary.Remainder => visitor.Zip<T, Modulo<T>>(default),
            >= Binary.Equal => Predicates<T>(op, visitor),
            _ => visitor.Undefined(op, DTypes.Of<T>()),
        };

    private static R Predicates<T>(Zip op, V visitor)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Binary.Equal => visitor.Test<T, Equality<T>>(default),
            Binary.NotEqual => visitor.Test<T, Inequality<T>>(default),
            Binary.Less => visitor.Test<T, Below<T>>(default),
            Binary.LessEqual => visitor.Test<T, AtMost<T>>(default),
            Binary.Greater => visitor.Test<T, Above<T>>(default),
            Binary.GreaterEqual => visitor.Test<T, AtLeast<T>>(default),
            Binary.And => visitor.Test<T, Conjunction<T>>(default),
            Binary.Or => visitor.Test<T, Disjunction<T>>(default),
            Binary.Xor => visitor.Test<T, ExclusiveDisjunction<T>>(default),
            _ => visitor.Undefined(op, DTypes.Of<T>()),
        };
}
