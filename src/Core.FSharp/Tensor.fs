namespace Functional

open System
open System.Collections
open System.Collections.Generic
open System.Runtime.CompilerServices
open Functional.Kernels

/// <summary>
/// Numbers that transformations can see through: an immutable n-dimensional array that is concrete, or belongs to a
/// running transformation. Both languages share this type. Operators and functions broadcast and promote as PyTorch's.
/// </summary>
[<AbstractClass; CollectionBuilder(typeof<TensorBuilder>, "Create")>]
type Tensor internal (level: int64) =
    member internal _.Level = level

    /// The lengths of the axes; [] for a single number.
    abstract Shape: Shape

    /// The type of the elements.
    abstract DType: DType

    /// Where the numbers are.
    abstract Device: Device

    /// The number of axes.
    member x.Rank = x.Shape.Rank

    /// The number of elements.
    member x.Size = x.Shape.Size

    /// Shape and dtype together.
    member x.Space = Space(x.Shape, x.DType)

    static member (~-)(x: Tensor) = Elementary.Current.Negate x
    static member (~+)(x: Tensor) = x
    static member (+)(x: Tensor, y: Tensor) = Elementary.Current.Add(x, y)
    static member (-)(x: Tensor, y: Tensor) = Elementary.Current.Subtract(x, y)
    static member (*)(x: Tensor, y: Tensor) = Elementary.Current.Multiply(x, y)
    static member (/)(x: Tensor, y: Tensor) = Elementary.Current.Divide(x, y)
    static member (%)(x: Tensor, y: Tensor) = Elementary.Current.Remainder(x, y)
    static member (+)(x: Tensor, y: float) = x + HostNumber.Of y
    static member (-)(x: Tensor, y: float) = x - HostNumber.Of y
    static member (*)(x: Tensor, y: float) = x * HostNumber.Of y
    static member (/)(x: Tensor, y: float) = x / HostNumber.Of y
    static member (%)(x: Tensor, y: float) = x % HostNumber.Of y
    static member (+)(x: float, y: Tensor) = HostNumber.Of x + y
    static member (-)(x: float, y: Tensor) = HostNumber.Of x - y
    static member (*)(x: float, y: Tensor) = HostNumber.Of x * y
    static member (/)(x: float, y: Tensor) = HostNumber.Of x / y
    static member (%)(x: float, y: Tensor) = HostNumber.Of x % y
    static member (+)(x: Tensor, y: int) = x + HostNumber.Of y
    static member (-)(x: Tensor, y: int) = x - HostNumber.Of y
    static member (*)(x: Tensor, y: int) = x * HostNumber.Of y
    static member (/)(x: Tensor, y: int) = x / HostNumber.Of y
    static member (%)(x: Tensor, y: int) = x % HostNumber.Of y
    static member (+)(x: int, y: Tensor) = HostNumber.Of x + y
    static member (-)(x: int, y: Tensor) = HostNumber.Of x - y
    static member (*)(x: int, y: Tensor) = HostNumber.Of x * y
    static member (/)(x: int, y: Tensor) = HostNumber.Of x / y
    static member (%)(x: int, y: Tensor) = HostNumber.Of x % y

    // Comparisons at every element. The short names are for F#, whose operators `<` and `=` mean another thing; so does `==`.

    /// x < y at every element, as truth values.
    static member Lt(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.Less, x, y)

    /// x < y at every element, as truth values.
    static member Lt(x: Tensor, y: float) = Elementary.Current.Compare(Binary.Less, x, HostNumber.Of y)

    /// x ≤ y at every element, as truth values.
    static member Le(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.LessEqual, x, y)

    /// x ≤ y at every element, as truth values.
    static member Le(x: Tensor, y: float) = Elementary.Current.Compare(Binary.LessEqual, x, HostNumber.Of y)

    /// x > y at every element, as truth values.
    static member Gt(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.Greater, x, y)

    /// x > y at every element, as truth values.
    static member Gt(x: Tensor, y: float) = Elementary.Current.Compare(Binary.Greater, x, HostNumber.Of y)

    /// x ≥ y at every element, as truth values.
    static member Ge(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.GreaterEqual, x, y)

    /// x ≥ y at every element, as truth values.
    static member Ge(x: Tensor, y: float) = Elementary.Current.Compare(Binary.GreaterEqual, x, HostNumber.Of y)

    /// x = y at every element, as truth values.
    static member Eq(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.Equal, x, y)

    /// x = y at every element, as truth values.
    static member Eq(x: Tensor, y: float) = Elementary.Current.Compare(Binary.Equal, x, HostNumber.Of y)

    /// x ≠ y at every element, as truth values.
    static member Ne(x: Tensor, y: Tensor) = Elementary.Current.Compare(Binary.NotEqual, x, y)

    /// x ≠ y at every element, as truth values.
    static member Ne(x: Tensor, y: float) = Elementary.Current.Compare(Binary.NotEqual, x, HostNumber.Of y)

    static member op_LessThan(x: Tensor, y: Tensor) = Tensor.Lt(x, y)
    static member op_LessThan(x: Tensor, y: float) = Tensor.Lt(x, y)
    static member op_LessThanOrEqual(x: Tensor, y: Tensor) = Tensor.Le(x, y)
    static member op_LessThanOrEqual(x: Tensor, y: float) = Tensor.Le(x, y)
    static member op_GreaterThan(x: Tensor, y: Tensor) = Tensor.Gt(x, y)
    static member op_GreaterThan(x: Tensor, y: float) = Tensor.Gt(x, y)
    static member op_GreaterThanOrEqual(x: Tensor, y: Tensor) = Tensor.Ge(x, y)
    static member op_GreaterThanOrEqual(x: Tensor, y: float) = Tensor.Ge(x, y)

    /// The part at a position of the first axis, which goes away; -1 is the last.
    member x.Item
        with get (position: int): Tensor = Elementary.Current.Part(x, [| At.Index position |])

    /// The part that an index describes, axis by axis: positions, ranges, new axes, and an ellipsis. C#: `x[1..3, ^1]`.
    member x.Item
        with get ([<ParamArray>] index: At[]): Tensor = Elementary.Current.Part(x, index)

    /// Parts along the first axis at the positions of an integer tensor, or where a bool tensor is true.
    member x.Item
        with get (index: Tensor): Tensor = Elementary.Current.PartsAt(x, index)

    // The names that F#'s own functions (sin, exp, **, …) resolve to.

    /// |x|, elementwise.
    static member Abs(x: Tensor) = Elementary.Current.Map(Unary.Abs, x)

    /// e to the x, elementwise.
    static member Exp(x: Tensor) = Elementary.Current.Map(Unary.Exp, x)

    /// The natural logarithm, elementwise; nan below 0.
    static member Log(x: Tensor) = Elementary.Current.Map(Unary.Log, x)

    /// The logarithm to base 10, elementwise; nan below 0.
    static member Log10(x: Tensor) = Elementary.Current.Map(Unary.Log10, x)

    /// The square root, elementwise; nan below 0.
    static member Sqrt(x: Tensor) = Elementary.Current.Map(Unary.Sqrt, x)

    /// The sine, elementwise.
    static member Sin(x: Tensor) = Elementary.Current.Map(Unary.Sin, x)

    /// The cosine, elementwise.
    static member Cos(x: Tensor) = Elementary.Current.Map(Unary.Cos, x)

    /// The tangent, elementwise.
    static member Tan(x: Tensor) = Elementary.Current.Map(Unary.Tan, x)

    /// The inverse sine, elementwise; nan outside [-1, 1].
    static member Asin(x: Tensor) = Elementary.Current.Map(Unary.Asin, x)

    /// The inverse cosine, elementwise; nan outside [-1, 1].
    static member Acos(x: Tensor) = Elementary.Current.Map(Unary.Acos, x)

    /// The inverse tangent, elementwise.
    static member Atan(x: Tensor) = Elementary.Current.Map(Unary.Atan, x)

    /// The hyperbolic sine, elementwise.
    static member Sinh(x: Tensor) = Elementary.Current.Map(Unary.Sinh, x)

    /// The hyperbolic cosine, elementwise.
    static member Cosh(x: Tensor) = Elementary.Current.Map(Unary.Cosh, x)

    /// The hyperbolic tangent, elementwise.
    static member Tanh(x: Tensor) = Elementary.Current.Map(Unary.Tanh, x)

    /// The largest whole number not above x, elementwise.
    static member Floor(x: Tensor) = Elementary.Current.Map(Unary.Floor, x)

    /// The smallest whole number not below x, elementwise.
    static member Ceiling(x: Tensor) = Elementary.Current.Map(Unary.Ceil, x)

    /// The nearest whole number, halves to even, elementwise.
    static member Round(x: Tensor) = Elementary.Current.Map(Unary.Round, x)

    /// x without its fraction, elementwise.
    static member Truncate(x: Tensor) = Elementary.Current.Map(Unary.Trunc, x)

    /// The angle of the point (x, y), elementwise, broadcast.
    static member Atan2(y: Tensor, x: Tensor) = Elementary.Current.Atan2(y, x)

    /// x to the y, elementwise, broadcast; a host exponent or base keeps its precision.
    static member Pow(x: Tensor, y: Tensor) = Elementary.Current.Power(x, y)
    static member Pow(x: Tensor, y: float) = Elementary.Current.Power(x, HostNumber.Of y)
    static member Pow(x: Tensor, y: int) = Elementary.Current.Power(x, HostNumber.Of y)
    static member Pow(x: float, y: Tensor) = Elementary.Current.Power(HostNumber.Of x, y)

    /// A literal: a 0-d tensor of the default dtype.
    static member op_Implicit(x: float) : Tensor = Elementary.Current.Literal x

    /// The only element of a tensor of size 1, as a double: `float x` in F#.
    static member op_Explicit(x: Tensor) : float = (Elementary.Current.Item x).ToDouble()

    /// The only element of a tensor of size 1, as a single: `float32 x` in F#.
    static member op_Explicit(x: Tensor) : float32 = float32 ((Elementary.Current.Item x).ToDouble())

    /// The only element of a tensor of size 1, as an integer: `int x` in F#.
    static member op_Explicit(x: Tensor) : int = int ((Elementary.Current.Item x).ToInt64())

    /// The only element of a tensor of size 1, as a truth value: `bool`.
    static member op_Explicit(x: Tensor) : bool = (Elementary.Current.Item x).ToDouble() <> 0.0

    /// The tensor as PyTorch prints it.
    override x.ToString() = Elementary.Current.Format x

    interface IEnumerable<Tensor> with
        member x.GetEnumerator() : IEnumerator<Tensor> = (Elementary.Current.Rows x).GetEnumerator()
        member x.GetEnumerator() : IEnumerator = (Elementary.Current.Rows x).GetEnumerator() :> IEnumerator

