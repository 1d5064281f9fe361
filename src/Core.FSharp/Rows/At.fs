namespace Functional

open System
open System.Runtime.InteropServices

/// <summary>
/// One entry of an index, as between Python's brackets: a position, a range, a new axis, or the ellipsis. Negative
/// positions count from the end. C# converts an integer or a range (<c>1..^1</c>) by itself.
/// </summary>
[<RequireQualifiedAccess; StructuralEquality; NoComparison>]
type At =
    internal
    | Position of int
    | Span of start: Nullable<int> * stop: Nullable<int> * step: int
    | Fresh
    | Rest

    /// <summary>One position, whose axis goes away.</summary>
    static member Index(position: int) = At.Position position

    /// <summary>
    /// The positions from <c>start</c> up to, not including, <c>stop</c>, each <c>step</c>-th of them. What is left out is
    /// the start, the end and 1; bounds beyond the axis are cut off, as Python does.
    /// </summary>
    static member Range
        (
            [<Optional>] start: Nullable<int>,
            [<Optional>] stop: Nullable<int>,
            [<Optional; DefaultParameterValue(1)>] step: int
        ) =
        At.Span(start, stop, step)

    /// <summary>A whole axis.</summary>
    static member All = At.Span(Nullable(), Nullable(), 1)

    /// <summary>A new axis of length 1.</summary>
    static member NewAxis = At.Fresh

    /// <summary>As many whole axes as the rest of the index leaves; at most once in an index.</summary>
    static member Ellipsis = At.Rest

    /// <summary>One position.</summary>
    static member op_Implicit(position: int) : At = At.Position position

    /// <summary>One position, as <c>^1</c>.</summary>
    static member op_Implicit(index: Index) : At = At.Position(if index.IsFromEnd then -index.Value else index.Value)

    /// <summary>A range of the language.</summary>
    static member op_Implicit(range: Range) : At =
        // Position ^0 is the end, which no negative number says: as a bound it is the largest one.
        let bound (index: Index) =
            if not index.IsFromEnd then Nullable index.Value
            elif index.Value = 0 then Nullable Int32.MaxValue
            else Nullable(-index.Value)

        At.Span(bound range.Start, bound range.End, 1)

    /// <summary>The entry as Python writes it.</summary>
    override x.ToString() =
        match x with
        | At.Position position -> string position
        | At.Span(start, stop, step) ->
            let text (bound: Nullable<int>) = if bound.HasValue then string bound.Value else ""
            let stop = if stop.GetValueOrDefault() = Int32.MaxValue then Nullable() else stop
            text start + ":" + text stop + (if step = 1 then "" else ":" + string step)
        | At.Fresh -> "None"
        | At.Rest -> "..."
