/// Laws of vmap: a function of a batch is the function of its examples, whatever is inside or around. J is the Jacobian at
/// an example; v is a tangent, c a cotangent.
module Functional.Laws.Batches

open System
open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

/// Some points of a subject's regions, stacked argument by argument.
let private stacked (points: Tensor[][]) : Tensor[] =
    Array.init points[0].Length (fun i -> points |> Array.map (Array.item i) |> Tensor.stack 0)

/// A function of examples, one after the other, stacked: what vmap must be.
let private each (f: Tensor[] -> Tensor[]) (examples: Tensor[][]) : Tensor[] = examples |> Array.map f |> stacked

let private examples (trial: Trial) =
    [| trial.Point; elsewhere trial "a second example"; elsewhere trial "a third one" |]

let private law name statement test =
    GradientLaw.make
        name
        statement
        "Bradbury et al., JAX (2018): vmap; Horace He & Richard Zou, functorch (2021)"
        (Relative 1e-11)
        test

let private both left f right examples = tensors left (vmap f (stacked examples)) right (each f examples)

/// The pairs of an example and something of its own, as arguments one after the other.
let private beside (others: Tensor[][]) (examples: Tensor[][]) = Array.map2 Array.append examples others

let private splitAfter (f: Tensor[] -> Tensor[] -> Tensor[]) count (xs: Tensor[]) =
    f (Array.take count xs) (Array.skip count xs)

let ofValues =
    law "vmap is map" "vmap f xs = stack (map f xs), whichever arguments are shared" (fun trial ->
        let f, x = trial.Subject.Function, trial.Point
        let examples = examples trial
        let random = trial.Random "shared arguments"
        let isShared = x |> Array.map (fun _ -> random.Next 3 = 0)
        isShared[random.Next x.Length] <- false
        let own (xs: Tensor[]) = Array.zip xs isShared |> Array.filter (snd >> not) |> Array.map fst

        let mixed (own: Tensor[]) =
            let mutable next = 0

            let argument i (x: Tensor) =
                if isShared[i] then
                    x
                else
                    next <- next + 1
                    own[next - 1]

            f (Array.mapi argument x)

        let none (x: Tensor) = Tensor.zerosOf x.DType [ 0; yield! x.Shape ]

        [ both "vmap f" f "map f" examples
          both "vmap f, some arguments shared" mixed "map f" (Array.map own examples)
          both "vmap (vmap f)" (vmap f) "map (map f)" [| stacked examples; stacked (Array.rev examples) |]
          both "vmap f of one" f "map f" [| x |]

          truth
              "vmap f of no examples has the shape of none"
              (shapes (vmap f (Array.map none x)) = Array.map (Array.append [| 0 |]) (shapes trial.Value)) ])

let ofAxes =
    law "vmap goes along any axes" "vmapAxes in out f = move out . vmap f . move in" (fun trial ->
        let f = trial.Subject.Function
        let xs = stacked (examples trial)
        let expected = vmap f xs
        let random = trial.Random "axes"
        let pick (x: Tensor) = random.Next(-x.Rank, x.Rank)
        let moved (axes: int[]) (xs: Tensor[]) = Array.map2 (fun axis x -> Tensor.moveAxes [ 0 ] [ axis ] x) axes xs
        let into, out = Array.map pick xs, Array.map pick expected
        let named = Array.map Some

        [ tensors
              "vmapAxes in out f"
              (vmapAxes (named into) (named out) f (moved into xs))
              "moved"
              (moved out expected) ])

let ofDerivatives =
    law
        "a batch of derivatives is the derivative of each"
        "vmap (grad f) = map (grad f), and so jvp, vjp and hvp"
        (fun trial ->
            let f, x, c = trial.Subject.Function, trial.Point, trial.Cotangent "c"
            let examples = examples trial
            let tangents = [| trial.Tangent "v"; trial.Tangent "w"; trial.Tangent "u" |]
            let cotangents = [| c; trial.Cotangent "d"; trial.Cotangent "e" |]
            let count = x.Length
            let loss = scalar c f
            let push = splitAfter (fun x v -> snd (jvp f x v)) count
            let pull = splitAfter (fun x c -> (snd (vjp f x)) c) count
            let curve = splitAfter (fun x v -> hvp loss x v) count
            let linear = splitAfter (fun x v -> (snd (linearize f x)) v) count

            [ both "vmap (grad f)" (grad loss) "map (grad f)" examples
              both "vmap jvp" push "map jvp" (beside tangents examples)
              both "vmap vjp" pull "map vjp" (beside cotangents examples)
              both "vmap hvp" curve "map hvp" (beside tangents examples)
              both "vmap linearize" linear "map linearize" (beside tangents examples)
              both "vmap of J at one x" (fun v -> snd (jvp f x v)) "map J" tangents
              both "vmap of one pullback" (snd (vjp f x)) "map of it" cotangents
              both "vmap of one linearization" (snd (linearize f x)) "map of it" tangents ])

