namespace Functional.Kernels.Tests;

/// <summary>Arrays for tests, each with its <see cref="Reference"/>: generated shapes, every kind of view, every dtype.</summary>
internal static class Samples
{
    public static readonly DType[] AllDTypes = Enum.GetValues<DType>();

    public static readonly int[][] Shapes =
    [
        [], [1], [5], [0], [300], [1, 1], [3, 4], [4, 1, 3], [2, 3, 4], [0, 3], [3, 0, 2], [2, 1, 5, 3], [17, 33], [70, 41], [2, 3, 2, 2, 3],
    ];

    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    /// <summary>An array with small integers as elements, exact in every dtype; bools are 0 and 1.</summary>
    public static (NdArray Array, Reference Reference) Create(int[] lengths, DType dtype, int seed = 1)
    {
        var random = new Random((seed * 31) + lengths.Length);
        var values = new double[lengths.Aggregate(1, (product, length) => product * length)];
        var (low, high) = dtype switch { DType.Bool => (0, 2), DType.UInt8 => (0, 12), _ => (-9, 10) };
        for (var i = 0; i < values.Length; i++) values[i] = random.Next(low, high);
        return (From(values, lengths, dtype), Of(values, lengths));
    }

    public static Reference Of(double[] values, int[] lengths) => new(lengths, values);

    public static NdArray From(double[] values, int[] lengths, DType dtype)
    {
        var shape = Shape.Create(lengths);
        return dtype switch
        {
            DType.Bool => Backend.Create<bool>(Array.ConvertAll(values, v => v != 0), shape),
            DType.UInt8 => Backend.Create<byte>(Array.ConvertAll(values, v => (byte)v), shape),
            DType.Int32 => Backend.Create<int>(Array.ConvertAll(values, v => (int)v), shape),
            DType.Int64 => Backend.Create<long>(Array.ConvertAll(values, v => (long)v), shape),
            DType.Float16 => Backend.Create<Half>(Array.ConvertAll(values, v => (Half)v), shape),
            DType.BFloat16 => Backend.Create<BFloat16>(Array.ConvertAll(values, v => (BFloat16)v), shape),
            DType.Float32 => Backend.Create<float>(Array.ConvertAll(values, v => (float)v), shape),
            _ => Backend.Create<double>(values, shape),
        };
    }

    public static double[] Values(NdArray x)
    {
        return x.DType switch
        {
            DType.Bool => Array.ConvertAll(Read<bool>(), v => v ? 1.0 : 0.0),
            DType.UInt8 => Array.ConvertAll(Read<byte>(), v => (double)v),
            DType.Int32 => Array.ConvertAll(Read<int>(), v => (double)v),
            DType.Int64 => Array.ConvertAll(Read<long>(), v => (double)v),
            DType.Float16 => Array.ConvertAll(Read<Half>(), v => (double)v),
            DType.BFloat16 => Array.ConvertAll(Read<BFloat16>(), v => (double)v),
            DType.Float32 => Array.ConvertAll(Read<float>(), v => (double)v),
            _ => Read<double>(),
        };

        T[] Read<T>()
            where T : unmanaged
        {
            var values = new T[x.Shape.Size];
            x.Backend.Read<T>(x, values);
            return values;
        }
    }

    /// <summary>An array of the given shape in every layout: row-major, permuted, cut out backwards, stretched, uniform.</summary>
    public static IEnumerable<(NdArray Array, Reference Reference)> Views(int[] lengths, DType dtype)
    {
        yield return Create(lengths, dtype);

        var order = Enumerable.Range(0, lengths.Length).Reverse().ToArray();
        var (mirrored, mirroredReference) = Create([.. order.Select(axis => lengths[axis])], dtype);
        yield return (new Permute(order).Run(mirrored), new(lengths, index => mirroredReference[[.. order.Select(axis => index[axis])]]));

        var (large, largeReference) = Create([.. lengths.Select(length => (length * 2) + 3)], dtype);
        int[] steps = [.. lengths.Select((_, axis) => axis % 2 == 0 ? -2 : 2)];
        int[] starts = [.. lengths.Select((length, axis) => axis % 2 == 0 ? length * 2 : 1)];
        yield return (
            new Slice(starts, steps, Shape.Create(lengths)).Run(large),
            new(lengths, index => largeReference[[.. index.Select((i, axis) => starts[axis] + (i * steps[axis]))]]));

        if (lengths.Length > 0)
        {
            for (var parity = 0; parity < 2; parity++)
            {
                int[] narrow = [.. lengths.Select((length, axis) => axis % 2 == parity ? 1 : length)];
                var (small, smallReference) = Create(narrow, dtype);
                yield return (
                    new Expand(Shape.Create(lengths)).Run(small),
                    new(lengths, index => smallReference[[.. index.Select((i, axis) => narrow[axis] == 1 ? 0 : i)]]));
            }
        }

        yield return (Backend.Full(Shape.Create(lengths), dtype, 1), new(lengths, _ => 1));
    }

    /// <summary>Every layout of every shape.</summary>
    public static IEnumerable<(NdArray Array, Reference Reference)> All(DType dtype) => Shapes.SelectMany(lengths => Views(lengths, dtype));

    public static void AssertSame(Reference expected, NdArray actual)
    {
        Assert.Equal(expected.Lengths, actual.Shape.Lengths.ToArray());
        Assert.Equal(actual.DType.Is16Bit() ? Array.ConvertAll(expected.Values, value => actual.DType.Round(value)) : expected.Values, Values(actual));
    }
}
