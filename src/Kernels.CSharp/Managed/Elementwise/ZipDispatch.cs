using System.Numerics;

namespace Functional.Kernels;

/// <summary>From functions of two numbers as data to the functors that compute them.</summary>
internal static class ZipDispatch
{
    internal static NdArray Floats<T>(Zip op, ManagedArray x, ManagedArray y, Space r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => op.Op switch
        {
            Binary.Div => Elementwise.Zip<T, Division<T>>(default, x, y, r),
            Binary.AddScaled => Elementwise.Zip<T, ScaledAddition<T>>(new(T.CreateTruncating(op.P)), x, y, r),
            Binary.Pow => Elementwise.Zip<T, Power<T>>(default, x, y, r),
            Binary.Atan2 => Elementwise.Zip<T, Real2<T, Atan2>>(default, x, y, r),
            Binary.Hypot => Elementwise.Zip<T, Real2<T, Hypot>>(default, x, y, r),
            Binary.Xlogy => Elementwise.Zip<T, Real2<T, Xlogy>>(default, x, y, r),
            Binary.LogAddExp => Elementwise.Zip<T, Real2<T, LogAddExp>>(default, x, y, r),
            _ => Numbers<T>(op, x, y, r),
        };

    internal static NdArray Integers<T>(Zip op, ManagedArray x, ManagedArray y, Space r)
        where T : unmanaged, IBinaryInteger<T> => op.Op switch
        {
            Binary.AddScaled => Elementwise.Zip<T, ScaledAddition<T>>(new(Whole<T>(op.Name, op.P)), x, y, r),
            Binary.Pow => Elementwise.Zip<T, IntegerPower<T>>(default, x, y, r),
            _ => Numbers<T>(op, x, y, r),
        };

    /// <summary>Truth values are bytes that are 0 or 1: their sum is "or", their product "and".</summary>
    internal static NdArray Truths(Zip op, ManagedArray x, ManagedArray y, Space r) => op.Op switch
    {
        Binary.Add or Binary.Max => Elementwise.Zip<byte, Maximum<byte>>(default, x, y, r),
        Binary.Mul or Binary.Min => Elementwise.Zip<byte, Minimum<byte>>(default, x, y, r),
        >= Binary.Equal => Predicates<byte>(op, x, y, r),
        _ => throw Errors.NotDefined(op.Name, DType.Bool),
    };

    /// <summary>A host number beside integers.</summary>
    internal static T Whole<T>(string operation, double number)
        where T : unmanaged, IBinaryInteger<T> => number == Math.Truncate(number)
            ? T.CreateTruncating((long)number)
            : throw Errors.FractionalExponent(operation, number, DTypes.Of<T>());

    private static NdArray Numbers<T>(Zip op, ManagedArray x, ManagedArray y, Space r)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Binary.Add => Elementwise.Zip<T, Addition<T>>(default, x, y, r),
            Binary.Sub => Elementwise.Zip<T, Subtraction<T>>(default, x, y, r),
            Binary.Mul => Elementwise.Zip<T, Multiplication<T>>(default, x, y, r),
            Binary.Max => Elementwise.Zip<T, Maximum<T>>(default, x, y, r),
            Binary.Min => Elementwise.Zip<T, Minimum<T>>(default, x, y, r),
            Binary.Fmod => Elementwise.Zip<T, Fmod<T>>(default, x, y, r),
            Binary.Remainder => Elementwise.Zip<T, Modulo<T>>(default, x, y, r),
            >= Binary.Equal => Predicates<T>(op, x, y, r),
            _ => throw Errors.NotDefined(op.Name, x.DType),
        };

    private static NdArray Predicates<T>(Zip op, ManagedArray x, ManagedArray y, Space r)
        where T : unmanaged, IBinaryNumber<T> => op.Op switch
        {
            Binary.Equal => Elementwise.Test<T, Equality<T>>(default, x, y, r),
            Binary.NotEqual => Elementwise.Test<T, Inequality<T>>(default, x, y, r),
            Binary.Less => Elementwise.Test<T, Below<T>>(default, x, y, r),
            Binary.LessEqual => Elementwise.Test<T, AtMost<T>>(default, x, y, r),
            Binary.Greater => Elementwise.Test<T, Above<T>>(default, x, y, r),
            Binary.GreaterEqual => Elementwise.Test<T, AtLeast<T>>(default, x, y, r),
            Binary.And => Elementwise.Test<T, Conjunction<T>>(default, x, y, r),
            Binary.Or => Elementwise.Test<T, Disjunction<T>>(default, x, y, r),
            Binary.Xor => Elementwise.Test<T, ExclusiveDisjunction<T>>(default, x, y, r),
            _ => throw Errors.NotDefined(op.Name, x.DType),
        };
}
