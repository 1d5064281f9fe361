using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// What factorizations do with rows: each routine of this folder keeps what it runs along next to each other in memory,
/// and is made of these loops.
/// </summary>
internal static class Lines<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T One = T.One;

    /// <summary>The sum of the products.</summary>
    internal static T Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y[..x.Length]);
        var width = Vector<T>.Count;
        var (even, odd) = (Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            even += Vector.LoadUnsafe(ref a, (nuint)i) * Vector.LoadUnsafe(ref b, (nuint)i);
            odd += Vector.LoadUnsafe(ref a, (nuint)(i + width)) * Vector.LoadUnsafe(ref b, (nuint)(i + width));
        }

        var sum = Vector.Sum(even + odd);
        for (; i < x.Length; i++) sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return sum;
    }

    /// <summary>y + factor x, in the place of y.</summary>
    internal static void Add(T factor, ReadOnlySpan<T> x, Span<T> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y[..x.Length]);
        var scale = new Vector<T>(factor);
        var i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref b, (nuint)i) + (scale * Vector.LoadUnsafe(ref a, (nuint)i))).StoreUnsafe(ref b, (nuint)i);
        for (; i < x.Length; i++) Unsafe.Add(ref b, i) += factor * Unsafe.Add(ref a, i);
    }

    /// <summary>(c x - s y, s x + c y), in the places of x and y.</summary>
    internal static void Rotate(T c, T s, Span<T> x, Span<T> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y[..x.Length]);
        var (cosine, sine) = (new Vector<T>(c), new Vector<T>(s));
        var i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var (u, v) = (Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i));
            ((cosine * u) - (sine * v)).StoreUnsafe(ref a, (nuint)i);
            ((sine * u) + (cosine * v)).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            var (u, v) = (Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
            Unsafe.Add(ref a, i) = (c * u) - (s * v);
            Unsafe.Add(ref b, i) = (s * u) + (c * v);
        }
    }

    /// <summary>factor x, in the place of x.</summary>
    internal static void Scale(T factor, Span<T> x)
    {
        for (var i = 0; i < x.Length; i++) x[i] *= factor;
    }

    /// <summary>
    /// Divides by the power of two that leaves the largest magnitude near 1, so that squares neither overflow nor vanish;
    /// gives its exponent.
    /// </summary>
    internal static int Normalize(Span<T> x)
    {
        var largest = Largest(x);
        if (largest == T.Zero || !T.IsFinite(largest)) return 0;
        var exponent = T.ILogB(largest);
        foreach (ref var value in x) value = T.ScaleB(value, -exponent);
        return exponent;
    }

    /// <summary>Exchanges the numbers of two lines.</summary>
    internal static void Swap(Span<T> x, Span<T> y)
    {
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (y[i], x[i]);
    }

    /// <summary>The largest magnitude; 0 of nothing.</summary>
    internal static T Largest(ReadOnlySpan<T> x)
    {
        var largest = T.Zero;
        foreach (var value in x) largest = T.Max(largest, T.Abs(value));
        return largest;
    }

    /// <summary>The length of a vector, without overflow on the way.</summary>
    internal static T Norm(ReadOnlySpan<T> x)
    {
        var largest = Largest(x);
        if (largest == T.Zero || !T.IsFinite(largest)) return largest;
        var (sum, inverse) = (T.Zero, One / largest);
        if (!T.IsFinite(inverse)) return largest;
        foreach (var value in x) sum += value * inverse * (value * inverse);
        return largest * T.Sqrt(sum);
    }

    /// <summary>The transposed matrix.</summary>
    internal static void Transpose(ReadOnlySpan<T> x, int rows, int columns, Span<T> target)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) target[(j * rows) + i] = x[(i * columns) + j];
        }
    }

    /// <summary>The product of [m, k] and [k, n].</summary>
    internal static void Product(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int m, int k, int n, Span<T> target)
    {
        for (var i = 0; i < m; i++)
        {
            var row = target.Slice(i * n, n);
            row.Clear();
            for (var j = 0; j < k; j++) Add(x[(i * k) + j], y.Slice(j * n, n), row);
        }
    }
}
