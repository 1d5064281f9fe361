/// The only dispatch point: every operation on tensors passes through `run`.
module internal Functional.Apply

open System
open Functional.Kernels

let inline private array (x: Tensor) = (x :?> Concrete).Array

/// From this many elements on, a sum of products is one fused dot product. Below, products are rounded one by one, as
/// PyTorch's are: in small programs the digits then agree.
[<Literal>]
let private FusedDot = 32

/// Whether a value is ones throughout, and can tell without looking at each.
let private isOnes (x: Tensor) =
    match x with
    | :? Concrete as c ->
        let number = c.Array.Uniform
        number.HasValue && number.Value.ToDouble() = 1.0
    | _ -> false

let private zeros (backend: IBackend) (space: Space) : Tensor =
    Concrete(backend.Full(space.Shape, space.DType, Number.op_Implicit 0.0))

let private function' (f: Tensor[] -> Tensor) (args: Tensor[]) : Tensor =
    Array.iter Values.keep args
    Values.outside (fun () -> f args)

/// A composition in one piece where the backend has that.
let private named (composition: Composition) (f: Tensor[] -> Tensor) (args: Tensor[]) : Tensor =
    let backend = (array args[0]).Backend

    if backend.Has(composition, args[0].Space) then
        Concrete(backend.Compose(composition, Array.map array args))
    else
        f args

let private evaluate (row: Row) (args: Tensor[]) : Tensor =
    match row.Evaluate with
    | Kernel operation ->
        match args.Length with
        | 3 -> Concrete(operation.Run(array args[0], array args[1], array args[2]))
        | _ -> Concrete(operation.Run(Array.map array args))
    | Composite f -> f args
    | Named(composition, f) -> named composition f args
    | Function f -> function' f args

let private evaluate1 (row: Row) (x: Tensor) : Tensor =
    match row.Evaluate with
    | Kernel operation -> Concrete(operation.Run(array x))
    | Composite f -> f [| x |]
    | Named(composition, f) -> named composition f [| x |]
    | Function f -> function' f [| x |]

let private evaluate2 (row: Row) (x: Tensor) (y: Tensor) : Tensor =
    match row.Evaluate with
    | Kernel operation -> Concrete(operation.Run(array x, array y))
    | Composite f -> f [| x; y |]
    | Named(composition, f) -> named composition f [| x; y |]
    | Function f -> function' f [| x; y |]

/// The transformation of a value, which must not be over.
let live (name: string) (newest: Tensor) =
    let trace =
        match newest with
        | :? Recorded as r -> r.Trace
        | :? Lane as l -> l.Trace
        | :? Series as s -> s.Trace
        | :? Symbol as s -> s.Trace
        | x -> (x :?> Dual).Trace

    if not trace.Alive && trace.Level > Replay.horizon () then
        raise (Errors.Escaped(name, trace.Name))

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
        Values.keep x

/// What a function takes that runs again later must be there then, whatever has ended meanwhile.
let inline private keepForLater (scope: Arena.Scope) (x: Tensor) =
    if scope.IsSuspended then
        Values.keepAll x

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

/// An operation on values that are not known yet becomes part of what is traced.
let private traced (newest: Symbol) (row: Row) (args: Tensor[]) : Tensor =
    let graph = newest.Tracer :?> Graph
    let args = Array.map graph.Own args

    match row.Evaluate with
    | Kernel operation -> graph.Add(row, operation, args)
    | Composite f
    | Named(_, f) -> graph.Name(row, args, f (Array.copy args))
    | Function f -> graph.Name(row, args, Values.outside (fun () -> f (Array.copy args)))

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
    let x = if x.Level = Traces.ImperativeLevel then Values.current x else x

    if x.Level = 0L then
        evaluate1 row x
    else
        let trace = live row.Name x
        let scope = Arena.Enter trace.Arena
        keepForLater scope x

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
            | :? Symbol as s -> traced s row [| x |]
            | :? Series as s -> alongCurve s.Expansion trace row [| x |] |> leaving
            | _ -> forward trace row [| x |] |> leaving
        finally
            scope.Leave()

