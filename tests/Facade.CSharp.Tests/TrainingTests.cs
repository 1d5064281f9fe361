namespace Functional.Tests;

public class TrainingTests
{
    [Fact]
    public void A_training_run_is_one_expression_and_can_be_plotted()
    {
        Tensor x = [[1], [2], [3]];
        var model = Nn.Sequential(Nn.Linear(1, 1), Nn.Flatten(0, 1));
        var fit = Train.Minimize(model, Losses.Mse(Reduction.Sum)).With(Optimizers.RmsProp(1e-2)).On(x, 2 * x.Flatten()).For(50).Run();
        Assert.True(fit.FinalLoss < fit.History[0]);
        Assert.StartsWith("<svg", fit.Plot().ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => ((Fit)null!).Plot());
    }
}
