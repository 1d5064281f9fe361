/// Laws about the library itself: derivatives that textbooks give, of functions made of drawn numbers. The other side
/// of each is plain numbers wherever it can be.
module Functional.Laws.Formulas

open Functional
open Functional.Laws.Comparing

let private product (xs: float[]) (ys: float[]) = Array.map2 (*) xs ys |> Array.sum

/// A drawn shape of one to three axes, none of them empty, and one of the axes.
let private axisOf (trial: Trial) : struct (int[] * int) =
    let random = trial.Random "shape"
    let shape = Array.init (1 + random.Next 3) (fun _ -> 1 + random.Next 3)
    struct (shape, random.Next shape.Length)

/// The law of softmax, of any implementation: logsumexp keeps its axis.
let internal softmaxOf
    (softmax: int -> Tensor -> Tensor)
    (logSoftmax: int -> Tensor -> Tensor)
    (logSumExp: int -> Tensor -> Tensor)
    =
    GradientLaw.make
        "softmax and logsumexp"
        "grad logsumexp = softmax = s; the Jacobian of s is diag s - s s^T; s(x + k) = s(x); log s = x - logsumexp x"
        "Boyd & Vandenberghe, Convex Optimization (2004), ch. 3.1.5"
        (Relative 1e-11)
        (fun trial ->
            let struct (shape, axis) = axisOf trial
            let x, v, c = trial.Draw("x", Reals, shape), trial.Draw("v", Reals, shape), trial.Draw("c", Reals, shape)
            let line = Array.updateAt axis 1 shape
            // Large enough for exp to overflow, were it not for the shift inside.
            let k = 500.0 * trial.Draw("k", Reals, line)
            let s = softmax axis x

            // By plain numbers.
            let exps = elements x |> Array.map exp
            let sums = Plain.summed line shape exps
            let plain = Array.map2 (/) exps (Plain.expanded line shape sums)
            let lineOf = Plain.expanded line shape (Array.init sums.Length float)

            let jacobian =
                [| for o in 0 .. plain.Length - 1 do
                       for i in 0 .. plain.Length - 1 do
                           if lineOf[o] <> lineOf[i] then
                               0.0
                           else
                               (if o = i then plain[o] else 0.0) - plain[o] * plain[i] |]

            // The same axis, counted from the end.
            let fromEnd = axis - shape.Length
            let shifted (x: Tensor) = softmax axis (x + k)
            let difference (x: Tensor) = x - logSumExp axis x

            [ numbers "softmax" (elements s) "exp x / sum exp x" plain
              numbers "logsumexp" (elements (logSumExp axis x)) "log sum exp x" (Array.map log sums)
              numbers "grad logsumexp" (elements (grad (logSumExp axis >> Tensor.sum) x)) "s" plain
              numbers
                  "the Jacobian of s, forward"
                  (elements (jacobianForward (softmax axis) x))
                  "diag s - s s^T"
                  jacobian
              numbers
                  "the Jacobian of s, reverse"
                  (elements (jacobianReverse (softmax fromEnd) x))
                  "diag s - s s^T"
                  jacobian
              numbers
                  "J^T c of grad logsumexp"
                  (elements (hvp (logSumExp axis >> Tensor.sum) x v))
                  "J v of s"
                  (elements (snd (jvp (softmax axis) x v)))
              tensors "s(x + k)" [| shifted x |] "s(x)" [| s |]
              tensors "J v of s(x + k)" [| snd (jvp shifted x v) |] "J v of s(x)" [| snd (jvp (softmax axis) x v) |]
              tensors "log s" [| logSoftmax axis x |] "x - logsumexp x" [| difference x |]
              tensors
                  "J v of log s"
                  [| snd (jvp (logSoftmax axis) x v) |]
                  "J v of x - logsumexp x"
                  [| snd (jvp difference x v) |]
              tensors
                  "J^T c of log s"
                  [| (snd (vjp (logSoftmax fromEnd) x)) c |]
                  "J^T c of x - logsumexp x"
                  [| (snd (vjp difference x)) c |] ])

let softmax = softmaxOf Tensor.softmax Tensor.logSoftmax (fun axis -> Tensor.logSumExpKeep [ axis ])

