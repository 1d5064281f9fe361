namespace Functional

open System
open System.Collections.Generic

/// How a power series goes on behind its first coefficient: what must be known for the next one, and what that is then.
[<NoEquality; NoComparison>]
type internal Recurrence<'T when 'T: not struct and 'T: not null> =
    {
        /// Series, and how far beyond the place of the next coefficient each must be known.
        Needs: struct (Stream<'T> * int)[]
        /// The coefficient at a place, once they are; null is 0.
        Next: int -> 'T | null
    }

/// <summary>
/// A power series whose coefficients are worked out, in order, when they are asked for. Of two that are defined by each
/// other (sin and cos) or of one that is defined by itself (exp), each coefficient needs earlier ones only, so that every
/// one is worked out once. Source: McIlroy, "Power Series, Power Serious" (1999).
/// </summary>
and [<Sealed; AllowNullLiteral>] internal Stream<'T when 'T: not struct and 'T: not null>
    private (start: (Stream<'T> -> Recurrence<'T>) | null, needs: struct (Stream<'T> * int)[]) =
    let mutable coefficients: ('T | null)[] = Array.zeroCreate 4
    let mutable count = 0
    let mutable start = start
    let mutable needs = needs
    let mutable next: (int -> 'T | null) | null = null

    /// A polynomial.
    static member Of(coefficients: seq<'T | null>) : Stream<'T> =
        let stream = Stream<'T>(null, [||])
        Seq.iter stream.Add coefficients
        stream

    /// <summary>
    /// A series of which the first coefficient is known, and some others that must be known to work out the second. How it
    /// goes on is asked then, and not before.
    /// </summary>
    static member From
        (first: 'T, needs: struct (Stream<'T> * int)[], start: Stream<'T> -> Recurrence<'T>)
        : Stream<'T> =
        let stream = Stream<'T>(start, needs)
        stream.Add first
        stream

    member private _.Add(coefficient: 'T | null) =
        if count = coefficients.Length then
            Array.Resize(&coefficients, 2 * count)

        coefficients[count] <- coefficient
        count <- count + 1

    member private _.IsWhole = isNull (box start) && isNull (box next)

    /// The coefficient at a place, which has been worked out; null is 0.
    member _.Item
        with get (place: int): 'T | null = if place < count then coefficients[place] else null

    /// The first coefficient, which is never null.
    member stream.First: 'T = nonNull stream[0]

    /// Whether all coefficients behind the first are 0, as far as they have been worked out.
    member _.IsConstant = Array.forall isNull coefficients[1..]

    member private stream.IsKnown place = place < count || stream.IsWhole

    /// One step towards the next coefficient: what it still needs and up to which place, or nothing, when it was made.
    member private stream.Step() : struct (Stream<'T> * int) voption =
        let place = count
        let mutable missing = ValueNone
        let mutable i = 0

        while missing.IsNone && i < needs.Length do
            let struct (other, beyond) = needs[i]

            if not (other.IsKnown(place + beyond)) then
                missing <- ValueSome(struct (other, place + beyond))

            i <- i + 1

        if missing.IsNone then
            match start with
            | null -> stream.Add((nonNull next) place)
            | begin' ->
                let recurrence = begin' stream
                start <- null
                needs <- recurrence.Needs
                next <- recurrence.Next

        missing

    /// Works out the coefficients up to a place: by a list of what is waited for, so that a long chain of series does
    /// not need a deep stack.
    member stream.Know(place: int) =
        let waiting = Stack<struct (Stream<'T> * int)>()
        waiting.Push(struct (stream, place))

        while waiting.Count > 0 do
            let struct (other, upTo) = waiting.Peek()

            if other.IsKnown upTo then
                waiting.Pop() |> ignore
            else
                match other.Step() with
                | ValueSome first -> waiting.Push first
                | ValueNone -> ()

    /// Lets go of what the coefficients are worked out from: those that are not known yet become 0.
    member _.Close() =
        start <- null
        next <- null
        needs <- [||]
