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

/// What remains of a value when every transformation looks through it.
let rec concrete (x: Tensor) : Concrete =
    match x with
    | :? Concrete as c -> c
    | :? Dual as d -> concrete d.Primal
    | :? Recorded as r -> concrete r.Primal
    | :? Parameter as p -> concrete p.Value
    | _ -> raise (Errors.LoneNumber())

let keep (x: Tensor) =
    match x with
    | :? Concrete as c -> c.Array.Keep()
    | _ -> ()

/// The ambient switch of the imperative surface: whether parameters record. A count of open scopes keeps it off the hot path.
module Recording =
    let private off = AsyncLocal<bool>()
    let mutable private scopes = 0

    let suspended () = Volatile.Read(&scopes) > 0 && off.Value

    let suspend () =
        let before = off.Value
        Interlocked.Increment(&scopes) |> ignore
        off.Value <- true
        let mutable closed = 0

        { new IDisposable with
            member _.Dispose() =
                if Interlocked.Exchange(&closed, 1) = 0 then
                    off.Value <- before
                    Interlocked.Decrement(&scopes) |> ignore }

/// What a parameter, or a value made from parameters, is to the operation that takes it.
let rec current (x: Tensor) : Tensor =
    match x with
    | :? Parameter as p ->
        match p.Bound with
        | null -> if Recording.suspended () then p.Value else p.Leaf
        | bound -> current bound
    | :? Recorded as r when Recording.suspended () -> r.Primal
    | _ -> x

let private evaluate (row: Row) (args: Tensor[]) : Tensor =
    match row.Evaluate with
    | Kernel operation ->
        match args.Length with
        | 1 -> Concrete(operation.Run(array args[0]))
        | 2 -> Concrete(operation.Run(array args[0], array args[1]))
        | 3 -> Concrete(operation.Run(array args[0], array args[1], array args[2]))
        | _ -> Concrete(operation.Run(Array.map array args))
    | Composite f -> f args
    | Function f ->
        for x in args do
            keep x

        let arena = Arena.Enter null

        try
            f args
        finally
            Arena.Enter arena |> ignore

/// Applies a row to values of any levels: the newest transformation among them handles it, and sees through its own values only.
let rec run (row: Row) (args: Tensor[]) : Tensor =
    let mutable top = 0L

    for i in 0 .. args.Length - 1 do
        if args[i].Level = Traces.ImperativeLevel then
            args[i] <- current args[i]

        if args[i].Level > top then
            top <- args[i].Level

    if top = 0L then evaluate row args else interpret row args top

and private interpret row args top =
    let newest = Array.find (fun (x: Tensor) -> x.Level = top) args

    let trace =
        match newest with
        | :? Dual as d -> d.Trace
        | x -> (x :?> Recorded).Trace

    if not trace.Alive then
        raise (Errors.Escaped(row.Name, trace.Name))

    // Whoever keeps a value that is not its own says so: it may belong to a transformation that ends sooner.
    for x in args do
        if x.Level = 0L then
            keep x

    let arena = Arena.Enter trace.Arena

    try
        let result =
            match newest with
            | :? Dual -> forward trace row args
            | _ -> reverse trace row args

        // A truth value, an index, a value without tangent: it does not belong to the transformation.
        if result.Level = 0L then
            keep result

        result
    finally
        Arena.Enter arena |> ignore

and private forward trace row args : Tensor =
    let primals =
        args
        |> Array.map (function
            | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) -> d.Primal
            | x -> x)

    let primal = run row primals
    let mutable tangent: Tensor | null = null

    let push i form =
        match args[i] with
        | :? Dual as d when obj.ReferenceEquals(d.Trace, trace) ->
            match form i with
            | Zero -> ()
            | form ->
                let term = apply { Form = form; Domain = d.Space; Codomain = primal.Space } d.Tangent

                tangent <-
                    match tangent with
                    | null -> term
                    | sum -> run Primitives.add [| sum; term |]
        | _ -> ()

    match row.Rule with
    | Discontinuous -> ()
    | Everywhere form ->
        for i in 0 .. args.Length - 1 do
            push i form
    | AtInputs form ->
        for i in 0 .. args.Length - 1 do
            push i (form primals)
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
    let primals = Array.zeroCreate args.Length
    let nodes: Node[] = Array.zeroCreate args.Length

    for i in 0 .. args.Length - 1 do
        match args[i] with
        | :? Recorded as r when obj.ReferenceEquals(r.Trace, trace) ->
            primals[i] <- r.Primal
            nodes[i] <- r.Node
        | x -> primals[i] <- x

    let primal = run row primals

    match row.Rule with
    | Discontinuous -> primal
    | _ ->
        let node = Node.Of(row, primal.Space, nodes)
        node.Save(primals, primal)
        Recorded(trace, primal, node)

