using System.Runtime.CompilerServices;

namespace Functional.Kernels;

/// <summary>
/// e log_b 2 + log_b(1 + f) in double precision: the factors 1 / log b and log_b 2 and the logarithm of 1 + f come in
/// two parts each, so that powers of the base have exact logarithms.
/// </summary>
internal readonly struct LogarithmToBase(double inverse, double inverseRest, double ofTwo, double ofTwoRest) : IBinary<double>
{
    internal static LogarithmToBase Two => new(1.4426950408889634, 2.0355273740931033e-17, 1, 0);

    internal static LogarithmToBase Ten => new(0.4342944819032518, 1.098319650216765e-17, 0.3010299956639812, -2.8037281277851704e-18);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Invoke<L>(L e, L f)
        where L : struct, ILanes<L, double>
    {
        var square = f * f;
        var half = square * L.Of(0.5);
        var high = f - half;
        var low = (f - high) - half + DoublePrecision.LogTail(f, square);
        var product = high * L.Of(inverse);
        var rest = L.Fma(high, L.Of(inverse), -product) + L.Fma(high, L.Of(inverseRest), low * L.Of(inverse));
        var whole = e * L.Of(ofTwo);
        var wholeRest = L.Fma(e, L.Of(ofTwo), -whole) + (e * L.Of(ofTwoRest));

        // A whole that is not 0 is the larger of the two.
        var sum = whole + product;
        return sum + ((whole - sum) + product + rest + wholeRest);
    }
}
