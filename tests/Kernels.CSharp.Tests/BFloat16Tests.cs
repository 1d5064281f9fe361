using System.Globalization;

namespace Functional.Kernels.Tests;

/// <summary>The numbers of 16 bits, one by one and many at a time.</summary>
public class BFloat16Tests
{
    /// <summary>Singles around every number of 16 bits: itself, and both sides of the middle to the next.</summary>
    private static float[] Singles() =>
        [.. Enumerable.Range(0, 1 << 16).SelectMany(bits => new[] { 0u, 1u, 0x7FFFu, 0x8000u, 0x8001u, 0xFFFFu }.Select(low => BitConverter.UInt32BitsToSingle(((uint)bits << 16) | low)))];

    [Fact]
    public void A_number_is_the_upper_half_of_a_single()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var number = BFloat16.FromBits((ushort)bits);
            var single = (float)number;
            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(single));
            Assert.Equal(float.IsNaN(single), number.IsNaN);
            if (!number.IsNaN) Assert.Equal(bits, ((BFloat16)single).Bits);
        }
    }

    [Fact]
    public void Rounding_is_to_nearest_and_ties_go_to_even()
    {
        foreach (var single in Singles())
        {
            var rounded = (BFloat16)single;
            if (float.IsNaN(single))
            {
                Assert.True(rounded.IsNaN);
                continue;
            }

            var below = BFloat16.FromBits((ushort)(BitConverter.SingleToUInt32Bits(single) >> 16));
            var above = BFloat16.FromBits((ushort)(below.Bits + 1));
            if (float.IsInfinity((float)below)) continue;

            // Beyond the largest number the next would be 2^128.
            var next = float.IsInfinity((float)above) ? Math.CopySign(Math.ScaleB(1, 128), single) : (float)above;
            var (low, high) = (Math.Abs(single - (double)below), Math.Abs(next - single));
            var expected = low < high || (low == high && below.Bits % 2 == 0) ? below : above;
            Assert.Equal(expected.Bits, rounded.Bits);
        }
    }

    [Fact]
    public void Many_are_converted_as_one_is()
    {
        var singles = Singles();
        var backend = ManagedBackend.Instance;
        var x = backend.Create<float>(singles, [singles.Length]);
        var (upper, half) = (new BFloat16[singles.Length], new Half[singles.Length]);
        backend.Read<BFloat16>(backend.Cast(x, DType.BFloat16), upper);
        backend.Read<Half>(backend.Cast(x, DType.Float16), half);
        for (var i = 0; i < singles.Length; i++)
        {
            Assert.Equal(((BFloat16)singles[i]).Bits, upper[i].Bits);
            Assert.Equal((Half)singles[i], half[i]);
        }

        var back = new float[singles.Length];
        backend.Read<float>(backend.Cast(backend.Cast(x, DType.BFloat16), DType.Float32), back);
        Assert.Equal(upper.Select(number => (float)number), back);
    }

    [Fact]
    public void Numbers_are_compared_written_and_read_as_singles_are()
    {
        var (one, two, nan) = ((BFloat16)1f, (BFloat16)2f, (BFloat16)float.NaN);
        Assert.True(one < two && two > one && one <= two && two >= one && one != two);
        Assert.False(nan == BFloat16.FromBits(nan.Bits));
        Assert.True(nan.Equals(nan));
        Assert.True(BFloat16.FromBits(0) == BFloat16.FromBits(0x8000));
        Assert.Equal(-1, one.CompareTo(two));
        for (var bits = 0; bits <= ushort.MaxValue; bits += 7)
        {
            var number = BFloat16.FromBits((ushort)bits);
            Assert.Equal(number, BFloat16.Parse(number.ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(DType.Float16, 6.103515625e-05, 65504)]
    [InlineData(DType.BFloat16, 1.1754943508222875e-38, 3.3895313892515355e38)]
    public void A_program_of_16_bits_is_written_and_read_back(DType dtype, double tiny, double largest)
    {
        var builder = new ProgramBuilder(ManagedBackend.Instance);
        var x = builder.Argument(new([3], dtype));
        var backend = ManagedBackend.Instance;
        var numbers = backend.Cast(backend.Create<double>([tiny, largest, double.NegativeInfinity], [3]), dtype);
        var sum = builder.Add(new Zip("add", Binary.Add), [x, builder.Constant(numbers)]);
        var text = builder.Build([sum]).ToString();
        Assert.Equal(text, ProgramText.Parse(text, backend).ToString());
        Assert.Contains(dtype.Name(), text);
    }
}
