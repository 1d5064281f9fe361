using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The size of a block of the result that a kernel keeps in registers.</summary>
internal interface ITileSize
{
    static abstract int Rows { get; }

    /// <summary>Width in vectors: 1 or 2.</summary>
    static abstract int Vectors { get; }

    /// <summary>Whether only the first columns of a single vector exist.</summary>
    static virtual bool IsPartial => false;
}

/// <summary>A tile of one vector's width, of which only the first columns exist.</summary>
internal readonly struct Partial<TSize> : ITileSize
    where TSize : ITileSize
{
    public static int Rows => TSize.Rows;

    public static int Vectors => 1;

    public static bool IsPartial => true;
}

internal readonly struct Tile12x2 : ITileSize
{
    public static int Rows => 12;

    public static int Vectors => 2;
}

internal readonly struct Tile12x1 : ITileSize
{
    public static int Rows => 12;

    public static int Vectors => 1;
}

internal readonly struct Tile8x2 : ITileSize
{
    public static int Rows => 8;

    public static int Vectors => 2;
}

internal readonly struct Tile8x1 : ITileSize
{
    public static int Rows => 8;

    public static int Vectors => 1;
}

internal readonly struct Tile6x2 : ITileSize
{
    public static int Rows => 6;

    public static int Vectors => 2;
}

internal readonly struct Tile4x2 : ITileSize
{
    public static int Rows => 4;

    public static int Vectors => 2;
}

internal readonly struct Tile4x1 : ITileSize
{
    public static int Rows => 4;

    public static int Vectors => 1;
}

internal readonly struct Tile1x2 : ITileSize
{
    public static int Rows => 1;

    public static int Vectors => 2;
}

internal readonly struct Tile1x1 : ITileSize
{
    public static int Rows => 1;

    public static int Vectors => 1;
}

