/// Elements in other places: other shapes, other orders of axes, and strided parts. Views wherever strides can say it.
module internal Functional.Moves

open System
open Functional.Kernels

let shape (lengths: int[]) = Shape.Create(ReadOnlySpan lengths)
let lengthsOf (x: Tensor) = x.Shape.Lengths.ToArray()
let move (movement: Movement) x = Apply.run (Primitives.move movement) [| x |]

/// The numbers of axes that may count from the end, in the order given; each axis once.
let axesInOrder operation (axes: int[]) (x: Tensor) =
    let numbers = axes |> Array.map (fun axis -> x.Shape.Axis(operation, axis))

    if (Array.distinct numbers).Length < numbers.Length then
        raise (Errors.RepeatedAxis(operation, ReadOnlySpan axes, x.Shape))

    numbers

/// Lengths whose only -1, if any, is what the size leaves for it.
let private inferred operation (size: int) (lengths: int[]) =
    let known = lengths |> Array.fold (fun product n -> if n = -1 then product else product * int64 n) 1L

    match lengths |> Array.filter (fun n -> n = -1) |> Array.length with
    | 0 -> lengths
    | 1 when known > 0L && int64 size % known = 0L ->
        lengths |> Array.map (fun n -> if n = -1 then int (int64 size / known) else n)
    | _ -> raise (Errors.InferredLength(operation, size, lengths))

// Shapes

/// The same elements, in row-major order, under another shape; one length may be -1, and is inferred.
let reshape (lengths: seq<int>) x =
    let x = Promote.tensor "reshape" x
    move (Reshape(shape (inferred "reshape" x.Size (Seq.toArray lengths)))) x

/// Joins the axes from start to end into one; a number becomes a tensor of shape [1].
let flatten start stop x =
    let x = Promote.tensor "flatten" x

    if x.Rank = 0 then
        reshape [ 1 ] x
    else
        let first, last = x.Shape.Axis("flatten", start), x.Shape.Axis("flatten", stop)

        if first > last then
            raise (Errors.FlattenOrder(start, stop, x.Shape))

        let lengths = lengthsOf x
        reshape [| yield! lengths[.. first - 1]; Array.reduce (*) lengths[first..last]; yield! lengths[last + 1 ..] |] x

/// All elements along one axis.
let flat x = reshape [ -1 ] x

/// Cuts an axis into several; one of their lengths may be -1, and is inferred.
let unflatten axis (sizes: seq<int>) x =
    let x = Promote.tensor "unflatten" x
    let axis = x.Shape.Axis("unflatten", axis)
    let lengths = lengthsOf x
    let sizes = inferred "unflatten" lengths[axis] (Seq.toArray sizes)
    reshape [| yield! lengths[.. axis - 1]; yield! sizes; yield! lengths[axis + 1 ..] |] x

/// The non-negative number of an axis that a tensor does not have yet.
let newAxis operation axis (x: Tensor) =
    if axis < -(x.Rank + 1) || axis > x.Rank then
        raise (Errors.NewAxisOutOfRange(operation, axis, x.Shape))

    if axis < 0 then axis + x.Rank + 1 else axis

/// A new axis of length 1, at that place of the result.
let unsqueeze axis x =
    let x = Promote.tensor "unsqueeze" x
    reshape (Array.insertAt (newAxis "unsqueeze" axis x) 1 (lengthsOf x)) x

/// Without those of the given axes (none given: of all axes) whose length is 1.
let squeeze (axes: seq<int>) x =
    let x = Promote.tensor "squeeze" x
    let named = x.Shape.Axes("squeeze", ReadOnlySpan(Seq.toArray axes))
    let goes axis length = length = 1 && Array.contains axis named
    let left = lengthsOf x |> Array.indexed |> Array.filter (fun (axis, n) -> not (goes axis n))
    reshape (Array.map snd left) x

// Axes

/// Axis i of the result is axis axes[i] of the tensor.
let permute (axes: seq<int>) x =
    let x = Promote.tensor "permute" x
    move (Permute(axes |> Seq.map (fun axis -> x.Shape.Axis("permute", axis)) |> Seq.toArray)) x

/// Puts axes at other places; the others keep their order.
let movedim (source: seq<int>) (destination: seq<int>) x =
    let x = Promote.tensor "movedim" x
    let source, destination = Seq.toArray source, Seq.toArray destination

    if source.Length <> destination.Length then
        raise (Errors.AxisPairs("movedim", source, destination))

    let from, places = axesInOrder "movedim" source x, axesInOrder "movedim" destination x
    let axes = Array.create x.Rank -1
    Array.iter2 (fun axis place -> axes[place] <- axis) from places
    let mutable others = [ 0 .. x.Rank - 1 ] |> List.except from

    for place in 0 .. x.Rank - 1 do
        if axes[place] < 0 then
            axes[place] <- List.head others
            others <- List.tail others

    move (Permute axes) x

