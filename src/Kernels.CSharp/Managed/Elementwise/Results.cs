using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Values are written as they are.</summary>
internal readonly struct Values<T> : IResult<T, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<L>(L value, ref T destination, nuint index)
        where L : struct, ILanes<L, T> => value.Store(ref destination, index);
}

/// <summary>Masks are written as truth values.</summary>
internal readonly struct Masks<T> : IResult<T, byte>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<L>(L value, ref byte destination, nuint index)
        where L : struct, ILanes<L, T> => value.StoreTruth(ref destination, index);
}
