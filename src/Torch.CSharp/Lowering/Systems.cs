using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The families SolveTriangular and Divide.</summary>
internal static class Systems
{
    public static Value SolveTriangular(Calls calls, SolveTriangular solve, Input matrix, Input right, Space result)
    {
        if (result.Shape.Size == 0) return calls.Zeros(result.Shape, result.DType);
        var (a, b) = (Wide(calls, matrix), Wide(calls, right));
        if (!solve.Triangle.Unit)
            CheckDiagonal(calls, a, result.Shape, (i, count, zero) => Errors.ZeroOnDiagonal(solve.Name, i, count, zero));
        return Narrow(calls, Solve(calls, a.Value, b.Value, solve.Triangle, solve.Transposed), result.DType);
    }

    public static Value Divide(Calls calls, Divide divide, Input factors, Input right, Space result)
    {
        if (result.Shape.Size == 0) return calls.Zeros(result.Shape, result.DType);
        var (all, b) = (Wide(calls, factors), Wide(calls, right));
        var (n, axis) = (factors.Shape.Lengths[^1], factors.Shape.Rank - 2);
        var lu = new Input(
            calls.Slice(all.Value, axis, 0, n), [.. factors.Shape.Lengths[..^2], n, n], all.DType);
        CheckDiagonal(calls, lu, result.Shape, (i, count, zero) => Errors.Singular(divide.Name, i, count, zero));

        // The order of the rows as an index of all right-hand sides.
        var order = calls.To(calls.Slice(all.Value, axis, n, n + 1), DType.Int64);
        var rows = calls.Expand(calls.Call(Aten.Transpose, order, -2L, -1L), result.Shape.Lengths);
        var (lower, upper) = (new Triangle(false, true), new Triangle(true, false));
        var sides = calls.Expand(b.Value, result.Shape.Lengths);
        var places = (long)(result.Shape.Rank - 2);
        Value x;
        if (divide.Transposed)
        {
            x = Solve(calls, lu.Value, Solve(calls, lu.Value, sides, upper, true), lower, true);
            x = calls.Call(Aten.ScatterAdd, calls.Zeros(result.Shape, b.DType), places, rows, x);
        }
        else
        {
            var permuted = calls.Call(Aten.Gather, sides, places, rows, false);
            x = Solve(calls, lu.Value, Solve(calls, lu.Value, permuted, lower, false), upper, false);
        }

        return Narrow(calls, x, result.DType);
    }

    private static Value Solve(Calls calls, Value matrix, Value right, Triangle triangle, bool transposed)
    {
        // The transpose of a triangle is the other one.
        var a = transposed ? calls.Call(Aten.Transpose, matrix, -2L, -1L) : matrix;
        return calls.Call(Aten.SolveTriangular, a, right, triangle.Upper != transposed, true, triangle.Unit);
    }

    /// <summary>Refuses matrices with a zero on the diagonal, as they are stretched to the batch of the result.</summary>
    private static void CheckDiagonal(Calls calls, Input matrix, Shape result, Func<int, int, int, Exception> wrong)
    {
        var (n, count) = (matrix.Shape.Lengths[^1], Checks.Matrices(result));
        ReadOnlySpan<int> lengths = [.. result.Lengths[..^2], n];
        var diagonal = calls.Expand(calls.Call(Aten.Diagonal, matrix, 0L, -2L, -1L), lengths);
        var zeros = calls.To(calls.Call(Aten.EqualNumber, diagonal, 0.0), DType.Int64);
        calls.Check(zeros, count * n, found =>
        {
            var place = found.IndexOf(1);
            return place < 0 ? null : wrong(place / n, count, place % n);
        });
    }

    /// <summary>LAPACK has no floats of 16 bits.</summary>
    private static Input Wide(Calls calls, Input x) =>
        x.DType.Is16Bit() ? x.As(calls.To(x.Value, DType.Float32), DType.Float32) : x;

    private static Value Narrow(Calls calls, Value x, DType dtype) => dtype.Is16Bit() ? calls.To(x, dtype) : x;
}
