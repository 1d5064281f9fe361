namespace Functional.Laws

open Functional

/// A parameter of an operation, as it is written in both languages.
type internal Word =
    | Real of float
    | Integer of int
    | Integers of int[]
    | Indices of shape: int[] * int64[]
    | Numbers of shape: int[] * float[]

/// <summary>
/// How an operation is written: `{0}`, `{1}`, … stand for its operands, `{f}` for the function it differentiates, and
/// `{a}`, `{b}`, … for its words.
/// </summary>
type internal Text = { FSharp: string; CSharp: string; Words: Word list }

/// What an operand must be.
type internal Slot = { Shape: int[]; Region: Region }

/// A name for a tensor: an argument of the program, or what a function inside it is a function of.
type internal Variable = { Id: int; Shape: int[]; Range: Interval }

type internal Compute =
    /// From the values of the operands.
    | Plain of (Tensor[] -> Tensor)
    /// From a function, too.
    | Binding of Binding

/// What an operation asks of the function that it takes, and what it does with it.
and [<NoComparison; NoEquality>] internal Binding =
    {
        /// The shape of the function's argument.
        Argument: int[]
        /// Where that lies, from where the operands do.
        Inside: Interval[] -> Interval
        /// The shape of the function's result.
        Body: int[]
        /// Whether the function may see what is around it.
        Captures: bool
        Run: (Tensor -> Tensor) -> Tensor[] -> Tensor
    }

/// An operation with its parameters fixed: what it takes, what it makes, and how it is written.
[<NoComparison; NoEquality>]
type internal Call =
    {
        Name: string
        Shape: int[]
        Slots: Slot list
        Compute: Compute
        /// Where results lie, from where the operands do, and last the result of the function.
        Range: Interval[] -> Interval
        Text: Text
    }

/// <summary>A typed expression: it knows the shape of its value, and all that makes expressions keeps shapes right.</summary>
[<NoComparison; ReferenceEquality>]
type Expression =
    internal
        {
            Form: Form
            Lengths: int[]
            Range: Interval
            /// What shrinking makes smaller.
            Weight: int
            /// One more than the largest id of its variables.
            Ids: int
        }

    /// The shape of the value.
    member e.Shape: int[] = Array.copy e.Lengths

and [<NoComparison; ReferenceEquality>] internal Form =
    | Variable of Variable
    | Constant of float[] * Tensor
    | Call of Call * Expression[]
    | Bind of Call * Expression[] * Variable * body: Expression

module internal Expression =
    let variable (v: Variable) = { Form = Variable v; Lengths = v.Shape; Range = v.Range; Weight = 1; Ids = v.Id + 1 }

    let constant (shape: int[]) (values: float[]) =
        let isPlain = values |> Array.forall (fun value -> value = values[0])

        { Form = Constant(values, Tensor.ofArray shape values)
          Lengths = shape
          Range =
            if values.Length = 0 then
                Interval.between 0.0 0.0
            else
                Interval.between (Array.min values) (Array.max values)
          Weight = if isPlain then 2 else 3
          Ids = 0 }

    let uniform (shape: int[]) (value: float) = constant shape (Array.create (Array.fold (*) 1 shape) value)

    /// A call whose operands fit its slots.
    let call (call: Call) (operands: Expression[]) =
        { Form = Call(call, operands)
          Lengths = call.Shape
          Range = call.Range(operands |> Array.map _.Range)
          Weight = 2 + Array.sumBy _.Weight operands
          Ids = operands |> Array.fold (fun ids e -> max ids e.Ids) 0 }

    /// A call of an operation that takes a function beside its operands.
    let bind (call: Call) (operands: Expression[]) (variable: Variable) (body: Expression) =
        { Form = Bind(call, operands, variable, body)
          Lengths = call.Shape
          Range = call.Range(Array.append (operands |> Array.map _.Range) [| body.Range |])
          Weight = 2 + body.Weight + Array.sumBy _.Weight operands
          Ids = operands |> Array.fold (fun ids e -> max ids e.Ids) (max body.Ids (variable.Id + 1)) }

    let shape (e: Expression) = e.Lengths

    /// What the function sees that an operation takes, when its argument is a variable.
    let scopeInside (call: Call) (variable: Variable) (scope: Variable list) =
        match call.Compute with
        | Binding { Captures = false } -> [ variable ]
        | _ -> variable :: scope

    /// What an expression is made of.
    let parts e =
        match e.Form with
        | Variable _
        | Constant _ -> [||]
        | Call(_, operands) -> operands
        | Bind(_, operands, _, body) -> Array.append operands [| body |]

    /// The expression and everything it is made of.
    let rec all e : seq<Expression> =
        seq {
            yield e

            for part in parts e do
                yield! all part
        }

    /// Whether every variable is bound within the expression, or one of some ids.
    let rec isClosed (ids: Set<int>) e =
        match e.Form with
        | Variable v -> ids.Contains v.Id
        | Constant _ -> true
        | Call(_, operands) -> Array.forall (isClosed ids) operands
        | Bind(_, operands, v, body) -> Array.forall (isClosed ids) operands && isClosed (ids.Add v.Id) body

    /// The value, where variable i is known as values[i].
    let rec evaluate (values: Tensor[]) e : Tensor =
        match e.Form with
        | Variable v -> values[v.Id]
        | Constant(_, tensor) -> tensor
        | Call({ Compute = Plain run }, operands) -> run (Array.map (evaluate values) operands)
        | Bind({ Compute = Binding binding }, operands, v, body) ->
            let f (argument: Tensor) =
                let inner = Array.copy values
                inner[v.Id] <- argument
                evaluate inner body

            binding.Run f (Array.map (evaluate values) operands)
        | Call _
        | Bind _ -> invalidOp "An operation takes a function exactly when it is called with one."
