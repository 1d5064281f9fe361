namespace Functional.Kernels;

/// <summary>
/// An operation that moves elements and computes nothing. All but <see cref="Expand"/> are one-to-one, and their
/// adjoint is again a movement.
/// </summary>
public abstract class Movement(string name) : Operation(name)
{
    /// <inheritdoc/>
    public sealed override Space Infer(ReadOnlySpan<Space> arguments) => new(Result(arguments[0].Shape), arguments[0].DType);

    /// <inheritdoc/>
    public sealed override NdArray Run(NdArray x)
    {
        var shape = Result(x.Shape);
        return x.Backend.Move(this, x, new(shape, x.DType));
    }

    /// <summary>The movement that carries cotangents of the result back to the given domain.</summary>
    public abstract Movement Adjoint(Shape domain);

    /// <inheritdoc/>
    public abstract override Movement Batched(int size);

    /// <summary>The shape of the result.</summary>
    protected abstract Shape Result(Shape x);
}

/// <summary>Axis <c>i</c> of the result is axis <c>Axes[i]</c> of the argument.</summary>
public sealed class Permute(int[] axes) : Movement("permute")
{
    /// <summary>The argument's axes in the result's order: non-negative, each once.</summary>
    public int[] Axes { get; } = axes;

    /// <inheritdoc/>
    public override Movement Adjoint(Shape domain)
    {
        var inverse = new int[Axes.Length];
        for (var i = 0; i < inverse.Length; i++) inverse[Axes[i]] = i;
        return new Permute(inverse);
    }

    /// <inheritdoc/>
    public override Movement Batched(int size) => new Permute([0, .. Batch.Shift(Axes)]);

    /// <inheritdoc/>
    protected override Shape Result(Shape x)
    {
        if (Axes.Length != x.Rank) throw Errors.PermuteAxes(Axes, x);
        Span<int> lengths = stackalloc int[Axes.Length];
        Span<bool> seen = stackalloc bool[Axes.Length];
        seen.Clear();
        for (var i = 0; i < Axes.Length; i++)
        {
            var axis = x.Axis(Name, Axes[i]);
            if (seen[axis]) throw Errors.PermuteAxes(Axes, x);
            seen[axis] = true;
            lengths[i] = x.Lengths[axis];
        }

        return Shape.Create(lengths);
    }
}

/// <summary>The same elements, in row-major order, under another shape of the same size.</summary>
public sealed class Reshape(Shape to) : Movement("reshape")
{
    /// <summary>The result's shape.</summary>
    public Shape To { get; } = to;

    /// <inheritdoc/>
    public override Movement Adjoint(Shape domain) => new Reshape(domain);

    /// <inheritdoc/>
    public override Movement Batched(int size) => new Reshape(To.Batched(size));

    /// <inheritdoc/>
    protected override Shape Result(Shape x) => x.Size == To.Size ? To : throw Errors.ReshapeSize(x, To);
}

/// <summary>Stretches axes of length 1, and adds axes on the left, to reach a shape.</summary>
public sealed class Expand(Shape to) : Movement("expand")
{
    /// <summary>The result's shape.</summary>
    public Shape To { get; } = to;

    /// <summary>Not a movement: the adjoint of an expansion is a sum.</summary>
    public override Movement Adjoint(Shape domain) => throw new InvalidOperationException("expand: its adjoint is a sum, not a movement");

    /// <inheritdoc/>
    public override Movement Batched(int size) => new Expand(To.Batched(size));

    /// <inheritdoc/>
    protected override Shape Result(Shape x) => Broadcasting.Fits(x, To) ? To : throw Errors.CannotExpand(x, To);
}

/// <summary>
/// Element <c>i</c> of an axis of the result is element <c>Starts + i Steps</c> of the argument's axis, <c>To</c>
/// elements in all. Negative steps walk backwards, so a flip is a slice.
/// </summary>
public sealed class Slice(int[] starts, int[] steps, Shape to) : Movement("slice")
{
    /// <summary>First element taken, per axis.</summary>
    public int[] Starts { get; } = starts;

    /// <summary>Distance between elements taken, per axis; not 0.</summary>
    public int[] Steps { get; } = steps;

    /// <summary>The result's shape.</summary>
    public Shape To { get; } = to;

    /// <inheritdoc/>
    public override Movement Adjoint(Shape domain) => new Embed(Starts, Steps, domain);

    /// <inheritdoc/>
    public override Movement Batched(int size) => new Slice([0, .. Starts], [1, .. Steps], To.Batched(size));

    /// <inheritdoc/>
    protected override Shape Result(Shape x)
    {
        Check(Name, Starts, Steps, inner: To, outer: x);
        return To;
    }

    internal static void Check(string name, int[] starts, int[] steps, Shape inner, Shape outer)
    {
        if (starts.Length != outer.Rank || steps.Length != outer.Rank || inner.Rank != outer.Rank)
            throw Errors.SliceRank(name, starts.Length, outer);
        for (var i = 0; i < starts.Length; i++)
        {
            if (inner.Lengths[i] == 0) continue;
            var last = starts[i] + ((long)(inner.Lengths[i] - 1) * steps[i]);
            if (starts[i] < 0 || starts[i] >= outer.Lengths[i] || last < 0 || last >= outer.Lengths[i])
                throw Errors.SliceBounds(name, i, starts[i], last, outer);
        }
    }
}

/// <summary>The adjoint of <see cref="Slice"/>: zeros of shape <c>To</c> with the argument's elements at <c>Starts + i Steps</c>.</summary>
public sealed class Embed(int[] starts, int[] steps, Shape to) : Movement("embed")
{
    /// <summary>Place of the first element, per axis.</summary>
    public int[] Starts { get; } = starts;

    /// <summary>Distance between places, per axis; not 0.</summary>
    public int[] Steps { get; } = steps;

    /// <summary>The result's shape.</summary>
    public Shape To { get; } = to;

    /// <inheritdoc/>
    public override Movement Adjoint(Shape domain) => new Slice(Starts, Steps, domain);

    /// <inheritdoc/>
    public override Movement Batched(int size) => new Embed([0, .. Starts], [1, .. Steps], To.Batched(size));

    /// <inheritdoc/>
    protected override Shape Result(Shape x)
    {
        Slice.Check(Name, Starts, Steps, inner: x, outer: To);
        return To;
    }
}
