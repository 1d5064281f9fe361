using System.Runtime.Intrinsics;

namespace Functional;

/// <summary>
/// Logarithm, sine and cosine in single precision after the Cephes library, eight lanes at a time. They exist for
/// their roundings, not their accuracy: PyTorch's float32 normals are made with exactly this sequence of operations,
/// and any other (a platform's own functions, or a multiplication and addition rounded apart where they are fused
/// here) changes the last bits of the stream. Every operation used is correctly rounded, so all machines agree.
/// </summary>
internal static class CephesSingle
{
    private static ReadOnlySpan<float> LogPolynomial =>
    [
        7.0376836292E-2f, -1.1514610310E-1f, 1.1676998740E-1f, -1.2420140846E-1f, 1.4249322787E-1f,
        -1.6668057665E-1f, 2.0000714765E-1f, -2.4999993993E-1f, 3.3333331174E-1f,
    ];

    /// <summary>The natural logarithm of positive normal numbers.</summary>
    public static Vector256<float> Log(Vector256<float> x)
    {
        // x = m 2^e with m in [0.5, 1), then moved to m in [sqrt(1/2), sqrt(2)), and one subtracted.
        var bits = x.AsInt32();
        var e = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(bits, 23) - Vector256.Create(126));
        var m = ((bits & Vector256.Create(0x007fffff)) | Vector256.Create(0x3f000000)).AsSingle();
        var low = Vector256.LessThan(m, Vector256.Create(0.707106781186547524f));
        e -= low & Vector256<float>.One;
        x = m - Vector256<float>.One + (m & low);

        var z = x * x;
        var y = Vector256.Create(LogPolynomial[0]);
        foreach (var coefficient in LogPolynomial[1..]) y = Fma(y, x, coefficient);
        y *= x;

        // ln 2 in two parts, the smaller first.
        y = Vector256.FusedMultiplyAdd(y, z, e * -2.12194440e-4f);
        y = Vector256.FusedMultiplyAdd(-z, Vector256.Create(0.5f), y);
        return Vector256.FusedMultiplyAdd(e, Vector256.Create(0.693359375f), x + y);
    }

    /// <summary>Sine and cosine of numbers that are not negative and far below 2^31.</summary>
    public static (Vector256<float> Sin, Vector256<float> Cos) SinCos(Vector256<float> x)
    {
        // The octant, made even: what is left of x lies in [-pi/4, pi/4]. pi/4 is subtracted in three parts.
        var octant = Vector256.ConvertToInt32(x * 1.27323954473516f);
        octant = (octant + Vector256<int>.One) & Vector256.Create(~1);
        var y = Vector256.ConvertToSingle(octant);
        x = Vector256.FusedMultiplyAdd(y, Vector256.Create(-0.78515625f), x);
        x = Vector256.FusedMultiplyAdd(y, Vector256.Create(-2.4187564849853515625e-4f), x);
        x = Vector256.FusedMultiplyAdd(y, Vector256.Create(-3.77489497744594108e-8f), x);
        var z = x * x;

        var c = Fma(Vector256.Create(2.443315711809948E-005f), z, -1.388731625493765E-003f);
        c = Fma(c, z, 4.166664568298827E-002f);
        c = Vector256.FusedMultiplyAdd(c * z, z, -(z * 0.5f)) + Vector256<float>.One;

        var s = Fma(Vector256.Create(-1.9515295891E-4f), z, 8.3321608736E-3f);
        s = Fma(s, z, -1.6666654611E-1f);
        s = Vector256.FusedMultiplyAdd(s * z, x, x);

        // Bit 1 of the octant exchanges the two, bit 2 gives their signs.
        var swap = Vector256.Equals(octant & Vector256.Create(2), Vector256.Create(2)).AsSingle();
        var sineSign = (octant & Vector256.Create(4)) << 29;
        var cosineSign = (~(octant - Vector256.Create(2)) & Vector256.Create(4)) << 29;
        return (
            Vector256.ConditionalSelect(swap, c, s) ^ sineSign.AsSingle(),
            Vector256.ConditionalSelect(swap, s, c) ^ cosineSign.AsSingle());
    }

    private static Vector256<float> Fma(Vector256<float> x, Vector256<float> y, float addend) =>
        Vector256.FusedMultiplyAdd(x, y, Vector256.Create(addend));
}
