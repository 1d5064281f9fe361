/// Laws of what surrounds the numbers: spaces, purity, seeds, threads, memory, constants, operations of one's own, nan.
/// J is the Jacobian at x; v is a tangent, c a cotangent.
module Functional.Laws.Structure

open System
open Functional
open Functional.Kernels
open Functional.Laws.Comparing
open Functional.Laws.Common

// Spaces

let private cast dtype (xs: Tensor[]) = xs |> Array.map (Tensor.cast dtype)
let private castLike (like: Tensor[]) (xs: Tensor[]) = Array.map2 (fun (y: Tensor) x -> Tensor.cast y.DType x) like xs

/// What is derived at some arguments has the spaces that it must have.
let private derivedAt name f (c: Tensor[]) (v: Tensor[]) (xs: Tensor[]) : Finding list =
    let v = castLike xs v
    let value, pushed = jvp f xs v
    let _, pull = vjp f xs

    [ texts $"tangents are like the value, at {name}" (described value) (described pushed)
      texts
          $"cotangents pulled back are like the arguments, at {name}"
          (described xs)
          (described (pull (castLike value c)))
      texts $"gradients are like the arguments, at {name}" (described xs) (described (grad (scalar c f) xs))
      texts $"H v is like the arguments, at {name}" (described xs) (described (hvp (scalar c f) xs v)) ]

/// Whether a function takes arguments of these dtypes together: some refuse a mixture, as PyTorch's scatter_add does.
let private accepts (f: Tensor[] -> Tensor[]) (xs: Tensor[]) =
    try
        f xs |> ignore
        true
    with :? DTypeException ->
        false

/// Whether numbers made of float32 are near those made of float64, from the same arguments. A function that blows small
/// differences up blows rounding up, too.
let private agree (trial: Trial) what (g: Tensor[] -> Tensor[]) : Finding =
    let singles = cast DType.Float32 trial.Point
    let point = cast DType.Float64 singles
    let exact, rounded = all (g point), all (g singles)
    let moved = all (g (step point 1e-6 (trial.Tangent "v")))
    let distance xs ys = Array.map2 (fun (x: float) y -> abs (x - y)) xs ys |> largest
    let allowed = 1e-3 * (1.0 + largest exact) + 100.0 * distance exact moved

    if Array.exists2 (fun x y -> Double.IsFinite x && not (Double.IsFinite y)) exact rounded then
        trial.Undecided "float32 overflows"

    truth
        $"{what} at float32 is that at float64, up to {allowed:g3}: the distance is {distance exact rounded:g3}"
        (not (distance exact rounded > allowed))

let spaces =
    GradientLaw.make
        "shapes, dtypes and devices"
        "J v is in the space of f(x), J^T c, gradients and H v in that of x; float32 agrees with float64"
        "the tangent space of an argument is its own space"
        Exact
        (fun trial ->
            let f, x, c, v = trial.Subject.Function, trial.Point, trial.Cotangent "c", trial.Tangent "v"
            let alternately = x |> Array.mapi (fun i x -> if i % 2 = 0 then Tensor.cast DType.Float32 x else x)

            let isFloat64 = trial.Subject.Claims |> List.exists _.IsFloat64Only

            let structure =
                [ yield! derivedAt "float64" f c v x
                  if not isFloat64 then
                      yield! derivedAt "float32" f c v (cast DType.Float32 x)
                  if not isFloat64 && x.Length > 1 && accepts f alternately then
                      yield! derivedAt "float32 and float64 by turns" f c v alternately ]

            let isBroken finding = let struct (error, _) = GradientLaw.measure Exact finding in error > 0.0

            if List.exists isBroken structure || trial.IsSeeded || isFloat64 then
                structure
            else
                // Streams of random numbers depend on the dtype; everything else does not.
                structure @ [ agree trial "f(x)" f; agree trial "the gradient" (grad (scalar c f)) ])

// Purity

/// Something else for buffers and generations to be used for.
let private otherWork (trial: Trial) =
    let x = trial.Tensor([| 300 |], Array.init 300 (fun i -> float i / 100.0))
    hvp (fun x -> Tensor.sum (Tensor.sin x * x)) x x |> ignore
    Resources.collectYoung ()

let purity =
    GradientLaw.make
        "purity"
        "f(x), J v, J^T c and gradients have the same bits twice; nothing that was given changes"
        "derivatives are functions"
        Exact
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let given = Array.concat [ x; v; c ]
            let before = all given
            let repeated name (run: unit -> Tensor[]) = tensors name (run ()) $"{name} again" (run ())
            let _, pull = vjp f x
            let first = pull c
            let second = pull c
            pull (Array.map (fun (c: Tensor) -> -2.0 * c) c) |> ignore
            otherWork trial
            let third = pull c

            [ repeated "f(x)" (fun () -> f x)
              repeated "J v" (fun () -> snd (jvp f x v))
              repeated "J^T c" (fun () -> (snd (vjp f x)) c)
              repeated "the gradient" (fun () -> grad (scalar c f) x)
              tensors "J^T c" first "J^T c by the same pullback" second
              tensors "J^T c" first "J^T c by the same pullback, after other work" third
              numbers "what was given" before "the same, afterwards" (all given) ])

