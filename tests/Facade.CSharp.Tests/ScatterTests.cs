namespace Functional.Tests;

/// <summary>Elements put in places as C# writes it: ranges of the language, numbers beside tensors.</summary>
public class ScatterTests
{
    private static readonly Tensor X = Tensor.Arange(0, 12, 1).Reshape(3, 4);

    private static Tensor Indices(params long[] places) => Tensor.From(places);

    [Fact]
    public void With_replaces_a_part()
    {
        var y = X.With(-1, 1.., ^1);
        Check.Same([0, 1, 2, 3, 4, 5, 6, -1, 8, 9, 10, -1], y);
        Check.Same(X.ToArray<double>(), y.With(X[1.., ^1], 1.., ^1));
        Check.Same([20, 21, 22, 23], X.With(Tensor.Arange(20, 24, 1), 0)[0]);
    }

    [Fact]
    public void Parts_are_updated_by_what_is_there()
    {
        Check.Same([8, 9], X.WithAdded(4, 1, ..2)[1, ..2]);
        Check.Same([8, 10], X.WithMultiplied(2, 1, ..2)[1, ..2]);
        Check.Same([5, 5], X.WithMaximum(5, 1, ..2)[1, ..2]);
        Check.Same([4, 4], X.WithMinimum(4, 1, ..2)[1, ..2]);
        Check.Same([16, 25], X.WithMapped(part => part.Square(), 1, ..2)[1, ..2]);
    }

    [Fact]
    public void Of_elements_for_the_same_place_the_last_is_set()
    {
        var zeros = Tensor.Zeros(3);
        var source = Tensor.From([5f, 6f, 7f]);
        Check.Same([6, 0, 7], zeros.Scatter(0, Indices(0, 0, 2), source));
        Check.Same([11, 0, 7], zeros.ScatterReduce(0, Combine.Sum, Indices(0, 0, 2), source));
        Check.Same([30, 1, 7], Tensor.Ones(3).ScatterReduce(0, Combine.Prod, Indices(0, 0, 2), source, includeSelf: false));
        Check.Same([2, 0, 2], zeros.ScatterFill(0, Indices(0, 0, 2), 2));
        Check.Same([3, 0, 3], zeros.PutAlong(0, Indices(0, 2), 3));
        Check.Same([6, 0, 7], zeros.IndexCopy(0, Indices(0, 0, 2), source));
        Check.Same([11, 0, 7], zeros.IndexAdd(0, Indices(0, 0, 2), source));
        Check.Same([0, 4, 0], zeros.IndexFill(0, Indices(1), 4));
    }

    [Fact]
    public void Tuples_of_index_tensors_name_places_together()
    {
        Check.Same([1, 11], X.IndexGet(Indices(0, -1), Indices(1, 3)));
        Check.Same([1, 11], X.GatherNd(Tensor.From([0L, 1L, 2L, 3L]).Reshape(2, 2)));
        Check.Same([1, 11], X.Take(Indices(1, -1)));
        var put = X.IndexPut([Indices(0, 2), Indices(1, 3)], 9);
        Check.Same([9, 9], put.Take(Indices(1, 11)));
        Check.Same([10, 20], put.IndexPutAdd([Indices(0, 2), Indices(1, 3)], Tensor.From([1f, 11f])).Take(Indices(1, 11)));
        Check.Same([0, 7, 8], Tensor.Arange(0, 3, 1).MaskedScatter(Tensor.From([false, true, true]), Tensor.From([7f, 8f])));
    }

    [Fact]
    public void Segments_are_folded_and_numbers_counted()
    {
        var numbers = Indices(1, 0, 1);
        var x = Tensor.From([3f, 4f, 5f]);
        Check.Same([4, 8], x.SegmentSum(2, numbers));
        Check.Same([4, 15], x.SegmentProd(2, numbers));
        Check.Same([4, 4], x.SegmentMean(2, numbers));
        Check.Same([4, 5], x.SegmentMax(2, numbers));
        Check.Same([4, 3], x.SegmentMin(2, numbers));
        Check.Same([1, 2, 0], numbers.Bincount(3));
        Check.Same([4, 8, 0], numbers.Bincount(3, x));
        Check.Same([1, 2], x.Histogram(2, 3, 5));
        Check.Same([0, 1, 2], x.Searchsorted(x));
        Check.Same([1, 2, 3], x.Bucketize(x, isRight: true));
    }

    [Fact]
    public void Updates_are_differentiated()
    {
        Func<Tensor, Tensor> f = x => x.With(0, 1).WithMultiplied(x[1], 0).Sum();
        Check.Same([2, 1, 1], f.Grad()(Tensor.From([1f, 2f, 3f])));
    }
}
