namespace Functional.Kernels.Tests.Managed;

public class WindowTests
{
    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    public static TheoryData<DType> Numbers => [.. Samples.AllDTypes.Where(dtype => dtype != DType.Bool)];

    // Windows of the last two axes: they overlap along the first and leave elements out along the second.
    private static readonly Windows Last = new([2, 3], [1, 4], [2, 1]);

    private static readonly int[][] Shapes = [[3, 3], [2, 5, 8], [0, 3, 4], [2, 1, 6, 11], [1, 3, 130]];

    [Theory, MemberData(nameof(DTypes))]
    public void Windows_are_where_their_steps_and_dilations_say(DType dtype)
    {
        foreach (var lengths in Shapes)
        {
            foreach (var (x, reference) in Samples.Views(lengths, dtype))
                Samples.AssertSame(new(Result(lengths), index => reference[Source(index)]), Last.Run(x));
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Windows_add_up_where_they_overlap(DType dtype)
    {
        foreach (var lengths in Shapes)
        {
            foreach (var (x, reference) in Samples.Views(Result(lengths), dtype))
                Samples.AssertSame(Sums(reference, lengths), new OverlapAdd(Last, lengths[^2..]).Run(x));
        }
    }

    [Fact]
    public void Many_blocks_add_up_as_few_do()
    {
        int[] lengths = [90, 70, 41];
        var (x, reference) = Samples.Create(Result(lengths), DType.Float32);
        Samples.AssertSame(Sums(reference, lengths), new OverlapAdd(Last, lengths[^2..]).Run(x));
        Assert.True(x.Shape.Size > 100_000);
    }

    [Fact]
    public void Windows_copy_nothing()
    {
        var (x, _) = Samples.Create([300, 300], DType.Float64);
        var windows = (ManagedArray)new Windows([200], [1], [1]).Run(x);
        Assert.Equal([300, 200, 101], windows.Shape);
        Assert.Equal([300, 1, 1], windows.Strides.ToArray());
    }

    [Fact]
    public void An_axis_on_the_left_changes_nothing()
    {
        Assert.Same(Last, Last.Batched(7));
        var add = new OverlapAdd(Last, [3, 4]);
        Assert.Same(add, add.Batched(7));
    }

    [Fact]
    public void Windows_that_do_not_fit_are_refused()
    {
        var (x, _) = Samples.Create([2, 4], DType.Float32);
        Says<ShapeException>("expected windows that fit into lengths [2, 4]", () => Last.Run(x));
        Says<ShapeException>("expected a tensor with 2 axes", () => Last.Run(Samples.Create([4], DType.Float32).Array));
        Says<ArgumentException>("at least 1, got lengths [1], strides [0]", () => new Windows([1], [0], [1]).Run(x));
        Says<ShapeException>("expected last axes [2, 3, 1, 1]", () => new OverlapAdd(Last, [3, 4]).Run(x));
        Says<DTypeException>("overlap_add", () => new OverlapAdd(new([1], [1], [1]), [4]).Run(Samples.Create([1, 4], DType.Bool).Array));
    }

    private static void Says<TException>(string part, Action action)
        where TException : Exception => Assert.Contains(part, Assert.Throws<TException>(action).Message);

    private static int[] Result(int[] lengths) => [.. lengths[..^2], 2, 3, lengths[^2] - 2, ((lengths[^1] - 3) / 4) + 1];

    private static int[] Source(int[] index) => [.. index[..^4], index[^2] + (2 * index[^4]), (4 * index[^1]) + index[^3]];

    private static Reference Sums(Reference windows, int[] lengths)
    {
        var sums = new Reference(lengths, new double[lengths.Aggregate(1, (product, length) => product * length)]);
        foreach (var index in Reference.Indices(windows.Lengths)) sums.Values[sums.Place(Source(index))] += windows[index];
        return sums;
    }
}