/// Two axes exchanged.
let transposeAxes a b x =
    let x = Promote.tensor "transpose" x
    let a, b = x.Shape.Axis("transpose", a), x.Shape.Axis("transpose", b)
    let axes = Array.init x.Rank id
    axes[a] <- b
    axes[b] <- a
    move (Permute axes) x

/// The last two axes exchanged.
let matrixTranspose x =
    let x = Promote.tensor "matrix_transpose" x

    if x.Rank < 2 then
        raise (Errors.TooFewAxes("matrix_transpose", 2, x.Shape))

    Apply.swap x

// Expansion

/// Stretches axes of length 1, and adds axes on the left; -1 keeps the length of an axis.
let expand (lengths: seq<int>) x =
    let x = Promote.tensor "expand" x
    let lengths = Seq.toArray lengths
    let added = lengths.Length - x.Rank

    if added < 0 || Array.contains -1 lengths[.. added - 1] then
        raise (Errors.ExpandRank(x.Shape, lengths))

    let kept = lengths |> Array.mapi (fun i n -> if n = -1 then x.Shape.Lengths[i - added] else n)
    move (Expand(shape kept)) x

/// Stretches to a shape.
let broadcastTo (target: Shape) x = move (Expand target) (Promote.tensor "broadcast_to" x)

// Parts

/// Elements start + i step of one axis, and all of the others.
let private part axis start step length (x: Tensor) =
    let starts, steps, lengths = Array.zeroCreate x.Rank, Array.create x.Rank 1, lengthsOf x
    starts[axis] <- start
    steps[axis] <- step
    lengths[axis] <- length
    move (Slice(starts, steps, shape lengths)) x

/// Where a range begins on an axis, and how many elements it has: negative bounds count from the end, and all are
/// cut off at the ends.
let private resolve operation length start stop step =
    if step < 1 then
        raise (Errors.Step(operation, step))

    let place bound = Math.Clamp((if bound < 0 then bound + length else bound), 0, length)
    let first, last = place start, place stop
    struct (first, (if last > first then (last - first - 1) / step + 1 else 0))

/// A position that may count from the end.
let private position operation index axis (x: Tensor) =
    let length = x.Shape.Lengths[axis]

    if index < -length || index >= length then
        raise (Errors.Position(operation, index, axis, x.Shape))

    if index < 0 then index + length else index

/// Each step-th element from start up to, not including, stop, along an axis; Python's rules for bounds.
let slice axis start stop step x =
    let x = Promote.tensor "slice" x
    let axis = x.Shape.Axis("slice", axis)
    let struct (first, length) = resolve "slice" x.Shape.Lengths[axis] start stop step
    part axis first step length x

/// Some elements from a start along an axis.
let narrow axis start length x =
    let x = Promote.tensor "narrow" x
    let axis = x.Shape.Axis("narrow", axis)
    let available = x.Shape.Lengths[axis]
    let first = if start < 0 then start + available else start

    if first < 0 || length < 0 || first > available - length then
        raise (Errors.NarrowRange(start, length, axis, x.Shape))

    part axis first 1 length x

/// One position along an axis, which goes away.
let select axis index x =
    let x = Promote.tensor "select" x
    let axis = x.Shape.Axis("select", axis)
    let place = position "select" index axis x
    part axis place 1 1 x |> reshape (Array.removeAt axis (lengthsOf x))

/// The parts at each position of an axis, which goes away.
let unbind axis x =
    let x = Promote.tensor "unbind" x
    let axis = x.Shape.Axis("unbind", axis)
    Array.init x.Shape.Lengths[axis] (fun i -> select axis i x)

/// The parts along the first axis, one after the other.
let rows x =
    let x = Promote.tensor "rows" x

    if x.Rank = 0 then
        raise (Errors.RowsOfNumber())

    Seq.init x.Shape.Lengths[0] (fun i -> select 0 i x)

