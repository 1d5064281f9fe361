using System.Numerics;
using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// Products of a matrix and a vector. They are bound by reading the matrix, so each kernel reads it in the order of
/// its memory: contiguous rows as dot products, contiguous columns as a running combination.
/// </summary>
internal static unsafe class VectorProduct<L, T>
    where T : unmanaged, INumber<T>
    where L : struct, ILanes<L, T>
{
    /// <summary>Products are summed over blocks of this depth, and then the blocks, which keeps rounding errors small.</summary>
    private const int Depth = 4096;

    /// <summary>Elements of a matrix in a job; reading one costs as much as this many multiplications of the large kernels.</summary>
    private const int JobSize = 1 << 18;
    private const int ReadingCost = 8;

    /// <summary>Columns from this length on are combined a few at a time, in the order of memory.</summary>
    private const int Short = 256;
    private const int Few = 8;

    /// <summary>result = matrix vector. The elements of a result that several columns make must be contiguous.</summary>
    internal static void Multiply(Matrix<T> matrix, T* vector, nint stride, T* result, nint resultStride)
    {
        var size = (long)matrix.Rows * matrix.Columns;
        if (size < 2 * JobSize)
        {
            Piece(matrix, vector, stride, result, resultStride);
            return;
        }

        // Columns are read side by side: pieces that are too short would leap through memory.
        var most = matrix.ColumnStride == 1 ? matrix.Rows : Math.Max(1, matrix.Rows / Short);
        var rows = Jobs.Piece(matrix.Rows, (int)Math.Min(most, size / JobSize), 4 * L.Count);
        Jobs.Run(Jobs.Count(matrix.Rows, rows), size * ReadingCost, job =>
        {
            var i = job * rows;
            var piece = matrix.Block(i, 0, Math.Min(rows, matrix.Rows - i), matrix.Columns);
            Piece(piece, vector, stride, result + (i * resultStride), resultStride);
        });
    }

    /// <summary>The sum of the products of two short contiguous vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Dot(T* x, T* y, int count)
    {
        var lanes = L.Count;
        L s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (; count >= 8 * lanes; count -= 8 * lanes)
        {
            L.Accumulate(ref s0, L.Load(x), L.Load(y));
            L.Accumulate(ref s1, L.Load(x + lanes), L.Load(y + lanes));
            L.Accumulate(ref s2, L.Load(x + (2 * lanes)), L.Load(y + (2 * lanes)));
            L.Accumulate(ref s3, L.Load(x + (3 * lanes)), L.Load(y + (3 * lanes)));
            L.Accumulate(ref s4, L.Load(x + (4 * lanes)), L.Load(y + (4 * lanes)));
            L.Accumulate(ref s5, L.Load(x + (5 * lanes)), L.Load(y + (5 * lanes)));
            L.Accumulate(ref s6, L.Load(x + (6 * lanes)), L.Load(y + (6 * lanes)));
            L.Accumulate(ref s7, L.Load(x + (7 * lanes)), L.Load(y + (7 * lanes)));
            x += 8 * lanes;
            y += 8 * lanes;
        }

        for (; count >= lanes; count -= lanes)
        {
            L.Accumulate(ref s0, L.Load(x), L.Load(y));
            (s0, s1, s2, s3) = (s1, s2, s3, s0);
            x += lanes;
            y += lanes;
        }

        return Rest(Sum(((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))), x, y, count);
    }

    private static void Piece(Matrix<T> matrix, T* vector, nint stride, T* result, nint resultStride)
    {
        var (m, k) = (matrix.Rows, matrix.Columns);
        var contiguousRows = matrix.ColumnStride == 1;
        if (!contiguousRows && matrix.RowStride != 1)
        {
            Strided(matrix, vector, stride, result, resultStride);
            return;
        }

        var depth = contiguousRows || m < Short ? Depth : Few;
        for (var p = 0; p < k; p += depth)
        {
            var block = matrix.Block(0, p, m, Math.Min(depth, k - p));
            var part = vector + (p * stride);
            if (k < L.Count && contiguousRows) ShortRows(block, part, stride, result, resultStride);
            else if (contiguousRows) Rows(block, Contiguous(part, stride, block.Columns), result, resultStride, p > 0);
            else Columns(block, part, stride, result, p > 0);
        }
    }

    private static T* Contiguous(T* vector, nint stride, int count)
    {
        if (stride == 1) return vector;
        var copy = Scratch.Take<T>(Depth);
        for (var i = 0; i < count; i++) copy[i] = vector[i * stride];
        return copy;
    }

    private static void Rows(Matrix<T> matrix, T* vector, T* result, nint stride, bool accumulate)
    {
        var i = 0;
        for (; i + 4 <= matrix.Rows; i += 4, result += 4 * stride)
            FourRows(matrix.At(i, 0), matrix.RowStride, matrix.Columns, vector, result, stride, accumulate);
        for (; i < matrix.Rows; i++, result += stride)
            Put(result, Dot(matrix.At(i, 0), vector, matrix.Columns), accumulate);
    }

    /// <summary>Four dot products at once, which share the loads of the vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(T* row, nint rowStride, int count, T* vector, T* result, nint stride, bool accumulate)
    {
        var lanes = L.Count;
        var a = row;
        var b = row + rowStride;
        var c = row + (2 * rowStride);
        var d = row + (3 * rowStride);
        L a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var p = 0;
        for (; p + (2 * lanes) <= count; p += 2 * lanes)
        {
            var (x, y) = (L.Load(vector + p), L.Load(vector + p + lanes));
            L.Accumulate(ref a0, L.Load(a + p), x);
            L.Accumulate(ref a1, L.Load(a + p + lanes), y);
            L.Accumulate(ref b0, L.Load(b + p), x);
            L.Accumulate(ref b1, L.Load(b + p + lanes), y);
            L.Accumulate(ref c0, L.Load(c + p), x);
            L.Accumulate(ref c1, L.Load(c + p + lanes), y);
            L.Accumulate(ref d0, L.Load(d + p), x);
            L.Accumulate(ref d1, L.Load(d + p + lanes), y);
        }

        if (p + lanes <= count)
        {
            var x = L.Load(vector + p);
            L.Accumulate(ref a0, L.Load(a + p), x);
            L.Accumulate(ref b0, L.Load(b + p), x);
            L.Accumulate(ref c0, L.Load(c + p), x);
            L.Accumulate(ref d0, L.Load(d + p), x);
            p += lanes;
        }

        var none = p == 0;
        var rest = count - p;
        vector += p;
        Put(result, Rest(none ? T.Zero : Sum(a0 + a1), a + p, vector, rest), accumulate);
        Put(result + stride, Rest(none ? T.Zero : Sum(b0 + b1), b + p, vector, rest), accumulate);
        Put(result + (2 * stride), Rest(none ? T.Zero : Sum(c0 + c1), c + p, vector, rest), accumulate);
        Put(result + (3 * stride), Rest(none ? T.Zero : Sum(d0 + d1), d + p, vector, rest), accumulate);
    }

    /// <summary>Rows shorter than a vector: four sums at a time, number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortRows(Matrix<T> matrix, T* vector, nint stride, T* result, nint resultStride)
    {
        var row = matrix.RowStride;
        var row3 = 3 * row;
        var i = 0;
        for (; i + 4 <= matrix.Rows; i += 4, result += 4 * resultStride)
        {
            var x = matrix.At(i, 0);
            var y = vector;
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
            for (var p = matrix.Columns; p > 0; p--, x++, y += stride)
            {
                var factor = *y;
                s0 = T.MultiplyAddEstimate(factor, x[0], s0);
                s1 = T.MultiplyAddEstimate(factor, x[row], s1);
                s2 = T.MultiplyAddEstimate(factor, x[2 * row], s2);
                s3 = T.MultiplyAddEstimate(factor, x[row3], s3);
            }

            result[0] = s0;
            result[resultStride] = s1;
            result[2 * resultStride] = s2;
            result[3 * resultStride] = s3;
        }

        for (; i < matrix.Rows; i++, result += resultStride)
        {
            var x = matrix.At(i, 0);
            var y = vector;
            var sum = T.Zero;
            for (var p = matrix.Columns; p > 0; p--, x++, y += stride) sum = T.MultiplyAddEstimate(*y, *x, sum);
            *result = sum;
        }
    }

    /// <summary>Sums of scaled columns, for a contiguous result.</summary>
    private static void Columns(Matrix<T> matrix, T* vector, nint stride, T* result, bool accumulate)
    {
        var (m, lanes, i) = (matrix.Rows, L.Count, 0);
        for (; i + (4 * lanes) <= m; i += 4 * lanes)
            FourVectors(matrix.At(i, 0), matrix.ColumnStride, matrix.Columns, vector, stride, result + i, accumulate);
        for (; i < m; i += lanes)
            OneVector(matrix.Block(i, 0, Math.Min(lanes, m - i), matrix.Columns), vector, stride, result + i, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors(T* column, nint columnStride, int count, T* vector, nint stride, T* result, bool accumulate)
    {
        var lanes = L.Count;
        L s0 = default, s1 = default, s2 = default, s3 = default;
        for (; count > 0; count--)
        {
            var factor = L.Of(*vector);
            L.Accumulate(ref s0, factor, L.Load(column));
            L.Accumulate(ref s1, factor, L.Load(column + lanes));
            L.Accumulate(ref s2, factor, L.Load(column + (2 * lanes)));
            L.Accumulate(ref s3, factor, L.Load(column + (3 * lanes)));
            column += columnStride;
            vector += stride;
        }

        Put(result, s0, accumulate);
        Put(result + lanes, s1, accumulate);
        Put(result + (2 * lanes), s2, accumulate);
        Put(result + (3 * lanes), s3, accumulate);
    }

    /// <summary>Columns of at most a vector: four sums of every fourth column each, which do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector(Matrix<T> matrix, T* vector, nint stride, T* result, bool accumulate)
    {
        var mask = L.Less(L.Indices, L.Of(T.CreateTruncating(matrix.Rows)));
        var column = matrix.Start;
        var (step, count) = (matrix.ColumnStride, matrix.Columns);
        L s0 = default, s1 = default, s2 = default, s3 = default;
        for (; count >= 4; count -= 4)
        {
            L.Accumulate(ref s0, L.Of(vector[0]), L.Load(column, mask));
            L.Accumulate(ref s1, L.Of(vector[stride]), L.Load(column + step, mask));
            L.Accumulate(ref s2, L.Of(vector[2 * stride]), L.Load(column + (2 * step), mask));
            L.Accumulate(ref s3, L.Of(vector[3 * stride]), L.Load(column + (3 * step), mask));
            column += 4 * step;
            vector += 4 * stride;
        }

        for (; count > 0; count--)
        {
            L.Accumulate(ref s0, L.Of(*vector), L.Load(column, mask));
            column += step;
            vector += stride;
        }

        var sum = (s0 + s1) + (s2 + s3);
        (accumulate ? L.Load(result, mask) + sum : sum).Store(result, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strided(Matrix<T> matrix, T* vector, nint stride, T* result, nint resultStride)
    {
        for (var i = 0; i < matrix.Rows; i++, result += resultStride)
        {
            var x = matrix.At(i, 0);
            var y = vector;
            var step = matrix.ColumnStride;
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
            var count = matrix.Columns;
            for (; count >= 4; count -= 4, x += 4 * step, y += 4 * stride)
            {
                s0 = T.MultiplyAddEstimate(x[0], y[0], s0);
                s1 = T.MultiplyAddEstimate(x[step], y[stride], s1);
                s2 = T.MultiplyAddEstimate(x[2 * step], y[2 * stride], s2);
                s3 = T.MultiplyAddEstimate(x[3 * step], y[3 * stride], s3);
            }

            for (; count > 0; count--, x += step, y += stride) s0 = T.MultiplyAddEstimate(*x, *y, s0);
            *result = (s0 + s1) + (s2 + s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(L lanes) => lanes.Fold(default(Addition<T>));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rest(T sum, T* x, T* y, int count)
    {
        for (; count > 0; count--) sum = T.MultiplyAddEstimate(*x++, *y++, sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* target, T value, bool accumulate) => *target = accumulate ? *target + value : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* target, L value, bool accumulate) =>
        (accumulate ? L.Load(target) + value : value).Store(target);
}
