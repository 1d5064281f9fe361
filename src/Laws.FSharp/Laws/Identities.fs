/// Derivatives that are known: of functions of which something is claimed, and of the library's own, on anything drawn.
/// The other side of each law is plain numbers wherever it can be.
module Functional.Laws.Identities

open System
open Functional
open Functional.Laws.Comparing

let private push (f: Tensor[] -> Tensor[]) x v = snd (jvp f x v)
let private pull (f: Tensor[] -> Tensor[]) x c = (snd (vjp f x)) c
let private product (xs: float[]) (ys: float[]) = Array.map2 (*) xs ys |> Array.sum

// Of the library itself

/// A drawn shape of one to three axes, none of them empty, and one of the axes.
let private axisOf (trial: Trial) : struct (int[] * int) =
    let random = trial.Random "shape"
    let shape = Array.init (1 + random.Next 3) (fun _ -> 1 + random.Next 3)
    struct (shape, random.Next shape.Length)

/// The law of softmax, of any implementation: logsumexp keeps its axis.
let internal softmaxOf (softmax: int -> Tensor -> Tensor) (logSoftmax: int -> Tensor -> Tensor) (logSumExp: int -> Tensor -> Tensor) =
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
                           if lineOf[o] <> lineOf[i] then 0.0
                           else (if o = i then plain[o] else 0.0) - plain[o] * plain[i] |]

            // Which of two axes is negative does not matter.
            let fromEnd = axis - shape.Length
            let shifted (x: Tensor) = softmax axis (x + k)
            let difference (x: Tensor) = x - logSumExp axis x

            [ numbers "softmax" (elements s) "exp x / sum exp x" plain
              numbers "logsumexp" (elements (logSumExp axis x)) "log sum exp x" (Array.map log sums)
              numbers "grad logsumexp" (elements (grad (logSumExp axis >> Tensor.sum) x)) "s" plain
              numbers "the Jacobian of s, forward" (elements (jacobianForward (softmax axis) x)) "diag s - s s^T" jacobian
              numbers "the Jacobian of s, reverse" (elements (jacobianReverse (softmax fromEnd) x)) "diag s - s s^T" jacobian
              numbers "J^T c of grad logsumexp" (elements (hvp (logSumExp axis >> Tensor.sum) x v)) "J v of s"
                  (elements (snd (jvp (softmax axis) x v)))
              tensors "s(x + k)" [| shifted x |] "s(x)" [| s |]
              tensors "J v of s(x + k)" [| snd (jvp shifted x v) |] "J v of s(x)" [| snd (jvp (softmax axis) x v) |]
              tensors "log s" [| logSoftmax axis x |] "x - logsumexp x" [| difference x |]
              tensors "J v of log s" [| snd (jvp (logSoftmax axis) x v) |] "J v of x - logsumexp x" [| snd (jvp difference x v) |]
              tensors "J^T c of log s" [| (snd (vjp (logSoftmax fromEnd) x)) c |] "J^T c of x - logsumexp x"
                  [| (snd (vjp difference x)) c |] ])

let softmax =
    softmaxOf Tensor.softmax Tensor.logSoftmax (fun axis -> Tensor.logSumExpKeep [ axis ])

/// The law of polynomials, of any product.
let internal polynomialsBy (multiply: Tensor -> Tensor -> Tensor) =
    GradientLaw.make
        "vanishing derivatives of polynomials"
        "derivative n of a polynomial of degree n is n! a_n and derivative n + 1 is exactly 0; so is derivative 4 of a cubic form"
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
                                   entries[place] * parts[p][place / (n * n)] * parts[q][place / n % n] * parts[r][place % n]
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
                  numbers $"the third derivative of a cubic form, {name}" (elements (three x)) "its symmetric sum" third
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
              numbers "the Jacobian of the gradient, forward" (elements (jacobianForward (grad quadratic) x)) "A + A^T" symmetric
              numbers "the Jacobian of the gradient, reverse" (elements (jacobianReverse (grad quadratic) x)) "A + A^T" symmetric
              numbers "hvp" (elements (hvp quadratic x v)) "(A + A^T) v" (times (elements v))
              numbers "block 0 0" (elements blocks[0, 0]) "0" (Array.zeroCreate (n * n))
              numbers "block 0 1" (elements blocks[0, 1]) "B" crossed
              numbers "block 1 0" (elements blocks[1, 0]) "B^T" transposed
              numbers "block 1 1" (elements blocks[1, 1]) "0" (Array.zeroCreate (m * m)) ])