/// Builds tensors from C# collection expressions: `Tensor x = [[1, 2], [3, 4]]`.
and [<AbstractClass; Sealed>] TensorBuilder =
    /// The tensors stacked along a new first axis.
    static member Create(items: ReadOnlySpan<Tensor>) : Tensor = Elementary.Current.Stack(items.ToArray())

/// <summary>
/// The one visible indirection: what the members of `Tensor` need from the rows, which come later in the compile order.
/// Found by name and created on first use, because F# initialises the values of later files lazily.
/// </summary>
and [<AbstractClass>] internal Elementary() =
    [<DefaultValue>]
    static val mutable private current: Elementary | null

    static member Current: Elementary =
        match Elementary.current with
        | null -> Elementary.Create()
        | elementary -> elementary

    static member private Create() =
        let kind = typeof<Elementary>.Assembly.GetType("Functional.ElementaryRows", true)
        let created = nonNull (Activator.CreateInstance(nonNull kind)) :?> Elementary
        Elementary.current <- created
        created

    abstract Negate: Tensor -> Tensor
    abstract Add: Tensor * Tensor -> Tensor
    abstract Subtract: Tensor * Tensor -> Tensor
    abstract Multiply: Tensor * Tensor -> Tensor
    abstract Divide: Tensor * Tensor -> Tensor
    abstract Remainder: Tensor * Tensor -> Tensor
    abstract Power: Tensor * Tensor -> Tensor
    abstract Atan2: Tensor * Tensor -> Tensor
    abstract Compare: Binary * Tensor * Tensor -> Tensor
    abstract Map: Unary * Tensor -> Tensor
    abstract Literal: float -> Tensor
    abstract Item: Tensor -> Number
    abstract Stack: Tensor[] -> Tensor
    abstract Rows: Tensor -> seq<Tensor>
    abstract Part: Tensor * At[] -> Tensor
    abstract PartsAt: Tensor * Tensor -> Tensor
    abstract Format: Tensor -> string

