using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Folds of strided memory in a fixed tree: short runs one after the other, and runs pairwise, so that the rounding
/// error of a sum grows with the logarithm of its length. The tree follows from sizes and strides alone, and its lanes are
/// those of 512 bits on every machine, so that results are too.
/// </summary>
internal static class FoldKernel<T, TFold>
    where T : unmanaged, IBinaryNumber<T>
    where TFold : struct, IFold<T>
{
    /// <summary>Rows that <see cref="ColumnBlock"/> takes at once.</summary>
    private const int BlockRows = 32;

    /// <summary>Elements of a strided run.</summary>
    private const int StridedRun = 32;

    private static int Lanes => Lanes512<T>.Count;

    /// <summary>Elements of a contiguous run: eight vectors side by side, eight deep.</summary>
    private static int Run => 64 * Lanes;

    private static Lanes512<T> Nothing => Lanes512<T>.Of(TFold.Identity);

    /// <summary>Folds everything that some axes reach, the first of them only <paramref name="count"/> long.</summary>
    internal static T All(ReadOnlySpan<Axis> axes, nint count, ref T x)
    {
        if (axes.Length == 1) return axes[0].Source == 1 ? Line(ref x, count) : Line(ref x, count, axes[0].Source);
        if (count == 1) return All(axes[1..], axes[1].Length, ref x);
        var half = Half(count, 1);
        return Combine(
            All(axes, half, ref x),
            All(axes, count - half, ref Unsafe.Add(ref x, half * axes[0].Source)));
    }

    /// <summary>Folds contiguous elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Line(ref T x, nint count)
    {
        if (count >= Lanes) return ToLanes(ref x, count).Fold(default(TFold));
        var result = x;
        for (nint i = 1; i < count; i++) result = Combine(result, Unsafe.Add(ref x, i));
        return result;
    }

    /// <summary>Folds rows of contiguous elements, each as <see cref="Line(ref T, nint)"/> does: short ones without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows(ref T x, nint rows, nint step, nint count, ref T target, nint targetStep)
    {
        if (count < Lanes || count > Run)
        {
            for (nint row = 0; row < rows; row++) Unsafe.Add(ref target, row * targetStep) = Line(ref Unsafe.Add(ref x, row * step), count);
            return;
        }

        for (nint row = 0; row < rows; row++)
            Unsafe.Add(ref target, row * targetStep) = RunToLanes(ref Unsafe.Add(ref x, row * step), count).Fold(default(TFold));
    }

    /// <summary>
    /// Folds rows of <paramref name="width"/> neighbours into one: everything that some axes reach, the first of them
    /// only <paramref name="count"/> long. Scratch holds <see cref="Depth"/> rows.
    /// </summary>
    internal static void Columns(ReadOnlySpan<Axis> axes, nint count, ref T x, nint width, ref T target, ref T scratch)
    {
        if (axes.Length == 1 && count <= BlockRows)
        {
            ColumnBlock(ref x, count, axes[0].Source, width, ref target);
        }
        else if (count == 1)
        {
            Columns(axes[1..], axes[1].Length, ref x, width, ref target, ref scratch);
        }
        else
        {
            var half = Half(count, axes.Length == 1 ? BlockRows : 1);
            Columns(axes, half, ref x, width, ref target, ref scratch);
            ref var rest = ref Unsafe.Add(ref x, half * axes[0].Source);
            Columns(axes, count - half, ref rest, width, ref scratch, ref Unsafe.Add(ref scratch, width));
            Merge(ref target, ref scratch, width);
        }
    }

    /// <summary>How many rows of scratch <see cref="Columns"/> needs.</summary>
    internal static int Depth(ReadOnlySpan<Axis> axes)
    {
        var depth = Halvings((axes[^1].Length + BlockRows - 1) / BlockRows);
        foreach (var axis in axes[..^1]) depth += Halvings(axis.Length);
        return depth;

        static int Halvings(nint count) => count == 1 ? 0 : BitOperations.Log2((uint)(count - 1)) + 1;
    }

    /// <summary>The largest power of two of runs that is less than the whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Half(nint count, int run) => (nint)run << BitOperations.Log2((uint)((count - 1) / run));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Line(ref T x, nint count, nint stride)
    {
        if (count > StridedRun)
        {
            var half = Half(count, StridedRun);
            if (stride == 0) return Combine(Doubled(Line(ref x, StridedRun, 0), half / StridedRun), Line(ref x, count - half, 0));
            return Combine(Line(ref x, half, stride), Line(ref Unsafe.Add(ref x, half * stride), count - half, stride));
        }

        var (a, b, c, d) = (TFold.Identity, TFold.Identity, TFold.Identity, TFold.Identity);
        for (; count >= 4; count -= 4)
        {
            a = Combine(a, x);
            b = Combine(b, Unsafe.Add(ref x, stride));
            c = Combine(c, Unsafe.Add(ref x, 2 * stride));
            d = Combine(d, Unsafe.Add(ref x, 3 * stride));
            x = ref Unsafe.Add(ref x, 4 * stride);
        }

        for (; count > 0; count--)
        {
            a = Combine(a, x);
            x = ref Unsafe.Add(ref x, stride);
        }

        return Combine(Combine(a, b), Combine(c, d));
    }

    /// <summary>The fold of a value so many times, a power of two: what the tree comes to when all its leaves are one.</summary>
    private static T Doubled(T value, nint times)
    {
        for (; times > 1; times /= 2) value = Combine(value, value);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Lanes512<T> ToLanes(ref T x, nint count)
    {
        if (count <= Run) return RunToLanes(ref x, count);
        var half = Half(count, Run);
        return Combine(ToLanes(ref x, half), ToLanes(ref Unsafe.Add(ref x, half), count - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512<T> RunToLanes(ref T x, nint count)
    {
        var a = Nothing;
        var (b, c, d, e, f, g, h) = (a, a, a, a, a, a, a);
        nint i = 0;
        for (; i <= count - (8 * Lanes); i += 8 * Lanes)
        {
            a = Combine(a, Load(ref x, i));
            b = Combine(b, Load(ref x, i + Lanes));
            c = Combine(c, Load(ref x, i + (2 * Lanes)));
            d = Combine(d, Load(ref x, i + (3 * Lanes)));
            e = Combine(e, Load(ref x, i + (4 * Lanes)));
            f = Combine(f, Load(ref x, i + (5 * Lanes)));
            g = Combine(g, Load(ref x, i + (6 * Lanes)));
            h = Combine(h, Load(ref x, i + (7 * Lanes)));
        }

        if (i <= count - (4 * Lanes))
        {
            a = Combine(a, Load(ref x, i));
            b = Combine(b, Load(ref x, i + Lanes));
            c = Combine(c, Load(ref x, i + (2 * Lanes)));
            d = Combine(d, Load(ref x, i + (3 * Lanes)));
            i += 4 * Lanes;
        }

        for (; i <= count - Lanes; i += Lanes) e = Combine(e, Load(ref x, i));
        if (i < count) f = Combine(f, Rest(ref x, i, count));
        return Combine(
            Combine(Combine(a, b), Combine(c, d)),
            Combine(Combine(e, f), Combine(g, h)));
    }

    /// <summary>The last few elements, fewer than a vector, among lanes of identity.</summary>
    private static Lanes512<T> Rest(ref T x, nint first, nint count)
    {
        if (count >= Lanes)
        {
            var seen = Lanes512<T>.Of(T.CreateTruncating(Lanes - (count - first)));
            return Lanes512<T>.Select(Lanes512<T>.Less(Lanes512<T>.Indices, seen), Nothing, Load(ref x, count - Lanes));
        }

        var result = Nothing;
        ref var lane = ref Unsafe.As<Lanes512<T>, T>(ref result);
        for (var i = first; i < count; i++) Unsafe.Add(ref lane, i - first) = Unsafe.Add(ref x, i);
        return result;
    }

    /// <summary>Folds a few rows; every column takes even and odd rows apart, whatever its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnBlock(ref T x, nint rows, nint stride, nint width, ref T target)
    {
        var identity = Nothing;
        nint column = 0;
        for (; column <= width - (4 * Lanes); column += 4 * Lanes)
        {
            var (a, b, c, d) = (identity, identity, identity, identity);
            var (e, f, g, h) = (identity, identity, identity, identity);
            ref var row = ref Unsafe.Add(ref x, column);
            var left = rows;
            for (; left >= 2; left -= 2)
            {
                ref var odd = ref Unsafe.Add(ref row, stride);
                a = Combine(a, Load(ref row, 0));
                b = Combine(b, Load(ref row, Lanes));
                c = Combine(c, Load(ref row, 2 * Lanes));
                d = Combine(d, Load(ref row, 3 * Lanes));
                e = Combine(e, Load(ref odd, 0));
                f = Combine(f, Load(ref odd, Lanes));
                g = Combine(g, Load(ref odd, 2 * Lanes));
                h = Combine(h, Load(ref odd, 3 * Lanes));
                row = ref Unsafe.Add(ref odd, stride);
            }

            if (left > 0)
            {
                a = Combine(a, Load(ref row, 0));
                b = Combine(b, Load(ref row, Lanes));
                c = Combine(c, Load(ref row, 2 * Lanes));
                d = Combine(d, Load(ref row, 3 * Lanes));
            }

            Store(Combine(a, e), ref target, column);
            Store(Combine(b, f), ref target, column + Lanes);
            Store(Combine(c, g), ref target, column + (2 * Lanes));
            Store(Combine(d, h), ref target, column + (3 * Lanes));
        }

        while (column < width && width >= Lanes)
        {
            // The last vector overlaps the one before it: a column folded twice has the same value twice.
            column = Math.Min(column, width - Lanes);
            var (a, e) = (identity, identity);
            ref var row = ref Unsafe.Add(ref x, column);
            for (nint i = 0; i < rows; i++)
            {
                if ((i & 1) == 0) a = Combine(a, Load(ref row, 0));
                else e = Combine(e, Load(ref row, 0));
                row = ref Unsafe.Add(ref row, stride);
            }

            Store(Combine(a, e), ref target, column);
            column += Lanes;
        }

        for (; column < width; column++) Unsafe.Add(ref target, column) = Line(ref Unsafe.Add(ref x, column), rows, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge(ref T target, ref T other, nint width)
    {
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes) Store(Combine(Load(ref target, i), Load(ref other, i)), ref target, i);
        for (; i < width; i++) Unsafe.Add(ref target, i) = Combine(Unsafe.Add(ref target, i), Unsafe.Add(ref other, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Combine(T x, T y) => default(TFold).Invoke(new Lane<T>(x), new Lane<T>(y)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512<T> Combine(Lanes512<T> x, Lanes512<T> y) => default(TFold).Invoke(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512<T> Load(ref T x, nint place) => Lanes512<T>.Load(ref x, (nuint)place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Lanes512<T> value, ref T x, nint place) => value.Store(ref x, (nuint)place);
}
