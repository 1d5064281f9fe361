/// Laws of scalar and vector fields: what gradients, divergences, curls and Laplacians have to do with each other, and
/// how they turn and move with their space. phi is the results of the function, weighted; F is a vector field made of
/// them.
module Functional.Laws.Fields

open System
open Functional
open Functional.Kernels
open Functional.Laws.Comparing

/// The results, weighted: a scalar field of all arguments.
let private potential (trial: Trial) : Tensor[] -> Tensor =
    let c = trial.Cotangent "c"
    fun x -> weighted c (trial.Subject.Function x)

let eulersTheorem =
    GradientLaw.claimed
        "Euler's theorem"
        "<grad phi, x> = k phi, J x = k f(x) and H x = (k - 1) grad phi for f(t x) = t^k f(x)"
        "Euler, Institutiones calculi differentialis (1755)"
        (Relative 1e-10)
        "homogeneous"
        (function
        | Homogeneous degree -> Some degree
        | _ -> None)
        (fun degree trial ->
            let x, c, phi = trial.Point, trial.Cotangent "c", potential trial
            let value, pushed = jvp trial.Subject.Function x x
            let gradient, bent = gradHvp phi x x

            [ tensors "J x" pushed "k f(x)" (Array.map (fun (y: Tensor) -> degree * y) value)
              products "<grad phi, x>" gradient x "k phi" (Array.map (fun (c: Tensor) -> degree * c) c) value
              tensors "H x" bent "(k - 1) grad phi" (Array.map (fun (g: Tensor) -> (degree - 1.0) * g) gradient) ])

// Three dimensions

/// A law of fields in three dimensions: of phi as a function of the one argument.
let private inSpace name statement source fraction (test: Trial -> Tensor -> (Tensor -> Tensor) -> Finding list) =
    let reason = "it is about functions of one argument of shape [3]"

    { GradientLaw.make name statement source (Relative fraction) (fun trial ->
          match trial.Point with
          | [| x |] when Plain.lengths x = [| 3 |] ->
              let phi = potential trial
              test trial x (fun x -> phi [| x |])
          | _ -> trial.NotApplicable reason) with
        Excludes = fun subject -> if subject.Regions.Length = 1 then None else Some reason }

/// The result itself where it is a vector field, else a matrix times all results.
let private vectorField (trial: Trial) : Tensor -> Tensor =
    let f = trial.Subject.Function

    match trial.Value with
    | [| y |] when Plain.lengths y = [| 3 |] -> fun x -> (f [| x |])[0]
    | ys ->
        let mixing = trial.Draw("M", Reals, [| 3; Array.sumBy (fun (y: Tensor) -> y.Size) ys |])
        fun x -> Tensor.matmul mixing (f [| x |] |> Array.map (Tensor.reshape [ -1 ]) |> Tensor.cat 0)

let private trace (matrix: Tensor) = Plain.matrices [| 3; 3 |] (elements matrix) |> Array.sumBy Plain.trace

let curlOfGradient =
    inSpace
        "curl of a gradient"
        "curl grad phi = 0"
        "Marsden & Tromba, Vector Calculus (2012), ch. 4.4"
        1e-11
        (fun _ x phi ->
            [ { numbers "curl grad phi" (elements (curl (grad phi) x)) "0" (Array.zeroCreate 3) with
                  Scale = largest (elements (hessian phi x)) } ])

let divergenceOfCurl =
    inSpace
        "divergence of a curl"
        "div curl G = 0 for G = F sin(A x), componentwise, so that G is no gradient"
        "Marsden & Tromba, Vector Calculus (2012), ch. 4.4"
        1e-11
        (fun trial x _ ->
            let field = vectorField trial
            let a = trial.Draw("A", Reals, [| 3; 3 |])
            let turning (x: Tensor) = field x * Tensor.sin (Tensor.matmul a x)

            [ { numbers "div curl G" (elements (divergence (curl turning) x)) "0" [| 0.0 |] with
                  Scale = largest (elements (jacobianForward (curl turning) x)) } ])

let laplacianLaw =
    inSpace
        "Laplacian"
        "div grad phi = the Laplacian of phi = the trace of its Hessian, by every nesting of the modes"
        "Marsden & Tromba, Vector Calculus (2012), ch. 4.4"
        1e-11
        (fun trial x phi ->
            let hessian = hessian phi x
            let sum = [| trace hessian |]
            let units = Tensor.unbind 0 (Tensor.eyeOf DType.Float64 3 3)

            let nested (bend: Tensor -> Tensor) =
                [| units |> Array.sumBy (fun e -> Array.sum (elements (e * bend e))) |]

            let against left value =
                { numbers left value "the trace of the Hessian" sum with Scale = largest (elements hessian) }

            let reverseOverForward e = grad (fun x -> snd (jvp phi x e)) x
            let forwardOverForward e = snd (jvp (fun x -> snd (jvp phi x e)) x e)

            [ against "div grad phi" (elements (divergence (grad phi) x))
              against "the Laplacian" (elements (laplacian phi x))
              against "the trace by hvp" (nested (hvp phi x))
              against "the trace by reverse over reverse" [| trace (jacobianReverse (grad phi) x) |]
              against "the trace by reverse over forward" (nested reverseOverForward)
              against "the trace by forward over forward" (nested (fun e -> forwardOverForward e * e)) ])