let derivativesOf =
    law
        "the derivative of a batch is each example's"
        "J of vmap f is J of f at each example, and so J^T and H"
        (fun trial ->
            let f = trial.Subject.Function
            let examples = examples trial
            let xs = stacked examples
            let vs = stacked [| trial.Tangent "v"; trial.Tangent "w"; trial.Tangent "u" |]
            let cotangents = [| trial.Cotangent "c"; trial.Cotangent "d"; trial.Cotangent "e" |]
            let cs = stacked cotangents
            let unstack (xs: Tensor[]) = Array.init 3 (fun k -> xs |> Array.map (Tensor.select 0 k))
            let along derive others = Array.map2 derive examples (unstack others) |> stacked
            // The rows of a batch do not mix: the Hessian of their weighted sum is each one's.
            let total = scalar cs (vmap f)
            let curve i v = hvp (scalar cotangents[i] f) examples[i] v
            let pushed = vmap f |> linearize <| xs |> snd
            // A parameter that every example shares.
            let random = trial.Random "shared parameter"
            let place = random.Next xs.Length
            let withShared s (x: Tensor[]) = f (Array.updateAt place s x)
            let ofShared batch = (snd (vjp (fun s -> batch (withShared s)) trial.Point[place])) cs

            [ tensors "J of vmap f" (snd (jvp (vmap f) xs vs)) "map J" (along (fun x v -> snd (jvp f x v)) vs)
              tensors "J^T of vmap f" ((snd (vjp (vmap f) xs)) cs) "map J^T" (along (fun x c -> (snd (vjp f x)) c) cs)
              tensors
                  "J^T of vmap f for what all share"
                  [| ofShared (fun f -> vmap f xs) |]
                  "that of map f"
                  [| ofShared (fun f -> each f examples) |]
              tensors "linearize (vmap f)" (pushed vs) "map J" (along (fun x v -> snd (jvp f x v)) vs)
              tensors "H of vmap f" (hvp total xs vs) "map H" (unstack vs |> Array.mapi curve |> stacked)
              tensors
                  "the gradient of a gradient of vmap f"
                  (grad (scalar vs (grad total)) xs)
                  "map H"
                  (unstack vs |> Array.mapi curve |> stacked) ])

/// Jacobians of more elements than go through a function at once.
let ofManyElements =
    GradientLaw.make
        "Jacobians of many elements"
        "J v, J^T c and the trace of J by whole Jacobians are those of products with J, however many elements there are"
        "a Jacobian is the matrix of a linear map"
        (Relative 1e-11)
        (fun trial ->
            let random = trial.Random "count"
            let n = 257 + random.Next 60

            let x, v, c =
                trial.Draw("x", Reals, [| n |]), trial.Draw("v", Reals, [| n |]), trial.Draw("c", Reals, [| n |])

            let f (x: Tensor) = Tensor.sin x + x * Tensor.roll [ 1 ] [ 0 ] x
            let forward, reverse = jacobianForward f x, jacobianReverse f x
            let pushed, pulled = snd (jvp f x v), (snd (vjp f x)) c
            let times (j: Tensor) = Tensor.matmul j v
            let back (j: Tensor) = Tensor.matmul c j
            let loss x = Tensor.sum (f x)

            [ tensors "J v by jacobianForward" [| times forward |] "J v" [| pushed |]
              tensors "J v by jacobianReverse" [| times reverse |] "J v" [| pushed |]
              tensors "c J by jacobianForward" [| back forward |] "J^T c" [| pulled |]
              tensors "c J by jacobianReverse" [| back reverse |] "J^T c" [| pulled |]
              tensors "the divergence" [| divergence f x |] "the trace of J" [| Tensor.trace forward |]
              tensors "hessianDiagonal" [| hessianDiagonal loss x |] "-sin x" [| -(Tensor.sin x) |]
              tensors "the Laplacian" [| laplacian loss x |] "the sum of -sin x" [| -(Tensor.sum (Tensor.sin x)) |] ])

/// The laws of the library itself.
let engine = [ ofManyElements ]

/// The laws of this family.
let laws = [ ofValues; ofAxes; ofDerivatives; derivativesOf ]
