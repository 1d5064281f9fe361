namespace Functional.Kernels;

/// <summary>
/// About how much code a value is, in units of one addition: what the registers have to do for it, and what the JIT has to
/// inline.
/// </summary>
internal static class LoopCost
{
    /// <summary>From this cost on a function is not made part of other code.</summary>
    internal const int Heavy = 10;

    /// <summary>The most that a body may cost whose folds take two registers in turns.</summary>
    private const int Shared = 28;

    /// <summary>The cost of one value.</summary>
    internal static int Of(LoopValue value) => value.Operation switch
    {
        Map { Op: Unary.PowNumber, P: 0 or 1 or 2 or 3 or 0.5 or -1 or -2 } => 2,
        Map map => Of(map.Op),
        Zip zip => Of(zip.Op),
        _ => value.Kind is LoopKind.Constant or LoopKind.Scalar or LoopKind.ScalarTruth ? 0 : 1,
    };

    /// <summary>The cost of a body.</summary>
    internal static int Of(LoopBody body)
    {
        var cost = body.Results.Length;
        foreach (var value in body.Values) cost += Of(value);
        return cost;
    }

    /// <summary>
    /// Into how many lanes the elements of a run are folded: as many registers of 512 bits as it takes for the processor to
    /// have something to do while it waits for a sum.
    /// </summary>
    internal static int Lanes(LoopBody body)
    {
        var cost = LoopValues.Folds(body) == 0 ? int.MaxValue : Of(body);
        var registers = cost <= 4 ? 4 : cost <= Shared ? 2 : 1;
        return registers * 64 / body.DType.ItemSize();
    }

    private static int Of(Unary op) => op switch
    {
        Unary.Exp or Unary.Exp2 => 20,
        Unary.Expm1 or Unary.Sigmoid or Unary.Sin or Unary.Cos => 25,
        Unary.Log or Unary.Log1p or Unary.Tanh => 30,
        Unary.LogSigmoid or Unary.Softplus => 40,
        Unary.Erfinv => 60,
        Unary.Tan or Unary.Asin or Unary.Acos or Unary.Atan or Unary.Sinh or Unary.Cosh => 30,
        Unary.Asinh or Unary.Acosh or Unary.Atanh or Unary.Log2 or Unary.Log10 => 30,
        Unary.Erf or Unary.Erfc or Unary.Lgamma or Unary.Polygamma => 40,
        Unary.PowNumber or Unary.NumberPow => 40,
        Unary.Sign or Unary.Clamp or Unary.Rsqrt or Unary.Relu => 3,
        _ => 1,
    };

    private static int Of(Binary op) => op switch
    {
        Binary.Pow or Binary.Atan2 or Binary.Hypot or Binary.Xlogy or Binary.LogAddExp => 40,
        Binary.Fmod or Binary.Remainder => 10,
        Binary.Max or Binary.Min => 2,
        _ => 1,
    };
}
