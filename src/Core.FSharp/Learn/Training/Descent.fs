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
    let private number (loss: Tensor) =
        let loss = Promote.tensor "train" loss

        if loss.Size <> 1 then
            raise (Errors.NotScalar("train", loss.Shape, "give the loss a reduction, Reduction.Mean or Reduction.Sum"))

        (Creation.item loss).ToDouble()

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
                with :? TracingException as error when not isSettled ->
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

    /// The same with the loss, its gradients, and the move of all parameters in one program.
    let private inOneProgram (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) (rule: UpdateRule) =
        let parameters = Seq.toArray model.Parameters
        let mutable memories = parameters |> Array.map (fun p -> rule.Start p.Value)
        let mutable next: (unit -> unit) voption = ValueNone

        // What the loss does not depend on has no gradient, and stays where it is.
        let step (values: Tensor[], memories: Tensor[][], x: Tensor, y: Tensor) =
            let value, gradients = valueAndGrad (fun values -> loss.Invoke(model.Apply(values, x), y)) values

            let move i (gradient: Tensor) =
                if Values.isTraced gradient then
                    rule.Advance(values[i], gradient, memories[i])
                else
                    struct (values[i], memories[i])

            let moves = gradients |> Array.mapi move
            let moved = moves |> Array.map (fun (struct (value, _)) -> value)
            let remembered = moves |> Array.map (fun (struct (_, memory)) -> memory)
            value, (gradients |> Array.map Values.isTraced), gradients, moved, remembered

        let step = compile step

        { new IDescent<'M> with
            member _.Loss batch =
                let struct (x, y) = batch.Value
                use _ = Autograd.noGrad ()

                let value, isMoved, gradients, moved, remembered =
                    step (parameters |> Array.map _.Value, memories, x, y)

                next <-
                    ValueSome(fun () ->
                        parameters
                        |> Array.iteri (fun i parameter ->
                            if isMoved[i] then
                                parameter.Gradient <- gradients[i]
                                parameter.Value <- moved[i]
                            else
                                parameter.Gradient <- null)

                        memories <- remembered)

                number value

            member _.Step() =
                next.Value()
                next <- ValueNone

            member _.Model = model }

    /// A module whose parameters move in place.
    let ofModule (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) : Problem<'M> =
        let start isCompiled rule =
            // A module that changes buffers of its own does so in every step: no program of ours does.
            if isCompiled && not (model.IsTraining && model.Buffers.Count > 0) then
                compiledFirst (inOneProgram model loss rule) (imperative model loss rule)
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
            if isCompiled then compiledFirst (descent rule compile) (descent rule id) else descent rule id

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
