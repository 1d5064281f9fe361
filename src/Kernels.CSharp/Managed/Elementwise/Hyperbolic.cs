using System.Runtime.CompilerServices;

namespace Functional.Kernels;

internal readonly struct Sinh : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ExpKernel<L, double, DoublePrecision>.Sinh(x);
}

internal readonly struct Cosh : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ExpKernel<L, double, DoublePrecision>.Cosh(x);
}

internal readonly struct Asinh : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => AreaKernel<L>.Asinh(x);
}

internal readonly struct Acosh : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => AreaKernel<L>.Acosh(x);
}

internal readonly struct Atanh : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => AreaKernel<L>.Atanh(x);
}
