/// Smaller expressions of the same shape. Each has less weight than the one it is made from, so that shrinking ends.
module internal Functional.Laws.Shrinker

open Functional

/// Whether an expression may stand where another stood: in the region of the slot, or at least where the old one was.
let private mayReplace region (old: Expression) (e: Expression) =
    Guard.fits region e
    || (match region with
        | BetweenJumps _
        | WellConditioned
        | PositiveDefinite
        | SeparatedSpectrum -> false
        | _ -> Interval.isInside old.Range e.Range)

/// Where the argument of the function lies that an operation takes.
let private inside (call: Call) (e: Expression) =
    match call.Compute, e.Form with
    | Binding binding, Bind(_, operands, _, _) -> operands |> Array.map _.Range |> binding.Inside
    | _ -> Interval.unbounded

/// A body with a variable replaced.
let rec private substitute (v: Variable) (value: Expression) (e: Expression) : Expression =
    match e.Form with
    | Variable other -> if other.Id = v.Id then value else e
    | Constant _ -> e
    | Call(call, operands) -> Expression.call call (Array.map (substitute v value) operands)
    | Bind(call, operands, bound, body) ->
        Expression.bind call (Array.map (substitute v value) operands) bound (substitute v value body)

let rec shrink (scope: Variable list) (e: Expression) : seq<Expression> =
    let ids = scope |> Seq.map _.Id |> Set.ofSeq
    let shape = Expression.shape e

    let leaves =
        seq {
            yield! scope |> Seq.filter (fun v -> v.Shape = shape) |> Seq.map Expression.variable
            Expression.uniform shape 1.0
            Expression.uniform shape 0.5
        }

    let within =
        Expression.all e
        |> Seq.skip 1
        |> Seq.filter (fun part -> Expression.shape part = shape && Expression.isClosed ids part)
        |> Seq.sortBy _.Weight

    let inlined =
        match e.Form with
        | Bind(call, operands, v, body) when call.Name = DerivativeRows.naming ->
            Seq.singleton (substitute v operands[0] body)
        | _ -> Seq.empty

    /// One operand smaller.
    let operands (call: Call) (operands: Expression[]) rebuild =
        seq {
            for i in 0 .. operands.Length - 1 do
                for smaller in shrink scope operands[i] do
                    if mayReplace call.Slots[i].Region operands[i] smaller then
                        yield rebuild (Array.updateAt i smaller operands)
        }

    let inside =
        match e.Form with
        | Variable _
        | Constant _ -> Seq.empty
        | Call(call, inner) -> operands call inner (Expression.call call)
        | Bind(call, inner, v, body) ->
            seq {
                // What the body relies on is where its variable lies.
                let isKept smaller = Interval.isInside v.Range (inside call smaller)
                yield! operands call inner (fun smaller -> Expression.bind call smaller v body) |> Seq.filter isKept

                for smaller in shrink (Expression.scopeInside call v scope) body do
                    if Interval.isInside Interval.tame smaller.Range then
                        yield Expression.bind call inner v smaller
            }

    Seq.concat [ leaves; within; inlined; inside ] |> Seq.filter (fun smaller -> smaller.Weight < e.Weight)
