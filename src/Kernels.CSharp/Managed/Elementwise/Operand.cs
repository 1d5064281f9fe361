using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// An operand of a <see cref="Walk"/>, read a block at a time: in place where the elements of a block lie in the order
/// of the walk, else from a copy that stays in the first-level cache. An operand that repeats itself, like a row
/// stretched over a matrix, is copied once.
/// </summary>
internal readonly ref struct Operand<T>
    where T : unmanaged
{
    /// <summary>Elements of a block at most.</summary>
    internal const int BlockLength = 512;

    /// <summary>Elements of the scratch memory: a cycle and a block that begins anywhere in it.</summary>
    internal const int ScratchLength = 2 * BlockLength;

    private readonly ref T data;
    private readonly ref T scratch;
    private readonly ReadOnlySpan<int> lengths;
    private readonly ReadOnlySpan<int> strides;
    private readonly bool inPlace;

    /// <summary>The length of the cycle that the scratch memory holds; 0 if none.</summary>
    private readonly int cycle;

    /// <summary>The operand with number <paramref name="index"/> of a walk, of which <paramref name="count"/> elements will be read.</summary>
    internal Operand(ManagedArray x, Walk walk, int index, int count, Span<T> scratch)
    {
        data = ref x.Data<T>();
        this.scratch = ref MemoryMarshal.GetReference(scratch);
        lengths = walk.Lengths;
        strides = walk.Strides[index];
        var moving = strides.LastIndexOfAnyExcept(0);
        inPlace = IsRowMajor(lengths, strides);
        if (inPlace) return;
        if (moving < 0)
        {
            cycle = 1;
            scratch[..Math.Min(count + 1, ScratchLength)].Fill(data);
        }
        else if (moving == strides.Length - 1 && strides[moving] == 1 && strides[..moving].IndexOfAnyExcept(0) < 0 && lengths[^1] <= BlockLength)
        {
            cycle = lengths[^1];
            Repeat(MemoryMarshal.CreateReadOnlySpan(ref data, cycle), scratch[..(int)Math.Min((long)count + cycle, ScratchLength)]);
        }
    }

    /// <summary>The elements of the walk from <paramref name="start"/> on; valid until the next call.</summary>
    internal ref T Read(int start, int count)
    {
        if (inPlace) return ref Unsafe.Add(ref data, start);
        if (cycle == 1) return ref scratch;
        if (cycle > 0) return ref Unsafe.Add(ref scratch, start % cycle);
        var row = start / lengths[^1];
        var column = start - (row * lengths[^1]);
        if (strides[^1] == 1 && column + count <= lengths[^1]) return ref Unsafe.Add(ref data, RowStart(row) + column);
        Copy(row, column, count);
        return ref scratch;
    }

    private static void Repeat(ReadOnlySpan<T> cycle, Span<T> target)
    {
        if (cycle.Length >= target.Length)
        {
            cycle[..target.Length].CopyTo(target);
            return;
        }

        cycle.CopyTo(target);
        for (var done = cycle.Length; done < target.Length; done *= 2)
            target[..Math.Min(done, target.Length - done)].CopyTo(target[done..]);
    }

    private static bool IsRowMajor(ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides)
    {
        long step = 1;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (strides[i] != step) return false;
            step *= lengths[i];
        }

        return true;
    }

    private void Copy(int row, int column, int count)
    {
        var length = lengths[^1];
        var step = (nint)strides[^1];
        for (var done = 0; done < count; row++)
        {
            ref var source = ref Unsafe.Add(ref data, RowStart(row) + (column * step));
            ref var target = ref Unsafe.Add(ref scratch, done);
            var run = Math.Min(length - column, count - done);
            if (step == 0) MemoryMarshal.CreateSpan(ref target, run).Fill(source);
            else if (step == 1 && run > 16) MemoryMarshal.CreateReadOnlySpan(ref source, run).CopyTo(MemoryMarshal.CreateSpan(ref target, run));
            else for (nint i = 0; i < run; i++) Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i * step);
            done += run;
            column = 0;
        }
    }

    /// <summary>Where the row with a number among all rows of the innermost axis begins.</summary>
    private nint RowStart(int row)
    {
        nint start = 0;
        for (var i = lengths.Length - 2; i > 0; i--)
        {
            var rest = row / lengths[i];
            start += (nint)(row - (rest * lengths[i])) * strides[i];
            row = rest;
        }

        return lengths.Length > 1 ? start + ((nint)row * strides[0]) : start;
    }
}
