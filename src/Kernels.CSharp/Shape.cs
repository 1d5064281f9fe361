using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional;

/// <summary>
/// The lengths of a tensor's axes, outermost first; <c>[]</c> is the shape of a single number. Immutable; equal
/// shapes compare equal. Prints as <c>[2, 3]</c>.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>The shape of a single number: no axes, one element.</summary>
    public static readonly Shape Scalar = new([]);

    private readonly int[] lengths;
    private int[]? strides;

    private Shape(int[] lengths)
    {
        this.lengths = lengths;
        long size = 1;
        foreach (var length in lengths)
        {
            if (length < 0) throw Errors.NegativeLength(lengths);
            size *= length;
            if (size > int.MaxValue) throw Errors.TooLarge(lengths);
        }

        Size = (int)size;
    }

    /// <summary>The number of axes.</summary>
    public int Rank => lengths.Length;

    /// <summary>The number of elements: the product of all lengths, 1 for a single number.</summary>
    public int Size { get; }

    /// <summary>The length of an axis; negative axes count from the last.</summary>
    /// <exception cref="AxisException">The axis is not in [-Rank, Rank).</exception>
    public int this[int axis] => lengths[Axis("shape", axis)];

    /// <summary>The same as <see cref="Rank"/>.</summary>
    public int Count => lengths.Length;

    /// <summary>The lengths, without a copy.</summary>
    public ReadOnlySpan<int> Lengths => lengths;

    /// <summary>The distances, in elements, between neighbours along each axis of a row-major array of this shape.</summary>
    public ReadOnlySpan<int> Strides => strides ??= RowMajor(lengths);

    /// <summary>The shape with the given lengths.</summary>
    /// <exception cref="ShapeException">A length is negative, or there are more than 2^31 - 1 elements.</exception>
    public static Shape Create(ReadOnlySpan<int> lengths) => lengths.Length == 0 ? Scalar : new(lengths.ToArray());

    /// <summary>The shape with the given lengths.</summary>
    /// <exception cref="ShapeException">A length is negative, or there are more than 2^31 - 1 elements.</exception>
    public static Shape From(IEnumerable<int> lengths) => lengths as Shape ?? Create(lengths.ToArray());

    /// <summary>The non-negative number of an axis that may be counted from the last.</summary>
    /// <exception cref="AxisException">The axis is not in [-Rank, Rank).</exception>
    public int Axis(string operation, int axis)
    {
        var rank = lengths.Length;
        if (axis < -rank || axis >= rank) throw Errors.AxisOutOfRange(operation, axis, this);
        return axis < 0 ? axis + rank : axis;
    }

    /// <summary>The non-negative, ascending numbers of distinct axes; no axes at all means every axis.</summary>
    /// <exception cref="AxisException">An axis is not in [-Rank, Rank), or is named twice.</exception>
    public int[] Axes(string operation, ReadOnlySpan<int> axes)
    {
        if (axes.Length == 0)
        {
            var all = new int[Rank];
            for (var i = 0; i < all.Length; i++) all[i] = i;
            return all;
        }

        var result = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            result[i] = Axis(operation, axes[i]);
            if (result.AsSpan(0, i).Contains(result[i])) throw Errors.RepeatedAxis(operation, axes, this);
        }

        Array.Sort(result);
        return result;
    }

    /// <summary>The shape with one more axis, on the left.</summary>
    public Shape Batched(int size) => new([size, .. lengths]);

    /// <inheritdoc/>
    public bool Equals(Shape? other) =>
        ReferenceEquals(this, other) || (other is not null && lengths.AsSpan().SequenceEqual(other.lengths));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var length in lengths) hash.Add(length);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => Format(lengths);

    /// <summary>Lengths, axes or indices as they stand in messages: <c>[2, 3]</c>.</summary>
    public static string Format(ReadOnlySpan<int> lengths) => "[" + string.Join(", ", lengths.ToArray()) + "]";

    /// <summary>Whether two shapes have the same lengths.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    private static int[] RowMajor(int[] lengths)
    {
        var strides = new int[lengths.Length];
        var step = 1;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(lengths[i], 1);
        }

        return strides;
    }
}
