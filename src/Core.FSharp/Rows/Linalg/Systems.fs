/// Systems of linear equations, inverses and determinants.
module internal Functional.Systems

open Functional.Kernels
open Functional.Terms
open Functional.Matrices

let private divided name a b =
    Apply.run (Primitives.divide name false) [| Apply.run1 (Primitives.factors name) a; a; b |]

/// X with A X = B, for columns or a vector; leading axes broadcast.
let solve a b =
    let a, b, back = system "solve" a b
    divided "solve" a b |> back

let private triangular (triangle: Triangle) transposed a b =
    Apply.run2 (Primitives.divideTriangle triangle transposed) a b

/// X with T X = B, or X T = B from the right, for a part T of A; the rest of A is not read.
let solveTriangular (triangle: Triangle) isLeft a b =
    if isLeft then
        let a, b, back = system "solve_triangular" a b
        triangular triangle false a b |> back
    else
        let xs = common "solve_triangular" [| a; b |]
        let a, b = square "solve_triangular" xs[0], matrices "solve_triangular" xs[1]
        triangular triangle true a (Apply.swap b) |> Apply.swap

/// X with P L U X = B.
let luSolve p l u b =
    let xs = common "lu_solve" [| p; l; u; b |]
    let l, b, back = system "lu_solve" xs[1] xs[3]

    Products.matmul (Apply.swap (square "lu_solve" xs[0])) b
    |> triangular belowDiagonal false l
    |> triangular upper false (square "lu_solve" xs[2])
    |> back

let private ofCholesky l b = triangular lower false l b |> triangular lower true l

/// X with L Lᵀ X = B.
let choleskySolve l b =
    let l, b, back = system "cholesky_solve" l b
    ofCholesky l b |> back

/// The inverse of L Lᵀ.
let choleskyInverse l =
    let l = square "cholesky_inverse" l
    ofCholesky l (identity l (rows l))

/// dY = - Y dA Y
let private inverseRow =
    { Name = "inverse"
      Evaluate = Composite(fun xs -> divided "inverse" xs[0] (identity xs[0] (rows xs[0])))
      Rule = AtOutput(fun y _ -> steps [ LeftProduct(y, false), y.Space; RightProduct(y, false), y.Space ] Negate)
      Domains = [ WellConditioned ] }

let inv x = Apply.run1 inverseRow (square "inverse" x)

/// The n-th power of square matrices in about log2 |n| products; of their inverses for n < 0.
let matrixPower (n: int) x =
    let x = Promote.numeric "matrix_power" x

    if x.Rank < 2 || rows x <> columns x then
        raise (Errors.NotSquare("matrix_power", x.Shape))

    let rec power (n: int64) x =
        if n = 1L then
            x
        elif n % 2L = 1L then
            Products.matmul x (power (n - 1L) x)
        else
            let half = power (n / 2L) x
            Products.matmul half half

    if n < 0 then power -(int64 n) (inv x)
    elif n = 0 then identity x (rows x) |> Moves.broadcastTo x.Shape
    else power (int64 n) x

/// [[A, E], [0, A]]
let private blocks a e =
    let zeros = Creation.fullLike a 0.0
    Joins.cat -2 [ Joins.cat -1 [ a; e ]; Joins.cat -1 [ zeros; a ] ]

/// The form of the derivative of exp at A, whose transpose is that at Aᵀ.
let rec private slopeOfExp a : Form<Tensor> =
    let along a e = Apply.run2 (alongRow ()) a e
    Open(along a, along (Apply.swap a))

/// The derivative of exp at A along E, which is the block beside the diagonal of exp [[A, E], [0, A]]. It is linear in
/// E; a change of A is one of both diagonal blocks.
/// Source: Mathias, "A chain rule for matrix functions and applications" (1996).
and private alongRow () =
    let evaluate (xs: Tensor[]) =
        let n = rows xs[0]
        Apply.run1 (expRow ()) (blocks xs[0] xs[1]) |> Moves.narrow -2 0 n |> Moves.narrow -1 n n

    let ofPoint (a: Tensor) e =
        let n, rank = rows a, a.Rank
        let twice = matricesLike a (2 * n) (2 * n)
        let at row column = [| yield! Array.zeroCreate<int>(rank - 2); yield row; yield column |]
        let ones = Array.create rank 1
        let onDiagonal place : Form<Tensor> = Move(Embed(at place place, ones, twice.Shape))

        steps
            [ Plus(onDiagonal 0, onDiagonal n), twice; slopeOfExp (blocks a e), twice ]
            (Move(Slice(at 0 n, ones, a.Shape)))

    { Name = "matrix_exp"
      Evaluate = Composite evaluate
      Rule = AtInputs(fun xs i -> if i = 0 then ofPoint xs[0] xs[1] else slopeOfExp xs[0])
      Domains = [ Reals; Reals ] }

and private expRow () = kernel "matrix_exp" Factorization.Exp (AtInputs(fun xs _ -> slopeOfExp xs[0])) Reals

/// The exponential of square matrices.
let expm x = Apply.run1 (expRow ()) (square "matrix_exp" x)

/// The determinant: the product of pivots, of any of which the derivative asks for the others alone.
let det x =
    let struct (pivots, sign) = Factorizations.pivots "det" x
    mul sign (Reductions.prod [| -1 |] false pivots)

/// The sign of the determinant, and the logarithm of its magnitude.
let slogdet x =
    let struct (pivots, sign) = Factorizations.pivots "slogdet" x
    let size = Reductions.sum [| -1 |] false (map Unary.Log (map Unary.Abs pivots))
    struct (mul sign (Reductions.prod [| -1 |] false (map Unary.Sign pivots)), size)

/// The logarithm of the determinant: nan where that is negative.
let logdet x =
    let struct (sign, size) = slogdet x
    add size (map Unary.Log sign)

/// X that makes |A X - B| least, where the columns of A are independent; where its rows are, the X of least length with
/// A X = B.
let lstsq a b =
    let xs = common "lstsq" [| a; b |]
    let a, b = matrices "lstsq" xs[0], xs[1]
    let isVector = b.Rank = 1 || b.Shape = Moves.shape [| yield! batch a; yield rows a |]

    if not isVector && (b.Rank < 2 || rows b <> rows a) || isVector && b.Shape.Lengths[b.Rank - 1] <> rows a then
        raise (Errors.LstsqShapes(a.Shape, b.Shape))

    let b = if isVector then asColumn b else b

    let x =
        if rows a >= columns a then
            let struct (q, r) = Factorizations.qr false a
            triangular upper false r (Products.matmul (Apply.swap q) b)
        else
            let struct (q, r) = Factorizations.qr false (Apply.swap a)
            Products.matmul q (triangular upper true r b)

    if isVector then Moves.squeeze [ -1 ] x else x
