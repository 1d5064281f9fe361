/// Random expressions of a wanted shape, from the result down to the arguments.
module internal Functional.Laws.Generator

open System
open Functional
open Functional.Laws.Operation

/// No operation is deeper than this inside a program, guards aside.
let private deepest = 8

/// What is drawn from, and how many variables there are so far.
type private State = { Random: Random; mutable Ids: int }

let private moved name run range (words: Word list) shape (e: Expression) =
    let slots = [ slot Reals (Expression.shape e) ]
    let range (ranges: Interval[]) = range ranges[0]
    Expression.call (call name shape slots (fun (xs: Tensor[]) -> run xs[0]) range (regular name words)) [| e |]

/// An expression brought to another shape: its elements stretched, in another order, or some of them; or their sum.
let rec private adapted (random: Random) (shape: int[]) e =
    let own = Expression.shape e
    let missing = shape.Length - own.Length
    let stretches = missing >= 0 && Seq.forall2 (fun a b -> a = b || a = 1) own (Array.skip missing shape)

    if own = shape then
        e
    elif stretches then
        moved "expand" (Tensor.expand shape) id [ Integers shape ] shape e
    elif size own = size shape then
        moved "reshape" (Tensor.reshape shape) id [ Integers shape ] shape e
    elif size own = 0 || Pick.oneIn random 3 then
        moved "sum" Tensor.sum (Interval.scale (float (size own))) [] [||] e |> adapted random shape
    else
        let index = [| size shape |], Array.init (size shape) (fun _ -> int64 (random.Next(size own)))
        let run = Tensor.takeFlat (Tensor.ofArray (fst index) (snd index))
        moved "takeFlat" run id [ Indices index ] (fst index) e |> adapted random shape

let private leaf random (scope: Variable list) shape =
    if scope.IsEmpty || Pick.oneIn random 7 then
        Expression.constant shape (Array.init (size shape) (fun _ -> Pick.decimal random -2.0 2.0))
    else
        let alike = scope |> List.filter (fun v -> v.Shape = shape)

        // The newest variable is the argument of the innermost function, which ought to matter.
        let chosen =
            match random.Next 5 with
            | 0
            | 1 -> scope.Head
            | 2 -> scope[random.Next scope.Length]
            | _ when alike.IsEmpty -> scope[random.Next scope.Length]
            | _ -> alike[random.Next alike.Length]

        adapted random shape (Expression.variable chosen)

/// A number of operations divided among some operands.
let private divided (random: Random) count parts =
    let cuts = Array.init (parts - 1) (fun _ -> random.Next(count + 1)) |> Array.sort
    Array.map2 (-) (Array.append cuts [| count |]) (Array.append [| 0 |] cuts)

let rec private expression state scope depth count shape =
    let random = state.Random

    if count <= 0 || depth = 0 then
        leaf random scope shape
    else
        let call = Table.draw random shape
        let slots = Array.ofList call.Slots

        let operand count (slot: Slot) =
            expression state scope (depth - 1) count slot.Shape |> Guard.guard random slot.Region

        match call.Compute with
        | Plain _ -> Expression.call call (Array.map2 operand (divided random (count - 1) slots.Length) slots)
        | Binding binding ->
            let counts = divided random (count - 1) (slots.Length + 1)
            let operands = Array.map2 operand counts[1..] slots
            let range = operands |> Array.map _.Range |> binding.Inside
            let variable = { Id = state.Ids; Shape = binding.Argument; Range = range }
            state.Ids <- state.Ids + 1
            // A function does at least something.
            let inside = Expression.scopeInside call variable scope
            let inner = expression state inside (depth - 1) (max 1 counts[0]) binding.Body
            Expression.bind call operands variable (Guard.within random Interval.tame inner)

/// An expression of a shape in some arguments, of about as many operations as a size asks for.
let generate seed size (arguments: Variable list) shape =
    let random = Random(seed: int)
    let state = { Random = random; Ids = arguments.Length }
    let count = 1 + random.Next(4 + size / 8)
    expression state arguments deepest count shape |> Guard.within random Interval.tame
