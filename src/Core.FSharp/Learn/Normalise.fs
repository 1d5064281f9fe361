/// Measures that bring tensors to a common scale.
module internal Functional.Normalise

open Functional.Kernels
open Functional.Terms

let private atLeast (low: float) x = Elementwise.clamp low infinity x

/// (x - mean) / sqrt(variance + eps) weight + bias over the last axes, which have the normalised shape; null is no weight
/// or no bias. Source: Ba et al., "Layer Normalization" (2016).
let layerNorm (shape: Shape) (weight: Tensor | null) (bias: Tensor | null) (eps: float) x =
    let x = Promote.floating "layer_norm" x
    let first = x.Rank - shape.Rank

    if shape.Rank = 0 || first < 0 || Seq.exists2 (<>) shape (Seq.skip first x.Shape) then
        raise (Errors.NormalizedShape("layer_norm", shape, x.Shape))

    for parameter in [ weight; bias ] do
        match parameter with
        | null -> ()
        | parameter ->
            if parameter.Shape <> shape then
                raise (Errors.ShapesDiffer("layer_norm", shape, parameter.Shape))

    let variance, mean = Statistics.varMean 0.0 [| first .. x.Rank - 1 |] true x
    let normalised = mul (Arithmetic.subtract x mean) (map Unary.Rsqrt (plus eps variance))

    let scaled =
        match weight with
        | null -> normalised
        | weight -> Arithmetic.multiply normalised weight

    match bias with
    | null -> scaled
    | bias -> Arithmetic.add scaled bias

/// The cosine of the angle between two tensors along an axis: x . y / (max(|x|, eps) max(|y|, eps)).
let cosineSimilarity axis (eps: float) x y =
    let xs = Promote.common "cosine_similarity" [| x; y |] |> Array.map (Promote.floating "cosine_similarity")
    let shared = Broadcasting.Shape("cosine_similarity", xs[0].Shape, xs[1].Shape)
    let x, y = Moves.broadcastTo shared xs[0], Moves.broadcastTo shared xs[1]
    let size x = Statistics.norm 2.0 [| axis |] false x |> atLeast eps
    Arithmetic.divide (Reductions.sum [| axis |] false (mul x y)) (mul (size x) (size y))

/// x / max(|x|, eps) along an axis, for the p-norm.
let normalize (p: float) axis (eps: float) x =
    let x = Promote.floating "normalize" x
    Arithmetic.divide x (Statistics.norm p [| axis |] true x |> atLeast eps)

/// The axes other than that of the channels, which is the second.
let private besideChannels operation (x: Tensor) =
    if x.Rank < 2 then
        raise (Errors.TooFewAxes(operation, 2, x.Shape))

    [| yield 0; yield! [| 2 .. x.Rank - 1 |] |]

/// A number for each channel, so that it broadcasts.
let private byChannel operation (numbers: Tensor) (x: Tensor) =
    let channels = x.Shape[1]

    if numbers.Rank <> 1 || numbers.Shape[0] <> channels then
        raise (Errors.ChannelNumbers(operation, channels, numbers.Shape))

    Moves.reshape [| channels; yield! Array.create (x.Rank - 2) 1 |] numbers

let private standardised operation mean variance (weight: Tensor | null) (bias: Tensor | null) (eps: float) x =
    let shaped numbers = byChannel operation numbers x
    let centred = Arithmetic.subtract x (shaped mean)
    let scale = map Unary.Rsqrt (plus eps (shaped variance))

    let scaled =
        match weight with
        | null -> Arithmetic.multiply centred scale
        | weight -> Arithmetic.multiply centred (Arithmetic.multiply scale (shaped weight))

    match bias with
    | null -> scaled
    | bias -> Arithmetic.add scaled (shaped bias)

/// (x - mean) / sqrt(variance + eps) weight + bias, with a number of each for every channel, which are axis 1.
let batchNorm mean variance weight bias eps x =
    let operation = "batch_norm"
    let x = Promote.floating operation x
    besideChannels operation x |> ignore
    standardised operation (Promote.floating operation mean) (Promote.floating operation variance) weight bias eps x

/// The same with the mean and the variance of the channels themselves; and those given, moved towards them by the
/// momentum. Source: Ioffe and Szegedy, "Batch Normalization" (2015).
let batchNormTrain (momentum: float) (mean: Tensor) (variance: Tensor) weight bias eps x =
    let operation = "batch_norm"
    let x = Promote.floating operation x
    let axes = besideChannels operation x
    let count = Reductions.folded axes x.Shape

    if count < 2 then
        raise (Errors.BatchOfOne(operation, x.Shape))

    let ownVariance, ownMean = Statistics.varMean 0.0 axes false x
    // Of a sample, not of all: what PyTorch remembers, and does not divide by.
    let sampled = times (float count / float (count - 1)) ownVariance

    let moved (before: Tensor) (now: Tensor) =
        byChannel operation before x |> ignore
        Arithmetic.add (times (1.0 - momentum) (Promote.floating operation before)) (times momentum now)

    struct (standardised operation ownMean ownVariance weight bias eps x, moved mean ownMean, moved variance sampled)
