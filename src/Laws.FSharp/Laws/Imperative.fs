/// Laws of parameters and Backward: they compute what `grad` computes, and nothing else happens. The function is made
/// scalar by weights.
module Functional.Laws.Imperative

open System
open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

let private parameters (xs: Tensor[]) = xs |> Array.map Parameter
let private asTensors (ps: Parameter[]) : Tensor[] = ps |> Array.map (fun p -> p)

/// A function that depends on no argument leaves nothing to go back through.
let private backward (result: Tensor) =
    if Autograd.requiresGrad result then
        Autograd.backward result

let private gradients (ps: Parameter[]) =
    ps |> Array.map (fun p -> if Autograd.hasGrad p then Autograd.grad p else Tensor.zerosLike p.Value)

/// What Backward stores for fresh parameters at a point.
let private stored (x: Tensor[]) (pass: Parameter[] -> unit) : Tensor[] =
    let ps = parameters x
    pass ps
    gradients ps

let private scaled (k: float) (xs: Tensor[]) : Tensor[] = xs |> Array.map (fun x -> k * x)

let internal accumulationBy (backward: Tensor -> unit) =
    GradientLaw.make
        "accumulation"
        "Backward stores grad; passes, uses and losses add up, in any order; ZeroGrad starts anew"
        "PyTorch, autograd mechanics"
        (Relative 1e-11)
        (fun trial ->
            let f, x = trial.Subject.Function, trial.Point
            let c, d = trial.Cotangent "c", trial.Cotangent "d"
            let loss, other = scalar c f, scalar d f
            let once, both = grad loss x, step (grad loss x) 1.0 (grad other x)
            let after pass = stored x pass
            let at (ps: Parameter[]) = asTensors ps

            // Two losses of the same intermediate values.
            let shared first second (ps: Parameter[]) =
                let y = f (at ps)
                let losses = [| weighted c y; weighted d y |]

                if Autograd.requiresGrad losses[0] then
                    Autograd.backwardWith null true losses[first]
                    Autograd.backwardWith null true losses[second]

            let second = parameters x

            let first = after (fun ps -> backward (loss (at ps) + 3.0 * loss (at second)))

            [ tensors "the gradient" once "after one pass" (after (fun ps -> backward (loss (at ps))))
              tensors
                  "twice the gradient"
                  (scaled 2.0 once)
                  "after two passes"
                  (after (fun ps ->
                      backward (loss (at ps))
                      backward (loss (at ps))))
              tensors
                  "the gradient"
                  once
                  "after ZeroGrad and another pass"
                  (after (fun ps ->
                      backward (other (at ps))
                      Array.iter Autograd.zeroGrad (at ps)
                      backward (loss (at ps))))
              tensors
                  "none"
                  (zeros x)
                  "after ZeroGrad"
                  (after (fun ps ->
                      backward (loss (at ps))
                      Array.iter Autograd.zeroGrad (at ps)))
              tensors
                  "the gradient of l(p) + 2 l(p)"
                  (scaled 3.0 once)
                  "of a parameter used twice"
                  (after (fun ps -> backward (loss (at ps) + 2.0 * loss (at ps))))
              tensors
                  "the gradient of l(p)²"
                  (grad (fun x -> let l = loss x in l * l) x)
                  "of a loss used twice"
                  (after (fun ps -> let l = loss (at ps) in backward (l * l)))
              tensors "the gradient" once "of the first of two parameters" first
              tensors "three times the gradient" (scaled 3.0 once) "of the second" (gradients second)
              tensors
                  "the gradient of the sum"
                  both
                  "of both losses at once"
                  (after (fun ps ->
                      let y = f (at ps)
                      backward (weighted c y + weighted d y)))
              tensors "the gradient of the sum" both "loss by loss" (after (shared 0 1))
              tensors "the gradient of the sum" both "in the other order" (after (shared 1 0)) ])

let accumulation = accumulationBy backward

let internal detachBy (detach: Tensor -> Tensor) =
    GradientLaw.make
        "detach"
        "Detach keeps the bits and drops the history: what is detached is a constant to Backward"
        "PyTorch, Tensor.detach"
        (Relative 1e-11)
        (fun trial ->
            let f, x, c = trial.Subject.Function, trial.Point, trial.Cotangent "c"
            let value = f x
            let detach = Array.map detach
            let times (k: Tensor[]) (ys: Tensor[]) = Array.map2 (*) k ys
            let inner, outer = parameters x, parameters x
            let y, beside = detach (f (asTensors inner)), f (asTensors outer)
            backward (weighted c (times y beside))

            [ sameBits "a detached value is f(x)" value y
              sameBits "a detached parameter is its value" x (detach (asTensors inner))
              truth "what is detached records nothing" (y |> Array.forall (Autograd.requiresGrad >> not))
              truth "what is detached is a leaf" (y |> Array.forall Autograd.isLeaf)
              truth "nothing arrives behind it" (asTensors inner |> Array.forall (Autograd.hasGrad >> not))
              tensors
                  "the gradient of k * f with k = f(x)"
                  (grad (fun x -> weighted c (times value (f x))) x)
                  "beside it"
                  (gradients outer)
              tensors
                  "the same"
                  (gradients outer)
                  "in one graph"
                  (stored x (fun ps ->
                      let y = f (asTensors ps)
                      backward (weighted c (times (detach y) y)))) ])

let detach = detachBy Autograd.detach

