using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Double precision. The polynomials are Taylor's for exp, and those of Sun's fdlibm and of the Cephes library.</summary>
internal readonly struct DoublePrecision : IPrecision<double>
{
    public static int FractionBits => 52;

    public static int Bits => 64;

    public static double Shifter => 6755399441055744;

    public static double Scale => 4503599627370496;

    public static double ScaleExponent => 52;

    public static double LeastNormal => 2.2250738585072014e-308;

    public static double RootHalf => 0.70710678118654752;

    public static double ExpLeast => -746;

    public static double ExpMost => 710;

    public static double Exp2Least => -1076;

    public static double Exp2Most => 1024;

    public static double InverseLn2 => 1.4426950408889634;

    public static double Ln2High => 6.93147180369123816490e-1;

    public static double Ln2Low => 1.90821492927058770002e-10;

    public static double InverseHalfPi => 0.63661977236758134;

    public static double HalfPiHigh => 1.5707963267948966;

    public static double HalfPiMiddle => 6.123233995736766e-17;

    public static double HalfPiLow => -1.4973849048591833e-33;

    public static double TrigonometricMost => 65536;

    public static double TanhMost => 20;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpTail<L>(L r)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(1.0 / 6227020800);
        sum = L.Fma(sum, r, L.Of(1.0 / 479001600));
        sum = L.Fma(sum, r, L.Of(1.0 / 39916800));
        sum = L.Fma(sum, r, L.Of(1.0 / 3628800));
        sum = L.Fma(sum, r, L.Of(1.0 / 362880));
        sum = L.Fma(sum, r, L.Of(1.0 / 40320));
        sum = L.Fma(sum, r, L.Of(1.0 / 5040));
        sum = L.Fma(sum, r, L.Of(1.0 / 720));
        sum = L.Fma(sum, r, L.Of(1.0 / 120));
        sum = L.Fma(sum, r, L.Of(1.0 / 24));
        sum = L.Fma(sum, r, L.Of(1.0 / 6));
        sum = L.Fma(sum, r, L.Of(1.0 / 2));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LogTail<L>(L z)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(1.479819860511658591e-1);
        sum = L.Fma(sum, z, L.Of(1.531383769920937332e-1));
        sum = L.Fma(sum, z, L.Of(1.818357216161805012e-1));
        sum = L.Fma(sum, z, L.Of(2.222219843214978396e-1));
        sum = L.Fma(sum, z, L.Of(2.857142874366239149e-1));
        sum = L.Fma(sum, z, L.Of(3.999999999940941908e-1));
        sum = L.Fma(sum, z, L.Of(6.666666666666735130e-1));
        return sum * z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SinTail<L>(L z)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(1.58969099521155010221e-10);
        sum = L.Fma(sum, z, L.Of(-2.50507602534068634195e-8));
        sum = L.Fma(sum, z, L.Of(2.75573137070700676789e-6));
        sum = L.Fma(sum, z, L.Of(-1.98412698298579493134e-4));
        sum = L.Fma(sum, z, L.Of(8.33333333332248946124e-3));
        sum = L.Fma(sum, z, L.Of(-1.66666666666666324348e-1));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L CosTail<L>(L z)
        where L : struct, ILanes<L, double>
    {
        var sum = L.Of(-1.13596475577881948265e-11);
        sum = L.Fma(sum, z, L.Of(2.08757232129817482790e-9));
        sum = L.Fma(sum, z, L.Of(-2.75573143513906633035e-7));
        sum = L.Fma(sum, z, L.Of(2.48015872894767294178e-5));
        sum = L.Fma(sum, z, L.Of(-1.38888888888741095749e-3));
        sum = L.Fma(sum, z, L.Of(4.16666666666666019037e-2));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L TanhTail<L>(L z)
        where L : struct, ILanes<L, double>
    {
        var top = L.Fma(L.Of(-9.64399179425052238628e-1), z, L.Of(-9.92877231001918586564e1));
        top = L.Fma(top, z, L.Of(-1.61468768441708447952e3));
        var bottom = z + L.Of(1.12811678491632931402e2);
        bottom = L.Fma(bottom, z, L.Of(2.23548839060100448583e3));
        bottom = L.Fma(bottom, z, L.Of(4.84406305325125486048e3));
        return top / bottom;
    }
}
