/// Products of matrices and vectors.
module internal Functional.Products

open Functional.Kernels

let private reshaped (lengths: int seq) x = Reductions.reshaped (Shape.From lengths) x

let private operands name (x: Tensor) (y: Tensor) : struct (Tensor * Tensor) =
    let isReady (x: Tensor) = not (isNull (box x)) && x.DType.IsFloat() && x.Rank > 0

    if isReady x && isReady y && Promote.sameType x.DType y.DType then
        struct (x, y)
    else

        let xs = Promote.common name [| x; y |] |> Array.map (Promote.numeric name)

        for x in xs do
            if x.Rank = 0 then
                raise (Errors.ScalarProduct name)

        struct (xs[0], xs[1])

let private dotOf x y = Apply.run Primitives.dot [| x; y |]

/// The matrix product. A vector on the left is a row, on the right a column, and its axis of length 1 goes away again;
/// leading axes broadcast.
let matmul x y =
    match operands "matmul" x y with
    | struct (x, y) when x.Rank > 1 && y.Rank > 1 -> Apply.run2 Primitives.matmul x y
    | struct (x, y) when x.Rank = 1 && y.Rank = 1 -> dotOf x y
    | struct (x, y) ->
        let left = if x.Rank = 1 then reshaped [ 1; x.Size ] x else x
        let right = if y.Rank = 1 then reshaped [ y.Size; 1 ] y else y
        let product = Apply.run2 Primitives.matmul left right

        let without fromEnd =
            let lengths = product.Shape.Lengths.ToArray()
            reshaped (Array.removeAt (lengths.Length - fromEnd) lengths) product

        if x.Rank = 1 then without 2
        elif y.Rank = 1 then without 1
        else product

let private vectors name x y =
    let struct (x, y) = operands name x y

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

/// The Kronecker product: result[i * m + k, …] = x[i, …] y[k, …], m being y's length, and so along every axis. The one
/// of fewer axes gets axes of length 1 on the left.
let kron x y =
    let xs = Promote.common "kron" [| x; y |]
    let rank = max xs[0].Rank xs[1].Rank
    let lengths (x: Tensor) = Array.append (Array.create (rank - x.Rank) 1) (Moves.lengthsOf x)
    let left, right = lengths xs[0], lengths xs[1]
    let spread = Array.collect (fun length -> [| length; 1 |]) left
    let among = Array.collect (fun length -> [| 1; length |]) right

    Arithmetic.multiply (reshaped spread xs[0]) (reshaped among xs[1]) |> reshaped (Array.map2 (*) left right)

/// The cross product of the vectors of three components along an axis; the other axes broadcast.
let cross axis x y =
    let xs = Promote.common "cross" [| x; y |] |> Array.map (Promote.numeric "cross")
    let shape = Broadcasting.Shape("cross", xs[0].Shape, xs[1].Shape)
    // From the end, the axis has one number in both.
    let axis = shape.Axis("cross", axis) - shape.Rank

    for x in xs do
        if x.Rank < -axis || x.Shape.Lengths[x.Rank + axis] <> 3 then
            raise (Errors.CrossLength(xs[0].Shape, xs[1].Shape, axis))

    let next = Joins.roll [ -1 ] [ axis ]
    let last = Joins.roll [ 1 ] [ axis ]
    let x, y = xs[0], xs[1]
    Arithmetic.subtract (Arithmetic.multiply (next x) (last y)) (Arithmetic.multiply (last x) (next y))
