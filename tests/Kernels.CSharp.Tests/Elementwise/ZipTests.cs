namespace Functional.Kernels.Tests;

public sealed class ZipTests
{
    private static readonly Binary[] Exact =
    [
        Binary.Add, Binary.AddScaled, Binary.Sub, Binary.Mul, Binary.Max, Binary.Min, Binary.Equal, Binary.NotEqual, Binary.Less, Binary.LessEqual,
        Binary.Greater, Binary.GreaterEqual, Binary.And, Binary.Or, Binary.Xor,
    ];

    private static readonly DType[] Numeric = [DType.UInt8, DType.Int32, DType.Int64, DType.Float32, DType.Float64];

    public static TheoryData<DType> DTypesWithNumbers => [.. Numeric];

    [Theory]
    [MemberData(nameof(DTypesWithNumbers))]
    public void OperationsAgreeWithScalarsOnEveryPairOfLayouts(DType dtype)
    {
        foreach (var lengths in Samples.Shapes)
        {
            foreach (var (x, xs) in Samples.Views(lengths, dtype))
            {
                foreach (var (y, ys) in Samples.Views(lengths, dtype))
                {
                    foreach (var op in new[] { Binary.Add, Binary.Less, Binary.Max })
                        Check(new Zip(op.ToString(), op), x, xs.Values, y, ys.Values, dtype);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DTypesWithNumbers))]
    public void EveryExactOperationAgreesWithScalars(DType dtype)
    {
        foreach (int[] lengths in new[] { [], [7], [300], new[] { 5, 33 } })
        {
            var (x, xs) = Samples.Create(lengths, dtype, 1);
            var (y, ys) = Samples.Create(lengths, dtype, 2);
            foreach (var op in Exact) Check(new Zip(op.ToString(), op, 2), x, xs.Values, y, ys.Values, dtype);
        }
    }

    [Theory]
    [MemberData(nameof(DTypesWithNumbers))]
    public void DivisionsAgreeWithScalars(DType dtype)
    {
        var x = Enumerable.Range(0, 400).Select(i => dtype == DType.UInt8 ? i / 20 : (i / 20) - 10.0).ToArray();
        var y = Enumerable.Range(0, 400).Select(i => (i % 20) + 1.0 - (dtype != DType.UInt8 && i % 20 > 10 ? 22 : 0)).ToArray();
        foreach (var op in new[] { Binary.Fmod, Binary.Remainder })
            Check(new Zip(op.ToString(), op), Samples.From(x, [400], dtype), x, Samples.From(y, [400], dtype), y, dtype);
    }

    [Fact]
    public void ShapesBroadcastFromBothSides()
    {
        (int[], int[], int[])[] cases =
        [
            ([3, 1], [1, 4], [3, 4]), ([5], [2, 3, 5], [2, 3, 5]), ([2, 3, 5], [3, 1], [2, 3, 5]), ([], [6], [6]), ([70, 1], [1, 41], [70, 41]),
            ([2, 1, 3, 1], [5, 1, 4], [2, 5, 3, 4]), ([1, 1], [3], [1, 3]), ([0, 1], [1, 4], [0, 4]), ([1], [0], [0]), ([2000, 3], [3], [2000, 3]),
            ([600, 700], [700], [600, 700]), ([600, 700], [600, 1], [600, 700]),
        ];
        foreach (var (left, right, both) in cases)
        {
            var (x, xs) = Samples.Create(left, DType.Float32, 1);
            var (y, ys) = Samples.Create(right, DType.Float32, 2);
            var expected = Reference.Indices(both).Select(i => xs[Into(i, left)] - ys[Into(i, right)]).ToArray();
            var result = new Zip("sub", Binary.Sub).Run(x, y);
            Assert.Equal(both, result.Shape.Lengths.ToArray());
            Assert.Equal(expected, Samples.Values(result));
        }
    }

    [Fact]
    public void FloatOperationsTreatSpecialValuesAsPyTorchDoes()
    {
        var specials = Floats.Specials.Select(x => (double)x).ToArray();
        var pairs = (from x in specials from y in specials select (x, y)).ToArray();
        var (left, right) = (pairs.Select(p => p.x).ToArray(), pairs.Select(p => p.y).ToArray());
        foreach (var op in Enum.GetValues<Binary>())
        {
            var result = Samples.Values(new Zip(op.ToString(), op, 0.5).Run(Samples.From(left, [left.Length], DType.Float64), Samples.From(right, [left.Length], DType.Float64)));
            for (var i = 0; i < left.Length; i++)
            {
                var expected = op == Binary.AddScaled ? Math.FusedMultiplyAdd(0.5, right[i], left[i]) : ScalarReference.Zip(op, 0.5, left[i], right[i]);
                var close = result[i].Equals(expected) || Math.Abs(result[i] - expected) <= 1e-14 * Math.Abs(expected)
                    || (op == Binary.LogAddExp && Math.Abs(result[i] - expected) <= 1e-15);
                Assert.True(close, $"{op}({left[i]:R}, {right[i]:R}) = {result[i]:R}, expected {expected:R}");
            }
        }
    }

    [Fact]
    public void ScaledAdditionRoundsOnce()
    {
        var (x, y) = (1f, 1 + MathF.Pow(2, -12));
        var result = new Zip("add", Binary.AddScaled, y).Run(Samples.From([-x], [], DType.Float32), Samples.From([y], [], DType.Float32));
        Assert.Equal([(double)MathF.FusedMultiplyAdd(y, y, -x)], Samples.Values(result));
    }

    [Fact]
    public void BoolsAddToOrAndMultiplyToAnd()
    {
        var x = Samples.From([0, 0, 1, 1], [4], DType.Bool);
        var y = Samples.From([0, 1, 0, 1], [4], DType.Bool);
        Check(Binary.Add, [0, 1, 1, 1]);
        Check(Binary.Mul, [0, 0, 0, 1]);
        Check(Binary.And, [0, 0, 0, 1]);
        Check(Binary.Or, [0, 1, 1, 1]);
        Check(Binary.Xor, [0, 1, 1, 0]);
        Check(Binary.Equal, [1, 0, 0, 1]);
        Check(Binary.Less, [0, 1, 0, 0]);
        Assert.Throws<DTypeException>(() => new Zip("sub", Binary.Sub).Run(x, y));

        void Check(Binary op, double[] expected) => Assert.Equal(expected, Samples.Values(new Zip(op.ToString(), op).Run(x, y)));
    }

    [Fact]
    public void IntegerPowersAreExactAndNegativeOnesRoundToZero()
    {
        double[] x = [2, 3, -3, 0, 1, -1, -1, 2, 7, 0];
        double[] y = [10, 4, 3, 0, -5, -4, -3, -1, 1, -1];
        double[] expected = [1024, 81, -27, 1, 1, 1, -1, 0, 7, 0];
        foreach (var dtype in new[] { DType.Int32, DType.Int64 })
            Assert.Equal(expected, Samples.Values(new Zip("pow", Binary.Pow).Run(Samples.From(x, [10], dtype), Samples.From(y, [10], dtype))));
    }

    [Fact]
    public void IntegerDivisionByZeroIsAnErrorEvenOnOtherThreads()
    {
        foreach (var size in new[] { 1, 100, 500_000 })
        {
            var y = Enumerable.Repeat(1.0, size).ToArray();
            y[size / 2] = 0;
            foreach (var op in new[] { Binary.Fmod, Binary.Remainder })
            {
                var error = Assert.Throws<ArgumentException>(() => new Zip("fmod", op).Run(Samples.From(y, [size], DType.Int32), Samples.From(y, [size], DType.Int32)));
                Assert.Contains("0", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void TheLeastIntegerDividedByMinusOneDoesNotTrap()
    {
        foreach (var op in new[] { Binary.Fmod, Binary.Remainder })
        {
            Assert.Equal([0.0], Samples.Values(new Zip("fmod", op).Run(Samples.From([int.MinValue], [], DType.Int32), Samples.From([-1], [], DType.Int32))));
            Assert.Equal([0.0], Samples.Values(new Zip("fmod", op).Run(Samples.From([long.MinValue], [], DType.Int64), Samples.From([-1], [], DType.Int64))));
        }
    }

    [Fact]
    public void FunctionsOfRealsRefuseIntegers() => Assert.Throws<DTypeException>(() =>
        new Zip("atan2", Binary.Atan2).Run(Samples.From([1], [], DType.Int64), Samples.From([1], [], DType.Int64)));

    [Fact]
    public void UniformArraysStayUniform()
    {
        var x = ManagedBackend.Instance.Full([100, 100], DType.Float32, 2);
        var result = (ManagedArray)new Zip("mul", Binary.Mul).Run(x, x);
        Assert.True(result.IsUniform);
        Assert.Equal(Enumerable.Repeat(4.0, 10000), Samples.Values(result));
    }

    private static int[] Into(int[] index, int[] lengths) =>
        [.. lengths.Select((length, axis) => length == 1 ? 0 : index[index.Length - lengths.Length + axis])];

    private static void Check(Zip operation, NdArray x, double[] xs, NdArray y, double[] ys, DType dtype)
    {
        var result = operation.Run(x, y);
        var expected = xs.Zip(ys, (a, b) => ScalarReference.Zip(operation.Op, operation.P, a, b)).Select(v => Wrap(v, result.DType)).ToArray();
        Assert.Equal(operation.Op >= Binary.Equal ? DType.Bool : dtype, result.DType);
        Assert.Equal(x.Shape, result.Shape);
        Assert.Equal(expected, Samples.Values(result));
    }

    private static double Wrap(double value, DType dtype) => dtype == DType.UInt8 ? (byte)(long)value : value;
}
