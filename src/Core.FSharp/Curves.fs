/// What becomes of operations along a curve x(t) = Σ x_k t^k, whose coefficients x_k are known: the coefficients of their
/// results, from the local linear maps of their rows and nothing else.
module internal Functional.Curves

open Functional.Kernels

/// The operations on coefficients, of whatever level.
type Operations =
    { Apply: Linear<Tensor> -> Tensor -> Tensor
      Add: Tensor -> Tensor -> Tensor
      Times: float -> Tensor -> Tensor
      Zeros: Tensor -> Tensor }

/// A sum in which null is 0.
let private plus (operations: Operations) (sum: Tensor | null) (term: Tensor | null) : Tensor | null =
    match sum with
    | null -> term
    | sum ->
        match term with
        | null -> sum
        | term -> operations.Add sum term

let private times (operations: Operations) (factor: float) (x: Tensor | null) : Tensor | null =
    match x with
    | null -> null
    | x -> if factor = 1.0 then x else operations.Times factor x

/// The series of an argument as a transformation sees it; null for what is a constant to it.
let private streamOf (trace: Trace) (x: Tensor) : Stream<Tensor> =
    match x with
    | :? Series as s when obj.ReferenceEquals(s.Trace, trace) -> s.Stream
    | _ -> null

let private key (row: Row) (args: Tensor[]) : obj[] =
    let parts: obj[] | null =
        match row.Evaluate with
        | Function f -> Made.Parts f
        | _ -> null

    match parts with
    | null -> [| row; yield! Seq.cast<obj> args |]
    | parts -> [| yield! parts; yield! Seq.cast<obj> args |]

/// Where the results of rules are remembered: at the first argument that belongs to them.
let private owner trace (args: Tensor[]) = args |> Array.find (fun x -> not (isNull (streamOf trace x))) :?> Series

/// A result that rules have asked for before; null when they have not.
let remembered (trace: Trace) (row: Row) (args: Tensor[]) : Series | null =
    match (owner trace args).Results.TryGetValue(key row args) with
    | true, result -> result
    | _ -> null

let private remember trace row args result = (owner trace args).Results[ key row args ] <- result

/// x'(t), of x(t) that is known up to the second coefficient.
let private velocity operations (x: Stream<Tensor>) : Stream<Tensor> =
    let next place = times operations (float (place + 1)) x[place + 1]

    let first =
        match next 0 with
        | null -> operations.Zeros x.First
        | first -> first

    let needs = [| struct (x, 1) |]
    Stream.From(first, needs, (fun _ -> { Needs = needs; Next = next }))

/// Σ_i L_i x_i, of maps that are the same all along the curve.
let private linear operations (terms: struct (Linear<Tensor> * Stream<Tensor>)[]) place =
    let mutable sum: Tensor | null = null

    for struct (map, x) in terms do
        match x[place] with
        | null -> ()
        | x -> sum <- plus operations sum (operations.Apply map x)

    sum

/// Σ_j L(y_j) x_(k-j): Cauchy's product, by the map of the first argument alone.
let private product operations (map: Tensor -> Linear<Tensor>) (x: Stream<Tensor>) (y: Stream<Tensor>) place =
    let mutable sum: Tensor | null = null

    for j in 0..place do
        match x[place - j], y[j] with
        | NonNull x, NonNull y -> sum <- plus operations sum (operations.Apply (map y) x)
        | _ -> ()

    sum

