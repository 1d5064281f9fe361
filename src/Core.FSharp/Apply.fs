/// The only dispatch point: every operation on tensors passes through `run`.
module internal Functional.Apply

open System
open System.Threading
open Functional.Kernels

let inline private array (x: Tensor) = (x :?> Concrete).Array

/// From this many elements on, a sum of products is one fused dot product. Below, products are rounded one by one, as
/// PyTorch's are: in small programs the digits then agree.
[<Literal>]
let private FusedDot = 32

let private zeros (backend: IBackend) (space: Space) : Tensor =
    Concrete(backend.Full(space.Shape, space.DType, Number.op_Implicit 0.0))

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
    | _ -> raise (Errors.LoneNumber())

/// Where a value's numbers are.
let backend (x: Tensor) : IBackend = (numbers x).Array.Backend

/// What remains of a value when every transformation looks through it, for those who read numbers.
let concrete (operation: string) (x: Tensor) : Concrete =
    match constant x with
    | :? Lane as l -> raise (Errors.ReadOfLanes(operation, l.Trace.Name, l.Shape, l.Count))
    | x -> numbers x

let keep (x: Tensor) =
    match x with
    | :? Concrete as c -> c.Array.Keep()
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
                let horizon = Replay.horizon ()

                if horizon > 0L && p.Assigned > horizon then
                    raise (Errors.ChangedParameter())

                if Recording.suspended () then p.Value else p.Leaf
            | bound -> current bound
        | :? Recorded as r when Recording.suspended () -> r.Primal
        | _ -> x

