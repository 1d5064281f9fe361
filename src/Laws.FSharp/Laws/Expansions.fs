/// Laws of Taylor mode: what goes through a function as a power series is its derivatives. c_k are the coefficients of
/// f(x + t v), J is the Jacobian and H the Hessian; v and w are tangents.
module Functional.Laws.Expansions

open Functional
open Functional.Laws.Comparing
open Functional.Laws.Common

let private law name statement test =
    GradientLaw.make name statement "Griewank & Walther, Evaluating Derivatives (2008), ch. 13" (Relative 1e-9) test

/// Both sides order by order. Rounding is that of the largest coefficient, which others may be made from.
let private orderByOrder left (lefts: Tensor[][]) right (rights: Tensor[][]) =
    let size = rights |> Array.map (all >> largest) |> Array.max

    Array.mapi2
        (fun k l r -> { tensors $"order {k} of {left}" l $"order {k} of {right}" r with Scale = size })
        lefts
        rights
    |> List.ofArray

let private scaled (k: float) (xs: Tensor[]) : Tensor[] = xs |> Array.map (fun x -> x * k)

/// The coefficients of a derivative along the curve, from those of what is derived.
let private derived (coefficients: Tensor[][]) =
    coefficients |> Array.skip 1 |> Array.mapi (fun k c -> scaled (float (k + 1)) c)

let private along v f x = snd (jvp f x v)

let coefficients =
    law
        "Taylor coefficients are derivatives"
        "k! c_k = D^k f(x) [v, …, v], by nested forward modes; and v^T H v is twice the second"
        (fun trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let first = along v f
            let second = along v first
            let nested = [| f x; first x; scaled 0.5 (second x); scaled (1.0 / 6.0) (along v second x) |]
            let c = trial.Cotangent "c"
            let phi = scalar c f
            let expanded = taylor 3 f x v

            [ yield! orderByOrder "taylor" expanded "nested jvp" nested
              products "<v, H v>" v (hvp phi x v) "2 <c, c_2>" c (scaled 2.0 expanded[2]) ])

let multiples =
    law "Taylor coefficients along a multiple" "along a v, the coefficient k is a^k c_k" (fun trial ->
        let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
        let expected = taylor 4 f x v |> Array.mapi (fun k c -> scaled (pown -0.75 k) c)
        orderByOrder "taylor along a v" (taylor 4 f x (scaled -0.75 v)) "a^k c_k" expected)

let algebra =
    law
        "Taylor coefficients of sums and products"
        "of f + g they are the sums, of f g Cauchy's product, and of f g / g those of f"
        (fun trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let phi = scalar (trial.Cotangent "c") f
            let expand f = taylor 3 f x v
            let ofF, ofPhi = expand f, taylor 3 phi x v
            let both op x = let factor = phi x in f x |> Array.map (fun y -> op y factor)

            let product k =
                [| 0..k |]
                |> Array.map (fun j -> ofF[j] |> Array.map (fun y -> y * ofPhi[k - j]))
                |> Array.reduce (Array.map2 (+))

            // Away from 0, so that there is a quotient.
            let far x = f x |> Array.map (fun y -> y * y + 1.0)
            let quotient x = Array.map2 (fun y divisor -> y * divisor / divisor) (f x) (far x)

            [ yield!
                  orderByOrder
                      "f + g"
                      (expand (both (+)))
                      "the sum"
                      (Array.map2 (fun ys z -> ys |> Array.map (fun y -> y + z)) ofF ofPhi)
              yield! orderByOrder "f g" (expand (both (*))) "Cauchy's product" (Array.init 4 product)
              let size = expand far |> Array.map (all >> largest) |> Array.max

              yield!
                  orderByOrder "f g / g" (expand quotient) "f" ofF
                  |> List.map (fun finding -> { finding with Scale = max finding.Scale (size * size) }) ])

let composition =
    law
        "Taylor coefficients of a composition"
        "those of g . f are those of g along the curve of f; and along x + t v + t^2 w the second is v^T H v / 2 + J w"
        (fun trial ->
            let f, x, v, w = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Tangent "w"
            let g = Array.map (fun y -> Tensor.sigmoid y * y)
            let ofF = taylor 3 f x v
            let curved = jet f x [ v; w ]

            [ yield! orderByOrder "g . f" (taylor 3 (f >> g) x v) "g along f" (jet g ofF[0] (Array.tail ofF))
              yield!
                  orderByOrder
                      "f along a curve"
                      curved
                      "c_0, J v, v^T H v / 2 + J w"
                      [| ofF[0]; ofF[1]; Array.map2 (+) ofF[2] (along w f x) |] ])

let derivatives =
    law
        "Taylor coefficients of derivatives"
        "those of J v along v are (k + 1) c_(k+1), and so are the derivatives of c_k along v, by either mode"
        (fun trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let c = trial.Cotangent "c"
            let phi = scalar c f
            let expected = taylor 3 f x v |> derived
            let expectedPhi = taylor 3 (fun x -> [| phi x |]) x v |> derived
            let one (y: Tensor) = [| y |]
            let coefficient (k: int) x = taylor 2 f x v |> Array.item k |> weighted c

            [ yield! orderByOrder "taylor of jvp" (taylor 2 (along v f) x v) "(k + 1) c_(k+1)" expected
              yield! orderByOrder "jvp of taylor" (along v (fun x -> taylor 2 f x v) x) "(k + 1) c_(k+1)" expected
              yield!
                  orderByOrder
                      "<v, taylor of grad>"
                      (taylor 2 (fun x -> one (weighted v (grad phi x))) x v)
                      "(k + 1) c_(k+1)"
                      expectedPhi
              yield!
                  orderByOrder
                      "<v, grad of taylor>"
                      (Array.init 3 (fun k -> one (weighted v (grad (coefficient k) x))))
                      "(k + 1) c_(k+1)"
                      expectedPhi
              yield!
                  orderByOrder
                      "taylor of taylor"
                      (taylor 1 (fun x -> (taylor 2 f x v)[2]) x v)
                      "c_2, 3 c_3"
                      [| (taylor 2 f x v)[2]; expected[2] |] ])

let batches =
    law
        "Taylor coefficients of batches"
        "vmap (taylor n f) = map (taylor n f), and taylor n (vmap f) is the same"
        (fun trial ->
            let f = trial.Subject.Function
            let count = trial.Point.Length
            let examples = [| trial.Point; elsewhere trial "a second example" |]
            let tangents = [| trial.Tangent "v"; trial.Tangent "w" |]
            let stacked (xs: Tensor[][]) = Array.init xs[0].Length (fun i -> Tensor.stack 0 [ for x in xs -> x[i] ])
            let each = Array.map2 (fun x v -> taylor 3 f x v) examples tangents
            let expected = Array.init 4 (fun k -> stacked (each |> Array.map (Array.item k)))
            let xs, vs = stacked examples, stacked tangents
            let inOne (xv: Tensor[]) = taylor 3 f (Array.take count xv) (Array.skip count xv)

            [ yield! orderByOrder "vmap taylor" (vmap inOne (Array.append xs vs)) "map taylor" expected
              yield! orderByOrder "taylor of vmap" (taylor 3 (vmap f) xs vs) "map taylor" expected ])

/// The laws of this family.
let laws = [ coefficients; multiples; algebra; composition; derivatives; batches ]
