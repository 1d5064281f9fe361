/// Every transformation inside every other one, on random formulas, beside what paper says.
module Functional.Laws.Tests.Compositions

open System
open Functional
open Functional.Laws.Tests

/// <summary>
/// A way to make a function of two numbers out of another one (both of two results): by the library, and on paper.
/// </summary>
type Operator =
    {
        Name: string
        /// What it makes of f, as one reads it.
        Text: string
        Apply: (Tensor -> Tensor) -> Tensor -> Tensor
        OnPaper: Formula[] -> Formula[]
    }

let private vector (xs: float list) : Tensor = Tensor.ofArray [ xs.Length ] (Array.ofList xs)
let private v, c, u = [ 0.6; -0.8 ], [ 0.5; 1.5 ], [ -0.4; 0.7 ]
let private numbers = Array.ofList >> Array.map Number
let private weighted weights (f: Tensor -> Tensor) x = Tensor.sum (vector weights * f x)
let private total weights (fs: Formula[]) = Array.map2 Formula.times (numbers weights) fs |> Formula.sum
let private slopes f = Array.init 2 (fun j -> Formula.slope j f)
let private along weights (fs: Formula[]) = fs |> Array.map (slopes >> total weights)
let private scaled k = Array.map (Formula.times (Number k))
let private at (xs: Formula[]) = Array.map (Formula.substitute xs)
let private variables = [| Variable 0; Variable 1 |]
let private added = Array.map2 Formula.plus

let private hessianTimes (fs: Formula[]) = total c fs |> slopes |> along u

let private operator name text apply onPaper = { Name = name; Text = text; Apply = apply; OnPaper = onPaper }