/// Runs somebody else's code: it may keep what it makes.
let outside (code: unit -> 'a) : 'a =
    let scope = Arena.Enter null

    try
        code ()
    finally
        scope.Leave()

/// The same for a function, which may keep what it sees, too.
let private function' (f: Tensor[] -> Tensor) (args: Tensor[]) : Tensor =
    Array.iter keep args
    outside (fun () -> f args)

let private evaluate (row: Row) (args: Tensor[]) : Tensor =
    match row.Evaluate with
    | Kernel operation ->
        match args.Length with
        | 3 -> Concrete(operation.Run(array args[0], array args[1], array args[2]))
        | _ -> Concrete(operation.Run(Array.map array args))
    | Composite f -> f args
    | Function f -> function' f args

let private evaluate1 (row: Row) (x: Tensor) : Tensor =
    match row.Evaluate with
    | Kernel operation -> Concrete(operation.Run(array x))
    | Composite f -> f [| x |]
    | Function f -> function' f [| x |]

let private evaluate2 (row: Row) (x: Tensor) (y: Tensor) : Tensor =
    match row.Evaluate with
    | Kernel operation -> Concrete(operation.Run(array x, array y))
    | Composite f -> f [| x; y |]
    | Function f -> function' f [| x; y |]

let inline private live (row: Row) (newest: Tensor) =
    let trace =
        match newest with
        | :? Recorded as r -> r.Trace
        | :? Lane as l -> l.Trace
        | :? Series as s -> s.Trace
        | x -> (x :?> Dual).Trace

    if not trace.Alive && trace.Level > Replay.horizon () then
        raise (Errors.Escaped(row.Name, trace.Name))

    trace

/// A value as a transformation sees it: looked through when it is its own, else a constant.
let inline private primalOf (trace: Trace) (x: Tensor) =
    match x with
    | :? Recorded as r when obj.ReferenceEquals(r.Trace, trace) -> r.Primal
    | x -> x

let inline private nodeOf (trace: Trace) (x: Tensor) : Node =
    match x with
    | :? Recorded as r when obj.ReferenceEquals(r.Trace, trace) -> r.Node
    | _ -> null

/// Whoever keeps a value that is not its own says so: it may belong to a transformation that ends sooner.
let inline private keepForeign (x: Tensor) =
    if x.Level = 0L then
        keep x

/// A truth value, an index, a value without tangent: what leaves without belonging to the transformation is kept.
let inline private leaving (result: Tensor) =
    keepForeign result
    result

/// The same for the result of a row without derivative.
let private stepping (trace: Trace) (row: Row) result =
    if trace.RefusesSteps then
        raise (Errors.NotLinear(trace.Name, row.Name))

    leaving result

let inline private isRecorded (row: Row) =
    match row.Rule with
    | Discontinuous -> false
    | _ -> true

/// What a transformation sees behind its values: never one of its own, nor of a later one. Only the function of a
/// custom operation can get hold of such a value, past the arguments.
let inline private below (trace: Trace) (row: Row) (primal: Tensor) =
    if primal.Level >= trace.Level then
        raise (Errors.Captured(row.Name, trace.Name))

    primal

/// Applies a row to values of any levels: the newest transformation among them handles it, and sees through its own values only.
let rec run (row: Row) (args: Tensor[]) : Tensor =
    match args.Length with
    | 1 -> run1 row args[0]
    | 2 -> run2 row args[0] args[1]
    | _ -> runAll row args

/// The same for one argument, without an array.
and run1 (row: Row) (x: Tensor) : Tensor =
    let x = if x.Level = Traces.ImperativeLevel then current x else x

    if x.Level = 0L then
        evaluate1 row x
    else
        let trace = live row x
        let scope = Arena.Enter trace.Arena

        try
            match x with
            | :? Recorded as r ->
                let primal = run1 row r.Primal |> below trace row

                if isRecorded row then
                    let node = Node.Of(row, primal.Space, r.Node)
                    node.Save(r.Primal, primal)
                    Recorded(trace, primal, node)
                else
                    stepping trace row primal
            | :? Lane -> inLanes trace row [| x |]
            | :? Series as s -> alongCurve s.Expansion trace row [| x |] |> leaving
            | _ -> forward trace row [| x |] |> leaving
        finally
            scope.Leave()

/// The same for two arguments, without an array.
and run2 (row: Row) (x: Tensor) (y: Tensor) : Tensor =
    let x = if x.Level = Traces.ImperativeLevel then current x else x
    let y = if y.Level = Traces.ImperativeLevel then current y else y

    if x.Level = 0L && y.Level = 0L then
        evaluate2 row x y
    else
        let newest = if x.Level >= y.Level then x else y
        let trace = live row newest
        keepForeign x
        keepForeign y
        let scope = Arena.Enter trace.Arena

        try
            match newest with
            | :? Dual -> forward trace row [| x; y |] |> leaving
            | :? Lane -> inLanes trace row [| x; y |]
            | :? Series as s -> alongCurve s.Expansion trace row [| x; y |] |> leaving
            | _ ->
                let xPrimal = primalOf trace x
                let yPrimal = primalOf trace y
                let primal = run2 row xPrimal yPrimal |> below trace row

                if isRecorded row then
                    let node = Node.Of(row, primal.Space, nodeOf trace x, nodeOf trace y)
                    node.Save(xPrimal, yPrimal, primal)
                    Recorded(trace, primal, node)
                else
                    stepping trace row primal
        finally
            scope.Leave()

and private runAll row args =
    let mutable newest = args[0]

    for i in 0 .. args.Length - 1 do
        if args[i].Level = Traces.ImperativeLevel then
            args[i] <- current args[i]

        if i = 0 || args[i].Level > newest.Level then
            newest <- args[i]

    if newest.Level = 0L then
        evaluate row args
    else
        let trace = live row newest

        for x in args do
            keepForeign x

        let scope = Arena.Enter trace.Arena

        try
            match newest with
            | :? Dual -> forward trace row args |> leaving
            | :? Lane -> inLanes trace row args
            | :? Series as s -> alongCurve s.Expansion trace row args |> leaving
            | _ -> reverse trace row args |> leaving
        finally
            scope.Leave()

and private forward trace row args : Tensor =
    let primals =
        args
        |> Array.map (function
            | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) -> d.Primal
            | x -> x)

    let primal = run row primals |> below trace row
    let mutable tangent: Tensor | null = null

    let push i form =
        match args[i] with
        | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) ->
            match form i with
            | Zero -> ()
            | form ->
                let term = apply { Form = form; Domain = d.Space; Codomain = primal.Space } d.Tangent |> below trace row

                tangent <-
                    match tangent with
                    | null -> term
                    | sum -> run2 Primitives.add sum term
        | _ -> ()

    match row.Rule with
    | Discontinuous -> ()
    | Everywhere form ->
        for i in 0 .. args.Length - 1 do
            push i form
    | AtInputs form ->
        for i in 0 .. args.Length - 1 do
            push i (form primals)
    | AtOther form ->
        for i in 0 .. args.Length - 1 do
            push i (form primals[1 - i])
    | AtOutput form ->
        for i in 0 .. args.Length - 1 do
            push i (form primal)
    | AtBoth form ->
        for i in 0 .. args.Length - 1 do
            push i (form primals primal)

    match tangent with
    | null -> primal
    | tangent -> Dual(trace, primal, tangent)

