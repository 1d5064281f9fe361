namespace Functional.Kernels.Tests.Managed;

public class StorageTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    [Theory, MemberData(nameof(DTypes))]
    public void Cast_keeps_values_that_both_dtypes_have(DType from)
    {
        foreach (var to in Samples.AllDTypes)
            foreach (var (x, reference) in Samples.All(from))
            {
                double Expected(double value) => to switch
                {
                    DType.Bool => value != 0 ? 1 : 0,
                    DType.UInt8 => (byte)(long)value,
                    _ => value,
                };
                var result = Backend.Cast(x, to);
                Assert.Equal(to, result.DType);
                Samples.AssertSame(new(reference.Lengths, index => Expected(reference[index])), result);
            }
    }

    [Fact]
    public void Floats_become_integers_by_cutting_off_and_saturating()
    {
        var x = Backend.Create([1.9, -1.9, double.NaN, 1e300, double.NegativeInfinity], [5]);
        Assert.Equal([1, -1, 0, int.MaxValue, int.MinValue], Read<int>(Backend.Cast(x, DType.Int32)));
        Assert.Equal([1, -1, 0, long.MaxValue, long.MinValue], Read<long>(Backend.Cast(x, DType.Int64)));
    }

    [Fact]
    public void Floats_wrap_around_on_their_way_to_bytes()
    {
        double[] x = [-1, -14.1, 256.5, 300, 3e9, double.NaN];
        byte[] bytes = [255, 242, 0, 44, 0, 0];
        Assert.Equal(bytes, Read<byte>(Backend.Cast(Backend.Create(x, [6]), DType.UInt8)));
        Assert.Equal(bytes, Read<byte>(Backend.Cast(Backend.Create(Array.ConvertAll(x, v => (float)v), [6]), DType.UInt8)));
        for (var i = 0; i < x.Length; i++)
            Assert.Equal((long)bytes[i], Backend.Item(Backend.Full([], DType.UInt8, x[i])));
    }

    [Fact]
    public void Everything_but_zero_is_true()
    {
        var x = Backend.Create([0f, -0f, float.NaN, float.Epsilon, -3f], [5]);
        Assert.Equal([false, false, true, true, true], Read<bool>(Backend.Cast(x, DType.Bool)));
    }

    [Fact]
    public void Full_converts_the_number_and_takes_no_memory()
    {
        Assert.Equal(1.0 / 3, Backend.Item(Backend.Full([], DType.Float64, 1.0 / 3)));
        Assert.Equal((1L << 60) + 1, Backend.Item(Backend.Full([], DType.Int64, (1L << 60) + 1)));
        Assert.Equal(true, Backend.Item(Backend.Full([1, 1], DType.Bool, double.NaN)));
        Assert.Equal(7L, Backend.Item(Backend.Full([], DType.UInt8, 7.9)));
        Assert.Equal((double)(float)0.1, Backend.Item(Backend.Full([1], DType.Float32, 0.1)));
        Assert.Equal(0, Backend.Full([3, 0], DType.Float32, 1).Shape.Size);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var large = Backend.Full(Shape.Create([30000, 30000]), DType.Float64, 1.5);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096);
        Assert.True(((ManagedArray)large).IsUniform);
    }

    [Fact]
    public void Item_reads_a_view_of_a_large_array()
    {
        var (x, reference) = Samples.Create([100, 100], DType.Float32);
        Assert.Equal(reference[[42, 17]], Backend.Item(new Slice([42, 17], [1, 1], [1, 1]).Run(x)));
    }

    [Fact]
    public void Create_and_read_keep_every_bit()
    {
        foreach (var count in new[] { 0, 1, 2, 3, 255, 256, 257, 10000 })
        {
            var values = new double[count];
            for (var i = 0; i < count; i++) values[i] = BitConverter.Int64BitsToDouble(0x7FF8000000000001L + i);
            var back = Read<double>(Backend.Create(values.AsSpan(), [count]));
            Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), back.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    private static T[] Read<T>(NdArray x)
        where T : unmanaged
    {
        var values = new T[x.Shape.Size];
        Backend.Read<T>(x, values);
        return values;
    }
}
