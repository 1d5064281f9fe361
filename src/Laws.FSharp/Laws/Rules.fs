/// Laws of how derivatives combine: what every calculus book proves. A second function g is drawn for each case. They
/// hold of every function, in both modes.
module Functional.Laws.Rules

open Functional
open Functional.Laws.Comparing

/// Smooth functions of the same arguments, with results of the same shapes as f: b + w sin(<a, x> + 0.5).
let private companion (trial: Trial) offset : Tensor[] -> Tensor[] =
    let a = trial.Like("a", trial.Point)
    let b = trial.Cotangent "b"
    fun x -> b |> Array.map (fun w -> offset + w * Tensor.sin (weighted a x + 0.5))

/// A smooth function of the results of f: one result of their shape, one that mixes them all.
let private after (trial: Trial) : Tensor[] -> Tensor[] =
    let a = trial.Cotangent "a"

    fun y ->
        let mixed = weighted a y
        [| Tensor.tanh y[0] * Tensor.cos mixed; Tensor.sin mixed |]

let private pushed f (trial: Trial) = snd (jvp f trial.Point (trial.Tangent "v"))
let private pulled f (trial: Trial) c = snd (vjp f trial.Point) c

/// Derivatives of a function in both modes beside what a rule makes of the derivatives of its parts.
let private rule
    name
    statement
    (combined: (Tensor[] -> Tensor[]) -> (Tensor[] -> Tensor[]) -> Tensor[] -> Tensor[])
    forward
    reverse
    offset
    =
    GradientLaw.make name statement "Spivak, Calculus on Manifolds (1965), ch. 2" (Relative 1e-10) (fun trial ->
        let f, x = trial.Subject.Function, trial.Point
        let g = companion trial offset
        let c = trial.Cotangent "c"
        let fx, gx = trial.Value, g x
        let total = combined f g

        [ tensors "forward mode" (pushed total trial) "the rule" (forward fx (pushed f trial) gx (pushed g trial))
          let cf, cg = reverse fx gx c

          tensors
              "reverse mode"
              (pulled total trial c)
              "the rule"
              (Array.map2 (+) (pulled f trial cf) (pulled g trial cg)) ])

let private each (f: Tensor -> Tensor -> Tensor) (xs: Tensor[]) (ys: Tensor[]) = Array.map2 f xs ys

let sumRule =
    rule
        "sum rule"
        "D(f + g) = Df + Dg"
        (fun f g x -> each (+) (f x) (g x))
        (fun _ df _ dg -> each (+) df dg)
        (fun _ _ c -> c, c)
        0.0

let productRule =
    rule
        "product rule"
        "D(f g) = g Df + f Dg"
        (fun f g x -> each (*) (f x) (g x))
        (fun fx df gx dg -> each (+) (each (*) gx df) (each (*) fx dg))
        (fun fx gx c -> each (*) gx c, each (*) fx c)
        0.0

let quotientRule =
    rule
        "quotient rule"
        "D(f / g) = (g Df - f Dg) / g^2"
        (fun f g x -> each (/) (f x) (g x))
        (fun fx df gx dg -> each (/) (each (-) (each (*) gx df) (each (*) fx dg)) (each (*) gx gx))
        (fun fx gx c -> each (/) c gx, each (fun c' q -> -c' * q) c (each (/) fx (each (*) gx gx)))
        3.0

/// u = 2 + sin f is positive whatever f is.
let private base' (y: Tensor) = 2.0 + Tensor.sin y

let powerRule =
    let source = "Spivak, Calculus on Manifolds (1965), ch. 2"

    GradientLaw.make
        "power rule"
        "D(u^p) = p u^(p-1) Du, D(u^g) = u^g (g Du / u + log u Dg), with u = 2 + sin f"
        source
        (Relative 1e-10)
        (fun trial ->
            let f = trial.Subject.Function
            let g = companion trial 0.0
            let u x = Array.map base' (f x)
            let ux, gx = u trial.Point, g trial.Point
            let du, dg = pushed u trial, pushed g trial

            [ for p in [ -2.0; 0.0; 0.5; 1.0; 2.0; 3.0 ] do
                  let power (x: Tensor) = x ** p
                  let slope (x: Tensor) (dx: Tensor) = p * x ** (p - 1.0) * dx
                  tensors $"D(u^{p})" (pushed (u >> Array.map power) trial) "the rule" (each slope ux du)

              let general x = each (fun (u: Tensor) g -> u ** g) (u x) (g x)
              let fromBase = each (/) (each (*) gx du) ux
              let fromExponent = each (*) (Array.map Tensor.log ux) dg
              let expected = each (*) (each (fun (u: Tensor) g -> u ** g) ux gx) (each (+) fromBase fromExponent)
              tensors "D(u^g)" (pushed general trial) "the rule" expected

              let c = trial.Cotangent "c"
              let slopes = each (fun (u: Tensor) c -> 2.5 * u ** 1.5 * c) ux c
              let power (u: Tensor) = u ** 2.5
              tensors "D(u^2.5)^T c" (pulled (u >> Array.map power) trial c) "the rule" (pulled u trial slopes) ])

let chainRule =
    GradientLaw.make
        "chain rule"
        "D(g . f)(x) v = Dg(f(x)) (Df(x) v)"
        "Spivak, Calculus on Manifolds (1965), theorem 2-2"
        (Relative 1e-10)
        (fun trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let g = after trial
            let inner, slope = jvp f x v
            [ tensors "D(g . f) v" (snd (jvp (f >> g) x v)) "Dg (Df v)" (snd (jvp g inner slope)) ])

let transposeOfComposition =
    GradientLaw.make
        "transpose of a composition"
        "(J_g J_f)^T c = J_f^T (J_g^T c)"
        "Elliott, The Simple Essence of Automatic Differentiation (2018)"
        (Relative 1e-10)
        (fun trial ->
            let f, x = trial.Subject.Function, trial.Point
            let g = after trial
            let inner, pullF = vjp f x
            let outer, pullG = vjp g inner
            let c = trial.Like("c", outer)
            let _, pull = vjp (f >> g) x
            [ tensors "(J_g J_f)^T c" (pull c) "J_f^T (J_g^T c)" (pullF (pullG c)) ])

/// The laws of this family.
let laws = [ chainRule; sumRule; productRule; quotientRule; powerRule; transposeOfComposition ]
