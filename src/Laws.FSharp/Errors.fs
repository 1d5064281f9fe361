/// What the kit says when it is asked for something that has no answer.
module internal Functional.Laws.Errors

open System

/// A domain without a point to draw.
let emptyDomain (region: string) (why: string) = ArgumentException $"Domain: {region} has no point to draw: {why}"