/// Numbers on a device, and nothing else. `IsNumber` marks what was a host number before it met a tensor.
and [<Sealed>] internal Concrete(array: NdArray, isNumber: bool) =
    inherit Tensor(0L)
    new(array) = Concrete(array, false)
    member _.Array = array
    member _.IsNumber = isNumber
    override _.Shape = array.Shape
    override _.DType = array.DType
    override _.Device = array.Backend.Device

/// A host number on its way to a tensor operation, which decides its dtype. It is never a result.
and [<Sealed>] internal HostNumber(value: Number) =
    inherit Tensor(0L)
    member _.Value = value
    override _.Shape = Shape.Scalar
    override _.DType = value.DType
    override _.Device = Device.Cpu
    static member Of(value: float) = HostNumber(Number.op_Implicit value) :> Tensor
    static member Of(value: int) = HostNumber(Number.op_Implicit value) :> Tensor

/// A value of a forward-mode transformation: a point and a direction.
and [<Sealed>] internal Dual(trace: Trace, primal: Tensor, tangent: Tensor) =
    inherit Tensor(trace.Level)
    member _.Trace = trace
    member _.Primal = primal
    member _.Tangent = tangent
    override _.Shape = primal.Shape
    override _.DType = primal.DType
    override _.Device = primal.Device

