/// Programs made shorter: what nobody needs, what is there already, what is known now, and what is nothing to do.
module internal Functional.Simplify

open System
open System.Collections.Generic
open Functional.Kernels

/// Numbers that are made now, and not whenever the program runs, at most beyond those that they are made of.
let private ManyNumbers = 1 <<< 12

/// Elements from which on numbers that are cheap to make are made in the loop that needs them: to read them would take longer.
let private Many = 64

/// How deep a product is looked through for factors.
[<Literal>]
let private MostFactors = 8

/// Whether products with a number neither overflow nor vanish where others would not.
let private isModerate (x: float) = abs x >= 1.0 / 65536.0 && abs x <= 65536.0

/// Factors that leave a product without a trace in its digits.
let private isPowerOfTwo (x: float) = BitConverter.DoubleToInt64Bits x &&& 0xFFFFFFFFFFFFFL = 0L && isModerate x

/// Parts of a product that are added one by one at most.
let private Short = 8

/// Whether an operation costs no more than to read what it makes.
let private isCheap (operation: Operation) =
    match operation with
    | :? Map as map ->
        match map.Op with
        | Unary.Neg
        | Unary.Abs
        | Unary.Square
        | Unary.Relu
        | Unary.Sign -> true
        | Unary.PowNumber -> map.P = 2.0 || map.P = 3.0
        | _ -> false
    | :? Zip as zip -> zip.Op <= Binary.Mul || zip.Op = Binary.Max || zip.Op = Binary.Min || zip.Op >= Binary.Equal
    | :? Select
    | :? Cast -> true
    | _ -> false

