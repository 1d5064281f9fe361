using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Functional.Kernels.Fusion;

/// <summary>
/// What is done with the rows of a block beside its bodies, where rows are so short that a body over each would mostly
/// begin and end: numbers are stretched over their rows or columns, and rows folded, so that bodies run over whole blocks.
/// </summary>
/// <param name="from">The operand that it reads.</param>
/// <param name="to">The operand that it writes.</param>
/// <param name="columns">The length of a row.</param>
internal abstract unsafe class BlockMove(int from, int to, int columns)
{
    /// <summary>Bytes that it may write after the last element.</summary>
    internal const int Spill = 64;

    protected int Columns => columns;

    /// <summary>Does it for some rows.</summary>
    internal void Run(byte** operands, int rows) => Run(operands[from], operands[to], rows);

    /// <summary>Stretches a number for each row over the row.</summary>
    internal static BlockMove OverRows(int from, int to, int columns, int itemSize) => itemSize switch
    {
        1 => new OverRows<byte>(from, to, columns),
        4 => new OverRows<int>(from, to, columns),
        _ => new OverRows<long>(from, to, columns),
    };

    /// <summary>Repeats a row.</summary>
    internal static BlockMove OverColumns(int from, int to, int columns, int itemSize) => new OverColumns(from, to, columns, itemSize);

    /// <summary>Folds each row to a number.</summary>
    internal static BlockMove FoldRows(int from, int to, int columns, DType dtype, Reduction fold) => dtype switch
    {
        DType.Float32 => FoldRows<float>(from, to, columns, fold),
        DType.Float64 => FoldRows<double>(from, to, columns, fold),
        DType.Int32 => FoldRows<int>(from, to, columns, fold),
        _ => FoldRows<long>(from, to, columns, fold),
    };

    protected abstract void Run(byte* from, byte* to, int rows);

    private static BlockMove FoldRows<T>(int from, int to, int columns, Reduction fold)
        where T : unmanaged, IBinaryNumber<T> => fold switch
        {
            Reduction.Sum => new FoldRows<T, Addition<T>>(from, to, columns),
            Reduction.Prod => new FoldRows<T, Multiplication<T>>(from, to, columns),
            Reduction.Max => new FoldRows<T, Maximum<T>>(from, to, columns),
            _ => new FoldRows<T, Minimum<T>>(from, to, columns),
        };
}

/// <inheritdoc/>
internal sealed unsafe class OverRows<T>(int from, int to, int columns) : BlockMove(from, to, columns)
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Run(byte* from, byte* to, int rows)
    {
        // Whole registers: what goes beyond a row is overwritten by the next.
        var x = (T*)from;
        var y = (T*)to;
        for (var row = 0; row < rows; row++, y += Columns)
        {
            var value = Vector512.Create(x[row]);
            for (var column = 0; column < Columns; column += Vector512<T>.Count) value.Store(y + column);
        }
    }
}

/// <inheritdoc/>
internal sealed unsafe class OverColumns(int from, int to, int columns, int itemSize) : BlockMove(from, to, columns)
{
    protected override void Run(byte* from, byte* to, int rows)
    {
        var bytes = Columns * itemSize;
        for (var row = 0; row < rows; row++) Unsafe.CopyBlockUnaligned(to + (row * bytes), from, (uint)bytes);
    }
}

/// <inheritdoc/>
internal sealed unsafe class FoldRows<T, TFold>(int from, int to, int columns) : BlockMove(from, to, columns)
    where T : unmanaged, IBinaryNumber<T>
    where TFold : struct, IFold<T>
{
    /// <summary>Rows shorter than this are folded element by element, several rows at once.</summary>
    private const int Short = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Run(byte* from, byte* to, int rows)
    {
        var x = (T*)from;
        var y = (T*)to;
        var n = Columns;
        var row = 0;
        if (n < Short)
        {
            for (; row <= rows - 4; row += 4, x += 4 * n)
            {
                var (a, b, c, d) = (x[0], x[n], x[2 * n], x[3 * n]);
                for (var i = 1; i < n; i++)
                {
                    a = Combine(a, x[i]);
                    b = Combine(b, x[n + i]);
                    c = Combine(c, x[(2 * n) + i]);
                    d = Combine(d, x[(3 * n) + i]);
                }

                (y[row], y[row + 1], y[row + 2], y[row + 3]) = (a, b, c, d);
            }
        }

        for (; row < rows; row++, x += n)
        {
            var folded = x[0];
            if (n >= Short) folded = FoldKernel<T, TFold>.Line(ref *x, n);
            else for (var i = 1; i < n; i++) folded = Combine(folded, x[i]);
            y[row] = folded;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Combine(T x, T y) => default(TFold).Invoke(new Lane<T>(x), new Lane<T>(y)).Value;
}
