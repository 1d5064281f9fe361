using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>x == y.</summary>
internal readonly struct Equality<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Equal(x, y);
}

/// <summary>x != y: true for nan.</summary>
internal readonly struct Inequality<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => ~L.Equal(x, y);
}

/// <summary>x &lt; y.</summary>
internal readonly struct Below<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Less(x, y);
}

/// <summary>x &lt;= y.</summary>
internal readonly struct AtMost<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.LessEqual(x, y);
}

/// <summary>x > y.</summary>
internal readonly struct Above<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.Less(y, x);
}

/// <summary>x >= y.</summary>
internal readonly struct AtLeast<T> : IBinary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => L.LessEqual(y, x);
}
