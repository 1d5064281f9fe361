using System.Runtime.CompilerServices;

namespace Functional.Kernels;

internal readonly struct Log2 : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => LogKernel<L, double, DoublePrecision>.Log(LogarithmToBase.Two, x);
}

internal readonly struct Log10 : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => LogKernel<L, double, DoublePrecision>.Log(LogarithmToBase.Ten, x);
}

/// <summary>x log y, 0 where x is 0 and y is not nan.</summary>
internal readonly struct Xlogy : IReal2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, double>
    {
        var nothing = L.Equal(x, L.Of(0)) & L.Equal(y, y);
        return L.Select(nothing, L.Of(0), x * LogKernel<L, double, DoublePrecision>.Log(y));
    }
}

/// <summary>log(exp x + exp y), without overflow; equal infinities stay what they are.</summary>
internal readonly struct LogAddExp : IReal2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x, L y)
        where L : struct, ILanes<L, double>
    {
        var distance = L.Select(L.Equal(x, y), L.Of(0), x - y);
        return L.Max(x, y) + LogKernel<L, double, DoublePrecision>.SoftplusBend(distance);
    }
}
