/// Laws of derivatives of derivatives: that they do not depend on the order, nor on the modes that are nested. They hold
/// of every function, of its results weighted and added up: phi(x) = <c, f(x)>, with Hessian H.
module Functional.Laws.HigherOrder

open Functional
open Functional.Laws.Comparing

let private scalar (trial: Trial) =
    let c = trial.Cotangent "c"
    fun x -> weighted c (trial.Subject.Function x)

/// The derivative of a scalar function along a direction, by forward mode.
let private forward (v: Tensor[]) (phi: Tensor[] -> Tensor) x = snd (jvp phi x v)

/// The same by reverse mode.
let private reverse (v: Tensor[]) (phi: Tensor[] -> Tensor) x = weighted v (grad phi x)

let hessianSymmetry =
    GradientLaw.make
        "Hessian symmetry"
        "<w, H v> = <v, H w>"
        "Schwarz's theorem: Spivak, Calculus on Manifolds (1965), theorem 2-5"
        (Relative 1e-10)
        (fun trial ->
            let phi, x = scalar trial, trial.Point
            let v, w = trial.Tangent "v", trial.Tangent "w"
            [ products "<w, H v>" w (hvp phi x v) "<v, H w>" v (hvp phi x w) ])

let fourMixes =
    GradientLaw.make
        "Hessian products in four mixes"
        "H v and <w, H v> are the same by forward, reverse and linearized mode over forward and reverse mode"
        "Griewank & Walther, Evaluating Derivatives (2008), ch. 5"
        (Relative 1e-10)
        (fun trial ->
            let phi, x = scalar trial, trial.Point
            let v, w = trial.Tangent "v", trial.Tangent "w"
            let expected = hvp phi x v
            let size = largest (all expected)

            [ tensors "forward over reverse" expected "reverse over forward" (grad (forward v phi) x)
              tensors "forward over reverse" expected "reverse over reverse" (grad (reverse v phi) x)
              tensors
                  "forward over reverse"
                  expected
                  "reverse over linearize"
                  (grad (fun x -> snd (linearize phi x) v) x)
              { products
                    "<w, H v>, forward over reverse"
                    w
                    expected
                    "forward over forward"
                    [| forward w (forward v phi) x |]
                    [| Tensor.onesLike (phi x) |] with
                  Scale = size } ])

let thirdSymmetry =
    GradientLaw.make
        "third derivative symmetry"
        "D^3 phi [u, v, w] is the same for every order of u, v, w, in any modes"
        "Schwarz's theorem, twice"
        (Relative 1e-9)
        (fun trial ->
            let phi, x = scalar trial, trial.Point
            let u, v, w = trial.Tangent "u", trial.Tangent "v", trial.Tangent "w"
            let first = forward u (forward v (forward w phi)) x

            [ tensors
                  "u, v, w all forward"
                  [| first |]
                  "w, u, v reverse over forward"
                  [| reverse w (forward u (forward v phi)) x |]
              tensors
                  "u, v, w all forward"
                  [| first |]
                  "v, w, u forward over reverse"
                  [| forward v (forward w (reverse u phi)) x |] ])

/// The laws of this family.
let laws = [ hessianSymmetry; fourMixes; thirdSymmetry ]
