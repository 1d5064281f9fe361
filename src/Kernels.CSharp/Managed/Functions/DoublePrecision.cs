using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Double precision. The polynomials have the least greatest relative error that their lengths allow; that of the
/// logarithm is the one of Sun's fdlibm.
/// </summary>
internal readonly struct DoublePrecision : IPrecision<double>
{
    public static int FractionBits => 52;

    public static int Bits => 64;

    public static double Shifter => 6755399441055744;

    public static double Scale => 4503599627370496;

    public static double ScaleExponent => 52;

    public static double LeastNormal => 2.2250738585072014e-308;

    public static double RootHalf => 0.70710678118654752;

    public static double Large => 1.1579208923731620e77;

    public static double ExpLeast => -746;

    public static double ExpMost => 710;

    public static double HalfExpMost => 710.5;

    public static double Expm1Least => -38;

    public static double Exp2Least => -1076;

    public static double Exp2Most => 1024;

    public static double InverseLn2 => 1.4426950408889634;

    public static double Ln2High => 6.93147180369123816490e-1;

    public static double Ln2Low => 1.90821492927058770002e-10;

    public static double InversePi => 0.31830988618379069;

    public static double PiHigh => 3.141592653589793;

    public static double PiMiddle => 1.2246467991473532e-16;

    public static double PiLow => -2.9947698097183397e-33;

    public static double TrigonometricMost => 65536;

    public static double TanhMost => 20;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpTail<L>(L r)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(2.5000011208124392e-8);
        sum = L.Fma(sum, r, L.Of(2.7630306292627314e-7));
        sum = L.Fma(sum, r, L.Of(2.755758682645607e-6));
        sum = L.Fma(sum, r, L.Of(2.4801492949463016e-5));
        sum = L.Fma(sum, r, L.Of(1.9841269505750853e-4));
        sum = L.Fma(sum, r, L.Of(1.388888894376021e-3));
        sum = L.Fma(sum, r, L.Of(8.333333333494987e-3));
        sum = L.Fma(sum, r, L.Of(4.1666666666529725e-2));
        sum = L.Fma(sum, r, L.Of(1.666666666666641e-1));
        return L.Fma(sum, r, L.Of(5.000000000000011e-1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LogTail<L>(L f, L square)
        where L : struct, ILanes<L, double>
    {
        // log(1 + f) = f - f² / 2 + s (f² / 2 + R(s²)) with s = f / (2 + f)
        var s = f / (L.Of(2) + f);
        var z = s * s;
        var sum = L.Of(1.479819860511658591e-1);
        sum = L.Fma(sum, z, L.Of(1.531383769920937332e-1));
        sum = L.Fma(sum, z, L.Of(1.818357216161805012e-1));
        sum = L.Fma(sum, z, L.Of(2.222219843214978396e-1));
        sum = L.Fma(sum, z, L.Of(2.857142874366239149e-1));
        sum = L.Fma(sum, z, L.Of(3.999999999940941908e-1));
        sum = L.Fma(sum, z, L.Of(6.666666666666735130e-1));
        return s * L.Fma(sum, z, square * L.Of(0.5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SinTail<L>(L z)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(2.7222291597424687e-15);
        sum = L.Fma(sum, z, L.Of(-7.643095469113648e-13));
        sum = L.Fma(sum, z, L.Of(1.6058943863300217e-10));
        sum = L.Fma(sum, z, L.Of(-2.5052106959039445e-8));
        sum = L.Fma(sum, z, L.Of(2.7557319212121633e-6));
        sum = L.Fma(sum, z, L.Of(-1.9841269841215238e-4));
        sum = L.Fma(sum, z, L.Of(8.333333333333212e-3));
        return L.Fma(sum, z, L.Of(-1.6666666666666666e-1));
    }
}
