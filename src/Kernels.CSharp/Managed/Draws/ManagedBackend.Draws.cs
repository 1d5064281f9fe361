using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels;

/// <summary>Numbers from keys.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Draw(Draw operation, NdArray keys, Space result)
    {
        var array = Contiguous((ManagedArray)keys);
        var drawn = ManagedArray.Allocate(result.Shape, result.DType);
        var size = result.Shape.Size;
        switch (result.DType)
        {
            case DType.Int64: Jobs.Run(new DrawJob<long, DrawnBits>(operation, array, drawn), size); break;
            case DType.Float32: Jobs.Run(new DrawJob<float, DrawnSingles>(operation, array, drawn), size); break;
            default: Jobs.Run(new DrawJob<double, DrawnDoubles>(operation, array, drawn), size); break;
        }

        GC.KeepAlive(array);
        GC.KeepAlive(drawn);
        return drawn;
    }
}

/// <summary>Draws from each key of a contiguous array in turn.</summary>
internal readonly struct DrawJob<T, D>(Draw operation, ManagedArray keys, ManagedArray drawn) : IRangeJob
    where T : unmanaged
    where D : struct, IDrawn<T>
{
    public void Run(int start, int end)
    {
        var size = operation.Shape.Size;
        ref var target = ref drawn.Data<T>();
        for (int i = start, count; i < end; i += count)
        {
            var (key, place) = Math.DivRem(i, size);
            count = Math.Min(size - place, end - i);
            var run = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, i), count);
            Fill(new(Unsafe.Add(ref keys.Data<long>(), key)), (ulong)operation.First + (uint)place, run);
        }
    }

    /// <summary>The numbers of consecutive counters.</summary>
    private static void Fill(Threefry cipher, ulong counter, Span<T> run)
    {
        while (run.Length >= Vector256<uint>.Count)
        {
            Eight(cipher, counter, ref MemoryMarshal.GetReference(run));
            counter += (uint)Vector256<uint>.Count;
            run = run[Vector256<uint>.Count..];
        }

        if (run.Length == 0) return;
        Span<T> last = stackalloc T[Vector256<uint>.Count];
        Eight(cipher, counter, ref MemoryMarshal.GetReference(last));
        last[..run.Length].CopyTo(run);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(in Threefry cipher, ulong counter, ref T target)
    {
        var start = Vector256.Create((uint)counter);
        var low = start + Vector256<uint>.Indices;

        // Where the lower word has gone round, the upper one goes on: a mask of ones is -1.
        var high = Vector256.Create((uint)(counter >> 32)) - Vector256.LessThan(low, start);
        var (first, second) = cipher.Bits(high, low);
        D.Store(first, second, ref target);
    }
}
