/// Elements put at the places of an index: set, filled, and combined with those that are there. Which of them a place
/// gets is found by sorting the index, so that it is the same on every backend and no number is ever read.
module internal Functional.Scatter

open System
open Functional.Kernels
open Functional.Terms

let private scattered axis into index source = Apply.run (Primitives.scatterAdd axis) [| into; index; source |]
let private gathered axis x index = Apply.run (Primitives.gather axis) [| x; index |]

/// The same number everywhere, beside a tensor.
let filled (beside: Tensor) dtype (value: Number) (shape: Shape) =
    Creation.fullOn (Creation.backendOf beside) dtype value shape

let private zero = Number.op_Implicit 0
let private one = Number.op_Implicit 1

// Arguments

/// A source in the dtype of the tensor that it is put into: host numbers take it, tensors have it.
let sourceFor operation (x: Tensor) (source: Tensor) =
    match source with
    | :? HostNumber -> Promote.toward x.DType x source
    | source ->
        let source = Promote.tensor operation source

        if source.DType <> x.DType then
            raise (Errors.MixedDTypes(operation, x.DType, source.DType))

        source

/// An index that is no longer than a tensor along the other axes, and its axis counted from the start.
let private placesIn operation axis index (x: Tensor) =
    let axis = x.Shape.Axis(operation, axis)
    let index = Indexing.indices operation index
    Gather.Check(operation, axis, x.Shape, index.Space)
    struct (axis, index)

/// What of a source lies under an index.
let private covered operation axis (index: Tensor) (source: Tensor) =
    if source.Shape = index.Shape then
        source
    elif source.Rank <> index.Rank || Seq.exists2 (>) index.Shape source.Shape then
        raise (Errors.IndexShape(operation, axis, source.Shape, index.Shape))
    else
        Moves.getItem [ for length in index.Shape -> At.Range(stop = length) ] source

// Which entry of an index a place gets

/// How many entries of an index name each place of a shape.
let counts axis (shape: Shape) (index: Tensor) =
    scattered axis (filled index DType.Int64 zero shape) index (filled index DType.Int64 one index.Shape)

let private isNamed (counts: Tensor) = compareTo Binary.Greater counts 0.0

/// 0, 1, … along an axis, the same on all others.
let private along axis (like: Tensor) =
    let line = Array.create like.Rank 1
    line[axis] <- like.Shape.Lengths[axis]
    Moves.positions like line[axis] |> Moves.reshape line |> Moves.broadcastTo like.Shape

/// For each place of a shape, 1 + the number of the last entry of a sorted index that names it, or 0 if none does.
let private lastOf axis (shape: Shape) (places: Tensor) (numbers: Tensor) =
    let length = places.Shape.Lengths[axis]
    let none = filled places DType.Int64 zero shape

    if places.Size = 0 then
        none
    else
        let next =
            compare Binary.NotEqual (Moves.narrow axis 0 (length - 1) places) (Moves.narrow axis 1 (length - 1) places)

        let ends = filled places DType.Bool (Number.op_Implicit true) (Reductions.keptShape [| axis |] places.Shape)
        let isLast = Joins.cat axis [ next; ends ] |> Apply.toDType DType.Int64
        scattered axis none places (mul isLast (plus 1.0 numbers))

/// For each place of a shape, 1 + the number of the last entry of an index that names it, or 0 if none does.
let lastEntries axis shape (index: Tensor) =
    let order = Indexing.argsort axis false index
    lastOf axis shape (gathered axis index order) order

/// The entries of a source at numbers that count from 1; zeros at 0, and beyond the source along the other axes.
let private entriesAt axis (numbers: Tensor) (source: Tensor) =
    let pairs =
        [ for i in source.Rank - 1 .. -1 .. 0 do
              if i = axis then
                  yield! [ 1; 0 ]
              else
                  yield! [ 0; numbers.Shape.Lengths[i] - source.Shape.Lengths[i] ] ]

    gathered axis (Moves.pad pairs zero source) numbers

// Set

/// The last entry that names a place, where there is one.
let private set axis index source (x: Tensor) =
    let entries = lastEntries axis x.Shape index
    choose (isNamed entries) (entriesAt axis entries source) x

