/// Laws of functions of which something is claimed: that they are linear, invertible, a determinant. The other side of
/// each law is what the claim says, or plain numbers. J is the Jacobian at x; v and w are tangents, c is a cotangent.
module Functional.Laws.Identities

open Functional
open Functional.Laws.Comparing

let private push (f: Tensor[] -> Tensor[]) x v = snd (jvp f x v)
let private pull (f: Tensor[] -> Tensor[]) x c = (snd (vjp f x)) c

let jacobisFormula =
    GradientLaw.claimed
        "Jacobi's formula"
        "D det(A)[V] = det(A) tr B, D^2 det(A)[V, V] = det(A) (tr(B)^2 - tr(B^2)), B = A^-1 V; grad det = cofactors"
        "Jacobi, De formatione et proprietatibus determinantium (1841); Magnus & Neudecker (2019), ch. 8"
        (Relative 1e-9)
        "a determinant"
        (function
        | Determinant -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v, c = trial.Subject.Function, trial.Point, trial.Tangent "v", trial.Cotangent "c"
            let matrices (x: Tensor) = Plain.matrices (Plain.lengths x) (elements x)
            let a, direction = matrices x[0], matrices v[0]
            let weights = elements c[0]
            let inverses = a |> Array.map Plain.inverse

            let relative = Array.map2 (fun (struct (_, inverse)) v -> Draw.product inverse v) inverses direction

            let determinants = inverses |> Array.map (fun (struct (det, _)) -> det)
            let slopes = Array.map2 (fun det b -> det * Plain.trace b) determinants relative

            let bends =
                Array.map2
                    (fun det b -> det * (Plain.trace b ** 2.0 - Plain.trace (Draw.product b b)))
                    determinants
                    relative

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
        "for a linear f with the transpose t: J v = f(v), J^T c = t(c), <f(v), c> = <v, t(c)>; and so for t itself"
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
        "D f(x)[v] = the sum of f(.., v_i, ..), D^2 f(x)[v, w] = the sum of f(.., v_i, .., w_j, ..), i other than j"
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
                match
                    [ for i in arguments do
                          for j in arguments do
                              if i <> j then
                                  f (x |> put i v |> put j w) ]
                with
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

/// The laws of this family.
let laws =
    [ jacobisFormula; broadcasting; isometries; adjointPairs; closedForm; bilinearRule; inverseFunctionRule ]
