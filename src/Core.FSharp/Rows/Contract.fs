/// Products of matrices and vectors.
module internal Functional.Products

open Functional.Kernels

let private reshaped (lengths: int seq) x = Reductions.reshaped (Shape.From lengths) x

let private operands name x y =
    let xs = Promote.common name [| x; y |] |> Array.map (Promote.numeric name)

    for x in xs do
        if x.Rank = 0 then
            raise (Errors.ScalarProduct name)

    xs[0], xs[1]

let private dotOf x y = Apply.run Primitives.dot [| x; y |]

/// The matrix product. A vector on the left is a row, on the right a column, and its axis of length 1 goes away again;
/// leading axes broadcast.
let matmul x y =
    match operands "matmul" x y with
    | x, y when x.Rank = 1 && y.Rank = 1 -> dotOf x y
    | x, y ->
        let left = if x.Rank = 1 then reshaped [ 1; x.Size ] x else x
        let right = if y.Rank = 1 then reshaped [ y.Size; 1 ] y else y
        let product = Apply.run Primitives.matmul [| left; right |]
        let lengths = product.Shape.Lengths.ToArray()

        if x.Rank = 1 then reshaped (Array.removeAt (lengths.Length - 2) lengths) product
        elif y.Rank = 1 then reshaped (Array.removeAt (lengths.Length - 1) lengths) product
        else product

let private vectors name x y =
    let x, y = operands name x y

    for v in [ x; y ] do
        if v.Rank <> 1 then
            raise (Errors.NotVector(name, v.Shape))

    x, y

/// The inner product of two vectors.
let dot x y = vectors "dot" x y ||> dotOf

/// Every product of an element of one vector with an element of another.
let outer x y =
    let x, y = vectors "outer" x y
    Apply.run Primitives.mul [| reshaped [ x.Size; 1 ] x; y |]

/// x Wᵀ + b, the last axis of x being the inputs; null is no bias.
let linear (x: Tensor) (weight: Tensor) (bias: Tensor | null) =
    let product =
        match Promote.tensor "linear" weight with
        | w when w.Rank = 2 -> matmul x (Apply.swap w)
        | w -> raise (Errors.NotMatrix("linear", w.Shape))

    match bias with
    | null -> product
    | bias -> Arithmetic.add product bias
