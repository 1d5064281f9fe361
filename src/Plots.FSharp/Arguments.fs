namespace Functional.Plots

open System

/// Checks of what callers pass, and snapshots of their data.
module internal Arguments =
    let text operation parameter (value: string) =
        if isNull (box value) then
            raise (Errors.missing operation parameter "pass \"\" for none")

        value

    let option<'T when 'T: struct and 'T :> Enum and 'T: not null> operation (value: 'T) =
        if not (Enum.IsDefined(typeof<'T>, value)) then
            raise (Errors.unknownOption operation value)

        value

    /// A copy, so that a chart never changes after it was made.
    let data operation parameter (values: float seq) =
        if isNull (box values) then
            raise (Errors.missing operation parameter "pass an empty sequence for a series without points")

        Array.ofSeq values

    let names operation (values: string seq) =
        if isNull (box values) then
            raise (Errors.missing operation "names" "pass an empty sequence for numbers")

        values |> Seq.map (text operation "each name") |> Array.ofSeq

    let points operation xs ys =
        let xs, ys = data operation "x" xs, data operation "y" ys

        if xs.Length <> ys.Length then
            raise (Errors.unequalLengths operation xs.Length ys.Length)

        struct (xs, ys)

    let stroke operation style width =
        if not (Double.IsFinite width && width > 0.0) then
            raise (Errors.notPositive operation "width" width)

        { Style = option operation style; Width = width }

    let limits operation low high =
        // A span below the smallest normal numbers has no ticks; one beyond the largest has no size.
        if not (Double.IsFinite low && Double.IsFinite high && high - low >= 1e-300 && Double.IsFinite(high - low)) then
            raise (Errors.emptyLimits operation low high)

        ValueSome(struct (low, high))
