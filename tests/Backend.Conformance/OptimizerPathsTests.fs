/// Optimizers as pure steps and as loops over parameters, against the paths that PyTorch's take.
module Functional.Conformance.OptimizerPathsTests

open System.Text.Json
open Xunit
open Functional
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

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

let rows () = each [ for i in 0 .. known.Value.Length - 1 -> string i ]

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
    let f, start = problem (named backend) run
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
    let f, start = problem (named backend) run
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
let coverage () : Coverage list =
    let others = [ for run in Array.except known.Value optimizers.Value -> run.Optimizer ] |> List.distinct

    [ for row in present ->
          { File = "optimizers.json"
            Backend = row.Name
            Cases = optimizers.Value.Length + schedules.Value.Length + clippings.Value.Length
            Modes = [ for _ in known.Value -> [ Values; Reverse ] ]
            Missing = [ yield! others; "schedulers"; "clipping" ] } ]
