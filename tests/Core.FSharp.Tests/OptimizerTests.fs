/// Optimizers: their steps, groups and options. The paths that PyTorch's take are in Backend.Conformance, for every backend.
module Functional.Tests.OptimizerTests

open System
open Xunit
open Functional
open Functional.Tests.Witness

let private vector (values: float list) = real [ values.Length ] values

let private withGradient (value: float list) (gradient: float list) =
    let parameter = Parameter(vector value)
    Autograd.backward (Reductions.sum [||] false (parameter * vector gradient))
    parameter

[<Fact>]
let ``a plain step rounds once`` () =
    let random seed = RandomTensors.randn (Generator seed) DType.Float32 (Shape.From [ 100 ])
    let p, g = random 1L, random 2L
    let rule = Optimizers.Sgd 0.01
    let struct (next, _) = rule.Step(p, g, rule.Init<Tensor> p)

    let expected =
        Array.map2
            (fun p g -> MathF.FusedMultiplyAdd(-0.01f, g, p))
            (Creation.toArray<float32> p)
            (Creation.toArray<float32> g)

    Assert.Equal<float32[]>(expected, Creation.toArray<float32> next)

[<Fact>]
let ``the named optimizers are their rules`` () =
    let after (make: Parameter -> Optimizer) =
        let parameter = withGradient [ 1.0; 2.0 ] [ 0.5; -3.0 ]
        let optimizer = make parameter
        optimizer.Step()
        optimizer.Step()
        elements parameter.Value

    Assert.Equal<float[]>(
        after (fun p -> Optimizer([ p ], Optimizers.Sgd(0.1, 0.9, 0.0, 0.2, true))),
        after (fun p -> Sgd([ p ], 0.1, 0.9, 0.0, 0.2, true))
    )

    Assert.Equal<float[]>(
        after (fun p -> Optimizer([ p ], Optimizers.RmsProp(0.1, 0.8, 1e-4, true, 0.5, 0.2))),
        after (fun p -> RmsProp([ p ], 0.1, 0.8, 1e-4, true, 0.5, 0.2))
    )

[<Fact>]
let ``groups keep the options they do not name`` () =
    let a, b = withGradient [ 1.0 ] [ 1.0 ], withGradient [ 1.0 ] [ 1.0 ]
    let optimizer = Sgd([ a ], learningRate = 0.5, weightDecay = 1.0)
    optimizer.AddGroup([ b ], learningRate = Nullable 0.25)
    optimizer.Step()
    Checks.equal [ 0.0 ] a.Value
    Checks.equal [ 0.5 ] b.Value
    Assert.Equal(0.25, optimizer.Groups[1].LearningRate)

[<Fact>]
let ``a rate that is set is that of the next step, of every group`` () =
    let a, b = withGradient [ 1.0 ] [ 1.0 ], withGradient [ 1.0 ] [ 1.0 ]
    let optimizer = Sgd([ a ], 0.5)
    optimizer.AddGroup([ b ])
    optimizer.LearningRate <- 0.125
    Assert.Equal(0.125, optimizer.LearningRate)
    optimizer.Step()
    Checks.equal [ 0.875 ] a.Value
    Checks.equal [ 0.875 ] b.Value
    Assert.Throws<ArgumentException>(fun () -> optimizer.LearningRate <- -1.0) |> ignore

[<Fact>]
let ``a parameter without a gradient stays`` () =
    let moved, still = withGradient [ 1.0 ] [ 1.0 ], Parameter(vector [ 7.0 ])
    Sgd([ moved; still ], 0.5, weightDecay = 0.1).Step()
    Checks.equal [ 7.0 ] still.Value

[<Fact>]
let ``a step that fails changes nothing`` () =
    let good, bad = withGradient [ 1.0 ] [ 1.0 ], withGradient [ 1.0; 2.0 ] [ 1.0; 1.0 ]
    bad.Value <- vector [ 1.0; 2.0; 3.0 ]
    Assert.Throws<ShapeException>(fun () -> Sgd([ good; bad ], 0.5).Step()) |> ignore
    Checks.equal [ 1.0 ] good.Value

[<Fact>]
let ``a step is differentiated like any function`` () =
    // f = x² / 2: a step leads to x (1 - rate), and one with momentum from there to x ((1 - rate)² - momentum rate).
    let rule = Optimizers.Sgd(0.1, momentum = 0.5)
    let slope x = grad (fun (x: Tensor) -> Reductions.sum [||] false (x * x * 0.5)) x

    let twice (x: Tensor) =
        let struct (next, state) = rule.Step(x, slope x, rule.Init<Tensor> x)
        let struct (last, _) = rule.Step(next, slope next, state)
        Reductions.sum [||] false last

    Assert.Equal(0.9 * 0.9 - 0.05, float (grad twice (vector [ 3.0 ])), 1e-12)

[<Fact>]
let ``options out of range and parameters that cannot be are refused`` () =
    let p = Parameter(vector [ 1.0 ])

    let says (parts: string list) (f: unit -> obj | null) =
        let error = Assert.ThrowsAny<ArgumentException>(fun () -> f () |> ignore)
        Assert.All(parts, fun part -> Assert.Contains(part, error.Message))

    says [ "learningRate"; "-0.1" ] (fun () -> Optimizers.Sgd -0.1)
    says [ "learningRate"; "NaN" ] (fun () -> Optimizers.RmsProp nan)
    says [ "momentum" ] (fun () -> Sgd([ p ], 0.1, momentum = -1.0))
    says [ "weightDecay" ] (fun () -> Sgd([ p ], 0.1, weightDecay = -1.0))
    says [ "nesterov"; "momentum 0" ] (fun () -> Sgd([ p ], 0.1, nesterov = true))
    says [ "nesterov"; "dampening 0.5" ] (fun () -> Sgd([ p ], 0.1, 0.9, 0.5, nesterov = true))
    says [ "alpha" ] (fun () -> RmsProp([ p ], alpha = -1.0))
    says [ "eps" ] (fun () -> RmsProp([ p ], eps = -1.0))
    says [ "none" ] (fun () -> Sgd([], 0.1))
    says [ "twice" ] (fun () -> Sgd([ p; p ], 0.1))
    let optimizer = Sgd([ p ], 0.1)
    says [ "twice" ] (fun () -> box (optimizer.AddGroup([ p ])))
    let rule = Optimizers.Sgd 0.1
    says [ "1"; "0" ] (fun () -> box (rule.Step(p.Value, p.Value, OptimizerState [||])))
    says [ "[1]"; "[2]" ] (fun () -> box (rule.Step(p.Value, vector [ 1.0; 2.0 ], rule.Init<Tensor> p.Value)))
