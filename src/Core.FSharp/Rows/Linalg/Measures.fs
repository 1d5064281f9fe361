/// What singular values say of matrices: norms, rank, condition and the pseudo-inverse; and products and tables of
/// matrices.
module internal Functional.MatrixMeasures

open System
open Functional.Kernels
open Functional.Terms
open Functional.Matrices

/// The distance from 1 to the next number of a dtype, times the longer side of matrices.
let private roundings (x: Tensor) = x.DType.Epsilon() * float (max (rows x) (columns x))

/// The singular values that count: those above a part of the largest.
let private counts rtol (s: Tensor) = compare Binary.Greater s (times rtol (Reductions.amax [| -1 |] true s))

/// How many singular values are above rtol times the largest, as int64; by default, what is not rounding.
let matrixRank (rtol: float voption) x =
    let x = matrices "matrix_rank" x

    if min (rows x) (columns x) = 0 then
        Creation.fullOn (Creation.backendOf x) DType.Int64 (Number.op_Implicit 0) (Moves.shape (batch x))
    else
        Factorizations.svdvals x
        |> counts (ValueOption.defaultValue (roundings x) rtol)
        |> Reductions.sum [| -1 |] false

/// dY = Y Yᵀ dAᵀ (1 - A Y) + (1 - Y A) dAᵀ Yᵀ Y - Y dA Y, where the rank stays.
/// Source: Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems" (1973).
let private pinvRule (xs: Tensor[]) (y: Tensor) (_: int) =
    let a = xs[0]
    let space, m, n = y.Space, rows a, columns a
    let one n = identity a n
    let outside = sub (one m) (Products.matmul a y)
    let beside = sub (one n) (Products.matmul y a)
    let products (x: Tensor) = Products.matmul x (Apply.swap x)
    let swapped = swap a, space

    Plus(
        Plus(
            steps [ swapped; LeftProduct(products y, false), space ] (RightProduct(outside, false)),
            steps [ swapped; LeftProduct(beside, false), space ] (RightProduct(products (Apply.swap y), false))
        ),
        steps [ LeftProduct(y, false), matricesLike a n n; RightProduct(y, false), space ] Negate
    )

let private pinvRow rtol =
    { Name = "pinv"
      Evaluate =
        Composite(fun xs ->
            let struct (u, s, vt) = Factorizations.svd xs[0]
            let one, zero = Apply.number s 1.0, Apply.number s 0.0
            let isLarge = counts rtol s
            let inverse = choose isLarge (div one (choose isLarge s one)) zero
            Products.matmul (mul (Apply.swap vt) (asRow inverse)) (Apply.swap u))
      Rule = AtBoth pinvRule
      Domains = [ WellConditioned ] }

/// The pseudo-inverse: singular values at most rtol times the largest count as 0; by default, what may be rounding.
let pinv (rtol: float voption) x =
    let x = matrices "pinv" x

    if min (rows x) (columns x) = 0 then
        Apply.swap x
    else
        Apply.run1 (pinvRow (ValueOption.defaultValue (roundings x) rtol)) x

/// The root of the sum of squares of matrices.
let frobeniusNorm x = Statistics.norm 2.0 [| -2; -1 |] false (matrices "frobenius_norm" x)

/// The sum of singular values.
let nuclearNorm x = Factorizations.svdvals (matrices "nuclear_norm" x) |> Reductions.sum [| -1 |] false

/// The norm of matrices as maps between vectors with a norm of that order: the largest sum of a column's magnitudes
/// (1), or a row's (infinity), or the largest singular value (2); the least for the negative orders.
let matrixNorm (order: float) x =
    let x = matrices "matrix_norm" x

    let extreme (values: Tensor) =
        if order > 0.0 then Reductions.amax [| -1 |] false values else Reductions.amin [| -1 |] false values

    let sums axis = Reductions.sum [| axis |] false (map Unary.Abs x)

    match abs order with
    | 1.0 -> extreme (sums -2)
    | Double.PositiveInfinity -> extreme (sums -1)
    | 2.0 -> extreme (Factorizations.svdvals x)
    | _ -> raise (Errors.MatrixNormOrder order)

/// How much larger relative errors may become in a solution: the norm of matrices times that of their inverses.
let cond (order: float) x =
    let x = matrices "cond" x

    match abs order with
    | 2.0 ->
        let s = Factorizations.svdvals x
        let largest, least = Reductions.amax [| -1 |] false s, Reductions.amin [| -1 |] false s
        if order > 0.0 then div largest least else div least largest
    | 1.0
    | Double.PositiveInfinity -> mul (matrixNorm order x) (matrixNorm order (Systems.inv x))
    | _ -> raise (Errors.CondOrder order)

/// The product of several matrices in the order of the fewest multiplications.
let multiDot (xs: seq<Tensor>) =
    match Seq.toArray xs with
    | [||] -> raise (Errors.NoMatrices())
    | xs ->
        let xs = Promote.common "multi_dot" xs |> Array.map (Promote.numeric "multi_dot")

        for x in xs do
            if x.Rank < 2 then
                raise (Errors.TooFewAxes("multi_dot", 2, x.Shape))

        let sides = [| for x in xs -> float (rows x) |]
        let side i = if i < xs.Length then sides[i] else float (columns xs[xs.Length - 1])
        // For each run of factors from i to j, its cost and where it is best cut in two.
        let best = System.Collections.Generic.Dictionary<struct (int * int), struct (float * int)>()

        for length in 0 .. xs.Length - 1 do
            for i in 0 .. xs.Length - 1 - length do
                let cost cut =
                    let struct (left, _) = best[struct (i, cut)]
                    let struct (right, _) = best[struct (cut + 1, i + length)]
                    left + right + side i * side (cut + 1) * side (i + length + 1)

                best[struct (i, i + length)] <-
                    if length = 0 then
                        struct (0.0, i)
                    else
                        let cut = Seq.minBy cost (seq { i .. i + length - 1 })
                        struct (cost cut, cut)

        let rec product i j =
            if i = j then
                xs[i]
            else
                let struct (_, cut) = best[struct (i, j)]
                Products.matmul (product i cut) (product (cut + 1) j)

        product 0 (xs.Length - 1)

/// The powers 0 to count - 1 of numbers, along a new last axis.
let vander count x =
    let x = Promote.numeric "vander" x

    if count < 1 then
        raise (Errors.VanderCount count)

    Joins.stack -1 [ for k in 0 .. count - 1 -> Elementwise.powNumber (float k) x ]
