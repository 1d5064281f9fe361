/// What PyTorch calls the backward function of an operation: `AddBackward0`.
module internal Functional.GradFn

open System

let name (row: Row) =
    let words = row.Name.Split([| '_' |], StringSplitOptions.RemoveEmptyEntries)
    let pascal = words |> Array.map (fun w -> w.Substring(0, 1).ToUpperInvariant() + w.Substring 1)
    String.Concat pascal + "Backward0"
