using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The largest integer that is not above x.</summary>
internal readonly struct Flooring<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Floor(x);
}

/// <summary>The smallest integer that is not below x.</summary>
internal readonly struct Raising<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Ceiling(x);
}

/// <summary>The nearest integer; of two, the even one.</summary>
internal readonly struct Rounding<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Round(x);
}

/// <summary>x without its fraction.</summary>
internal readonly struct Truncation<T> : IUnary<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => L.Truncate(x);
}
