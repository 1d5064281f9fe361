using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

internal readonly struct ExpLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ExpKernel<L, T, P>.Exp(x);
}

internal readonly struct Expm1Lanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ExpKernel<L, T, P>.Expm1(x);
}

internal readonly struct SigmoidLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ExpKernel<L, T, P>.Sigmoid(x);
}

internal readonly struct TanhLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ExpKernel<L, T, P>.Tanh(x);
}

internal readonly struct LogLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => LogKernel<L, T, P>.Log(x);
}

internal readonly struct Log1pLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => LogKernel<L, T, P>.Log1p(x);
}

internal readonly struct SinLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => TrigonometricKernel<L, T, P>.Sin(x);
}

internal readonly struct CosLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => TrigonometricKernel<L, T, P>.Cos(x);
}

internal readonly struct Exp2Lanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> => ExpKernel<L, T, P>.Exp2(x);
}

/// <summary>log sigmoid(x).</summary>
internal readonly struct LogSigmoidLanes<T, P> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T> =>
        L.Min(x, L.Of(T.Zero)) - LogKernel<L, T, P>.SoftplusBend(x);
}

/// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x is above a threshold.</summary>
internal readonly struct SoftplusLanes<T, P>(double beta, double threshold) : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where P : struct, IPrecision<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, T>
    {
        if (beta != 1) return Scaled(x);
        var smooth = L.Max(x, L.Of(T.Zero)) + LogKernel<L, T, P>.SoftplusBend(x);
        return L.Select(L.Less(L.Of(T.CreateTruncating(threshold)), x), x, smooth);
    }

    /// <summary>With the roundings of a product and a quotient more, single precision would not do.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private L Scaled<L>(L x)
        where L : struct, ILanes<L, T> =>
        InDouble.Invoke(new ScaledSoftplus(beta, threshold), x);
}

/// <summary><see cref="SoftplusLanes{T, P}"/> with a beta that is not 1.</summary>
internal readonly struct ScaledSoftplus(double beta, double threshold) : IUnary<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double>
    {
        var scaled = L.Of(beta) * x;
        var rest = L.Fma(L.Of(beta), x, -scaled);
        var smooth = (L.Max(scaled, L.Of(0)) + LogKernel<L, double, DoublePrecision>.SoftplusBend(scaled, rest)) / L.Of(beta);
        return L.Select(L.Less(L.Of(threshold), scaled), x, smooth);
    }
}

/// <summary>The inverse of the error function.</summary>
internal readonly struct ErfinvLanes : IUnary<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, double> => InverseErrorFunction<L>.Value(x);
}
