namespace Functional.Kernels.Fusion;

/// <summary>Where loops find a value.</summary>
/// <param name="Space">Its shape and dtype.</param>
/// <param name="Offset">Its place in the frame's memory; negative if it is elsewhere, and somewhere else each time.</param>
/// <param name="Uses">Where in the frame's table of operands it stands.</param>
/// <param name="IsArray">Whether it is an array as well: made so, or needed so by an operation that runs as it is, or by the caller.</param>
/// <param name="IsHeld">Whether the frame holds that array during a run.</param>
internal sealed unsafe record Slot(Space Space, int Offset, int[] Uses, bool IsArray, bool IsHeld)
{
    internal bool IsFixed => Offset >= 0;

    /// <summary>Whether loops or straight code read or write it.</summary>
    internal bool IsUsed => IsFixed || Uses.Length > 0;

    internal long Bytes { get; } = (long)Space.Shape.Size * Space.DType.ItemSize();

    /// <summary>Whether an array has its shape and dtype.</summary>
    internal bool Fits(ManagedArray array) =>
        array.DType == Space.DType && (ReferenceEquals(array.Shape, Space.Shape) || array.Shape == Space.Shape);

    /// <summary>Copies the elements of an array to its place in memory.</summary>
    internal void Read(ManagedArray array, byte* memory)
    {
        if (!array.IsContiguous) array = ManagedBackend.Contiguous(array);
        fixed (byte* source = &array.Data<byte>()) Copy(source, memory + Offset);
        GC.KeepAlive(array);
    }

    /// <summary>A new array with the elements at its place in memory.</summary>
    internal ManagedArray Make(byte* memory)
    {
        if (Bytes == sizeof(int)) return ManagedArray.Number(Space.Shape, Space.DType, *(int*)(memory + Offset));
        if (Bytes == sizeof(long)) return ManagedArray.Number(Space.Shape, Space.DType, *(long*)(memory + Offset));
        var array = ManagedArray.Allocate(Space.Shape, Space.DType);
        fixed (byte* target = &array.Data<byte>()) Copy(memory + Offset, target);
        GC.KeepAlive(array);
        return array;
    }

    private void Copy(byte* source, byte* target)
    {
        if (Bytes == sizeof(int)) *(int*)target = *(int*)source;
        else if (Bytes == sizeof(long)) *(long*)target = *(long*)source;
        else Buffer.MemoryCopy(source, target, Bytes, Bytes);
    }
}
