namespace Functional.Kernels.Tests.Managed;

public class MovementTests
{
    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    [Theory, MemberData(nameof(DTypes))]
    public void Every_layout_reads_back_its_elements(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype)) Samples.AssertSame(reference, x);
    }

    [Theory, MemberData(nameof(DTypes))]
    public void Permute_moves_every_element_to_its_place(DType dtype)
    {
        var random = new Random(1);
        foreach (var (x, reference) in Samples.All(dtype))
        {
            var axes = Enumerable.Range(0, x.Shape.Rank).ToArray();
            random.Shuffle(axes);
            int[] lengths = [.. axes.Select(axis => x.Shape.Lengths[axis])];
            var inverse = new int[axes.Length];
            for (var i = 0; i < axes.Length; i++) inverse[axes[i]] = i;
            Samples.AssertSame(new(lengths, index => reference[[.. inverse.Select(i => index[i])]]), new Permute(axes).Run(x));
        }
    }

    [Theory, MemberData(nameof(DTypes))]
    public void Reshape_keeps_the_row_major_order(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            foreach (var to in Refactored(x.Shape))
                Samples.AssertSame(Samples.Of(reference.Values, to), new Reshape(Shape.Create(to)).Run(x));
        }

        static IEnumerable<int[]> Refactored(Shape shape)
        {
            var lengths = shape.Lengths.ToArray();
            yield return [shape.Size];
            yield return [1, shape.Size, 1];
            yield return [.. lengths.SelectMany(length => length % 2 == 0 && length > 0 ? new[] { 2, length / 2 } : [length])];
            yield return [.. lengths.SelectMany(length => length % 3 == 0 && length > 0 ? new[] { length / 3, 1, 3 } : [length, 1])];
            if (lengths.Length >= 2) yield return [lengths[0] * lengths[1], .. lengths[2..]];
            if (lengths.Length >= 2) yield return [.. lengths[..^2], lengths[^2] * lengths[^1]];
        }
    }

    [Theory, MemberData(nameof(DTypes))]
    public void Expand_repeats_along_stretched_axes(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            int[] to = [2, 3, .. x.Shape.Lengths.ToArray().Select(length => length == 1 ? 4 : length)];
            Samples.AssertSame(
                new(to, index => reference[[.. index[2..].Select((i, axis) => x.Shape.Lengths[axis] == 1 ? 0 : i)]]),
                new Expand(Shape.Create(to)).Run(x));
        }
    }

    [Theory, MemberData(nameof(DTypes))]
    public void Slice_and_embed_are_inverse_on_the_places_they_share(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            var lengths = x.Shape.Lengths.ToArray();
            int[] outer = [.. lengths.Select((length, axis) => (length * (axis + 2)) + 2)];
            int[] steps = [.. lengths.Select((_, axis) => axis % 2 == 0 ? axis + 2 : -axis - 1)];
            int[] starts = [.. lengths.Select((length, axis) => axis % 2 == 0 ? 1 : length * (axis + 1))];
            var embedded = new Embed(starts, steps, Shape.Create(outer)).Run(x);
            var expected = new Reference(outer, index =>
            {
                var inner = new int[index.Length];
                for (var i = 0; i < index.Length; i++)
                {
                    var distance = index[i] - starts[i];
                    inner[i] = distance / steps[i];
                    if (distance % steps[i] != 0 || inner[i] < 0 || inner[i] >= lengths[i]) return 0;
                }

                return reference[inner];
            });
            Samples.AssertSame(expected, embedded);
            Samples.AssertSame(reference, new Slice(starts, steps, x.Shape).Run(embedded));
        }
    }

    [Fact]
    public void Embedding_what_fills_the_result_reverses_axes()
    {
        var (x, reference) = Samples.Create([3, 1, 4], DType.Float32);
        var flipped = new Embed([2, 0, 3], [-1, 1, -1], x.Shape).Run(x);
        Samples.AssertSame(new([3, 1, 4], index => reference[[2 - index[0], 0, 3 - index[2]]]), flipped);
    }

    [Fact]
    public void Steps_too_large_for_the_axis_are_harmless_where_one_element_is_taken()
    {
        var (x, reference) = Samples.Create([3, 5], DType.Int32);
        var picked = new Slice([2, 1], [int.MaxValue, 2], [1, 2]).Run(x);
        Samples.AssertSame(new([1, 2], index => reference[[2, 1 + (2 * index[1])]]), picked);
    }

    [Fact]
    public void Views_share_memory_and_compose()
    {
        var (x, reference) = Samples.Create([40, 30, 20], DType.Float64);
        var view = new Reshape([1200, 20]).Run(x);
        view = new Permute([1, 0]).Run(view);
        view = new Reshape([4, 5, 1200]).Run(view);
        view = new Slice([3, 0, 1199], [-1, 2, -3], [2, 3, 400]).Run(view);
        view = new Reshape([2, 3, 20, 20]).Run(view);
        Samples.AssertSame(
            new([2, 3, 20, 20], index =>
            {
                var column = ((3 - index[0]) * 5) + (2 * index[1]);
                var row = 1199 - (3 * ((index[2] * 20) + index[3]));
                return reference[[row / 30, row % 30, column]];
            }),
            view);
        Assert.False(((ManagedArray)view).IsContiguous);
    }

    [Fact]
    public void A_view_that_restores_the_order_is_contiguous_again()
    {
        var (x, _) = Samples.Create([7, 5, 3], DType.Float32);
        var back = new Permute([2, 1, 0]).Run(new Permute([2, 1, 0]).Run(x));
        Assert.True(((ManagedArray)back).IsContiguous);
        Assert.Same(ManagedBackend.Contiguous((ManagedArray)back), back);
    }

    [Fact]
    public void Uniform_arrays_stay_uniform_whatever_moves_them()
    {
        var x = ManagedBackend.Instance.Full([1000, 1, 1000], DType.Float32, 2.5);
        x = new Permute([2, 1, 0]).Run(new Slice([999, 0, 1], [-1, 1, 2], [1000, 1, 499]).Run(x));
        x = new Reshape([499000]).Run(x);
        x = ManagedBackend.Instance.Cast(new Expand([3, 499000]).Run(x), DType.Int64);
        Assert.True(((ManagedArray)x).IsUniform);
        Assert.Equal(2, Samples.Values(x)[^1]);
    }
}
