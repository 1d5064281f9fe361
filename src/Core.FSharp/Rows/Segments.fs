/// Parts gathered by number: folds of segments, counts, histograms, and places among sorted numbers.
module internal Functional.Segments

open System
open Functional.Kernels
open Functional.Terms

// Segments

/// Where the segments of x go: a start value for each of them, and the index of the parts of x.
let private into operation count segments (start: Number) (x: Tensor) =
    if x.Rank = 0 then
        raise (Errors.TooFewAxes(operation, 1, x.Shape))

    if count < 0 then
        raise (Errors.SegmentCount(operation, count))

    let struct (_, segments) = Scatter.line operation 0 segments x

    if segments.Size <> x.Shape.Lengths[0] then
        raise (Errors.SegmentLength(operation, segments.Shape, x.Shape))

    struct (segments, Scatter.filled x x.DType start (Shape.From [| count; yield! Seq.tail x.Shape |]))

/// One index for whole parts along the first axis.
let private everywhere (x: Tensor) (segments: Tensor) =
    let column = Array.create x.Rank 1
    column[0] <- segments.Size
    segments |> Moves.reshape column |> Moves.broadcastTo x.Shape

/// The sums of the parts along the first axis that have the same segment number; 0 of none.
let sum count segments x =
    let x = Promote.numeric "segment_sum" x
    let struct (segments, start) = into "segment_sum" count segments (Number.op_Implicit 0) x
    Scatter.indexAdd 0 segments x start

/// The means of the parts along the first axis that have the same segment number; 0 of none.
let mean count segments x =
    let x = Promote.floating "segment_mean" x
    let struct (segments, start) = into "segment_mean" count segments (Number.op_Implicit 0) x
    Scatter.scatterReduce 0 Combine.Mean false (everywhere x segments) x start

/// The products of the parts along the first axis that have the same segment number; 1 of none.
let prod count segments x =
    let x = Promote.numeric "segment_prod" x
    let struct (segments, start) = into "segment_prod" count segments (Number.op_Implicit 1) x
    Scatter.scatterReduce 0 Combine.Prod false (everywhere x segments) x start

/// The least number of a dtype, and the greatest.
let private limits dtype : struct (Number * Number) =
    let integers (least: int64) (greatest: int64) = struct (Number.op_Implicit least, Number.op_Implicit greatest)

    match dtype with
    | DType.Bool -> struct (Number.op_Implicit false, Number.op_Implicit true)
    | DType.UInt8 -> integers 0L 255L
    | DType.Int32 -> integers (int64 Int32.MinValue) (int64 Int32.MaxValue)
    | DType.Int64 -> integers Int64.MinValue Int64.MaxValue
    | _ -> struct (Number.op_Implicit -infinity, Number.op_Implicit infinity)

/// The largest of the parts along the first axis that have the same segment number; the least number of the dtype of
/// none.
let max count segments x =
    let x = Promote.tensor "segment_max" x
    let struct (least, _) = limits x.DType
    let struct (segments, start) = into "segment_max" count segments least x
    Scatter.scatterReduce 0 Combine.Max false (everywhere x segments) x start

/// The smallest of the parts along the first axis that have the same segment number; the greatest number of the dtype
/// of none.
let min count segments x =
    let x = Promote.tensor "segment_min" x
    let struct (_, greatest) = limits x.DType
    let struct (segments, start) = into "segment_min" count segments greatest x
    Scatter.scatterReduce 0 Combine.Min false (everywhere x segments) x start

// Counts

let private bins operation count =
    if count < 1 then
        raise (Errors.BinCount(operation, count))

    Shape.From [ count ]

/// How often each of 0, 1, …, count - 1 occurs, as int64.
let bincount count x =
    let shape = bins "bincount" count
    Scatter.counts 0 shape (Moves.flat (Indexing.indices "bincount" x))

/// The sum of the weights of each of 0, 1, …, count - 1.
let bincountOfWeights count (weights: Tensor) x =
    let shape = bins "bincount" count
    let x = Indexing.indices "bincount" x
    let weights = Promote.numeric "bincount" weights

    if weights.Shape <> x.Shape then
        raise (Errors.ShapesDiffer("bincount", x.Shape, weights.Shape))

    let zeros = Scatter.filled weights weights.DType (Number.op_Implicit 0) shape
    Scatter.indexAdd 0 (Moves.flat x) (Moves.flat weights) zeros

/// How many elements lie in each of some bins of equal width between two numbers, in the dtype of x; the last bin has
/// its upper end, too, and what is outside (nan is) counts nowhere.
let histogram count (low: float) (high: float) x =
    let shape = bins "histc" count

    if not (low < high && Double.IsFinite low && Double.IsFinite high) then
        raise (Errors.BinRange("histc", low, high))

    let x = Moves.flat (Promote.floating "histc" x)
    let isInside = compare Binary.And (compareTo Binary.GreaterEqual x low) (compareTo Binary.LessEqual x high)
    let place = plus -low x |> times (float count / (high - low)) |> map Unary.Floor
    let last = Arithmetic.minimum place (Apply.number place (float (count - 1)))
    // One more bin, for what is outside.
    let index = choose isInside last (Apply.number x (float count)) |> Apply.toDType DType.Int64
    let counted = Scatter.counts 0 (Shape.From [ count + 1 ]) index
    Moves.narrow 0 0 shape[0] counted |> Apply.toDType x.DType

// Places among sorted numbers

/// Where values would be inserted along the last axis of sorted numbers to keep them sorted: before those that are
/// equal, or after them (right). The other axes agree; one line of numbers is for values of any shape. int64.
let rec searchsorted operation isRight (sorted: Tensor) (values: Tensor) =
    let both = Promote.common operation [| sorted; values |]
    let sorted, values = both[0], both[1]

    if sorted.Rank = 1 && values.Rank <> 1 then
        searchsorted operation isRight sorted (Moves.flat values) |> Moves.reshape values.Shape
    elif
        sorted.Rank <> values.Rank
        || sorted.Rank = 0
        || Seq.exists2 (<>) (Seq.truncate (sorted.Rank - 1) sorted.Shape) (Seq.truncate (sorted.Rank - 1) values.Shape)
    then
        raise (Errors.SortedShape(operation, sorted.Shape, values.Shape))
    else
        let axis = sorted.Rank - 1
        let n, m = sorted.Shape.Lengths[axis], values.Shape.Lengths[axis]
        // Sorting is stable: of equal numbers those come first that stand first here.
        let order =
            Joins.cat axis (if isRight then [ sorted; values ] else [ values; sorted ]) |> Indexing.argsort axis false

        let isSorted =
            if isRight then
                compareTo Binary.Less order (float n)
            else
                compareTo Binary.GreaterEqual order (float m)

        let before = Reductions.cumsum axis isSorted
        let places = Apply.run (Primitives.gather axis) [| before; Indexing.argsort axis false order |]
        Moves.narrow axis (if isRight then n else 0) m places

/// As searchsorted in one line of boundaries.
let bucketize isRight (boundaries: Tensor) values =
    if boundaries.Rank <> 1 then
        raise (Errors.SortedShape("bucketize", boundaries.Shape, Shape.Scalar))

    searchsorted "bucketize" isRight boundaries values
