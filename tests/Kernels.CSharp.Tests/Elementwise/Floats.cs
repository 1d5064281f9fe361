namespace Functional.Kernels.Tests;

/// <summary>Numbers to try functions on, and distances between them.</summary>
internal static class Floats
{
    public static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, 2.5f, -2.5f, 3f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
        1e-40f, -1e-40f, 1.17549435e-38f, float.MaxValue, float.MinValue, 88.7f, 88.8f, -87.4f, -100f, -103.9f, -104.5f, 1e5f, -1e5f, 1e10f, 3e38f, 1e-8f, -1e-8f,
    ];

    /// <summary>Every size and sign, 841 numbers an octave; the numbers around 0 and 1 densely; and the special ones.</summary>
    public static float[] Sweep()
    {
        var values = new List<float>(Specials);
        for (long bits = 0; bits < 0x7f800000; bits += 9973)
        {
            var x = BitConverter.Int32BitsToSingle((int)bits);
            values.Add(x);
            values.Add(-x);
        }

        for (var i = -60_000; i <= 60_000; i++)
        {
            values.Add(i * 2.5e-4f);
            values.Add(1 + (i * 5e-8f));
        }

        return [.. values];
    }

    /// <summary>Pairs of all special numbers, of numbers of every size and sign, and of moderate ones.</summary>
    public static (float[] X, float[] Y) Pairs()
    {
        var random = new Random(7);
        var pairs = new List<(float X, float Y)>(from x in Specials from y in Specials select (x, y));
        for (var i = 0; i < 150_000; i++)
        {
            pairs.Add((BitConverter.Int32BitsToSingle(random.Next() ^ (random.Next() << 1)), BitConverter.Int32BitsToSingle(random.Next() ^ (random.Next() << 1))));
            pairs.Add(((float)((random.NextDouble() * 20) - 10), (float)((random.NextDouble() * 20) - 10)));
            pairs.Add((1 + (float)((random.NextDouble() - 0.5) / 16), (float)((random.NextDouble() - 0.5) * 3000)));
            pairs.Add((random.Next(-9, 10), random.Next(-99, 100)));
        }

        return ([.. pairs.Select(pair => pair.X)], [.. pairs.Select(pair => pair.Y)]);
    }

    /// <summary>How many units in the last place of the rounded exact value a float is off; 0 for two nan.</summary>
    /// <remarks>The unit is that of results of at least a certain size, where a function crosses 0.</remarks>
    public static double Ulps(float actual, double exact, double floor = 0)
    {
        var rounded = (float)exact;
        if (double.IsNaN(exact) || float.IsInfinity(rounded) || !float.IsFinite(actual)) return actual.Equals(rounded) ? 0 : double.PositiveInfinity;
        var size = MathF.Min(MathF.Max(MathF.Abs(rounded), (float)floor), MathF.BitDecrement(float.MaxValue));
        var unit = Math.Max((double)MathF.BitIncrement(size) - size, float.Epsilon);
        return Math.Abs(actual - exact) / unit;
    }

    /// <inheritdoc cref="Ulps(float, double, double)"/>
    public static double Ulps(double actual, double exact)
    {
        if (!double.IsFinite(exact) || !double.IsFinite(actual)) return actual.Equals(exact) ? 0 : double.PositiveInfinity;
        return Math.Abs(actual - exact) / Math.Max(Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact), double.Epsilon);
    }

    public static float[] Run(Map operation, float[] values)
    {
        var result = new float[values.Length];
        ManagedBackend.Instance.Read<float>(operation.Run(ManagedBackend.Instance.Create<float>(values, [values.Length])), result);
        return result;
    }

    public static double[] Run(Map operation, double[] values, bool toBool = false)
    {
        var result = operation.Run(ManagedBackend.Instance.Create<double>(values, [values.Length]));
        Assert.Equal(toBool ? DType.Bool : DType.Float64, result.DType);
        return Samples.Values(result);
    }
}
