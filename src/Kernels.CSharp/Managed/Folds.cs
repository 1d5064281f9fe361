using System.Numerics;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>An associative function of two numbers, with the number that changes nothing.</summary>
internal interface IFold<T>
    where T : unmanaged, INumber<T>
{
    static abstract T Identity { get; }

    static abstract T Combine(T x, T y);

    static abstract Vector512<T> Combine(Vector512<T> x, Vector512<T> y);
}

internal readonly struct SumFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.Zero;

    public static T Combine(T x, T y) => x + y;

    public static Vector512<T> Combine(Vector512<T> x, Vector512<T> y) => x + y;
}

internal readonly struct ProductFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.One;

    public static T Combine(T x, T y) => x * y;

    public static Vector512<T> Combine(Vector512<T> x, Vector512<T> y) => x * y;
}

/// <summary>The larger; nan if either is. Of truth values: whether any is true.</summary>
internal readonly struct MaxFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.CreateSaturating(double.NegativeInfinity);

    public static T Combine(T x, T y) => T.Max(x, y);

    public static Vector512<T> Combine(Vector512<T> x, Vector512<T> y) => Vector512.Max(x, y);
}

/// <summary>The smaller; nan if either is. Of truth values: whether all are true.</summary>
internal readonly struct MinFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.CreateSaturating(double.PositiveInfinity);

    public static T Combine(T x, T y) => T.Min(x, y);

    public static Vector512<T> Combine(Vector512<T> x, Vector512<T> y) => Vector512.Min(x, y);
}
