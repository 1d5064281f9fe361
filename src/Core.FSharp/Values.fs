/// What a value is to those who look at it: its numbers, what is constant of it, and whether it is recorded here and now.
module internal Functional.Values

open System
open System.Threading
open Functional.Kernels

/// The value as only those transformations see it that have no derivatives: batches remain, and nothing else.
let rec constant (x: Tensor) : Tensor =
    match x with
    | :? Dual as d -> constant d.Primal
    | :? Recorded as r -> constant r.Primal
    | :? Parameter as p -> constant p.Value
    | :? Series as s -> constant s.Point
    | :? Lane as l ->
        match constant l.All with
        | all when obj.ReferenceEquals(all, l.All) -> x
        | all -> Lane(l.Trace, all)
    | x -> x

/// The numbers under a value: those of all lanes where there are lanes.
let rec numbers (x: Tensor) : Concrete =
    match x with
    | :? Concrete as c -> c
    | :? Dual as d -> numbers d.Primal
    | :? Recorded as r -> numbers r.Primal
    | :? Parameter as p -> numbers p.Value
    | :? Series as s -> numbers s.Point
    | :? Lane as l -> numbers l.All
    | :? Symbol as s -> raise (Errors.TracedRead("reading numbers", s.Tracer.Name))
    | _ -> raise (Errors.LoneNumber())

/// What is under a value, all transformations looked through: numbers, or a symbol.
let rec bottom (x: Tensor) : Tensor =
    match x with
    | :? Dual as d -> bottom d.Primal
    | :? Recorded as r -> bottom r.Primal
    | :? Parameter as p -> bottom p.Value
    | :? Series as s -> bottom s.Point
    | :? Lane as l -> bottom l.All
    | x -> x

/// Whether a value's numbers are not known yet, because a function is being traced.
let isTraced (x: Tensor) = bottom x :? Symbol

/// Where a value's numbers are.
let backend (x: Tensor) : IBackend =
    match bottom x with
    | :? Symbol as s -> s.Tracer.Backend
    | x -> (numbers x).Array.Backend

let private defaults = obj ()

/// Where tensors are made when nothing beside them says it. What is traced there is traced again where that is elsewhere.
let home () : IBackend =
    let backend = Device.Default.Backend

    match Tracing.current () with
    | null -> ()
    | tracer -> (tracer :?> ITracer).Depend(defaults, (fun () -> obj.ReferenceEquals(Device.Default.Backend, backend)))

    backend

/// What remains of a value when every transformation looks through it, for those who read numbers.
let concrete (operation: string) (x: Tensor) : Concrete =
    match constant x with
    | :? Lane as l -> raise (Errors.ReadOfLanes(operation, l.Trace.Name, l.Shape, l.Count))
    | :? Symbol as s -> raise (Errors.TracedRead(operation, s.Tracer.Name))
    | x -> numbers x

/// Says that something outside the running transformation keeps a value's numbers.
let keep (x: Tensor) =
    match x with
    | :? Concrete as c -> c.Array.Keep()
    | _ -> ()

/// The same for all numbers behind a value.
let rec keepAll (x: Tensor) =
    match x with
    | :? Concrete as c -> c.Array.Keep()
    | :? Dual as d ->
        keepAll d.Primal
        keepAll d.Tangent
    | :? Recorded as r -> keepAll r.Primal
    | :? Lane as l -> keepAll l.All
    | :? Series as s ->
        for place in 0 .. s.Expansion.Order do
            match s.Stream[place] with
            | null -> ()
            | coefficient -> keepAll coefficient
    | _ -> ()

/// The ambient switch of the imperative surface: whether parameters record. A count of open scopes keeps it off the hot path.
module Recording =
    let private off = AsyncLocal<bool>()
    let mutable private scopes = 0

    let suspended () = Volatile.Read(&scopes) > 0 && off.Value

    /// Switches recording off, or on again, until disposed.
    let switch (isOff: bool) =
        let before = off.Value
        Interlocked.Increment(&scopes) |> ignore
        off.Value <- isOff
        let mutable closed = 0

        { new IDisposable with
            member _.Dispose() =
                if Interlocked.Exchange(&closed, 1) = 0 then
                    off.Value <- before
                    Interlocked.Decrement(&scopes) |> ignore }

/// What a parameter, or a value made from parameters, is to the operation that takes it. What belongs to a
/// transformation is no business of the imperative surface's.
let rec current (x: Tensor) : Tensor =
    if x.Level <> Traces.ImperativeLevel then
        x
    else
        match x with
        | :? Parameter as p ->
            match p.Bound with
            | null ->
                match Tracing.current () with
                | null ->
                    let horizon = Replay.horizon ()

                    if horizon > 0L && p.Assigned > horizon then
                        raise (Errors.ChangedParameter())

                    if Recording.suspended () then p.Value else p.Leaf
                | tracer -> (tracer :?> ITracer).Capture p
            | bound -> current bound
        | :? Recorded as r when Recording.suspended () -> r.Primal
        | :? Cell as c ->
            match Tracing.current () with
            | null -> current (c.Read())
            | tracer -> (tracer :?> ITracer).Capture c
        | _ -> x

/// Runs somebody else's code: it may keep what it makes.
let outside (code: unit -> 'a) : 'a =
    let scope = Arena.Enter null

    try
        code ()
    finally
        scope.Leave()

/// The same for a function, which may keep what it sees, too.
