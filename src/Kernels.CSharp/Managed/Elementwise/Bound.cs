using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>A function of two numbers whose first argument is fixed.</summary>
internal readonly struct BoundFirst<T, F>(F function, T x) : IUnary<T>
    where T : unmanaged
    where F : struct, IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L y)
        where L : struct, ILanes<L, T> => function.Invoke(L.Of(x), y);
}

/// <summary>A function of two numbers whose second argument is fixed.</summary>
internal readonly struct BoundSecond<T, F>(F function, T y) : IUnary<T>
    where T : unmanaged
    where F : struct, IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => function.Invoke(x, L.Of(y));
}
