using System.Numerics;

namespace Functional;

/// <summary>Evenly spaced numbers, with the roundings of PyTorch's <c>linspace</c> on the CPU.</summary>
public static class Linspace
{
    // The reference makes its points a 32-byte register at a time, two registers a step; what does not fill a step is
    // made point by point, which rounds differently.
    private const int RegisterBytes = 32;

    /// <summary>Fills with evenly spaced numbers, the first <paramref name="start"/> and the last <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentException">The distance of the ends is not finite in the element type.</exception>
    public static void Fill(Span<float> destination, double start, double end) => Fill<float>(destination, start, end);

    /// <inheritdoc cref="Fill(Span{float}, double, double)"/>
    public static void Fill(Span<double> destination, double start, double end) => Fill<double>(destination, start, end);

    private static unsafe void Fill<T>(Span<T> destination, double start, double end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var points = destination.Length;
        var first = T.CreateTruncating(start);
        var last = T.CreateTruncating(end);
        if (!T.IsFinite(last - first)) throw Errors.RangeTooWide("linspace", start, end, DTypes.Of<T>());

        // A single point is the start; it needs no step, and a step would divide by zero.
        var step = points > 1 ? (last - first) / T.CreateTruncating(points - 1) : T.Zero;
        if (points == 1) last = first;

        var lanes = RegisterBytes / sizeof(T);
        var inRegisters = points - points % (2 * lanes);
        for (var i = 0; i < points; i++)
        {
            var lane = i < inRegisters ? i % lanes : 0;
            var point = Point(i - lane);
            destination[i] = lane == 0 ? point : point + step * T.CreateTruncating(lane);
        }

        // Counted from the nearer end, so that both ends are exact.
        T Point(int i) => i < points / 2
            ? T.FusedMultiplyAdd(step, T.CreateTruncating(i), first)
            : T.FusedMultiplyAdd(-step, T.CreateTruncating(points - 1 - i), last);
    }
}