let quadraticForm = quadraticBy Tensor.matmul

/// Laws about the library itself: they draw all they need.
let engine = [ softmax; polynomials; quadraticForm ]

// Of functions that claim something

let jacobisFormula =
    GradientLaw.claimed
        "Jacobi's formula"
        "D det(A)[V] = det(A) tr(A^-1 V), the gradient of det is the matrix of cofactors, and D^2 det(A)[V, V] = det(A) (tr(B)^2 - tr(B^2)) for B = A^-1 V"
        "Jacobi, De formatione et proprietatibus determinantium (1841); Magnus & Neudecker (2019), ch. 8"
        (Relative 1e-9)
        "a determinant"
        (function
        | Determinant -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let n = Array.last (Plain.lengths x[0])
            let a, direction = Plain.matrices n (elements x[0]), Plain.matrices n (elements v[0])
            let weights = elements c[0]
            let inverses = a |> Array.map Plain.inverse

            let relative =
                Array.map2 (fun (struct (_, inverse)) v -> Plain.product inverse v) inverses direction

            let determinants = inverses |> Array.map (fun (struct (det, _)) -> det)
            let slopes = Array.map2 (fun det b -> det * Plain.trace b) determinants relative

            let bends =
                Array.map2 (fun det b -> det * (Plain.trace b ** 2.0 - Plain.trace (Plain.product b b))) determinants relative

            let cofactors =
                Array.map2 (fun c a -> Plain.rows (Plain.cofactors a) |> Array.map ((*) c)) weights a |> Array.concat

            let along x = push f x v

            [ numbers "det A" (all trial.Value) "by elimination" determinants
              numbers "D det(A)[V]" (all (along x)) "det(A) tr(A^-1 V)" slopes
              numbers "J^T c" (all (pull f x c)) "c times the cofactors" cofactors
              numbers "D^2 det(A)[V, V]" (all (push along x v)) "det(A) (tr(B)^2 - tr(B^2))" bends ])

let broadcasting =
    GradientLaw.claimed
        "broadcasting is expansion"
        "f, J v and J^T c are those of f with its arguments expanded; gradients of what was repeated add up"
        "Harris et al., Array programming with NumPy (2020); repeating is linear, and its transpose is a sum"
        (Relative 1e-11)
        "broadcasting"
        (function
        | Broadcasting -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let shapes = x |> Array.map Plain.lengths

            let shape =
                match Plain.common shapes with
                | Some shape -> shape
                | None -> trial.NotApplicable "the arguments do not broadcast together"

            let expand (xs: Tensor[]) =
                Array.map2 (fun narrow x -> trial.Tensor(shape, Plain.expanded narrow shape (elements x))) shapes xs

            let pulled = pull f (expand x) c

            let sums =
                Array.map2 (fun narrow g -> trial.Tensor(narrow, Plain.summed narrow shape (elements g))) shapes pulled

            [ tensors "f(x)" trial.Value "f of the expanded" (f (expand x))
              tensors "J v" (push f x v) "J v of the expanded" (push f (expand x) (expand v))
              tensors "J^T c" (pull f x c) "J^T c of the expanded, summed" sums ])

let isometries =
    GradientLaw.claimed
        "movements are isometries"
        "|f(x)| = |x|, |J v| = |v|, <J v, J w> = <v, w> and J^T J v = v"
        "Horn & Johnson, Matrix Analysis (2012), ch. 2.1"
        (Relative 1e-11)
        "an isometry"
        (function
        | Isometry -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, w = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Tangent "w"
            let pushed, other = push f x v, push f x w

            [ products "|f(x)|^2" trial.Value trial.Value "|x|^2" x x
              products "|J v|^2" pushed pushed "|v|^2" v v
              products "<J v, J w>" pushed other "<v, w>" v w
              tensors "J^T J v" (pull f x pushed) "v" v ])

