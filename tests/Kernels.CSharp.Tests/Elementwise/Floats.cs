namespace Functional.Kernels.Tests;

/// <summary>Numbers to try functions on, and distances between them.</summary>
internal static class Floats
{
    public static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, 2.5f, -2.5f, 3f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
        1e-40f, -1e-40f, 1.17549435e-38f, float.MaxValue, float.MinValue, 88.7f, 88.8f, -87.4f, -100f, -103.9f, -104.5f, 1e5f, -1e5f, 1e10f, 3e38f, 1e-8f, -1e-8f,
    ];

    /// <summary>Every representable size and sign, a few thousand numbers an octave group, and the special ones.</summary>
    public static float[] Sweep()
    {
        var values = new List<float>(Specials);
        for (long bits = 0; bits < 0x7f800000; bits += 9973)
        {
            var x = BitConverter.Int32BitsToSingle((int)bits);
            values.Add(x);
            values.Add(-x);
        }

        return [.. values];
    }

    /// <summary>How many units in the last place of the rounded exact value a float is off; 0 for two nan.</summary>
    public static double Ulps(float actual, double exact)
    {
        var rounded = (float)exact;
        if (double.IsNaN(exact) || float.IsInfinity(rounded) || !float.IsFinite(actual)) return actual.Equals(rounded) ? 0 : double.PositiveInfinity;
        var unit = Math.Max((double)MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded), float.Epsilon);
        return Math.Abs(actual - exact) / unit;
    }

    /// <inheritdoc cref="Ulps(float, double)"/>
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
