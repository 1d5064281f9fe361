/// Losses and activations beyond the reference data: roundings, names, and what they refuse.
module Functional.Tests.LossesTests

open System
open Xunit
open Functional
open Functional.Tests.Witness

let private single (shape: int list) (data: float list) = Checks.typed "float32" shape data
let private prediction = real [ 2; 3 ] [ 0.2; 0.5; 0.1; 0.9; 0.4; 0.7 ]
let private target = real [ 2; 3 ] [ 0.0; 1.0; 0.0; 1.0; 0.0; 1.0 ]

[<Fact>]
let ``the mean squared error's gradient has one factor, rounded once`` () =
    let p = single [ 3; 3 ] [ for i in 1..9 -> float (float32 (sin (float i))) ]
    let y = single [ 3; 3 ] [ for i in 1..9 -> float (float32 (0.1 * float i)) ]
    let gradient = grad (fun p -> Losses.Mse(p, y)) p |> Creation.toArray<float32>
    let factor = float32 (2.0 / 9.0)

    let expected =
        Array.map2 (fun p y -> factor * (p - y)) (Creation.toArray<float32> p) (Creation.toArray<float32> y)

    Assert.Equal<float32[]>(expected, gradient)

[<Fact>]
let ``a loss is known to the graph by PyTorch's name`` () =
    let w = Parameter(real [ 3 ] [ 1.0; 2.0; 3.0 ])
    Assert.Equal("MseLossBackward0", Autograd.gradFn (Losses.Mse(w, real [ 3 ] [ 0.0; 0.0; 0.0 ])))
    let scores = Parameter prediction
    let classes = Checks.int64s [ 2 ] [ 0.0; 2.0 ]

    for reduction in [ Reduction.None; Reduction.Mean; Reduction.Sum ] do
        Assert.Equal("NllLossBackward0", Autograd.gradFn (Losses.Nll(scores, classes, reduction = reduction)))
        Assert.Equal("NllLossBackward0", Autograd.gradFn (Losses.CrossEntropy(scores, classes, reduction = reduction)))

[<Fact>]
let ``the two forms of a loss are one function`` () =
    let agree (direct: Tensor) (curried: Func<Tensor, Tensor, Tensor>) =
        Checks.same direct (curried.Invoke(prediction, target))

    let sum = Reduction.Sum
    agree (Losses.Mse(prediction, target)) (Losses.Mse())
    agree (Losses.Mse(prediction, target, sum)) (Losses.Mse sum)
    agree (Losses.L1(prediction, target, sum)) (Losses.L1 sum)
    agree (Losses.SmoothL1(prediction, target, 0.3)) (Losses.SmoothL1(beta = 0.3))
    agree (Losses.Huber(prediction, target, 0.3)) (Losses.Huber(delta = 0.3))
    agree (Losses.BinaryCrossEntropy(prediction, target, reduction = sum)) (Losses.BinaryCrossEntropy(reduction = sum))
    agree (Losses.BinaryCrossEntropyWithLogits(prediction, target)) (Losses.BinaryCrossEntropyWithLogits())
    agree (Losses.SoftMargin(prediction, target)) (Losses.SoftMargin())
    agree (Losses.HingeEmbedding(prediction, target, 0.3)) (Losses.HingeEmbedding(margin = 0.3))
    agree (Losses.KlDiv(prediction, target)) (Losses.KlDiv())
    agree (Losses.CrossEntropy(prediction, target, labelSmoothing = 0.1)) (Losses.CrossEntropy(labelSmoothing = 0.1))

[<Fact>]
let ``a single number is a target for all elements`` () =
    Checks.same (Losses.Mse(prediction, real [ 2; 3 ] (Array.create 6 0.5))) (Losses.Mse(prediction, real [] [ 0.5 ]))

[<Fact>]
let ``a target that would broadcast is refused`` () =
    let column = real [ 3; 1 ] [ 1.0; 2.0; 3.0 ]
    let row = real [ 3 ] [ 1.0; 2.0; 3.0 ]
    Checks.says<ShapeException> [ "mse_loss"; "[3, 1]"; "[3]"; "reshape" ] (fun () -> Losses.Mse(column, row))

[<Fact>]
let ``losses of one probability weigh it, and never pass the shape`` () =
    let weight = real [ 3 ] [ 1.0; 2.0; 3.0 ]
    let plain = Losses.BinaryCrossEntropy(prediction, target, reduction = Reduction.None)
    Checks.same (plain * weight) (Losses.BinaryCrossEntropy(prediction, target, weight, Reduction.None))

    Checks.says<ShapeException> [ "binary_cross_entropy"; "[2, 2, 3]" ] (fun () ->
        Losses.BinaryCrossEntropy(prediction, target, real [ 2; 2; 3 ] (Array.create 12 1.0)))