// Constants

/// Ways to differentiate a function of arguments once or twice; the results are tensors.
let private nestings (v: Tensor[]) (c: Tensor[]) : (string * ((Tensor[] -> Tensor[]) -> Tensor[] -> Tensor[])) list =
    let push f x = snd (jvp f x v)

    [ "jvp", push
      "grad", (fun f -> grad (scalar c f))
      "jvp of jvp", (fun f -> push (push f))
      "jvp of grad", (fun f -> push (grad (scalar c f)))
      "grad of jvp", (fun f -> grad (scalar c (push f)))
      "grad of grad", (fun f -> grad (scalar v (grad (scalar c f)))) ]

let internal stopGradientBy (stop: Tensor -> Tensor) =
    GradientLaw.make
        "stopGradient"
        "D f(stop x) = 0, and D (stop(f x) * f x) = D (k * f x) with k = f(x), at every order"
        "Schulman et al., Gradient Estimation Using Stochastic Computation Graphs (2015): detached values are constants"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let stop = Array.map stop
            let value = f x
            let times k (xs: Tensor[]) = Array.map2 (*) k (f xs)
            let magnitudes = Array.map Tensor.abs

            [ tensors "f(x)" value "stop(f x)" (stop (f x))
              tensors "f(x)" value "f(stop x)" (f (stop x))
              tensors
                  "f J v"
                  (Array.map2 (*) value (snd (jvp f x v)))
                  "J v of stop(f x) * f x"
                  (snd (jvp (fun x -> times (stop (f x)) x) x v))

              for name, derive in nestings v c do
                  let ofStopped = derive (fun x -> f (stop x)) x
                  tensors $"|{name} of f(stop x)|" (magnitudes ofStopped) "0" (zeros ofStopped)

                  tensors
                      $"{name} of stop(f x) * f x"
                      (derive (fun x -> times (stop (f x)) x) x)
                      $"{name} of k * f x"
                      (derive (times value) x) ])

let stopGradient = stopGradientBy Tensor.stopGradient

// Operations of one's own

/// A function, result by result, as operations given by their linear maps: those of the function itself.
let private byLinearMaps (f: Tensor[] -> Tensor[]) (count: int) : Tensor[] -> Tensor[] =
    let operation k =
        let result xs = f xs |> Array.item k

        let linear (xs: Tensor[]) (_: Tensor) i =
            let alone x = result (Array.updateAt i x xs)
            Open((fun v -> snd (jvp alone xs[i] v)), (fun c -> (snd (vjp alone xs[i])) c))

        Custom.define "subject" result linear

    let operations = Array.init count operation
    fun xs -> operations |> Array.map (fun operation -> operation xs)

/// The same by backward passes, which know the arguments only from what was saved.
let private byBackward (f: Tensor[] -> Tensor[]) (count: int) : Tensor[] -> Tensor[] =
    let operation k =
        let result xs = f xs |> Array.item k

        let forward (context: Context) (xs: Tensor[]) =
            context.Save xs
            result xs

        let backward (context: Context) (c: Tensor) =
            let _, pull = vjp result (Array.ofSeq context.Saved)
            pull c

        Custom.defineBackward "subject" forward backward

    let operations = Array.init count operation
    fun xs -> operations |> Array.map (fun operation -> operation xs)

/// A way to make an operation of a function.
let internal customRule (wrappings: (string * ((Tensor[] -> Tensor[]) -> int -> Tensor[] -> Tensor[])) list) =
    GradientLaw.make
        "custom rule is its composition"
        "an operation with the value and the derivative of f is f, in every mode and at every order"
        "operations of one's own go through the same door as the built-in ones"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let value = f x

            let pulled g =
                let y, pull = vjp g x
                Array.append y (pull c)

            // One way a case: there are cases enough for all.
            let wrapping, wrap = List.item ((trial.Random "wrapping").Next wrappings.Length) wrappings
            let operation = wrap f value.Length

            // Between other operations: on top of it a square, below it a scaled argument.
            let among g (xs: Tensor[]) = g (xs |> Array.map (fun x -> 1.0 * x)) |> Array.map (fun y -> y + y * y)

            [ sameBits $"the value by {wrapping} is f(x)" value (operation x)
              tensors "J^T c" (pulled f) $"J^T c by {wrapping}" (pulled operation)

              for name, derive in nestings v c do
                  tensors name (derive (among f) x) $"{name} by {wrapping}" (derive (among operation) x) ])

let customRuleIsItsComposition = customRule [ "Custom.define", byLinearMaps; "Custom.defineBackward", byBackward ]

/// The laws of functions.
let laws =
    [ spaces
      purity
      Seeds.bySeed
      Resources.threads
      stopGradient
      customRuleIsItsComposition
      Resources.liveMemory
      Nan.keepsNan ]

/// The laws of the library itself.
let engine = [ Seeds.everyDraw; Keys.keysDecide; Resources.manySteps; Edges.edges ]
