/// Elements taken and replaced as between brackets: by tuples of index tensors, by masks, and by positions and ranges.
module internal Functional.Updates

open System
open Functional.Kernels
open Functional.Terms

// Tuples of index tensors

/// The positions that index tensors name together along the first axes of x, as if those were one axis. Every index is
/// looked up in a list of the positions of its axis, which checks its bounds; it may count from the end.
let private joint operation (indices: seq<Tensor>) (x: Tensor) =
    let indices = indices |> Seq.map (Indexing.indices operation) |> Seq.toArray

    if indices.Length = 0 || indices.Length > x.Rank then
        raise (Errors.IndexCount(operation, indices.Length, x.Shape))

    let lengths = x.Shape.Lengths.ToArray()

    indices
    |> Array.map _.Shape
    |> Array.reduce (fun shape other -> Broadcasting.Shape(operation, shape, other))
    |> ignore

    indices
    |> Array.mapi (fun axis index ->
        let step = lengths[axis + 1 .. indices.Length - 1] |> Array.fold (*) 1
        let positions = Moves.positions index lengths[axis] |> times (float step)
        Indexing.partsAt operation (Indexing.wrapped lengths[axis] index) positions)
    |> Array.reduce add

/// A tensor with its first axes as one.
let private joined count (x: Tensor) =
    let lengths = x.Shape.Lengths.ToArray()
    Moves.reshape [| Array.fold (*) 1 lengths[.. count - 1]; yield! lengths[count..] |] x

/// x[i, j, ..]: the parts at the places that index tensors, which broadcast, name along the first axes.
let indexGet (indices: seq<Tensor>) x =
    let x = Promote.tensor "index_get" x
    let indices = Seq.toArray indices
    Indexing.partsAt "index_get" (joint "index_get" indices x) (joined indices.Length x)

/// An update of x, whose first axes are one, by parts of a value at the places that index tensors name.
let private put operation update (indices: seq<Tensor>) (value: Tensor) x =
    let x = Promote.tensor operation x
    let indices = Seq.toArray indices
    let places = joint operation indices x
    let rest = Seq.skip indices.Length x.Shape |> Seq.toArray

    let parts =
        Scatter.sourceFor operation x value
        |> Moves.broadcastTo (Shape.From [| yield! places.Shape; yield! rest |])
        |> Moves.reshape [| places.Size; yield! rest |]

    joined indices.Length x |> update (Moves.flat places) parts |> Moves.reshape x.Shape

/// x with x[i, j, ..] = value, which broadcasts; of parts for the same place the last counts.
let indexPut indices value x = put "index_put" (Scatter.indexCopy 0) indices value x

/// x with a value, which broadcasts, added at x[i, j, ..]; parts for the same place add up.
let indexPutAdd indices value x = put "index_put_add" (Scatter.indexAdd 0) indices value x

/// The parts that the lines of an index along its last axis name, each with a position for every one of the first axes.
let gatherNd index x =
    let x = Promote.tensor "gather_nd" x
    let index = Indexing.indices "gather_nd" index

    if index.Rank = 0 then
        raise (Errors.TooFewAxes("gather_nd", 1, index.Shape))

    let indices = Moves.unbind -1 index
    Indexing.partsAt "gather_nd" (joint "gather_nd" indices x) (joined indices.Length x)

/// The elements at positions in the flattened tensor, in the shape of the index, which may count from the end.
let take index x =
    let x = Promote.tensor "take" x
    let index = Indexing.indices "take" index
    Indexing.partsAt "take" (Indexing.wrapped x.Size index) (Moves.flat x)

// Masks

/// x with the elements of a source, in their order, where a mask, which broadcasts to x, is true. The source has at
/// least as many as that.
let maskedScatter mask (source: Tensor) x =
    let x = Promote.tensor "masked_scatter" x
    let mask = Promote.tensor "masked_scatter" mask

    if mask.DType <> DType.Bool then
        raise (Errors.NotBool("masked_scatter", mask.DType))

    let mask = mask |> Moves.broadcastTo x.Shape |> Moves.flat
    // Elements count from 1 here: 0 is for the places where the mask is false.
    let numbers = mul (Reductions.cumsum 0 mask) (Apply.toDType DType.Int64 mask)

    let source =
        Scatter.sourceFor "masked_scatter" x source |> Moves.flat |> Moves.pad [ 1; 0 ] (Number.op_Implicit 0)

    choose mask (Indexing.partsAt "masked_scatter" numbers source) (Moves.flat x) |> Moves.reshape x.Shape

// Positions and ranges

/// x with a value, which broadcasts and takes x's dtype, at the part that an index describes.
let setItem (index: seq<At>) (value: Tensor) x =
    let x = Promote.tensor "setitem" x
    let struct (slice, lengths) = Moves.item index x
    let value = Promote.toward x.DType x (Promote.tensorBeside "setitem" x value)
    let back = slice.Adjoint x.Shape
    let isInside = Scatter.filled x DType.Bool (Number.op_Implicit true) slice.To |> Moves.move back
    let part = value |> Moves.broadcastTo (Shape.From lengths) |> Moves.reshape slice.To
    choose isInside (Moves.move back part) x

/// x with a function of the part that an index describes in its place.
let mapItem (index: seq<At>) (f: Tensor -> Tensor) x =
    let index = Seq.toArray index
    setItem index (f (Moves.getItem index x)) x
