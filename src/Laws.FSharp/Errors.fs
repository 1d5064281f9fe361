/// What the kit says when it is asked for something that has no answer.
module internal Functional.Laws.Errors

open System

let private shape (lengths: int[]) = lengths |> Array.map string |> String.concat ", " |> sprintf "[%s]"

let emptyDomain (region: string) (why: string) = ArgumentException $"Domain: {region} has no point to draw: {why}"

let negativeLength lengths =
    ArgumentException $"Domain: an axis has a negative length: {shape lengths}; lengths are 0 or more"

let notSquare lengths =
    ArgumentException $"Domain: matrices must be square, got {shape lengths}; the last two lengths must be equal"

let tolerance (value: float) =
    ArgumentException
        $"Tolerance: expected a number above 0, got {value}; rounding alone makes both sides differ by about 1e-16 of their size"

let cases (value: int) = ArgumentException $"Cases: expected 1 or more, got {value}"

let noDomain (name: string) =
    InvalidOperationException $"{name}: there is no domain; say where the arguments lie, with On(...)"

let noLaws (name: string) = InvalidOperationException $"{name}: there is no law to check; Only and Except left none"

let unknownLaw (name: string) (known: string seq) =
    let names = String.concat ", " known
    ArgumentException $"Law: there is none called '{name}'; there are: {names}"

let domainCount (name: string) (expected: int) (got: int) =
    ArgumentException
        $"{name}: the function has {expected} arguments, but {got} domains are given; give one for each, in order"

let shapeCount (name: string) (expected: int) (got: int) =
    ArgumentException
        $"{name}: the operation declares {expected} regions, but {got} shapes; declare one for each, or none if it works element by element"

let setting (name: string) (text: string) = FormatException $"{name}: expected a whole number above 0, got '{text}'"

let patience (limit: TimeSpan) = ArgumentException $"Patience: expected more than no time, got {limit}"

let nothing (what: string) = ArgumentNullException(what, $"{what}: there is nothing to check; got null")

/// A shape that no tensor has.
let programShape (shape: int[]) =
    ArgumentException $"Program: expected lengths of 0 or more, got the shape %A{shape}; use [||] for a single number"

/// A program run on too many tensors, or too few.
let argumentCount (expected: int) (got: int) =
    ArgumentException $"Program.run: expected {expected} arguments, got {got}; give one tensor for each of its Inputs"
