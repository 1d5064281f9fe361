using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>
/// Two operations that libtorch does in one pass, without memory between them: which they are, for programs that
/// are recorded and for operations that run at once.
/// </summary>
/// <param name="device">The number of the device.</param>
internal readonly struct Joins(int device)
{
    /// <summary>
    /// Elements from which on the CPU sooner gathers a product on a row than it adds the row: it first stretches that.
    /// </summary>
    internal const int LeastOnRow = 4096;

    /// <summary>The number by which a product multiplies a tensor of its own space, if a sum may do so instead.</summary>
    public double? Factor(Space product, Space x, Number? number) =>
        product == x && IsExact(x.DType) && number?.ToDouble() is { } factor and not 0.0 ? factor : null;

    /// <summary>Whether <c>where(x &lt;= bound, zero, y)</c> is what a rectified unit does to a derivative.</summary>
    public bool IsRectified(Space x, Number? bound, Number? zero, Space y, Space result) =>
        MayRectify(x, bound) && IsZero(zero) && x == y && y == result;

    /// <summary>Whether <c>x &lt;= bound</c> may be the condition of such a selection.</summary>
    public bool MayRectify(Space x, Number? bound) => IsExact(x.DType) && IsZero(bound);

    /// <summary>Whether a contraction is a product of two matrices that a sum may gather on top of another term.</summary>
    public bool TakesTerm(Contract contract, Space x, Space y) =>
        contract.Op == Contraction.MatMul && IsExact(x.DType) && x.Shape.Rank == 2 && y.Shape.Rank == 2 && x.Shape.Lengths[1] > 0;

    /// <summary>Whether the other term of a sum is one that such a product may be gathered on: a row, or a matrix of its own shape.</summary>
    public bool IsTerm(Space term, Space product, Space sum) =>
        sum == product && term.DType == product.DType && (term.Shape == product.Shape || IsRow(term.Shape, product.Shape));

    /// <summary>Whether joined operations are at least as exact on a dtype as one after the other.</summary>
    private bool IsExact(DType dtype) => dtype.IsFloat() && !(dtype.Is16Bit() && device == TorchBackend.CpuIndex);

    private bool IsRow(Shape term, Shape product) =>
        (device != TorchBackend.CpuIndex || product.Size >= LeastOnRow)
        && term.Rank is 1 or 2 && term.Size == product.Lengths[1] && term.Lengths[^1] == term.Size;

    private static bool IsZero(Number? number) => number?.ToDouble() is 0.0 and var zero && !double.IsNegative(zero);
}

/// <summary>The calls of joined operations.</summary>
internal static class Joined
{
    extension(Calls calls)
    {
        /// <summary>x plus or minus a factor times y.</summary>
        public Value AddScaled(bool isAdded, Value x, Value y, double factor) =>
            calls.Call(isAdded ? Aten.Add : Aten.Sub, x, y, factor);

        /// <summary>y where x is above 0, or nan, and else 0.</summary>
        public Value Rectified(Value x, Value y) => calls.Call(Aten.ThresholdBackward, y, x, 0L);

        /// <summary>A row or a matrix plus the product of x and y.</summary>
        public Value AddProduct(Value term, Value x, Value y) => calls.Call(Aten.AddMatMul, term, x, y, 1L, 1L);
    }
}
