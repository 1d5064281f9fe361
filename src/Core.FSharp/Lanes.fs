/// What becomes of operations and of linear maps when their tensors have one more axis on the left, a place for each lane.
module internal Functional.Lanes

open System
open Functional.Kernels

/// The spaces of one lane and of all lanes.
let spaceOfAll (count: int) (space: Space) = Space(space.Shape.Batched count, space.DType)

/// What moves a tensor, of whatever level.
type private Mover = Movement -> Tensor -> Tensor

/// All lanes of a tensor that is the same in each of them.
let repeated (move: Mover) (count: int) (x: Tensor) : Tensor = move (Expand(x.Shape.Batched count)) x

let private ones (count: int) = Array.create count 1

/// The shape of all lanes with axes of length 1 before those of a lane, as many as lead to a rank.
let private aligned (count: int) (rank: int) (lane: Shape) =
    Shape.Create(ReadOnlySpan [| count; yield! ones (rank - lane.Rank); yield! lane |])

/// All lanes of a tensor, made fit to broadcast with others whose lanes have that many axes.
let align (move: Mover) (rank: int) (all: Tensor) : Tensor =
    if all.Rank = rank + 1 then
        all
    else
        let lane = Shape.Create(all.Shape.Lengths.Slice 1)
        move (Reshape(aligned all.Shape.Lengths[0] rank lane)) all

/// All lanes one after the other along an axis of a lane.
let joinedAlong (move: Mover) axis (all: Tensor) : Tensor =
    let rank = all.Rank - 1
    let beside = move (Permute [| yield! [ 1..axis ]; 0; yield! [ axis + 1 .. rank ] |]) all
    let lengths = beside.Shape.Lengths.ToArray()

    let joined = [| yield! lengths[.. axis - 1]; lengths[axis] * lengths[axis + 1]; yield! lengths[axis + 2 ..] |]

    move (Reshape(Shape.Create(ReadOnlySpan joined))) beside

/// The reverse of that, for as many lanes.
let splitAlong (move: Mover) axis (count: int) (joined: Tensor) : Tensor =
    let lengths = joined.Shape.Lengths.ToArray()

    let beside = [| yield! lengths[.. axis - 1]; count; lengths[axis] / max count 1; yield! lengths[axis + 1 ..] |]

    move (Reshape(Shape.Create(ReadOnlySpan beside))) joined
    |> move (Permute [| axis; yield! [ 0 .. axis - 1 ]; yield! [ axis + 1 .. joined.Rank ] |])

let private shift (axes: int[]) = Array.map ((+) 1) axes

/// <summary>
/// The linear map that does in every lane what a map does in one: between the spaces of all lanes. `lanes` gives all lanes
/// of a tensor that the map holds, or the tensor itself when it is the same in each. None for a map that somebody else
/// wrote, which says nothing of itself.
/// </summary>
let lift
    (move: Mover)
    (lanes: Tensor -> Tensor voption)
    (count: int)
    (domain: Space)
    (codomain: Space)
    (form: Form<Tensor>)
    : Form<Tensor> voption =

    // What broadcasts counts axes from the right: all that takes part gets as many of them.
    let broadcast (held: Tensor list) (domain: Space) (codomain: Space) (form: Tensor list -> Form<Tensor>) =
        let rank = held |> List.fold (fun rank x -> max rank x.Rank) (max domain.Shape.Rank codomain.Shape.Rank)
        let widened (space: Space) = Space(aligned count rank space.Shape, space.DType)

        let inner =
            held
            |> List.map (fun x ->
                match lanes x with
                | ValueSome all -> align move rank all
                | ValueNone -> x)
            |> form

        let inner =
            if domain.Shape.Rank = rank then
                inner
            else
                Compose(Move(Reshape((widened domain).Shape)), widened domain, inner)

        if codomain.Shape.Rank = rank then
            inner
        else
            Compose(inner, widened codomain, Move(Reshape(codomain.Shape.Batched count)))

    // An index has all its lanes: nothing broadcasts there.
    let index (x: Tensor) =
        match lanes x with
        | ValueSome all -> all
        | ValueNone -> repeated move count x

    let rec of' (domain: Space) (codomain: Space) form : Form<Tensor> voption =
        let holding held form = ValueSome(broadcast held domain codomain form)

        match form with
        | Zero -> ValueSome Zero
        | Identity
        | Negate
        | ScaleBy _ -> ValueSome(broadcast [] domain codomain (fun _ -> form))
        | Scale c -> holding [ c ] (fun held -> Scale held[0])
        | Mask(c, on) -> holding [ c ] (fun held -> Mask(held[0], on))
        | LeftProduct(a, transposed) -> holding [ a ] (fun held -> LeftProduct(held[0], transposed))
        | RightProduct(b, transposed) -> holding [ b ] (fun held -> RightProduct(held[0], transposed))
        | DivideTriangle(t, triangle, transposed) ->
            holding [ t ] (fun held -> DivideTriangle(held[0], triangle, transposed))
        | Divide(a, factors, transposed) ->
            holding [ a; factors ] (fun held -> Form.Divide(held[0], held[1], transposed))
        | Move movement -> ValueSome(Move(movement.Batched count))
        // These count axes from the right.
        | Within _
        | Windowed _
        | Overlapped _
        | Transfer _ -> ValueSome form
        | Form.Sum axes -> ValueSome(Form.Sum(shift axes))
        | Spread axes -> ValueSome(Spread(shift axes))
        | Take(axis, x) -> ValueSome(Take(axis + 1, index x))
        | Put(axis, x) -> ValueSome(Put(axis + 1, index x))
        | Cumulate(axis, reverse) -> ValueSome(Cumulate(axis + 1, reverse))
        | Compose(first, between, second) ->
            match of' domain between first, of' between codomain second with
            | ValueSome f, ValueSome g -> ValueSome(Compose(f, spaceOfAll count between, g))
            | _ -> ValueNone
        | Plus(f, g) ->
            match of' domain codomain f, of' domain codomain g with
            | ValueSome f, ValueSome g -> ValueSome(Plus(f, g))
            | _ -> ValueNone
        | Known(parts, _, _, _) -> of' domain codomain (parts ())
        | Open _ -> ValueNone

    of' domain codomain form

