namespace Functional.Kernels.Tests;

/// <summary>
/// The slow and obvious array that kernels are compared with: elements as doubles (every dtype's test values are exact
/// in them), found by index, moved one at a time.
/// </summary>
internal sealed class Reference(int[] lengths, Func<int[], double> at)
{
    public int[] Lengths { get; } = lengths;

    public double this[int[] index] => at(index);

    public double[] Values => [.. Indices(Lengths).Select(at)];

    /// <summary>The same numbers, each computed once.</summary>
    public Reference Computed()
    {
        var values = Values;
        return new(Lengths, index => values[Place(index, Lengths)]);
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

    private static int Place(int[] index, int[] lengths)
    {
        var place = 0;
        for (var i = 0; i < index.Length; i++) place = (place * lengths[i]) + index[i];
        return place;
    }
}
