using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Single precision. The polynomials are those of the Cephes library and of Sun's fdlibm.</summary>
internal readonly struct SinglePrecision : IPrecision<float>
{
    public static int FractionBits => 23;

    public static int Bits => 32;

    public static float Shifter => 12582912f;

    public static float Scale => 8388608f;

    public static float ScaleExponent => 23f;

    public static float LeastNormal => 1.17549435e-38f;

    public static float RootHalf => 0.70710678f;

    public static float ExpLeast => -104f;

    public static float ExpMost => 89f;

    public static float Exp2Least => -151f;

    public static float Exp2Most => 128f;

    public static float InverseLn2 => 1.44269504f;

    public static float Ln2High => 0.693359375f;

    public static float Ln2Low => -2.12194440e-4f;

    public static float InverseHalfPi => 0.636619772f;

    public static float HalfPiHigh => 1.57079601f;

    public static float HalfPiMiddle => 3.13916473e-7f;

    public static float HalfPiLow => 5.39030253e-15f;

    public static float TrigonometricMost => 65536f;

    public static float TanhMost => 10f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpTail<L>(L r)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(1.9875691500e-4f);
        sum = L.Fma(sum, r, L.Of(1.3981999507e-3f));
        sum = L.Fma(sum, r, L.Of(8.3334519073e-3f));
        sum = L.Fma(sum, r, L.Of(4.1665795894e-2f));
        sum = L.Fma(sum, r, L.Of(1.6666665459e-1f));
        sum = L.Fma(sum, r, L.Of(5.0000001201e-1f));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LogTail<L>(L z)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(0.24279078841f);
        sum = L.Fma(sum, z, L.Of(0.28498786688f));
        sum = L.Fma(sum, z, L.Of(0.40000972152f));
        sum = L.Fma(sum, z, L.Of(0.66666662693f));
        return sum * z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SinTail<L>(L z)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(2.86567956e-6f);
        sum = L.Fma(sum, z, L.Of(-1.98559923e-4f));
        sum = L.Fma(sum, z, L.Of(8.33338592e-3f));
        sum = L.Fma(sum, z, L.Of(-1.66666672e-1f));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L CosTail<L>(L z)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(2.44677067e-5f);
        sum = L.Fma(sum, z, L.Of(-1.38877297e-3f));
        sum = L.Fma(sum, z, L.Of(4.16666567e-2f));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L TanhTail<L>(L z)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(-5.70498872745e-3f);
        sum = L.Fma(sum, z, L.Of(2.06390887954e-2f));
        sum = L.Fma(sum, z, L.Of(-5.37397155531e-2f));
        sum = L.Fma(sum, z, L.Of(1.33314422036e-1f));
        sum = L.Fma(sum, z, L.Of(-3.33332819422e-1f));
        return sum;
    }
}