/// The law of polynomials, of any product.
let internal polynomialsBy (multiply: Tensor -> Tensor -> Tensor) =
    GradientLaw.make
        "vanishing derivatives of polynomials"
        "D^n of a polynomial of degree n is n! a_n and D^(n + 1) is exactly 0; so is D^4 of a cubic form"
        "Rudin, Principles of Mathematical Analysis (1976), ch. 5"
        (Relative 1e-11)
        (fun trial ->
            let random = trial.Random "degree"
            let degree = random.Next 6
            let a = elements (trial.Draw("a", Reals, [| degree + 1 |]))
            // 0 is where powers have their own ways to go wrong.
            let t = if random.Next 4 = 0 then trial.Tensor([||], [| 0.0 |]) else trial.Draw("t", Reals, [||])
            let horner t = Array.foldBack (fun a p -> multiply p t + a) a (Tensor.zerosLike t)
            let powers (t: Tensor) = a |> Seq.mapi (fun k a -> a * t ** k) |> Seq.reduce (+)
            let isZero what x = truth what (elements x |> Array.forall ((=) 0.0))
            let rec reverse n (f: Tensor -> Tensor) = if n = 0 then f else reverse (n - 1) (grad f)
            let expected = [| Plain.factorial degree * Array.last a |]

            let n = 1 + random.Next 3
            let coefficients = trial.Draw("T", Reals, [| n; n; n |])
            let vector name = trial.Draw(name, Reals, [| n |])
            let x, v, w, u, z = vector "x", vector "v", vector "w", vector "u", vector "z"
            let cubic x = Tensor.dot x (Tensor.matmul (Tensor.matmul coefficients x) x)
            let forward v f x = snd (jvp f x v)
            let backward v f x = Tensor.sum (v * grad f x)

            let third =
                let entries = elements coefficients
                let parts = [| elements v; elements w; elements u |]

                [| Seq.sum (
                       seq {
                           for p, q, r in [ 0, 1, 2; 0, 2, 1; 1, 0, 2; 1, 2, 0; 2, 0, 1; 2, 1, 0 ] do
                               for place in 0 .. entries.Length - 1 do
                                   entries[place]
                                   * parts[p][place / (n * n)]
                                   * parts[q][place / n % n]
                                   * parts[r][place % n]
                       }
                   ) |]

            [ for name, p in [ "Horner's rule", horner; "powers", powers ] do
                  numbers $"diffN {degree} by {name}" (elements (diffN degree p t)) "n! a_n" expected
                  isZero $"diffN {degree + 1} by {name} is 0" (diffN (degree + 1) p t)

                  if degree <= 3 then
                      numbers $"grad {degree} times by {name}" (elements (reverse degree p t)) "n! a_n" expected
                      isZero $"grad {degree + 1} times by {name} is 0" (reverse (degree + 1) p t)

              for name, along in
                  [ "forward", [ forward; forward; forward; forward ]
                    "reverse", [ backward; backward; backward; backward ]
                    "both modes", [ forward; backward; forward; backward ] ] do
                  let three = cubic |> along[0] v |> along[1] w |> along[2] u

                  numbers
                      $"the third derivative of a cubic form, {name}"
                      (elements (three x))
                      "its symmetric sum"
                      third

                  isZero $"the fourth derivative of a cubic form, {name}, is 0" (along[3] z three x) ])

let polynomials = polynomialsBy (*)

/// The law of quadratic forms, of any product of a matrix and a vector.
let internal quadraticBy (matmul: Tensor -> Tensor -> Tensor) =
    GradientLaw.make
        "Hessian of a quadratic form"
        "x^T A x has the gradient (A + A^T) x and the Hessian A + A^T; x^T B y has the blocks 0, B, B^T, 0"
        "Magnus & Neudecker, Matrix Differential Calculus (2019), ch. 10"
        (Relative 1e-11)
        (fun trial ->
            let random = trial.Random "size"
            let n, m = 1 + random.Next 5, 1 + random.Next 5
            let vector name length = trial.Draw(name, Reals, [| length |])
            let a, b = trial.Draw("A", Reals, [| n; n |]), trial.Draw("B", Reals, [| n; m |])
            let x, y, v = vector "x" n, vector "y" m, vector "v" n
            let quadratic x = Tensor.dot x (matmul a x)
            let bilinear (xs: Tensor[]) = Tensor.dot xs[0] (matmul b xs[1])
            let entries, crossed = elements a, elements b
            let symmetric = Array.init (n * n) (fun k -> entries[k] + entries[k % n * n + k / n])
            let times (x: float[]) = Array.init n (fun i -> product symmetric[i * n .. i * n + n - 1] x)
            let transposed = Array.init (m * n) (fun k -> crossed[k % n * m + k / n])
            let blocks = hessianBlocks bilinear [| x; y |]

            [ numbers "the gradient" (elements (grad quadratic x)) "(A + A^T) x" (times (elements x))
              numbers "hessian" (elements (hessian quadratic x)) "A + A^T" symmetric
              numbers
                  "the Jacobian of the gradient, forward"
                  (elements (jacobianForward (grad quadratic) x))
                  "A + A^T"
                  symmetric
              numbers
                  "the Jacobian of the gradient, reverse"
                  (elements (jacobianReverse (grad quadratic) x))
                  "A + A^T"
                  symmetric
              numbers "hvp" (elements (hvp quadratic x v)) "(A + A^T) v" (times (elements v))
              numbers "block 0 0" (elements blocks[0, 0]) "0" (Array.zeroCreate (n * n))
              numbers "block 0 1" (elements blocks[0, 1]) "B" crossed
              numbers "block 1 0" (elements blocks[1, 0]) "B^T" transposed
              numbers "block 1 1" (elements blocks[1, 1]) "0" (Array.zeroCreate (m * m)) ])

let quadraticForm = quadraticBy Tensor.matmul

/// The laws of this family: they draw all they need.
let engine = [ softmax; polynomials; quadraticForm ]
