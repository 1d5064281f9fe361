namespace Functional

open System

/// The part of the data that a step sees.
type internal Batch = (struct (Tensor * Tensor)) voption

/// A model on its way down: what a training run needs to know of it.
type internal IDescent<'M> =
    /// The loss where the model is now.
    abstract Loss: Batch -> float
    /// A step against the gradient of that loss.
    abstract Step: unit -> unit
    abstract Model: 'M

/// How to begin a descent, whether on data or not: compiled or as it is.
[<NoEquality; NoComparison>]
type internal Problem<'M> = { TakesData: bool; Start: bool -> UpdateRule -> IDescent<'M> }

module internal Problem =
    let private single (loss: Tensor) : Tensor =
        let loss = Promote.tensor "train" loss

        if loss.Size <> 1 then
            raise (Errors.NotScalar("train", loss.Shape, "give the loss a reduction, Reduction.Mean or Reduction.Sum"))

        loss

    let private number (loss: Tensor) = (Creation.item (single loss)).ToDouble()

    /// The tensors of a batch, as a tree.
    let private tensors (batch: Batch) =
        match batch with
        | ValueSome(struct (x, y)) -> [| x; y |]
        | ValueNone -> [||]

    /// A descent that is compiled if its function allows, else as it is: which of them, its first loss tells.
    let private compiledFirst (compiled: IDescent<'M>) (asItIs: IDescent<'M>) : IDescent<'M> =
        let mutable chosen = compiled
        let mutable isSettled = false

        { new IDescent<'M> with
            member _.Loss batch =
                try
                    let loss = chosen.Loss batch
                    isSettled <- true
                    loss
                with :? TracingException as error ->
                    // What an optimizer remembers is in the program's hands by now.
                    if isSettled then
                        raise (Errors.TrainChanged error.Message)

                    Notices.Once("train", Errors.RunsAsItIs("train", error.Message))
                    chosen <- asItIs
                    isSettled <- true
                    chosen.Loss batch

            member _.Step() = chosen.Step()
            member _.Model = chosen.Model }

    /// A module whose parameters move in place, as in a loop of one's own.
    let private imperative (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) rule : IDescent<'M> =
        let optimizer = Optimizer(model.Parameters, rule)
        let mutable current: Tensor | null = null

        { new IDescent<'M> with
            member _.Loss batch =
                let struct (x, y) = batch.Value
                let value = loss.Invoke(model.Forward x, y)
                current <- value
                number value

            member _.Step() =
                optimizer.ZeroGrad()
                Autograd.backward (nonNull current)
                current <- null
                optimizer.Step()

            member _.Model = model }

    /// A step that is one program, or raises a TracingException.
    let private inOneProgram (step: 'P -> 'R) : 'P -> 'R =
        unbox (box (Compiled<'P, 'R>("train", step, CompileOptions.Default, false)))

    /// Whether a module changes buffers of its own in every step, which no program of ours does.
    let private changesBuffers (model: Module) =
        model.Modules |> Seq.exists (fun part -> part.Buffers.Count > 0 && part.IsTraining)

    /// The same with the loss, its gradients, and the move of all parameters in one program.
    let private together (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) (rule: UpdateRule) : IDescent<'M> =
        let parameters = Seq.toArray model.Parameters
        let known = parameters |> Array.map (fun p -> p :> Tensor)
        let mutable memories = parameters |> Array.map (fun p -> rule.Start p.Value)
        let mutable next: (unit -> unit) voption = ValueNone

        let step (values: Tensor[], memories: Tensor[][], x: Tensor, y: Tensor) =
            let graph = nonNull (Tracing.current ()) :?> Graph

            if changesBuffers model then
                Tracing.refuse "train" "changes buffers of the model, as batch normalisation does in training mode"

            // A loss that looks at the model's parameters, and not only at its output, means these values, too.
            let value (values: Tensor[]) =
                graph.Standing(known, values, (fun () -> [| loss.Invoke(model.Apply(values, x), y) |]))

            let run = Reverse.Run("train", null, value, values)
            let value = single run.Primals[0]

            if isNull run.Roots[0] then
                raise (Errors.NoGraph "Backward")

            let gradients = run.PullSome(_.Drop(), [| Creation.fullLike value 1.0 |])

            // What the loss does not depend on has no gradient, and stays where it is.
            let moves =
                gradients
                |> Array.mapi (fun i gradient ->
                    match gradient with
                    | null -> struct (i, values[i], values[i], memories[i])
                    | gradient ->
                        let struct (moved, memory) = rule.Advance(values[i], gradient, memories[i])
                        struct (i, gradient, moved, memory))

            let reached = moves |> Array.filter (fun (struct (i, _, _, _)) -> not (isNull gradients[i]))

            value,
            (reached |> Array.map (fun (struct (i, _, _, _)) -> i)),
            (reached |> Array.map (fun (struct (_, gradient, _, _)) -> gradient)),
            (reached |> Array.map (fun (struct (_, _, moved, _)) -> moved)),
            (moves |> Array.map (fun (struct (_, _, _, memory)) -> memory))

        let step = inOneProgram step

        { new IDescent<'M> with
            member _.Loss batch =
                let struct (x, y) = batch.Value
                use _ = Autograd.noGrad ()

                let value, reached, gradients, moved, remembered =
                    step (parameters |> Array.map _.Value, memories, x, y)

                next <-
                    ValueSome(fun () ->
                        for parameter in parameters do
                            parameter.Gradient <- null

                        reached
                        |> Array.iteri (fun place i ->
                            parameters[i].Gradient <- gradients[place]
                            parameters[i].Value <- moved[place])

                        memories <- remembered)

                number value

            member _.Step() =
                next.Value()
                next <- ValueNone

            member _.Model = model }

    /// A module whose parameters move in place.
    let ofModule (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) : Problem<'M> =
        let start isCompiled rule =
            if isCompiled && not (changesBuffers model) then
                compiledFirst (together model loss rule) (imperative model loss rule)
            else
                imperative model loss rule

        { TakesData = true; Start = start }

    /// A loss of a tree of parameters.
    let ofTree takesData (initial: 'P) (loss: 'P -> Batch -> Tensor) : Problem<'P> =
        let descent (rule: UpdateRule) (via: ('P * OptimizerState * Tensor[] -> Tensor * 'P * OptimizerState) -> _) =
            let mutable parameters = initial
            let mutable state = rule.Init initial
            let mutable next = struct (parameters, state)

            let step (parameters: 'P, state, data: Tensor[]) =
                let batch = if data.Length = 0 then ValueNone else ValueSome(struct (data[0], data[1]))
                let value, gradients = valueAndGrad (fun p -> loss p batch) parameters
                let struct (moved, remembered) = rule.Step(parameters, gradients, state)
                value, moved, remembered

            let step = via step

            { new IDescent<'P> with
                member _.Loss batch =
                    let value, moved, remembered = step (parameters, state, tensors batch)
                    next <- struct (moved, remembered)
                    number value

                member _.Step() =
                    let struct (moved, remembered) = next
                    parameters <- moved
                    state <- remembered

                member _.Model = parameters }

        let start isCompiled rule =
            if isCompiled then compiledFirst (descent rule inOneProgram) (descent rule id) else descent rule id

        { TakesData = takesData; Start = start }

/// Data cut into batches along the first axis, over and over again, in a new order each time if there is a generator.
[<Sealed>]
type internal Batches(x: Tensor, y: Tensor, size: int, shuffle: Generator | null) =
    let count = x.Shape[0]
    let mutable next = count
    let mutable epoch = 0
    let mutable order: Tensor | null = null

    let part start length (data: Tensor) =
        match order with
        | null -> Moves.narrow 0 start length data
        | order -> Indexing.indexSelect 0 (Moves.narrow 0 start length order) data

    /// How often the data has been begun.
    member _.Epoch = epoch

    /// The next part; the last before the data begins again may be shorter.
    member _.Next() : struct (Tensor * Tensor) =
        if next >= count then
            next <- 0
            epoch <- epoch + 1

            if not (isNull shuffle) then
                order <- RandomTensors.randpermOn (Creation.backendOf x) count shuffle

        let start, length = next, min size (count - next)
        next <- start + length
        struct (part start length x, part start length y)
