/// Taylor mode: a function's values along a curve, as the coefficients of a power series.
module internal Functional.Expand

open Functional.Kernels

/// The coefficients of a function's results up to an order, along the curve that begins with some arguments and has some
/// further coefficients.
let run name order (f: Tensor[] -> Tensor[]) (arguments: Tensor[]) (series: Tensor[][]) : Tensor[][] =
    let arena = Arena()
    let expansion = Traces.expand name arena order

    let curve i (x: Tensor) : Tensor =
        if not (x.DType.IsFloat()) then
            raise (Errors.NoDerivative(name, x.DType))

        for coefficients in series do
            if x.Space <> coefficients[i].Space then
                raise (Errors.TangentSpace(name, x.Space, coefficients[i].Space))

        let further = series |> Array.map (fun coefficients -> Apply.current coefficients[i])
        Series(expansion.Values, expansion, Stream.Of [| Apply.current x; yield! further |])

    let curves = Array.mapi curve arguments

    let results =
        try
            f curves
        finally
            expansion.Values.Alive <- false
            expansion.Rules.Alive <- false

    let zeros (y: Tensor) = Apply.apply { Form = Zero; Domain = y.Space; Codomain = y.Space } y

    let coefficient place (y: Tensor) =
        match y with
        | :? Series as s when obj.ReferenceEquals(s.Trace, expansion.Values) ->
            match s.Stream[place] with
            | null -> zeros s.Point
            | coefficient -> coefficient
        | y -> if place = 0 then y else zeros y

    let coefficients = Array.init (order + 1) (fun place -> Array.map (coefficient place) results)

    for results in coefficients do
        Array.iter Apply.keep results

    arena.Release()
    coefficients

/// Whether a value is a user's, all of whose coefficients are there.
let private isWhole (x: Series) = obj.ReferenceEquals(x.Trace, x.Expansion.Values)

/// The coefficients of a user's value that are not 0: none of a value that rules see, which nobody has asked for yet.
let coefficients (x: Series) : seq<Tensor> =
    if isWhole x then
        seq { 0 .. x.Expansion.Order } |> Seq.choose (fun place -> Option.ofObj x.Stream[place])
    else
        Seq.empty

/// A user's value with something else in the place of each coefficient that is not 0.
let map (f: Tensor -> Tensor) (x: Series) : Tensor =
    if isWhole x then
        let mapped =
            [| for place in 0 .. x.Expansion.Order -> x.Stream[place] |> Option.ofObj |> Option.map f |> Option.toObj |]

        Series(x.Trace, x.Expansion, Stream.Of mapped)
    else
        x
