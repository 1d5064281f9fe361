using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>A register of 256 bits: see <see cref="Lanes512{T}"/>.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> vector) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private readonly Vector256<T> vector = vector;

    public static int Count => Vector256<T>.Count;

    public static bool ManyRegisters => false;

    public static Lanes256<T> Indices => new(Vector256<T>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Of(T x) => new(Vector256.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref T source, nuint index) => new(Vector256.LoadUnsafe(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source, Lanes256<T> mask)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float))
            return new(Avx.MaskLoad((float*)source, mask.vector.AsSingle()).As<float, T>());
        if (Avx.IsSupported && typeof(T) == typeof(double))
            return new(Avx.MaskLoad((double*)source, mask.vector.AsDouble()).As<double, T>());
        return ILanes<Lanes256<T>, T>.LoadEach(source, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => vector.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination, Lanes256<T> mask)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float))
            Avx.MaskStore((float*)destination, mask.vector.AsSingle(), vector.AsSingle());
        else if (Avx.IsSupported && typeof(T) == typeof(double))
            Avx.MaskStore((double*)destination, mask.vector.AsDouble(), vector.AsDouble());
        else
            ILanes<Lanes256<T>, T>.StoreEach(this, destination, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Any() => Vector256.ExtractMostSignificantBits(vector) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Fold<TFunction>(TFunction function)
        where TFunction : struct, IBinary<T> =>
        function.Invoke(new Lanes128<T>(vector.GetLower()), new Lanes128<T>(vector.GetUpper())).Fold(function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y) => new(x.vector + y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y) => new(x.vector - y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y) => new(x.vector * y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y) => new(x.vector / y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator &(Lanes256<T> x, Lanes256<T> y) => new(x.vector & y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator |(Lanes256<T> x, Lanes256<T> y) => new(x.vector | y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ^(Lanes256<T> x, Lanes256<T> y) => new(x.vector ^ y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x) => new(-x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ~(Lanes256<T> x) => new(~x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Floor(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Floor(x.vector.AsSingle()).As<float, T>())
        : new(Vector256.Floor(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Ceiling(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Ceiling(x.vector.AsSingle()).As<float, T>())
        : new(Vector256.Ceiling(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Truncate(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Truncate(x.vector.AsSingle()).As<float, T>())
        : new(Vector256.Truncate(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Round(x.vector.AsSingle()).As<float, T>())
        : new(Vector256.Round(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Fma(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.FusedMultiplyAdd(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector256.FusedMultiplyAdd(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());
        return new((x.vector * y.vector) + z.vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes256<T> sum, Lanes256<T> x, Lanes256<T> y)
    {
        if (typeof(T) == typeof(float))
            Unsafe.AsRef(in sum.vector) = Vector256.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), sum.vector.AsSingle()).As<float, T>();
        else
            Unsafe.AsRef(in sum.vector) = Vector256.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), sum.vector.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n) => Scaling<Lanes256<T>, T>.InTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Max(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Min(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtMost(Lanes256<T> bound, Lanes256<T> x) => new(Vector256.MinNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtLeast(Lanes256<T> bound, Lanes256<T> x) => new(Vector256.MaxNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Equals(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Less(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThan(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessEqual(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThanOrEqual(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> x, Lanes256<T> y) => new(Vector256.ConditionalSelect(mask.vector, x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> x, Lanes256<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() + y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() + y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> x, Lanes256<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() - y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() - y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftBitsLeft(Lanes256<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() << count).As<int, T>())
        : new((x.vector.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftBitsRight(Lanes256<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() >> count).As<int, T>())
        : new((x.vector.AsInt64() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadTruth(ref byte source, nuint index)
    {
        var truths = Truths.Load256<T>(ref source, index);
        return new(~Vector256.Equals(truths, Vector256<T>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTruth(ref byte destination, nuint index) => Truths.Store256(vector, ref destination, index);
}
