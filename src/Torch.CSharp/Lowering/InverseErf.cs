namespace Functional.LibTorch;

/// <summary>
/// The y with erf y = x, in double precision. Near 1 libtorch's solves for erf, which hardly changes there: one step of
/// Newton's on erfc, of which 1 - |x| has lost nothing, mends the last digits.
/// </summary>
internal static class InverseErf
{
    private static readonly Operator Erfinv = new("aten::erfinv");
    private static readonly Operator Erfc = new("aten::erfc");
    private static readonly Operator Exp = new("aten::exp");
    private static readonly Operator Abs = new("aten::abs");
    private static readonly Operator Div = new("aten::div", "Tensor");
    private static readonly Operator Copysign = new("aten::copysign", "Tensor");

    /// <summary>2 / sqrt(pi): the slope of erf at 0.</summary>
    private const double Slope = 1.1283791670955126;

    public static Value Lower(Calls calls, Value x)
    {
        var y = calls.Call(Erfinv, Argument.Rows(x));
        var size = calls.Call(Abs, x);
        var far = calls.Call(Abs, y);
        var rest = calls.Call(Aten.AddNumber, calls.Call(Aten.MulNumber, size, -1.0), 1.0, 1L);
        var gap = calls.Call(Aten.Sub, calls.Call(Erfc, Argument.Rows(far)), rest, 1L);
        var bell = calls.Call(Exp, Argument.Rows(calls.Call(Aten.MulNumber, calls.Call(Aten.Mul, far, far), -1.0)));
        var step = calls.Call(Div, gap, calls.Call(Aten.MulNumber, bell, Slope));
        var mended = calls.Call(Copysign, calls.Call(Aten.Add, far, step, 1L), x);

        // Below 1/2 there is nothing to mend; at 1 the slope is 0, and beyond it there is no y.
        var (above, below) = (calls.Call(Aten.GreaterNumber, size, 0.5), calls.Call(Aten.LessNumber, size, 1.0));
        return calls.Call(Aten.Where, calls.Call(Aten.LogicalAnd, above, below), mended, y);
    }
}
