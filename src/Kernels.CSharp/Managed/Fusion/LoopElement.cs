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
        var loads = body.Values
            .Where(EmitStage.IsLoad)
            .Select(x => new LoopElement(x.Operand, x.IsTruth ? 1 : size, true, false));
        var stores = body.Results
            .Where(x => x.Exit != LoopExit.Fold)
            .Select(x => new LoopElement(x.Operand, body.Values[x.Value].IsTruth ? 1 : size, x.Exit == LoopExit.Accumulate, true));
        return [.. loads.Concat(stores).GroupBy(x => x.Operand).Select(x => x.Aggregate(Both))];
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

    private static LoopElement Both(LoopElement x, LoopElement y) =>
        x with { IsRead = x.IsRead || y.IsRead, IsWritten = x.IsWritten || y.IsWritten };
}
