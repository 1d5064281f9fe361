using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>A register of 128 bits: see <see cref="Lanes512{T}"/>.</summary>
internal readonly unsafe struct Lanes128<T>(Vector128<T> vector) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryNumber<T>
{
    private readonly Vector128<T> vector = vector;

    public static int Count => Vector128<T>.Count;

    public static bool ManyRegisters => false;

    public static Lanes128<T> Indices => new(Vector128<T>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Of(T x) => new(Vector128.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref T source, nuint index) => new(Vector128.LoadUnsafe(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* source, Lanes128<T> mask)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float))
            return new(Avx.MaskLoad((float*)source, mask.vector.AsSingle()).As<float, T>());
        if (Avx.IsSupported && typeof(T) == typeof(double))
            return new(Avx.MaskLoad((double*)source, mask.vector.AsDouble()).As<double, T>());
        return ILanes<Lanes128<T>, T>.LoadEach(source, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => vector.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => vector.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination, Lanes128<T> mask)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float))
            Avx.MaskStore((float*)destination, mask.vector.AsSingle(), vector.AsSingle());
        else if (Avx.IsSupported && typeof(T) == typeof(double))
            Avx.MaskStore((double*)destination, mask.vector.AsDouble(), vector.AsDouble());
        else
            ILanes<Lanes128<T>, T>.StoreEach(this, destination, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Any() => Vector128.ExtractMostSignificantBits(vector) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Fold<TFunction>(TFunction function)
        where TFunction : struct, IBinary<T>
    {
        var swapped = Vector128.Shuffle(vector.AsInt64(), Vector128.Create(1L, 0)).As<long, T>();
        var words = function.Invoke(this, new(swapped)).vector;
        var result = new Lane<T>(words.ToScalar());
        for (var i = 1; i < sizeof(long) / sizeof(T); i++) result = function.Invoke(result, new(words.GetElement(i)));
        return result.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y) => new(x.vector + y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y) => new(x.vector - y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y) => new(x.vector * y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y) => new(x.vector / y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> x, Lanes128<T> y) => new(x.vector & y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> x, Lanes128<T> y) => new(x.vector | y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ^(Lanes128<T> x, Lanes128<T> y) => new(x.vector ^ y.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x) => new(-x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ~(Lanes128<T> x) => new(~x.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Floor(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Floor(x.vector.AsSingle()).As<float, T>())
        : new(Vector128.Floor(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Ceiling(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Ceiling(x.vector.AsSingle()).As<float, T>())
        : new(Vector128.Ceiling(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Truncate(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Truncate(x.vector.AsSingle()).As<float, T>())
        : new(Vector128.Truncate(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x.vector.AsSingle()).As<float, T>())
        : new(Vector128.Round(x.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Fma(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.FusedMultiplyAdd(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector128.FusedMultiplyAdd(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());
        return new((x.vector * y.vector) + z.vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), z.vector.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), z.vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes128<T> sum, Lanes128<T> x, Lanes128<T> y)
    {
        if (typeof(T) == typeof(float))
            Unsafe.AsRef(in sum.vector) = Vector128.MultiplyAddEstimate(x.vector.AsSingle(), y.vector.AsSingle(), sum.vector.AsSingle()).As<float, T>();
        else
            Unsafe.AsRef(in sum.vector) = Vector128.MultiplyAddEstimate(x.vector.AsDouble(), y.vector.AsDouble(), sum.vector.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n) => Scaling<Lanes128<T>, T>.InTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtMost(Lanes128<T> bound, Lanes128<T> x) => new(Vector128.MinNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtLeast(Lanes128<T> bound, Lanes128<T> x) => new(Vector128.MaxNative(bound.vector, x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Equals(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Less(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThan(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessEqual(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThanOrEqual(x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> x, Lanes128<T> y) => new(Vector128.ConditionalSelect(mask.vector, x.vector, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> x, Lanes128<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() + y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() + y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> x, Lanes128<T> y) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() - y.vector.AsInt32()).As<int, T>())
        : new((x.vector.AsInt64() - y.vector.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsLeft(Lanes128<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() << count).As<int, T>())
        : new((x.vector.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsRight(Lanes128<T> x, int count) => Unsafe.SizeOf<T>() == sizeof(int)
        ? new((x.vector.AsInt32() >> count).As<int, T>())
        : new((x.vector.AsInt64() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadTruth(ref byte source, nuint index)
    {
        var truths = Truths.Load128<T>(ref source, index);
        return new(~Vector128.Equals(truths, Vector128<T>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTruth(ref byte destination, nuint index) => Truths.Store128(vector, ref destination, index);
}
