namespace Functional.LibTorch;

/// <summary>
/// log(1 + exp(P x)) / P, and x itself where P x &gt; Q, in double precision. Far below 0 it is an exponential, which
/// makes much of what the product P x loses by rounding: the slope there is the sigmoid.
/// </summary>
internal static class Softplus
{
    /// <summary>From here on log(1 + exp z) is z, to the last bit.</summary>
    private const double Linear = 40;

    /// <summary>Below -<see cref="Linear"/> / P no product of splitting overflows, and beyond this all is 0 or x.</summary>
    private const double Far = 1e290;

    /// <summary>2^27 + 1, which splits 53 bits into halves.</summary>
    private const double Splitter = 134217729;

    public static Value Lower(Calls calls, Input x, double p, double q)
    {
        var z = calls.Call(Aten.MulNumber, x, p);
        var smooth = calls.Call(Aten.Softplus, z, 1L, Linear);
        if (!IsPowerOfTwo(p))
        {
            var slope = calls.Call(Aten.Sigmoid, z);
            smooth = calls.Call(Aten.Add, smooth, calls.Call(Aten.Mul, Lost(calls, x.Value, p), slope), 1L);
        }

        var scaled = p == 1 ? smooth : calls.Call(Aten.DivNumber, smooth, p);
        return calls.Call(Aten.Where, calls.Call(Aten.GreaterNumber, z, q), x, scaled);
    }

    private static bool IsPowerOfTwo(double p) => Math.ScaleB(1, Math.ILogB(p)) == Math.Abs(p);

    /// <summary>What the product loses, by Dekker's splitting of both factors.</summary>
    private static Value Lost(Calls calls, Value x, double p)
    {
        var bounded = calls.Call(Aten.Clamp, x, -Far, Far);
        var z = calls.Call(Aten.MulNumber, bounded, p);
        var (highP, lowP) = Halves(p);
        var spread = calls.Call(Aten.MulNumber, bounded, Splitter);
        var high = calls.Call(Aten.Sub, spread, calls.Call(Aten.Sub, spread, bounded, 1L), 1L);
        var low = calls.Call(Aten.Sub, bounded, high, 1L);
        var sum = calls.Call(Aten.Sub, calls.Call(Aten.MulNumber, high, highP), z, 1L);
        sum = calls.Call(Aten.Add, sum, calls.Call(Aten.MulNumber, high, lowP), 1L);
        sum = calls.Call(Aten.Add, sum, calls.Call(Aten.MulNumber, low, highP), 1L);
        return calls.Call(Aten.Add, sum, calls.Call(Aten.MulNumber, low, lowP), 1L);
    }

    private static (double High, double Low) Halves(double p)
    {
        var spread = p * Splitter;
        var high = spread - (spread - p);
        return (high, p - high);
    }
}
