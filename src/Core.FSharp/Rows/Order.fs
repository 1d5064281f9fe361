/// Elements by their order along an axis: the largest, the smallest, and the one in the middle.
module internal Functional.Ordering

open Functional.Kernels
open Functional.Terms

/// The k largest elements along an axis, or the smallest, in order, and their indices; the first of a tie comes first, and
/// nan counts as the largest number.
let topk k axis largest x =
    let x = Promote.tensor "topk" x
    let axis = x.Shape.Axis("topk", axis)

    if k < 0 || k > x.Shape.Lengths[axis] then
        raise (Errors.TopCount(k, axis, x.Shape))

    let order = Indexing.argsort axis largest x |> Moves.narrow axis 0 k
    struct (Apply.run (Primitives.gather axis) [| x; order |], order)

/// The index of the lower middle element along an axis, which stays with length 1; the first nan's, if there is one.
let private middle axis (x: Tensor) =
    let length = x.Shape.Lengths[axis]

    if length = 0 then
        raise (Errors.EmptyReduction("median", x.Shape))

    let order = Indexing.argsort axis false x
    let place = (length - 1) / 2

    if not (x.DType.IsFloat()) then
        Moves.narrow axis place 1 order
    else
        // In order, nans come last.
        let nans = Reductions.sum [| axis |] true (map Unary.IsNan x)
        let number value = Apply.number nans (float value)
        let place = choose (compareTo Binary.Greater nans 0.0) (sub (number length) nans) (number place)
        Apply.run (Primitives.gather axis) [| order; place |]

/// The lower middle elements along an axis and their indices, which alone take the derivative; nan where there is one.
let median axis keepAxes x =
    let x = Promote.numeric "median" x
    Reductions.taken "median" axis keepAxes (Reductions.along "median" axis middle x) x

let private medianRow =
    { Name = "median"
      Evaluate =
        Composite(fun xs ->
            Apply.run (Primitives.gather 0) [| xs[0]; middle 0 xs[0] |] |> Reductions.reshaped Shape.Scalar)
      Rule = AtBoth(Reductions.sharedByTies [| 0 |] false)
      Domains = [ Distinct ] }

/// The lower middle of all elements; those that tie for it share the derivative equally. nan if there is one.
let medianOfAll x = Apply.run medianRow [| Promote.numeric "median" x |> Moves.flat |]
