namespace Functional

open System.Collections.Generic

/// <summary>Why a training run ended.</summary>
type StopReason =
    /// <summary>All steps were made.</summary>
    | Finished = 0
    /// <summary>The loss was what <c>Until</c> waits for.</summary>
    | TargetReached = 1
    /// <summary>The cancellation token asked for it.</summary>
    | Cancelled = 2

/// <summary>Where a training run is.</summary>
[<Struct>]
type TrainingStep =
    {
        /// <summary>The number of the step: 1 for the first.</summary>
        Step: int
        /// <summary>How often the run has begun to go through the data: 1 the first time.</summary>
        Epoch: int
        /// <summary>The loss before the step.</summary>
        Loss: float
    }

/// <summary>What a training run did.</summary>
type Fit internal (history: float[], steps: int, reason: StopReason) =
    /// <summary>
    /// The losses, each before the step it led to. A run that reached its target has one more than it has steps, and the
    /// last is the model's.
    /// </summary>
    member _.History: IReadOnlyList<float> = history

    /// <summary>The number of steps made.</summary>
    member _.Steps = steps

    /// <summary>The last of the losses; nan if there is none, because the run was cancelled before it began.</summary>
    member _.FinalLoss = if history.Length = 0 then nan else history[history.Length - 1]

    /// <summary>Why the run ended.</summary>
    member _.StopReason = reason

/// <summary>What a training run did, and what came of it.</summary>
[<Sealed>]
type Fit<'M> internal (model: 'M, history, steps, reason) =
    inherit Fit(history, steps, reason)

    /// <summary>The trained model: the module itself, or the tree of the trained parameters.</summary>
    member _.Model = model
