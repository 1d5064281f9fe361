/// Laws of the derivative itself: what it is the limit of, and that it is linear and has a transpose. They hold of every
/// function. J is the Jacobian at x; v and w are tangents, c is a cotangent.
module Functional.Laws.Calculus

open System
open Functional
open Functional.Laws.Comparing

/// A central difference quotient, extrapolated to step 0, and how sure it is. Source: Ridders, "Accurate computation of
/// F'(x) and F'(x) F''(x)" (1982).
let internal slope (f: float -> float[]) : struct (float[] * float) =
    let levels, ratio = 5, 2.0
    let first = 0.05

    let quotient h = Array.map2 (fun forward backward -> (forward - backward) / (2.0 * h)) (f h) (f -h)
    let mutable previous: float[][] = [||]
    let mutable best, error = [||], infinity

    for level in 0 .. levels - 1 do
        let row = Array.zeroCreate (level + 1)
        row[0] <- quotient (first / Math.Pow(ratio, float level))
        let mutable weight = ratio * ratio

        for k in 1..level do
            row[k] <- Array.map2 (fun fine coarse -> fine + (fine - coarse) / (weight - 1.0)) row[k - 1] previous[k - 1]
            weight <- weight * ratio * ratio
            let distance a b = Array.map2 (fun (a: float) b -> abs (a - b)) a b |> largest
            let doubt = max (distance row[k] row[k - 1]) (distance row[k] previous[k - 1])

            if doubt <= error then
                error <- doubt
                best <- row[k]

        previous <- row

    struct (best, error)

/// Whether a function runs smoothly through 0, element by element: dividing the step by eight divides its difference of
/// an order by eight to the order. Looks at values only, so that no wrong derivative can hide behind it.
let internal isSmooth order (f: float -> float[]) =
    let middle = f 0.0

    let difference h =
        if order = 2 then
            Array.map3 (fun left middle right -> left - 2.0 * middle + right) (f -h) middle (f h)
        else
            let odd h = Array.map2 (-) (f h) (f -h)
            Array.map2 (fun far near -> far - 2.0 * near) (odd (2.0 * h)) (odd h)

    let coarse, fine = difference 0.032, difference 0.004

    let smooth i =
        abs fine[i] <= 1e-12 * (1.0 + abs middle[i]) || Math.Log(abs (coarse[i] / fine[i]), 8.0) > float order - 0.15

    Seq.forall smooth (seq { 0 .. middle.Length - 1 })

let private along (trial: Trial) (v: Tensor[]) h = all (trial.Subject.Function(step trial.Point h v))

let primalUnchanged =
    GradientLaw.make
        "primal unchanged"
        "the value inside jvp, vjp and linearize is f(x), bit for bit"
        "Griewank & Walther, Evaluating Derivatives (2008), ch. 3"
        Exact
        (fun trial ->
            let f, x = trial.Subject.Function, trial.Point
            let plain = all trial.Value
            let pushed, _ = jvp f x (trial.Tangent "v")
            let pulled, _ = vjp f x
            let inner, _ = vjp (fun x -> fst (jvp f x (trial.Tangent "v"))) x

            [ numbers "f(x)" plain "the value inside linearize" (all (fst (linearize f x)))
              numbers "f(x)" plain "the value inside jvp" (all pushed)
              numbers "f(x)" plain "the value inside vjp" (all pulled)
              numbers "f(x)" plain "the value inside vjp of jvp" (all inner) ])

let centralDifferences =
    GradientLaw.make
        "forward mode is the limit of central differences"
        "J v = lim (f(x + h v) - f(x - h v)) / 2h"
        "Ridders, Accurate computation of F'(x) and F'(x) F''(x) (1982): extrapolated from five steps"
        (Relative 1e-6)
        (fun trial ->
            let v = trial.Tangent "v"
            let struct (limit, doubt) = slope (along trial v)
            let value = largest (all trial.Value)

            if doubt > 1e-7 * (1.0 + largest limit + value) || not (Double.IsFinite doubt) then
                trial.Undecided "the difference quotients have no limit"

            let _, pushed = jvp trial.Subject.Function trial.Point v
            [ { numbers "J v" (all pushed) "the limit" limit with Scale = value } ])

/// The remainder of a Taylor expansion must fall with a power of the step.
let private remainder (trial: Trial) order (expansion: float -> float[]) (v: Tensor[]) =
    let f = along trial v

    if not (isSmooth order f) then
        trial.Undecided "the function bends sharply at the point"

    let rest h = largest (Array.map2 (-) (f h) (expansion h))
    let coarse, fine = 4e-3, 5e-4
    // On both sides: terms of neighbouring orders may cancel on one.
    let before, after = max (rest coarse) (rest -coarse), rest fine
    // What may be left at the fine step: a fifth of an order is for higher terms, and the rest for rounding.
    let left = before * Math.Pow(fine / coarse, float order - 0.2) + 1e-13 * (1.0 + largest (f 0.0))

    truth
        $"the remainder falls as h^{order}: {before:g3} at h = {coarse:g3}, {after:g3} at h = {fine:g3}, allowed {left:g3}"
        (after <= left)

