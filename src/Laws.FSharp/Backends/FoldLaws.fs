/// The laws of the families that look along axes: Reduce, Scan, ArgSort, Contract.
module internal Functional.Laws.FoldLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

// Reduce, Scan, ArgSort

let private foldedSize (call: KernelCall) =
    let shape = (KernelCall.packed call.Operands.Head).Shape
    (call.Operation :?> Reduce).Axes |> Array.fold (fun size axis -> size * shape.Lengths[axis]) 1

let reduce op =
    let adds = op = Reduction.Sum || op = Reduction.Mean || op = Reduction.Prod

    let palette =
        if op = Reduction.Prod then Drawing.NearOne
        elif adds then Drawing.Tame
        else Drawing.Wild

    let draw random =
        let shape = Drawing.shape random 0 1_100_000
        let isTruth = op = Reduction.Any || op = Reduction.All
        let dtype = if isTruth && Drawing.chance random 90 then DType.Bool else Drawing.anyDType random

        let axes =
            match op with
            | Reduction.ArgMax
            | Reduction.ArgMin when shape.Rank > 0 && Drawing.chance random 70 -> [| random.Next shape.Rank |]
            | Reduction.ArgMax
            | Reduction.ArgMin -> [| 0 .. shape.Rank - 1 |]
            | _ -> [| 0 .. shape.Rank - 1 |] |> Array.filter (fun _ -> Drawing.chance random 60)

        { Operation = Reduce(string op, op, axes, Drawing.chance random 30)
          Operands = [ Drawing.operand random dtype palette shape ] }

    if op = Reduction.Prod then
        calls "Reduce" (string op) $"{op} is within (4 + n) eps, relatively" draw (oneByOne foldedSize)
    elif adds then
        // Summed in pairs, or in lanes: rounding errors add up like the steps of a random walk.
        let agreement = scaled (fun call -> 4.0 + sqrt (float (foldedSize call)))
        let statement = $"{op} is within (4 + sqrt n) eps of the scale that it has on magnitudes"
        calls "Reduce" (string op) statement draw agreement
    else
        calls "Reduce" (string op) $"{op} is exact" draw equally

/// An axis of a shape; of a number, the first.
let private axis (random: Random) (shape: Shape) = if shape.Rank = 0 then 0 else random.Next shape.Rank

let scan op =
    let draw (random: Random) =
        // Columns of stacked matrices, half of the time.
        let stack () = Shape.From [ for _ in 1..3 -> 1 + random.Next 4 ]
        let shape = if Drawing.chance random 50 then stack () else Drawing.shape random 0 0
        let operation = Scan("scan", op, axis random shape, Drawing.chance random 50)
        let operand = Drawing.operand random (Drawing.anyDType random) Drawing.Tame shape
        { Operation = operation; Operands = [ operand ] }

    let length (call: KernelCall) =
        let shape = (KernelCall.packed call.Operands.Head).Shape
        if shape.Rank = 0 then 1 else shape.Lengths[(call.Operation :?> Scan).Axis]

    let statement = "running sums are within (4 + n) eps of the scale that they have on magnitudes"
    calls "Scan" (string op) statement draw (oneByOne length)

let argSort =
    let draw random =
        let shape = Drawing.shape random 0 0
        let operation = ArgSort(axis random shape, Drawing.chance random 50)
        let operand = Drawing.operand random (Drawing.everyDType random) Drawing.Wild shape
        { Operation = operation; Operands = [ operand ] }

    calls "ArgSort" "" "the order is stable, nan the largest number, both zeros equal" draw exactly

// Contract

let contract op =
    let draw random =
        let dtype = Drawing.anyDType random
        let operand = Drawing.operand random dtype Drawing.Tame
        let length () = Drawing.pick random [| 0; 1; 1; 2; 3; 5; 8; 15; 17; 33; 40 |]

        let operands =
            match op with
            | Contraction.Dot ->
                let shape = Drawing.shape random 0 manyElements
                [ operand shape; operand shape ]
            | _ ->
                // Now and then so large that threads share the work.
                let m, k, n = if random.Next 300 = 0 then 170, 160, 180 else length (), length (), length ()

                let batch = if m = 170 then [] else [ for _ in 1 .. random.Next 3 -> random.Next 4 ]
                let stretched () = List.ofSeq (Drawing.stretching random (Shape.From batch))
                [ operand (Shape.From(stretched () @ [ m; k ])); operand (Shape.From(stretched () @ [ k; n ])) ]

        { Operation = Contract(string op, op); Operands = operands }

    let length (call: KernelCall) =
        let shape = (KernelCall.packed call.Operands.Head).Shape
        if op = Contraction.Dot then shape.Size else shape[-1]

    let statement = $"{op} is within (4 + n) eps of the scale that it has on magnitudes"
    calls "Contract" (string op) statement draw (oneByOne length)
