using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Kernels;

/// <summary>
/// Plans a fold of an array: sorts axes into kept and folded, walks the kept ones, and hands each result to the
/// kernel that suits the memory: rows where folded elements are neighbours, columns where kept ones are.
/// </summary>
internal static class Folding<T, TFold>
    where T : unmanaged, IBinaryNumber<T>
    where TFold : struct, IFold<T>
{
    /// <summary>Elements from which on pieces are folded side by side.</summary>
    private const int Large = 1 << 20;

    /// <summary>About how many elements a piece has; sums depend on it, so it is fixed.</summary>
    private const int Piece = 1 << 18;

    /// <summary>Columns folded at once, so that their rows of scratch stay in the cache.</summary>
    private const int Strip = 2048;

    /// <summary>Elements of scratch that the stack has room for.</summary>
    private const int StackScratch = 2048;

    internal static void Into(ReadOnlySpan<int> foldedAxes, ManagedArray x, ManagedArray result)
    {
        if (x.IsContiguous && result.Shape.Size == 1 && x.Shape.Size < Large)
        {
            result.Data<T>() = FoldKernel<T, TFold>.Line(ref x.Data<T>(), x.Shape.Size);
            return;
        }

        Span<Axis> all = x.Shape.Rank <= 16 ? stackalloc Axis[x.Shape.Rank] : new Axis[x.Shape.Rank];
        var start = Split(foldedAxes, x, all, out var keptCount);
        var kept = all[..keptCount];
        var folded = all[keptCount..];
        Axis.SortBySource(kept);
        Axis.SortBySource(folded);
        kept = Axis.Coalesce(kept);
        folded = Axis.Coalesce(folded);
        if (x.Shape.Size < Large) Run(kept, folded, ref Unsafe.Add(ref x.Data<T>(), start), ref result.Data<T>());
        else if (kept.Length > 0 && result.Shape.Size >= Strip) SplitKept([.. kept], [.. folded], x, start, result);
        else SplitFolded([.. kept], [.. folded], x, start, result);
    }

    /// <summary>Puts kept axes before folded ones; the order in which a fold walks does not matter, so it walks forwards.</summary>
    private static int Split(ReadOnlySpan<int> foldedAxes, ManagedArray x, Span<Axis> axes, out int kept)
    {
        var lengths = x.Shape.Lengths;
        var (start, target, fold) = (0, 1, foldedAxes.Length - 1);
        var (firstKept, lastFolded) = (lengths.Length - foldedAxes.Length, lengths.Length);
        kept = firstKept;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            var stride = x.Strides[i];
            if (fold >= 0 && foldedAxes[fold] == i)
            {
                fold--;
                if (stride < 0) start += (lengths[i] - 1) * stride;
                axes[--lastFolded] = new(lengths[i], Math.Abs(stride), 0);
            }
            else
            {
                axes[--firstKept] = new(lengths[i], stride, target);
                target *= lengths[i];
            }
        }

        return start;
    }

    /// <summary>Shares the results out: which piece a result is in changes nothing about it.</summary>
    private static void SplitKept(Axis[] kept, Axis[] folded, ManagedArray x, nint start, ManagedArray result)
    {
        // Columns are shared out in whole strips of cache lines, rows one by one.
        var unit = kept[0].Source == 1 ? 128 : 1;
        var step = Math.Max(unit, (nint)((long)Piece * kept[0].Length / x.Shape.Size) / unit * unit);
        Jobs.Run(Jobs.Count(kept[0].Length, step), piece =>
        {
            var first = piece * step;
            Run(
                Part(kept, first, step),
                folded,
                ref Unsafe.Add(ref x.Data<T>(), start + (first * kept[0].Source)),
                ref Unsafe.Add(ref result.Data<T>(), first * kept[0].Target));
        });
    }

    /// <summary>Folds pieces of fixed size to partial results, and then these.</summary>
    private static void SplitFolded(Axis[] kept, Axis[] folded, ManagedArray x, nint start, ManagedArray result)
    {
        var size = result.Shape.Size;
        var step = nint.Max(1, (nint)((long)Piece * folded[0].Length / x.Shape.Size));
        var pieces = Jobs.Count(folded[0].Length, step);
        var partial = ManagedArray.Allocate([pieces, size], result.DType);
        Jobs.Run(pieces, piece =>
        {
            var first = piece * step;
            Run(
                kept,
                Part(folded, first, step),
                ref Unsafe.Add(ref x.Data<T>(), start + (first * folded[0].Source)),
                ref Unsafe.Add(ref partial.Data<T>(), (nint)piece * size));
        });
        Axis[] columns = size == 1 ? [] : [new(size, 1, 1)];
        Run(columns, [new(pieces, size, 0)], ref partial.Data<T>(), ref result.Data<T>());
        GC.KeepAlive(partial);
    }

    /// <summary>The same loops, the first of them only over so many steps from one on.</summary>
    private static Axis[] Part(Axis[] axes, nint first, nint count) =>
        [axes[0] with { Length = nint.Min(count, axes[0].Length - first) }, .. axes.AsSpan(1)];

    private static void Run(ReadOnlySpan<Axis> kept, ReadOnlySpan<Axis> folded, ref T x, ref T target)
    {
        if (kept.Length == 0 || kept[^1].Source != 1 || folded[^1].Source == 1)
        {
            Rows(kept, folded, ref x, ref target);
            return;
        }

        // One row more than the kernel needs, for results that do not lie side by side.
        var size = (FoldKernel<T, TFold>.Depth(folded) + 1) * (int)nint.Min(Strip, kept[^1].Length);
        if (size <= StackScratch)
        {
            Span<T> scratch = stackalloc T[size];
            Columns(kept, folded, ref x, ref target, ref MemoryMarshal.GetReference(scratch));
        }
        else
        {
            var scratch = ManagedArray.Allocate([size], DTypes.Of<T>());
            Columns(kept, folded, ref x, ref target, ref scratch.Data<T>());
            GC.KeepAlive(scratch);
        }
    }

    private static void Rows(ReadOnlySpan<Axis> kept, ReadOnlySpan<Axis> folded, ref T x, ref T target)
    {
        if (kept.Length == 0)
        {
            target = FoldKernel<T, TFold>.All(folded, folded[0].Length, ref x);
            return;
        }

        if (kept.Length == 1 && folded.Length == 1 && folded[0].Source == 1)
        {
            FoldKernel<T, TFold>.Rows(ref x, kept[0].Length, kept[0].Source, folded[0].Length, ref target, kept[0].Target);
            return;
        }

        for (nint i = 0; i < kept[0].Length; i++)
            Rows(kept[1..], folded, ref Unsafe.Add(ref x, i * kept[0].Source), ref Unsafe.Add(ref target, i * kept[0].Target));
    }

    private static void Columns(ReadOnlySpan<Axis> kept, ReadOnlySpan<Axis> folded, ref T x, ref T target, ref T scratch)
    {
        var axis = kept[0];
        if (kept.Length > 1)
        {
            for (nint i = 0; i < axis.Length; i++)
                Columns(kept[1..], folded, ref Unsafe.Add(ref x, i * axis.Source), ref Unsafe.Add(ref target, i * axis.Target), ref scratch);
            return;
        }

        for (nint column = 0; column < axis.Length; column += Strip)
        {
            var width = nint.Min(Strip, axis.Length - column);
            ref var place = ref Unsafe.Add(ref target, column * axis.Target);
            ref var row = ref axis.Target == 1 ? ref place : ref scratch;
            FoldKernel<T, TFold>.Columns(folded, folded[0].Length, ref Unsafe.Add(ref x, column), width, ref row, ref Unsafe.Add(ref scratch, width));
            if (axis.Target != 1) StridedCopy.Walk([new(width, 1, axis.Target)], ref row, ref place);
        }
    }
}
