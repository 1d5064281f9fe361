namespace Functional.Tests;

public class ImperativeTests
{
    [Fact]
    public void Parameters_remember_their_gradient()
    {
        var w = new Parameter(Tensor.Zeros(1));
        var b = new Parameter(Tensor.Zeros(1));
        Tensor x = [[1], [2], [3]];
        Tensor y = [[2], [4], [6]];
        Assert.False(w.HasGrad);
        Assert.Throws<GraphException>(() => w.Grad);

        for (var epoch = 0; epoch < 2000; epoch++)
        {
            var cost = (x * w + b - y).Square().Mean();
            w.ZeroGrad();
            b.ZeroGrad();
            cost.Backward();
            w.Value -= 0.01 * w.Grad;
            b.Value -= 0.01 * b.Grad;
        }

        Assert.Equal(2, w.ToScalar(), 0.05);
        Assert.Equal(0, b.ToScalar(), 0.1);
    }

    [Fact]
    public void A_graph_can_be_kept_and_takes_a_cotangent()
    {
        var w = new Parameter([1, 2]);
        var y = w.Square();
        y.RetainGrad();
        y.Backward([1, 10], keepGraph: true);
        y.Backward([1, 10]);
        Check.Same([4, 80], w.Grad);
        Check.Same([2, 20], y.Grad);
        Assert.Throws<GraphException>(() => y.Backward([1, 10]));
    }

    [Fact]
    public void Tensors_know_where_they_come_from()
    {
        var w = new Parameter(2.0);
        var y = w * 3;
        Assert.True(w.IsLeaf);
        Assert.True(y.RequiresGrad);
        Assert.False(y.IsLeaf);
        Assert.Equal("MulBackward0", y.GradFn);
        Assert.Null(y.Detach().GradFn);
        using (Autograd.NoGrad()) Assert.False((w * 3).RequiresGrad);
        Assert.True((w * 3).RequiresGrad);
    }
}
