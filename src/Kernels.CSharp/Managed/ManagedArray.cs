using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// An array of the managed backend: a strided view of up to 8 bytes inside the object itself (single numbers), of a
/// small managed array, or of a pooled native buffer. Kernels reach it through <see cref="Data{T}"/>.
/// </summary>
internal sealed unsafe class ManagedArray : NdArray
{
    /// <summary>Arrays of at most this many bytes are managed and need no finalizer.</summary>
    internal const int SmallBytes = 2048;

    private const int InlineBytes = sizeof(long);

    private readonly int[]? strides;
    private readonly object? memory;
    private readonly int version;
    private readonly DType dtype;

    /// <summary>The numbers themselves where there is no other memory, else the place of the first in bytes.</summary>
    private long inlineOrOffset;

    private ManagedArray(Shape shape, DType dtype, int[]? strides, object? memory, int version, long inlineOrOffset)
        : base(shape)
    {
        this.dtype = dtype;
        this.strides = strides;
        this.memory = memory;
        this.version = version;
        this.inlineOrOffset = inlineOrOffset;
    }

    /// <inheritdoc/>
    public override DType DType => dtype;

    /// <inheritdoc/>
    public override IBackend Backend => ManagedBackend.Instance;

    /// <summary>Whether the elements lie row-major without gaps.</summary>
    internal bool IsContiguous => strides is null;

    /// <summary>The distance in elements between neighbours along each axis; 0 where an axis is stretched.</summary>
    internal ReadOnlySpan<int> Strides => strides is null ? Shape.Strides : strides;

    /// <summary>Whether all elements are one and the same element in memory.</summary>
    internal bool IsUniform
    {
        get
        {
            if (Shape.Size <= 1) return true;
            if (strides is null) return false;
            var lengths = Shape.Lengths;
            for (var i = 0; i < strides.Length; i++)
            {
                if (strides[i] != 0 && lengths[i] != 1) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override Number? Uniform =>
        Shape.Size > 0 && IsUniform ? ManagedBackend.Instance.Item(View(Shape.Scalar, null, 0)) : null;

    /// <summary>A new row-major array with arbitrary contents, for a kernel to fill before anyone else sees it.</summary>
    internal static ManagedArray Allocate(Shape shape, DType dtype)
    {
        var bytes = (long)shape.Size * dtype.ItemSize();
        if (bytes <= InlineBytes) return new(shape, dtype, null, null, 0, 0);
        if (bytes <= SmallBytes) return new(shape, dtype, null, new byte[bytes], 0, 0);
        var buffer = BufferPool.Rent(bytes);
        return new(shape, dtype, null, buffer, buffer.Version, 0);
    }

    /// <summary>A new array of one element, or several that are as small.</summary>
    internal static ManagedArray Number(Shape shape, DType dtype, long bits) => new(shape, dtype, null, null, 0, bits);

    /// <summary>The same memory under another shape: strides and start are in elements; null strides mean row-major.</summary>
    internal ManagedArray View(Shape shape, int[]? viewStrides, int start)
    {
        if (memory is not null)
            return new(shape, dtype, viewStrides, memory, version, inlineOrOffset + ((long)start * dtype.ItemSize()));
        if (start == 0) return new(shape, dtype, viewStrides, null, 0, inlineOrOffset);
        return new(shape, dtype, viewStrides, BitConverter.GetBytes(inlineOrOffset), 0, (long)start * dtype.ItemSize());
    }

    /// <summary>The element at index 0 of every axis; valid while this array is reachable.</summary>
    /// <exception cref="GraphException">The transformation that made the array has ended and taken its memory back.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Data<T>()
        where T : unmanaged => ref Unsafe.As<byte, T>(ref Start);

    /// <summary>The elements of a row-major array; valid while this array is reachable.</summary>
    internal Span<T> Span<T>()
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Data<T>(), Shape.Size);

    /// <summary>Makes a new row-major array all zeros.</summary>
    internal void Clear()
    {
        fixed (byte* start = &Start) NativeMemory.Clear(start, (nuint)Shape.Size * (nuint)dtype.ItemSize());
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public override void Keep()
    {
        if (memory is NativeBuffer buffer && buffer.Version == version) buffer.Kept = true;
    }

    /// <summary>
    /// Gives the memory back to the pool, unless something kept it: for whoever made the array and knows that nobody reads it
    /// any more, nor a view of it.
    /// </summary>
    internal void Release()
    {
        if (memory is NativeBuffer { Kept: false } buffer && buffer.Version == version) WorkingMemory.Return(buffer);
    }

    private ref byte Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (memory is null) return ref Unsafe.As<long, byte>(ref inlineOrOffset);
            if (memory.GetType() == typeof(byte[]))
                return ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<byte[]>(memory)), (nint)inlineOrOffset);
            var buffer = Unsafe.As<NativeBuffer>(memory);
            if (buffer.Version != version) throw Errors.ReleasedMemory();
            return ref *(buffer.Start + inlineOrOffset);
        }
    }
}
