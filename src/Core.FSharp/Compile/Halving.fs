/// Where a traced function is cut in two: what its second part takes from the first, and what it works out again.
module internal Functional.Halving

open System.Collections.Generic
open Functional.Kernels

/// What a value is made of.
let sources (symbol: Symbol) : Tensor[] =
    match symbol.Origin with
    | Given -> [||]
    | Applied(_, args) -> args
    | Part(joint, _) -> joint.Arguments

let private place (x: Tensor) : int voption =
    match x with
    | :? Symbol as s -> ValueSome s.Place
    | _ -> ValueNone

/// Which values some results need, where some values are known already.
let needed (symbols: IReadOnlyList<Symbol>) (isKnown: int -> bool) (results: Tensor[]) : bool[] =
    let isNeeded = Array.zeroCreate symbols.Count
    let need x = place x |> ValueOption.iter (fun at -> isNeeded[at] <- true)
    Array.iter need results

    for at in symbols.Count - 1 .. -1 .. 0 do
        if isNeeded[at] && not (isKnown at) then
            Array.iter need (sources symbols[at])

    isNeeded

/// What it costs to make a value again, in a loop that has what it is made of.
type private Cost =
    /// No more than to read it from memory.
    | Cheap
    /// A function of each element.
    | Elementwise
    /// More, for a value much smaller than what it is made of.
    | Fold
    | Dear

let private cost (symbol: Symbol) : Cost =
    match symbol.Origin with
    | Applied({ Evaluate = Kernel operation }, _) ->
        match operation with
        | :? Expand
        | :? Reshape
        | :? Permute
        | :? Cast
        | :? Select -> Cheap
        | :? Zip
        | :? Map -> if Fusion.Fusable.Cost operation <= 1 then Cheap else Elementwise
        | :? Reduce -> Fold
        | _ -> Dear
    // Norms, means and the like, which are made of folds.
    | Applied({ Evaluate = Evaluate.Composite _ | Evaluate.Named _ }, args) when
        args |> Array.exists (fun x -> symbol.Size * 8 <= x.Size)
        ->
        Fold
    | _ -> Dear

/// <summary>
/// The values that the second part takes from the first: those that it uses and that depend on early arguments alone. Not taken but
/// made again are functions of each element of the arguments and of folds, since a loop does that in the time that
/// it takes to read them; and what is cheap, if that needs at most one value more. (From a hyperbolic tangent, which is kept
/// because it is of a matrix product, its slope is made, and its transpose.)
/// </summary>
/// <param name="symbols">All values, in the order in which they were made.</param>
/// <param name="isLate">Whether an argument comes late.</param>
/// <param name="results">The results of the second part.</param>
let kept (symbols: IReadOnlyList<Symbol>) (isLate: Symbol -> bool) (results: Tensor[]) : Symbol[] =
    let isNeeded = needed symbols (fun _ -> false) results
    let late: bool[] = Array.zeroCreate symbols.Count
    let used: bool[] = Array.zeroCreate symbols.Count
    // What is made of arguments and folds alone, element by element.
    let isLight: bool[] = Array.zeroCreate symbols.Count
    let use' x = place x |> ValueOption.iter (fun at -> used[at] <- true)
    let areAll (marks: bool[]) = Array.forall (place >> ValueOption.forall (fun at -> marks[at]))
    let isMissing x = place x |> ValueOption.exists (fun at -> not used[at] && not symbols[at].Origin.IsGiven)

    for symbol in symbols do
        let sources = sources symbol
        let at = symbol.Place
        let isMadeOfLate = sources |> Array.exists (place >> ValueOption.exists (fun at -> late[at]))
        late[at] <- isMadeOfLate || (symbol.Origin.IsGiven && isLate symbol)

        isLight[at] <-
            symbol.Origin.IsGiven
            || match cost symbol with
               | Fold -> true
               | Dear -> false
               | Cheap
               | Elementwise -> areAll isLight sources

        if late[at] && isNeeded[at] then
            Array.iter use' sources

    Array.iter use' results
    let kept = List<Symbol>()

    for at in symbols.Count - 1 .. -1 .. 0 do
        let symbol = symbols[at]

        if used[at] && not late[at] && not symbol.Origin.IsGiven then
            let sources = sources symbol

            let isMadeAgain =
                match cost symbol with
                | Cheap ->
                    areAll isLight sources || (sources |> Array.filter isMissing |> Array.distinctBy place).Length <= 1
                | Elementwise -> areAll isLight sources
                | Fold
                | Dear -> false

            if isMadeAgain then Array.iter use' sources else kept.Add symbol

    kept.ToArray()