/// The same for two arguments, without an array.
and run2 (row: Row) (x: Tensor) (y: Tensor) : Tensor =
    let x = if x.Level = Traces.ImperativeLevel then Values.current x else x
    let y = if y.Level = Traces.ImperativeLevel then Values.current y else y

    if x.Level = 0L && y.Level = 0L then
        evaluate2 row x y
    else
        let newest = if x.Level >= y.Level then x else y
        let trace = live row.Name newest
        keepForeign x
        keepForeign y
        let scope = Arena.Enter trace.Arena
        keepForLater scope x
        keepForLater scope y

        try
            match newest with
            | :? Dual -> forward trace row [| x; y |] |> leaving
            | :? Lane -> inLanes trace row [| x; y |]
            | :? Symbol as s -> traced s row [| x; y |]
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
            args[i] <- Values.current args[i]

        if i = 0 || args[i].Level > newest.Level then
            newest <- args[i]

    if newest.Level = 0L then
        evaluate row args
    else
        let trace = live row.Name newest

        for x in args do
            keepForeign x

        let scope = Arena.Enter trace.Arena

        for x in args do
            keepForLater scope x

        try
            match newest with
            | :? Dual -> forward trace row args |> leaving
            | :? Lane -> inLanes trace row args
            | :? Symbol as s -> traced s row args
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
      Zeros = fun x -> zeros (Values.backend x) x.Space }

/// The values of all lanes at once.
and private inLanes (trace: Trace) (row: Row) (args: Tensor[]) : Tensor =
    Lane(trace, Lanes.all (onLanes ()) trace row args |> below trace row)

and private onLanes () : Lanes.Operations = { Run = run; Apply = apply; Move = moved }

/// All lanes of a tensor that is the same in each of them.
and repeated count x = Lanes.repeated moved count x

/// The value of a linear map, built from the same operations that users call: so derivatives of derivatives need nothing more.
and apply (linear: Linear<Tensor>) (x: Tensor) : Tensor =
    let codomain = linear.Codomain

    match linear.Form with
    | Zero -> zeros (Values.backend x) codomain
    | Identity -> fit codomain x
    | Negate -> narrowed codomain x (fun x -> run1 Primitives.neg x)
    | ScaleBy factor -> narrowed codomain x (fun x -> run2 Primitives.mul x (number x factor))
    | Scale c ->
        let x = toDType c.DType x

        if codomain.Shape.Size = 1 && x.Size >= FusedDot && c.Shape.Equals x.Shape then
            run2 Primitives.dot x c |> fit codomain
        elif x.Size >= FusedDot && isOnes x && c.Shape.Equals x.Shape then
            // The cotangent of a sum is one number spread out, and mostly 1.
            fit codomain c
        else
            run2 Primitives.mul x c |> fit codomain
    | Mask(condition, on) ->
        let zero = zeros (Values.backend x) (Space(Shape.Scalar, x.DType))
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
        let into = zeros (Values.backend x) (Space(codomain.Shape, x.DType))
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
    | Transfer(_, target) -> toDevice target x
    | Compose(first, between, second) ->
        let middle = apply { Form = first; Domain = linear.Domain; Codomain = between } x

        apply { Form = second; Domain = between; Codomain = codomain } middle
    | Plus(f, g) ->
        let term form = apply { linear with Form = form } x

        match Linear.negated g with
        | ValueSome g -> run2 Primitives.sub (term f) (term g)
        | ValueNone -> run2 Primitives.add (term f) (term g)
    | Known(_, _, transpose, true) -> transpose x
    | Known(parts, _, _, false) -> apply { linear with Form = parts () } x
    | Open(apply, _) ->
        Values.keep x
        Values.outside (fun () -> apply x)

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
                    // Without the axes that were only put in front, what is left has the shape already.
                    if axes.Length = 0 then x else summed axes (axes.Length > x.Rank - space.Shape.Rank) x

            if summed.Shape.Equals space.Shape then summed else moved (Reshape space.Shape) summed

    toDType space.DType shaped

/// Works on the smaller side: after the sums when the codomain is narrower, before the expansion when it is broader.
and private narrowed codomain x operation =
    if codomain.Shape.Size < x.Size then operation (fit codomain x) else fit codomain (operation x)

and toDType dtype (x: Tensor) : Tensor = if byte x.DType = byte dtype then x else run1 (Primitives.cast dtype) x

/// The same numbers on a device. A program has no such step: what is traced says so, and then runs as it is.
and toDevice (device: Device) (x: Tensor) : Tensor =
    let source = x.Device

    if source.Equals device then
        x
    elif Values.isTraced x || (x.Level = Traces.ImperativeLevel && not (isNull (Tracing.current ()))) then
        raise (Errors.TracedMove(source, device))
    else
        run1 (Primitives.transfer source device) x

/// A host number as a constant beside a tensor.
and number (beside: Tensor) (value: float) : Tensor =
    Concrete((Values.backend beside).Full(Shape.Scalar, beside.DType, Number.op_Implicit value), true)

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
    let backend = Values.backend x
    let held = Array.init (rows * columns) (fun i -> triangle.Holds(i / columns, i % columns))
    let mask = Concrete(backend.Create(ReadOnlySpan held, Shape.From [ rows; columns ]))
    run Primitives.where [| mask; x; zeros backend (Space(Shape.Scalar, x.DType)) |]
