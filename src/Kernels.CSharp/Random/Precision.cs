using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Functional;

/// <summary>What the random stream does differently in single and double precision; all else is generic.</summary>
internal interface IPrecision<T>
    where T : unmanaged
{
    /// <summary>The next number on [0, 1).</summary>
    static abstract T NextUnit(MersenneTwister engine);

    /// <summary>
    /// Box and Muller's transform: 16 numbers on [0, 1), the radii in the first half and the angles in the second,
    /// become 16 normal numbers, in place.
    /// </summary>
    static abstract void BoxMuller(Span<T> block, T mean, T std);
}

/// <summary>Single precision.</summary>
internal readonly struct SinglePrecision : IPrecision<float>
{
    /// <inheritdoc/>
    public static float NextUnit(MersenneTwister engine) => engine.NextSingle();

    /// <inheritdoc/>
    public static void BoxMuller(Span<float> block, float mean, float std)
    {
        var halves = MemoryMarshal.Cast<float, Vector256<float>>(block);
        var radius = Vector256.Sqrt(CephesSingle.Log(Vector256<float>.One - halves[0]) * -2f);
        var (sin, cos) = CephesSingle.SinCos(halves[1] * float.Tau);
        halves[0] = Vector256.FusedMultiplyAdd(radius * cos, Vector256.Create(std), Vector256.Create(mean));
        halves[1] = Vector256.FusedMultiplyAdd(radius * sin, Vector256.Create(std), Vector256.Create(mean));
    }
}

/// <summary>Double precision.</summary>
internal readonly struct DoublePrecision : IPrecision<double>
{
    /// <inheritdoc/>
    public static double NextUnit(MersenneTwister engine) => engine.NextDouble();

    /// <inheritdoc/>
    public static void BoxMuller(Span<double> block, double mean, double std)
    {
        var half = block.Length / 2;
        for (var j = 0; j < half; j++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - block[j]));
            var angle = Math.Tau * block[j + half];
            block[j] = Math.FusedMultiplyAdd(radius * Math.Cos(angle), std, mean);
            block[j + half] = Math.FusedMultiplyAdd(radius * Math.Sin(angle), std, mean);
        }
    }
}