let taylorSlope =
    GradientLaw.make
        "Taylor slope"
        "|f(x + h v) - f(x) - h J v| = O(h^2), and with the second derivative O(h^3)"
        "Farrell, Ham, Funke & Rognes, Automated derivation of the adjoint of high-level transient finite element programs (2013): the Taylor test"
        Exact
        (fun trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let push x = snd (jvp f x v)
            let first, second = jvp push x v
            let value, first, second = all trial.Value, all first, all second
            let expansion1 h = Array.map2 (fun y d -> y + h * d) value first
            let expansion2 h = Array.map3 (fun y d dd -> y + h * d + h * h / 2.0 * dd) value first second
            [ remainder trial 2 expansion1 v; remainder trial 3 expansion2 v ])

let duality =
    GradientLaw.make
        "duality"
        "<c, J v> = <J^T c, v>"
        "Griewank & Walther, Evaluating Derivatives (2008), ch. 3.3"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let _, pushed = jvp f x v
            let _, pull = vjp f x
            [ products "<c, J v>" c pushed "<J^T c, v>" (pull c) v ])

let forwardEqualsReverse =
    GradientLaw.make
        "forward equals reverse"
        "the Jacobian by columns (jvp of unit vectors) is the Jacobian by rows (vjp of unit vectors)"
        "Griewank & Walther, Evaluating Derivatives (2008), ch. 3"
        (Relative 1e-11)
        (fun trial ->
            let x = trial.Point
            let c = trial.Cotangent "c"
            let f x = weighted c (trial.Subject.Function x)
            let g x = trial.Subject.Function x |> Array.item 0

            [ tensors "forward" (jacobianForward f x) "reverse" (jacobianReverse f x)
              if trial.Value[0].Size <= 8 then
                  tensors "forward" (jacobianForward g x) "reverse" (jacobianReverse g x) ])

let linearizeEqualsJvp =
    GradientLaw.make
        "linearize equals jvp"
        "linearize f x = (f x, v -> J v)"
        "Radul et al., You Only Linearize Once (2023)"
        (Relative 1e-12)
        (fun trial ->
            let f, x = trial.Subject.Function, trial.Point
            let _, linear = linearize f x

            [ for name in [ "v"; "w" ] do
                  let v = trial.Tangent name
                  tensors $"linearize f x {name}" (linear v) $"J {name}" (snd (jvp f x v)) ])

let jvpIsLinear =
    GradientLaw.make
        "jvp is linear"
        "J (v + k w) = J v + k J w"
        "the definition of a derivative"
        (Relative 1e-11)
        (fun trial ->
            let v, w = trial.Tangent "v", trial.Tangent "w"
            let push v = snd (jvp trial.Subject.Function trial.Point v)
            [ tensors "J (v - 2.5 w)" (push (step v -2.5 w)) "J v - 2.5 J w" (step (push v) -2.5 (push w)) ])

let vjpIsLinear =
    GradientLaw.make
        "vjp is linear"
        "J^T (c + k d) = J^T c + k J^T d, with one pullback"
        "the definition of a transpose"
        (Relative 1e-11)
        (fun trial ->
            let c, d = trial.Cotangent "c", trial.Cotangent "d"
            let _, pull = vjp trial.Subject.Function trial.Point
            [ tensors "J^T (c - 2.5 d)" (pull (step c -2.5 d)) "J^T c - 2.5 J^T d" (step (pull c) -2.5 (pull d)) ])

let zeroInZeroOut =
    GradientLaw.make "zero in, zero out" "J 0 = 0 and J^T 0 = 0" "the definition of a linear map" Exact (fun trial ->
        let f, x = trial.Subject.Function, trial.Point
        let zeros = Array.map Tensor.zerosLike
        let magnitudes = Array.map Tensor.abs
        let _, pushed = jvp f x (zeros x)
        let value, pull = vjp f x

        [ tensors "|J 0|" (magnitudes pushed) "0" (zeros value)
          tensors "|J^T 0|" (magnitudes (pull (zeros value))) "0" (zeros x) ])

let transposingTwice =
    GradientLaw.make
        "transposing twice"
        "(J^T)^T v = J v: the pullback is a function, and its pullback is J; so for linearTranspose"
        "Elliott, The Simple Essence of Automatic Differentiation (2018)"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let _, pull = vjp f x
            let _, back = vjp pull c
            let _, linear = linearize f x
            let transposed = linearTranspose linear x
            let pushed = snd (jvp f x v)

            [ tensors "(J^T)^T v" (back v) "J v" pushed
              tensors "the transpose of linearize f x" (transposed c) "J^T c" (pull c)
              tensors "the transpose of that" (linearTranspose transposed c v) "J v" pushed ])

/// The laws of this family.
let laws =
    [ primalUnchanged
      centralDifferences
      taylorSlope
      duality
      forwardEqualsReverse
      linearizeEqualsJvp
      jvpIsLinear
      vjpIsLinear
      zeroInZeroOut
      transposingTwice ]