/// A value of a reverse-mode transformation: a point, and the node of the graph that made it.
and [<Sealed>] internal Recorded(trace: Trace, primal: Tensor, node: Node) =
    inherit Tensor(trace.Level)
    member _.Trace = trace
    member _.Primal = primal
    member _.Node = node
    override _.Shape = primal.Shape
    override _.DType = primal.DType
    override _.Device = primal.Device

/// A value of a batching transformation: a tensor for each of its lanes, all of them along the first axis of one tensor.
and [<Sealed>] internal Lane(trace: Trace, all: Tensor) =
    inherit Tensor(trace.Level)
    let shape = Shape.Create(all.Shape.Lengths.Slice 1)
    member _.Trace = trace
    member _.All = all
    member _.Count = all.Shape.Lengths[0]
    override _.Shape = shape
    override _.DType = all.DType
    override _.Device = all.Device

/// A value along a curve: the coefficients of its power series, of one shape and dtype.
and [<Sealed>] internal Series(trace: Trace, expansion: Expansion, stream: Stream<Tensor>) =
    inherit Tensor(trace.Level)
    let mutable results: Dictionary<obj[], Series> | null = null
    member _.Trace = trace
    member _.Expansion = expansion
    member _.Stream = stream

    /// The value where the curve starts.
    member _.Point = stream.First

    /// <summary>
    /// What operations have made of this very value within the rules that see it, by operation and arguments. Rules that
    /// ask for each other's results (sin and cos) meet here, where they would not end otherwise.
    /// </summary>
    member _.Results =
        match results with
        | null ->
            let isSame (a: obj[]) (b: obj[]) = Array.forall2 (fun x y -> obj.ReferenceEquals(x, y)) a b
            let same a b = Array.length a = Array.length b && isSame a b
            let hash key = Array.fold (fun hash (part: obj) -> 31 * hash + RuntimeHelpers.GetHashCode part) 17 key
            let made = Dictionary(HashIdentity.FromFunctions hash same)
            results <- made
            made
        | made -> made

    override _.Shape = stream.First.Shape
    override _.DType = stream.First.DType
    override _.Device = stream.First.Device

