using Functional.Kernels;

namespace Functional.LibTorch;

/// <summary>The families that look along axes: Reduce, Scan, ArgSort.</summary>
internal static class Folds
{
    public static Value Reduce(Calls calls, Reduce reduce, Input x, Space result)
    {
        CheckDType(reduce, x.DType);
        if (calls.Casts(reduce, x.DType))
        {
            var wide = x.As(calls.To(x.Value, DType.Float32), DType.Float32);
            var folded = Fold(calls, reduce, wide, result.Shape);
            return result.DType == x.DType ? calls.To(folded, x.DType) : folded;
        }

        return Fold(calls, reduce, x, result.Shape);
    }

    public static Value Scan(Calls calls, Scan scan, Input x, Space result)
    {
        if (x.DType == DType.Bool) throw Errors.BoolArithmetic(scan.Name);
        if (x.Shape.Rank == 0) return calls.Alias(x.Value);
        if (x.DType.Is16Bit())
            return calls.To(Running(calls, scan, calls.To(x.Value, DType.Float32), DType.Float32), x.DType);
        return Running(calls, scan, x.Value, x.DType);
    }

    public static Value ArgSort(Calls calls, ArgSort sort, Input x, Space result)
    {
        // Truth values and floats of 16 bits have no order everywhere: what has the same one stands for them.
        var keys = x.DType == DType.Bool ? calls.To(x.Value, DType.UInt8)
            : x.DType.Is16Bit() ? calls.To(x.Value, DType.Float32)
            : x.Value;
        Span<Value> parts = stackalloc Value[2];
        calls.Call(Aten.Sort, [keys, true, sort.Axis, sort.Descending], parts);
        return parts[1];
    }

    private static void CheckDType(Reduce reduce, DType dtype)
    {
        switch (reduce.Op)
        {
            case Reduction.Mean when !dtype.IsFloat():
                throw Errors.NotFloat(reduce.Name, dtype);
            case Reduction.Sum or Reduction.Prod when dtype == DType.Bool:
                throw Errors.BoolArithmetic(reduce.Name);
            case Reduction.Any or Reduction.All when dtype != DType.Bool:
                throw Errors.NotBool(reduce.Name, dtype);
        }
    }

    private static Value Fold(Calls calls, Reduce reduce, Input x, Shape result)
    {
        // No axes mean all to libtorch, and an extreme of nothing is an error even where nobody asks for it.
        var isArg = reduce.Op is Reduction.ArgMax or Reduction.ArgMin;
        if (result.Size == 0 || (isArg && reduce.Axes.Length == 0)) return calls.Zeros(result, isArg ? DType.Int64 : x.DType);
        if (reduce.Axes.Length == 0) return calls.Alias(x.Value);
        return reduce.Op switch
        {
            Reduction.Sum => Additive(calls, Aten.Sum, reduce, x),
            Reduction.Mean => Additive(calls, Aten.Mean, reduce, x),
            Reduction.Max => Extreme(calls, Aten.Max, reduce, x),
            Reduction.Min => Extreme(calls, Aten.Min, reduce, x),
            Reduction.ArgMax => Place(calls, Aten.ArgMax, reduce, x, result),
            Reduction.ArgMin => Place(calls, Aten.ArgMin, reduce, x, result),
            _ => AxisByAxis(calls, reduce, x),
        };
    }

    private static Value Additive(Calls calls, Operator op, Reduce reduce, Input x) => calls.Call(
        op,
        new Arguments(stackalloc Argument[Arguments.Usual])
            .With(x).With(reduce.Axes).With(reduce.KeepAxes).With(x.DType).All);

    private static Value Extreme(Calls calls, Operator op, Reduce reduce, Input x) => calls.Call(
        op, new Arguments(stackalloc Argument[Arguments.Usual]).With(x).With(reduce.Axes).With(reduce.KeepAxes).All);

    /// <summary>The place among the elements of all axes folded, row-major.</summary>
    private static Value Place(Calls calls, Operator op, Reduce reduce, Input x, Shape result)
    {
        var value = x.DType == DType.Bool ? calls.To(x.Value, DType.UInt8) : x.Value;
        if (reduce.Axes.Length == 1) return calls.Call(op, value, (long)reduce.Axes[0], reduce.KeepAxes);
        Span<int> order = stackalloc int[x.Shape.Rank];
        var kept = 0;
        for (var i = 0; i < order.Length; i++)
        {
            if (!reduce.Axes.AsSpan().Contains(i)) order[kept++] = i;
        }

        reduce.Axes.CopyTo(order[kept..]);
        var rows = calls.Reshape(calls.Permute(value, order), [result.Size, x.Shape.Size / result.Size]);
        return calls.Reshape(calls.Call(op, rows, 1L, false), result.Lengths);
    }

    /// <summary>What libtorch folds one axis at a time: from the last, so that the others keep their numbers.</summary>
    private static Value AxisByAxis(Calls calls, Reduce reduce, Input x)
    {
        var value = x.Value;
        for (var i = reduce.Axes.Length - 1; i >= 0; i--)
        {
            value = reduce.Op switch
            {
                Reduction.Prod => calls.Call(Aten.Prod, value, (long)reduce.Axes[i], reduce.KeepAxes, x.DType),
                Reduction.Any => calls.Call(Aten.Any, value, (long)reduce.Axes[i], reduce.KeepAxes),
                _ => calls.Call(Aten.All, value, (long)reduce.Axes[i], reduce.KeepAxes),
            };
        }

        return value;
    }

    private static Value Running(Calls calls, Scan scan, Value x, DType dtype)
    {
        ReadOnlySpan<int> axis = [scan.Axis];
        if (!scan.Reverse) return calls.Call(Aten.CumulativeSum, x, (long)scan.Axis, dtype);
        return calls.Flip(calls.Call(Aten.CumulativeSum, calls.Flip(x, axis), (long)scan.Axis, dtype), axis);
    }
}