let productRuleOfDivergence =
    inSpace
        "product rule of divergence"
        "div(phi F) = phi div F + <grad phi, F>"
        "Marsden & Tromba, Vector Calculus (2012), ch. 4.4"
        1e-11
        (fun trial x phi ->
            let field = vectorField trial
            let value, gradient = valueAndGrad phi x
            let vector, spread = elements (field x), elements (divergence field x)
            let phis, slope = elements value, elements gradient
            let whole = elements (divergence (fun x -> phi x * field x) x)
            let parts = Array.map2 (*) slope vector

            [ { numbers "div(phi F)" whole "phi div F + <grad phi, F>" [| phis[0] * spread[0] + Array.sum parts |] with
                  Scale = abs phis[0] * largest (elements (jacobianForward field x)) + largest parts } ])

// Moving the space

/// The arguments that a law may move about, by their number.
let private movable (trial: Trial) law (allows: Region -> bool) leastRank : int[] =
    let regions = Array.ofList trial.Subject.Regions

    let found =
        [| for i in 0 .. regions.Length - 1 do
               let x = trial.Point[i]

               if allows regions[i] && x.Rank >= leastRank && x.Size > 0 then
                   i |]

    if found.Length = 0 then
        trial.NotApplicable $"{law} moves arguments about, and none may be moved"

    found

/// Some arguments changed.
let private changed (which: int[]) (change: int -> Tensor -> Tensor) (xs: Tensor[]) : Tensor[] =
    Array.mapi (fun i x -> if Array.contains i which then change i x else x) xs

/// The largest argument whose Hessian is looked at.
[<Literal>]
let private LargestHessian = 6

let rotation =
    GradientLaw.make
        "rotation"
        "grad (f o Q)(x) = Q^T grad f(Q x), and the Laplacian of f o Q at x is that of f at Q x, for an orthogonal Q"
        "Evans, Partial Differential Equations (2010), ch. 2.2: Laplace's equation is rotation invariant"
        (Relative 1e-10)
        (fun trial ->
            let x, v, phi = trial.Point, trial.Tangent "v", potential trial
            let which = movable trial "rotation" _.IsReals 1

            let matrix i =
                let n = Array.last (Plain.lengths x[i])
                trial.Tensor([| n; n |], Plain.rows (Draw.orthogonal (trial.Random $"Q of argument {i}") n))

            let q = which |> Array.map (fun i -> i, matrix i) |> dict
            let turn = changed which (fun i x -> Tensor.matmul x (Tensor.matrixTranspose q[i]))
            let back = changed which (fun i x -> Tensor.matmul x q[i])
            let turned = turn x
            let ofTurned = trial.Subject.Function << turn

            [ tensors
                  "J of f o Q along v"
                  (snd (jvp ofTurned x v))
                  "J at Q x along Q v"
                  (snd (jvp trial.Subject.Function turned (turn v)))
              tensors "grad (f o Q)(x)" (grad (phi << turn) x) "Q^T grad f(Q x)" (back (grad phi turned))

              for i in which do
                  if x[i].Size <= LargestHessian then
                      let alone (point: Tensor[]) f (xi: Tensor) = f (Array.updateAt i xi point)
                      let bent = elements (hessian (alone turned phi) turned[i])
                      let laplacian = laplacian (alone x (phi << turn)) x[i]
                      let trace = Seq.sum (seq { for k in 0 .. x[i].Size - 1 -> bent[k * (x[i].Size + 1)] })

                      { numbers
                            $"Laplacian of f o Q in argument {i}"
                            (elements laplacian)
                            "trace of the Hessian of f at Q x"
                            [| trace |] with
                          Scale = largest bent } ])

let translation =
    GradientLaw.make
        "translation"
        "grad f(. + t) at x = grad f at x + t, and so for J and H"
        "the chain rule"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, phi = trial.Subject.Function, trial.Point, trial.Tangent "v", potential trial
            let which = movable trial "translation" _.IsReals 0
            let t = trial.Tangent "t"
            let move = changed which (fun i x -> x + t[i])
            let moved = move x
            let gradient, bent = gradHvp (phi << move) x v
            let gradientThere, bentThere = gradHvp phi moved v

            [ tensors "J of f(. + t) at x" (snd (jvp (f << move) x v)) "J of f at x + t" (snd (jvp f moved v))
              tensors "grad f(. + t) at x" gradient "grad f at x + t" gradientThere
              tensors "H v of f(. + t) at x" bent "H v of f at x + t" bentThere ])

/// Ways to reorder the slices of a tensor along an axis.
type internal Reordering = Trial -> int -> int[] -> Tensor -> Tensor

let private indices (trial: Trial) shape (index: int[]) =
    trial.Tensor(shape, Array.map float index) |> Tensor.cast DType.Int64

let internal byIndexSelect: Reordering =
    fun trial axis order x -> Tensor.indexSelect axis (indices trial [| order.Length |] order) x

