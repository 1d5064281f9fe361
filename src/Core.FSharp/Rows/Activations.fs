/// What neural networks put between their layers. Each is made of rows; the values at kinks are PyTorch's.
module internal Functional.Activations

open System
open Functional.Kernels
open Functional.Terms

let private zero x = Apply.number x 0.0

/// max(0, x)
let relu x = map Unary.Relu x

/// x limited to [0, 6]; the slope at both bounds is 0.
let relu6 x = Elementwise.hardtanh 0.0 6.0 x

/// x, but slope x below 0 and at it.
let leakyRelu (slope: float) x =
    let x = Promote.floating "leaky_relu" x
    choose (compareTo Binary.Greater x 0.0) x (times slope x)

/// x, but weight x below 0 and at it. A weight of more than one element has one for each place of axis 1.
let prelu (weight: Tensor) x =
    let x = Promote.floating "prelu" x
    let weight = Promote.tensor "prelu" weight

    let weight =
        if weight.Size = 1 || x.Rank < 2 then
            weight
        else
            Moves.reshape (weight.Size :: List.replicate (x.Rank - 2) 1) weight

    Indexing.where (compareTo Binary.Greater x 0.0) x (Arithmetic.multiply weight x)

/// What of x is negative, 0 elsewhere; the slope at 0 is 1. It keeps exponentials of large arguments out.
let private negative x = Elementwise.clamp -infinity 0.0 x

/// max(0, x) + alpha expm1(min(0, x) / scale)
let private exponential name (alpha: float) (scale: float) x =
    let x = Promote.floating name x
    add (relu x) (negative x |> times (1.0 / scale) |> map Unary.Expm1 |> times alpha)

/// x above 0, alpha (exp x - 1) below. Source: Clevert et al., "Fast and Accurate Deep Network Learning by Exponential
/// Linear Units" (2016).
let elu (alpha: float) x = exponential "elu" alpha 1.0 x

/// x above 0, alpha (exp(x / alpha) - 1) below. Source: Barron, "Continuously Differentiable Exponential Linear Units" (2017).
let celu (alpha: float) x =
    if alpha = 0.0 then
        raise (Errors.Option("celu", "alpha", "other than 0", alpha, "use relu for its limit"))

    exponential "celu" alpha alpha x

// Klambauer et al., "Self-Normalizing Neural Networks" (2017): the fixed point has mean 0 and variance 1.
let private seluAlpha = 1.6732632423543772848170429916717
let private seluScale = 1.0507009873554804934193349852946

/// scale elu(alpha), with the constants that keep mean 0 and variance 1.
let selu x = elu seluAlpha x |> times seluScale

/// x sigmoid(x). Source: Elfwing et al., "Sigmoid-Weighted Linear Units" (2018).
let silu x =
    let x = Promote.floating "silu" x
    mul x (map Unary.Sigmoid x)

/// x tanh(softplus x). Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019).
let mish x =
    let x = Promote.floating "mish" x
    mul x (map Unary.Tanh (Elementwise.softplus 1.0 20.0 x))

/// x Phi(x), Phi being the distribution function of the normal distribution. Source: Hendrycks & Gimpel, "Gaussian Error
/// Linear Units" (2016).
let gelu x =
    let x = Promote.floating "gelu" x
    mul (times 0.5 x) (map Unary.Erfc (times (-Math.Sqrt 0.5) x))

/// The approximation of gelu by tanh: x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x³))) / 2.
let geluTanh x =
    let x = Promote.floating "gelu" x
    let cubic = mul x (plus 1.0 (times 0.044715 (map Unary.Square x)))
    mul (times 0.5 x) (plus 1.0 (map Unary.Tanh (times (Math.Sqrt(2.0 / Math.PI)) cubic)))

/// x / (1 + |x|)
let softsign x =
    let x = Promote.floating "softsign" x
    Arithmetic.divide x (plus 1.0 (map Unary.Abs x))

/// x - tanh x
let tanhshrink x =
    let x = Promote.floating "tanhshrink" x
    sub x (map Unary.Tanh x)

/// x moved towards 0 by lambda, and 0 where that would cross it.
let softshrink (lambda: float) x =
    let x = Promote.floating "softshrink" x
    sub x (Elementwise.clamp -lambda lambda x)

/// x, but 0 in [-lambda, lambda].
let hardshrink (lambda: float) x =
    let x = Promote.floating "hardshrink" x
    choose (compareTo Binary.LessEqual (map Unary.Abs x) lambda) (zero x) x

/// x above a bound, the value elsewhere.
let threshold (bound: float) (value: float) x =
    let x = Promote.floating "threshold" x
    choose (compareTo Binary.LessEqual x bound) (Apply.number x value) x

/// relu6(x + 3) / 6
let hardsigmoid x = Promote.floating "hardsigmoid" x |> plus 3.0 |> relu6 |> times (1.0 / 6.0)

/// x relu6(x + 3) / 6. Source: Howard et al., "Searching for MobileNetV3" (2019).
let hardswish x =
    let x = Promote.floating "hardswish" x
    mul x (plus 3.0 x |> Elementwise.clamp 0.0 6.0 |> times (1.0 / 6.0))

/// The first half of an axis, times the sigmoid of the second. Source: Dauphin et al., "Language Modeling with Gated
/// Convolutional Networks" (2017).
let glu axis x =
    let x = Promote.floating "glu" x
    let axis = x.Shape.Axis("glu", axis)
    let length = x.Shape.Lengths[axis]

    if length % 2 = 1 then
        raise (Errors.OddAxis("glu", axis, x.Shape))

    mul (Moves.narrow axis 0 (length / 2) x) (map Unary.Sigmoid (Moves.narrow axis (length / 2) (length / 2) x))
