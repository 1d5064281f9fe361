namespace Functional.Tests;

/// <summary>Sliding windows as C# writes them: options by name, one number for all axes or one for each.</summary>
public class WindowTests
{
    private static readonly Tensor X = Tensor.Arange(0, 32, 1).Sin().Reshape(1, 2, 4, 4);

    private static readonly Tensor W = Tensor.Arange(0, 24, 1).Cos().Reshape(3, 2, 2, 2);

    [Fact]
    public void One_number_is_one_for_each_axis()
    {
        Same(X.Conv2d(W, stride: [2, 2], padding: [1, 1]), X.Conv2d(W, stride: 2, padding: 1));
        Same(X.MaxPool2d([2, 2]), X.MaxPool2d(2));
        Same(X.AvgPool2d(3, stride: [1, 1], padding: [1, 1]), X.AvgPool2d(3, 1, 1));
        Same(X.AdaptiveAvgPool2d([3, 3]), X.AdaptiveAvgPool2d(3));
    }

    [Fact]
    public void Padding_has_names()
    {
        Assert.Equal([1, 3, 4, 4], X.Conv2d(W, padding: Padding.Same).Shape);
        Same(X.Conv2d(W), X.Conv2d(W, padding: Padding.Valid));
        Same(X.Conv2d(W), X.Conv2d(W, padding: 0));
    }

    [Fact]
    public void The_transposed_convolution_pulls_back()
    {
        Func<Tensor, Tensor> f = x => x.Conv2d(W, stride: 2);
        var (y, pull) = f.Vjp(X);
        Same(y.ConvTranspose2d(W, stride: 2), pull(y));
    }

    [Fact]
    public void Places_of_the_largest_elements_come_with_them()
    {
        var (values, places) = X.MaxPool2dIndices(2);
        Same(values, X.Reshape(1, 2, 16).TakeAlong(2, places.Reshape(1, 2, 4)).Reshape(1, 2, 2, 2));
    }

    [Fact]
    public void Fold_undoes_unfold_of_windows_side_by_side() =>
        Same(X, X.Unfold([2, 2], stride: 2).Fold([4, 4], [2, 2], stride: 2));

    [Fact]
    public void A_network_of_convolutions_trains()
    {
        var generator = new Generator(1);
        var model = Nn.Sequential(
            Nn.Conv2d(2, 4, 3, padding: Padding.Same, generator: generator),
            Nn.BatchNorm2d(4),
            Nn.Relu(),
            Nn.MaxPool2d(2),
            Nn.Flatten(),
            Nn.Linear(16, 1, generator: generator));
        var x = Tensor.Cat([X, X.Flip(2), -X, X.Flip(3)]);
        Tensor y = [[1], [0], [-1], [0.5]];
        var fit = Train.Minimize(model, Losses.Mse()).With(Optimizers.Sgd(0.05)).On(x, y).For(200).Run();
        Assert.True(fit.FinalLoss < 0.01, $"loss {fit.FinalLoss}");
        Assert.Equal(2, model.Buffers.Count);
        model.Eval();
        Assert.Equal([4, 1], model.Forward(x).Shape);
    }

    [Fact]
    public void Batch_norm_gives_the_moved_statistics_beside_the_result()
    {
        var (y, mean, variance) = X.BatchNormTrain(Tensor.Zeros(2), Tensor.Ones(2), momentum: 1);
        Assert.True(mean.AllClose(X.Mean([0, 2, 3])));
        Assert.True(X.BatchNorm(mean, variance * (15.0 / 16)).AllClose(y, 1e-4, 1e-5));
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Check.Same(expected.ToArray<double>(), actual);
    }
}
