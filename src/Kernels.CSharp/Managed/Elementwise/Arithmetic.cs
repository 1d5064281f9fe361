using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>-x.</summary>
internal readonly struct Negation<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => -x;
}

/// <summary>|x|.</summary>
internal readonly struct Absolute<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Abs(x);
}

/// <summary>-1, 0 or 1; 0 for nan.</summary>
internal readonly struct Signum<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => (L.Less(L.Of(T.Zero), x) & L.Of(T.One)) - (L.Less(x, L.Of(T.Zero)) & L.Of(T.One));
}

/// <summary>x².</summary>
internal readonly struct Squaring<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => x * x;
}

/// <summary>max(x, 0); nan stays nan.</summary>
internal readonly struct Rectifier<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Select(L.Less(x, L.Of(T.Zero)), L.Of(T.Zero), x);
}

/// <summary>1 / x.</summary>
internal readonly struct Inverse<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Of(T.One) / x;
}

/// <summary>x limited to an interval; nan stays nan.</summary>
internal readonly struct Clamping<T>(T least, T most) : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Min(L.Max(x, L.Of(least)), L.Of(most));
}

/// <summary>x + y.</summary>
internal readonly struct Addition<T> : IFold<T>
    where T : unmanaged, INumberBase<T>
{
    public static T Identity => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => x + y;
}

/// <summary>x - y.</summary>
internal readonly struct Subtraction<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => x - y;
}

/// <summary>x y.</summary>
internal readonly struct Multiplication<T> : IFold<T>
    where T : unmanaged, INumberBase<T>
{
    public static T Identity => T.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => x * y;
}

/// <summary>x / y.</summary>
internal readonly struct Division<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => x / y;
}

/// <summary>x + scale y, rounded once on floats.</summary>
internal readonly struct ScaledAddition<T>(T scale) : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Fma(L.Of(scale), y, x);
}

/// <summary>The larger; nan wins. Of truth values: whether any is true.</summary>
internal readonly struct Maximum<T> : IFold<T>
    where T : unmanaged, INumberBase<T>
{
    public static T Identity => T.CreateSaturating(double.NegativeInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Max(x, y);
}

/// <summary>The smaller; nan wins. Of truth values: whether all are true.</summary>
internal readonly struct Minimum<T> : IFold<T>
    where T : unmanaged, INumberBase<T>
{
    public static T Identity => T.CreateSaturating(double.PositiveInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Min(x, y);
}
