namespace Functional

open System.Runtime.CompilerServices
open Functional.Plots

/// <summary>Training runs as charts.</summary>
[<AbstractClass; Sealed; Extension>]
type TrainingPlots =
    /// <summary>The losses of a training run, step by step.</summary>
    /// <example><code>fit.Plot().LogY().Save("loss.svg")</code></example>
    [<Extension>]
    static member Plot(fit: Fit) : Chart =
        if isNull (box fit) then
            nullArg "fit"

        Chart().Line(fit.History, label = "loss").Title("Training").XLabel("Step").YLabel("Loss")
