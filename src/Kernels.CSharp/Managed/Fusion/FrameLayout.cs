namespace Functional.Kernels.Fusion;

/// <summary>Gives small values places in the memory of a frame; what nobody reads any more makes room for others.</summary>
internal sealed class FrameLayout(int largest)
{
    private readonly SortedList<int, int> taken = [];
    private int bytes;

    /// <summary>The place of each value that loops use, negative where it has none, and the bytes of all.</summary>
    internal (int[] Offsets, int Bytes) Place(
        Lowering program, IReadOnlyList<Unit> units, int[] maker, int[] lastRead, bool[] isArray, List<int>?[] uses)
    {
        var offsets = new int[uses.Length];
        List<int>[] made = [.. units.Select(_ => new List<int>())];
        List<int>[] freed = [.. units.Select(_ => new List<int>())];
        for (var value = 0; value < offsets.Length; value++)
        {
            offsets[value] = -1;
            var isHandedOn = maker[value] >= 0 && units[maker[value]].IsLoop && !isArray[value];
            if (uses[value] is null || SizeOf(value) > (isHandedOn ? largest : ManagedArray.SmallBytes)) continue;
            if (maker[value] < 0) offsets[value] = Take(SizeOf(value));
            else made[maker[value]].Add(value);
        }

        for (var step = 0; step < made.Length; step++)
        {
            foreach (var value in made[step])
            {
                offsets[value] = Take(SizeOf(value));
                freed[Math.Max(step, lastRead[value])].Add(value);
            }

            foreach (var value in freed[step]) taken.Remove(offsets[value]);
        }

        return (offsets, bytes);

        long SizeOf(int value) => (long)program.Spaces[value].Shape.Size * program.Spaces[value].DType.ItemSize();
    }

    /// <summary>The first gap that is large enough.</summary>
    private int Take(long size)
    {
        var unit = size >= 64 ? 64 : 8;
        var needed = (int)(size + unit - 1) / unit * unit;
        var offset = 0;
        foreach (var (start, length) in taken)
        {
            if (start - offset >= needed) break;
            offset = Math.Max(offset, (start + length + unit - 1) / unit * unit);
        }

        taken.Add(offset, needed);
        bytes = Math.Max(bytes, offset + needed);
        return offset;
    }
}
