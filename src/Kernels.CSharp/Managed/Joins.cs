using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Concatenation.</summary>
public sealed partial class ManagedBackend
{
    /// <inheritdoc/>
    public NdArray Concat(int axis, NdArray[] xs, Space result)
    {
        var joined = ManagedArray.Allocate(result.Shape, result.DType);
        var place = 0;
        foreach (ManagedArray x in xs)
        {
            switch (result.DType.ItemSize())
            {
                case 1: Insert<byte>(x, joined, place); break;
                case 4: Insert<int>(x, joined, place); break;
                default: Insert<long>(x, joined, place); break;
            }

            place += x.Shape.Lengths[axis] * joined.Strides[axis];
        }

        GC.KeepAlive(joined);
        return joined;
    }

    private static void Insert<T>(ManagedArray x, ManagedArray joined, int place)
        where T : unmanaged
    {
        StridedCopy.Copy(x.Shape, ref x.Data<T>(), x.Strides, ref Unsafe.Add(ref joined.Data<T>(), place), joined.Strides);
        GC.KeepAlive(x);
    }
}