/// The exception of an action, if it throws one of that type.
let private raises<'e when 'e :> exn> (action: unit -> unit) : bool =
    try
        action ()
        false
    with :? 'e ->
        true

let internal retainedBy (retain: Tensor -> unit) =
    GradientLaw.make
        "retained gradients"
        "y.Grad = dl/dy; a kept graph is crossed again, and adds; a spent one is refused, and nothing changes"
        "PyTorch, Tensor.retain_grad and retain_graph"
        (Relative 1e-11)
        (fun trial ->
            let f, x = trial.Subject.Function, trial.Point
            let c, d = trial.Cotangent "c", trial.Cotangent "d"
            // Of the first result only: results may be one and the same value.
            let result xs = f xs |> Array.head
            let rest (y: Tensor) = Tensor.sum (c[0] * y * y) + Tensor.sum (d[0] * y)
            let ps = parameters x
            let y = result (asTensors ps)

            if not (Autograd.requiresGrad y) then
                []
            else
                retain y
                let loss = rest y
                let byValue, byArguments = grad rest (result x), grad (result >> rest) x

                let now () =
                    Array.append
                        [| (if Autograd.hasGrad y then Autograd.grad y else Tensor.zerosLike c[0]) |]
                        (gradients ps)

                let expected = Array.append [| byValue |] byArguments

                let after (pass: unit -> unit) =
                    pass ()
                    now ()

                let isEmptyBefore = not (Autograd.hasGrad y)
                let first = after (fun () -> Autograd.backwardWith null true loss)
                let second = after (fun () -> Autograd.backwardWith null true loss)
                let third = after (fun () -> Autograd.backward loss)
                let isRefused = raises<GraphException>(fun () -> Autograd.backward loss)
                let unchanged = now ()
                Autograd.backward (rest (result (asTensors ps)))

                [ truth "nothing is stored before the pass" isEmptyBefore
                  tensors "the gradients by y and by x" expected "after one pass" first
                  tensors "twice the gradients" (scaled 2.0 expected) "after a second pass over a kept graph" second
                  tensors "three times the gradients" (scaled 3.0 expected) "after a third" third
                  truth "a pass over a graph that was let go is a GraphException" isRefused
                  sameBits "the failed pass has changed no gradient" third unchanged
                  sameBits "the failed pass has changed no value" [| result x |] [| y |]
                  tensors
                      "four times the gradient by x"
                      (scaled 4.0 byArguments)
                      "after a pass over a new graph"
                      (gradients ps) ])

let retained = retainedBy Autograd.retainGrad

exception private Interrupted

let internal noGradBy (noGrad: unit -> IDisposable) =
    GradientLaw.make
        "no grad"
        "NoGrad records nothing, and changes nothing for grad; assigning p.Value changes no recorded graph"
        "PyTorch, torch.no_grad"
        (Relative 1e-11)
        (fun trial ->
            let f, x, c = trial.Subject.Function, trial.Point, trial.Cotangent "c"
            let loss = scalar c f
            let ps = parameters x
            // Of the results themselves, too: what was made of them may have let their history go.
            let records () =
                let ys = f (asTensors ps)
                let isRecorded y = Autograd.requiresGrad y && not (Autograd.isLeaf y)
                Array.exists isRecorded ys || isRecorded (weighted c ys)

            let before = records ()
            let gradient = grad loss x
            let later = scaled 1.0 (trial.Tangent "v") |> step x 0.01

            // What a scope does that an exception leaves.
            let interrupted () =
                if not (raises<Interrupted>(fun () -> using (noGrad ()) (fun _ -> raise Interrupted))) then
                    failwith "the exception was lost"

            let isOff () = not (Autograd.isRecording ()) && not (records ())
            let isOn () = Autograd.isRecording () && records () = before
            let isOnBefore = isOn ()

            let inside =
                using (noGrad ()) (fun _ ->
                    let recordsNothing = isOff ()
                    let value = Array.map Autograd.detach (f (asTensors ps))
                    let inner, atParameters = grad loss x, grad loss (asTensors ps)
                    using (noGrad ()) ignore
                    let staysOff = isOff ()
                    interrupted ()

                    [ truth "nothing is recorded inside" recordsNothing
                      sameBits "the value inside is f(x)" (f x) value
                      sameBits "grad inside is grad outside" gradient inner
                      sameBits "grad at parameters inside is grad" gradient atParameters
                      truth "an inner scope that ends leaves the outer one on" staysOff
                      truth "so does one that an exception ends" (isOff ()) ])

            let isOnAfter = isOn ()
            interrupted ()

            [ truth "recording is on outside" isOnBefore
              yield! inside
              truth "recording is on again afterwards" isOnAfter
              truth "and after an exception" (isOn ())

              tensors
                  "the gradient where the graph was recorded"
                  gradient
                  "though the values were assigned before Backward"
                  (stored x (fun ps ->
                      let recorded = loss (asTensors ps)
                      Array.iter2 (fun (p: Parameter) value -> p.Value <- value) ps later
                      backward recorded))
              tensors
                  "the gradient at the values assigned"
                  (grad loss later)
                  "by the next graph"
                  (stored x (fun ps ->
                      // Used once, so that what stands for the old value is there.
                      loss (asTensors ps) |> ignore
                      Array.iter2 (fun (p: Parameter) value -> p.Value <- value) ps later
                      backward (loss (asTensors ps)))) ])

let noGrad = noGradBy Autograd.noGrad

/// The laws of this family.
let laws = [ accumulation; detach; retained; noGrad ]
