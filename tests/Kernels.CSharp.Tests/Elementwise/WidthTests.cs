using System.Numerics;
using System.Runtime.Intrinsics;

namespace Functional.Kernels.Tests;

public sealed class WidthTests
{
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
        SameReal<Log2>();
        SameReal<Log10>();
        SameReal<Tan>();
        SameReal<Asin>();
        SameReal<Acos>();
        SameReal<Atan>();
        SameReal<Sinh>();
        SameReal<Cosh>();
        SameReal<Asinh>();
        SameReal<Acosh>();
        SameReal<Atanh>();
        SameReal<Erf>();
        SameReal<Erfc>();
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
    public void AValueDependsNeitherOnItsPlaceInAnArrayNorOnTheLayout()
    {
        var values = Floats.Sweep().Take(3000).Concat(Enumerable.Range(0, 300_000).Select(i => (i - 150_000) * 1e-3f)).ToArray();
        foreach (var row in AccuracyTable.Unaries)
        {
            var part = row.Op is Unary.Lgamma or Unary.Polygamma ? values[..20_000] : values;
            var whole = Floats.Run(row.Operation, part);
            foreach (var start in new[] { 0, 1, 5, part.Length / 5, part.Length / 2 })
            {
                for (var count = 1; count <= 70; count += count < 20 ? 1 : 7) Check(start, count);
                Check(start, 513);
            }

            Assert.Equal(Bits(whole.Where((_, i) => i % 3 == 1).ToArray()), Bits(Strided(row.Operation, part)));

            void Check(int start, int count) =>
                Assert.Equal(Bits(whole.AsSpan(start, count)), Bits(Floats.Run(row.Operation, part[start..(start + count)])));
        }
    }

    [Fact]
    public void AValueOfAPairDependsNeitherOnItsPlaceInAnArrayNorOnTheLayout()
    {
        var (x, y) = Floats.Pairs();
        (x, y) = (x[..140_001], y[..140_001]);
        foreach (var row in AccuracyTable.Binaries)
        {
            var whole = Run(row.Operation, x, y);
            foreach (var start in new[] { 0, 1, 1000, 70_000 })
            {
                for (var count = 1; count <= 70; count += count < 20 ? 1 : 7)
                    Assert.Equal(Bits(whole.AsSpan(start, count)), Bits(Run(row.Operation, x[start..(start + count)], y[start..(start + count)])));
            }
        }

        static float[] Run(Zip operation, float[] x, float[] y)
        {
            var backend = ManagedBackend.Instance;
            var result = new float[x.Length];
            backend.Read<float>(operation.Run(backend.Create<float>(x, [x.Length]), backend.Create<float>(y, [y.Length])), result);
            return result;
        }
    }

    /// <summary>The function at every third value, from the second on.</summary>
    private static float[] Strided(Map operation, float[] values)
    {
        var count = (values.Length + 1) / 3;
        var view = new Slice([1], [3], [count]).Run(ManagedBackend.Instance.Create<float>(values, [values.Length]));
        var result = new float[count];
        ManagedBackend.Instance.Read<float>(operation.Run(view), result);
        return result;
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

    private static void SameReal<F>()
        where F : struct, IReal
    {
        Same<float, Real<float, F>>();
        Same<double, Real<double, F>>();
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
