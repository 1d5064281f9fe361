using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// Threefry-2x32 with 20 rounds on eight counters at a time. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3" (2011).
/// </summary>
internal readonly struct Threefry
{
    private const uint Parity = 0x1BD11BDA;

    private readonly Vector256<uint> first;
    private readonly Vector256<uint> second;
    private readonly Vector256<uint> third;

    /// <summary>The cipher under a key.</summary>
    internal Threefry(long key)
    {
        var (high, low) = ((uint)(key >> 32), (uint)key);
        first = Vector256.Create(high);
        second = Vector256.Create(low);
        third = Vector256.Create(high ^ low ^ Parity);
    }

    /// <summary>The bits of eight counters, word by word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (Vector256<uint> High, Vector256<uint> Low) Bits(Vector256<uint> high, Vector256<uint> low)
    {
        high += first;
        low += second;
        Even(ref high, ref low, second, third, 1);
        Odd(ref high, ref low, third, first, 2);
        Even(ref high, ref low, first, second, 3);
        Odd(ref high, ref low, second, third, 4);
        Even(ref high, ref low, third, first, 5);
        return (high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Even(
        ref Vector256<uint> high, ref Vector256<uint> low, Vector256<uint> a, Vector256<uint> b, uint count)
    {
        Round(ref high, ref low, 13);
        Round(ref high, ref low, 15);
        Round(ref high, ref low, 26);
        Round(ref high, ref low, 6);
        high += a;
        low += b + Vector256.Create(count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Odd(
        ref Vector256<uint> high, ref Vector256<uint> low, Vector256<uint> a, Vector256<uint> b, uint count)
    {
        Round(ref high, ref low, 17);
        Round(ref high, ref low, 29);
        Round(ref high, ref low, 16);
        Round(ref high, ref low, 24);
        high += a;
        low += b + Vector256.Create(count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<uint> high, ref Vector256<uint> low, [ConstantExpected] int distance)
    {
        high += low;
        low = ((low << distance) | (low >>> (32 - distance))) ^ high;
    }
}