let internal byGather: Reordering =
    fun trial axis order x ->
        let shape = Plain.lengths x
        let inner = Draw.size shape[axis + 1 ..]
        let index = Array.init x.Size (fun place -> order[place / inner % order.Length])
        Tensor.gather axis (indices trial shape index) x

let internal byMatrix: Reordering =
    fun trial axis order x ->
        let n = order.Length
        let matrix = trial.Tensor([| n; n |], Array.init (n * n) (fun k -> if order[k % n] = k / n then 1.0 else 0.0))
        Tensor.matmul (Tensor.moveAxes [ axis ] [ -1 ] x) matrix |> Tensor.moveAxes [ -1 ] [ axis ]

let internal permutationBy (ways: (string * Reordering) list) =
    GradientLaw.make
        "permutation"
        "grad (f o P)(x) = P^T grad f(P x) for a permutation P along an axis, by index_select, gather or a matrix"
        "the chain rule: a permutation is orthogonal"
        (Relative 1e-11)
        (fun trial ->
            let f, x, v, phi = trial.Subject.Function, trial.Point, trial.Tangent "v", potential trial
            // Rows of a symmetric matrix cannot change places by themselves.
            let which = movable trial "permutation" (fun r -> not (r.IsPositiveDefinite || r.IsSeparatedSpectrum)) 1
            let random = trial.Random "permutation"

            let drawn =
                dict
                    [ for i in which do
                          let axis = random.Next x[i].Rank
                          let order = [| 0 .. (Plain.lengths x[i])[axis] - 1 |]
                          random.Shuffle order
                          i, (axis, order) ]

            let plainly (move: int[] -> float[] -> float[]) =
                changed which (fun i x ->
                    let axis, order = drawn[i]
                    let shape = Plain.lengths x
                    trial.Tensor(shape, move (Plain.reordered shape axis order) (elements x)))

            let there = plainly Plain.taken
            let gradient = plainly Plain.returned (grad phi (there x))
            let pushed = snd (jvp f (there x) (there v))

            [ for name, reorder in ways do
                  let permute = changed which (fun i x -> let axis, order = drawn[i] in reorder trial axis order x)
                  tensors $"P x by {name}" (permute x) "P x" (there x)
                  tensors $"grad (f o P)(x) by {name}" (grad (phi << permute) x) "P^T grad f(P x)" gradient

                  tensors
                      $"J of f o P along v by {name}"
                      (snd (jvp (f << permute) x v))
                      "J of f at P x along P v"
                      pushed ])

let permutation = permutationBy [ "index_select", byIndexSelect; "gather", byGather; "a matrix", byMatrix ]

// Along a path

/// How far an argument of a convex region moves along a path, for a direction with elements in [-1, 1].
let private reach region =
    match region with
    | Reals
    | Positive -> Some 0.3
    // Points keep a tenth of the width from the bounds.
    | Between(low, high) -> Some(min 0.3 (0.09 * (high - low)))
    | _ -> None

/// Whether values along a path are those of a polynomial, so that quadrature of its derivative is as good as exact.
/// Looks at values only, so that no wrong derivative can hide behind it.
let private isPolynomial (along: float -> float) =
    let coefficients = Plain.chebyshev 12 along
    largest coefficients[10..] <= 1e-11 * (1.0 + Array.sumBy abs coefficients)

let pathIntegral =
    GradientLaw.make
        "path integral of the gradient"
        "f(b) - f(a) = the integral of <grad f(a + t (b - a)), b - a> over t from 0 to 1, by ten points"
        "the fundamental theorem of line integrals; Abramowitz & Stegun (1964), 25.4.30: Gauss-Legendre quadrature"
        (Relative 1e-9)
        (fun trial ->
            let a, phi = trial.Point, potential trial
            let regions = Array.ofList trial.Subject.Regions
            let which = movable trial "the path integral" (reach >> Option.isSome) 0
            let v = trial.Tangent "v"

            // b - a; a path that ends before a kink is as good as one that would cross it.
            let steps =
                [ 1.0; 0.3; 0.1; 0.03 ]
                |> Seq.map (fun part ->
                    v
                    |> Array.mapi (fun i v ->
                        (if Array.contains i which then part * (reach regions[i]).Value else 0.0) * v))

            let value step t = phi (Comparing.step a t step) |> elements |> Array.head

            match steps |> Seq.tryFind (fun step -> isPolynomial (value step)) with
            | None -> trial.Undecided "the function is not smooth along the path"
            | Some step ->
                let slope t = Array.map2 (*) (all (grad phi (Comparing.step a t step))) (all step) |> Array.sum
                let integral = Plain.gaussLegendre |> Array.sumBy (fun (t, weight) -> weight * slope t)
                let first, last = value step 0.0, value step 1.0

                [ { numbers "f(b) - f(a)" [| last - first |] "the integral" [| integral |] with
                      Scale = max (abs first) (abs last) } ])

/// The laws of this family.
let laws =
    [ eulersTheorem
      curlOfGradient
      divergenceOfCurl
      laplacianLaw
      productRuleOfDivergence
      rotation
      translation
      permutation
      pathIntegral ]