/// The part that an index describes, axis by axis: positions, ranges, new axes, and an ellipsis.
let getItem (index: seq<At>) x =
    let x = Promote.tensor "getitem" x
    let entries = Seq.toArray index

    let takes entry =
        match entry with
        | At.Position _
        | At.Span _ -> true
        | At.Fresh
        | At.Rest -> false

    let count = entries |> Array.filter takes |> Array.length

    if count > x.Rank then
        raise (Errors.TooManyIndices(count, x.Shape))

    let whole = Array.create (x.Rank - count) At.All

    let entries =
        match entries |> Array.filter (fun entry -> entry.IsRest) |> Array.length with
        | 0 -> Array.append entries whole
        | 1 -> entries |> Array.collect (fun entry -> if entry.IsRest then whole else [| entry |])
        | _ -> raise (Errors.TwoEllipses())

    let starts, steps, lengths = Array.zeroCreate x.Rank, Array.create x.Rank 1, lengthsOf x
    let result = ResizeArray<int>()
    let mutable axis = 0

    for entry in entries do
        match entry with
        | At.Position index ->
            starts[axis] <- position "getitem" index axis x
            lengths[axis] <- 1
            axis <- axis + 1
        | At.Span(start, stop, step) ->
            let start, stop = start.GetValueOrDefault 0, stop.GetValueOrDefault Int32.MaxValue
            let struct (first, length) = resolve "getitem" lengths[axis] start stop step
            starts[axis] <- first
            steps[axis] <- step
            lengths[axis] <- length
            result.Add length
            axis <- axis + 1
        | At.Fresh -> result.Add 1
        | At.Rest -> ()

    // As many elements of every axis as it has are all of them.
    let sliced = if lengths = lengthsOf x then x else move (Slice(starts, steps, shape lengths)) x
    reshape result sliced

/// The elements along some axes (none given: along all) in reverse.
let flip (axes: seq<int>) x =
    let x = Promote.tensor "flip" x
    let starts, steps = Array.zeroCreate x.Rank, Array.create x.Rank 1

    for axis in x.Shape.Axes("flip", ReadOnlySpan(Seq.toArray axes)) do
        starts[axis] <- x.Shape.Lengths[axis] - 1
        steps[axis] <- -1

    move (Slice(starts, steps, x.Shape)) x

/// Whether a dtype can store a host number; any number has a truth value.
let private stores (value: Number) (dtype: DType) =
    let between low high =
        let number = value.ToDouble()
        Double.IsInteger number && number >= low && number <= high

    match dtype with
    | DType.UInt8 -> between 0.0 255.0
    | DType.Int32 -> between (float Int32.MinValue) (float Int32.MaxValue)
    | DType.Int64 ->
        value.Kind <> NumberKind.Float || between (float Int64.MinValue) (Math.BitDecrement(float Int64.MaxValue))
    | _ -> true

/// A host number as a constant of a tensor's dtype, which must be able to store it.
let constant operation (value: Number) (beside: Tensor) : Tensor =
    if not (stores value beside.DType) then
        raise (Errors.NotInDType(operation, value, beside.DType))

    Concrete((Values.backend beside).Full(Shape.Scalar, beside.DType, value), true)

/// 0, 1, …, one for each place of an axis, on the device of a tensor.
let positions (beside: Tensor) count : Tensor =
    let numbers = Array.init count int64
    Concrete((Values.backend beside).Create(ReadOnlySpan numbers, Shape.From [ count ]))

/// Constants before and after the elements of axes, as pairs that start at the last axis; negative numbers crop.
let pad (pairs: seq<int>) (value: Number) x =
    let x = Promote.tensor "pad" x
    let pairs = Seq.toArray pairs

    if pairs.Length % 2 <> 0 || pairs.Length > 2 * x.Rank then
        raise (Errors.PadPairs(pairs.Length, x.Shape))

    let ones = Array.create x.Rank 1
    let crops, places = Array.zeroCreate x.Rank, Array.zeroCreate x.Rank
    let inner, outer = lengthsOf x, lengthsOf x

    for i in 0 .. pairs.Length / 2 - 1 do
        let axis = x.Rank - 1 - i
        let before, after = pairs[2 * i], pairs[2 * i + 1]
        let length = outer[axis]

        if min before 0 + min after 0 < -length then
            raise (Errors.PadCrops(before, after, axis, x.Shape))

        crops[axis] <- max -before 0
        places[axis] <- max before 0
        inner[axis] <- length + min before 0 + min after 0
        outer[axis] <- inner[axis] + places[axis] + max after 0

    let cropped = if inner = lengthsOf x then x else move (Slice(crops, ones, shape inner)) x
    let embed = Embed(places, ones, shape outer)

    if inner = outer then
        cropped
    elif value.ToDouble() = 0.0 then
        move embed cropped
    else
        // The constant itself, not a sum with zeros: infinities stay exact.
        let backend = Values.backend x
        let inside = move embed (Concrete(backend.Full(shape inner, DType.Bool, Number.op_Implicit true)))
        Apply.run Primitives.where [| inside; move embed cropped; constant "pad" value x |]