/// <summary>
/// A value of a function that is being traced: its space is known, its numbers are not. `Place` counts the symbols of one
/// tracer, in the order in which they were made; `Ticket` is the value of the program that it stands for.
/// </summary>
and [<Sealed>] internal Symbol(trace: Trace, tracer: ITracer, place: int, ticket: int, space: Space, origin: Origin) =
    inherit Tensor(trace.Level)
    member _.Trace = trace
    member _.Tracer = tracer
    member _.Place = place
    member _.Ticket = ticket
    member _.Origin = origin
    override _.Shape = space.Shape
    override _.DType = space.DType
    override _.Device = tracer.Backend.Device

/// Where a symbol comes from: so that what was traced can run again, operation by operation, on values of any level.
and [<NoEquality; NoComparison>] internal Origin =
    /// An argument of what is traced, or a value that it captures.
    | Given
    /// The result of an operation.
    | Applied of Row * Tensor[]
    /// One of the results of what runs as a whole.
    | Part of Joint * index: int

/// What runs as a whole, and has several results: a branch or a loop.
and [<Sealed>] internal Joint(run: Tensor[] -> Tensor[], arguments: Tensor[]) =
    member _.Run = run
    member _.Arguments = arguments

/// What a function that is traced captures of something that changes: not the value, but where it is read whenever the
/// function runs.
and [<Sealed>] internal Cell(read: unit -> Tensor) =
    inherit Tensor(Traces.ImperativeLevel)
    member _.Read() = read ()
    override _.Shape = (read ()).Shape
    override _.DType = (read ()).DType
    override _.Device = (read ()).Device

/// What traces a function.
and internal ITracer =
    /// Where the numbers will be.
    abstract Backend: IBackend
    /// The name of what traces, for messages.
    abstract Name: string
    /// The symbol of a value from outside, which is one more argument of what is traced.
    abstract Capture: Tensor -> Tensor

    /// Says that what is traced has looked at something outside, beside numbers, that may change: what was traced is good
    /// for as long as the condition holds. What depends on one thing twice says so once.
    abstract Depend: on: obj * holds: (unit -> bool) -> unit

