/// Types are promoted here, once, at the public operation; rows and kernels see equal dtypes.
module internal Functional.Promote

open Functional.Kernels

let strength (x: Tensor) =
    match x with
    | :? HostNumber -> Strength.Number
    | x -> if x.Rank = 0 then Strength.Scalar else Strength.Tensor

let inline sameType (a: DType) (b: DType) = byte a = byte b

/// A tensor from any argument: null is an error, a lone host number takes its own dtype.
let tensor operation (x: Tensor) : Tensor =
    if isNull (box x) then
        raise (Errors.NullTensor operation)

    match x with
    | :? HostNumber as n -> Concrete((Values.home ()).Full(Shape.Scalar, n.DType, n.Value))
    | x -> x

let toward dtype (beside: Tensor) (x: Tensor) : Tensor =
    match x with
    | :? HostNumber as n ->
        let backend =
            match beside with
            | :? HostNumber -> Values.home ()
            | _ -> Values.backend beside

        Concrete(backend.Full(Shape.Scalar, dtype, n.Value), true)
    | x -> Apply.toDType dtype x

/// The same as `tensor`, but a lone host number goes where another tensor is.
let tensorBeside operation (beside: Tensor) (x: Tensor) : Tensor =
    match x with
    | :? HostNumber -> toward x.DType beside x
    | x -> tensor operation x

/// Runs a row on two operands in the dtype where they meet, changed by `widen` where the operation needs floats.
let inline binaryIn ([<InlineIfLambda>] widen: DType -> DType) (row: Row) (x: Tensor) (y: Tensor) =
    if isNull (box x) || isNull (box y) then
        raise (Errors.NullTensor row.Name)

    let dtype = x.DType

    if sameType dtype y.DType && sameType (widen dtype) dtype && not (x :? HostNumber) && not (y :? HostNumber) then
        Apply.run2 row x y
    else
        let dtype = widen (Promotion.Meet(strength x, x.DType, strength y, y.DType))
        Apply.run2 row (toward dtype y x) (toward dtype x y)

let binary row x y = binaryIn (fun dtype -> dtype) row x y

let binaryFloat row x y = binaryIn (fun dtype -> Promotion.ToFloat dtype) row x y

/// A tensor in the dtype where it meets a host number.
let beside (number: HostNumber) (x: Tensor) =
    Apply.toDType (Promotion.Meet(strength x, x.DType, Strength.Number, number.DType)) x

/// An argument of a function that needs floats: integers become the default dtype.
let float operation x =
    let x = tensor operation x
    Apply.toDType (Promotion.ToFloat x.DType) x

/// An argument of a function that is defined on floats alone.
let floating operation x =
    let x = tensor operation x

    if not (x.DType.IsFloat()) then
        raise (Errors.NotFloat(operation, x.DType))

    x

/// An argument of a sum or a product: bools and integers become int64.
let summed operation x =
    let x = tensor operation x
    Apply.toDType (Promotion.ToSum x.DType) x

/// An argument of an operation that bools do not have.
let numeric operation x =
    let x = tensor operation x

    if x.DType = DType.Bool then
        raise (Errors.NoBool operation)

    x

/// Several tensors in the dtype where all of them meet.
let common operation (xs: Tensor[]) =
    for x in xs do
        if isNull (box x) then
            raise (Errors.NullTensor operation)

    // Of two kinds the higher decides alone, so its strength is what later operands meet.
    let struct (_, dtype) =
        xs
        |> Array.map (fun x -> struct (strength x, x.DType))
        |> Array.reduce (fun (struct (s, d)) (struct (t, e)) ->
            let strength =
                match compare (d.Kind()) (e.Kind()) with
                | 0 -> max s t
                | order -> if order > 0 then s else t

            struct (strength, Promotion.Meet(s, d, t, e)))

    let beside = xs |> Array.tryFind (fun x -> not (x :? HostNumber)) |> Option.defaultValue xs[0]
    Array.map (toward dtype beside) xs
