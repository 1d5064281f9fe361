using System.Runtime.CompilerServices;

namespace Functional.Kernels;

internal readonly struct Erf : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ErrorFunction<L>.Erf(x);
}

internal readonly struct Erfc : IReal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ErrorFunction<L>.Erfc(x);
}

internal readonly struct Lgamma : IReal, IFunction<double>
{
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ILanes<L, double>.Each(this, x);

    public double Value(double x) => GammaFunctions.LogGamma(x);
}

/// <summary>The derivative of digamma of an order; order 0 is digamma itself.</summary>
internal readonly struct Polygamma(int order) : IReal, IFunction<double>
{
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => ILanes<L, double>.Each(this, x);

    public double Value(double x) => order == 0 ? GammaFunctions.Digamma(x) : GammaFunctions.Polygamma(order, x);
}
