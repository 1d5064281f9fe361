/// Cotangents of slices of one tensor, put together once: a loop over the parts of a tensor then costs what the tensor costs,
/// and not what all its parts, each among zeros, would.
module internal Functional.Pieces

open System.Collections.Generic
open Functional.Kernels

/// A cotangent of consecutive elements along one axis of a tensor, and of everything along the others.
[<Struct; NoEquality; NoComparison>]
type Piece = { Axis: int; Embed: Embed; Cotangent: Tensor }

/// What an embedding does, if it puts consecutive elements along one axis; none if it says more than that.
let ofEmbed (embed: Embed) (cotangent: Tensor) : Piece voption =
    let inner, outer = cotangent.Shape, embed.To
    let mutable axis = -1
    let mutable isPlain = true

    for i in 0 .. outer.Rank - 1 do
        if inner.Lengths[i] <> outer.Lengths[i] then
            isPlain <- isPlain && axis < 0
            axis <- i

        isPlain <- isPlain && embed.Steps[i] = 1

    if isPlain && axis >= 0 then
        ValueSome { Axis = axis; Embed = embed; Cotangent = cotangent }
    else
        ValueNone

let private start piece = piece.Embed.Starts[piece.Axis]
let private length piece = piece.Cotangent.Shape.Lengths[piece.Axis]

/// Pieces that do not overlap, in order, with zeros between them: the whole tensor.
let private layer (shape: Shape) axis (pieces: List<Piece>) : Tensor =
    let like = pieces[0].Cotangent
    let parts = List<Tensor>()

    let zeros count =
        if count > 0 then
            let lengths = shape.Lengths.ToArray()
            lengths[axis] <- count

            Creation.fullOn (Creation.backendOf like) like.DType (Number.op_Implicit 0.0) (Shape.From lengths)
            |> parts.Add

    let mutable stop = 0

    for piece in pieces do
        zeros (start piece - stop)
        parts.Add piece.Cotangent
        stop <- start piece + length piece

    zeros (shape.Lengths[axis] - stop)
    if parts.Count = 1 then parts[0] else Joins.cat axis parts

/// The sum of some pieces as a tensor of the whole shape: as few sums of whole tensors as the overlaps ask for.
let private layered (shape: Shape) (pieces: List<Piece>) : Tensor =
    let layers = List<struct (int * List<Piece>)>()

    for piece in Seq.sortBy start pieces do
        let fits (struct (axis, layer: List<Piece>)) =
            let last = layer[layer.Count - 1]
            axis = piece.Axis && start last + length last <= start piece

        match layers.FindIndex(System.Predicate fits) with
        | -1 -> layers.Add(struct (piece.Axis, List [ piece ]))
        | place ->
            let struct (_, layer) = layers[place]
            layer.Add piece

    layers
    |> Seq.map (fun (struct (axis, pieces)) -> layer shape axis pieces)
    |> Seq.reduce (Apply.run2 Primitives.add)

/// The sum of all pieces as a tensor of the whole shape.
let assemble (shape: Shape) (pieces: List<Piece>) : Tensor =
    if pieces.Count = 1 then Apply.moved pieces[0].Embed pieces[0].Cotangent else layered shape pieces
