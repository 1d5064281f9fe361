using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>What becomes of the bits of eight counters.</summary>
internal interface IDrawn<T>
    where T : unmanaged
{
    /// <summary>Writes eight numbers, each from its two words.</summary>
    static abstract void Store(Vector256<uint> high, Vector256<uint> low, ref T target);
}

/// <summary>The bits themselves.</summary>
internal readonly struct DrawnBits : IDrawn<long>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> high, Vector256<uint> low, ref long target)
    {
        ref var bits = ref Unsafe.As<long, ulong>(ref target);
        ((Vector256.WidenLower(high) << 32) | Vector256.WidenLower(low)).StoreUnsafe(ref bits);
        ((Vector256.WidenUpper(high) << 32) | Vector256.WidenUpper(low)).StoreUnsafe(ref bits, 4);
    }
}

/// <summary>Their first 24 as a fraction: every float32 in [0, 1) that is a multiple of 2^-24, as likely as any other.</summary>
internal readonly struct DrawnSingles : IDrawn<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> high, Vector256<uint> low, ref float target) =>
        (Vector256.ConvertToSingle((high >>> 8).AsInt32()) * (1f / (1 << 24))).StoreUnsafe(ref target);
}

/// <summary>Their first 53 as a fraction.</summary>
internal readonly struct DrawnDoubles : IDrawn<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> high, Vector256<uint> low, ref double target)
    {
        var rest = low >>> 11;
        Join(Vector256.WidenLower(high), Vector256.WidenLower(rest)).StoreUnsafe(ref target);
        Join(Vector256.WidenUpper(high), Vector256.WidenUpper(rest)).StoreUnsafe(ref target, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Join(Vector256<ulong> high, Vector256<ulong> rest) =>
        (Exact(high) * (1.0 / (1L << 32))) + (Exact(rest) * (1.0 / (1L << 53)));

    /// <summary>A word as a double, by the bits of 2^52 plus the word: few processors convert 64-bit integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exact(Vector256<ulong> word)
    {
        var base52 = Vector256.Create(4503599627370496.0);
        return (word | base52.AsUInt64()).AsDouble() - base52;
    }
}
