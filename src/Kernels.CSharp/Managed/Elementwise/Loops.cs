using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>
/// The loops over contiguous memory, once for all functions, dtypes and register widths. What is left over after the
/// last whole register is computed by one more register that overlaps it: the lanes in common get the same bits twice.
/// </summary>
internal static class Loops
{
    /// <summary><c>r[i] = f(x[i])</c>.</summary>
    internal static void Map<T, R, F, K>(F f, ref T x, ref R r, nuint count)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        if (Vector512.IsHardwareAccelerated && count >= (nuint)Lanes512<T>.Count) Map<Lanes512<T>, T, R, F, K>(f, ref x, ref r, count);
        else if (Vector256.IsHardwareAccelerated && count >= (nuint)Lanes256<T>.Count) Map<Lanes256<T>, T, R, F, K>(f, ref x, ref r, count);
        else if (Vector128.IsHardwareAccelerated && count >= (nuint)Lanes128<T>.Count) Map<Lanes128<T>, T, R, F, K>(f, ref x, ref r, count);
        else Map<Lane<T>, T, R, F, K>(f, ref x, ref r, count);
    }

    /// <summary><c>r[i] = f(x[i], y[i])</c>.</summary>
    internal static void Zip<T, R, F, K>(F f, ref T x, ref T y, ref R r, nuint count)
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        if (Vector512.IsHardwareAccelerated && count >= (nuint)Lanes512<T>.Count) Zip<Lanes512<T>, T, R, F, K>(f, ref x, ref y, ref r, count);
        else if (Vector256.IsHardwareAccelerated && count >= (nuint)Lanes256<T>.Count) Zip<Lanes256<T>, T, R, F, K>(f, ref x, ref y, ref r, count);
        else if (Vector128.IsHardwareAccelerated && count >= (nuint)Lanes128<T>.Count) Zip<Lanes128<T>, T, R, F, K>(f, ref x, ref y, ref r, count);
        else Zip<Lane<T>, T, R, F, K>(f, ref x, ref y, ref r, count);
    }

    /// <summary><c>r[i] = condition[i] ? x[i] : y[i]</c>.</summary>
    internal static void Select<T>(ref byte condition, ref T x, ref T y, ref T r, nuint count)
        where T : unmanaged, IBinaryNumber<T>
    {
        if (Vector512.IsHardwareAccelerated && count >= (nuint)Lanes512<T>.Count) Select<Lanes512<T>, T>(ref condition, ref x, ref y, ref r, count);
        else if (Vector256.IsHardwareAccelerated && count >= (nuint)Lanes256<T>.Count) Select<Lanes256<T>, T>(ref condition, ref x, ref y, ref r, count);
        else if (Vector128.IsHardwareAccelerated && count >= (nuint)Lanes128<T>.Count) Select<Lanes128<T>, T>(ref condition, ref x, ref y, ref r, count);
        else Select<Lane<T>, T>(ref condition, ref x, ref y, ref r, count);
    }

    /// <summary>The loop of one register width; <paramref name="count"/> is at least that width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Map<L, T, R, F, K>(F f, ref T x, ref R r, nuint count)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IUnary<T>
        where K : struct, IResult<T, R>
    {
        var step = (nuint)L.Count;
        nuint i = 0;
        for (; i + (2 * step) <= count; i += 2 * step)
        {
            var first = f.Invoke(L.Load(ref x, i));
            var second = f.Invoke(L.Load(ref x, i + step));
            K.Store(first, ref r, i);
            K.Store(second, ref r, i + step);
        }

        for (; i < count; i += step)
        {
            if (i + step > count) i = count - step;
            K.Store(f.Invoke(L.Load(ref x, i)), ref r, i);
        }
    }

    /// <inheritdoc cref="Map{L, T, R, F, K}(F, ref T, ref R, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Zip<L, T, R, F, K>(F f, ref T x, ref T y, ref R r, nuint count)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryNumber<T>
        where R : unmanaged
        where F : struct, IBinary<T>
        where K : struct, IResult<T, R>
    {
        var step = (nuint)L.Count;
        nuint i = 0;
        for (; i + (2 * step) <= count; i += 2 * step)
        {
            var first = f.Invoke(L.Load(ref x, i), L.Load(ref y, i));
            var second = f.Invoke(L.Load(ref x, i + step), L.Load(ref y, i + step));
            K.Store(first, ref r, i);
            K.Store(second, ref r, i + step);
        }

        for (; i < count; i += step)
        {
            if (i + step > count) i = count - step;
            K.Store(f.Invoke(L.Load(ref x, i), L.Load(ref y, i)), ref r, i);
        }
    }

    /// <inheritdoc cref="Map{L, T, R, F, K}(F, ref T, ref R, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Select<L, T>(ref byte condition, ref T x, ref T y, ref T r, nuint count)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryNumber<T>
    {
        var step = (nuint)L.Count;
        for (nuint i = 0; i < count; i += step)
        {
            if (i + step > count) i = count - step;
            L.Select(L.LoadTruth(ref condition, i), L.Load(ref x, i), L.Load(ref y, i)).Store(ref r, i);
        }
    }
}