/// A program in the making, whose operations are looked at as they come.
[<Sealed>]
type private Simpler(program: Program, simplified: Program -> Program) =
    let builder = ProgramBuilder program.Backend
    let known = Dictionary<string, int>()
    let constants = Dictionary<int, NdArray>()
    let made = Dictionary<int, Operation * int[]>()
    let numbers = Dictionary<string, int>()

    // The same numbers are one constant, if they are not very many.
    let constant (array: NdArray) =
        let add () =
            let ticket = builder.Constant array
            constants[ticket] <- array
            ticket

        if array.Shape.Size > ManyNumbers then
            add ()
        else
            let key = Sameness.ofNumbers array

            match numbers.TryGetValue key with
            | true, ticket -> ticket
            | _ ->
                let ticket = add ()
                numbers[key] <- ticket
                ticket

    let uniform ticket =
        match constants.TryGetValue ticket with
        | true, array ->
            let number = array.Uniform
            if number.HasValue then ValueSome(number.Value.ToDouble()) else ValueNone
        | _ -> ValueNone

    let is (number: float) ticket =
        match uniform ticket with
        | ValueSome value -> value.Equals number
        | ValueNone -> false

    /// Whether a value is 0, of either sign.
    let isZero ticket =
        match uniform ticket with
        | ValueSome value -> value = 0.0
        | ValueNone -> false

    let space ticket : Space = builder.SpaceOf ticket

    let (|Made|_|) ticket =
        match made.TryGetValue ticket with
        | true, instruction -> Some instruction
        | _ -> None

    /// What a value is the negative of.
    let negated ticket =
        match made.TryGetValue ticket with
        | true, ((:? Map as map), arguments) when map.Op = Unary.Neg -> ValueSome arguments[0]
        | _ -> ValueNone

    /// Whether a dtype's range leaves room for moderate factors: those of 16 bits have none.
    let isWide ticket =
        let dtype = (space ticket).DType
        dtype.IsFloat() && not (dtype.Is16Bit())

    let moderate ticket =
        match uniform ticket with
        | ValueSome number when isModerate number -> ValueSome number
        | _ -> ValueNone

    /// A power of two and what it is multiplied with.
    let scaled ticket =
        let factor x =
            match uniform x with
            | ValueSome number when isPowerOfTwo number -> ValueSome number
            | _ -> ValueNone

        match made.TryGetValue ticket with
        | true, ((:? Zip as zip), [| x; y |]) when zip.Op = Binary.Mul && isWide x ->
            match factor x, factor y with
            | ValueSome number, _ -> ValueSome(struct (number, y))
            | _, ValueSome number -> ValueSome(struct (number, x))
            | _ -> ValueNone
        | _ -> ValueNone

    /// Whether a number keeps all its digits in a dtype: it does not leave the range of those that are normal there.
    let isNormal (dtype: DType) (x: float) = x = 0.0 || (abs x >= dtype.Tiny() && abs x <= dtype.Largest())

    /// A power of two that is better multiplied with another value, and what it is multiplied with now: that other value is
    /// known, or it is one number and this is many.
    let scaledFor other ticket =
        match scaled ticket with
        | ValueSome(struct (factor, x)) as found ->
            match uniform other with
            | ValueSome number when isNormal (space x).DType (factor * number) -> found
            | ValueNone when (space other).Shape.Size = 1 && (space x).Shape.Size > 1 -> found
            | _ -> ValueNone
        | _ -> ValueNone

    /// A number as a constant of one element.
    let single (number: float) dtype = constant (program.Backend.Full(Shape.Scalar, dtype, Number.op_Implicit number))

    /// What an operation comes to when its arguments are known, if that is not much more than they are.
    let folded (operation: Operation) (arguments: int[]) (result: Space) : NdArray voption =
        let arrays =
            arguments
            |> Array.map (fun ticket ->
                match constants.TryGetValue ticket with
                | true, array -> array
                | _ -> Unchecked.defaultof<_>)

        if Array.exists (fun (x: NdArray) -> isNull (box x)) arrays || arrays.Length = 0 then
            ValueNone
        else
            let size = arrays |> Array.sumBy _.Shape.Size

            match operation with
            | :? Movement -> ValueSome(operation.Run arrays)
            | _ when
                result.Shape.Size >= Many
                && isCheap operation
                && Array.exists (fun (x: NdArray) -> not x.Uniform.HasValue) arrays
                ->
                ValueNone
            | _ when result.Shape.Size <= size + ManyNumbers -> ValueSome(operation.Run arrays)
            | _ -> ValueNone

    member private s.Plain(operation: Operation, arguments: int[]) : int =
        let key =
            match operation with
            | :? Zip as zip when (zip.Op = Binary.Add || zip.Op = Binary.Mul) && arguments[0] > arguments[1] ->
                Sameness.ofResult operation [| arguments[1]; arguments[0] |]
            | _ -> Sameness.ofResult operation arguments

        match known.TryGetValue key with
        | true, ticket -> ticket
        | _ ->
            let result = operation.Infer(ReadOnlySpan(arguments |> Array.map space))

            let ticket =
                match folded operation arguments result with
                | ValueSome array -> constant array
                | ValueNone ->
                    let ticket = builder.Add(operation, arguments, [| result |])
                    made[ticket] <- (operation, arguments)
                    ticket

            known[key] <- ticket
            ticket

    /// A value in the shape of an operation's result.
    member private s.Shaped(ticket: int, shape: Shape) =
        if (space ticket).Shape = shape then ticket else s.Add(Expand shape, [| ticket |])

    /// The product of a matrix that is known with a column, where one axis is so short that its parts are better added one by
    /// one: in the loop that the result is needed in, or that makes the column.
    member private s.ThinProduct(matrix: int, column: int) : int voption =
        let isColumn = (space column).Shape.Rank = 2 && (space column).Shape.Lengths[1] = 1

        if not (constants.ContainsKey matrix && isColumn && (space matrix).Shape.Rank = 2) then
            ValueNone
        else
            let rows, columns = (space matrix).Shape.Lengths[0], (space matrix).Shape.Lengths[1]
            let mul x y = s.Add(Zip("mul", Binary.Mul), [| x; y |])
            let part x at (shape: int list) = s.Add(Slice(at, [| 1; 1 |], Shape.From shape), [| x |])

            if columns >= 1 && columns <= Short && rows >= Many then
                let term j = mul (part matrix [| 0; j |] [ rows; 1 ]) (part column [| j; 0 |] [ 1; 1 ])

                [ 1 .. columns - 1 ]
                |> List.fold (fun sum j -> s.Add(Zip("add", Binary.Add), [| sum; term j |])) (term 0)
                |> ValueSome
            elif rows >= 1 && rows <= Short && columns >= Many then
                let row j =
                    let weights = s.Add(Reshape(Shape.From [ columns; 1 ]), [| part matrix [| j; 0 |] [ 1; columns ] |])
                    s.Add(Reduce("sum", Reduction.Sum, [| 0 |], true), [| mul weights column |])

                let parts = Array.init rows row
                ValueSome(if rows = 1 then parts[0] else s.Add(Concat 0, parts))
            else
                ValueNone

    /// A value in the shape that an operation gives.
    member private s.Instead(operation: Operation, arguments: int[], value: int) : int =
        let result = operation.Infer(ReadOnlySpan(arguments |> Array.map space))
        s.Shaped(value, result.Shape)

    member private s.Zipped(zip: Zip, x: int, y: int) : int =
        let arguments = [| x; y |]

        if not ((space x).DType.IsFloat()) then
            s.Plain(zip, arguments)
        else
            match zip.Op with
            | Binary.Add when isZero y -> s.Instead(zip, arguments, x)
            | Binary.Add when isZero x -> s.Instead(zip, arguments, y)
            | Binary.Sub when isZero y -> s.Instead(zip, arguments, x)
            | Binary.Sub when isZero x -> s.Instead(zip, arguments, s.Negative y)
            | Binary.Mul when is 1.0 y -> s.Instead(zip, arguments, x)
            | Binary.Mul when is 1.0 x -> s.Instead(zip, arguments, y)
            | Binary.Mul when is -1.0 y -> s.Instead(zip, arguments, s.Negative x)
            | Binary.Mul when is -1.0 x -> s.Instead(zip, arguments, s.Negative y)
            | Binary.Mul when x = y -> s.Add(Map("pow", Unary.Square), [| x |])
            | Binary.Mul when (scaledFor x y).IsSome -> s.Rescaled(zip, arguments, x, (scaledFor x y).Value)
            | Binary.Mul when (scaledFor y x).IsSome -> s.Rescaled(zip, arguments, y, (scaledFor y x).Value)
            | Binary.Div when is 1.0 y -> s.Instead(zip, arguments, x)
            | Binary.Add ->
                match negated y, negated x with
                | ValueSome z, _ -> s.Add(Zip("sub", Binary.Sub), [| x; z |])
                | _, ValueSome z -> s.Add(Zip("sub", Binary.Sub), [| y; z |])
                | _ -> s.Plain(zip, arguments)
            | Binary.Sub ->
                match negated y with
                | ValueSome z -> s.Add(Zip("add", Binary.Add), [| x; z |])
                | ValueNone -> s.Plain(zip, arguments)
            | _ -> s.Plain(zip, arguments)

    /// A product with a power of two in one factor, which may as well be in the other.
    member private s.Rescaled(mul: Zip, arguments: int[], other: int, struct (factor, x): struct (float * int)) : int =
        let scaled = s.Add(mul, [| single factor (space x).DType; other |])
        s.Instead(mul, arguments, s.Add(mul, [| scaled; x |]))

    /// Constants among the factors of a product, and the product of the others.
    member private s.Unscaled(product: int, depth: int) : struct (float * int) =
        match made.TryGetValue product with
        | true, ((:? Zip as mul), [| x; y |]) when depth > 0 && mul.Op = Binary.Mul && isWide x ->
            let isWhole ticket = (space ticket).Shape = (space product).Shape

            match moderate x, moderate y with
            | ValueSome factor, _ when isWhole y -> s.Times(factor, s.Unscaled(y, depth - 1))
            | _, ValueSome factor when isWhole x -> s.Times(factor, s.Unscaled(x, depth - 1))
            | _ ->
                let struct (factor, u), struct (other, v) = s.Unscaled(x, depth - 1), s.Unscaled(y, depth - 1)

                if u = x && v = y then 1.0, product else factor * other, s.Add(mul, [| u; v |])
        | _ -> 1.0, product

    member private _.Times(factor: float, struct (other, rest): struct (float * int)) : struct (float * int) =
        factor * other, rest

    /// A sum of products that a constant scales is a sum that it scales: one rounding instead of one for each term.
    member private s.Summed(sum: Reduce, x: int) : int =
        match s.Unscaled(x, MostFactors) with
        | struct (factor, rest) when rest = x || not (isModerate factor) -> s.Plain(sum, [| x |])
        | struct (factor, rest) ->
            s.Add(Zip("mul", Binary.Mul), [| single factor (space x).DType; s.Plain(sum, [| rest |]) |])

    member private s.Negative(x: int) : int = s.Add(Map("neg", Unary.Neg), [| x |])

    member private s.Mapped(map: Map, x: int) : int =
        match map.Op with
        | Unary.Neg when (negated x).IsSome -> (negated x).Value
        | Unary.PowNumber when map.P = 1.0 && (space x).DType.IsFloat() -> x
        | Unary.PowNumber when map.P = 2.0 && (space x).DType.IsFloat() -> s.Add(Map("pow", Unary.Square), [| x |])
        // As it is computed anyway, with a square that others may need, too.
        | Unary.PowNumber when map.P = 3.0 && (space x).DType.IsFloat() ->
            s.Add(Zip("mul", Binary.Mul), [| s.Add(Map("pow", Unary.Square), [| x |]); x |])
        | _ -> s.Plain(map, [| x |])

    member private s.Selected(select: Select, condition: int, x: int, y: int) : int =
        let arguments = [| condition; x; y |]

        if x = y || is 1.0 condition then s.Instead(select, arguments, x)
        elif is 0.0 condition then s.Instead(select, arguments, y)
        else s.Plain(select, arguments)

    member private s.Moved(movement: Movement, x: int) : int =
        match movement, x with
        | (:? Expand as expand), _ when (space x).Shape = expand.To -> x
        | (:? Expand), Made((:? Expand), [| z |]) -> s.Add(movement, [| z |])
        | (:? Reshape as reshape), _ when (space x).Shape = reshape.To -> x
        | (:? Reshape), Made((:? Reshape), [| z |]) -> s.Add(movement, [| z |])
        | (:? Permute as permute), _ when permute.Axes = Array.init permute.Axes.Length id -> x
        | (:? Permute as permute), Made((:? Permute as inner), [| z |]) ->
            s.Add(Permute(permute.Axes |> Array.map (fun axis -> inner.Axes[axis])), [| z |])
        | _ -> s.Plain(movement, [| x |])

    member private s.Contracted(contract: Contract, x: int, y: int) : int =
        let arguments = [| x; y |]

        match contract.Op with
        // A dot product is a sum of products, which fuses with what makes them.
        | Contraction.Dot ->
            let products = s.Add(Zip("mul", Binary.Mul), arguments)
            let axes = Array.init (space x).Shape.Rank id
            s.Add(Reduce("sum", Reduction.Sum, axes, false), [| products |])
        | Contraction.MatMul when (space x).DType.IsFloat() ->
            match s.ThinProduct(x, y) with
            | ValueSome product -> product
            | ValueNone -> s.Plain(contract, arguments)
        | _ -> s.Plain(contract, arguments)

    /// An operation, or what is the same and less. A family has a method of its own: what a process never meets is not
    /// made code of either.
    member s.Add(operation: Operation, arguments: int[]) : int =
        match operation with
        | :? Zip as zip -> s.Zipped(zip, arguments[0], arguments[1])
        | :? Map as map -> s.Mapped(map, arguments[0])
        | :? Movement as movement -> s.Moved(movement, arguments[0])
        | :? Select as select -> s.Selected(select, arguments[0], arguments[1], arguments[2])
        | :? Contract as contract -> s.Contracted(contract, arguments[0], arguments[1])
        | :? Cast as cast when (space arguments[0]).DType = cast.To -> arguments[0]
        | :? Reduce as reduce when reduce.Axes.Length = 0 && reduce.Op <= Reduction.Min -> arguments[0]
        | :? Reduce as reduce when reduce.Op = Reduction.Sum || reduce.Op = Reduction.Mean ->
            s.Summed(reduce, arguments[0])
        | _ -> s.Plain(operation, arguments)

    /// The program made of what is left of its operations.
    member s.Program() : Program =
        let tickets = Array.zeroCreate program.Count

        for i in 0 .. program.Arguments.Count - 1 do
            tickets[i] <- builder.Argument program.Arguments[i]

        for i in 0 .. program.Constants.Count - 1 do
            tickets[program.Arguments.Count + i] <- constant program.Constants[i]

        for instruction in program.Instructions do
            let arguments = instruction.Arguments |> Array.map (fun value -> tickets[value])

            match instruction.Operation with
            | :? Control as control ->
                let simpler = control.With(control.Bodies |> Seq.map simplified |> Array.ofSeq)
                let first = builder.Add(simpler, arguments, instruction.Spaces)

                for k in 0 .. instruction.Spaces.Length - 1 do
                    tickets[instruction.First + k] <- first + k
            | operation -> tickets[instruction.First] <- s.Add(operation, arguments)

        builder.Build(Array.init program.Results.Count (fun i -> tickets[program.Results[i]]))

/// The same program, simplified: operations on constants done, operations that come twice done once, sums with 0 and products
/// with 1 left out, and nothing done that no result needs. Values are the same but for the sign of zeros.
let rec program (given: Program) : Program = Simpler(Live.only given, program).Program() |> Live.only
