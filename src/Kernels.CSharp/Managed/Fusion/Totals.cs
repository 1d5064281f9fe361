using System.Runtime.CompilerServices;

namespace Functional.Kernels.Fusion;

/// <summary>Folds partial results to one: by loops of their own, in an order that follows from their number alone.</summary>
internal sealed unsafe class Totals(DType dtype)
{
    private static readonly LoopKernel?[] Folds = new LoopKernel?[64];
    private static readonly LoopKernel?[] Merges = new LoopKernel?[64];

    private readonly int itemSize = dtype.ItemSize();

    /// <summary>Folds numbers to one; their memory is used up.</summary>
    internal void Fold(Reduction fold, byte* numbers, int count, byte* target)
    {
        var kernel = Kernel(Folds, LoopExit.Fold, fold);
        var operands = stackalloc byte*[2];
        while (count > LoopBody.RunLength)
        {
            var runs = Jobs.Count(count, LoopBody.RunLength);
            for (var run = 0; run < runs; run++)
            {
                var first = run * LoopBody.RunLength;
                operands[0] = numbers + ((long)first * itemSize);
                operands[1] = numbers + ((long)run * itemSize);
                kernel.Run(operands, Math.Min(LoopBody.RunLength, count - first));
            }

            count = runs;
        }

        if (count == 1)
        {
            Unsafe.CopyBlockUnaligned(target, numbers, (uint)itemSize);
            return;
        }

        operands[0] = numbers;
        operands[1] = target;
        kernel.Run(operands, count);
    }

    /// <summary>Folds rows of numbers into the first, pairwise; the others lie one after the other and are used up.</summary>
    internal void Columns(Reduction fold, byte* first, byte* others, int count, int columns)
    {
        var kernel = Kernel(Merges, LoopExit.Accumulate, fold);
        var bytes = (long)columns * itemSize;
        var operands = stackalloc byte*[2];
        for (var apart = 1; apart < count; apart *= 2)
        {
            for (var row = 0; row + apart < count; row += 2 * apart)
            {
                for (var column = 0; column < columns; column += LoopBody.RunLength)
                {
                    operands[0] = Row(row + apart) + ((long)column * itemSize);
                    operands[1] = Row(row) + ((long)column * itemSize);
                    kernel.Run(operands, Math.Min(LoopBody.RunLength, columns - column));
                }
            }
        }

        byte* Row(int row) => row == 0 ? first : others + ((row - 1) * bytes);
    }

    /// <summary>Folds rows of numbers that lie one after the other into one, half onto half; they are used up.</summary>
    internal void Halve(Reduction fold, byte* numbers, int count, int columns, byte* target)
    {
        var kernel = Kernel(Merges, LoopExit.Accumulate, fold);
        var operands = stackalloc byte*[2];
        while (count > 1)
        {
            var half = (count + 1) / 2;
            operands[0] = numbers + ((long)half * columns * itemSize);
            operands[1] = numbers;
            kernel.Run(operands, (count - half) * columns);
            count = half;
        }

        Unsafe.CopyBlockUnaligned(target, numbers, (uint)(columns * itemSize));
    }

    /// <summary>Writes the number that changes nothing.</summary>
    internal void Clear(Reduction fold, byte* target, int count)
    {
        switch (dtype)
        {
            case DType.Float32: new Span<float>(target, count).Fill((float)Nothing(fold)); break;
            case DType.Float64: new Span<double>(target, count).Fill(Nothing(fold)); break;
            case DType.Int32: new Span<int>(target, count).Fill((int)Nothing(fold, int.MinValue, int.MaxValue)); break;
            default: new Span<long>(target, count).Fill(Nothing(fold, long.MinValue, long.MaxValue)); break;
        }
    }

    private static double Nothing(Reduction fold) => fold switch
    {
        Reduction.Prod => 1,
        Reduction.Max => double.NegativeInfinity,
        Reduction.Min => double.PositiveInfinity,
        _ => -0.0,
    };

    private static long Nothing(Reduction fold, long least, long most) => fold switch
    {
        Reduction.Prod => 1,
        Reduction.Max => least,
        Reduction.Min => most,
        _ => 0,
    };

    private LoopKernel Kernel(LoopKernel?[] made, LoopExit exit, Reduction fold)
    {
        var place = ((int)dtype * 8) + (int)fold;
        return made[place] ??= LoopKernels.Make(
            new(dtype, [new(LoopKind.Load, IsTruth: false, Operand: 0)], [new(exit, 0, 1, fold)], 2), eager: true);
    }
}
