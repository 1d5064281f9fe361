namespace Functional.Kernels.Tests;

public sealed class SelectTests
{
    [Fact]
    public void ChoicesAgreeWithScalarsOnEveryLayoutAndDType()
    {
        foreach (var dtype in Samples.AllDTypes)
        {
            foreach (var lengths in Samples.Shapes)
            {
                foreach (var (condition, truths) in Samples.Views(lengths, DType.Bool))
                {
                    foreach (var (x, xs) in Samples.Views(lengths, dtype))
                    {
                        var (y, ys) = Samples.Create(lengths, dtype, 2);
                        var expected = Reference.Indices(lengths).Select(i => truths[i] != 0 ? xs[i] : ys[i]).ToArray();
                        var result = Select.Instance.Run(condition, x, y);
                        Assert.Equal(dtype, result.DType);
                        Assert.Equal(lengths, result.Shape.Lengths.ToArray());
                        Assert.Equal(expected, Samples.Values(result));
                    }
                }
            }
        }
    }

    [Fact]
    public void ConditionAndBranchesBroadcast()
    {
        var condition = Samples.From([1, 0], [2, 1], DType.Bool);
        var x = Samples.From([1, 2, 3], [3], DType.Float32);
        var result = Select.Instance.Run(condition, x, Samples.From([double.NaN], [], DType.Float32));
        Assert.Equal([1, 2, 3, double.NaN, double.NaN, double.NaN], Samples.Values(result));
    }
}
