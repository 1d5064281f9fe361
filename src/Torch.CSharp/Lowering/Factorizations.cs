using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The family Factor: LAPACK's factorizations, their parts laid out as <see cref="Factorization"/> says.</summary>
internal static class Factorizations
{
    public static Value Factor(Calls calls, Factor factor, Input x, Space result)
    {
        if (x.DType.Is16Bit())
        {
            var wide = x.As(calls.To(x.Value, DType.Float32), DType.Float32);
            return calls.To(Factored(calls, factor, wide, result.Shape), x.DType);
        }

        return Factored(calls, factor, x, result.Shape);
    }

    private static Value Factored(Calls calls, Factor factor, Input x, Shape result)
    {
        if (x.Shape.Size == 0) return calls.OnHost(factor, x);
        switch (factor.Op)
        {
            case Factorization.Cholesky:
                return Cholesky(calls, factor, x);
            case Factorization.Lu:
                return Lu(calls, x);
            case Factorization.LuFull:
                return calls.OnHost(factor, x);
            case Factorization.Qr or Factorization.QrFull:
                var mode = factor.Op == Factorization.Qr ? "reduced" : "complete";
                return Parts(calls, Aten.Qr, new Arguments(stackalloc Argument[8]).With(x).With(mode).All, 2, result);
            case Factorization.Eigh:
                calls.CheckFinite(factor.Name, x);
                return Parts(calls, Aten.Eigh, new Arguments(stackalloc Argument[8]).With(x).With("L").All, 2, result);
            case Factorization.Svd:
                calls.CheckFinite(factor.Name, x);
                return Parts(calls, Aten.Svd, [x, false], 3, result);
            default:
                calls.CheckFinite(factor.Name, x);
                return calls.Call(Aten.MatrixExp, x);
        }
    }

    /// <summary>Parts one after the other along the last axis.</summary>
    private static Value Parts(Calls calls, Operator op, ReadOnlySpan<Argument> arguments, int count, Shape result)
    {
        Span<Value> parts = stackalloc Value[count];
        calls.Call(op, arguments, parts);
        Span<int> lengths = [.. result.Lengths[..^1], -1];
        foreach (ref var part in parts) part = calls.Reshape(part, lengths);
        return calls.Concat(result.Rank - 1, parts);
    }

    private static Value Cholesky(Calls calls, Factor factor, Input x)
    {
        var (n, count) = (x.Shape.Lengths[^1], Checks.Matrices(x.Shape));
        Span<Value> parts = stackalloc Value[2];
        calls.Call(Aten.Cholesky, [x, false, false], parts);

        // LAPACK says which minor is not positive, but may overlook what is not a number.
        var minors = calls.To(parts[1], DType.Int64);
        calls.Check(minors, count, found =>
        {
            var matrix = found.IndexOfAnyExcept(0);
            return matrix < 0 ? null : Errors.NotPositiveDefinite(factor.Name, matrix, count, (int)found[matrix]);
        });
        var diagonal = calls.Call(Aten.IsFinite, calls.Call(Aten.Diagonal, parts[0], 0L, -2L, -1L));
        calls.Check(calls.To(diagonal, DType.Int64), count * n, found =>
        {
            var place = found.IndexOf(0);
            return place < 0 ? null : Errors.NotPositiveDefinite(factor.Name, place / n, count, (place % n) + 1);
        });
        return parts[0];
    }

    /// <summary>The factors, then as rows the order of the rows, the order of the columns, which is as it was, and the sign.</summary>
    private static Value Lu(Calls calls, Input x)
    {
        var n = x.Shape.Lengths[^1];
        Span<Value> parts = stackalloc Value[3];
        calls.Call(Aten.Lu, [x, true, false], parts);
        var (factors, pivots) = (parts[0], parts[1]);

        // In a column of the permutation, the place of its one is the row that came there.
        calls.Call(Aten.LuUnpack, [factors, pivots, false, true], parts);
        var rows = calls.Call(Aten.ArgMax, parts[0], -2L, true);
        ReadOnlySpan<int> row = [.. x.Shape.Lengths[..^2], 1, n];
        var places = calls.Call(
            Aten.Arange,
            new Arguments(stackalloc Argument[Arguments.Usual]).With((long)n).WithOptions(DType.Int64, calls.Device).All);

        // LAPACK counts from 1; every row that is not its own pivot is an exchange.
        var exchanged = calls.Call(Aten.NotEqual, pivots, calls.Call(Aten.AddNumber, places, 1L, 1L));
        var exchanges = calls.Call(
            Aten.Sum,
            new Arguments(stackalloc Argument[Arguments.Usual]).With(exchanged).With([-1]).With(true).With(DType.Int64).All);
        var isOdd = calls.Call(Parity, exchanges, 2L);
        var sign = calls.Call(Aten.AddNumber, calls.Call(Aten.MulNumber, isOdd, -2L), 1L, 1L);
        ReadOnlySpan<int> single = [.. x.Shape.Lengths[..^2], 1, 1];
        return calls.Concat(
            x.Shape.Rank - 2,
            [
                factors,
                calls.To(rows, x.DType),
                calls.To(calls.Expand(places, row), x.DType),
                calls.To(calls.Expand(calls.Reshape(sign, single), row), x.DType),
            ]);
    }

    private static readonly Operator Parity = new("aten::remainder", "Scalar");
}