let all =
    [ operator "grad" "∇ (c · f)" (fun f x -> grad (weighted c f) x) (fun fs -> total c fs |> slopes)
      operator "jvp" "J v" (fun f x -> snd (jvp f x (vector v))) (along v)
      operator "vjp" "Jᵀ c" (fun f x -> (snd (vjp f x)) (vector c)) (fun fs -> total c fs |> slopes)
      operator "linearize" "J v" (fun f x -> (snd (linearize f x)) (vector v)) (along v)
      operator "jacobian" "J u, by the whole J" (fun f x -> Tensor.matmul (jacobianReverse f x) (vector u)) (along u)
      operator
          "hessian"
          "H u of c · f, by the whole H"
          (fun f x -> Tensor.matmul (hessian (weighted c f) x) (vector u))
          hessianTimes
      operator "hvp" "H u of c · f" (fun f x -> hvp (weighted c f) x (vector u)) hessianTimes
      operator
          "taylor"
          "the coefficient of t² of f (x + t v)"
          (fun f x -> (taylor 2 f x (vector v)).[2])
          (along v >> along v >> scaled 0.5)
      operator
          "vmap"
          "f x + f (x / 2), as a batch"
          (fun f x -> vmap f (Tensor.stack 0 [ x; x * 0.5 ]) |> Tensor.sumOver [ 0 ])
          (fun fs -> added fs (at (scaled 0.5 variables) fs))
      operator "checkpoint" "f" checkpoint id
      operator "compile" "f" compile id
      operator "custom rule" "f, with its rule given" (fun f -> customJvp f (fun x _ v -> snd (jvp f x v))) id
      operator "custom backward" "f, with its pullback given" (fun f -> customVjp f (fun x _ c -> (snd (vjp f x)) c)) id
      operator
          "cond"
          "2 f where x₀ > 0.1, else f"
          (fun f x -> cond (Tensor.select 0 0 x .> 0.1) (fun x -> 2.0 * f x) f x)
          (Array.map (fun f -> Either(Formula.times (Number 2.0) f, f, Plus(Variable 0, Number -0.1))))
      operator
          "whileLoop"
          "two steps of s ← s/2 + f(s)/4"
          (fun f x ->
              whileLoop
                  (fun (n: Tensor, _: Tensor) -> n .< 2.0)
                  (fun (n, s) -> n + 1.0, 0.5 * s + 0.25 * f s)
                  (tensor 0.0, x)
              |> snd)
          (fun fs ->
              let step s = added (scaled 0.5 s) (scaled 0.25 (at s fs))
              step (step variables))
      operator
          "scan"
          "two steps of s ← s/2 + k f(s), added up"
          (fun f x ->
              let step (s: Tensor) (k: Tensor) =
                  let next = 0.5 * s + k * f s
                  next, next

              scan step x (vector [ 0.25; -0.5 ]) |> snd |> Tensor.sumOver [ 0 ])
          (fun fs ->
              let step k s = added (scaled 0.5 s) (scaled k (at s fs))
              let first = step 0.25 variables
              added first (step -0.5 first))
      operator
          "associativeScan"
          "f x, f x + x, f x + 2 x, added up"
          (fun f x ->
              associativeScan (fun (a: Tensor) b -> a + b) (Tensor.stack 0 [ f x; x; x ]) |> Tensor.sumOver [ 0 ])
          (fun fs -> added (scaled 3.0 fs) (scaled 3.0 variables))
      operator
          "fixedPoint"
          "z = f(x) + z/2"
          (fun f x -> fixedPoint (fun x z -> f x + 0.5 * z) x (Tensor.zerosLike x))
          (scaled 2.0)
      operator
          "root"
          "3 z - f(x) = 0"
          (fun f x -> root (fun x z -> 3.0 * z - f x) x (Tensor.zerosLike x))
          (scaled (1.0 / 3.0))
      operator
          "argmin"
          "the least of z · z - z · f(x)"
          (fun f x -> argmin (fun x z -> Tensor.sum (z * z - z * f x)) x (Tensor.zerosLike x))
          (scaled 0.5)
      operator
          "linearSolve"
          "(2 + x₀²) z = f(x)"
          (fun f x ->
              let product (x: Tensor) z = (2.0 + Tensor.square (Tensor.select 0 0 x)) * z
              linearSolve LinearOptions.Default product x (f x))
          (fun fs -> fs |> Array.map (Formula.times (Power(Plus(Number 2.0, Times(Variable 0, Variable 0)), -1.0))))
      operator
          "odeSolve"
          "x + f(x), as what y' = f(x) comes to at time 1"
          (fun f x -> odeSolve (fun x _ _ -> f x) x x (vector [ 0.0; 1.0 ]) |> Tensor.select 0 1)
          (added variables)
      operator
          "Linalg.solve"
          "A z = f(x) with A = [[2, x₁], [0, 4]]"
          (fun f x ->
              let second = Tensor.select 0 1 x
              let zero, two = Tensor.zerosLike second, Tensor.fullLike 2.0 second
              let a = Tensor.stack 0 [ Tensor.stack 0 [ two; second ]; Tensor.stack 0 [ zero; 2.0 * two ] ]
              Linalg.solve a (f x))
          (fun fs ->
              let z1 = Formula.times (Number 0.25) fs[1]
              let rest = Formula.plus fs[0] (Formula.times (Number -1.0) (Formula.times (Variable 1) z1))
              [| Formula.times (Number 0.5) rest; z1 |]) ]

/// What is tried: an operator, and the one inside it.
let pairs: (Operator * Operator) list = List.allPairs all all

/// The error of operators inside each other, outermost first, on a random formula, relative to its size.
let error (chain: Operator list) (seed: int) : float =
    let random = Random seed
    let formulas = Array.init 2 (fun _ -> Formula.random random 2 2)
    let x = Array.init 2 (fun _ -> Math.Round(random.NextDouble() * 1.6 - 0.8, 3))

    let rec evaluated (xs: Tensor[]) (formula: Formula) : Tensor =
        let value = evaluated xs

        match formula with
        | Number k -> Tensor.fullLike k xs[0]
        | Variable i -> xs[i]
        | Plus(f, g) -> value f + value g
        | Times(f, g) -> value f * value g
        | Sine f -> sin (value f)
        | Cosine f -> cos (value f)
        | Exponential f -> exp (value f)
        | Power(f, n) -> value f ** n
        | Either(f, g, above) -> Tensor.where (value above .> 0.0) (value f) (value g)

    let f (x: Tensor) =
        let xs = [| Tensor.select 0 0 x; Tensor.select 0 1 x |]
        Tensor.stack 0 [ for formula in formulas -> evaluated xs formula ]

    let transformed = List.foldBack _.Apply chain f
    let actual: float[] = transformed (vector (List.ofArray x)) |> Tensor.toArray
    let expected = List.foldBack _.OnPaper chain formulas |> Array.map (Formula.value x)
    Array.map2 (fun (a: float) e -> abs (a - e) / (1.0 + abs e)) actual expected |> Array.max