/// <summary>
/// The series of a row's result y, which begins with the value where the curve starts. With L the local linear map of the row,
/// y'(t) = L(x(t), y(t)) x'(t): so k y_k is the coefficient k - 1 of that, which a rule makes of series by itself, and
/// which needs y up to k - 1 only. A map that stays the same takes coefficient to coefficient, and that of a product
/// is linear in the other argument: they need no derivative.
/// </summary>
let along
    (operations: Operations)
    (expansion: Expansion)
    (trace: Trace)
    (row: Row)
    (args: Tensor[])
    (value: Tensor)
    : Series =
    let streams = args |> Array.map (streamOf trace)
    let codomain = value.Space
    let map i form = { Form = form; Domain = args[i].Space; Codomain = codomain }
    let moving = [| for i in 0 .. args.Length - 1 -> i |] |> Array.filter (fun i -> not (isNull streams[i]))
    let needs beyond = moving |> Array.map (fun i -> struct (streams[i], beyond))

    /// The maps of the arguments that move, but for those that are 0.
    let forms form =
        [| for i in moving do
               match form i with
               | Zero -> ()
               | form -> struct (map i form, streams[i]) |]

    let constant form = { Needs = needs 0; Next = linear operations (forms form) }

    /// Whether the maps are those of what is computed; somebody else's function may have others, and they count.
    let isKernel =
        match row.Evaluate with
        | Kernel _ -> true
        | _ -> false

    let isMoving (x: Tensor) = x.Level >= expansion.Rules.Level
    let isCurved (struct (map: Linear<Tensor>, _)) = Linear.holds isMoving map.Form

    /// The result as rules see it.
    let asSeen = ref Unchecked.defaultof<Series>

    /// The arguments as rules see them: the same series, to be known when asked for.
    let seenArguments () =
        if obj.ReferenceEquals(trace, expansion.Rules) then
            args
        else
            args
            |> Array.mapi (fun i x ->
                match streams[i] with
                | null -> x
                | stream -> Series(expansion.Rules, expansion, stream))

    let rule (seen: Tensor[]) (y: Tensor) : int -> Form<Tensor> =
        match row.Rule with
        | AtInputs form -> form seen
        | AtOutput form -> form y
        | AtBoth form -> form seen y
        | AtOther form -> fun i -> form seen[1 - i] i
        | Everywhere form -> form
        | Discontinuous -> fun _ -> Zero

    let curved (y: Stream<Tensor>) =
        let seen = seenArguments ()

        if not (obj.ReferenceEquals(trace, expansion.Rules)) then
            asSeen.Value <- Series(expansion.Rules, expansion, y)
            remember expansion.Rules row seen asSeen.Value

        let steady, moving = forms (rule seen asSeen.Value) |> Array.partition (isCurved >> not)
        let straight = linear operations steady
        let along (x: Stream<Tensor>) = Series(expansion.Rules, expansion, velocity operations x)
        let mutable slope: Tensor | null = null

        for struct (map, x) in moving do
            slope <- plus operations slope (operations.Apply map (along x))

        match slope with
        | null -> { Needs = needs 0; Next = straight }
        | slope ->
            let slope =
                match streamOf expansion.Rules slope with
                | null when slope.Level < expansion.Values.Level -> Stream.Of [| slope |]
                | null -> raise (Errors.Captured(row.Name, trace.Name))
                | stream -> stream

            { Needs = Array.append (needs 0) [| struct (slope, -1) |]
              Next =
                fun place -> times operations (1.0 / float place) slope[place - 1] |> plus operations (straight place) }

    /// Whether the row divides its last argument by the one before, which moves. Then the quotient y of x by m is what
    /// m y = x says, k by k: m_0 y_k = x_k - Σ m_j y_(k-j). By y' = L x', quotients of quotients would go on.
    let isDivision =
        match row.Evaluate with
        | Kernel operation when (operation :? Divide || operation :? SolveTriangular) ->
            not (isNull streams[args.Length - 2])
        | _ -> false

    let divided (division: Form<Tensor>) (y: Stream<Tensor>) =
        let divisor, dividend = streams[args.Length - 2], streams[args.Length - 1]

        let form (m: Tensor) =
            match division with
            | DivideTriangle(_, triangle, transposed) ->
                let part = operations.Apply { Form = Within triangle; Domain = m.Space; Codomain = m.Space } m
                LeftProduct(part, transposed)
            | Form.Divide(_, _, transposed) -> LeftProduct(m, transposed)
            | _ -> Zero

        let times (m: Tensor) y = operations.Apply { Form = form m; Domain = codomain; Codomain = codomain } y

        let next place : Tensor | null =
            let mutable rest: Tensor | null = if isNull dividend then null else dividend[place]

            for j in 1..place do
                match divisor[j], y[place - j] with
                | NonNull m, NonNull y -> rest <- times m y |> operations.Times -1.0 |> plus operations rest
                | _ -> ()

            match rest with
            | null -> null
            | rest -> operations.Apply { Form = division; Domain = rest.Space; Codomain = codomain } rest

        { Needs = needs 0; Next = next }

    let start (y: Stream<Tensor>) =
        match row.Rule with
        | AtBoth form when isDivision ->
            let point (x: Tensor) (stream: Stream<Tensor>) = if isNull stream then x else stream.First
            divided (form (Array.map2 point args streams) value (args.Length - 1)) y
        | Discontinuous -> { Needs = [||]; Next = fun _ -> null }
        | Everywhere form -> constant form
        | AtOther form when moving.Length = 1 -> constant (fun i -> form args[1 - i] i)
        | AtOther form when isKernel ->
            { Needs = needs 0
              Next = product operations (fun other -> map 0 (form other 0)) streams[0] streams[1] }
        | _ -> curved y

    let checked' (y: Stream<Tensor>) =
        let recurrence = start y

        let next place : Tensor | null =
            match recurrence.Next place with
            | null -> null
            | y when y.Level >= expansion.Values.Level -> raise (Errors.Captured(row.Name, trace.Name))
            | y -> y

        { recurrence with Next = next }

    let result = Series(trace, expansion, Stream.From(value, needs 0, checked'))

    if obj.ReferenceEquals(trace, expansion.Rules) then
        asSeen.Value <- result
        remember trace row args result

    result
