using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels.Fusion;

/// <summary>
/// The memory of one run of a fused program: its arrays, what loops hand on to each other, and the tables that tell each
/// loop where its operands are. Runs at the same time have frames of their own; a frame is used again and again.
/// </summary>
internal sealed unsafe class Frame
{
    private readonly Slot[] slots;
    private readonly byte* memory;
    private readonly byte** table;
    private readonly NdArray?[] arrays;
    private readonly NativeBuffer?[] buffers;
    private readonly int[] passing;

    internal Frame(Slot[] slots, int bytes, int places, IReadOnlyDictionary<int, NdArray> constants)
    {
        this.slots = slots;
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + 64), 64);
        table = (byte**)NativeMemory.AllocZeroed((nuint)(places + 1), (nuint)sizeof(byte*));
        arrays = new NdArray?[slots.Length];
        buffers = new NativeBuffer?[slots.Length];
        foreach (var slot in slots)
        {
            if (slot.IsFixed) Point(slot, memory + slot.Offset);
        }

        foreach (var (value, array) in constants) Load(value, array);
        passing = [.. Enumerable.Range(0, slots.Length).Where(x => slots[x].IsHeld && !constants.ContainsKey(x))];
    }

    ~Frame()
    {
        NativeMemory.AlignedFree(memory);
        NativeMemory.Free(table);
    }

    /// <summary>The thread that made it.</summary>
    internal required int Thread { get; init; }

    /// <summary>Whether a run has it.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>What is handed on in the frame itself.</summary>
    internal byte* Memory => memory;

    /// <summary>The value as an array, where it is one.</summary>
    internal ref NdArray? this[int value] => ref arrays[value];

    /// <summary>The operands of the loop whose part of the table begins here.</summary>
    internal byte** Operands(int start) => table + start;

    /// <summary>Takes an array that loops will read.</summary>
    internal void Load(int value, NdArray array)
    {
        var slot = slots[value];
        var x = (ManagedArray)array;
        if (slot.IsFixed)
        {
            slot.Read(x, memory);
        }
        else if (slot.Uses.Length > 0)
        {
            if (!x.IsContiguous) x = ManagedBackend.Contiguous(x);
            Point(slot, (byte*)Unsafe.AsPointer(ref x.Data<byte>()));
        }

        if (slot.IsHeld) arrays[value] = x;
    }

    /// <summary>Takes an array that is yet to be written, and that loops will read where it lies.</summary>
    internal void Adopt(int value, ManagedArray array)
    {
        Point(slots[value], (byte*)Unsafe.AsPointer(ref array.Data<byte>()));
        arrays[value] = array;
    }

    /// <summary>Makes room for a value that a loop is about to write elsewhere.</summary>
    internal void Allocate(int value)
    {
        var slot = slots[value];
        if (slot.IsArray)
        {
            var array = ManagedArray.Allocate(slot.Space.Shape, slot.Space.DType);
            arrays[value] = array;
            Point(slot, (byte*)Unsafe.AsPointer(ref array.Data<byte>()));
        }
        else
        {
            var buffer = BufferPool.Rent(slot.Bytes);
            buffers[value] = buffer;
            Point(slot, buffer.Start);
        }
    }

    /// <summary>Hands a value over in the memory of another of the same size that nobody reads any more.</summary>
    internal void TakeOver(int value, int from)
    {
        var buffer = buffers[from]!;
        buffers[from] = null;
        buffers[value] = buffer;
        Point(slots[value], buffer.Start);
    }

    /// <summary>Makes the array of a value that is in the frame's memory.</summary>
    internal void Publish(int value) => arrays[value] = slots[value].Make(memory);

    /// <summary>A value for the caller.</summary>
    internal NdArray Take(int value) => slots[value].IsHeld ? arrays[value]! : slots[value].Make(memory);

    /// <summary>Gives the memory of a value back that nobody reads any more.</summary>
    internal void Release(int value)
    {
        if (buffers[value] is { } buffer)
        {
            buffers[value] = null;
            WorkingMemory.Return(buffer);
        }
        else if (arrays[value] is ManagedArray array)
        {
            array.Release();
        }
    }

    /// <summary>Forgets the arrays of this run.</summary>
    internal void Clear()
    {
        foreach (var value in passing) arrays[value] = null;
    }

    private void Point(Slot slot, byte* start)
    {
        foreach (var place in slot.Uses) table[place] = start;
    }
}
