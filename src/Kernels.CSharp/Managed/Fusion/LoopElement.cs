namespace Functional.Kernels;

/// <summary>An operand that has an element of its own for each place.</summary>
/// <param name="Operand">Which it is.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsRead">Whether its elements are read.</param>
/// <param name="IsWritten">Whether its elements are written.</param>
internal readonly record struct LoopElement(int Operand, int Size, bool IsRead, bool IsWritten)
{
    /// <summary>Those of a body.</summary>
    internal static LoopElement[] Of(LoopBody body)
    {
        var size = body.DType.ItemSize();
        var elements = new LoopElement[body.Operands];
        foreach (var value in body.Values)
        {
            if (LoopValues.IsLoad(value)) elements[value.Operand] = new(value.Operand, value.IsTruth ? 1 : size, true, elements[value.Operand].IsWritten);
        }

        foreach (var result in body.Results)
        {
            if (result.Exit == LoopExit.Fold) continue;
            var isRead = result.Exit == LoopExit.Accumulate || elements[result.Operand].IsRead;
            elements[result.Operand] = new(result.Operand, body.Values[result.Value].IsTruth ? 1 : size, isRead, true);
        }

        return Array.FindAll(elements, x => x.Size > 0);
    }

    /// <summary>Copies elements and repeats the first of them up to a length.</summary>
    internal unsafe void Fill(byte* target, byte* source, int count, int length)
    {
        new ReadOnlySpan<byte>(source, count * Size).CopyTo(new(target, count * Size));
        target += count * Size;
        switch (Size)
        {
            case 1: new Span<byte>(target, length - count).Fill(*source); break;
            case 4: new Span<int>(target, length - count).Fill(*(int*)source); break;
            default: new Span<long>(target, length - count).Fill(*(long*)source); break;
        }
    }
}
