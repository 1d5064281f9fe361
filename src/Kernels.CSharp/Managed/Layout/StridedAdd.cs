using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>Adds the elements of one strided layout to those of another.</summary>
internal static class StridedAdd
{
    /// <summary>Adds along some axes, outermost first: their sources walk over the sums, their targets over the terms.</summary>
    internal static void Walk<T>(ReadOnlySpan<Axis> axes, ref T sum, ref T term)
        where T : unmanaged, INumber<T>
    {
        switch (axes.Length)
        {
            case 0:
                sum += term;
                break;
            case 1:
                Line(axes[0], ref sum, ref term);
                break;
            default:
                for (nint i = 0; i < axes[0].Length; i++)
                    Walk(axes[1..], ref Unsafe.Add(ref sum, i * axes[0].Source), ref Unsafe.Add(ref term, i * axes[0].Target));
                break;
        }
    }

    private static void Line<T>(Axis axis, ref T sum, ref T term)
        where T : unmanaged, INumber<T>
    {
        if (axis is { Source: 1, Target: 1 })
        {
            var sums = MemoryMarshal.CreateSpan(ref sum, (int)axis.Length);
            TensorPrimitives.Add(sums, MemoryMarshal.CreateReadOnlySpan(ref term, (int)axis.Length), sums);
            return;
        }

        for (nint i = 0; i < axis.Length; i++) Unsafe.Add(ref sum, i * axis.Source) += Unsafe.Add(ref term, i * axis.Target);
    }
}
