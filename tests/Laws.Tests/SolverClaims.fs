/// Solutions of equations, with what is known about them: to every law they are what they solve.
module Functional.Laws.Tests.SolverClaims

open Functional
open Functional.Laws
open Functional.Laws.Tests.Building

// As good as rounding allows: laws compare at its scale.
let private linear = { LinearOptions.Default with Tolerance = 0.0 }
let private symmetric = { LinearOptions.Symmetric with Tolerance = 0.0 }
let private fixedPoints = { FixedPointOptions.Default with Tolerance = 0.0; Linear = linear }
let private roots = { RootOptions.Default with Tolerance = 0.0; Linear = linear }
let private minima = { ArgminOptions.Default with Tolerance = 0.0; Linear = symmetric }

let private matrix () = real [ 3; 3 ] [ 3.0; -1.0; 0.25; 1.0; 2.5; -0.5; -0.75; 0.25; 2.0 ]
let private apply (a: Tensor) (v: Tensor) = Tensor.matmul a v

/// A function whose Jacobian is not symmetric.
let private coupled (x: Tensor) = Tensor.matmul (matrix ()) x + 0.3 * Tensor.sin x

let all () : Subject list =
    let matrix = matrix ()

    [ one
          "the solution of a linear system in its right side"
          (at Reals [ 3 ])
          [ Multilinear; Homogeneous 1.0; Inverse(apply matrix) ]
          (linearSolve linear apply matrix)
      two "the solution of a linear system" (at (Between(-0.5, 0.5)) [ 3; 3 ], at Reals [ 3 ]) [] (fun a b ->
          linearSolve linear apply (a + matrix) b)
      two "the solution by the matrix" (at (Between(-0.5, 0.5)) [ 3; 3 ], at Reals [ 3 ]) [] (fun a b ->
          linearSolve { linear with Method = LinearMethod.Dense } apply (a + matrix) b)
      one "the solution by conjugate gradients" (at Positive [ 3 ]) [] (fun a ->
          linearSolve symmetric (fun a v -> a * v + Tensor.sum v) a (Tensor.ones [ 3 ] + 0.0 * a))
      one
          "the root as a fixed point"
          (at (Between(0.5, 2.0)) [ 3 ])
          [ Inverse Tensor.square; Homogeneous 0.5; gradient (fun x -> 0.5 / Tensor.sqrt x) ]
          (fun a -> fixedPointWith fixedPoints (fun (a: Tensor) x -> 0.5 * (x + a / x)) a (Tensor.onesLike a))
      one
          "the cube root as a root"
          (at (Between(0.5, 2.0)) [ 3 ])
          [ Inverse(fun y -> y ** 3); Homogeneous(1.0 / 3.0) ]
          (fun a -> rootWith roots (fun (a: Tensor) x -> x ** 3 - a) a (Tensor.onesLike a))
      one
          "the logarithm in a bracket"
          (at (Between(0.5, 2.0)) [ 3 ])
          [ Inverse Tensor.exp; gradient (fun x -> 1.0 / x) ]
          (fun a ->
              let one = Tensor.onesLike a
              bracketedRoot roots (fun (a: Tensor) x -> exp x - a) a (-one, one))
      one "the root as a minimum" (at (Between(0.5, 2.0)) [ 3 ]) [ Inverse Tensor.square; Homogeneous 0.5 ] (fun a ->
          argminWith minima (fun (a: Tensor) x -> Tensor.sum (x ** 3 / 3.0 - a * x)) a (Tensor.onesLike a))
      one "the root of a coupled system" (at Reals [ 3 ]) [ Inverse coupled ] (fun a ->
          rootWith roots (fun a x -> coupled x - a) a (Tensor.zerosLike a)) ]
