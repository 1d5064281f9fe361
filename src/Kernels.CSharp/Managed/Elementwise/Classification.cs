using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>x is not a number.</summary>
internal readonly struct IsNan<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ~L.Equal(x, x);
}

/// <summary>x is an infinity.</summary>
internal readonly struct IsInfinite<T> : IUnary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Equal(L.Abs(x), L.Of(T.PositiveInfinity));
}

/// <summary>x is neither infinite nor nan.</summary>
internal readonly struct IsFinite<T> : IUnary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Less(L.Abs(x), L.Of(T.PositiveInfinity));
}
