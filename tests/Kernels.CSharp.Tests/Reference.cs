namespace Functional.Kernels.Tests;

/// <summary>
/// The slow and obvious array that kernels are compared with: elements as doubles (every dtype's test values are exact
/// in them), found by index, moved one at a time. Each is computed once.
/// </summary>
internal sealed class Reference
{
    private readonly Func<int[], double>? at;
    private double[]? values;

    public Reference(int[] lengths, Func<int[], double> at) => (Lengths, this.at) = (lengths, at);

    public Reference(int[] lengths, double[] values) => (Lengths, this.values) = (lengths, values);

    public int[] Lengths { get; }

    public double[] Values => values ??= [.. Indices(Lengths).Select(at!)];

    public double this[int[] index] => Values[Place(index)];

    /// <summary>The place of an index in row-major order.</summary>
    public int Place(int[] index)
    {
        var place = 0;
        for (var i = 0; i < index.Length; i++) place = (place * Lengths[i]) + index[i];
        return place;
    }

    /// <summary>All indices of a shape in row-major order.</summary>
    public static IEnumerable<int[]> Indices(int[] lengths)
    {
        var size = lengths.Aggregate(1, (product, length) => product * length);
        for (var place = 0; place < size; place++)
        {
            var index = new int[lengths.Length];
            for (int i = lengths.Length - 1, rest = place; i >= 0; i--)
            {
                index[i] = rest % lengths[i];
                rest /= lengths[i];
            }

            yield return index;
        }
    }
}
