/// The laws of the families that put elements elsewhere: Move, OverlapAdd, Gather, ScatterAdd, Concat.
module internal Functional.Laws.MovementLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

// Move

let movement name (draw: Random -> Shape -> Movement) =
    let draw random =
        let shape = Drawing.shape random 0 manyElements
        let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
        { Operation = draw random shape; Operands = [ operand ] }

    calls "Move" name $"{name} moves the elements and does not touch them" draw exactly

let permute (random: Random) (shape: Shape) : Movement =
    let axes = Array.init shape.Rank id
    random.Shuffle axes
    Permute axes

/// Lengths that are regrouped at random, and ones among them.
let reshape (random: Random) (shape: Shape) : Movement =
    let rec regroup lengths =
        match lengths with
        | a :: b :: rest when Drawing.chance random 40 -> regroup (a * b :: rest)
        | a :: rest when a > 2 && a % 2 = 0 && Drawing.chance random 40 -> 2 :: regroup (a / 2 :: rest)
        | a :: rest when Drawing.chance random 20 -> 1 :: a :: regroup rest
        | a :: rest -> a :: regroup rest
        | [] -> if Drawing.chance random 20 then [ 1 ] else []

    Reshape(Shape.From(regroup (List.ofSeq shape)))

let expand (random: Random) (shape: Shape) : Movement =
    let stretched = [ for length in shape -> if length = 1 then Drawing.pick random [| 0; 1; 3; 17 |] else length ]
    Expand(Shape.From(if Drawing.chance random 40 then 2 :: stretched else stretched))

let slice (random: Random) (shape: Shape) : Movement =
    let axes =
        [| for length in shape ->
               let step = Drawing.pick random [| 1; 1; 2; 3; -1; -1; -2 |]
               let start = if length = 0 then 0 else random.Next length
               let room = if step > 0 then length - 1 - start else start
               let most = if length = 0 then 0 else 1 + room / abs step
               start, step, random.Next(most + 1) |]

    let starts = [| for start, _, _ in axes -> start |]
    let steps = [| for _, step, _ in axes -> step |]
    Slice(starts, steps, Shape.From [ for _, _, count in axes -> count ])

let embed (random: Random) (shape: Shape) : Movement =
    // Without room around them and between them, elements are only turned around.
    let isFlip = Drawing.chance random 25

    let axes =
        [| for length in shape ->
               let step =
                   if isFlip then Drawing.pick random [| 1; -1 |] else Drawing.pick random [| 1; 1; 2; 3; -1; -1; -2 |]

               let extent = max 0 (length - 1) * abs step
               let before, after = if isFlip then 0, 0 else random.Next 3, random.Next 3
               (if step > 0 then before else before + extent), step, before + extent + 1 + after |]

    let starts = [| for start, _, _ in axes -> start |]
    let steps = [| for _, step, _ in axes -> step |]
    Embed(starts, steps, Shape.From [ for _, _, length in axes -> length ])

/// Windows of the last axes, of which some may be none.
let private windowsOf (random: Random) (lengths: int[]) =
    let axes =
        [| for length in lengths ->
               let window = 1 + random.Next(min 4 length)
               let dilation = if window = 1 then 1 + random.Next 3 else 1 + random.Next((length - 1) / (window - 1))
               window, 1 + random.Next 3, dilation |]

    Windows(
        [| for window, _, _ in axes -> window |],
        [| for _, step, _ in axes -> step |],
        [| for _, _, d in axes -> d |]
    )

let windows (random: Random) (shape: Shape) : Movement =
    let lengths = Seq.toArray shape
    // An axis without elements has no window.
    let full = lengths |> Array.rev |> Array.takeWhile (fun length -> length > 0) |> Array.rev
    windowsOf random (Array.skip (random.Next(full.Length + 1)) full)

// OverlapAdd

let overlapAdd =
    let draw random =
        let first = Drawing.shape random 0 0 |> Seq.truncate 2
        let lengths = Array.init (random.Next 4) (fun _ -> 1 + random.Next 6)
        let operation = OverlapAdd(windowsOf random lengths, lengths)
        let windows = operation.Windows.Infer(ReadOnlySpan [| Space(Shape.From lengths, DType.Float32) |]).Shape
        let shape = Shape.From [ yield! first; yield! windows ]

        { Operation = operation
          Operands = [ Drawing.operand random (Drawing.anyDType random) Drawing.Tame shape ] }

    let places (call: KernelCall) = (call.Operation :?> OverlapAdd).Windows.Lengths |> Array.fold (*) 1

    let statement =
        "sums are within (4 + n) eps of the scale that they have on magnitudes, n being the length of a window"

    calls "OverlapAdd" "" statement draw (oneByOne places)

// Gather, ScatterAdd, Concat

/// An axis of a shape and the shape of an index into it.
let private indexed (random: Random) =
    let shape = Drawing.shape random 1 0
    let axis = random.Next shape.Rank

    let index =
        [ for i, length in Seq.indexed shape ->
              if i = axis then (if length = 0 then 0 else random.Next 9)
              elif Drawing.chance random 70 then length
              else random.Next(length + 1) ]

    shape, axis, Shape.From index, Drawing.chance random 5

let gather =
    let draw random =
        let shape, axis, indexShape, misses = indexed random
        let x = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape

        { Operation = Gather axis
          Operands = [ x; Drawing.index random shape.Lengths[axis] misses indexShape ] }

    calls "Gather" "" "each element is the one that its index points to; indices out of bounds are refused" draw exactly

let scatterAdd =
    let draw random =
        let shape, axis, indexShape, misses = indexed random
        let dtype = Drawing.anyDType random
        let x = Drawing.operand random dtype Drawing.Tame shape
        let index = Drawing.index random shape.Lengths[axis] misses indexShape

        { Operation = ScatterAdd axis
          Operands = [ x; index; Drawing.operand random dtype Drawing.Tame indexShape ] }

    let length (call: KernelCall) =
        (KernelCall.packed call.Operands[1]).Shape.Lengths[(call.Operation :?> ScatterAdd).Axis]

    let statement =
        "sums are within (4 + n) eps of the scale that they have on magnitudes; indices out of bounds are refused"

    calls "ScatterAdd" "" statement draw (oneByOne length)

let concat =
    let draw random =
        let shape = Drawing.shape random 1 0
        let axis = random.Next shape.Rank
        let dtype = Drawing.everyDType random

        let piece _ =
            let lengths = Seq.mapi (fun i length -> if i = axis then random.Next 5 else length) shape
            Drawing.operand random dtype Drawing.Wild (Shape.From lengths)

        { Operation = Concat axis; Operands = List.init (1 + random.Next 4) piece }

    calls "Concat" "" "the arrays stand one after the other, unchanged" draw exactly