/// What is done with all lanes of tensors, of whatever level.
type Operations =
    { Run: Row -> Tensor[] -> Tensor
      Apply: Linear<Tensor> -> Tensor -> Tensor
      Move: Movement -> Tensor -> Tensor }

/// All lanes of a transformation's value; null for a value that is the same in each.
let private lanesOf trace (x: Tensor) : Tensor | null =
    match x with
    | :? Lane as l when obj.ReferenceEquals(l.Trace, trace) -> l.All
    | _ -> null

/// All lanes of what a function makes of lanes of a batch of its own.
let private over (operations: Operations) name (f: Trace -> Tensor) (count: int) : Tensor =
    let trace = Traces.start name null
    let y = f trace

    match lanesOf trace y with
    | NonNull all -> all
    | _ -> repeated operations.Move count y

/// The row that does to all lanes of its arguments what a row does to one. Its rule is the row's own, seen by lanes.
let private batched (operations: Operations) (row: Row) (count: int) (spaces: Space[]) (isShared: bool[]) : Row =
    let mutable result = Unchecked.defaultof<Space>
    let wrap trace = Array.mapi (fun i (all: Tensor) -> if isShared[i] then all else Lane(trace, all))

    let inEach f =
        fun all ->
            let y = over operations row.Name (fun trace -> f (wrap trace all)) count
            result <- Space(Shape.Create(y.Shape.Lengths.Slice 1), y.DType)
            y

    // Every lane's map as one map; `formIn` asks the rule, with what it sees as lanes of a trace.
    let mapOf i (formIn: Trace -> Form<Tensor>) =
        let codomain =
            match row.Evaluate with
            | Kernel operation -> operation.Infer(ReadOnlySpan spaces)
            | _ -> result

        let through (transform: Linear<Tensor> -> Linear<Tensor>) all =
            let linear trace = transform { Form = formIn trace; Domain = spaces[i]; Codomain = codomain }
            over operations row.Name (fun trace -> operations.Apply (linear trace) (Lane(trace, all))) count

        let trace = Traces.start row.Name null

        let lanes x =
            match lanesOf trace x with
            | NonNull all -> ValueSome all
            | _ -> ValueNone

        let map =
            match lift operations.Move lanes count spaces[i] codomain (formIn trace) with
            | ValueSome form -> form
            | ValueNone -> Open(through id, through Linear.transpose)

        if isShared[i] then Compose(Identity, spaceOfAll count spaces[i], map) else map

    { Name = row.Name
      Evaluate =
        match row.Evaluate with
        | Kernel operation -> Kernel(operation.Batched count)
        | Composite f
        | Named(_, f) -> Composite(inEach f)
        | Function f -> Function(inEach f)
      Rule =
        match row.Rule with
        | Discontinuous -> Discontinuous
        | Everywhere form -> Everywhere(fun i -> mapOf i (fun _ -> form i))
        | AtInputs form -> AtInputs(fun all i -> mapOf i (fun trace -> form (wrap trace all) i))
        | AtOther form ->
            AtOther(fun all i -> mapOf i (fun trace -> form (if isShared[1 - i] then all else Lane(trace, all)) i))
        | AtOutput form -> AtOutput(fun all i -> mapOf i (fun trace -> form (Lane(trace, all)) i))
        | AtBoth form -> AtBoth(fun all y i -> mapOf i (fun trace -> form (wrap trace all) (Lane(trace, y)) i))
      Domains = row.Domains }

/// All lanes of a row's result. A kernel that counts axes from the right is its own batch; any other row becomes one on all
/// lanes of its arguments.
let all (operations: Operations) (trace: Trace) (row: Row) (args: Tensor[]) : Tensor =
    let all = args |> Array.map (lanesOf trace)
    let count = (Array.pick Option.ofObj all: Tensor).Shape.Lengths[0]

    match row.Evaluate with
    | Kernel operation when operation.Broadcasts ->
        let rank = args |> Array.fold (fun rank x -> max rank x.Rank) 0

        Array.map2
            (fun (x: Tensor) (all: Tensor | null) ->
                match all with
                | NonNull all -> align operations.Move rank all
                | _ -> x)
            args
            all
        |> operations.Run row
    | Kernel(:? Gather as gather) when isNull all[0] && count > 0 ->
        // Every lane takes from one source, which needs no copy for each: their indices go one after the other.
        let index = joinedAlong operations.Move gather.Axis (nonNull all[1])
        operations.Run row [| args[0]; index |] |> splitAlong operations.Move gather.Axis count
    | evaluate ->
        let whole (x: Tensor) (all: Tensor | null) =
            match all, evaluate with
            // An expansion adds axes between the lanes and what is in them.
            | NonNull all, Kernel(:? Expand as expand) -> align operations.Move expand.To.Rank all
            | NonNull all, _ -> all
            | _, Kernel _ -> repeated operations.Move count x
            | _ -> x

        let isShared =
            match evaluate with
            | Kernel _ -> Array.create args.Length false
            | _ -> Array.map isNull all

        operations.Run
            (batched operations row count (args |> Array.map (fun x -> x.Space)) isShared)
            (Array.map2 whole args all)
