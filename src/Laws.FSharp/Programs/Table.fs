/// The table of operations that programs are made of. An operation is one row of one of its families.
module internal Functional.Laws.Table

open System
open Functional.Laws

/// The families, and how often each is drawn from.
let private families: (int * Operation[])[] =
    [| 5, MapRows.functions
       3, MapRows.withNumbers
       6, MapRows.ofSeveral
       3, FoldRows.folds
       2, AlongRows.alongAxes
       3, MoveRows.shapes
       1, MoveRows.diagonals
       3, PartRows.parts
       2, PartRows.joints
       2, IndexRows.indices
       2, ScatterRows.updates
       2, ProductRows.products
       3, WindowRows.slides
       2, LossRows.criteria
       4, DerivativeRows.derivatives
       2, DerivativeRows.names
       1, DerivativeRows.customs
       1, FlowRows.batches
       3, FlowRows.flows
       3, LinalgRows.matrices |]
    |> Array.map (fun (weight, rows) -> weight, Array.ofList rows)

/// The names of all operations.
let names = families |> Seq.collect snd |> Seq.map _.Name |> Set.ofSeq

let private weights = families |> Array.sumBy fst

let private family (random: Random) =
    let mutable rest, chosen = random.Next weights, 0

    while rest >= fst families[chosen] do
        rest <- rest - fst families[chosen]
        chosen <- chosen + 1

    snd families[chosen]

/// A call whose result has some shape.
let rec draw random shape =
    match (Pick.pick random (family random)).Give random shape with
    | ValueSome call -> call
    | ValueNone -> draw random shape
