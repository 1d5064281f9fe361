/// Optimizers as pure steps and as loops over parameters, against the paths that PyTorch's take.
module Functional.Tests.OptimizerTests

open System
open System.Text.Json
open Xunit
open Functional
open Functional.Tests.Oracle
open Functional.Tests.Witness

let private rosenbrock (x: Tensor) =
    let n = x.Size
    let head, tail = Moves.narrow 0 0 (n - 1) x, Moves.narrow 0 1 (n - 1) x
    let square x = Elementwise.map Kernels.Unary.Square x
    Reductions.sum [||] false (square (tail - square head) * 100.0 + square (1.0 - head))

let private quadratic (a: Tensor) (b: Tensor) (x: Tensor) =
    Products.dot x (Products.matmul a x) * 0.5 - Products.dot b x

let private problem backend (run: OptimizerRun) =
    let problem = problems.Value[run.Problem]
    let named name = toTensorOn backend { problem.Tensors[name] with DType = run.DType }

    let f = if run.Problem = "rosenbrock" then rosenbrock else quadratic (named "A") (named "b")
    f, named "x0"

let private rule optimizer (args: JsonElement) =
    let number name otherwise = floating name otherwise args

    if optimizer = "SGD" then
        Optimizers.Sgd(
            number "lr" nan,
            number "momentum" 0.0,
            number "dampening" 0.0,
            number "weight_decay" 0.0,
            flag "nesterov" args,
            flag "maximize" args
        )
    else
        Optimizers.RmsProp(
            number "lr" 0.01,
            number "alpha" 0.99,
            number "eps" 1e-8,
            flag "centered" args,
            number "momentum" 0.0,
            number "weight_decay" 0.0,
            flag "maximize" args
        )

/// The parts of the parameter vector, each with its rule.
let private parts (run: OptimizerRun) length =
    if run.Groups.Length = 0 then
        [| struct (0, length, rule run.Optimizer run.Args) |]
    else
        [| for group in run.Groups ->
               let bounds = group.Parameters.Trim('x', '[', ']').Split ':'
               let first, last = int bounds[0], int bounds[1]
               struct (first, last - first, rule run.Optimizer group.Args) |]

let private known =
    lazy (optimizers.Value |> Array.filter (fun run -> run.Optimizer = "SGD" || run.Optimizer = "RMSprop"))

let rows () = Backends.each [ for i in 0 .. known.Value.Length - 1 -> string i ]

let private check (run: OptimizerRun) step (loss: Tensor) (parameters: Tensor[]) =
    let close (expected: float) (actual: float) =
        Assert.True(
            abs (actual - expected) <= run.Tolerance * (1.0 + abs expected),
            $"step {step}: expected {expected:R}, got {actual:R}"
        )

    close run.Losses[step] (float loss)
    Array.iter2 close run.Trajectory[step] (Array.collect elements parameters)

[<Theory>]
[<MemberData(nameof rows)>]
let ``pure steps take PyTorch's path`` (i: string, backend: string) =
    let run = known.Value[int i]
    let f, start = problem (Backends.named backend) run
    let parts = parts run start.Size
    let mutable xs = [| for struct (first, length, _) in parts -> Moves.narrow 0 first length start |]
    let states = Array.map2 (fun (struct (_, _, rule: UpdateRule)) x -> rule.Init<Tensor> x) parts xs

    for step in 0 .. run.Trajectory.Length - 1 do
        let loss, gradients = valueAndGrad (fun xs -> f (Joins.cat 0 (xs: Tensor[]))) xs

        xs <-
            [| for k in 0 .. xs.Length - 1 do
                   let struct (_, _, rule) = parts[k]
                   let struct (next, state) = rule.Step(xs[k], gradients[k], states[k])
                   states[k] <- state
                   next |]

        check run step loss xs

[<Theory>]
[<MemberData(nameof rows)>]
let ``loops over parameters take PyTorch's path`` (i: string, backend: string) =
    let run = known.Value[int i]
    let f, start = problem (Backends.named backend) run
    let parts = parts run start.Size
    let parameters = [| for struct (first, length, _) in parts -> Parameter(Moves.narrow 0 first length start) |]
    let struct (_, _, first) = parts[0]
    let optimizer = Optimizer([ parameters[0] ], first)

    for k in 1 .. parts.Length - 1 do
        let struct (_, _, rule) = parts[k]
        optimizer.AddGroup([ parameters[k] ], rule)

    for step in 0 .. run.Trajectory.Length - 1 do
        let loss = f (Joins.cat 0 [ for p in parameters -> p :> Tensor ])
        optimizer.ZeroGrad()
        Autograd.backward loss
        optimizer.Step()
        check run step loss [| for p in parameters -> p.Value |]

/// What the tests of this file compare on each backend.
let coverage () : Backends.Coverage list =
    let others = [ for run in Array.except known.Value optimizers.Value -> run.Optimizer ] |> List.distinct

    [ for name, _ in Backends.all ->
          { File = "optimizers.json"
            Backend = name
            Cases = optimizers.Value.Length + schedules.Value.Length + clippings.Value.Length
            Modes = [ for _ in known.Value -> [ Backends.Values; Backends.Reverse ] ]
            Missing = [ yield! others; "schedulers"; "clipping" ] } ]

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
