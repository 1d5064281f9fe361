namespace Functional

open System
open System.Collections.Generic
open System.Globalization
open System.IO
open System.Runtime.InteropServices
open System.Threading

/// What the calls of a training have set so far.
[<NoEquality; NoComparison>]
type internal Settings =
    { Rule: UpdateRule | null
      Data: Batch
      Steps: int voption
      BatchSize: int voption
      Shuffle: Generator | null
      Every: int
      Writer: TextWriter | null
      Format: Func<TrainingStep, string>
      Until: Func<float, bool> | null
      Progress: IProgress<TrainingStep> | null
      IsCompiled: bool }

/// <summary>
/// A training run that is being described, made by <c>Train.Minimize</c>. Each call gives a new description and leaves
/// this one as it is; <c>Run</c> checks all of it, and then trains.
/// </summary>
[<Sealed>]
type Training<'M> internal (problem: Problem<'M>, settings: Settings) =
    let set settings = Training<'M>(problem, settings)

    let given call option (value: obj | null) =
        if isNull value then
            raise (Errors.Null(call, option, "one that exists, or leave the call out"))

    /// <summary>How the parameters move, such as <c>Optimizers.Sgd(0.1)</c>. Required.</summary>
    member _.With(rule: UpdateRule) : Training<'M> =
        given "With" "rule" rule
        set { settings with Rule = rule }

    /// <summary>The inputs and the targets. Required of models, and of losses that take data.</summary>
    member _.On(x: Tensor, y: Tensor) : Training<'M> =
        set { settings with Data = ValueSome(struct (Promote.tensor "On" x, Promote.tensor "On" y)) }

    /// <summary>The number of steps, at least 1. Required.</summary>
    member _.For(steps: int) : Training<'M> = set { settings with Steps = ValueSome steps }

    /// <summary>
    /// Steps see <paramref name="size"/> samples each, along the first axis of inputs and targets, instead of all. Samples
    /// come in their order or, with a generator, in a new random order each time the data begins again.
    /// </summary>
    member _.Batches
        (size: int, [<Optional; DefaultParameterValue(null: Generator | null)>] shuffle: Generator | null)
        : Training<'M> =
        set { settings with BatchSize = ValueSome size; Shuffle = shuffle }

    /// <summary>Writes a line on each <paramref name="every"/>-th step, and on the last if the target was reached.</summary>
    /// <param name="every">The number of steps from line to line, at least 1.</param>
    /// <param name="writer">Where to, such as <c>Console.Out</c>.</param>
    /// <param name="format">What a line says; by default <c>step 100: loss 0.25</c>.</param>
    member _.Report
        (
            every: int,
            writer: TextWriter,
            [<Optional; DefaultParameterValue(null: Func<TrainingStep, string> | null)>] format:
                Func<TrainingStep, string> | null
        ) : Training<'M> =

        given "Report" "writer" writer

        let format =
            match format with
            | null -> settings.Format
            | format -> format

        set { settings with Every = every; Writer = writer; Format = format }

    /// <summary>Ends the run as soon as the loss before a step is what is wanted; that step is not made.</summary>
    member _.Until(reached: Func<float, bool>) : Training<'M> =
        given "Until" "reached" reached
        set { settings with Until = reached }

    /// <summary>Tells somebody of every step.</summary>
    member _.Progress(progress: IProgress<TrainingStep>) : Training<'M> =
        given "Progress" "progress" progress
        set { settings with Progress = progress }

    /// <summary>
    /// Runs the model and the loss as they are in every step. Otherwise a step is compiled: traced once for each shape of
    /// the data, loss, gradients and moves in one program. Whatever cannot be compiled (random numbers of a generator, numbers that
    /// are read, buffers that change) runs as it is without being asked, and says so once.
    /// </summary>
    member _.Eagerly() : Training<'M> = set { settings with IsCompiled = false }

    /// Raises unless everything is there and fits together.
    member private _.Check() =
        if isNull settings.Rule then
            raise (Errors.Training("how parameters move", "With(Optimizers.Sgd(0.1))"))

        match settings.Steps with
        | ValueNone -> raise (Errors.Training("how many steps to make", "For(1000)"))
        | ValueSome steps when steps < 1 ->
            raise (Errors.Option("For", "steps", "of at least 1", float steps, "leave Run out to train nothing"))
        | _ -> ()

        if settings.Every < 1 then
            raise (Errors.Option("Report", "every", "of at least 1", float settings.Every, "1 writes every step"))

        match settings.Data, settings.BatchSize with
        | ValueNone, _ when problem.TakesData -> raise (Errors.Training("what to train on", "On(x, y)"))
        | ValueSome _, _ when not problem.TakesData -> raise (Errors.TrainingData "On")
        | _, ValueSome _ when not problem.TakesData -> raise (Errors.TrainingData "Batches")
        | _, ValueSome size when size < 1 ->
            raise (
                Errors.Option("Batches", "size", "of at least 1", float size, "leave it out to see all samples at once")
            )
        | ValueSome(struct (x, y)), ValueSome _ ->
            if x.Rank = 0 || y.Rank = 0 || x.Shape[0] <> y.Shape[0] || x.Shape[0] = 0 then
                raise (Errors.Samples(x.Shape, y.Shape))
        | _ -> ()

    /// What each step sees, with the number of its epoch.
    member private _.Data() : int -> struct (Batch * int) =
        match settings.Data, settings.BatchSize with
        | ValueSome(struct (x, y)), ValueSome size ->
            let batches = Batches(x, y, size, settings.Shuffle)

            fun _ ->
                let batch = batches.Next()
                struct (ValueSome batch, batches.Epoch)
        | data, _ -> fun step -> struct (data, step)

    member private _.Tell(step: TrainingStep, isLast) =
        match settings.Progress with
        | null -> ()
        | progress -> progress.Report step

        match settings.Writer with
        | null -> ()
        | writer ->
            if isLast || step.Step % settings.Every = 0 then
                writer.WriteLine(settings.Format.Invoke step)

    /// <summary>
    /// Trains: evaluates the loss, and makes a step, until all steps are made or something ends the run. A module's
    /// parameters have moved when it returns; a tree of parameters comes back in the result.
    /// </summary>
    /// <param name="cancellation">
    /// Asks the run to end between two steps. It then returns what it has, with <c>StopReason.Cancelled</c>: what was
    /// learned is of use. Who wants an exception calls <c>ThrowIfCancellationRequested</c> on the token afterwards.
    /// </param>
    /// <exception cref="ArgumentException">An option is missing or out of range; the message names the call.</exception>
    member training.Run([<Optional>] cancellation: CancellationToken) : Fit<'M> =
        training.Check()
        let descent = problem.Start settings.IsCompiled (nonNull settings.Rule)
        let data = training.Data()
        let history = List<float>()
        let mutable steps = 0
        let mutable reason = StopReason.Finished

        while reason = StopReason.Finished && steps < settings.Steps.Value do
            if cancellation.IsCancellationRequested then
                reason <- StopReason.Cancelled
            else
                let struct (batch, epoch) = data (steps + 1)
                let loss = descent.Loss batch
                history.Add loss

                let reached =
                    match settings.Until with
                    | null -> false
                    | until -> until.Invoke loss

                let step = { Step = steps + 1; Epoch = epoch; Loss = loss }

                if reached then
                    reason <- StopReason.TargetReached
                else
                    descent.Step()
                    steps <- steps + 1

                training.Tell(step, reached)

        Fit<'M>(descent.Model, history.ToArray(), steps, reason)

