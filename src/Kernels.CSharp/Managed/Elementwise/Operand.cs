using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// An operand of a <see cref="Walk"/>, read a block at a time: in place where its elements lie in the order of the
/// walk, else copied into a block that stays in the first-level cache.
/// </summary>
internal ref struct Operand<T>
    where T : unmanaged
{
    /// <summary>Elements of a block at most.</summary>
    internal const int BlockLength = 512;

    private readonly ref T data;
    private readonly ref T block;
    private readonly ReadOnlySpan<int> lengths;
    private readonly ReadOnlySpan<int> strides;
    private readonly bool inPlace;
    private readonly bool uniform;

    /// <summary>The operand with number <paramref name="index"/> of a walk, with scratch memory for one block.</summary>
    internal Operand(ManagedArray x, Walk walk, int index, Span<T> scratch)
    {
        data = ref x.Data<T>();
        block = ref scratch[0];
        lengths = walk.Lengths;
        strides = walk.Strides[index];
        inPlace = strides.Length == 0 || (strides.Length == 1 && strides[0] == 1) || IsRowMajor(lengths, strides);
        uniform = strides.IndexOfAnyExcept(0) < 0;
        if (uniform) scratch.Fill(data);
    }

    /// <summary>The elements of the walk from <paramref name="start"/> on.</summary>
    internal ref T Read(int start, int count)
    {
        if (uniform) return ref block;
        if (inPlace) return ref Unsafe.Add(ref data, start);
        Copy(start, count);
        return ref block;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Copy(int start, int count)
    {
        var inner = lengths.Length - 1;
        var length = lengths[inner];
        var step = (nint)strides[inner];
        var row = start / length;
        var column = start - (row * length);
        for (var done = 0; done < count; row++)
        {
            ref var source = ref Unsafe.Add(ref data, RowStart(row) + (column * step));
            var run = Math.Min(length - column, count - done);
            ref var target = ref Unsafe.Add(ref block, done);
            for (nint i = 0; i < run; i++) Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i * step);
            done += run;
            column = 0;
        }
    }

    /// <summary>Where the row with a number among all rows of the innermost axis begins.</summary>
    private readonly nint RowStart(int row)
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
