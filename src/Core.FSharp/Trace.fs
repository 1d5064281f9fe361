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

/// <summary>
/// What runs along a curve of which a power series is known, up to an order. Users see values of one trace, whose
/// coefficients are all there. Rules see values of another, whose coefficients come when they are asked for: a rule may look at a
/// result before that is known.
/// </summary>
[<ReferenceEquality>]
type internal Expansion = { Values: Trace; Rules: Trace; Order: int }

module internal Traces =
    /// The level of what parameters record: below every transformation.
    [<Literal>]
    let ImperativeLevel = 1L

    let mutable private newest = ImperativeLevel

    /// The trace of what parameters record: never over.
    let imperative = Trace("Backward", ImperativeLevel, null)

    /// A new transformation, above all that run. What it makes belongs to the arena, if it gives one.
    let start name (arena: Arena | null) = Trace(name, Interlocked.Increment(&newest), arena)

    /// A new transformation that runs along a curve.
    let expand name arena order =
        let values = start name arena
        { Values = values; Rules = start name arena; Order = order }

    /// The time: later than every transformation so far, earlier than every one to come.
    let now () = Volatile.Read &newest

    /// A moment of its own, which only what happens later sees as past.
    let tick () = Interlocked.Increment(&newest)

/// <summary>
/// A function that runs again as if it were the time of its first run: transformations that have ended since take part
/// once more, and what has changed since can be told from what has not.
/// </summary>
module internal Replay =
    let private since = AsyncLocal<int64>()
    let mutable private running = 0

    /// The time of the first run of what runs again here and now; 0, which is before all time, when nothing does. A
    /// count of what runs keeps the ambient value off the hot path.
    let horizon () = if Volatile.Read(&running) = 0 then 0L else since.Value

    /// Runs a function as of a time.
    let asOf (time: int64) (f: unit -> 'a) : 'a =
        let before = since.Value
        Interlocked.Increment(&running) |> ignore
        since.Value <- time

        try
            f ()
        finally
            since.Value <- before
            Interlocked.Decrement(&running) |> ignore

/// What is being traced in this flow of control, if anything: the one that parameters, random numbers and side effects
/// have to do with.
module internal Tracing =
    let private tracer = AsyncLocal<obj | null>()
    let mutable private running = 0

    /// What traces here and now, or null. A count of what runs keeps the ambient value off the hot path.
    let current () : obj | null = if Volatile.Read(&running) = 0 then null else tracer.Value

    /// Runs a function while something traces it; null to run what is traced for nobody.
    let by (who: obj | null) (f: unit -> 'a) : 'a =
        let before = tracer.Value
        Interlocked.Increment(&running) |> ignore
        tracer.Value <- who

        try
            f ()
        finally
            tracer.Value <- before
            Interlocked.Decrement(&running) |> ignore

    /// Raises for what cannot be part of a traced function, because it happens once, not whenever the function is called.
    let refuse (operation: string) (what: string) =
        if not (isNull (current ())) then
            raise (Errors.TracedEffect(operation, what))