/// <summary>
/// The innermost kernel of matrix products: a tile of the result, from some rows of the left and one or two vectors'
/// width of the right. One source makes every size of tile: the sizes are constants to the JIT, which drops the rows
/// a size lacks and keeps all the others' sums in registers.
/// </summary>
internal static unsafe class Tile<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>
    /// result = left x right, or result += left x right: left has <paramref name="depth"/> columns and any strides,
    /// the rows of right and result are contiguous. Of a partial tile just the first <paramref name="columns"/> exist.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<TSize>(
        int depth, T* left, nint leftRow, nint leftColumn, T* right, nint rightRow, T* result, nint resultRow, bool accumulate, int columns = 0)
        where TSize : ITileSize
    {
        L s0 = default, t0 = default;
        L s1 = default, t1 = default;
        L s2 = default, t2 = default;
        L s3 = default, t3 = default;
        L s4 = default, t4 = default;
        L s5 = default, t5 = default;
        L s6 = default, t6 = default;
        L s7 = default, t7 = default;
        L s8 = default, t8 = default;
        L s9 = default, t9 = default;
        L s10 = default, t10 = default;
        L s11 = default, t11 = default;

        var mask = TSize.IsPartial ? L.Less(L.Indices, L.Of(T.CreateTruncating(columns))) : default;

        // Three strides and a pointer for each four rows reach every row without arithmetic in the loop.
        var (row2, row3) = (2 * leftRow, 3 * leftRow);
        var left4 = left + (4 * leftRow);
        var left8 = left + (8 * leftRow);
        for (; depth > 0; depth--)
        {
            var b = TSize.IsPartial ? L.Load(right, mask) : L.Load(right);
            var d = TSize.Vectors > 1 ? L.Load(right + L.Count) : default;
            L a;
            if (TSize.Rows > 0)
            {
                a = L.Of(left[0]);
                L.Accumulate(ref s0, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t0, a, d);
            }

            if (TSize.Rows > 1)
            {
                a = L.Of(left[leftRow]);
                L.Accumulate(ref s1, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t1, a, d);
            }

            if (TSize.Rows > 2)
            {
                a = L.Of(left[row2]);
                L.Accumulate(ref s2, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t2, a, d);
            }

            if (TSize.Rows > 3)
            {
                a = L.Of(left[row3]);
                L.Accumulate(ref s3, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t3, a, d);
            }

            if (TSize.Rows > 4)
            {
                a = L.Of(left4[0]);
                L.Accumulate(ref s4, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t4, a, d);
            }

            if (TSize.Rows > 5)
            {
                a = L.Of(left4[leftRow]);
                L.Accumulate(ref s5, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t5, a, d);
            }

            if (TSize.Rows > 6)
            {
                a = L.Of(left4[row2]);
                L.Accumulate(ref s6, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t6, a, d);
            }

            if (TSize.Rows > 7)
            {
                a = L.Of(left4[row3]);
                L.Accumulate(ref s7, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t7, a, d);
            }

            if (TSize.Rows > 8)
            {
                a = L.Of(left8[0]);
                L.Accumulate(ref s8, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t8, a, d);
            }

            if (TSize.Rows > 9)
            {
                a = L.Of(left8[leftRow]);
                L.Accumulate(ref s9, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t9, a, d);
            }

            if (TSize.Rows > 10)
            {
                a = L.Of(left8[row2]);
                L.Accumulate(ref s10, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t10, a, d);
            }

            if (TSize.Rows > 11)
            {
                a = L.Of(left8[row3]);
                L.Accumulate(ref s11, a, b);
                if (TSize.Vectors > 1) L.Accumulate(ref t11, a, d);
            }

            left += leftColumn;
            left4 += leftColumn;
            left8 += leftColumn;
            right += rightRow;
        }

        if (accumulate)
        {
            if (TSize.Rows > 0) (s0, t0) = Sum<TSize>(s0, t0, result, mask);
            if (TSize.Rows > 1) (s1, t1) = Sum<TSize>(s1, t1, result + resultRow, mask);
            if (TSize.Rows > 2) (s2, t2) = Sum<TSize>(s2, t2, result + (2 * resultRow), mask);
            if (TSize.Rows > 3) (s3, t3) = Sum<TSize>(s3, t3, result + (3 * resultRow), mask);
            if (TSize.Rows > 4) (s4, t4) = Sum<TSize>(s4, t4, result + (4 * resultRow), mask);
            if (TSize.Rows > 5) (s5, t5) = Sum<TSize>(s5, t5, result + (5 * resultRow), mask);
            if (TSize.Rows > 6) (s6, t6) = Sum<TSize>(s6, t6, result + (6 * resultRow), mask);
            if (TSize.Rows > 7) (s7, t7) = Sum<TSize>(s7, t7, result + (7 * resultRow), mask);
            if (TSize.Rows > 8) (s8, t8) = Sum<TSize>(s8, t8, result + (8 * resultRow), mask);
            if (TSize.Rows > 9) (s9, t9) = Sum<TSize>(s9, t9, result + (9 * resultRow), mask);
            if (TSize.Rows > 10) (s10, t10) = Sum<TSize>(s10, t10, result + (10 * resultRow), mask);
            if (TSize.Rows > 11) (s11, t11) = Sum<TSize>(s11, t11, result + (11 * resultRow), mask);
        }

        if (TSize.Rows > 0) Put<TSize>(s0, t0, result, mask);
        if (TSize.Rows > 1) Put<TSize>(s1, t1, result + resultRow, mask);
        if (TSize.Rows > 2) Put<TSize>(s2, t2, result + (2 * resultRow), mask);
        if (TSize.Rows > 3) Put<TSize>(s3, t3, result + (3 * resultRow), mask);
        if (TSize.Rows > 4) Put<TSize>(s4, t4, result + (4 * resultRow), mask);
        if (TSize.Rows > 5) Put<TSize>(s5, t5, result + (5 * resultRow), mask);
        if (TSize.Rows > 6) Put<TSize>(s6, t6, result + (6 * resultRow), mask);
        if (TSize.Rows > 7) Put<TSize>(s7, t7, result + (7 * resultRow), mask);
        if (TSize.Rows > 8) Put<TSize>(s8, t8, result + (8 * resultRow), mask);
        if (TSize.Rows > 9) Put<TSize>(s9, t9, result + (9 * resultRow), mask);
        if (TSize.Rows > 10) Put<TSize>(s10, t10, result + (10 * resultRow), mask);
        if (TSize.Rows > 11) Put<TSize>(s11, t11, result + (11 * resultRow), mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (L First, L Second) Sum<TSize>(L first, L second, T* target, L mask)
        where TSize : ITileSize =>
        TSize.IsPartial ? (L.Load(target, mask) + first, second)
        : TSize.Vectors == 1 ? (L.Load(target) + first, second)
        : (L.Load(target) + first, L.Load(target + L.Count) + second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TSize>(L first, L second, T* target, L mask)
        where TSize : ITileSize
    {
        if (TSize.IsPartial) first.Store(target, mask);
        else first.Store(target);
        if (TSize.Vectors > 1) second.Store(target + L.Count);
    }
}