/// The value of a linear map, built from the same operations that users call: so derivatives of derivatives need nothing more.
and apply (linear: Linear<Tensor>) (x: Tensor) : Tensor =
    let codomain = linear.Codomain

    match linear.Form with
    | Zero -> zeros (concrete x).Array.Backend codomain
    | Identity -> fit codomain x
    | Negate -> narrowed codomain x (fun x -> run Primitives.neg [| x |])
    | ScaleBy factor -> narrowed codomain x (fun x -> run Primitives.mul [| x; number x factor |])
    | Scale c ->
        let x = toDType c.DType x

        if codomain.Shape.Size = 1 && x.Size >= FusedDot && c.Shape = x.Shape then
            run Primitives.dot [| x; c |] |> fit codomain
        else
            run Primitives.mul [| x; c |] |> fit codomain
    | Mask(condition, on) ->
        let zero = zeros (concrete x).Array.Backend (Space(Shape.Scalar, x.DType))
        let branches = if on then [| condition; x; zero |] else [| condition; zero; x |]
        run Primitives.where branches |> fit codomain
    | Move movement -> run (Primitives.move movement) [| x |]
    | Form.Sum axes -> run (Primitives.sum axes false) [| x |] |> toDType codomain.DType
    | Spread axes ->
        let lengths = codomain.Shape.Lengths.ToArray()

        for axis in axes do
            lengths[axis] <- 1

        run (Primitives.move (Reshape(Shape.Create(ReadOnlySpan lengths)))) [| x |] |> fit codomain
    | Take(axis, index) -> run (Primitives.gather axis) [| x; index |]
    | Put(axis, index) ->
        let into = zeros (concrete x).Array.Backend (Space(codomain.Shape, x.DType))
        run (Primitives.scatterAdd axis) [| into; index; x |]
    | LeftProduct(a, transposed) -> run Primitives.matmul [| (if transposed then swap a else a); x |] |> fit codomain
    | RightProduct(b, transposed) -> run Primitives.matmul [| x; (if transposed then swap b else b) |] |> fit codomain
    | Cumulate(axis, reverse) -> run (Primitives.cumsum axis reverse) [| x |]
    | Compose(first, between, second) ->
        let middle = apply { Form = first; Domain = linear.Domain; Codomain = between } x

        apply { Form = second; Domain = between; Codomain = codomain } middle
    | Plus(f, g) ->
        let term form = apply { linear with Form = form } x
        run Primitives.add [| term f; term g |]
    | Open(apply, _) ->
        keep x
        let arena = Arena.Enter null

        try
            apply x
        finally
            Arena.Enter arena |> ignore

/// Expands or sums to the shape of a space, and casts to its dtype: sums in the wider dtype, and rounds once.
and fit (space: Space) (x: Tensor) : Tensor =
    let shaped =
        if x.Shape = space.Shape then
            x
        elif Broadcasting.Fits(x.Shape, space.Shape) then
            run (Primitives.move (Expand space.Shape)) [| x |]
        else
            let axes = Broadcasting.SummedAxes(x.Shape, space.Shape)
            let summed = if axes.Length = 0 then x else run (Primitives.sum axes true) [| x |]

            if summed.Shape = space.Shape then
                summed
            else
                run (Primitives.move (Reshape space.Shape)) [| summed |]

    toDType space.DType shaped

/// Works on the smaller side: after the sums when the codomain is narrower, before the expansion when it is broader.
and private narrowed codomain x operation =
    if codomain.Shape.Size < x.Size then operation (fit codomain x) else fit codomain (operation x)

and toDType dtype (x: Tensor) : Tensor = if x.DType = dtype then x else run (Primitives.cast dtype) [| x |]

/// A host number as a constant beside a tensor.
and number (beside: Tensor) (value: float) : Tensor =
    let backend = (concrete beside).Array.Backend
    Concrete(backend.Full(Shape.Scalar, beside.DType, Number.op_Implicit value), true)

/// The last two axes exchanged.
and swap (x: Tensor) : Tensor =
    let axes = Array.init x.Rank id
    axes[x.Rank - 2] <- x.Rank - 1
    axes[x.Rank - 1] <- x.Rank - 2
    run (Primitives.move (Permute axes)) [| x |]
