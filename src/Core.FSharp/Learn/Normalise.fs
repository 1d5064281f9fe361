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
