namespace Functional.Kernels;

/// <summary>
/// Overlapping windows of the last axes: <c>[.., s, ..]</c> becomes <c>[.., w, .., n, ..]</c>, first the places within
/// a window, then the windows. Place <c>i</c> of window <c>k</c> along an axis is element <c>k Steps + i Dilations</c>.
/// Windows that do not fit whole are left out. The adjoint is <see cref="OverlapAdd"/>.
/// </summary>
/// <remarks>Places come first because a convolution then is one matrix product, without a permutation.</remarks>
public sealed class Windows(int[] lengths, int[] steps, int[] dilations) : Movement("windows")
{
    /// <summary>Elements of a window, per axis: positive.</summary>
    public int[] Lengths { get; } = lengths;

    /// <summary>Distance between neighbouring windows, per axis: positive.</summary>
    public int[] Steps { get; } = steps;

    /// <summary>Distance between neighbouring elements of a window, per axis: positive.</summary>
    public int[] Dilations { get; } = dilations;

    /// <summary>How many elements a window reaches across along an axis.</summary>
    public long Extent(int axis) => ((Lengths[axis] - 1L) * Dilations[axis]) + 1;

    /// <summary>Not a movement: the adjoint adds up where windows overlap.</summary>
    public override Movement Adjoint(Shape domain) =>
        throw new InvalidOperationException("windows: its adjoint is overlap_add, not a movement");

    /// <summary>Axes count from the right: one more on the left changes nothing.</summary>
    public override Movement Batched(int size) => this;

    /// <inheritdoc/>
    protected override Shape Result(Shape x)
    {
        if (x.Rank < Lengths.Length) throw Errors.WindowRank(Name, Lengths.Length, x);
        var spatial = x.Lengths[^Lengths.Length..];
        return [.. x.Lengths[..^Lengths.Length], .. Lengths, .. Counts(spatial)];
    }

    /// <summary>How many windows fit along axes of the given lengths.</summary>
    internal int[] Counts(ReadOnlySpan<int> spatial)
    {
        var counts = new int[Lengths.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            if (Lengths[i] < 1 || Steps[i] < 1 || Dilations[i] < 1) throw Errors.WindowNumbers(Name, Lengths, Steps, Dilations);
            if (Extent(i) > spatial[i]) throw Errors.WindowTooLong(Name, Lengths, Dilations, spatial);
            counts[i] = (int)(((spatial[i] - Extent(i)) / Steps[i]) + 1);
        }

        return counts;
    }
}

/// <summary>
/// The adjoint of <see cref="Kernels.Windows"/>: adds windows into zeros at the places that they were taken from.
/// <c>[.., w, .., n, ..]</c> becomes <c>[.., s, ..]</c>, <c>To</c> being the lengths of the last axes.
/// </summary>
public sealed class OverlapAdd(Windows windows, int[] to) : Operation("overlap_add")
{
    /// <summary>Where the windows are.</summary>
    public Windows Windows { get; } = windows;

    /// <summary>The lengths of the last axes of the result.</summary>
    public int[] To { get; } = to;

    /// <inheritdoc/>
    public override Space Infer(ReadOnlySpan<Space> arguments)
    {
        var x = arguments[0].Shape;
        ReadOnlySpan<int> expected = [.. Windows.Lengths, .. Windows.Counts(To)];
        if (x.Rank < expected.Length || !x.Lengths[^expected.Length..].SequenceEqual(expected))
            throw Errors.OverlapShape(Name, expected, x);
        return new([.. x.Lengths[..^expected.Length], .. To], arguments[0].DType);
    }

    /// <summary>Axes count from the right: one more on the left changes nothing.</summary>
    public override Operation Batched(int size) => this;

    /// <inheritdoc/>
    public override NdArray Run(NdArray x) => x.Backend.OverlapAdd(this, x, Infer([x.Space]));
}
