namespace Functional.Kernels.Tests.Managed;

public class IndexingTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    [Theory, MemberData(nameof(DTypes))]
    public void Gather_takes_the_element_that_the_index_names(DType dtype)
    {
        foreach (var (x, reference, index, axis) in Cases(dtype))
        {
            var indices = Samples.Of(Samples.Values(index), index.Shape.Lengths.ToArray());
            Samples.AssertSame(
                new(indices.Lengths, place => reference[Replaced(place, axis, (int)indices[place])]),
                new Gather(axis).Run(x, index));
        }
    }

    [Theory, MemberData(nameof(DTypes))]
    public void Scatter_add_adds_every_element_where_the_index_says(DType dtype)
    {
        if (dtype == DType.Bool) return;
        foreach (var (x, reference, index, axis) in Cases(dtype))
        {
            var indices = Samples.Of(Samples.Values(index), index.Shape.Lengths.ToArray());
            foreach (var (source, sourceReference) in Samples.Views(indices.Lengths, dtype))
            {
                double[] sums = [.. reference.Values];
                foreach (var place in Reference.Indices(indices.Lengths))
                    sums[reference.Place(Replaced(place, axis, (int)indices[place]))] += sourceReference[place];
                var before = Samples.Values(x);
                Samples.AssertSame(
                    new(reference.Lengths, dtype == DType.UInt8 ? [.. sums.Select(sum => (double)(byte)(long)sum)] : sums),
                    new ScatterAdd(axis).Run(x, index, source));
                Assert.Equal(before, Samples.Values(x));
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Indices_outside_the_axis_are_refused_and_named(long bad)
    {
        var (x, _) = Samples.Create([4, 3], DType.Float32);
        var index = Backend.Create([0L, bad], [2, 1]);
        var rows = new Expand([2, 3]).Run(index);
        var (source, _) = Samples.Create([2, 3], DType.Float32);
        Assert.Contains(bad.ToString(), Assert.Throws<IndexException>(() => new Gather(0).Run(x, index)).Message);
        Assert.Throws<IndexException>(() => new Gather(0).Run(x, rows));
        Assert.Throws<IndexException>(() => new ScatterAdd(0).Run(x, rows, source));
    }

    [Fact]
    public void An_embedding_lookup_and_its_adjoint_use_whole_rows()
    {
        var (table, reference) = Samples.Create([50, 64], DType.Float32);
        long[] words = [3, 49, 3, 0, 3];
        var index = new Expand([5, 64]).Run(Backend.Create<long>(words, [5, 1]));
        var rows = new Gather(0).Run(table, index);
        Samples.AssertSame(new([5, 64], place => reference[[(int)words[place[0]], place[1]]]), rows);
        var back = new ScatterAdd(0).Run(Backend.Full(table.Shape, DType.Float32, 0), index, rows);
        Samples.AssertSame(new([50, 64], place => reference[place] * words.Count(word => word == place[0])), back);
    }

    [Fact]
    public void Bools_do_not_add()
    {
        var (x, _) = Samples.Create([3], DType.Bool);
        var (nothing, none) = (Backend.Create<bool>([], [0]), Backend.Create<long>([], [0]));
        Assert.Throws<DTypeException>(() => new ScatterAdd(0).Run(x, none, nothing));
        Assert.Throws<DTypeException>(() => new ScatterAdd(0).Run(x, Backend.Create([0L], [1]), new Slice([0], [1], [1]).Run(x)));
    }

    private static int[] Replaced(int[] place, int axis, int value)
    {
        var result = (int[])place.Clone();
        result[axis] = value;
        return result;
    }

    private static IEnumerable<(NdArray X, Reference Reference, NdArray Index, int Axis)> Cases(DType dtype)
    {
        var random = new Random(2);
        int[][] shapes = [[5], [300], [3, 4], [4, 1, 3], [2, 3, 4], [0, 3], [2, 1, 5, 3], [17, 33]];
        foreach (var shape in shapes)
        {
            foreach (var (x, reference) in Samples.Views(shape, dtype))
            {
                for (var axis = 0; axis < shape.Length; axis++)
                {
                    if (shape[axis] == 0) continue;
                    foreach (var count in new[] { 0, 1, 2, shape[axis] + 3 })
                    {
                        int[] lengths = [.. shape];
                        lengths[axis] = count;
                        yield return (x, reference, Random(lengths, shape[axis]), axis);
                        int[] shorter = [.. lengths.Select((length, i) => i == axis || length < 2 ? length : length - 1)];
                        yield return (x, reference, Random(shorter, shape[axis]), axis);
                        int[] single = [.. lengths.Select((length, i) => i <= axis ? length : Math.Min(length, 1))];
                        yield return (x, reference, new Expand(Shape.Create(lengths)).Run(Random(single, shape[axis])), axis);
                        yield return (x, reference, new Expand(Shape.Create(shorter)).Run(Random([.. single.Zip(shorter, Math.Min)], shape[axis])), axis);
                    }
                }
            }
        }

        NdArray Random(int[] lengths, int limit)
        {
            var indices = new long[lengths.Aggregate(1, (product, length) => product * length)];
            for (var i = 0; i < indices.Length; i++) indices[i] = random.Next(limit);
            return Backend.Create<long>(indices, Shape.Create(lengths));
        }
    }
}
