/// What the kit says when it is asked for something that has no answer.
module internal Functional.Laws.Errors

open System

/// A domain without a point to draw.
let emptyDomain (region: string) (why: string) = ArgumentException $"Domain: {region} has no point to draw: {why}"

/// A shape that no tensor has.
let programShape (shape: int[]) =
    ArgumentException $"Program: expected lengths of 0 or more, got the shape %A{shape}; use [||] for a single number"

/// A program run on too many tensors, or too few.
let argumentCount (expected: int) (got: int) =
    ArgumentException $"Program.run: expected {expected} arguments, got {got}; give one tensor for each of its Inputs"
