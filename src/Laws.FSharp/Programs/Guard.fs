/// Operands kept where their operation is defined, smooth and tame, by operations that stand in the program.
module internal Functional.Laws.Guard

open System
open Functional

let private apply (call: int[] -> Call) e = Expression.call (call (Expression.shape e)) [| e |]
let private shift k e = apply (MapRows.addNumber k) e

/// Whether an expression may be an operand where a region is asked for.
let fits region (e: Expression) =
    match region, e.Form with
    | BetweenJumps _, Call({ Name = "add number"; Text = { Words = [ Real k ] } }, _) ->
        k = MapRows.offJumps && Interval.isInside Interval.tame e.Range
    | BetweenJumps _, _ -> false
    | NonZero, _ ->
        let positive = Interval.ofRegion Positive
        Interval.isInside positive e.Range || Interval.isInside (Interval.scale -1.0 positive) e.Range
    | _ ->
        match LinalgRows.fits region e with
        | ValueSome isMatrix -> isMatrix
        | ValueNone -> Interval.isInside (Interval.ofRegion region) e.Range

let private short (x: float) = Math.Round(x, 2)

/// Functions with bounded values. The last takes only what is not too large: it would turn rounding into noise.
let private contractions = [| MapRows.tanh; MapRows.atan; MapRows.sin |]

let private contracted (random: Random) e =
    let count = if Interval.size e.Range <= 100.0 then 3 else 2
    let inner = apply contractions[random.Next count] e
    // A constant may be 0, and no factor makes it more.
    inner, max 1.0 (Interval.size inner.Range)

/// Everything in a range that has a middle, by a bounded function.
let private between random range e =
    let inner, size = contracted random e
    let middle, half = short ((range.Low + range.High) / 2.0), (range.High - range.Low) / 2.0
    // Rounded down, and a little less.
    let factor = floor (97.0 * half / size) / 100.0
    let scaled = apply (MapRows.numberTimes factor) inner
    if middle = 0.0 then scaled else apply (MapRows.numberPlus middle) scaled

/// Everything in a range: the expression itself if it lies there, or something made of it.
let within (random: Random) range (e: Expression) =
    let isFinite = Double.IsFinite(Interval.size e.Range)

    let tries =
        [ if range.Low = -range.High && range.High > 1.6 then
              yield fun e -> fst (contracted random e)

              if isFinite then
                  yield apply (MapRows.numberTimes 0.1)
                  yield apply MapRows.asinh
          if range.Low > 0.0 && isFinite then
              yield fun e -> apply MapRows.softplus e |> apply (MapRows.numberPlus (range.Low + 0.5))

              if Interval.isInside (Interval.between -10.0 10.0) e.Range then
                  yield fun e -> apply MapRows.square e |> apply (MapRows.numberPlus (range.Low + 1.0)) ]

    if Interval.isInside range e.Range then
        e
    else
        let tried = if tries.IsEmpty then e else tries[random.Next tries.Length] e

        if Interval.isInside range tried.Range then
            tried
        else
            // Not the whole of a long range: functions that are defined there change most at its start.
            let high = if range.Low > 0.0 then min range.High (range.Low + 2.0) else range.High
            between random (Interval.between range.Low high) e

/// An operand for a region.
let rec guard (random: Random) region (e: Expression) =
    if fits region e then
        e
    else
        match region with
        | NonZero when random.Next 2 = 0 ->
            within random (Interval.ofRegion Positive) e |> apply (MapRows.numberTimes -1.0)
        | BetweenJumps _ -> within random Interval.ordinary e |> shift MapRows.offJumps
        | WellConditioned
        | PositiveDefinite
        | SeparatedSpectrum ->
            let matrix = LinalgRows.forRegion random region (Expression.shape e)
            Expression.call matrix [| guard random matrix.Slots.Head.Region e |]
        | _ -> within random (Interval.ofRegion region) e