/// <summary>Training as one expression: what to minimise, how, on what, for how long.</summary>
/// <example><code>
/// var fit = Train.Minimize(model, Losses.Mse(Reduction.Sum))
///                .With(Optimizers.RmsProp(1e-3)).On(x, y).For(2000)
///                .Report(every: 100, Console.Out).Until(loss => loss &lt; 5e-5)
///                .Run(cancellationToken);
/// </code></example>
[<AbstractClass; Sealed>]
type Train private () =
    static let nothing =
        { Rule = null
          Data = ValueNone
          Steps = ValueNone
          BatchSize = ValueNone
          Shuffle = null
          Every = 1
          Writer = null
          Format =
            Func<_, _>(fun step ->
                String.Format(CultureInfo.InvariantCulture, "step {0}: loss {1:G6}", step.Step, step.Loss))
          Until = null
          Progress = null
          IsCompiled = true }

    static let given option (value: obj | null) =
        if isNull value then
            raise (Errors.Null("Minimize", option, "one that exists"))

    /// <summary>Trains a model: minimises <c>loss(model.Forward(x), y)</c> over the model's parameters, which move in place.</summary>
    /// <param name="model">A module with parameters.</param>
    /// <param name="loss">The loss of predictions and targets, such as <c>Losses.Mse()</c>; its value has one element.</param>
    static member Minimize<'M when 'M :> Module>(model: 'M, loss: Func<Tensor, Tensor, Tensor>) : Training<'M> =
        given "model" model
        given "loss" loss
        Training<'M>(Problem.ofModule model loss, nothing)

    /// <summary>Minimises a function of a tree of parameters, which stays as it is: the result has the trained ones.</summary>
    /// <param name="loss">The loss of the parameters; its value has one element.</param>
    /// <param name="initial">Where the descent begins: a tensor, or any tree of tensors.</param>
    static member Minimize<'P>(loss: Func<'P, Tensor>, initial: 'P) : Training<'P> =
        given "loss" loss
        Training<'P>(Problem.ofTree false initial (fun p _ -> loss.Invoke p), nothing)

    /// <summary>Minimises a function of a tree of parameters on data, which <c>On</c> gives and <c>Batches</c> cuts.</summary>
    /// <param name="loss">The loss of the parameters, the inputs and the targets; its value has one element.</param>
    /// <param name="initial">Where the descent begins: a tensor, or any tree of tensors.</param>
    static member Minimize<'P>(loss: Func<'P, Tensor, Tensor, Tensor>, initial: 'P) : Training<'P> =
        given "loss" loss

        let onBatch p (batch: Batch) =
            let struct (x, y) = batch.Value
            loss.Invoke(p, x, y)

        Training<'P>(Problem.ofTree true initial onBatch, nothing)
