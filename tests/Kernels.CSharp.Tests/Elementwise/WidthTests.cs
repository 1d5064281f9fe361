using System.Numerics;
using System.Runtime.Intrinsics;

namespace Functional.Kernels.Tests;

public sealed class WidthTests
{
    private static readonly Unary[] Functions =
    [
        Unary.Neg, Unary.Abs, Unary.Sign, Unary.Exp, Unary.Expm1, Unary.Log, Unary.Log1p, Unary.Sqrt, Unary.Rsqrt, Unary.Square, Unary.Sin, Unary.Cos, Unary.Tanh,
        Unary.Sigmoid, Unary.Relu, Unary.Clamp, Unary.Round, Unary.Softplus, Unary.LogSigmoid, Unary.Exp2,
    ];

    [Fact]
    public void EveryRegisterWidthComputesTheSameBits()
    {
        Same<float, ExpLanes<float, SinglePrecision>>();
        Same<float, Expm1Lanes<float, SinglePrecision>>();
        Same<float, LogLanes<float, SinglePrecision>>();
        Same<float, Log1pLanes<float, SinglePrecision>>();
        Same<float, SinLanes<float, SinglePrecision>>();
        Same<float, CosLanes<float, SinglePrecision>>();
        Same<float, TanhLanes<float, SinglePrecision>>();
        Same<float, SigmoidLanes<float, SinglePrecision>>();
        Same<float, Signum<float>>();
        Same<float, Rounding<float>>();
        Same<float, Absolute<float>>();
        Same<double, ExpLanes<double, DoublePrecision>>();
        Same<double, LogLanes<double, DoublePrecision>>();
        Same<double, SinLanes<double, DoublePrecision>>();
        Same<double, TanhLanes<double, DoublePrecision>>();
        Same<int, Absolute<int>>();
        Same<long, Signum<long>>();
        Same<byte, Squaring<byte>>();
    }

    [Fact]
    public void EveryRegisterWidthWritesAndReadsTheSameTruths()
    {
        SameTruths<float>();
        SameTruths<double>();
        SameTruths<int>();
        SameTruths<long>();
        SameTruths<byte>();
    }

    [Fact]
    public void AValueDoesNotDependOnWhereInAnArrayItStands()
    {
        var values = Floats.Sweep().Take(3000).Concat(Enumerable.Range(0, 300_000).Select(i => (i - 150_000) * 1e-3f)).ToArray();
        foreach (var function in Functions)
        {
            var operation = new Map(function.ToString(), function, 1, 20);
            var whole = Floats.Run(operation, values);
            foreach (var start in new[] { 0, 1, 5, 65_536, 131_071, 200_003 })
            {
                foreach (var count in new[] { 1, 3, 7, 15, 31, 77, 513 })
                    Assert.Equal(Bits(whole.AsSpan(start, count)), Bits(Floats.Run(operation, values[start..(start + count)])));
            }
        }
    }

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = float.IsNaN(values[i]) ? -1 : BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }

    private static T[] Numbers<T>()
        where T : unmanaged, IBinaryNumber<T> => [.. Floats.Sweep().Take(4001).Select(T.CreateTruncating)];

    private static void Same<T, F>()
        where T : unmanaged, IBinaryNumber<T>
        where F : struct, IUnary<T>
    {
        var x = Numbers<T>();
        var expected = Run<Lane<T>>();
        Assert.Equal(expected, Run<Lanes128<T>>());
        if (Vector256.IsHardwareAccelerated) Assert.Equal(expected, Run<Lanes256<T>>());
        if (Vector512.IsHardwareAccelerated) Assert.Equal(expected, Run<Lanes512<T>>());

        T[] Run<L>()
            where L : struct, ILanes<L, T>
        {
            var result = new T[x.Length];
            Loops.Map<L, T, T, F, Values<T>>(default, ref x[0], ref result[0], (nuint)x.Length);
            return result;
        }
    }

    private static void SameTruths<T>()
        where T : unmanaged, IBinaryNumber<T>
    {
        var x = Numbers<T>();
        var y = x.Reverse().ToArray();
        Check<Lane<T>>();
        Check<Lanes128<T>>();
        Check<Lanes256<T>>();
        Check<Lanes512<T>>();

        void Check<L>()
            where L : struct, ILanes<L, T>
        {
            var truths = new byte[x.Length];
            Loops.Zip<L, T, byte, Below<T>, Masks<T>>(default, ref x[0], ref y[0], ref truths[0], (nuint)x.Length);
            Assert.Equal(x.Zip(y, (a, b) => a < b ? (byte)1 : (byte)0), truths);
            var chosen = new T[x.Length];
            Loops.Select<L, T>(ref truths[0], ref x[0], ref y[0], ref chosen[0], (nuint)x.Length);
            Assert.Equal(truths.Select((truth, i) => truth != 0 ? x[i] : y[i]), chosen);
        }
    }
}
