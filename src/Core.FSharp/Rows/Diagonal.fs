/// Diagonals and triangles of the matrices in two axes.
module internal Functional.Diagonals

open Functional.Kernels

/// Where a diagonal begins in a flattened matrix of some columns; its elements are columns + 1 apart.
let private diagonalStart offset columns = if offset >= 0 then offset else -offset * columns

/// The elements (i, i + offset) of two axes, which go away, along a new last axis.
let diagonal offset axis1 axis2 x =
    let x = Promote.tensor "diagonal" x
    let planes = Moves.movedim (Moves.axesInOrder "diagonal" [| axis1; axis2 |] x) [ -2; -1 ] x
    let rows, columns = planes.Shape.Lengths[x.Rank - 2], planes.Shape.Lengths[x.Rank - 1]
    let length = max 0 (if offset >= 0 then min rows (columns - offset) else min (rows + offset) columns)
    let start, step = diagonalStart offset columns, columns + 1
    Moves.flatten -2 -1 planes |> Moves.slice -1 start (start + max 0 ((length - 1) * step + 1)) step

/// Zeros with the elements of the last axis at (i, i + offset) of two new axes of the result.
let diagEmbed offset axis1 axis2 x =
    let x = Promote.tensor "diag_embed" x

    if x.Rank = 0 then
        raise (Errors.TooFewAxes("diag_embed", 1, x.Shape))

    let last = x.Rank - 1
    let side = x.Shape.Lengths[last] + abs offset
    let starts, steps, lengths = Array.zeroCreate x.Rank, Array.create x.Rank 1, Moves.lengthsOf x
    starts[last] <- diagonalStart offset side
    steps[last] <- side + 1
    lengths[last] <- side * side

    let planes = Moves.move (Embed(starts, steps, Moves.shape lengths)) x |> Moves.unflatten -1 [ side; side ]
    Moves.movedim [ -2; -1 ] (Moves.axesInOrder "diag_embed" [| axis1; axis2 |] planes) planes

/// x where column - row compares so with the diagonal, else 0.
let private triangle operation (keep: Binary) (diagonal: int) x =
    let x = Promote.tensor operation x

    if x.Rank < 2 then
        raise (Errors.TooFewAxes(operation, 2, x.Shape))

    let rows = Moves.positions x x.Shape.Lengths[x.Rank - 2] |> Moves.unsqueeze 1
    let columns = Moves.positions x x.Shape.Lengths[x.Rank - 1]
    let shifted = Apply.run Primitives.add [| rows; Moves.constant operation (Number.op_Implicit diagonal) rows |]
    let kept = Apply.run (Compare.row keep) [| columns; shifted |]
    Apply.run Primitives.where [| kept; x; Moves.constant operation (Number.op_Implicit 0) x |]

/// The elements of the last two axes on and below a diagonal, zeros above it.
let tril diagonal x = triangle "tril" Binary.LessEqual diagonal x

/// The elements of the last two axes on and above a diagonal, zeros below it.
let triu diagonal x = triangle "triu" Binary.GreaterEqual diagonal x
