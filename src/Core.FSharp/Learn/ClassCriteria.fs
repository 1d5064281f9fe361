/// The formulas of losses that compare scores with classes. Scores have shape [C], [N, C] or [N, C, d..]; targets, which
/// are int64, have that shape without C.
module internal Functional.ClassCriteria

open System
open Functional.Kernels
open Functional.Terms

type Reduction = Functional.Reduction

let private sum axes x = Reductions.sum axes false x

/// Scores, the axis of their classes, and their class weights in a shape that broadcasts with them.
let private scored name (scores: Tensor) (weight: Tensor | null) =
    let x = Promote.floating name scores

    if x.Rank = 0 then
        raise (Errors.TooFewAxes(name, 1, x.Shape))

    let axis = if x.Rank = 1 then 0 else 1

    let weight: Tensor | null =
        match weight with
        | null -> null
        | weight ->
            if weight.Shape <> Shape.From [ x.Shape[axis] ] then
                raise (Errors.ClassWeights(name, x.Shape[axis], weight.Shape))

            Moves.reshape [| for i in 0 .. x.Rank - 1 -> if i = axis then -1 else 1 |] weight |> Apply.toDType x.DType

    struct (x, axis, weight)

/// Classes as int64, one for each sample of the scores.
let private classes name (x: Tensor) axis (target: Tensor) =
    let target = Promote.tensor name target
    let expected = Shape.From(Seq.removeAt axis x.Shape)

    if target.Shape <> expected then
        raise (Errors.ClassTargets(name, x.Shape, expected, target.Shape))

    Indexing.indices name target

/// Indices with an axis of length 1 where the scores have their classes.
let private indices name x axis target = Moves.unsqueeze axis (classes name x axis target)

/// The samples that count, and the indices of these; the others have some that are in bounds.
let private counting name (ignoreIndex: int64) index =
    let number (value: int64) = Moves.constant name (Number.op_Implicit value) index
    let counted = compare Binary.NotEqual index (number ignoreIndex)
    struct (counted, choose counted index (number 0L))

let private kept counted losses = choose counted losses (Apply.number losses 0.0)
let private taken axis index x = Apply.run (Primitives.gather axis) [| x; index |]

/// -x at the classes of the samples that count, 0 for the others.
let private own counted axis index x = kept counted (neg (taken axis index x))

/// The losses of samples, of which some may be ignored and each has a weight, to the loss of all.
let private reduceSamples name reduction axis (weights: Tensor) (losses: Tensor) =
    match reduction with
    | Reduction.Mean -> Arithmetic.divide (sum [||] losses) (sum [||] weights)
    | Reduction.None -> Moves.squeeze [ axis ] losses
    | reduction -> Criteria.reduce name reduction losses

/// -x[y] of logarithms x, in one node of the graph, which has PyTorch's name for it whichever loss it is part of.
let private likelihoodRow name ignoreIndex reduction axis =
    let whole =
        let fold =
            match reduction with
            | Reduction.None -> Nullable()
            | Reduction.Mean -> Nullable Kernels.Reduction.Mean
            | Reduction.Sum -> Nullable Kernels.Reduction.Sum
            | other -> raise (Errors.Reduction(name, other.ToString()))

        Composition.Likelihood(fold, ignoreIndex)

    let places target = counting name ignoreIndex (Moves.unsqueeze axis target)

    let evaluate (xs: Tensor[]) =
        let struct (counted, index) = places xs[1]
        let weights = Apply.toDType xs[0].DType counted
        reduceSamples name reduction axis weights (own counted axis index xs[0])

    let parts (held: Tensor[]) =
        let x, target = held[0], held[1]
        let struct (counted, index) = places target
        let samples, number = Space(index.Shape, x.DType), Space(Shape.Scalar, x.DType)
        let total factor = Compose(Form.Sum [| 0 .. index.Rank - 1 |], number, factor)

        let rest =
            match reduction with
            | Reduction.None -> Compose(Negate, samples, Move(Reshape target.Shape))
            | Reduction.Mean -> total (Scale(neg (map Unary.Reciprocal (sum [||] (Apply.toDType x.DType counted)))))
            | _ -> total Negate

        Compose(Take(axis, index), samples, Compose(Mask(counted, true), samples, rest))

    { Name = whole.Name
      Evaluate = Evaluate.Named(whole, evaluate)
      Rule =
        AtInputs(fun xs i ->
            if i = 0 then
                let codomain = whole.Infer(ReadOnlySpan [| xs[0].Space; xs[1].Space |])
                // Of the logarithms it is only the shape that counts: whoever asks what the map depends on sees no more.
                let held = [| Values.constant xs[0]; xs[1] |]
                OnePiece.form xs[0].Space codomain (Composition.LikelihoodPull whole) held parts (fun _ _ -> Zero)
            else
                Zero)
      Domains = [ Reals; Discrete ] }

