using System.Runtime.CompilerServices;
using Functional.Kernels;

namespace Functional.Benchmarks.Workloads;

/// <summary>The library's own functions of whole registers, for hand-written loops: a limit computes with the same accuracy.</summary>
internal static class Registers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes512<float> Sin(Lanes512<float> x) => TrigonometricKernel<Lanes512<float>, float, Kernels.SinglePrecision>.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes512<float> Cos(Lanes512<float> x) => TrigonometricKernel<Lanes512<float>, float, Kernels.SinglePrecision>.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes512<float> Exp(Lanes512<float> x) => ExpKernel<Lanes512<float>, float, Kernels.SinglePrecision>.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes512<float> Tanh(Lanes512<float> x) => ExpKernel<Lanes512<float>, float, Kernels.SinglePrecision>.Tanh(x);

    internal static float Sum(Lanes512<float> x) => x.Fold(default(Addition<float>));
}
