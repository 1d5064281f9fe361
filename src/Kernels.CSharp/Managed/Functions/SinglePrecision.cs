using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Single precision. The polynomials have the least greatest relative error that their lengths allow.</summary>
internal readonly struct SinglePrecision : IPrecision<float>
{
    public static int FractionBits => 23;

    public static int Bits => 32;

    public static float Shifter => 12582912f;

    public static float Scale => 8388608f;

    public static float ScaleExponent => 23f;

    public static float LeastNormal => 1.17549435e-38f;

    public static float RootHalf => 0.70710678f;

    public static float Large => 1.1529215e18f;

    public static float ExpLeast => -104f;

    public static float ExpMost => 89f;

    public static float HalfExpMost => 89.5f;

    public static float Expm1Least => -18f;

    public static float Exp2Least => -151f;

    public static float Exp2Most => 128f;

    public static float InverseLn2 => 1.44269504f;

    public static float Ln2High => 0.693359375f;

    public static float Ln2Low => -2.12194440e-4f;

    public static float InversePi => 0.318309873f;

    public static float PiHigh => 3.14159203f;

    public static float PiMiddle => 6.27832947e-7f;

    public static float PiLow => 1.07806059e-14f;

    public static float TrigonometricMost => 65536f;

    public static float TanhMost => 10f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpTail<L>(L r)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(1.38365e-3f);
        sum = L.Fma(sum, r, L.Of(8.36913288e-3f));
        sum = L.Fma(sum, r, L.Of(4.16681059e-2f));
        sum = L.Fma(sum, r, L.Of(1.66665167e-1f));
        return L.Fma(sum, r, L.Of(4.9999994e-1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LogTail<L>(L f, L square)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(4.95610014e-2f);
        sum = L.Fma(sum, f, L.Of(-1.07551686e-1f));
        sum = L.Fma(sum, f, L.Of(1.21894605e-1f));
        sum = L.Fma(sum, f, L.Of(-1.25810683e-1f));
        sum = L.Fma(sum, f, L.Of(1.42030254e-1f));
        sum = L.Fma(sum, f, L.Of(-1.6657421e-1f));
        sum = L.Fma(sum, f, L.Of(2.00024635e-1f));
        sum = L.Fma(sum, f, L.Of(-2.50002027e-1f));
        sum = L.Fma(sum, f, L.Of(3.33333105e-1f));
        return f * square * sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SinTail<L>(L z)
        where L : struct, ILanes<L, float>
    {
        var sum = L.Of(-2.59770037e-8f);
        sum = L.Fma(sum, z, L.Of(2.76511082e-6f));
        sum = L.Fma(sum, z, L.Of(-1.98434762e-4f));
        sum = L.Fma(sum, z, L.Of(8.33335239e-3f));
        return L.Fma(sum, z, L.Of(-1.66666672e-1f));
    }
}
