namespace Functional.Kernels.Tests.Managed;

public class ScanTests
{
    public static TheoryData<DType> DTypes => [.. Samples.AllDTypes.Where(dtype => dtype != DType.Bool)];

    [Theory, MemberData(nameof(DTypes))]
    public void A_running_sum_is_the_sum_so_far(DType dtype)
    {
        foreach (var (x, reference) in Samples.All(dtype))
        {
            for (var axis = 0; axis < x.Shape.Rank; axis++)
            {
                foreach (var reverse in new[] { false, true })
                {
                    var expected = new Reference(reference.Lengths, index =>
                    {
                        var sum = 0.0;
                        var place = (int[])index.Clone();
                        var end = reverse ? reference.Lengths[axis] - 1 : 0;
                        for (var i = index[axis]; reverse ? i <= end : i >= end; i += reverse ? 1 : -1)
                        {
                            place[axis] = i;
                            sum += reference[place];
                        }

                        return dtype == DType.UInt8 ? (byte)(long)sum : sum;
                    });
                    Samples.AssertSame(expected, new Scan("cumsum", Running.Sum, axis, reverse).Run(x));
                }
            }
        }
    }

    [Fact]
    public void Single_precision_running_sums_stay_accurate()
    {
        var values = new float[1_000_000];
        Array.Fill(values, 0.1f);
        var sums = Samples.Values(new Scan("cumsum", Running.Sum, 0, false).Run(ManagedBackend.Instance.Create<float>(values, [values.Length])));
        Assert.Equal((float)(1_000_000 * (double)0.1f), sums[^1]);
    }

    [Fact]
    public void Bools_are_refused() =>
        Assert.Throws<DTypeException>(() => new Scan("cumsum", Running.Sum, 0, false).Run(Samples.Create([3], DType.Bool).Array));
}
