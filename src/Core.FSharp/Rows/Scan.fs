/// Running products and extremes along an axis.
module internal Functional.Scans

open Functional.Kernels

/// Running folds of an axis by an associative function, in log2 n steps: each doubles how far back an element sees.
let private doubling fold axis (x: Tensor) =
    let length = x.Shape.Lengths[axis]

    let rec from reach x =
        if reach >= length then
            x
        else
            let rest = length - reach
            let seen = fold (Moves.narrow axis 0 rest x) (Moves.narrow axis reach rest x)
            from (2 * reach) (Joins.cat axis [ Moves.narrow axis 0 reach x; seen ])

    from 1 x

/// Running products along an axis; bools and integers multiply in int64. Nothing is divided, so zeros need no rule. The
/// products of stretches are made on the way: after a 0 one that overflows makes nan, where a walk would stay at 0.
let cumprod axis x = Promote.summed "cumprod" x |> Reductions.along "cumprod" axis (doubling Terms.mul)

/// The index, at each place, of the element that comes last in an order among those up to the place.
let private holders orderOf axis x =
    let order = orderOf axis x
    // No two ranks are equal, and the later of equal elements has the greater one.
    let ranks = Indexing.argsort axis false order
    Apply.run (Primitives.gather axis) [| order; doubling Arithmetic.maximum axis ranks |]

let private extreme name orderOf axis x =
    let x = Promote.tensor name x
    let index = Reductions.along name axis (holders orderOf) x

    let take axis (x: Tensor) = Apply.run (Primitives.gather axis) [| x; Reductions.reshaped x.Shape index |]

    struct (Reductions.along name axis take x, index)

/// Running maxima along an axis and their indices; the latest of a tie takes the derivative, and nan stays.
let cummax axis x = extreme "cummax" (fun axis -> Indexing.argsort axis false) axis x

/// Running minima along an axis and their indices; the latest of a tie takes the derivative, and nan stays.
let cummin axis x =
    let orderOf axis (x: Tensor) =
        // A nan comes last in ascending order only; integers have none, and may not have the negative number.
        if x.DType.IsFloat() then
            Indexing.argsort axis false (Terms.neg x)
        else
            Indexing.argsort axis true x

    extreme "cummin" orderOf axis x