/// x with source[.., i, ..] at index[.., i, ..] along an axis; of entries for the same place the last counts. What of
/// the source lies beyond the index is left out.
let scatter axis index (source: Tensor) x =
    let x = Promote.tensor "scatter" x
    let struct (axis, index) = placesIn "scatter" axis index x
    set axis index (covered "scatter" axis index (sourceFor "scatter" x source)) x

/// x with a number at index[.., i, ..] along an axis.
let scatterFill axis index (value: Number) x =
    let x = Promote.tensor "scatter_fill" x
    let struct (axis, index) = placesIn "scatter_fill" axis index x
    choose (isNamed (counts axis x.Shape index)) (Moves.constant "scatter_fill" value x) x

/// As scatter, but the index broadcasts to the tensor along the other axes, and the source to the index.
let putAlong axis index (source: Tensor) x =
    let x = Promote.tensor "put_along_axis" x
    let axis = x.Shape.Axis("put_along_axis", axis)
    let index = Indexing.indices "put_along_axis" index

    if index.Rank <> x.Rank then
        raise (Errors.IndexShape("put_along_axis", axis, x.Shape, index.Shape))

    let lengths = x.Shape.Lengths.ToArray()
    lengths[axis] <- index.Shape.Lengths[axis]
    let index = Moves.expand lengths index
    set axis index (Moves.broadcastTo index.Shape (sourceFor "put_along_axis" x source)) x

// Combined

/// Products of the values that stand at equal places of a sorted index: each step doubles how far back a value sees.
/// Nothing is divided, so zeros need no rule.
let private runningProducts axis (places: Tensor) (values: Tensor) =
    let length = places.Shape.Lengths[axis]

    let rec from reach values =
        if reach >= length then
            values
        else
            let rest = length - reach
            let later = Moves.narrow axis reach rest
            let isSame = compare Binary.Equal (Moves.narrow axis 0 rest places) (later places)
            let before = choose isSame (Moves.narrow axis 0 rest values) (Apply.number values 1.0)
            from (2 * reach) (Joins.cat axis [ Moves.narrow axis 0 reach values; mul before (later values) ])

    from 1 values

let private product axis includeSelf index source (x: Tensor) =
    let order = Indexing.argsort axis false index
    let places = gathered axis index order
    let products = runningProducts axis places (gathered axis source order)
    let entries = lastOf axis x.Shape places (along axis places)
    let found = entriesAt axis entries products

    if includeSelf then
        mul x (choose (isNamed entries) found (Apply.number x 1.0))
    else
        choose (isNamed entries) found x

let private total axis includeSelf index source (x: Tensor) =
    let own = if includeSelf then x else choose (isNamed (counts axis x.Shape index)) (Apply.number x 0.0) x

    scattered axis own index source

let private mean axis includeSelf index source (x: Tensor) =
    let count = counts axis x.Shape index

    let count = if includeSelf then plus 1.0 count else Arithmetic.maximum count (Apply.number count 1.0)

    div (total axis includeSelf index source x) (Apply.toDType x.DType count)

/// The largest or the smallest elements: the index is sorted by the values first, so that the last entry has it.
let private extreme axis isLargest includeSelf index source (x: Tensor) =
    let byValue =
        match isLargest, x.DType.IsFloat() with
        | true, _ -> Indexing.argsort axis false source
        // nan is to come last for the smallest, too.
        | false, true -> Indexing.argsort axis false (neg source)
        | false, false -> Indexing.argsort axis true source

    let order = Indexing.argsort axis false (gathered axis index byValue) |> gathered axis byValue
    let entries = lastOf axis x.Shape (gathered axis index order) order
    let found = entriesAt axis entries source

    let winner =
        match includeSelf, isLargest with
        | false, _ -> found
        | true, true -> Arithmetic.maximum x found
        | true, false -> Arithmetic.minimum x found

    choose (isNamed entries) winner x

