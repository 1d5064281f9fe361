using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// Functions over lanes of doubles on lanes of any float dtype. Lanes of single precision are computed wide, in two
/// registers of the same width, and rounded once.
/// </summary>
internal static class InDouble
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Invoke<L, F>(F function, L x)
        where L : struct
        where F : struct, IUnary<double>
    {
        if (typeof(L) == typeof(Lanes512<double>)) return Back(function.Invoke(To<L, Lanes512<double>>(x)));
        if (typeof(L) == typeof(Lanes256<double>)) return Back(function.Invoke(To<L, Lanes256<double>>(x)));
        if (typeof(L) == typeof(Lanes128<double>)) return Back(function.Invoke(To<L, Lanes128<double>>(x)));
        if (typeof(L) == typeof(Lane<double>)) return Back(function.Invoke(To<L, Lane<double>>(x)));
        if (typeof(L) == typeof(Lanes512<float>))
        {
            var (low, high) = Vector512.Widen(To<L, Vector512<float>>(x));
            return Back(Narrow(function.Invoke(new Lanes512<double>(low)), function.Invoke(new Lanes512<double>(high))));
        }

        if (typeof(L) == typeof(Lanes256<float>))
        {
            var (low, high) = Vector256.Widen(To<L, Vector256<float>>(x));
            return Back(Narrow(function.Invoke(new Lanes256<double>(low)), function.Invoke(new Lanes256<double>(high))));
        }

        if (typeof(L) == typeof(Lanes128<float>))
        {
            var (low, high) = Vector128.Widen(To<L, Vector128<float>>(x));
            return Back(Narrow(function.Invoke(new Lanes128<double>(low)), function.Invoke(new Lanes128<double>(high))));
        }

        return Back(Narrow(function.Invoke(Widen(To<L, Lane<float>>(x)))));

        static L Back<W>(W wide)
            where W : struct => To<W, L>(wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Invoke<L, F>(F function, L x, L y)
        where L : struct
        where F : struct, IBinary<double>
    {
        if (typeof(L) == typeof(Lanes512<double>)) return Back(function.Invoke(To<L, Lanes512<double>>(x), To<L, Lanes512<double>>(y)));
        if (typeof(L) == typeof(Lanes256<double>)) return Back(function.Invoke(To<L, Lanes256<double>>(x), To<L, Lanes256<double>>(y)));
        if (typeof(L) == typeof(Lanes128<double>)) return Back(function.Invoke(To<L, Lanes128<double>>(x), To<L, Lanes128<double>>(y)));
        if (typeof(L) == typeof(Lane<double>)) return Back(function.Invoke(To<L, Lane<double>>(x), To<L, Lane<double>>(y)));
        if (typeof(L) == typeof(Lanes512<float>))
        {
            var (a, b) = Vector512.Widen(To<L, Vector512<float>>(x));
            var (c, d) = Vector512.Widen(To<L, Vector512<float>>(y));
            return Back(Narrow(function.Invoke(new Lanes512<double>(a), new(c)), function.Invoke(new Lanes512<double>(b), new(d))));
        }

        if (typeof(L) == typeof(Lanes256<float>))
        {
            var (a, b) = Vector256.Widen(To<L, Vector256<float>>(x));
            var (c, d) = Vector256.Widen(To<L, Vector256<float>>(y));
            return Back(Narrow(function.Invoke(new Lanes256<double>(a), new(c)), function.Invoke(new Lanes256<double>(b), new(d))));
        }

        if (typeof(L) == typeof(Lanes128<float>))
        {
            var (a, b) = Vector128.Widen(To<L, Vector128<float>>(x));
            var (c, d) = Vector128.Widen(To<L, Vector128<float>>(y));
            return Back(Narrow(function.Invoke(new Lanes128<double>(a), new(c)), function.Invoke(new Lanes128<double>(b), new(d))));
        }

        return Back(Narrow(function.Invoke(Widen(To<L, Lane<float>>(x)), Widen(To<L, Lane<float>>(y)))));

        static L Back<W>(W wide)
            where W : struct => To<W, L>(wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static B To<A, B>(A x)
        where A : struct
        where B : struct => Unsafe.BitCast<A, B>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Narrow(Lanes512<double> low, Lanes512<double> high) =>
        Vector512.Narrow(To<Lanes512<double>, Vector512<double>>(low), To<Lanes512<double>, Vector512<double>>(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Lanes256<double> low, Lanes256<double> high) =>
        Vector256.Narrow(To<Lanes256<double>, Vector256<double>>(low), To<Lanes256<double>, Vector256<double>>(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Narrow(Lanes128<double> low, Lanes128<double> high) =>
        Vector128.Narrow(To<Lanes128<double>, Vector128<double>>(low), To<Lanes128<double>, Vector128<double>>(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<float> Narrow(Lane<double> x) => new((float)x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<double> Widen(Lane<float> x) => new(x.Value);
}

/// <summary>A function over lanes of doubles on lanes of single precision.</summary>
internal readonly struct InDouble<F>(F function) : IUnary<float>
    where F : struct, IUnary<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L x)
        where L : struct, ILanes<L, float> => InDouble.Invoke(function, x);
}
