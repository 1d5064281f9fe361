namespace Functional

open Functional.Kernels

/// <summary>
/// One of two functions, as a truth value says, as a whole: the truth value is the first argument, and both functions take all
/// the others.
/// </summary>
[<Sealed>]
type internal Branch(name: string, onTrue: TracedFunction, onFalse: TracedFunction) =
    inherit Stage(name)
    let taken (arguments: Tensor[]) = if Creation.isTrue arguments[0] then onTrue else onFalse

    /// Both functions, each for the examples of a batch that take it, which differ.
    let inEach (over: string) (count: int) (all: Tensor[]) =
        let flag, rest = all[0], Array.tail all
        let beside (x: Tensor) = Shape.From [| count; yield! Array.create (x.Rank - 1) 1 |]

        // Examples that take the other way get the argument of one that takes this: nothing bad comes out of them.
        let suited (value: bool) (x: Tensor) =
            let flag = if value then flag else Elementwise.map Unary.LogicalNot flag
            let first = flag |> Apply.toDType DType.Int64 |> Reductions.argmax (ValueSome 0) false
            let other = Indexing.indexSelect 0 (Moves.reshape (Shape.From [ 1 ]) first) x
            Apply.run Primitives.where [| Moves.reshape (beside x) flag; x; other |]

        let results value (way: TracedFunction) =
            if over.Contains '1' then
                let some = Derivation.pick over rest |> Array.map (suited value)
                way.Derived(Batched(over, count)).Call(Derivation.replace over rest some)
            else
                way.Call rest |> Array.map (Apply.repeated count)

        Array.map2
            (fun (x: Tensor) y -> Apply.run Primitives.where [| Moves.reshape (beside x) flag; x; y |])
            (results true onTrue)
            (results false onFalse)

    override _.ResultCount = onTrue.ResultCount
    override _.IsOpen = false
    override _.OnNumbers arguments = (taken arguments).OnNumbers(Array.tail arguments)

    override _.ByOperation arguments =
        let rest = Array.tail arguments

        match Answers.answer name arguments[0] with
        | Answers.Always true -> onTrue.ByOperation rest
        | Answers.Always false -> onFalse.ByOperation rest
        | Answers.ByLane flag ->
            let results value (way: TracedFunction) = way.ByOperation(Answers.forBranch value flag rest)
            Answers.chosen name flag (results true onTrue) (results false onFalse)
        | Answers.Traced flag ->
            // Nobody knows the answer yet: both, of which one is chosen.
            Answers.chosen name flag (onTrue.ByOperation rest) (onFalse.ByOperation rest)

    override stage.OnSymbols arguments =
        Graph.Of(arguments).Join(Choose(onTrue.Program, onFalse.Program), arguments, stage.Call)

    override _.Derive derivation =
        match derivation with
        | Batched(over, count) when over[0] = '1' ->
            let all = Array.append [| Space(Shape.Scalar, DType.Bool) |] onTrue.Spaces
            let spaces = Derivation.spaces all [||] derivation
            onTrue.Like(spaces, inEach (over.Substring 1) count)
        | _ ->
            let own =
                match derivation with
                | Pushed along -> Pushed(along.Substring 1)
                | Pulled back -> Pulled(back.Substring 1)
                | Batched(over, count) -> Batched(over.Substring 1, count)

            Branch(name, onTrue.Derived own :?> TracedFunction, onFalse.Derived own :?> TracedFunction)
