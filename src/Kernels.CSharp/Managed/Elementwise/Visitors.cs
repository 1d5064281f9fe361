using System.Numerics;

namespace Functional.Kernels;

/// <summary>
/// What is to be done with the functor of a function of one number, once <see cref="MapDispatch{V, R}"/> has found it:
/// run it over an array, make it a step of a fused loop, and so on.
/// </summary>
internal interface IMapVisitor<R>
{
    /// <summary>A function from numbers to numbers.</summary>
    R Map<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T>;

    /// <summary>A predicate.</summary>
    R Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T>;

    /// <summary>A function that is the same everywhere.</summary>
    R Fill<T>(T value)
        where T : unmanaged, IBinaryNumber<T>;

    /// <summary>The function that changes nothing.</summary>
    R Same();

    /// <summary>The function is not defined on the dtype.</summary>
    R Undefined(Map op, DType dtype);
}

/// <summary>What is to be done with the functor of a function of two numbers, found by <see cref="ZipDispatch{V, R}"/>.</summary>
internal interface IZipVisitor<R>
{
    /// <summary>A function from numbers to numbers.</summary>
    R Zip<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T>;

    /// <summary>A predicate.</summary>
    R Test<T, F>(F f)
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IBinary<T>;

    /// <summary>The function is not defined on the dtype.</summary>
    R Undefined(Zip op, DType dtype);
}
