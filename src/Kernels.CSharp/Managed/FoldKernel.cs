using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// Folds of strided memory in a fixed tree: short runs one after the other, and runs pairwise, so that the rounding
/// error of a sum grows with the logarithm of its length. The tree follows from sizes and strides alone.
/// </summary>
internal static class FoldKernel<T, TFold>
    where T : unmanaged, INumber<T>
    where TFold : struct, IFold<T>
{
    /// <summary>Rows that <see cref="ColumnBlock"/> takes at once.</summary>
    private const int BlockRows = 32;

    /// <summary>Elements of a strided run.</summary>
    private const int StridedRun = 32;

    private static int Lanes => Vector512<T>.Count;

    /// <summary>Elements of a contiguous run: eight vectors side by side, eight deep.</summary>
    private static int Run => 64 * Lanes;

    /// <summary>Folds everything that some axes reach, the first of them only <paramref name="count"/> long.</summary>
    internal static T All(ReadOnlySpan<Axis> axes, nint count, ref T x)
    {
        if (axes.Length == 1) return axes[0].Source == 1 ? Line(ref x, count) : Line(ref x, count, axes[0].Source);
        if (count == 1) return All(axes[1..], axes[1].Length, ref x);
        var half = Half(count, 1);
        return TFold.Combine(
            All(axes, half, ref x),
            All(axes, count - half, ref Unsafe.Add(ref x, half * axes[0].Source)));
    }

    /// <summary>Folds contiguous elements.</summary>
    internal static T Line(ref T x, nint count)
    {
        if (count >= Lanes) return Across(ToLanes(ref x, count));
        var result = x;
        for (nint i = 1; i < count; i++) result = TFold.Combine(result, Unsafe.Add(ref x, i));
        return result;
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

    private static T Line(ref T x, nint count, nint stride)
    {
        if (count > StridedRun)
        {
            var half = Half(count, StridedRun);
            if (stride == 0) return TFold.Combine(Doubled(Line(ref x, StridedRun, 0), half / StridedRun), Line(ref x, count - half, 0));
            return TFold.Combine(Line(ref x, half, stride), Line(ref Unsafe.Add(ref x, half * stride), count - half, stride));
        }

        var (a, b, c, d) = (TFold.Identity, TFold.Identity, TFold.Identity, TFold.Identity);
        for (; count >= 4; count -= 4)
        {
            a = TFold.Combine(a, x);
            b = TFold.Combine(b, Unsafe.Add(ref x, stride));
            c = TFold.Combine(c, Unsafe.Add(ref x, 2 * stride));
            d = TFold.Combine(d, Unsafe.Add(ref x, 3 * stride));
            x = ref Unsafe.Add(ref x, 4 * stride);
        }

        for (; count > 0; count--)
        {
            a = TFold.Combine(a, x);
            x = ref Unsafe.Add(ref x, stride);
        }

        return TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d));
    }

    /// <summary>The fold of a value so many times, a power of two: what the tree comes to when all its leaves are one.</summary>
    private static T Doubled(T value, nint times)
    {
        for (; times > 1; times /= 2) value = TFold.Combine(value, value);
        return value;
    }

    private static Vector512<T> ToLanes(ref T x, nint count)
    {
        if (count <= Run) return RunToLanes(ref x, count);
        var half = Half(count, Run);
        return TFold.Combine(ToLanes(ref x, half), ToLanes(ref Unsafe.Add(ref x, half), count - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<T> RunToLanes(ref T x, nint count)
    {
        var a = Vector512.Create(TFold.Identity);
        var (b, c, d, e, f, g, h) = (a, a, a, a, a, a, a);
        nint i = 0;
        for (; i <= count - (8 * Lanes); i += 8 * Lanes)
        {
            a = TFold.Combine(a, Load(ref x, i));
            b = TFold.Combine(b, Load(ref x, i + Lanes));
            c = TFold.Combine(c, Load(ref x, i + (2 * Lanes)));
            d = TFold.Combine(d, Load(ref x, i + (3 * Lanes)));
            e = TFold.Combine(e, Load(ref x, i + (4 * Lanes)));
            f = TFold.Combine(f, Load(ref x, i + (5 * Lanes)));
            g = TFold.Combine(g, Load(ref x, i + (6 * Lanes)));
            h = TFold.Combine(h, Load(ref x, i + (7 * Lanes)));
        }

        if (i <= count - (4 * Lanes))
        {
            a = TFold.Combine(a, Load(ref x, i));
            b = TFold.Combine(b, Load(ref x, i + Lanes));
            c = TFold.Combine(c, Load(ref x, i + (2 * Lanes)));
            d = TFold.Combine(d, Load(ref x, i + (3 * Lanes)));
            i += 4 * Lanes;
        }

        for (; i <= count - Lanes; i += Lanes) e = TFold.Combine(e, Load(ref x, i));
        if (i < count) f = TFold.Combine(f, Rest(ref x, i, count));
        return TFold.Combine(
            TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d)),
            TFold.Combine(TFold.Combine(e, f), TFold.Combine(g, h)));
    }

    /// <summary>The last few elements, fewer than a vector, among lanes of identity.</summary>
    private static Vector512<T> Rest(ref T x, nint first, nint count)
    {
        var result = Vector512.Create(TFold.Identity);
        if (count >= Lanes)
        {
            var seen = Vector512.Create(T.CreateTruncating(Lanes - (count - first)));
            return Vector512.ConditionalSelect(
                Vector512.GreaterThanOrEqual(Vector512<T>.Indices, seen), Load(ref x, count - Lanes), result);
        }

        ref var lane = ref Unsafe.As<Vector512<T>, T>(ref result);
        for (var i = first; i < count; i++) Unsafe.Add(ref lane, i - first) = Unsafe.Add(ref x, i);
        return result;
    }

    /// <summary>Folds the lanes of a vector: halves until words of 8 bytes are left, and then the lanes of one word.</summary>
    private static T Across(Vector512<T> lanes)
    {
        lanes = TFold.Combine(lanes, Words(lanes, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3)));
        lanes = TFold.Combine(lanes, Words(lanes, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)));
        lanes = TFold.Combine(lanes, Words(lanes, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)));
        var result = lanes.ToScalar();
        for (var i = 1; i < sizeof(long) / Unsafe.SizeOf<T>(); i++) result = TFold.Combine(result, lanes.GetElement(i));
        return result;

        static Vector512<T> Words(Vector512<T> lanes, Vector512<long> order) => Vector512.Shuffle(lanes.AsInt64(), order).As<long, T>();
    }

    /// <summary>Folds a few rows; every column takes even and odd rows apart, whatever its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnBlock(ref T x, nint rows, nint stride, nint width, ref T target)
    {
        var identity = Vector512.Create(TFold.Identity);
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
                a = TFold.Combine(a, Load(ref row, 0));
                b = TFold.Combine(b, Load(ref row, Lanes));
                c = TFold.Combine(c, Load(ref row, 2 * Lanes));
                d = TFold.Combine(d, Load(ref row, 3 * Lanes));
                e = TFold.Combine(e, Load(ref odd, 0));
                f = TFold.Combine(f, Load(ref odd, Lanes));
                g = TFold.Combine(g, Load(ref odd, 2 * Lanes));
                h = TFold.Combine(h, Load(ref odd, 3 * Lanes));
                row = ref Unsafe.Add(ref odd, stride);
            }

            if (left > 0)
            {
                a = TFold.Combine(a, Load(ref row, 0));
                b = TFold.Combine(b, Load(ref row, Lanes));
                c = TFold.Combine(c, Load(ref row, 2 * Lanes));
                d = TFold.Combine(d, Load(ref row, 3 * Lanes));
            }

            Store(TFold.Combine(a, e), ref target, column);
            Store(TFold.Combine(b, f), ref target, column + Lanes);
            Store(TFold.Combine(c, g), ref target, column + (2 * Lanes));
            Store(TFold.Combine(d, h), ref target, column + (3 * Lanes));
        }

        while (column < width && width >= Lanes)
        {
            // The last vector overlaps the one before it: a column folded twice has the same value twice.
            column = Math.Min(column, width - Lanes);
            var (a, e) = (identity, identity);
            ref var row = ref Unsafe.Add(ref x, column);
            for (nint i = 0; i < rows; i++)
            {
                if ((i & 1) == 0) a = TFold.Combine(a, Load(ref row, 0));
                else e = TFold.Combine(e, Load(ref row, 0));
                row = ref Unsafe.Add(ref row, stride);
            }

            Store(TFold.Combine(a, e), ref target, column);
            column += Lanes;
        }

        for (; column < width; column++) Unsafe.Add(ref target, column) = Line(ref Unsafe.Add(ref x, column), rows, stride);
    }

    private static void Merge(ref T target, ref T other, nint width)
    {
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes) Store(TFold.Combine(Load(ref target, i), Load(ref other, i)), ref target, i);
        for (; i < width; i++) Unsafe.Add(ref target, i) = TFold.Combine(Unsafe.Add(ref target, i), Unsafe.Add(ref other, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Load(ref T x, nint place) => Vector512.LoadUnsafe(ref x, (nuint)place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<T> value, ref T x, nint place) => value.StoreUnsafe(ref x, (nuint)place);
}
