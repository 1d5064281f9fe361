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
internal static unsafe class Tile<L, T>
    where T : unmanaged
    where L : struct, ILanes<L, T>
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
        L s12 = default, t12 = default;
        L s13 = default, t13 = default;

        // Three strides and a pointer for each four rows reach every row without arithmetic in the loop.
        var (row2, row3) = (2 * leftRow, 3 * leftRow);
        var left4 = left + (4 * leftRow);
        var left8 = left + (8 * leftRow);
        var left12 = left + (12 * leftRow);
        for (; depth > 0; depth--)
        {
            var b = L.Load(right);
            var d = TSize.Vectors > 1 ? L.Load(right + L.Count) : default;
            L a;
            if (TSize.Rows > 0)
            {
                a = L.Of(left[0]);
                s0 = L.MultiplyAdd(a, b, s0);
                if (TSize.Vectors > 1) t0 = L.MultiplyAdd(a, d, t0);
            }

            if (TSize.Rows > 1)
            {
                a = L.Of(left[leftRow]);
                s1 = L.MultiplyAdd(a, b, s1);
                if (TSize.Vectors > 1) t1 = L.MultiplyAdd(a, d, t1);
            }

            if (TSize.Rows > 2)
            {
                a = L.Of(left[row2]);
                s2 = L.MultiplyAdd(a, b, s2);
                if (TSize.Vectors > 1) t2 = L.MultiplyAdd(a, d, t2);
            }

            if (TSize.Rows > 3)
            {
                a = L.Of(left[row3]);
                s3 = L.MultiplyAdd(a, b, s3);
                if (TSize.Vectors > 1) t3 = L.MultiplyAdd(a, d, t3);
            }

            if (TSize.Rows > 4)
            {
                a = L.Of(left4[0]);
                s4 = L.MultiplyAdd(a, b, s4);
                if (TSize.Vectors > 1) t4 = L.MultiplyAdd(a, d, t4);
            }

            if (TSize.Rows > 5)
            {
                a = L.Of(left4[leftRow]);
                s5 = L.MultiplyAdd(a, b, s5);
                if (TSize.Vectors > 1) t5 = L.MultiplyAdd(a, d, t5);
            }

            if (TSize.Rows > 6)
            {
                a = L.Of(left4[row2]);
                s6 = L.MultiplyAdd(a, b, s6);
                if (TSize.Vectors > 1) t6 = L.MultiplyAdd(a, d, t6);
            }

            if (TSize.Rows > 7)
            {
                a = L.Of(left4[row3]);
                s7 = L.MultiplyAdd(a, b, s7);
                if (TSize.Vectors > 1) t7 = L.MultiplyAdd(a, d, t7);
            }

            if (TSize.Rows > 8)
            {
                a = L.Of(left8[0]);
                s8 = L.MultiplyAdd(a, b, s8);
                if (TSize.Vectors > 1) t8 = L.MultiplyAdd(a, d, t8);
            }

            if (TSize.Rows > 9)
            {
                a = L.Of(left8[leftRow]);
                s9 = L.MultiplyAdd(a, b, s9);
                if (TSize.Vectors > 1) t9 = L.MultiplyAdd(a, d, t9);
            }

            if (TSize.Rows > 10)
            {
                a = L.Of(left8[row2]);
                s10 = L.MultiplyAdd(a, b, s10);
                if (TSize.Vectors > 1) t10 = L.MultiplyAdd(a, d, t10);
            }

            if (TSize.Rows > 11)
            {
                a = L.Of(left8[row3]);
                s11 = L.MultiplyAdd(a, b, s11);
                if (TSize.Vectors > 1) t11 = L.MultiplyAdd(a, d, t11);
            }

            if (TSize.Rows > 12)
            {
                a = L.Of(left12[0]);
                s12 = L.MultiplyAdd(a, b, s12);
                if (TSize.Vectors > 1) t12 = L.MultiplyAdd(a, d, t12);
            }

            if (TSize.Rows > 13)
            {
                a = L.Of(left12[leftRow]);
                s13 = L.MultiplyAdd(a, b, s13);
                if (TSize.Vectors > 1) t13 = L.MultiplyAdd(a, d, t13);
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
    private static void Put<TSize>(L first, L second, T* target, bool accumulate)
        where TSize : ITileSize
    {
        (accumulate ? L.Load(target) + first : first).Store(target);
        if (TSize.Vectors == 1) return;
        target += L.Count;
        (accumulate ? L.Load(target) + second : second).Store(target);
    }
}
