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

/// How to begin a descent, whether on data or not.
[<NoEquality; NoComparison>]
type internal Problem<'M> = { TakesData: bool; Start: UpdateRule -> IDescent<'M> }

module internal Problem =
    let private number (loss: Tensor) =
        let loss = Promote.tensor "train" loss

        if loss.Size <> 1 then
            raise (Errors.NotScalar("train", loss.Shape, "give the loss a reduction, Reduction.Mean or Reduction.Sum"))

        (Creation.item loss).ToDouble()

    /// A module whose parameters move in place, as in a loop of one's own.
    let ofModule (model: 'M :> Module) (loss: Func<Tensor, Tensor, Tensor>) : Problem<'M> =
        let start rule =
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

        { TakesData = true; Start = start }

    /// A loss of a tree of parameters.
    let ofTree takesData (initial: 'P) (loss: 'P -> Batch -> Tensor) : Problem<'P> =
        let start (rule: UpdateRule) =
            let mutable parameters = initial
            let mutable gradients = initial
            let mutable state = rule.Init initial

            { new IDescent<'P> with
                member _.Loss batch =
                    let value, slopes = valueAndGrad (fun p -> loss p batch) parameters
                    gradients <- slopes
                    number value

                member _.Step() =
                    let struct (next, remembered) = rule.Step(parameters, gradients, state)
                    parameters <- next
                    state <- remembered

                member _.Model = parameters }

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
