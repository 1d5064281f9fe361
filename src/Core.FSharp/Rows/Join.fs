/// Tensors one after the other, and cut apart again.
module internal Functional.Joins

open System
open Functional.Kernels

/// The concatenation of some shapes: each argument's map puts it at its place among zeros.
let private catRow axis (xs: Tensor[]) =
    let spaces = xs |> Array.map (fun x -> x.Space)
    let operation = Concat axis
    let result = operation.Infer(ReadOnlySpan spaces).Shape
    let begins = spaces |> Array.scan (fun sum space -> sum + space.Shape.Lengths[axis]) 0
    let steps = Array.create result.Rank 1

    let embed i =
        let starts = Array.zeroCreate result.Rank
        starts[axis] <- begins[i]
        Move(Embed(starts, steps, result))

    { Name = "cat"
      Evaluate = Kernel operation
      Rule = Everywhere embed
      Domains = [ for _ in xs -> Reals ] }

/// The tensors one after the other along an axis on which alone they may differ. Tensors of shape [0] count for nothing
/// beside others.
let cat axis (xs: seq<Tensor>) =
    let xs = Seq.toArray xs

    if xs.Length = 0 then
        raise (Errors.NoTensors "cat")

    let xs = Promote.common "cat" xs
    let filled = xs |> Array.filter (fun x -> x.Rank <> 1 || x.Size > 0)
    let xs = if filled.Length = 0 then xs else filled
    let axis = xs[0].Shape.Axis("cat", axis)
    Apply.run (catRow axis xs) xs

/// Tensors of one shape along a new axis, at that place of the result.
let stack axis (xs: seq<Tensor>) =
    let xs = Seq.toArray xs

    if xs.Length = 0 then
        raise (Errors.NoTensors "stack")

    let xs = Promote.common "stack" xs

    for x in xs do
        if x.Shape <> xs[0].Shape then
            raise (Errors.ShapesDiffer("stack", xs[0].Shape, x.Shape))

    let axis = Moves.newAxis "stack" axis xs[0]
    let slabs = xs |> Array.map (Moves.unsqueeze axis)
    Apply.run (catRow axis slabs) slabs

/// Pieces of the given sizes along an axis.
let splitSizes (sizes: seq<int>) axis x =
    let x = Promote.tensor "split" x
    let axis = x.Shape.Axis("split", axis)
    let sizes = Seq.toArray sizes

    if Array.exists (fun size -> size < 0) sizes || Array.sumBy int64 sizes <> x.Shape.Lengths[axis] then
        raise (Errors.SplitSizes(sizes, axis, x.Shape))

    let starts = Array.scan (+) 0 sizes
    sizes |> Array.mapi (fun i size -> Moves.narrow axis starts[i] size x)

/// Pieces of one size along an axis; the last may be shorter.
let split size axis x =
    let x = Promote.tensor "split" x
    let axis = x.Shape.Axis("split", axis)

    if size < 1 then
        raise (Errors.PieceSize("split", size, axis, x.Shape))

    let length = x.Shape.Lengths[axis]
    // An axis without elements is one piece without elements.
    let starts = [| 0..size .. max 0 (length - 1) |]
    starts |> Array.map (fun start -> Moves.narrow axis start (min size (length - start)) x)

/// At most that many pieces of equal size along an axis; the last may be shorter.
let chunk count axis x =
    let x = Promote.tensor "chunk" x
    let axis = x.Shape.Axis("chunk", axis)

    if count < 1 then
        raise (Errors.PieceSize("chunk", count, axis, x.Shape))

    match x.Shape.Lengths[axis] with
    | 0 -> splitSizes (Array.zeroCreate count) axis x
    | length -> split ((length - 1) / count + 1) axis x

/// Copies side by side, counted axis by axis: each axis is expanded along a new one before it, and the two are joined.
let private copies operation (counts: int[]) (x: Tensor) =
    if counts.Length < x.Rank || Array.exists (fun count -> count < 0) counts then
        raise (Errors.Repeats(operation, counts, x.Shape))

    let lengths = Array.append (Array.create (counts.Length - x.Rank) 1) (x.Shape.Lengths.ToArray())

    x
    |> Moves.reshape (lengths |> Array.collect (fun length -> [| 1; length |]))
    |> Moves.expand (Array.map2 (fun count length -> [| count; length |]) counts lengths |> Array.concat)
    |> Moves.reshape (Array.map2 (*) counts lengths)

/// The tensor repeated along its axes; counts beyond its rank add axes on the left.
let repeat (counts: seq<int>) x = copies "repeat" (Seq.toArray counts) (Promote.tensor "repeat" x)

/// As repeat, but missing counts are 1.
let tile (counts: seq<int>) x =
    let x = Promote.tensor "tile" x
    let counts = Seq.toArray counts
    copies "tile" (Array.append (Array.create (max 0 (x.Rank - counts.Length)) 1) counts) x

/// The elements shifted along axes, those beyond the end to the start; without axes, along the flattened tensor.
let roll (shifts: seq<int>) (axes: seq<int>) x =
    let x = Promote.tensor "roll" x
    let shifts, axes = Seq.toArray shifts, Seq.toArray axes

    let along (x: Tensor) shift axis =
        let axis = x.Shape.Axis("roll", axis)
        let length = x.Shape.Lengths[axis]
        let shift = if length = 0 then 0 else ((shift % length) + length) % length

        if shift = 0 then
            x
        else
            cat axis [ Moves.narrow axis (length - shift) shift x; Moves.narrow axis 0 (length - shift) x ]

    if axes.Length = 0 && shifts.Length = 1 then
        along (Moves.flat x) shifts[0] 0 |> Moves.reshape x.Shape
    elif axes.Length <> shifts.Length then
        raise (Errors.ShiftPairs(shifts, axes))
    else
        Array.fold2 along x shifts axes

/// Coordinates of a grid: tensor k of the result varies along axis k, as the k-th of the 1-d tensors, and along no other.
let meshgrid (xs: seq<Tensor>) =
    let xs = xs |> Seq.map (Promote.tensor "meshgrid") |> Seq.toArray
    let lengths = xs |> Array.map (fun x -> x.Size)

    xs
    |> Array.mapi (fun k x ->
        let column = Array.init xs.Length (fun i -> if i = k then x.Size else 1)
        Moves.reshape column x |> Moves.expand lengths)
