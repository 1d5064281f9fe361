/// Laws of decisions and loops as values: they are what a host `if` or loop does to one example, in a batch, too, and so
/// are their derivatives. J is the Jacobian; c is a cotangent.
module Functional.Laws.Flows

open System
open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

let private law name statement source test = GradientLaw.make name statement source (Relative 1e-10) test

/// Some points of the subject's regions.
let private points (trial: Trial) count : Tensor[][] =
    Array.init count (fun i -> if i = 0 then trial.Point else elsewhere trial $"example {i}")

let private stacked (points: Tensor[][]) : Tensor[] =
    Array.init points[0].Length (fun i -> points |> Array.map (Array.item i) |> Tensor.stack 0)

let private unstacked count (xs: Tensor[]) : Tensor[][] =
    Array.init count (fun k -> xs |> Array.map (Tensor.select 0 k))

/// That two functions have the same values and the same pullback at a point.
let private alike left (f: Tensor[] -> Tensor[]) right (g: Tensor[] -> Tensor[]) (trial: Trial) (xs: Tensor[]) =
    let y, pull = vjp f xs
    let expected, expectedPull = vjp g xs
    let c = trial.Like("c of the loop", expected)

    [ tensors left y right expected; tensors $"J^T c of {left}" (pull c) $"J^T c of {right}" (expectedPull c) ]

let private halved (s: Tensor) (y: Tensor) = 0.5 * s + Tensor.tanh y * s + y

let scans =
    law
        "scan is its loop"
        "scan step s xs is a host loop over the parts of xs, scanBack one backwards, forLoop one that counts; J^T of it, too"
        "JAX, jax.lax.scan: its definition in Python"
        (fun trial ->
            let f = trial.Subject.Function
            let count = 1 + (trial.Random "length").Next 4
            let start = trial.Like("start", trial.Value)
            // Where the state matters is neither linear nor the same in every order.
            let step (s: Tensor[]) x = let y = f x in Array.map2 halved s y, Array.map2 (*) s y
            let results (state: Tensor[], outputs: Tensor[]) = Array.append state outputs

            let loop isBack (xs: Tensor[]) =
                let parts = unstacked count xs
                let outputs = Array.zeroCreate count
                let mutable state = start

                for k in (if isBack then [ count - 1 .. -1 .. 0 ] else [ 0 .. count - 1 ]) do
                    let next, output = step state parts[k]
                    state <- next
                    outputs[k] <- output

                results (state, stacked outputs)

            let xs = stacked (points trial count)
            let add k = Array.map (fun (s: Tensor) -> s + k)

            let counted first (xs: Tensor[]) =
                forLoop first (first + count) (fun i s -> add (Tensor.cast DType.Float64 i) (fst (step s xs))) start

            let countedByHost first (xs: Tensor[]) =
                Seq.fold
                    (fun s i -> add (Tensor.create DType.Float64 (float i)) (fst (step s xs)))
                    start
                    (seq { first .. first + count - 1 })

            alike "forLoop" (counted -1) "a loop that counts" (countedByHost -1) trial trial.Point
            @ alike "scan" (scan step start >> results) "a loop" (loop false) trial xs
            @ alike "scanBack" (scanBack step start >> results) "a loop backwards" (loop true) trial xs)

let associativeScans =
    law
        "associativeScan is scan"
        "of an associative function, the running combinations in any grouping are those from the left"
        "Blelloch, Prefix sums and their applications (1990)"
        (fun trial ->
            let f = trial.Subject.Function
            let count = 1 + (trial.Random "length").Next 7
            // The composition of x -> a x + b: not commutative.
            let combine (a: Tensor[], b: Tensor[]) (a': Tensor[], b': Tensor[]) =
                Array.map2 (*) a a', Array.map3 (fun a' b b' -> a' * b + b') a' b b'

            let maps (x: Tensor[]) = let y = f x in Array.map Tensor.tanh y, y
            let results (a: Tensor[], b: Tensor[]) = Array.append a b

            let loop (xs: Tensor[]) =
                unstacked count xs
                |> Array.map maps
                |> Array.scan
                    (fun before next ->
                        match before with
                        | None -> Some next
                        | Some b -> Some(combine b next))
                    None
                |> Array.choose id
                |> Array.map results
                |> stacked

            let xs = stacked (points trial count)
            alike "associativeScan" (vmap maps >> associativeScan combine >> results) "scan" loop trial xs)

/// A batch of numbers of which some are above 0 and some below, or all, or none.
let private signs (trial: Trial) count =
    let random = trial.Random "signs"
    let magnitude () = 0.5 + random.NextDouble()
    let one = random.Next count

    Array.init count (fun k -> if random.Next 2 = 0 || k = one then magnitude () else -(magnitude ()))
    |> Array.map (fun x -> trial.Tensor([||], [| x |]))

let conds =
    law
        "cond is its branch"
        "cond p f g x is f x where p holds, else g x; in a batch, too, and a branch that is nan elsewhere does no harm"
        "JAX, jax.lax.cond: its definition in Python"
        (fun trial ->
            let f = trial.Subject.Function
            // Either branch is nan, and its slope, where the other one is taken.
            let above (x: Tensor[]) = f (Array.tail x) |> Array.map (fun y -> Tensor.sqrt x[0] * y)
            let below (x: Tensor[]) = f (Array.tail x) |> Array.map (fun y -> Tensor.log -x[0] - y)
            let decided (x: Tensor[]) = cond (x[0] .> 0.0) above below x
            let byHost (x: Tensor[]) = if Tensor.toScalar (Tensor.detach x[0]) > 0.0 then above x else below x

            let count = 3
            let examples = Array.map2 (fun s x -> Array.append [| s |] x) (signs trial count) (points trial count)
            let each (xs: Tensor[]) = unstacked count xs |> Array.map byHost |> stacked

            [ yield! alike "cond" decided "its branch" byHost trial examples[0]
              yield! alike "vmap cond" (vmap decided) "each one's branch" each trial (stacked examples) ])

let whileLoops =
    law
        "whileLoop is its loop"
        "whileLoop test step s is a host loop; in a batch, every example stops by itself"
        "JAX, jax.lax.while_loop: its definition in Python"
        (fun trial ->
            let f = trial.Subject.Function
            let start = trial.Like("start", trial.Value)
            let step (s: Tensor[]) x = Array.map2 halved s (f x)

            let run (x: Tensor[]) =
                whileLoop
                    (fun (n: Tensor, _: Tensor[]) -> n .> 0.0)
                    (fun (n, s) -> n - 1.0, step s (Array.tail x))
                    (x[0], start)
                |> snd

            let loop n (x: Tensor[]) = Seq.fold (fun s _ -> step s (Array.tail x)) start (seq { 1..n })
            let random = trial.Random "counts"
            let counts = Array.init 3 (fun _ -> random.Next 4)

            let examples =
                Array.map2 (fun n x -> Array.append [| trial.Tensor([||], [| float n |]) |] x) counts (points trial 3)

            let each (xs: Tensor[]) = Array.map2 loop counts (unstacked 3 xs) |> stacked

            [ yield! alike "whileLoop" run "a loop" (loop counts[0]) trial examples[0]
              yield! alike "vmap whileLoop" (vmap run) "loops" each trial (stacked examples) ])

/// The laws of this family.
let laws = [ scans; associativeScans; conds; whileLoops ]
