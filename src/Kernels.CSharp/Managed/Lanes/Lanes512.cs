using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>
/// A register of 512 bits. The vector types of the platform share no public interface, so each width has to name its
/// own functions: this file and those of the other widths differ in little but the width.
/// </summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> vector) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private readonly Vector512<T> vector = vector;

    public static int Count => Vector512<T>.Count;

    public static bool ManyRegisters => true;

    public static Lanes512<T> Indices => new(Vector512<T>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(T x) => new(Vector512.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref T source, nuint index) => new(Vector512.LoadUnsafe(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* source, Lanes512<T> mask)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float))
            return new(Avx512F.MaskLoad((float*)source, mask.vector.AsSingle(), Vector512<float>.Zero).As<float, T>());
        if (Avx512F.IsSupported && typeof(T) == typeof(double))
            return new(Avx512F.MaskLoad((double*)source, mask.vector.AsDouble(), Vector512<double>.Zero).As<double, T>());
        return ILanes<Lanes512<T>, T>.LoadEach(source, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => vector.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination, Lanes512<T> mask)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float))
            Avx512F.MaskStore((float*)destination, mask.vector.AsSingle(), vector.AsSingle());
        else if (Avx512F.IsSupported && typeof(T) == typeof(double))
            Avx512F.MaskStore((double*)destination, mask.vector.AsDouble(), vector.AsDouble());
        else
            ILanes<Lanes512<T>, T>.StoreEach(this, destination, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Any() => Vector512.ExtractMostSignificantBits(vector) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Fold<TFunction>(TFunction function)
        where TFunction : struct, IBinary<T> =>
        function.Invoke(new Lanes256<T>(vector.GetLower()), new Lanes256<T>(vector.GetUpper())).Fold(function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x.vector + y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x.vector - y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x.vector * y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x.vector / y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> x, Lanes512<T> y) => new(x.vector & y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> x, Lanes512<T> y) => new(x.vector | y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ^(Lanes512<T> x, Lanes512<T> y) => new(x.vector ^ y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x) => new(-x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ~(Lanes512<T> x) => new(~x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Floor(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Floor(x.vector.AsSingle()).As<float, T>())
        : new(Vector512.Floor(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Ceiling(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Ceiling(x.vector.AsSingle()).As<float, T>())
        : new(Vector512.Ceiling(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Truncate(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Truncate(x.vector.AsSingle()).As<float, T>())
        : new(Vector512.Truncate(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Round(x.vector.AsSingle()).As<float, T>())
        : new(Vector512.Round(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Fma(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.FusedMultiplyAdd(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector512.FusedMultiplyAdd(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());
        return new((x.vector * y.vector) + z.vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes512<T> sum, Lanes512<T> x, Lanes512<T> y)
    {
        if (typeof(T) == typeof(float))
            Unsafe.AsRef(in sum.vector) = Vector512.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), sum.vector.AsSingle()).As<float, T>();
        else
            Unsafe.AsRef(in sum.vector) = Vector512.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), sum.vector.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n)
    {
        if (!Avx512F.IsSupported) return Scaling<Lanes512<T>, T>.InTwoSteps(x, n);
        return typeof(T) == typeof(float)
            ? new(Avx512F.Scale(x.vector.AsSingle(), n.vector.AsSingle()).As<float, T>())
            : new(Avx512F.Scale(x.vector.AsDouble(), n.vector.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtMost(Lanes512<T> bound, Lanes512<T> x) => new(Vector512.MinNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtLeast(Lanes512<T> bound, Lanes512<T> x) => new(Vector512.MaxNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Equals(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Less(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThan(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessEqual(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThanOrEqual(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> x, Lanes512<T> y) => new(Vector512.ConditionalSelect(mask.vector, x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> x, Lanes512<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() + y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() + y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> x, Lanes512<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() - y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() - y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsLeft(Lanes512<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() << count).As<int, T>())
        : new((x.vector.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsRight(Lanes512<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() >> count).As<int, T>())
        : new((x.vector.AsInt64() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadTruth(ref byte source, nuint index)
    {
        var truths = Truths.Load512<T>(ref source, index);
        return new(~Vector512.Equals(truths, Vector512<T>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTruth(ref byte destination, nuint index) => Truths.Store512(vector, ref destination, index);
}