and private reverse trace row args : Tensor =
    let primals = args |> Array.map (fun x -> primalOf trace x)
    let primal = run row primals |> below trace row

    if isRecorded row then
        let node = Node.Of(row, primal.Space, args |> Array.map (fun x -> nodeOf trace x))
        node.Save(primals, primal)
        Recorded(trace, primal, node)
    else
        stepping trace row primal

/// The operation where the curves of the arguments start, and the coefficients of its result along them.
and private alongCurve (expansion: Expansion) (trace: Trace) (row: Row) (args: Tensor[]) : Tensor =
    let isUsers = obj.ReferenceEquals(trace, expansion.Values)

    match if isUsers then null else Curves.remembered trace row args with
    | null ->
        let value =
            args
            |> Array.map (function
                | :? Series as s when obj.ReferenceEquals(s.Trace, trace) -> s.Point
                | x -> x)
            |> run row
            |> below expansion.Values row

        if isRecorded row then
            let y = Curves.along (onCoefficients ()) expansion trace row args value

            if isUsers then
                y.Stream.Know expansion.Order
                y.Stream.Close()

            if isUsers && y.Stream.IsConstant then value else y
        else
            value
    | known -> known

and private onCoefficients () : Curves.Operations =
    { Apply = apply
      Add = fun x y -> run2 Primitives.add x y
      Times = fun factor x -> run2 Primitives.mul x (number x factor)
      Zeros = fun x -> zeros (backend x) x.Space }

/// All lanes at once. A kernel that counts axes from the right is its own batch; any other row becomes one on all lanes
/// of its arguments.
and private inLanes (trace: Trace) (row: Row) (args: Tensor[]) : Tensor =
    let all = args |> Array.map (lanesOf trace)
    let count = (Array.pick Option.ofObj all: Tensor).Shape.Lengths[0]

    match row.Evaluate with
    | Kernel operation when operation.Broadcasts ->
        let rank = args |> Array.fold (fun rank x -> max rank x.Rank) 0

        Array.map2
            (fun (x: Tensor) (all: Tensor | null) ->
                match all with
                | NonNull all -> Lanes.align moved rank all
                | _ -> x)
            args
            all
        |> run row
    | Kernel(:? Gather as gather) when isNull all[0] && count > 0 ->
        // Every lane takes from one source, which needs no copy for each: their indices go one after the other.
        let index = Lanes.joinedAlong moved gather.Axis (nonNull all[1])
        run2 row args[0] index |> Lanes.splitAlong moved gather.Axis count
    | evaluate ->
        let whole (x: Tensor) (all: Tensor | null) =
            match all, evaluate with
            // An expansion adds axes between the lanes and what is in them.
            | NonNull all, Kernel(:? Expand as expand) -> Lanes.align moved expand.To.Rank all
            | NonNull all, _ -> all
            | _, Kernel _ -> repeated count x
            | _ -> x

        let isShared =
            match evaluate with
            | Kernel _ -> Array.create args.Length false
            | _ -> Array.map isNull all

        run (batched row count (args |> Array.map (fun x -> x.Space)) isShared) (Array.map2 whole args all)
    |> below trace row
    |> fun all -> Lane(trace, all)

