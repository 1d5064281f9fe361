using System.Numerics;

namespace Functional.Kernels;

/// <summary>Matrix products of arrays: the leading axes broadcast, and each matrix keeps its strides.</summary>
internal static unsafe class MatMul<T, TKernel>
    where T : unmanaged, INumber<T>
    where TKernel : IContraction<T>
{
    /// <summary>result = x y, for a result that is not empty.</summary>
    internal static void Of(ManagedArray x, ManagedArray y, ManagedArray result)
    {
        fixed (T* xs = &x.Data<T>(), ys = &y.Data<T>(), target = &result.Data<T>())
        {
            var left = Last(x, xs);
            var right = Last(y, ys);
            if (left.Columns == 0)
            {
                result.Clear();
                return;
            }

            var count = result.Shape.Size / left.Rows / right.Columns;
            if (count > 1 && right.Rows * (long)right.Columns == y.Shape.Size && x.IsContiguous)
            {
                // One right matrix for all: the left matrices stand below each other and make a single tall one.
                left = new(xs, left.Rows * count, left.Columns, left.Columns, 1);
                count = 1;
            }

            var product = new Matrix<T>(target, left.Rows, right.Columns, right.Columns, 1);
            if (count == 1) TKernel.Multiply(left, right, product);
            else Batch(count, x, left, y, right, result.Shape, product);
        }
    }

    private static Matrix<T> Last(ManagedArray x, T* start)
    {
        var lengths = x.Shape.Lengths;
        var strides = x.Strides;
        return new(start, lengths[^2], lengths[^1], strides[^2], strides[^1]);
    }

    private static void Batch(int count, ManagedArray x, Matrix<T> left, ManagedArray y, Matrix<T> right, Shape shape, Matrix<T> product)
    {
        var each = (long)left.Rows * left.Columns * right.Columns;
        var size = left.Rows * right.Columns;

        // Products that are worth several threads use them inside, one after the other; small ones go in handfuls.
        var handful = each >= Jobs.Worthwhile ? count : (int)Math.Min(count, (Jobs.Worthwhile / 2 / each) + 1);
        Jobs.Run(Jobs.Count(count, handful), each * count, job =>
        {
            var first = job * handful;
            for (var i = first; i < Math.Min(count, first + handful); i++)
            {
                TKernel.Multiply(
                    At(left, Offset(i, x, shape)),
                    At(right, Offset(i, y, shape)),
                    At(product, (nint)i * size));
            }
        });
    }

    private static Matrix<T> At(Matrix<T> matrix, nint offset) =>
        new(matrix.Start + offset, matrix.Rows, matrix.Columns, matrix.RowStride, matrix.ColumnStride);

    /// <summary>Where the operand of the result's i-th matrix starts: stretched and missing axes do not move it.</summary>
    private static nint Offset(int index, ManagedArray operand, Shape shape)
    {
        var lengths = operand.Shape.Lengths;
        var strides = operand.Strides;
        nint offset = 0;
        for (var axis = 3; axis <= lengths.Length; axis++)
        {
            var (rest, place) = Math.DivRem(index, shape.Lengths[^axis]);
            if (lengths[^axis] != 1) offset += (nint)place * strides[^axis];
            index = rest;
        }

        return offset;
    }
}