let adjointPairs =
    GradientLaw.claimed
        "adjoint pairs"
        "for a linear f with the transpose t: J v = f(v), J^T c = t(c), <f(v), c> = <v, t(c)>, and t's own derivatives are t and f"
        "Claerbout, Earth Soundings Analysis (1992), ch. 5: the dot-product test"
        (Relative 1e-11)
        "linear with a transpose"
        (function
        | Transpose transpose -> Some transpose
        | _ -> None)
        (fun transpose trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let c, d = trial.Cotangent "c", trial.Cotangent "d"

            [ tensors "J v" (push f x v) "f(v)" (f v)
              tensors "J^T c" (pull f x c) "t(c)" (transpose c)
              products "<f(v), c>" (f v) c "<v, t(c)>" v (transpose c)
              tensors "J d of t" (push transpose c d) "t(d)" (transpose d)
              tensors "J^T v of t" (pull transpose c v) "f(v)" (f v) ])

let closedForm =
    GradientLaw.claimed
        "gradient in closed form"
        "the gradient of the sum of the results, in both modes, is the formula that is claimed"
        "the definition of the gradient"
        (Relative 1e-10)
        "of a gradient in closed form"
        (function
        | Gradient gradient -> Some gradient
        | _ -> None)
        (fun gradient trial ->
            let f, x, v = trial.Subject.Function, trial.Point, trial.Tangent "v"
            let formula = gradient x
            let ones = Array.map Tensor.onesLike trial.Value

            [ tensors "grad sum f" (pull f x ones) "the formula" formula
              products "the sum of J v" ones (push f x v) "<the formula, v>" formula v ])

/// An argument in which a function is linear, replaced.
let private put i (v: Tensor[]) (xs: Tensor[]) : Tensor[] = Array.updateAt i v[i] xs

let private sums (terms: Tensor[] list) : Tensor[] = List.reduce (Array.map2 (+)) terms

let bilinearRule =
    GradientLaw.claimed
        "bilinear rule"
        "D f(x)[v] = the sum of f(.., v_i, ..), and D^2 f(x)[v, w] = the sum of f(.., v_i, .., w_j, ..) over all i other than j"
        "Spivak, Calculus on Manifolds (1965), problem 2-12"
        (Relative 1e-11)
        "multilinear"
        (function
        | Multilinear -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, w = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Tangent "w"
            let c = trial.Cotangent "c"
            let arguments = [ 0 .. x.Length - 1 ]
            let first = sums [ for i in arguments -> f (put i v x) ]
            let along x = push f x v

            let second =
                match [ for i in arguments do for j in arguments do if i <> j then f (x |> put i v |> put j w) ] with
                | [] -> Array.map Tensor.zerosLike trial.Value
                | terms -> sums terms

            [ tensors "D f(x)[v]" (along x) "the sum of f(.., v_i, ..)" first
              products "<J^T c, v>" (pull f x c) v "<c, the sum of f(.., v_i, ..)>" c first
              tensors "D^2 f(x)[v, w]" (push along x w) "the sum of f(.., v_i, .., w_j, ..)" second ])

let inverseFunctionRule =
    GradientLaw.claimed
        "inverse function rule"
        "g(f(x)) = x, J_g(f(x)) J_f(x) v = v and J_f^T(x) J_g^T(f(x)) c = c for the inverse g of f"
        "Rudin, Principles of Mathematical Analysis (1976), theorem 9.24"
        (Relative 1e-9)
        "invertible"
        (function
        | Inverse inverse -> Some inverse
        | _ -> None)
        (fun inverse trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Tangent "c"
            let g (ys: Tensor[]) = [| inverse ys[0] |]
            let y, pushed = jvp f x v
            let back = pull f x (pull g y c)

            [ tensors "g(f(x))" (g y) "x" x
              tensors "J_g J_f v" (push g y pushed) "v" v
              // Of symmetric matrices only the symmetric part of a gradient has a meaning: what it does to tangents.
              products "<J_f^T J_g^T c, v>" back v "<c, v>" c v
              match trial.Subject.Regions with
              | [ PositiveDefinite ]
              | [ SeparatedSpectrum ] -> ()
              | _ -> tensors "J_f^T J_g^T c" back "c" c ])

/// The laws of this family that are about functions.
let laws =
    [ jacobisFormula
      broadcasting
      isometries
      adjointPairs
      closedForm
      bilinearRule
      inverseFunctionRule ]
