/// What a predicate comes to where values may stand for many, and how each example of a batch gets its own way.
module internal Functional.Answers

open Functional.Kernels

/// What a predicate comes to: one answer, or a tensor of them where it has lanes that differ.
type Answer =
    | Always of bool
    | ByLane of Tensor
    /// Not known yet: a function is being traced.
    | Traced of Tensor

/// What a predicate of one element comes to.
let answer name (predicate: Tensor) : Answer =
    let predicate = Promote.tensor name predicate

    if predicate.Size <> 1 then
        raise (Errors.NotScalar(name, predicate.Shape, "reduce it to one answer, for example with any or all"))

    let flag = Values.constant predicate |> Apply.toDType DType.Bool |> Reductions.reshaped Shape.Scalar

    if Values.isTraced flag then
        Traced flag
    else
        let answers = Values.numbers flag
        let any = float (Reductions.any [||] false answers) <> 0.0

        if answers.Size = 1 || not any then Always any
        elif float (Reductions.all [||] false answers) <> 0.0 then Always true
        else ByLane flag

/// Where among its lanes a flag has a value first: a place for each transformation that it has lanes of.
let private placeOf (value: bool) (flag: Tensor) : (Trace * int) list =
    let flags = Creation.toArray<bool>(Values.numbers flag)
    let mutable place = System.Array.IndexOf(flags, value)

    // The lanes of the newest transformation vary fastest.
    let rec unwrapped (x: Tensor) =
        match x with
        | :? Lane as l ->
            let own = place % l.Count
            place <- place / l.Count
            (l.Trace, own) :: unwrapped l.All
        | _ -> []

    unwrapped flag

/// A value at a place among its lanes, as a constant; lanes of other transformations stay.
let rec private atPlace (place: (Trace * int) list) (x: Tensor) : Tensor =
    match x with
    | :? Lane as l ->
        let all = atPlace place l.All

        match List.tryFind (fun (trace, _) -> obj.ReferenceEquals(trace, l.Trace)) place with
        | Some(_, own) -> Moves.select 0 own all
        | None -> Lane(l.Trace, all)
    | x -> x

/// An argument for a branch: lanes that take the other one get that of a lane that takes this one. So the branch meets
/// nothing that it is not made for, and no bad number comes out of it, nor of its derivative.
let forBranch (value: bool) flag (x: 'P) : 'P =
    let place = placeOf value flag

    let replaced (x: Tensor) =
        let other = atPlace place (Values.constant x)
        Apply.run Primitives.where (if value then [| flag; x; other |] else [| flag; other; x |])

    Tree.map replaced x

/// Both leaves by a flag; they must be of one space.
let chosen name flag (onTrue: 'R) (onFalse: 'R) : 'R =
    let choose (x: Tensor) (y: Tensor) =
        if x.Space <> y.Space then
            raise (Errors.BranchSpaces(name, x.Space, y.Space))

        Apply.run Primitives.where [| flag; x; y |]

    Tree.map2 choose onTrue onFalse
