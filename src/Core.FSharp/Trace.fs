namespace Functional

open System.Threading
open Functional.Kernels

/// One running transformation. Values that belong to it are of its level; newer transformations have higher levels.
[<Sealed>]
type internal Trace(name: string, level: int64, arena: Arena | null) =
    member _.Name = name
    member _.Level = level
    member _.Arena = arena
    member val Alive = true with get, set

    /// Whether its values stand for every point at once: what jumps from point to point is refused then.
    member val RefusesSteps = false with get, set

module internal Traces =
    /// The level of what parameters record: below every transformation.
    [<Literal>]
    let ImperativeLevel = 1L

    let mutable private newest = ImperativeLevel

    /// The trace of what parameters record: never over.
    let imperative = Trace("Backward", ImperativeLevel, null)

    /// A new transformation, above all that run. What it makes belongs to the arena, if it gives one.
    let start name (arena: Arena | null) = Trace(name, Interlocked.Increment(&newest), arena)