/// <summary>
/// A tensor that remembers its gradient: a cell whose value can be replaced and is itself immutable, so replacing it
/// never disturbs a graph already recorded. PyTorch's leaf tensor with requires_grad.
/// </summary>
and Parameter(value: Tensor) =
    inherit Tensor(Traces.ImperativeLevel)
    let mutable value = Parameter.Checked value
    let mutable leaf: Recorded | null = null
    let mutable bound: Tensor | null = null
    let mutable cell: Cell | null = null
    let mutable assigned = 0L

    static member private Checked(value: Tensor) : Tensor =
        if isNull (box value) then
            nullArg "value"

        if not (value.DType.IsFloat()) then
            raise (Errors.NoDerivative("Parameter", value.DType))

        match value with
        | :? Parameter as p -> Parameter.Checked p.Value
        | :? Recorded as r when r.Level = Traces.ImperativeLevel -> Parameter.Checked r.Primal
        | :? Concrete as c ->
            c.Array.Keep()
            value
        | v when v.Level = 0L -> v
        | _ -> raise (Errors.TracedParameter())

    /// The value, whoever asks.
    member private _.Held =
        match bound with
        | null -> value
        | bound -> bound

    /// The current value. Assigning keeps shape and dtype free, and leaves `Grad` as it is.
    member x.Value
        with get () =
            // A function that is traced sees what the value will be whenever it is called, and as here no history.
            match Tracing.current () with
            | null -> x.Held
            | tracer when isNull bound ->
                if isNull cell then
                    cell <- Cell(fun () -> x.Held)

                (tracer :?> ITracer).Capture(nonNull cell)
            | _ -> x.Held
        and set next =
            if not (isNull (Tracing.current ())) then
                raise (Errors.TracedAssignment())

            value <- Parameter.Checked next
            leaf <- null
            bound <- null
            assigned <- Traces.tick ()

    /// When the value was last replaced; 0 for never.
    member internal _.Assigned = assigned

    /// The tensor that stands in for this parameter in a model that is called as a function of its parameters, or null.
    member internal _.Bound = bound

    /// A copy without a gradient that is, to every operation, another tensor: whatever transformation that belongs to.
    member internal x.BoundTo(tensor: Tensor) : Parameter =
        let copy = x.MemberwiseClone() :?> Parameter
        copy.Bind tensor
        copy

    member private x.Bind(tensor: Tensor) =
        bound <- tensor
        leaf <- null
        cell <- null
        x.Gradient <- null

    /// The gradient accumulated so far, or null.
    member val internal Gradient: Tensor | null = null with get, set

    /// The node that stands for the current value in the graph.
    member internal x.Leaf: Recorded =
        match leaf with
        | null ->
            let made = Recorded(Traces.imperative, value, Node.Leaf(value.Space, x))
            leaf <- made
            made
        | made -> made

    /// The value as one whose shape and dtype are looked at: a traced function may decide by them.
    member private x.LookedAt =
        match Tracing.current () with
        | NonNull tracer when isNull bound ->
            let space = value.Space
            (tracer :?> ITracer).Depend(x, (fun () -> x.Held.Space = space))
        | _ -> ()

        x.Held

    override x.Shape = x.LookedAt.Shape
    override x.DType = x.LookedAt.DType
    override x.Device = x.Held.Device

/// How an operation computes.
and [<NoEquality; NoComparison>] Evaluate =
    /// A kernel's operation.
    | Kernel of Operation
    /// Other operations, whose values nothing but the result outlives.
    | Composite of (Tensor[] -> Tensor)
    /// The same, where a backend may have what they make in one piece.
    | Named of Composition * (Tensor[] -> Tensor)
    /// Any function of tensors; it may keep what it sees and makes.
    | Function of (Tensor[] -> Tensor)

/// <summary>
/// The function of an operation that is declared anew wherever it is used, and is the same operation when it is made from the same
/// parts.
/// </summary>
and [<Sealed>] internal Made private (parts: obj[], f: Tensor[] -> Tensor) =
    inherit FSharpFunc<Tensor[], Tensor>()
    override _.Invoke xs = f xs

    /// A function that is known by its parts.
    static member Of(parts: obj[], f: Tensor[] -> Tensor) : Tensor[] -> Tensor = unbox (box (Made(parts, f)))

    /// What a function is known by; null for any that is only itself.
    static member Parts(f: Tensor[] -> Tensor) : obj[] | null =
        match box f with
        | :? Made as made -> made.Known
        | _ -> null

    member private _.Known = parts

/// The local linear map of an operation at a point, argument by argument; each case says what it must keep to know it.
and [<NoEquality; NoComparison>] Rule =
    /// No derivative: the result is an integer or a truth value.
    | Discontinuous
    /// The same map everywhere.
    | Everywhere of (int -> Form<Tensor>)
    /// From the arguments.
    | AtInputs of (Tensor[] -> int -> Form<Tensor>)
    /// Of a product: the map of either of the two arguments, from the other.
    | AtOther of (Tensor -> int -> Form<Tensor>)
    /// From the result.
    | AtOutput of (Tensor -> int -> Form<Tensor>)
    /// From both.
    | AtBoth of (Tensor[] -> Tensor -> int -> Form<Tensor>)

    member internal rule.KeepsInputs =
        match rule with
        | AtInputs _
        | AtBoth _ -> true
        | _ -> false

    member internal rule.KeepsOutput =
        match rule with
        | AtOutput _
        | AtBoth _ -> true
        | _ -> false

