using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Functional.Kernels;

/// <summary>Between truth values, one byte each, and registers whose lanes are wider.</summary>
internal static class Truths
{
    /// <summary>Truth bytes as numbers of the width of <typeparamref name="T"/> with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Load512<T>(ref byte source, nuint index)
    {
        if (Unsafe.SizeOf<T>() == 1) return Vector512.LoadUnsafe(ref source, index).As<byte, T>();
        var bytes = Read(ref source, index, Vector512<T>.Count);
        if (Avx512F.IsSupported)
        {
            return Unsafe.SizeOf<T>() == 8
                ? Avx512F.ConvertToVector512Int64(bytes).As<long, T>()
                : Avx512F.ConvertToVector512Int32(bytes).As<int, T>();
        }

        var shorts = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        var lower = Vector256.Create(Vector128.WidenLower(shorts.GetLower()), Vector128.WidenUpper(shorts.GetLower()));
        if (Unsafe.SizeOf<T>() == 8)
            return Vector512.Create(Vector256.WidenLower(lower), Vector256.WidenUpper(lower)).As<ulong, T>();
        var upper = Vector256.Create(Vector128.WidenLower(shorts.GetUpper()), Vector128.WidenUpper(shorts.GetUpper()));
        return Vector512.Create(lower, upper).As<uint, T>();
    }

    /// <inheritdoc cref="Load512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Load256<T>(ref byte source, nuint index)
    {
        if (Unsafe.SizeOf<T>() == 1) return Vector256.LoadUnsafe(ref source, index).As<byte, T>();
        var shorts = Vector128.WidenLower(Read(ref source, index, Vector256<T>.Count));
        var lower = Vector128.WidenLower(shorts);
        return Unsafe.SizeOf<T>() == 8
            ? Vector256.Create(Vector128.WidenLower(lower), Vector128.WidenUpper(lower)).As<ulong, T>()
            : Vector256.Create(lower, Vector128.WidenUpper(shorts)).As<uint, T>();
    }

    /// <inheritdoc cref="Load512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Load128<T>(ref byte source, nuint index)
    {
        if (Unsafe.SizeOf<T>() == 1) return Vector128.LoadUnsafe(ref source, index).As<byte, T>();
        var lower = Vector128.WidenLower(Vector128.WidenLower(Read(ref source, index, Vector128<T>.Count)));
        return Unsafe.SizeOf<T>() == 8 ? Vector128.WidenLower(lower).As<ulong, T>() : lower.As<uint, T>();
    }

    /// <summary>Writes masks as truth bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store512<T>(Vector512<T> mask, ref byte destination, nuint index)
    {
        if (Unsafe.SizeOf<T>() == 1)
        {
            (mask.AsByte() & Vector512<byte>.One).StoreUnsafe(ref destination, index);
            return;
        }

        if (Avx512F.IsSupported)
        {
            var bytes = Unsafe.SizeOf<T>() == 8
                ? Avx512F.ConvertToVector128Byte(mask.AsUInt64())
                : Avx512F.ConvertToVector128Byte(mask.AsUInt32());
            Write(bytes, ref destination, index, Vector512<T>.Count);
            return;
        }

        var words = Unsafe.SizeOf<T>() == 8 ? Vector512.Narrow(mask.AsUInt64(), mask.AsUInt64()) : mask.AsUInt32();
        var shorts = Vector512.Narrow(words, words);
        Write(Vector512.Narrow(shorts, shorts).GetLower().GetLower(), ref destination, index, Vector512<T>.Count);
    }

    /// <inheritdoc cref="Store512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store256<T>(Vector256<T> mask, ref byte destination, nuint index)
    {
        if (Unsafe.SizeOf<T>() == 1)
        {
            (mask.AsByte() & Vector256<byte>.One).StoreUnsafe(ref destination, index);
            return;
        }

        var words = Unsafe.SizeOf<T>() == 8 ? Vector256.Narrow(mask.AsUInt64(), mask.AsUInt64()) : mask.AsUInt32();
        var shorts = Vector256.Narrow(words, words);
        Write(Vector256.Narrow(shorts, shorts).GetLower(), ref destination, index, Vector256<T>.Count);
    }

    /// <inheritdoc cref="Store512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store128<T>(Vector128<T> mask, ref byte destination, nuint index)
    {
        var words = Unsafe.SizeOf<T>() == 8 ? Vector128.Narrow(mask.AsUInt64(), mask.AsUInt64()) : mask.AsUInt32();
        var shorts = Vector128.Narrow(words, words);
        var bytes = Unsafe.SizeOf<T>() == 1 ? mask.AsByte() : Vector128.Narrow(shorts, shorts);
        Write(bytes, ref destination, index, Vector128<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Read(ref byte source, nuint index, int count)
    {
        ref var first = ref Unsafe.Add(ref source, index);
        return count switch
        {
            16 => Vector128.LoadUnsafe(ref first),
            8 => Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte(),
            4 => Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(ref first)).AsByte(),
            _ => Vector128.CreateScalar(Unsafe.ReadUnaligned<ushort>(ref first)).AsByte(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector128<byte> masks, ref byte destination, nuint index, int count)
    {
        ref var first = ref Unsafe.Add(ref destination, index);
        var truths = masks & Vector128<byte>.One;
        switch (count)
        {
            case 16: truths.StoreUnsafe(ref first); break;
            case 8: Unsafe.WriteUnaligned(ref first, truths.AsUInt64().ToScalar()); break;
            case 4: Unsafe.WriteUnaligned(ref first, truths.AsUInt32().ToScalar()); break;
            default: Unsafe.WriteUnaligned(ref first, truths.AsUInt16().ToScalar()); break;
        }
    }
}
