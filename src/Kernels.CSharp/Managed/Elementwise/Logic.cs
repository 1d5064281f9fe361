using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Both are not zero.</summary>
internal readonly struct Conjunction<T> : IBinary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ~(L.Equal(x, L.Of(T.Zero)) | L.Equal(y, L.Of(T.Zero)));
}

/// <summary>Either is not zero.</summary>
internal readonly struct Disjunction<T> : IBinary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ~(L.Equal(x, L.Of(T.Zero)) & L.Equal(y, L.Of(T.Zero)));
}

/// <summary>Just one is not zero.</summary>
internal readonly struct ExclusiveDisjunction<T> : IBinary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Equal(x, L.Of(T.Zero)) ^ L.Equal(y, L.Of(T.Zero));
}

/// <summary>x is zero.</summary>
internal readonly struct IsZero<T> : IUnary<T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Equal(x, L.Of(T.Zero));
}