/// <summary>An operation, declared once: how it computes, and its local linear map. Everything else is derived.</summary>
and [<NoEquality; NoComparison>] Row = { Name: string; Evaluate: Evaluate; Rule: Rule; Domains: Region list }

/// <summary>
/// A node of the graph: how a value was made, without the value itself unless the row's map needs it. There are as many
/// nodes as operations, so nothing here is kept in an array that fits into fields.
/// </summary>
and [<Sealed; AllowNullLiteral>] internal Node =
    val private row: Row
    val private shape: Shape
    val private dtype: DType
    val private count: byte
    val mutable private holds: bool
    val mutable private spent: bool
    val private again: bool
    val mutable private depth: int
    val mutable private input0: Node
    val mutable private input1: Node
    val mutable private inputs: Node[] | null
    val mutable private saved0: Tensor | null
    val mutable private saved1: Tensor | null
    val mutable private saved: Tensor[] | null
    val mutable private output: Tensor | null
    val mutable private aside: obj | null
    val mutable private cotangent: Tensor | null

    private new(row, space: Space, count: int, aside: obj | null) =
        { row = row
          shape = space.Shape
          dtype = space.DType
          count = byte (min count 3)
          holds = false
          spent = false
          again = Replay.horizon () > 0L
          depth = 0
          input0 = null
          input1 = null
          inputs = null
          saved0 = null
          saved1 = null
          saved = null
          output = null
          aside = aside
          cotangent = null }

    /// A leaf: an argument of a transformation, or a parameter.
    static member Leaf(space: Space, owner: Parameter | null) =
        Node(Unchecked.defaultof<Row>, space, 0, (owner: obj | null))

    member inline private node.Below(input: Node) =
        if not (isNull input) && input.depth >= node.depth then
            node.depth <- input.depth + 1

    /// What stands for a result of a function that keeps nothing of its graph.
    static member StandIn(row: Row, space: Space, depth: int, rerun: Rerun) =
        let node = Node(row, space, 1, rerun)
        node.depth <- depth
        node

    /// The result of a row, from the node of its argument.
    static member Of(row: Row, space: Space, input: Node) =
        let node = Node(row, space, 1, null)
        node.depth <- input.depth + 1
        node.input0 <- input
        node

    /// The result of a row, from the nodes of its arguments (null for those that carry no derivative).
    static member Of(row: Row, space: Space, first: Node, second: Node) =
        let node = Node(row, space, 2, null)
        node.Below first
        node.Below second
        node.input0 <- first
        node.input1 <- second
        node

    /// The same for more than two arguments.
    static member Of(row: Row, space: Space, inputs: Node[]) =
        let node = Node(row, space, inputs.Length, null)

        for input in inputs do
            node.Below input

        node.inputs <- inputs
        node

    member node.IsLeaf = node.count = 0uy
    member node.Row = node.row
    member node.Space = Space(node.shape, node.dtype)

    /// The number of arguments.
    member node.Count =
        match node.inputs with
        | null -> int node.count
        | inputs -> inputs.Length

    /// The node of an argument; null when it carries no derivative.
    member node.Input i =
        match node.inputs with
        | null -> if i = 0 then node.input0 else node.input1
        | inputs -> inputs[i]

    /// Whether the node's gradient is stored: a leaf's by its parameter, another's once asked for.
    member node.StoresGradient =
        match node.aside with
        | null
        | :? Rerun -> false
        | _ -> true

    /// What makes the graph behind a stand-in anew; null for every other node.
    member node.Rerun: Rerun | null =
        match node.aside with
        | :? Rerun as rerun -> rerun
        | _ -> null

    /// Whether a function that ran again made the node, for the sweep that asked.
    member node.IsAgain = node.again

    /// The gradient stored for the node, if any.
    member node.Gradient: Tensor | null =
        match node.aside with
        | :? Parameter as owner -> owner.Gradient
        | :? Retained as retained -> retained.Gradient
        | _ -> null

    member node.SetGradient(value: Tensor | null) =
        match node.aside with
        | :? Parameter as owner -> owner.Gradient <- value
        | :? Retained as retained -> retained.Gradient <- value
        | _ -> ()

    /// Stores the gradient of a value that is not a leaf, from now on.
    member node.Retain() =
        if isNull node.aside then
            node.aside <- Retained()

    /// Whether the maps that the last sweep crossed here held tensors.
    member node.Holds
        with get () = node.holds
        and set value = node.holds <- value

    /// Whether a finished pass has let go of what the map needs.
    member node.Spent = node.spent

    /// The length of the longest way from a leaf: a node is deeper than everything it was made of.
    member node.Depth = node.depth

    /// What the running sweep has gathered here so far.
    member node.Cotangent
        with get () = node.cotangent
        and set value = node.cotangent <- value

    /// Keeps what the row's rule needs: the argument, the result, or both.
    member node.Save(x: Tensor, result: Tensor) =
        if node.row.Rule.KeepsInputs then
            node.saved0 <- x

        if node.row.Rule.KeepsOutput then
            node.output <- result

    /// The same for two arguments.
    member node.Save(x: Tensor, y: Tensor, result: Tensor) =
        match node.row.Rule with
        | AtOther _ ->
            // Only what the map of an argument with a derivative needs: the other one.
            if not (isNull node.input1) then
                node.saved0 <- x

            if not (isNull node.input0) then
                node.saved1 <- y
        | rule ->
            node.Save(x, result)

            if rule.KeepsInputs then
                node.saved1 <- y

    /// The same for more than two arguments.
    member node.Save(arguments: Tensor[], result: Tensor) =
        if node.row.Rule.KeepsInputs then
            node.saved <- arguments

        if node.row.Rule.KeepsOutput then
            node.output <- result

    /// Lets go of the way back, too, when nobody can come again.
    member node.Drop() =
        node.Spend()
        node.input0 <- null
        node.input1 <- null
        node.inputs <- null

    /// Lets go of what was kept; the node can not be crossed again.
    member node.Spend() =
        node.saved0 <- null
        node.saved1 <- null
        node.saved <- null
        node.output <- null
        node.spent <- true

        if node.aside :? Rerun then
            node.aside <- null

    member private node.Arguments: Tensor[] =
        match node.saved with
        | null ->
            if node.count = 1uy then
                [| nonNull node.saved0 |]
            else
                [| nonNull node.saved0; nonNull node.saved1 |]
        | saved -> saved

    /// The local linear maps, argument by argument. A rule sees the arguments once, for all of its maps.
    member node.Forms: int -> Form<Tensor> =
        match node.row.Rule with
        | Everywhere form -> form
        | AtInputs form -> form node.Arguments
        | AtOther form -> fun i -> form (nonNull (if i = 0 then node.saved1 else node.saved0)) i
        | AtOutput form -> form (nonNull node.output)
        | AtBoth form -> form node.Arguments (nonNull node.output)
        | Discontinuous -> fun _ -> Zero

/// <summary>
/// Results of a function whose graph is made anew, by running it again, whenever a sweep comes to it. Their stand-ins
/// are of one depth, below everything made of them: when the first is crossed, all have their cotangents.
/// </summary>
and [<Sealed>] internal Rerun(again: unit -> Node[]) =
    /// The nodes that stand for the results.
    member val StandIns: Node[] = [||] with get, set

    /// The nodes of the results of another run.
    member _.Again() : Node[] = again ()

/// The gradient of a value that is not a leaf.
and [<Sealed>] internal Retained() =
    member val Gradient: Tensor | null = null with get, set
