using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>A function at every element of a contiguous array.</summary>
internal readonly struct MapJob<T, R, F, K>(F f, ManagedArray x, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IUnary<T>
    where K : struct, IResult<T, R>
{
    public void Run(int start, int end) => Loops.Map<T, R, F, K>(
        f, ref Unsafe.Add(ref x.Data<T>(), start), ref Unsafe.Add(ref r.Data<R>(), start), (nuint)(end - start));
}

/// <summary>A function at every pair of elements of two contiguous arrays of one size.</summary>
internal readonly struct ZipJob<T, R, F, K>(F f, ManagedArray x, ManagedArray y, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IBinary<T>
    where K : struct, IResult<T, R>
{
    public void Run(int start, int end) => Loops.Zip<T, R, F, K>(
        f,
        ref Unsafe.Add(ref x.Data<T>(), start),
        ref Unsafe.Add(ref y.Data<T>(), start),
        ref Unsafe.Add(ref r.Data<R>(), start),
        (nuint)(end - start));
}

/// <summary>A function at every element of a strided array.</summary>
internal readonly struct WalkMapJob<T, R, F, K>(F f, Walk walk, ManagedArray x, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IUnary<T>
    where K : struct, IResult<T, R>
{
    public void Run(int start, int end)
    {
        var a = new Operand<T>(x, walk, 0, end - start, stackalloc T[Operand<T>.ScratchLength]);
        ref var target = ref r.Data<R>();
        for (int i = start, count; i < end; i += count)
        {
            count = Math.Min(Operand<T>.BlockLength, end - i);
            Loops.Map<T, R, F, K>(f, ref a.Read(i, count), ref Unsafe.Add(ref target, i), (nuint)count);
        }
    }
}

/// <summary>A function at every pair of elements of two strided arrays.</summary>
internal readonly struct WalkZipJob<T, R, F, K>(F f, Walk walk, ManagedArray x, ManagedArray y, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
    where R : unmanaged
    where F : struct, IBinary<T>
    where K : struct, IResult<T, R>
{
    public void Run(int start, int end)
    {
        var a = new Operand<T>(x, walk, 0, end - start, stackalloc T[Operand<T>.ScratchLength]);
        var b = new Operand<T>(y, walk, 1, end - start, stackalloc T[Operand<T>.ScratchLength]);
        ref var target = ref r.Data<R>();
        for (int i = start, count; i < end; i += count)
        {
            count = Math.Min(Operand<T>.BlockLength, end - i);
            Loops.Zip<T, R, F, K>(f, ref a.Read(i, count), ref b.Read(i, count), ref Unsafe.Add(ref target, i), (nuint)count);
        }
    }
}

/// <summary>A choice at every element of contiguous arrays of one size.</summary>
internal readonly struct SelectJob<T>(ManagedArray condition, ManagedArray x, ManagedArray y, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
{
    public void Run(int start, int end) => Loops.Select(
        ref Unsafe.Add(ref condition.Data<byte>(), start),
        ref Unsafe.Add(ref x.Data<T>(), start),
        ref Unsafe.Add(ref y.Data<T>(), start),
        ref Unsafe.Add(ref r.Data<T>(), start),
        (nuint)(end - start));
}

/// <summary>A choice at every element of strided arrays.</summary>
internal readonly struct WalkSelectJob<T>(Walk walk, ManagedArray condition, ManagedArray x, ManagedArray y, ManagedArray r) : IRangeJob
    where T : unmanaged, IBinaryNumber<T>
{
    public void Run(int start, int end)
    {
        var c = new Operand<byte>(condition, walk, 0, end - start, stackalloc byte[Operand<byte>.ScratchLength]);
        var a = new Operand<T>(x, walk, 1, end - start, stackalloc T[Operand<T>.ScratchLength]);
        var b = new Operand<T>(y, walk, 2, end - start, stackalloc T[Operand<T>.ScratchLength]);
        ref var target = ref r.Data<T>();
        for (int i = start, count; i < end; i += count)
        {
            count = Math.Min(Operand<T>.BlockLength, end - i);
            Loops.Select(ref c.Read(i, count), ref a.Read(i, count), ref b.Read(i, count), ref Unsafe.Add(ref target, i), (nuint)count);
        }
    }
}
