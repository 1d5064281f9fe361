namespace Functional.Kernels;

/// <summary>What one value in the body of a fused loop is.</summary>
internal enum LoopKind
{
    /// <summary>The element of an operand in memory, one after the other.</summary>
    Load,

    /// <summary>A truth value in memory (one byte each), as a mask.</summary>
    LoadTruth,

    /// <summary>The one number of an operand, the same for all elements.</summary>
    Scalar,

    /// <summary>The one truth value of an operand, as a mask.</summary>
    ScalarTruth,

    /// <summary>A number known now.</summary>
    Constant,

    /// <summary>A function of one value: <see cref="Map"/>.</summary>
    Map,

    /// <summary>A function of two values: <see cref="Zip"/>.</summary>
    Zip,

    /// <summary>condition ? x : y.</summary>
    Select,

    /// <summary>1 where a mask is true, 0 elsewhere: a cast from bool.</summary>
    FromTruth,

    /// <summary>A mask that is true where a number is not 0: a cast to bool.</summary>
    ToTruth,
}

/// <summary>
/// A value in the body of a fused loop. Its arguments are given by their places in <see cref="LoopBody.Values"/>, all
/// before its own.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsTruth">Whether it is a mask, and not a number.</param>
/// <param name="X">The first argument.</param>
/// <param name="Y">The second argument.</param>
/// <param name="Z">The third argument.</param>
/// <param name="Operand">The operand that a load reads.</param>
/// <param name="Number">The number of a constant.</param>
/// <param name="Operation">The <see cref="Map"/> or <see cref="Zip"/>.</param>
internal sealed record LoopValue(
    LoopKind Kind, bool IsTruth, int X = -1, int Y = -1, int Z = -1, int Operand = -1, double Number = 0, Operation? Operation = null);

/// <summary>How a value leaves a fused loop.</summary>
internal enum LoopExit
{
    /// <summary>Each element is written, one after the other; masks as truth values of one byte.</summary>
    Store,

    /// <summary>All elements of a run are folded into one number, which is written to the operand.</summary>
    Fold,

    /// <summary>Each element is folded into the element of the operand at its place, which is there already.</summary>
    Accumulate,
}

/// <summary>A value that leaves a fused loop, and where to.</summary>
/// <param name="Exit">How it leaves.</param>
/// <param name="Value">The value.</param>
/// <param name="Operand">Where to.</param>
/// <param name="Fold"><c>Sum</c>, <c>Prod</c>, <c>Max</c> or <c>Min</c>.</param>
/// <param name="Factor">
/// Of a sum of floats: what the value is multiplied by as it is added, rounded once where the machine can; negative for nothing.
/// </param>
internal readonly record struct LoopResult(LoopExit Exit, int Value, int Operand, Reduction Fold = Reduction.Sum, int Factor = -1);

/// <summary>
/// The body of a fused loop over contiguous elements: what is read, computed and written for each of them, all numbers
/// of one dtype (beside truth values). It runs over runs of at most <see cref="RunLength"/> elements; whoever runs it
/// combines what each run folds.
/// </summary>
/// <param name="DType">The dtype of all numbers: float32, float64, int32 or int64.</param>
/// <param name="Values">What is read and computed, in order.</param>
/// <param name="Results">What is written.</param>
/// <param name="Operands">How many operands there are.</param>
internal sealed record LoopBody(DType DType, LoopValue[] Values, LoopResult[] Results, int Operands)
{
    /// <summary>Elements of a run at most: so few that folds one after the other are exact enough.</summary>
    internal const int RunLength = 4096;
}

/// <summary>A loop body made ready to run.</summary>
internal abstract unsafe class LoopKernel
{
    /// <summary>
    /// Runs over <paramref name="count"/> elements, 1 to <see cref="LoopBody.RunLength"/> of them. Each operand is given by
    /// its first element. Results may lie where an operand of the same place lies, but not otherwise overlap.
    /// </summary>
    internal abstract void Run(byte** operands, int count);
}