/// All lanes of a transformation's value; null for a value that is the same in each.
and private lanesOf trace (x: Tensor) : Tensor | null =
    match x with
    | :? Lane as l when obj.ReferenceEquals(l.Trace, trace) -> l.All
    | _ -> null

/// All lanes of a tensor that is the same in each of them.
and repeated count x = Lanes.repeated moved count x

/// All lanes of what a function makes of lanes of a batch of its own.
and private overLanes name (f: Trace -> Tensor) (count: int) : Tensor =
    let trace = Traces.start name null
    let y = f trace

    match lanesOf trace y with
    | NonNull all -> all
    | _ -> repeated count y

/// The row that does to all lanes of its arguments what a row does to one. Its rule is the row's own, seen by lanes.
and private batched (row: Row) (count: int) (spaces: Space[]) (isShared: bool[]) : Row =
    let mutable result = Unchecked.defaultof<Space>
    let wrap trace = Array.mapi (fun i (all: Tensor) -> if isShared[i] then all else Lane(trace, all))

    let inEach f =
        fun all ->
            let y = overLanes row.Name (fun trace -> f (wrap trace all)) count
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
            overLanes row.Name (fun trace -> apply (linear trace) (Lane(trace, all))) count

        let trace = Traces.start row.Name null

        let lanes x =
            match lanesOf trace x with
            | NonNull all -> ValueSome all
            | _ -> ValueNone

        let map =
            match Lanes.lift moved lanes count spaces[i] codomain (formIn trace) with
            | ValueSome form -> form
            | ValueNone -> Open(through id, through Linear.transpose)

        if isShared[i] then Compose(Identity, Lanes.spaceOfAll count spaces[i], map) else map

    { Name = row.Name
      Evaluate =
        match row.Evaluate with
        | Kernel operation -> Kernel(operation.Batched count)
        | Composite f -> Composite(inEach f)
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

/// The value of a linear map, built from the same operations that users call: so derivatives of derivatives need nothing more.
and apply (linear: Linear<Tensor>) (x: Tensor) : Tensor =
    let codomain = linear.Codomain

    match linear.Form with
    | Zero -> zeros (backend x) codomain
    | Identity -> fit codomain x
    | Negate -> narrowed codomain x (fun x -> run1 Primitives.neg x)
    | ScaleBy factor -> narrowed codomain x (fun x -> run2 Primitives.mul x (number x factor))
    | Scale c ->
        let x = toDType c.DType x

        if codomain.Shape.Size = 1 && x.Size >= FusedDot && c.Shape.Equals x.Shape then
            run2 Primitives.dot x c |> fit codomain
        else
            run2 Primitives.mul x c |> fit codomain
    | Mask(condition, on) ->
        let zero = zeros (backend x) (Space(Shape.Scalar, x.DType))
        let branches = if on then [| condition; x; zero |] else [| condition; zero; x |]
        run Primitives.where branches |> fit codomain
    | Move movement -> moved movement x
    | Form.Sum axes -> summed axes false x |> toDType codomain.DType
    | Spread _ when x.Size = 1 -> fit codomain x
    | Spread axes ->
        let lengths = codomain.Shape.Lengths.ToArray()

        for axis in axes do
            lengths[axis] <- 1

        run (Primitives.move (Reshape(Shape.Create(ReadOnlySpan lengths)))) [| x |] |> fit codomain
    | Take(axis, index) -> run2 (Primitives.gather axis) x index
    | Put(axis, index) ->
        let into = zeros (backend x) (Space(codomain.Shape, x.DType))
        run (Primitives.scatterAdd axis) [| into; index; x |]
    | LeftProduct(a, transposed) -> productInto codomain (if transposed then swap a else a) x
    | RightProduct(b, transposed) -> productInto codomain x (if transposed then swap b else b)
    | DivideTriangle(t, triangle, transposed) ->
        run2 (Primitives.divideTriangle triangle transposed) t x |> fit codomain
    | Divide(a, factors, transposed) -> run (Primitives.divide "solve" transposed) [| factors; a; x |] |> fit codomain
    | Within triangle -> within triangle x
    | Cumulate(axis, reverse) -> run1 (Primitives.cumsum axis reverse) x
    | Windowed windows -> moved windows x
    | Overlapped overlap -> run1 (Primitives.overlapAdd overlap) x
    | Compose(first, between, second) ->
        let middle = apply { Form = first; Domain = linear.Domain; Codomain = between } x

        apply { Form = second; Domain = between; Codomain = codomain } middle
    | Plus(f, g) ->
        let term form = apply { linear with Form = form } x
        run2 Primitives.add (term f) (term g)
    | Open(apply, _) ->
        keep x
        outside (fun () -> apply x)

// What carries no derivative needs no row, only the operation.
and moved (movement: Movement) (x: Tensor) : Tensor =
    if x.Level = 0L then Concrete(movement.Run(array x)) else run1 (Primitives.move movement) x

and private summed axes keepAxes (x: Tensor) : Tensor =
    if x.Level = 0L then
        Concrete((Primitives.summation axes keepAxes).Run(array x))
    else
        run1 (Primitives.sum axes keepAxes) x

/// Expands or sums to the shape of a space, and casts to its dtype: sums in the wider dtype, and rounds once.
and fit (space: Space) (x: Tensor) : Tensor =
    let shaped =
        if x.Shape.Equals space.Shape then
            x
        elif Broadcasting.Fits(x.Shape, space.Shape) then
            moved (Expand space.Shape) x
        else
            let summed =
                if space.Shape.Rank = 0 then
                    run1 (Primitives.total x.Rank) x
                else
                    let axes = Broadcasting.SummedAxes(x.Shape, space.Shape)
                    if axes.Length = 0 then x else summed axes true x

            if summed.Shape.Equals space.Shape then summed else moved (Reshape space.Shape) summed

    toDType space.DType shaped

/// Works on the smaller side: after the sums when the codomain is narrower, before the expansion when it is broader.
and private narrowed codomain x operation =
    if codomain.Shape.Size < x.Size then operation (fit codomain x) else fit codomain (operation x)

and toDType dtype (x: Tensor) : Tensor = if byte x.DType = byte dtype then x else run1 (Primitives.cast dtype) x

/// A host number as a constant beside a tensor.
and number (beside: Tensor) (value: float) : Tensor =
    Concrete((backend beside).Full(Shape.Scalar, beside.DType, Number.op_Implicit value), true)

/// A matrix product in a codomain. A sum of products of many pairs of matrices is one product, of the matrices side by side.
and private productInto (codomain: Space) (left: Tensor) (right: Tensor) : Tensor =
    if
        codomain.Shape.Rank = 2
        && left.Rank > 2
        && left.Rank = right.Rank
        && Shape.From(Seq.take (left.Rank - 2) left.Shape) = Shape.From(Seq.take (left.Rank - 2) right.Shape)
    then
        let stacked (x: Tensor) =
            let rows = Seq.take (x.Rank - 1) x.Shape |> Seq.fold (*) 1
            moved (Reshape(Shape.From [ rows; x.Shape.Lengths[x.Rank - 1] ])) x

        run2 Primitives.matmul (swap (stacked (swap left))) (stacked right) |> fit codomain
    else
        run2 Primitives.matmul left right |> fit codomain

/// The last two axes exchanged.
and swap (x: Tensor) : Tensor = moved (Primitives.transposition x.Rank) x

/// A part of matrices, and zeros elsewhere.
and within (triangle: Triangle) (x: Tensor) : Tensor =
    let rows, columns = x.Shape.Lengths[x.Rank - 2], x.Shape.Lengths[x.Rank - 1]
    let backend = backend x
    let held = Array.init (rows * columns) (fun i -> triangle.Holds(i / columns, i % columns))
    let mask = Concrete(backend.Create(ReadOnlySpan held, Shape.From [ rows; columns ]))
    run Primitives.where [| mask; x; zeros backend (Space(Shape.Scalar, x.DType)) |]
