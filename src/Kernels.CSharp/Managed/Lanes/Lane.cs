using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>One plain number as a register of a single lane: kernels over lanes are scalar code as well.</summary>
internal readonly unsafe struct Lane<T>(T value) : ILanes<Lane<T>, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private readonly T value = value;

    public static int Count => 1;

    public static bool ManyRegisters => false;

    public static Lane<T> Indices => new(T.Zero);

    /// <summary>The number.</summary>
    public T Value => value;

    private int Bits32 => Unsafe.BitCast<T, int>(value);

    private long Bits64 => Unsafe.BitCast<T, long>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Of(T x) => new(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load(ref T source, nuint index) => new(Unsafe.Add(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load(T* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load(T* source, Lane<T> mask) => mask.Any() ? new(*source) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadTruth(ref byte source, nuint index) => Mask(Unsafe.Add(ref source, index) != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => Unsafe.Add(ref destination, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination, Lane<T> mask)
    {
        if (mask.Any()) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTruth(ref byte destination, nuint index) => Unsafe.Add(ref destination, index) = Any() ? (byte)1 : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Any() => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(value) != 0,
        4 => Bits32 != 0,
        _ => Bits64 != 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Fold<TFunction>(TFunction function)
        where TFunction : struct, IBinary<T> => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator +(Lane<T> x, Lane<T> y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> x, Lane<T> y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator *(Lane<T> x, Lane<T> y) => new(x.value * y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator /(Lane<T> x, Lane<T> y) => new(x.value / y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> x) => new(-x.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator &(Lane<T> x, Lane<T> y) => Unsafe.SizeOf<T>() switch
    {
        1 => new(x.value & y.value),
        4 => FromBits(x.Bits32 & y.Bits32),
        _ => FromBits(x.Bits64 & y.Bits64),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator |(Lane<T> x, Lane<T> y) => Unsafe.SizeOf<T>() switch
    {
        1 => new(x.value | y.value),
        4 => FromBits(x.Bits32 | y.Bits32),
        _ => FromBits(x.Bits64 | y.Bits64),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator ^(Lane<T> x, Lane<T> y) => Unsafe.SizeOf<T>() switch
    {
        1 => new(x.value ^ y.value),
        4 => FromBits(x.Bits32 ^ y.Bits32),
        _ => FromBits(x.Bits64 ^ y.Bits64),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator ~(Lane<T> x) => x ^ Mask(true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Sqrt(Lane<T> x) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(MathF.Sqrt(Unsafe.BitCast<T, float>(x.value))))
        : new(Unsafe.BitCast<double, T>(Math.Sqrt(Unsafe.BitCast<T, double>(x.value))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Floor(Lane<T> x) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(MathF.Floor(Unsafe.BitCast<T, float>(x.value))))
        : new(Unsafe.BitCast<double, T>(Math.Floor(Unsafe.BitCast<T, double>(x.value))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Ceiling(Lane<T> x) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(MathF.Ceiling(Unsafe.BitCast<T, float>(x.value))))
        : new(Unsafe.BitCast<double, T>(Math.Ceiling(Unsafe.BitCast<T, double>(x.value))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Truncate(Lane<T> x) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(MathF.Truncate(Unsafe.BitCast<T, float>(x.value))))
        : new(Unsafe.BitCast<double, T>(Math.Truncate(Unsafe.BitCast<T, double>(x.value))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Round(Lane<T> x) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(MathF.Round(Unsafe.BitCast<T, float>(x.value))))
        : new(Unsafe.BitCast<double, T>(Math.Round(Unsafe.BitCast<T, double>(x.value))));

    /// <summary>The absolute value; the most negative integer stays what it is, as in wider registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Abs(Lane<T> x)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) return new(T.Abs(x.value));
        return T.IsNegative(x.value) ? -x : x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Fma(Lane<T> x, Lane<T> y, Lane<T> z)
    {
        if (typeof(T) == typeof(float))
        {
            return new(Unsafe.BitCast<float, T>(MathF.FusedMultiplyAdd(
                Unsafe.BitCast<T, float>(x.value), Unsafe.BitCast<T, float>(y.value), Unsafe.BitCast<T, float>(z.value))));
        }

        if (typeof(T) == typeof(double))
        {
            return new(Unsafe.BitCast<double, T>(Math.FusedMultiplyAdd(
                Unsafe.BitCast<T, double>(x.value), Unsafe.BitCast<T, double>(y.value), Unsafe.BitCast<T, double>(z.value))));
        }

        return new((x.value * y.value) + z.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> MultiplyAdd(Lane<T> x, Lane<T> y, Lane<T> z) => typeof(T) == typeof(float)
        ? new(Unsafe.BitCast<float, T>(float.MultiplyAddEstimate(
            Unsafe.BitCast<T, float>(x.value), Unsafe.BitCast<T, float>(y.value), Unsafe.BitCast<T, float>(z.value))))
        : new(Unsafe.BitCast<double, T>(double.MultiplyAddEstimate(
            Unsafe.BitCast<T, double>(x.value), Unsafe.BitCast<T, double>(y.value), Unsafe.BitCast<T, double>(z.value))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Scale(Lane<T> x, Lane<T> n) => Scaling<Lane<T>, T>.InTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Max(Lane<T> x, Lane<T> y) => new(T.Max(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Min(Lane<T> x, Lane<T> y) => new(T.Min(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AtMost(Lane<T> bound, Lane<T> x) => bound.value < x.value ? bound : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AtLeast(Lane<T> bound, Lane<T> x) => bound.value > x.value ? bound : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Equal(Lane<T> x, Lane<T> y) => Mask(x.value == y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Less(Lane<T> x, Lane<T> y) => Mask(x.value < y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LessEqual(Lane<T> x, Lane<T> y) => Mask(x.value <= y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Select(Lane<T> mask, Lane<T> x, Lane<T> y) => mask.Any() ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AddBits(Lane<T> x, Lane<T> y) =>
        Unsafe.SizeOf<T>() == sizeof(int) ? FromBits(x.Bits32 + y.Bits32) : FromBits(x.Bits64 + y.Bits64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SubtractBits(Lane<T> x, Lane<T> y) =>
        Unsafe.SizeOf<T>() == sizeof(int) ? FromBits(x.Bits32 - y.Bits32) : FromBits(x.Bits64 - y.Bits64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsLeft(Lane<T> x, int count) =>
        Unsafe.SizeOf<T>() == sizeof(int) ? FromBits(x.Bits32 << count) : FromBits(x.Bits64 << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsRight(Lane<T> x, int count) =>
        Unsafe.SizeOf<T>() == sizeof(int) ? FromBits(x.Bits32 >> count) : FromBits(x.Bits64 >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> Mask(bool truth) => new(truth ? T.AllBitsSet : T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> FromBits(int bits) => new(Unsafe.BitCast<int, T>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> FromBits(long bits) => new(Unsafe.BitCast<long, T>(bits));
}
