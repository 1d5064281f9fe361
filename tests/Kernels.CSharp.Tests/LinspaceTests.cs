namespace Functional.Kernels.Tests;

public class LinspaceTests
{
    public static TheoryData<int, string> Cases => ReferenceBits.Rows("linspace",
        item => $"{item.GetProperty("start")} to {item.GetProperty("end")} in {item.GetProperty("steps")}");

    [Theory]
    [MemberData(nameof(Cases))]
    public void ThePointsArePyTorchsBitForBit(int index, string name)
    {
        Assert.NotEmpty(name);
        var item = ReferenceBits.Section("linspace")[index];
        var x = new float[item.GetProperty("steps").GetInt32()];
        Linspace.Fill(x, item.GetProperty("start").GetDouble(), item.GetProperty("end").GetDouble());
        ReferenceBits.AssertBits(item.GetProperty("bits"), x);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(40)]
    [InlineData(1001)]
    public void DoublePointsAreEvenlySpacedAndTheirEndsExact(int points)
    {
        var x = new double[points];
        Linspace.Fill(x, -0.7, 1.9);
        Assert.Equal(-0.7, x[0]);
        Assert.Equal(1.9, x[^1]);
        for (var i = 0; i < points; i++) Assert.Equal(-0.7 + 2.6 * i / (points - 1), x[i], 1e-15);
    }

    [Fact]
    public void FewPointsAreTheEndsInOrder()
    {
        Linspace.Fill(Span<float>.Empty, 2, 3);

        var one = new float[1];
        Linspace.Fill(one, 2, 3);
        Assert.Equal([2f], one);

        var two = new float[2];
        Linspace.Fill(two, 2, 3);
        Assert.Equal([2f, 3f], two);
    }

    [Fact]
    public void EndsWithoutAFiniteDistanceAreRefused()
    {
        var message = Assert.Throws<ArgumentException>(() => Linspace.Fill(new float[3], -3e38, 3e38)).Message;
        Assert.Contains("float32", message);
        Linspace.Fill(new double[3], -3e38, 3e38);
        Assert.Throws<ArgumentException>(() => Linspace.Fill(new double[3], double.NaN, 1));
    }
}
