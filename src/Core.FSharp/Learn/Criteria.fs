/// The formulas of losses that compare element by element.
module internal Functional.Criteria

open Functional.Kernels
open Functional.Terms

type Reduction = Functional.Reduction

let private equals (k: float) x = Apply.run (Compare.row Binary.Equal) [| x; Apply.number x k |]
let private atLeast (low: float) x = Elementwise.clamp low infinity x

/// Losses of elements to the loss of all.
let reduce name reduction x =
    match reduction with
    | Reduction.None -> x
    | Reduction.Mean -> Reductions.mean [||] false x
    | Reduction.Sum -> Reductions.sum [||] false x
    | other -> raise (Errors.Reduction(name, other.ToString()))

/// Floats of one dtype and one shape. Broadcasting would compare every prediction with every target without a word when
/// one of the two lacks an axis, so only a single number is a target for all.
let pair name (prediction: Tensor) (target: Tensor) =
    let xs = Promote.common name [| prediction; target |] |> Array.map (Promote.floating name)

    if xs[0].Shape = xs[1].Shape then struct (xs[0], xs[1])
    elif xs[1].Rank = 0 then struct (xs[0], Moves.broadcastTo xs[0].Shape xs[1])
    else raise (Errors.TargetShape(name, xs[0].Shape, xs[1].Shape))

/// The weights of elements, which broadcast to the losses.
let private weighted name (weight: Tensor | null) (losses: Tensor) =
    match weight with
    | null -> losses
    | weight ->
        let product = Arithmetic.multiply losses weight

        if product.Shape <> losses.Shape then
            raise (Errors.WeightShape(name, losses.Shape, weight.Shape))

        product

/// The squared error, in one node of the graph. The factor of the mean is one number that meets the difference once, so
/// that gradients round as PyTorch's.
let private mseRow reduction (space: Space) =
    let factor =
        match reduction with
        | Reduction.Mean -> 2.0 / float space.Shape.Size
        | _ -> 2.0

    { Name = "mse_loss"
      Evaluate = Evaluate.Composite(fun xs -> map Unary.Square (sub xs[0] xs[1]) |> reduce "mse_loss" reduction)
      Rule = AtInputs(fun xs i -> Compose(Scale(sub xs[i] xs[1 - i]), space, ScaleBy factor))
      Domains = [ Reals; Reals ] }

/// (p - y)²
let mse reduction prediction target =
    let struct (p, y) = pair "mse_loss" prediction target
    Apply.run (mseRow reduction p.Space) [| p; y |]

/// |p - y|
let l1 reduction prediction target =
    let struct (p, y) = pair "l1_loss" prediction target
    map Unary.Abs (sub p y) |> reduce "l1_loss" reduction

/// d² / 2 where |d| < delta, else delta (|d| - delta / 2): with m = d limited to [-delta, delta], m (d - m / 2).
let private huberOf (delta: float) d =
    let m = Elementwise.clamp -delta delta d
    mul m (sub d (times 0.5 m))

/// Squared near 0 and straight from delta on. Source: Huber, "Robust Estimation of a Location Parameter" (1964).
let huber (delta: float) reduction prediction target =
    if not (delta > 0.0) then
        raise (Errors.Option("huber_loss", "delta", "above 0", delta, "it is where the square ends"))

    let struct (p, y) = pair "huber_loss" prediction target
    huberOf delta (sub p y) |> reduce "huber_loss" reduction

/// huber / beta; the absolute error for beta 0.
let smoothL1 (beta: float) reduction prediction target =
    if not (beta >= 0.0) then
        raise (Errors.Option("smooth_l1_loss", "beta", "at least 0", beta, "it is where the square ends"))

    let struct (p, y) = pair "smooth_l1_loss" prediction target
    let d = sub p y
    let losses = if beta = 0.0 then map Unary.Abs d else times (1.0 / beta) (huberOf beta d)
    reduce "smooth_l1_loss" reduction losses

/// The least logarithm that counts, so that a prediction that is surely wrong costs 100 and not infinity.
let private log x = atLeast -100.0 (map Unary.Log x)

/// The least variance p (1 - p) that a gradient is divided by, which PyTorch writes in single precision.
let private leastVariance = float 1e-12f

let private binaryCrossEntropyRow =
    let evaluate (xs: Tensor[]) =
        let p, y = xs[0], xs[1]
        neg (add (mul y (log p)) (mul (plus 1.0 (neg y)) (log (plus 1.0 (neg p)))))

    let rule (xs: Tensor[]) i =
        let p, y = xs[0], xs[1]
        let other = plus 1.0 (neg p)

        if i = 0 then
            Scale(Arithmetic.divide (sub p y) (atLeast leastVariance (mul other p)))
        else
            Scale(sub (log other) (log p))

    { Name = "binary_cross_entropy"
      Evaluate = Evaluate.Composite evaluate
      Rule = AtInputs rule
      Domains = [ Between(0.0, 1.0); Between(0.0, 1.0) ] }

/// -(y log p + (1 - y) log(1 - p)), logarithms being at least -100.
let binaryCrossEntropy weight reduction prediction target =
    let struct (p, y) = pair "binary_cross_entropy" prediction target

    Apply.run binaryCrossEntropyRow [| p; y |]
    |> weighted "binary_cross_entropy" weight
    |> reduce "binary_cross_entropy" reduction

/// -(w y log s(x) + (1 - y) log(1 - s(x))), s being the sigmoid and w the weight of positives; accurate for every x.
let binaryCrossEntropyWithLogits weight (positive: Tensor | null) reduction logits target =
    let name = "binary_cross_entropy_with_logits"
    let struct (x, y) = pair name logits target
    let yes = mul y (map Unary.LogSigmoid x) |> weighted name positive
    let no = mul (plus 1.0 (neg y)) (map Unary.LogSigmoid (neg x))
    neg (add yes no) |> weighted name weight |> reduce name reduction

/// log(1 + exp(-y x)), for targets 1 and -1.
let softMargin reduction prediction target =
    let struct (x, y) = pair "soft_margin_loss" prediction target
    neg (map Unary.LogSigmoid (mul y x)) |> reduce "soft_margin_loss" reduction

/// x where the target is 1, max(0, margin - x) where it is -1.
let hingeEmbedding (margin: float) reduction prediction target =
    let struct (x, y) = pair "hinge_embedding_loss" prediction target
    let zero = Apply.number x 0.0
    let near = choose (equals -1.0 y) zero x
    let far = choose (equals 1.0 y) zero (atLeast 0.0 (plus margin (neg x)))
    add near far |> reduce "hinge_embedding_loss" reduction

/// max(0, margin - y (a - b)): y is 1 where a should rank above b, and -1 where below.
let marginRanking (margin: float) reduction first second target =
    let struct (a, b) = pair "margin_ranking_loss" first second
    let struct (d, y) = pair "margin_ranking_loss" (sub a b) target
    atLeast 0.0 (plus margin (neg (mul y d))) |> reduce "margin_ranking_loss" reduction

/// y (log y - x), for predicted logarithms x; exp(y) (y - x) for targets that are logarithms, too.
let klDiv logTarget reduction prediction target =
    let struct (x, y) = pair "kl_div" prediction target

    let losses = if logTarget then mul (map Unary.Exp y) (sub y x) else sub (Arithmetic.xlogy y y) (mul y x)

    match reduction with
    | Reduction.BatchMean ->
        if x.Rank = 0 then
            raise (Errors.TooFewAxes("kl_div", 1, x.Shape))

        times (1.0 / float x.Shape[0]) (Reductions.sum [||] false losses)
    | reduction -> reduce "kl_div" reduction losses
