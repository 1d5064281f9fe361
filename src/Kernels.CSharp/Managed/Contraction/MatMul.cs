using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>Matrix products of arrays: the leading axes broadcast, and each matrix keeps its strides.</summary>
internal static unsafe class MatMul<T, TKernel>
    where T : unmanaged, INumber<T>
    where TKernel : IContraction<T>
{
    /// <summary>
    /// result = x y, for a row-major result that is not empty. Finished rows are counted over all leading axes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Of(ManagedArray x, ManagedArray y, ManagedArray result, FinishedRows finished = default)
    {
        fixed (T* xs = &x.Data<T>(), ys = &y.Data<T>(), target = &result.Data<T>())
        {
            if (result.Shape.Rank != 2 || x.Shape.Lengths[^1] == 0)
            {
                Stacked(x, xs, y, ys, result, target, finished);
                return;
            }

            var (left, right) = (Last(x, xs), Last(y, ys));
            TKernel.Multiply(left, right, new(target, left.Rows, right.Columns, right.Columns, 1), finished);
        }
    }

    /// <summary>Several products, or sums of nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Stacked(
        ManagedArray x, T* xs, ManagedArray y, T* ys, ManagedArray result, T* target, FinishedRows finished)
    {
        var (left, right) = (Last(x, xs), Last(y, ys));
        if (left.Columns == 0)
        {
            result.Clear();
            finished.All(result.Shape.Size / right.Columns, right.Columns);
            return;
        }

        var product = new Matrix<T>(target, left.Rows, right.Columns, right.Columns, 1);
        var count = result.Shape.Size / left.Rows / right.Columns;
        if (count > 1 && right.Rows * (long)right.Columns == y.Shape.Size && x.IsContiguous)
        {
            // One right matrix for all: the left matrices stand below each other and make a single tall one.
            left = new(left.Start, left.Rows * count, left.Columns, left.Columns, 1);
            product = new(target, left.Rows, right.Columns, right.Columns, 1);
            count = 1;
        }

        if (count == 1) TKernel.Multiply(left, right, product, finished);
        else Batch(count, x, left, y, right, result.Shape, product, finished);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Matrix<T> Last(ManagedArray x, T* start)
    {
        var lengths = x.Shape.Lengths;
        var (rows, columns) = (lengths[^2], lengths[^1]);
        var (rowStride, columnStride) = (columns, 1);
        if (!x.IsContiguous) (rowStride, columnStride) = (x.Strides[^2], x.Strides[^1]);
        return new(start, rows, columns, rowStride, columnStride);
    }

    private static void Batch(
        int count, ManagedArray x, Matrix<T> left, ManagedArray y, Matrix<T> right, Shape shape, Matrix<T> product, FinishedRows finished)
    {
        var each = (long)left.Rows * left.Columns * right.Columns;

        // Products that are worth several threads use them inside, one after the other; small ones go in handfuls.
        var handful = each >= Jobs.Worthwhile ? count : (int)Math.Min(count, (Jobs.Worthwhile / 2 / each) + 1);
        Jobs.Run(Jobs.Count(count, handful), each * count, job =>
        {
            var first = job * handful;
            Handful(first, Math.Min(count, first + handful), x, left, y, right, shape, product, finished);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Handful(
        int first, int end, ManagedArray x, Matrix<T> left, ManagedArray y, Matrix<T> right, Shape shape, Matrix<T> product,
        FinishedRows finished)
    {
        var lengths = shape.Lengths;
        var size = product.Rows * product.Columns;
        var innermost = lengths[^3];
        var (leftStep, rightStep) = (Step(3, x), Step(3, y));
        for (var i = first; i < end;)
        {
            // A run along the innermost leading axis, in which both operands go on in even steps.
            var (leftOffset, rightOffset, rest) = ((nint)0, (nint)0, i);
            for (var axis = 3; axis <= lengths.Length; axis++)
            {
                (rest, var place) = Math.DivRem(rest, lengths[^axis]);
                leftOffset += place * Step(axis, x);
                rightOffset += place * Step(axis, y);
            }

            var run = Math.Min(end, i - (i % innermost) + innermost);
            for (; i < run; i++)
            {
                TKernel.Multiply(
                    At(left, leftOffset), At(right, rightOffset), At(product, (nint)i * size), finished.From(i * product.Rows));
                leftOffset += leftStep;
                rightOffset += rightStep;
            }
        }
    }

    /// <summary>How far an operand goes along an axis counted from the end: nowhere along stretched and missing ones.</summary>
    private static nint Step(int axis, ManagedArray operand)
    {
        var lengths = operand.Shape.Lengths;
        return axis <= lengths.Length && lengths[^axis] != 1 ? operand.Strides[^axis] : 0;
    }

    private static Matrix<T> At(Matrix<T> matrix, nint offset) =>
        new(matrix.Start + offset, matrix.Rows, matrix.Columns, matrix.RowStride, matrix.ColumnStride);
}
