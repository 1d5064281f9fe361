using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>What emitted loops call beside the functors, on one register width.</summary>
internal static unsafe class EmitLanes<L, T>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryNumber<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LoadTruth(byte* source) => L.LoadTruth(ref *source, 0);

    /// <summary>One number everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Spread(byte* source) => L.Of(*(T*)source);

    /// <summary>One truth value everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SpreadTruth(byte* source) => Mask(*source != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTruth(byte* destination, L value) => value.StoreTruth(ref *destination, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Select(L mask, L x, L y) => L.Select(mask, x, y);

    /// <summary>1 where a mask is true, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L FromTruth(L mask) => mask & L.Of(T.One);

    /// <summary>True where a number is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ToTruth(L x) => ~L.Equal(x, L.Of(T.Zero));

    /// <summary>Adds a product to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref L sum, L x, L y) => L.Accumulate(ref sum, x, y);

    /// <summary>Folds the lanes of a register to one number and writes it: once a run, so that it need not be inlined.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StoreFold<F>(byte* destination, byte* lanes)
        where F : struct, IBinary<T> => *(T*)destination = L.Load((T*)lanes).Fold(default(F));

    /// <summary>A function that is too large to be inlined.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static L Map<F>(F f, L x)
        where F : struct, IUnary<T> => f.Invoke(x);

    /// <inheritdoc cref="Map"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static L Zip<F>(F f, L x, L y)
        where F : struct, IBinary<T> => f.Invoke(x, y);

    /// <summary>A function of truth values on masks: it is defined on bytes, whose masks have the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L MapTruth<F>(L x)
        where F : struct, IUnary<byte>
    {
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes512<byte>>()) return Back(default(F).Invoke(As<Lanes512<byte>>(x)));
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes256<byte>>()) return Back(default(F).Invoke(As<Lanes256<byte>>(x)));
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes128<byte>>()) return Back(default(F).Invoke(As<Lanes128<byte>>(x)));
        return Mask(default(F).Invoke(Narrow(x)).Any());
    }

    /// <inheritdoc cref="MapTruth"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ZipTruth<F>(L x, L y)
        where F : struct, IBinary<byte>
    {
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes512<byte>>()) return Back(default(F).Invoke(As<Lanes512<byte>>(x), As<Lanes512<byte>>(y)));
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes256<byte>>()) return Back(default(F).Invoke(As<Lanes256<byte>>(x), As<Lanes256<byte>>(y)));
        if (Unsafe.SizeOf<L>() == Unsafe.SizeOf<Lanes128<byte>>()) return Back(default(F).Invoke(As<Lanes128<byte>>(x), As<Lanes128<byte>>(y)));
        return Mask(default(F).Invoke(Narrow(x), Narrow(y)).Any());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Mask(bool truth) => L.Equal(L.Of(T.Zero), L.Of(truth ? T.Zero : T.One));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static B As<B>(L x)
        where B : struct => Unsafe.BitCast<L, B>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Back<B>(B x)
        where B : struct => Unsafe.BitCast<B, L>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<byte> Narrow(L mask) => new(mask.Any() ? byte.MaxValue : (byte)0);
}
