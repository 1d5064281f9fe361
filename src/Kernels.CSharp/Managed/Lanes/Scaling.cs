using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Multiplication by a power of 2 where the machine has no instruction for it.</summary>
internal static class Scaling<L, T>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private static int FractionBits => Unsafe.SizeOf<T>() == sizeof(float) ? 23 : 52;

    /// <summary>1.5 2^FractionBits: see <see cref="IPrecision{T}.Shifter"/>.</summary>
    private static T Shifter => T.CreateTruncating(Unsafe.SizeOf<T>() == sizeof(float) ? 12582912.0 : 6755399441055744.0);

    /// <summary>
    /// x 2^n for an x around 1, by two powers that are normal numbers: only the second product may leave the normal
    /// numbers, so that there is a single rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L InTwoSteps(L x, L n)
    {
        var integer = L.SubtractBits(n + L.Of(Shifter), L.Of(Shifter));
        var half = L.ShiftBitsRight(integer, 1);
        return x * PowerOf2(half) * PowerOf2(L.SubtractBits(integer, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L PowerOf2(L integer) => L.AddBits(L.ShiftBitsLeft(integer, FractionBits), L.Of(T.One));
}
