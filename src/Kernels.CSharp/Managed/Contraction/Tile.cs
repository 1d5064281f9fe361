using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>The size of a block of the result that a kernel keeps in registers.</summary>
internal interface ITileSize
{
    static abstract int Rows { get; }

    /// <summary>Width in vectors: 1 or 2.</summary>
    static abstract int Vectors { get; }
}

internal readonly struct Tile14x2 : ITileSize
{
    public static int Rows => 14;

    public static int Vectors => 2;
}

internal readonly struct Tile14x1 : ITileSize
{
    public static int Rows => 14;

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

internal readonly struct Tile6x1 : ITileSize
{
    public static int Rows => 6;

    public static int Vectors => 1;
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
internal static unsafe class Tile<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : IFmaLanes<T, TVector>
{
    /// <summary>
    /// result = left x right, or result += left x right: left has <paramref name="depth"/> columns and any strides,
    /// the rows of right and result are contiguous.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<TSize>(
        int depth, T* left, nint leftRow, nint leftColumn, T* right, nint rightRow, T* result, nint resultRow, bool accumulate)
        where TSize : ITileSize
    {
        TVector s0 = default, t0 = default;
        TVector s1 = default, t1 = default;
        TVector s2 = default, t2 = default;
        TVector s3 = default, t3 = default;
        TVector s4 = default, t4 = default;
        TVector s5 = default, t5 = default;
        TVector s6 = default, t6 = default;
        TVector s7 = default, t7 = default;
        TVector s8 = default, t8 = default;
        TVector s9 = default, t9 = default;
        TVector s10 = default, t10 = default;
        TVector s11 = default, t11 = default;
        TVector s12 = default, t12 = default;
        TVector s13 = default, t13 = default;

        // Three strides and a pointer for each four rows reach every row without arithmetic in the loop.
        var (row2, row3) = (2 * leftRow, 3 * leftRow);
        var left4 = left + (4 * leftRow);
        var left8 = left + (8 * leftRow);
        var left12 = left + (12 * leftRow);
        for (; depth > 0; depth--)
        {
            var b = TLanes.Load(right);
            var d = TSize.Vectors > 1 ? TLanes.Load(right + TLanes.Count) : default;
            TVector a;
            if (TSize.Rows > 0)
            {
                a = TLanes.Spread(left[0]);
                s0 = TLanes.MultiplyAdd(a, b, s0);
                if (TSize.Vectors > 1) t0 = TLanes.MultiplyAdd(a, d, t0);
            }

            if (TSize.Rows > 1)
            {
                a = TLanes.Spread(left[leftRow]);
                s1 = TLanes.MultiplyAdd(a, b, s1);
                if (TSize.Vectors > 1) t1 = TLanes.MultiplyAdd(a, d, t1);
            }

            if (TSize.Rows > 2)
            {
                a = TLanes.Spread(left[row2]);
                s2 = TLanes.MultiplyAdd(a, b, s2);
                if (TSize.Vectors > 1) t2 = TLanes.MultiplyAdd(a, d, t2);
            }

            if (TSize.Rows > 3)
            {
                a = TLanes.Spread(left[row3]);
                s3 = TLanes.MultiplyAdd(a, b, s3);
                if (TSize.Vectors > 1) t3 = TLanes.MultiplyAdd(a, d, t3);
            }

            if (TSize.Rows > 4)
            {
                a = TLanes.Spread(left4[0]);
                s4 = TLanes.MultiplyAdd(a, b, s4);
                if (TSize.Vectors > 1) t4 = TLanes.MultiplyAdd(a, d, t4);
            }

            if (TSize.Rows > 5)
            {
                a = TLanes.Spread(left4[leftRow]);
                s5 = TLanes.MultiplyAdd(a, b, s5);
                if (TSize.Vectors > 1) t5 = TLanes.MultiplyAdd(a, d, t5);
            }

            if (TSize.Rows > 6)
            {
                a = TLanes.Spread(left4[row2]);
                s6 = TLanes.MultiplyAdd(a, b, s6);
                if (TSize.Vectors > 1) t6 = TLanes.MultiplyAdd(a, d, t6);
            }

            if (TSize.Rows > 7)
            {
                a = TLanes.Spread(left4[row3]);
                s7 = TLanes.MultiplyAdd(a, b, s7);
                if (TSize.Vectors > 1) t7 = TLanes.MultiplyAdd(a, d, t7);
            }

            if (TSize.Rows > 8)
            {
                a = TLanes.Spread(left8[0]);
                s8 = TLanes.MultiplyAdd(a, b, s8);
                if (TSize.Vectors > 1) t8 = TLanes.MultiplyAdd(a, d, t8);
            }

            if (TSize.Rows > 9)
            {
                a = TLanes.Spread(left8[leftRow]);
                s9 = TLanes.MultiplyAdd(a, b, s9);
                if (TSize.Vectors > 1) t9 = TLanes.MultiplyAdd(a, d, t9);
            }

            if (TSize.Rows > 10)
            {
                a = TLanes.Spread(left8[row2]);
                s10 = TLanes.MultiplyAdd(a, b, s10);
                if (TSize.Vectors > 1) t10 = TLanes.MultiplyAdd(a, d, t10);
            }

            if (TSize.Rows > 11)
            {
                a = TLanes.Spread(left8[row3]);
                s11 = TLanes.MultiplyAdd(a, b, s11);
                if (TSize.Vectors > 1) t11 = TLanes.MultiplyAdd(a, d, t11);
            }

            if (TSize.Rows > 12)
            {
                a = TLanes.Spread(left12[0]);
                s12 = TLanes.MultiplyAdd(a, b, s12);
                if (TSize.Vectors > 1) t12 = TLanes.MultiplyAdd(a, d, t12);
            }

            if (TSize.Rows > 13)
            {
                a = TLanes.Spread(left12[leftRow]);
                s13 = TLanes.MultiplyAdd(a, b, s13);
                if (TSize.Vectors > 1) t13 = TLanes.MultiplyAdd(a, d, t13);
            }

            left += leftColumn;
            left4 += leftColumn;
            left8 += leftColumn;
            left12 += leftColumn;
            right += rightRow;
        }

        if (TSize.Rows > 0) Put<TSize>(s0, t0, result, accumulate);
        if (TSize.Rows > 1) Put<TSize>(s1, t1, result + resultRow, accumulate);
        if (TSize.Rows > 2) Put<TSize>(s2, t2, result + (2 * resultRow), accumulate);
        if (TSize.Rows > 3) Put<TSize>(s3, t3, result + (3 * resultRow), accumulate);
        if (TSize.Rows > 4) Put<TSize>(s4, t4, result + (4 * resultRow), accumulate);
        if (TSize.Rows > 5) Put<TSize>(s5, t5, result + (5 * resultRow), accumulate);
        if (TSize.Rows > 6) Put<TSize>(s6, t6, result + (6 * resultRow), accumulate);
        if (TSize.Rows > 7) Put<TSize>(s7, t7, result + (7 * resultRow), accumulate);
        if (TSize.Rows > 8) Put<TSize>(s8, t8, result + (8 * resultRow), accumulate);
        if (TSize.Rows > 9) Put<TSize>(s9, t9, result + (9 * resultRow), accumulate);
        if (TSize.Rows > 10) Put<TSize>(s10, t10, result + (10 * resultRow), accumulate);
        if (TSize.Rows > 11) Put<TSize>(s11, t11, result + (11 * resultRow), accumulate);
        if (TSize.Rows > 12) Put<TSize>(s12, t12, result + (12 * resultRow), accumulate);
        if (TSize.Rows > 13) Put<TSize>(s13, t13, result + (13 * resultRow), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TSize>(TVector first, TVector second, T* target, bool accumulate)
        where TSize : ITileSize
    {
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(target), first) : first, target);
        if (TSize.Vectors == 1) return;
        target += TLanes.Count;
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(target), second) : second, target);
    }
}