/// -w[y] x[y] of logarithms x, and with smoothing e the mean of this and -sum w x / C in the ratio 1 - e to e. Samples
/// with the ignored target count for nothing.
let private likelihood
    name
    (smoothing: float)
    (ignoreIndex: int64)
    reduction
    (x: Tensor)
    axis
    (weight: Tensor | null)
    target
    =
    if isNull weight && smoothing = 0.0 then
        Apply.run (likelihoodRow name ignoreIndex reduction axis) [| x; classes name x axis target |]
    else
        let struct (counted, index) = counting name ignoreIndex (indices name x axis target)

        let weights, weighted =
            match weight with
            | null -> Apply.toDType x.DType counted, x
            | weight -> kept counted (taken axis index (Moves.broadcastTo x.Shape weight)), mul x weight

        let own = own counted axis index weighted

        let losses =
            if smoothing = 0.0 then
                own
            else
                let all = kept counted (neg (Reductions.sum [| axis |] true weighted))
                add (times (1.0 - smoothing) own) (times (smoothing / float x.Shape[axis]) all)

        reduceSamples name reduction axis weights losses

/// -w[y] x[y], for predicted logarithms x.
let nll weight ignoreIndex reduction prediction target =
    let struct (x, axis, weight) = scored "nll_loss" prediction weight
    likelihood "nll_loss" 0.0 ignoreIndex reduction x axis weight target

/// -sum w y' x over the classes, for logarithms x and probabilities y, with y' = (1 - e) y + e / C.
let private crossProbabilities (smoothing: float) reduction (x: Tensor) axis (weight: Tensor | null) target =
    let struct (x, y) = Criteria.pair "cross_entropy" x target
    let y = if smoothing = 0.0 then y else plus (smoothing / float x.Shape[axis]) (times (1.0 - smoothing) y)
    let products = mul x y

    let losses =
        match weight with
        | null -> products
        | weight -> mul products weight
        |> sum [| axis |]
        |> neg

    Criteria.reduce "cross_entropy" reduction losses

/// nll of log_softmax, for class indices or, if the target is of floats, probabilities.
let crossEntropy weight ignoreIndex (smoothing: float) reduction logits (target: Tensor) =
    if not (smoothing >= 0.0 && smoothing <= 1.0) then
        raise (Errors.Probability("cross_entropy: label smoothing", smoothing))

    let struct (x, axis, weight) = scored "cross_entropy" logits weight
    let target = Promote.tensor "cross_entropy" target
    let logarithms = Statistics.logSoftmax axis x

    if target.DType.IsFloat() then
        crossProbabilities smoothing reduction logarithms axis weight target
    else
        likelihood "cross_entropy" smoothing ignoreIndex reduction logarithms axis weight target

/// sum max(0, margin - x[y] + x[j])^p w[y] / C over the classes j other than y, for scores [C] or [N, C].
let multiMargin (p: int) (margin: float) weight reduction scores target =
    let name = "multi_margin_loss"

    if p <> 1 && p <> 2 then
        raise (Errors.Option(name, "p", "1 or 2", float p, "no other power is defined"))

    let struct (x, axis, weight) = scored name scores weight

    if x.Rank > 2 then
        raise (Errors.TooManyAxes(name, 2, x.Shape))

    let index = indices name x axis target
    let excess = map Unary.Relu (plus margin (sub x (Indexing.gather axis index x)))
    let powers = if p = 1 then excess else map Unary.Square excess

    let weighted =
        match weight with
        | null -> powers
        | weight -> mul powers (Indexing.gather axis index (Moves.broadcastTo x.Shape weight))

    let places = Moves.positions x x.Shape[axis]
    let isOwn = Apply.run (Compare.row Binary.Equal) [| places; index |]

    choose isOwn (Apply.number x 0.0) weighted
    |> sum [| axis |]
    |> times (1.0 / float x.Shape[axis])
    |> Criteria.reduce name reduction
