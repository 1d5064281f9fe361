using System.Numerics;

namespace Functional.Kernels;

/// <summary>A function of one double.</summary>
internal interface IReal
{
    /// <summary>The value.</summary>
    double Value(double x);
}

/// <summary>A function of two doubles.</summary>
internal interface IReal2
{
    /// <summary>The value.</summary>
    double Value(double x, double y);
}

/// <summary>A function of doubles on any float dtype: narrower floats are computed in double precision and rounded once.</summary>
internal readonly struct Real<T, F>(F function) : IUnary<T>, IFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IReal
{
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ILanes<L, T>.Each(this, x);

    public T Value(T x) => T.CreateTruncating(function.Value(double.CreateTruncating(x)));
}

/// <summary>A function of two doubles on any float dtype.</summary>
internal readonly struct Real2<T, F>(F function) : IBinary<T>, IFunction2<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IReal2
{
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ILanes<L, T>.Each(this, x, y);

    public T Value(T x, T y) => T.CreateTruncating(function.Value(double.CreateTruncating(x), double.CreateTruncating(y)));
}