[<Fact>]
let ``losses of classes refuse what does not fit`` () =
    let classes = Checks.int64s [ 2 ] [ 0.0; 2.0 ]

    Checks.says<ShapeException> [ "cross_entropy"; "[2]"; "[3]" ] (fun () ->
        Losses.CrossEntropy(prediction, Checks.int64s [ 3 ] [ 0.0; 1.0; 2.0 ]))

    Checks.says<IndexException> [ "3" ] (fun () -> Losses.CrossEntropy(prediction, Checks.int64s [ 2 ] [ 0.0; 3.0 ]))

    Checks.says<ShapeException> [ "nll_loss"; "weight"; "3 classes" ] (fun () ->
        Losses.Nll(prediction, classes, real [ 2 ] [ 1.0; 1.0 ]))

    Checks.says<ArgumentException> [ "multi_margin_loss"; "p"; "3" ] (fun () ->
        Losses.MultiMargin(prediction, classes, p = 3))

    Checks.says<ArgumentException> [ "smoothing"; "1.5" ] (fun () ->
        Losses.CrossEntropy(prediction, classes, labelSmoothing = 1.5))

[<Fact>]
let ``the mean over a batch belongs to the divergence alone`` () =
    Checks.says<ArgumentException> [ "mse_loss"; "BatchMean" ] (fun () ->
        Losses.Mse(prediction, target, Reduction.BatchMean))

[<Fact>]
let ``null and integers are refused by name`` () =
    Checks.says<ArgumentNullException> [ "mse_loss"; "null" ] (fun () ->
        Losses.Mse(Unchecked.defaultof<Tensor>, target))

    let integers = Checks.int64s [ 2 ] [ 1.0; 2.0 ]
    Checks.says<DTypeException> [ "l1_loss"; "int64" ] (fun () -> Losses.L1(integers, integers))

let private at (x: float) (f: Tensor -> Tensor) = Assert.Single(elements (f (real [ 1 ] [ x ])))

let private slope (x: float) (f: Tensor -> Tensor) =
    Assert.Single(elements (Checks.gradient f (real [ 1 ] [ x ]) (real [ 1 ] [ 1.0 ])))

[<Fact>]
let ``activations without reference data have their formulas' values and slopes`` () =
    let close (expected: float) (actual: float) = Assert.Equal(expected, actual, 1e-14)
    close (2.0 * (exp -0.25 - 1.0)) (at -0.5 (Activations.celu 2.0))
    close (exp -0.25) (slope -0.5 (Activations.celu 2.0))
    close (-0.5 / 1.5) (at -0.5 Activations.softsign)
    close (1.0 / 2.25) (slope -0.5 Activations.softsign)
    close (0.5 - tanh 0.5) (at 0.5 Activations.tanhshrink)
    close 0.25 (at 0.75 (Activations.softshrink 0.5))
    close 0.0 (at -0.25 (Activations.softshrink 0.5))
    close 0.75 (at 0.75 (Activations.hardshrink 0.5))
    close 0.0 (at 0.5 (Activations.hardshrink 0.5))
    close 7.0 (at 0.5 (Activations.threshold 0.5 7.0))
    close (4.0 / 6.0) (at 1.0 Activations.hardsigmoid)
    close (1.0 / 6.0) (slope 1.0 Activations.hardsigmoid)
    close (4.0 / 6.0) (at 1.0 Activations.hardswish)
    close (5.0 / 6.0) (slope 1.0 Activations.hardswish)
    close -0.125 (at -0.5 (Activations.prelu (real [ 1 ] [ 0.25 ])))

[<Fact>]
let ``a gated half passes the other`` () =
    let x = real [ 1; 4 ] [ 1.0; 2.0; 0.0; 100.0 ]
    Checks.equal [ 0.5; 2.0 ] (Activations.glu 1 x)
    Checks.says<ShapeException> [ "glu"; "even"; "[1]" ] (fun () -> Activations.glu 0 (real [ 1 ] [ 1.0 ]))

[<Fact>]
let ``a slope for each channel stands at axis 1`` () =
    let x = real [ 1; 2; 2 ] [ -1.0; -2.0; -1.0; 3.0 ]
    Checks.equal [ -0.5; -1.0; -0.25; 3.0 ] (Activations.prelu (real [ 2 ] [ 0.5; 0.25 ]) x)

[<Fact>]
let ``normalised vectors have length 1, and zero stays`` () =
    let x = real [ 2; 2 ] [ 3.0; 4.0; 0.0; 0.0 ]
    Checks.equal [ 0.6; 0.8; 0.0; 0.0 ] (Normalise.normalize 2.0 1 1e-12 x)

    Assert.All(
        elements (Checks.gradient (Normalise.normalize 2.0 1 1e-12) x (onesLike x)),
        fun g -> Assert.True(Double.IsFinite g)
    )

[<Fact>]
let ``layer normalisation refuses shapes that are not the last axes`` () =
    Checks.says<ShapeException> [ "layer_norm"; "[2]"; "[2, 3]" ] (fun () ->
        Normalise.layerNorm (Shape.From [ 2 ]) null null 1e-5 prediction)
