namespace Functional.Kernels.Tests.Managed;

public class SortingTests
{
    private static readonly ManagedBackend Backend = ManagedBackend.Instance;

    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes];

    [Theory, MemberData(nameof(DTypes))]
    public void Argsort_orders_every_line_and_keeps_the_order_of_equals(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            if (x.Shape.Size > 1000) continue;
            for (var axis = 0; axis < x.Shape.Rank; axis++)
            {
                foreach (var descending in new[] { false, true })
                {
                    var expected = new Reference(reference.Lengths, index =>
                    {
                        var values = Enumerable.Range(0, reference.Lengths[axis]).Select(i =>
                        {
                            var place = (int[])index.Clone();
                            place[axis] = i;
                            return (Value: reference[place], Place: i);
                        });
                        var sorted = descending ? values.OrderByDescending(pair => pair.Value) : values.OrderBy(pair => pair.Value);
                        return sorted.ElementAt(index[axis]).Place;
                    });
                    Samples.AssertSame(expected, new ArgSort(axis, descending).Run(x));
                }
            }
        }
    }

    [Fact]
    public void Nan_is_largest_and_zeros_are_equal()
    {
        var x = Backend.Create([double.NaN, 0.0, double.PositiveInfinity, -0.0, -1, double.NegativeInfinity, -double.NaN, 5e-324], [8]);
        Assert.Equal([5, 4, 1, 3, 7, 2, 0, 6], Samples.Values(new ArgSort(0, false).Run(x)));
        Assert.Equal([0, 6, 2, 7, 1, 3, 4, 5], Samples.Values(new ArgSort(0, true).Run(x)));
        Assert.Equal([5, 4, 1, 3, 7, 2, 0, 6], Samples.Values(new ArgSort(0, false).Run(Backend.Cast(Replace(x), DType.Float32))));

        static NdArray Replace(NdArray x)
        {
            var values = Samples.Values(x);
            values[7] = 1e-40;
            return Backend.Create<double>(values, x.Shape);
        }
    }

    [Fact]
    public void Integers_sort_over_their_whole_range()
    {
        var x = Backend.Create([0L, long.MaxValue, long.MinValue, -1, 1, long.MaxValue - 1], [6]);
        Assert.Equal([2, 3, 0, 4, 5, 1], Samples.Values(new ArgSort(0, false).Run(x)));
        Assert.Equal([1, 5, 4, 0, 3, 2], Samples.Values(new ArgSort(0, true).Run(x)));
    }

    [Fact]
    public void Long_lines_with_many_ties_sort_stably()
    {
        var random = new Random(3);
        var values = new float[100_000];
        for (var i = 0; i < values.Length; i++) values[i] = random.Next(50);
        var order = Samples.Values(new ArgSort(0, true).Run(Backend.Create<float>(values, [values.Length])));
        for (var i = 1; i < order.Length; i++)
        {
            var (a, b) = ((int)order[i - 1], (int)order[i]);
            Assert.True(values[a] > values[b] || (values[a] == values[b] && a < b));
        }
    }
}
