using Functional.Plots;

namespace Functional;

/// <summary>Training runs as charts.</summary>
public static class FitPlots
{
    /// <summary>The losses of a run, step by step.</summary>
    /// <example><code>fit.Plot().Save("loss.svg");</code></example>
    public static Chart Plot(this Fit fit) =>
        new Chart().Line((fit ?? throw Errors.Null("Plot", "fit", "the result of a training run")).History)
            .Title("Loss").XLabel("Step").YLabel("Loss");
}
