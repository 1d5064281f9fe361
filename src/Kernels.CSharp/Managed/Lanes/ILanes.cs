using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Numbers side by side that are computed with at once: a SIMD register of some width, or one plain number. A kernel
/// is written once over this interface, and every lane of every width computes exactly the same bits, so that a
/// result depends neither on the machine's registers nor on where in an array a number stands.
/// A mask is a value whose lanes have all bits set (true) or none (false).
/// </summary>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the machine has 32 registers of this width, and not just 16.</summary>
    static abstract bool ManyRegisters { get; }

    /// <summary>0, 1, 2 and so on.</summary>
    static abstract TSelf Indices { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Of(T x);

    /// <summary>The numbers that begin at an index.</summary>
    static abstract TSelf Load(ref T source, nuint index);

    /// <summary>The numbers that begin at a place.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>The numbers from a place on where the mask is true, which alone are read, and zeros elsewhere.</summary>
    static abstract TSelf Load(T* source, TSelf mask);

    /// <summary>Masks from truth values that begin at an index.</summary>
    static abstract TSelf LoadTruth(ref byte source, nuint index);

    /// <summary>Writes the numbers from an index on.</summary>
    void Store(ref T destination, nuint index);

    /// <summary>Writes the numbers from a place on.</summary>
    void Store(T* destination);

    /// <summary>Writes the numbers where the mask is true, and touches no other place.</summary>
    void Store(T* destination, TSelf mask);

    /// <summary>Writes a mask as truth values, one byte each, from an index on.</summary>
    void StoreTruth(ref byte destination, nuint index);

    /// <summary>Whether any lane of a mask is true.</summary>
    bool Any();

    /// <summary>
    /// All lanes folded to one number by an associative function: halves first, until words of 8 bytes are left, and
    /// then the lanes of one word.
    /// </summary>
    T Fold<TFunction>(TFunction function)
        where TFunction : struct, IBinary<T>;

    /// <summary>A masked load for registers and types that have no instruction for it.</summary>
    static TSelf LoadEach(T* source, TSelf mask)
    {
        TSelf result = default;
        ref var truth = ref Unsafe.As<TSelf, T>(ref mask);
        ref var lane = ref Unsafe.As<TSelf, T>(ref result);
        for (var i = 0; i < TSelf.Count; i++)
        {
            if (IsTrue(ref Unsafe.Add(ref truth, i))) Unsafe.Add(ref lane, i) = source[i];
        }

        return result;
    }

    /// <summary>A masked store for registers and types that have no instruction for it.</summary>
    static void StoreEach(TSelf x, T* destination, TSelf mask)
    {
        ref var truth = ref Unsafe.As<TSelf, T>(ref mask);
        ref var lane = ref Unsafe.As<TSelf, T>(ref x);
        for (var i = 0; i < TSelf.Count; i++)
        {
            if (IsTrue(ref Unsafe.Add(ref truth, i))) destination[i] = Unsafe.Add(ref lane, i);
        }
    }

    /// <summary>A scalar function of each lane.</summary>
    static TSelf Each<TFunction>(TFunction function, TSelf x)
        where TFunction : struct, IFunction<T>
    {
        ref var lane = ref Unsafe.As<TSelf, T>(ref x);
        for (var i = 0; i < TSelf.Count; i++) Unsafe.Add(ref lane, i) = function.Value(Unsafe.Add(ref lane, i));
        return x;
    }

    /// <summary>A scalar function of each pair of lanes.</summary>
    static TSelf Each<TFunction>(TFunction function, TSelf x, TSelf y)
        where TFunction : struct, IFunction2<T>
    {
        ref var lane = ref Unsafe.As<TSelf, T>(ref x);
        ref var partner = ref Unsafe.As<TSelf, T>(ref y);
        for (var i = 0; i < TSelf.Count; i++)
            Unsafe.Add(ref lane, i) = function.Value(Unsafe.Add(ref lane, i), Unsafe.Add(ref partner, i));
        return x;
    }

    private static bool IsTrue(ref T lane) => Unsafe.As<T, byte>(ref lane) != 0;

#pragma warning disable CS1591 // Operators and functions mean what they mean for numbers.
    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x);

    static abstract TSelf operator &(TSelf x, TSelf y);

    static abstract TSelf operator |(TSelf x, TSelf y);

    static abstract TSelf operator ^(TSelf x, TSelf y);

    static abstract TSelf operator ~(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    static abstract TSelf Floor(TSelf x);

    static abstract TSelf Ceiling(TSelf x);

    static abstract TSelf Truncate(TSelf x);

    static abstract TSelf Abs(TSelf x);
#pragma warning restore CS1591

    /// <summary>To the nearest integer, halves to the even one.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x y + z, rounded once on floats.</summary>
    static abstract TSelf Fma(TSelf x, TSelf y, TSelf z);

    /// <summary>x y + z on floats, rounded once where the machine can and twice where that would be slow.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>
    /// sum = <see cref="MultiplyAdd"/>(x, y, sum), in place: where this is the last use of x or y, the compiler would
    /// put the other form's result into their register, and the move back costs innermost loops 6%.
    /// </summary>
    static virtual void Accumulate(ref TSelf sum, TSelf x, TSelf y) => sum = TSelf.MultiplyAdd(x, y, sum);

    /// <summary>x 2^n for a whole number n of at most twice the largest exponent, rounded once; only on floats.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The larger; nan where either is nan.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller; nan where either is nan.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>x limited to at most a bound that is not nan; nan stays nan. Cheaper than <see cref="Min"/>.</summary>
    static abstract TSelf AtMost(TSelf bound, TSelf x);

    /// <summary>x limited to at least a bound that is not nan; nan stays nan. Cheaper than <see cref="Max"/>.</summary>
    static abstract TSelf AtLeast(TSelf bound, TSelf x);

    /// <summary>A mask of equality: false for nan.</summary>
    static abstract TSelf Equal(TSelf x, TSelf y);

    /// <summary>A mask of x &lt; y: false for nan.</summary>
    static abstract TSelf Less(TSelf x, TSelf y);

    /// <summary>A mask of x &lt;= y: false for nan.</summary>
    static abstract TSelf LessEqual(TSelf x, TSelf y);

    /// <summary>x where the mask is true, y elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    /// <summary>The sum of the bit patterns as integers.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The difference of the bit patterns as integers.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bit patterns shifted towards the sign.</summary>
    static abstract TSelf ShiftBitsLeft(TSelf x, int count);

    /// <summary>The bit patterns as signed integers, shifted away from the sign.</summary>
    static abstract TSelf ShiftBitsRight(TSelf x, int count);
}

/// <summary>A function of one number that has no form for whole registers.</summary>
internal interface IFunction<T>
{
    /// <summary>The value.</summary>
    T Value(T x);
}

/// <summary>A function of two numbers that has no form for whole registers.</summary>
internal interface IFunction2<T>
{
    /// <summary>The value.</summary>
    T Value(T x, T y);
}