/// Extremes as a row: all elements that tie for a place share its derivative equally.
let private extremeRow axis isLargest includeSelf =
    let shares (xs: Tensor[]) y i =
        let x, index, source = xs[0], xs[1], xs[2]
        let wins values y = compare Binary.Or (compare Binary.Equal values y) (map Unary.IsNan values)

        let own = if includeSelf then wins x y else compareTo Binary.Equal (counts axis x.Shape index) 0.0

        let others = wins source (gathered axis y index) |> Apply.toDType x.DType
        let own = Apply.toDType x.DType own
        let count = scattered axis own index others

        match i with
        | 0 -> Scale(div own count)
        | 1 -> Zero
        | _ -> Compose(Scale(div others (gathered axis count index)), source.Space, Put(axis, index))

    { Name = "scatter_reduce"
      Evaluate = Composite(fun xs -> extreme axis isLargest includeSelf xs[1] xs[2] xs[0])
      Rule = AtBoth shares
      Domains = [ Distinct; Discrete; Distinct ] }

/// x with source[.., i, ..] combined with what is at index[.., i, ..] along an axis, or in the place of it where x
/// itself does not count. What no entry names stays.
let scatterReduce axis (combine: Combine) includeSelf index (source: Tensor) x =
    let operation = "scatter_reduce"
    let x = Promote.tensor operation x
    let struct (axis, index) = placesIn operation axis index x
    let source = covered operation axis index (sourceFor operation x source)

    match combine with
    | Combine.Sum -> total axis includeSelf index source (Promote.numeric operation x)
    | Combine.Prod -> product axis includeSelf index source (Promote.numeric operation x)
    | Combine.Mean -> mean axis includeSelf index source (Promote.floating operation x)
    | Combine.Max -> Apply.run (extremeRow axis true includeSelf) [| x; index; source |]
    | Combine.Min -> Apply.run (extremeRow axis false includeSelf) [| x; index; source |]
    | unknown -> raise (Errors.UnknownCombine(operation, int unknown))

// Parts along an axis

/// A 1-d index that stands along an axis.
let line operation axis index (x: Tensor) =
    let axis = x.Shape.Axis(operation, axis)
    let index = Indexing.indices operation index

    if index.Rank > 1 then
        raise (Errors.IndexRank(operation, index.Shape))

    struct (axis, Moves.flat index)

/// A 1-d tensor stretched along an axis of a shape.
let private stretched axis (shape: Shape) (x: Tensor) =
    let line = Array.create shape.Rank 1
    line[axis] <- x.Size
    x |> Moves.reshape line |> Moves.broadcastTo shape

/// A source with a part for each entry of a 1-d index.
let private parts operation axis (index: Tensor) (source: Tensor) (x: Tensor) =
    let lengths = x.Shape.Lengths.ToArray()
    lengths[axis] <- index.Size
    let source = sourceFor operation x source

    if source.Shape <> Shape.From lengths then
        raise (Errors.SourceParts(operation, axis, Shape.From lengths, source.Shape))

    source

/// x with the parts of a source added at the positions that a 1-d index lists along an axis; repeated ones add up.
let indexAdd axis index (source: Tensor) x =
    let x = Promote.tensor "index_add" x
    let struct (axis, index) = line "index_add" axis index x
    let source = parts "index_add" axis index source x
    scattered axis x (stretched axis source.Shape index) source

/// x with the parts of a source at the positions that a 1-d index lists along an axis; of parts for the same position
/// the last counts.
let indexCopy axis index (source: Tensor) x =
    let x = Promote.tensor "index_copy" x
    let struct (axis, index) = line "index_copy" axis index x
    let source = parts "index_copy" axis index source x
    let entries = lastEntries 0 (Shape.From [ x.Shape.Lengths[axis] ]) index |> stretched axis x.Shape
    choose (isNamed entries) (entriesAt axis entries source) x

/// x with a number at the positions that a 1-d index lists along an axis.
let indexFill axis index (value: Number) x =
    let x = Promote.tensor "index_fill" x
    let struct (axis, index) = line "index_fill" axis index x
    let named = counts 0 (Shape.From [ x.Shape.Lengths[axis] ]) index |> isNamed |> stretched axis x.Shape
    choose named (Moves.constant "index_fill" value x) x
