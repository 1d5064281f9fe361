using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// The one routine that moves elements between two strided layouts of one shape. Elements are only moved, so any type
/// of the right size will do.
/// </summary>
internal static class StridedCopy
{
    /// <summary>Side of the square blocks in which transposed planes are copied: both sides stay in the first cache.</summary>
    private const int Block = 32;

    /// <summary>Copies an array's elements into another of its dtype: from a place on, along strides.</summary>
    internal static void Copy(ManagedArray source, ManagedArray target, int place, ReadOnlySpan<int> strides)
    {
        switch (source.DType.ItemSize())
        {
            case 1: Copy<byte>(source, target, place, strides); break;
            case 2: Copy<short>(source, target, place, strides); break;
            case 4: Copy<int>(source, target, place, strides); break;
            default: Copy<long>(source, target, place, strides); break;
        }

        GC.KeepAlive(source);
        GC.KeepAlive(target);
    }

    /// <summary>Copies every element of <paramref name="shape"/> from one layout to the other.</summary>
    private static void Copy<T>(
        Shape shape, ref T source, ReadOnlySpan<int> sourceStrides, ref T target, ReadOnlySpan<int> targetStrides)
        where T : unmanaged
    {
        if (shape.Size == 0) return;
        Span<Axis> axes = shape.Rank <= 16 ? stackalloc Axis[shape.Rank] : new Axis[shape.Rank];
        axes = Axis.Of(shape.Lengths, sourceStrides, targetStrides, axes);
        PairTransposed(axes);
        Walk(axes, ref source, ref target);
    }

    /// <summary>Copies an array's elements to row-major memory.</summary>
    internal static void Pack<T>(ManagedArray source, ref T target)
        where T : unmanaged
    {
        ref var data = ref source.Data<T>();
        if (source.IsContiguous) Line(source.Shape.Size, ref data, 1, ref target, 1);
        else if (source.IsUniform) Line(source.Shape.Size, ref data, 0, ref target, 1);
        else Copy(source.Shape, ref data, source.Strides, ref target, source.Shape.Strides);
        GC.KeepAlive(source);
    }

    private static void Copy<T>(ManagedArray source, ManagedArray target, int place, ReadOnlySpan<int> strides)
        where T : unmanaged =>
        Copy(source.Shape, ref source.Data<T>(), source.Strides, ref Unsafe.Add(ref target.Data<T>(), place), strides);

    /// <summary>
    /// When the source's unit stride is not on the last axis, makes that axis the second to last, so that the two form
    /// the transposed plane that <see cref="Plane"/> copies in blocks.
    /// </summary>
    private static void PairTransposed(Span<Axis> axes)
    {
        if (axes.Length < 3 || axes[^1].Source is 1 or 0) return;
        for (var i = axes.Length - 3; i >= 0; i--)
        {
            if (axes[i].Source != 1) continue;
            (axes[i], axes[^2]) = (axes[^2], axes[i]);
            return;
        }
    }

    /// <summary>Copies along some axes, outermost first.</summary>
    internal static void Walk<T>(ReadOnlySpan<Axis> axes, ref T source, ref T target)
        where T : unmanaged
    {
        switch (axes.Length)
        {
            case 0:
                target = source;
                break;
            case 1:
                Line(axes[0].Length, ref source, axes[0].Source, ref target, axes[0].Target);
                break;
            case 2:
                Plane(axes[0], axes[1], ref source, ref target);
                break;
            default:
                for (var i = 0; i < axes[0].Length; i++)
                {
                    Walk(axes[1..], ref source, ref target);
                    source = ref Unsafe.Add(ref source, axes[0].Source);
                    target = ref Unsafe.Add(ref target, axes[0].Target);
                }

                break;
        }
    }

    private static void Plane<T>(Axis outer, Axis inner, ref T source, ref T target)
        where T : unmanaged
    {
        if (outer.Source != 1 || inner.Source is 1 or 0)
        {
            for (var i = 0; i < outer.Length; i++)
                Line(inner.Length, ref Unsafe.Add(ref source, i * outer.Source), inner.Source, ref Unsafe.Add(ref target, i * outer.Target), inner.Target);
            return;
        }

        for (var i = 0; i < outer.Length; i += Block)
        {
            for (var j = 0; j < inner.Length; j += Block)
            {
                ref var from = ref Unsafe.Add(ref source, i + (j * inner.Source));
                ref var to = ref Unsafe.Add(ref target, (i * outer.Target) + (j * inner.Target));
                var rows = Math.Min(Block, outer.Length - i);
                var columns = Math.Min(Block, inner.Length - j);
                for (var k = 0; k < rows; k++)
                    Step(columns, ref Unsafe.Add(ref from, k), inner.Source, ref Unsafe.Add(ref to, k * outer.Target), inner.Target);
            }
        }
    }

    private static void Line<T>(nint length, ref T source, nint sourceStride, ref T target, nint targetStride)
        where T : unmanaged
    {
        if (targetStride == 1 && sourceStride == 1)
            MemoryMarshal.CreateReadOnlySpan(ref source, (int)length).CopyTo(MemoryMarshal.CreateSpan(ref target, (int)length));
        else if (targetStride == 1 && sourceStride == 0)
            MemoryMarshal.CreateSpan(ref target, (int)length).Fill(source);
        else
            Step(length, ref source, sourceStride, ref target, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T>(nint length, ref T source, nint sourceStride, ref T target, nint targetStride)
        where T : unmanaged
    {
        for (; length >= 4; length -= 4)
        {
            target = source;
            Unsafe.Add(ref target, targetStride) = Unsafe.Add(ref source, sourceStride);
            Unsafe.Add(ref target, 2 * targetStride) = Unsafe.Add(ref source, 2 * sourceStride);
            Unsafe.Add(ref target, 3 * targetStride) = Unsafe.Add(ref source, 3 * sourceStride);
            source = ref Unsafe.Add(ref source, 4 * sourceStride);
            target = ref Unsafe.Add(ref target, 4 * targetStride);
        }

        for (; length > 0; length--)
        {
            target = source;
            source = ref Unsafe.Add(ref source, sourceStride);
            target = ref Unsafe.Add(ref target, targetStride);
        }
    }
}
