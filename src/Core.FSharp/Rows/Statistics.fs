/// Measures of size and spread, and the normalised exponentials: folds made of folds.
module internal Functional.Statistics

open System
open Functional.Kernels
open Functional.Terms

/// The variance and the mean along some axes; `correction` is taken from the number of elements: 1 for a sample.
let varMean (correction: float) (axes: int[]) keepAxes x =
    let x = Promote.floating "var" x
    let axes = Reductions.axesOf "var" axes x
    let mean = Reductions.mean axes true x
    let squares = Reductions.sum axes keepAxes (map Unary.Square (sub x mean))
    let freedom = Math.Max(0.0, float (Reductions.folded axes x.Shape) - correction)
    let var = Arithmetic.divide squares (Apply.number x freedom)
    var, Reductions.reshaped (Reductions.foldedShape axes keepAxes x.Shape) mean

/// The variance along some axes.
let var correction axes keepAxes x = fst (varMean correction axes keepAxes x)

/// The standard deviation along some axes; its slope is 0 where it is 0.
let std correction axes keepAxes x = Elementwise.sqrtAtZero (var correction axes keepAxes (Promote.floating "std" x))

/// |x| ** p with slope 0 where x is 0, whatever p is.
let private absPower (p: float) x =
    let size = map Unary.Abs x

    if p < 0.0 then
        Elementwise.powNumber p size
    else
        let zero = compareTo Binary.Equal size 0.0
        choose zero (Apply.number x 0.0) (Elementwise.powNumber p (choose zero (Apply.number x 1.0) size))

/// The p-norm along some axes, of a matrix as of a vector: p may be 0 (a count) or infinite. Slopes at 0 are 0.
let norm (p: float) (axes: int[]) keepAxes x =
    let x = Promote.floating "norm" x
    let axes = Reductions.axesOf "norm" axes x
    let sum = Reductions.sum axes keepAxes

    match p with
    | 0.0 -> sum (Apply.toDType x.DType (compareTo Binary.NotEqual x 0.0))
    | 1.0 -> sum (map Unary.Abs x)
    | 2.0 -> Elementwise.sqrtAtZero (sum (map Unary.Square x))
    | Double.PositiveInfinity -> Reductions.amax axes keepAxes (map Unary.Abs x)
    | Double.NegativeInfinity -> Reductions.amin axes keepAxes (map Unary.Abs x)
    | p -> Elementwise.rootAtZero p (sum (absPower p x))

let private composite name evaluate domain rule =
    { Name = name; Evaluate = Composite(fun xs -> evaluate xs[0]); Rule = rule; Domains = [ domain ] }

/// The largest elements, with the folded axes kept; of nothing, anything does, for there is nothing to shift.
let private largest axes (x: Tensor) =
    if Reductions.folded axes x.Shape = 0 then Apply.number x 0.0 else Reductions.amax axes true x

/// x less its largest elements, so that no exponential overflows, and these. They are finite: infinities less themselves are nan.
let private shifted axes (x: Tensor) =
    let most = x.DType.Largest()
    let shift = Elementwise.clamp -most most (largest axes x)
    struct (sub x shift, shift)

/// log (sum (exp x)) with the folded axes kept.
let private logSum axes x = map Unary.Log (Reductions.sum axes true (map Unary.Exp x))

let logSumExpRow axes keepAxes =
    let evaluate (x: Tensor) =
        let struct (rest, shift) = shifted axes x
        add (logSum axes rest) shift |> Reductions.reshaped (Reductions.foldedShape axes keepAxes x.Shape)

    let rule (xs: Tensor[]) (y: Tensor) _ =
        let x = xs[0]
        let weights = map Unary.Exp (sub x (Reductions.reshaped (Reductions.keptShape axes x.Shape) y))
        Compose(Scale weights, x.Space, (if keepAxes then Identity else Form.Sum axes))

    composite "logsumexp" evaluate Reals (AtBoth rule)

/// log (sum (exp x)) along some axes, without overflow.
let logSumExp (axes: int[]) keepAxes x =
    let x = Promote.float "logsumexp" x
    Apply.run (logSumExpRow (Reductions.axesOf "logsumexp" axes x) keepAxes) [| x |]

let private keptSpace axis (x: Tensor) = Space(Reductions.keptShape [| axis |] x.Shape, x.DType)

/// An operation that backends may have in one piece, and so the transpose of its derivative, which the value y gives; `back` is
/// the derivative of that transpose of g with respect to y.
let private named
    name
    whole
    transpose
    (evaluate: Tensor -> Tensor)
    derivative
    (back: Tensor -> Tensor -> Form<Tensor>)
    =
    { Name = name
      Evaluate = Named(whole, fun xs -> evaluate xs[0])
      Rule =
        AtOutput(fun y _ ->
            OnePiece.form y.Space y.Space transpose [| y |] (fun held -> derivative held[0]) (fun xs _ ->
                back xs[0] xs[1]))
      Domains = [ Reals ] }

/// v -> y v - y sum (y v)
let softmaxRow axis =
    let evaluate x =
        let powers = map Unary.Exp (sub x (largest [| axis |] x))
        Arithmetic.divide powers (Reductions.sum [| axis |] true powers)

    let total x = Reductions.sum [| axis |] true x

    named
        "softmax"
        (Composition.Softmax axis)
        (Composition.SoftmaxPull axis)
        evaluate
        (fun y -> Plus(Scale y, Compose(Scale y, keptSpace axis y, Scale(neg y))))
        (fun y g -> Plus(Scale(sub g (total (mul g y))), Compose(Scale g, keptSpace axis y, Scale(neg y))))

/// v -> v - sum (exp y v)
let logSoftmaxRow axis =
    // Beside an infinite element every result is nan, as in PyTorch: so nothing limits what is taken away.
    let evaluate x =
        let rest = sub x (largest [| axis |] x)
        sub rest (logSum [| axis |] rest)

    named
        "log_softmax"
        (Composition.LogSoftmax axis)
        (Composition.LogSoftmaxPull axis)
        evaluate
        (fun y -> Plus(Identity, Compose(Scale(map Unary.Exp y), keptSpace axis y, Negate)))
        (fun y g -> Scale(neg (mul (map Unary.Exp y) (Reductions.sum [| axis |] true g))))

/// exp x divided by its sum along an axis.
let softmax axis x =
    Promote.floating "softmax" x
    |> Reductions.along "softmax" axis (fun axis x -> Apply.run (softmaxRow axis) [| x |])

/// log (softmax x), accurate where softmax is near 0.
let logSoftmax axis x =
    Promote.floating "log_softmax" x
    |> Reductions.along "log_softmax" axis (fun axis x -> Apply.run (logSoftmaxRow axis) [| x |])
