using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>A function over lanes of doubles that <see cref="Real{T, F}"/> makes a function on any float dtype.</summary>
internal interface IReal : IUnary<double>;

/// <summary>A function of two numbers over lanes of doubles.</summary>
internal interface IReal2 : IBinary<double>;

/// <summary>
/// A function of doubles on any float dtype: narrower floats are computed in double precision and rounded once. These
/// functions are long, so each is a method of its own, called once a register: inlined into a loop, several of them would
/// take the room in which the compiler inlines everything else.
/// </summary>
internal readonly struct Real<T, F>(F function) : IUnary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IReal
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => InDouble.Invoke(function, x);
}

/// <summary>A function of two doubles on any float dtype: see <see cref="Real{T, F}"/>.</summary>
internal readonly struct Real2<T, F>(F function) : IBinary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IReal2
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, T> => InDouble.Invoke(function, x, y);
}
