/// Functions at every element that are made of the rows of the files above.
module internal Functional.Composed

open System
open Functional.Kernels
open Functional.Terms

let private either x y = compare Binary.Or x y

/// The part of x behind the point, with the sign of x.
let frac x =
    let x = Promote.tensor "frac" x
    sub x (map Unary.Trunc x)

let private chosen name (op: Binary) x y =
    let xs = Promote.common name [| x; y |]
    choose (either (compare op xs[0] xs[1]) (map Unary.IsNan xs[1])) xs[0] xs[1]

/// The larger of two; a number wins over nan, and the first of a tie takes the derivative.
let fmax x y = chosen "fmax" Binary.GreaterEqual x y

/// The smaller of two; a number wins over nan, and the first of a tie takes the derivative.
let fmin x y = chosen "fmin" Binary.LessEqual x y

/// x + weight (y - x), taken from the nearer end, so that weight 1 gives y itself.
let lerp x y weight =
    let xs = Promote.common "lerp" [| x; y; weight |]
    let way = sub xs[1] xs[0]
    let far = compare Binary.GreaterEqual xs[2] (Apply.number xs[2] 0.5)
    let rest = sub (Apply.number xs[2] 1.0) xs[2]
    choose far (sub xs[1] (mul rest way)) (add xs[0] (mul xs[2] way))

/// x limited to [low, high], where null is no bound; at a bound the derivative is x's. The high bound wins over the low.
let clamp (low: Tensor | null) (high: Tensor | null) (x: Tensor) =
    let outside op (bound: Tensor | null) x =
        match bound with
        | null -> x
        | bound ->
            let xs = Promote.common "clamp" [| x; bound |]
            choose (either (compare op xs[0] xs[1]) (map Unary.IsNan xs[1])) xs[1] xs[0]

    let number (bound: Tensor | null) otherwise =
        match bound with
        | null -> ValueSome otherwise
        | :? HostNumber as n -> ValueSome(n.Value.ToDouble())
        | _ -> ValueNone

    match number low -infinity, number high infinity with
    | ValueSome lower, ValueSome upper ->
        let beside (bound: Tensor | null) x =
            match bound with
            | :? HostNumber as n -> Promote.beside n x
            | _ -> x

        Promote.tensor "clamp" x |> beside low |> beside high |> Elementwise.clamp lower upper
    | _ -> Promote.tensor "clamp" x |> outside Binary.Less low |> outside Binary.Greater high

/// sin (pi x) / (pi x), 1 at 0. Near 0 its series, whose derivatives of every order stay accurate there.
let sinc x =
    let angle = let x = Promote.float "sinc" x in mul x (Apply.number x Math.PI)
    let near = compare Binary.Less (map Unary.Abs angle) (Apply.number angle 0.1)
    let one = Apply.number angle 1.0
    let square = map Unary.Square angle

    let series =
        // 1 - s/3! + s²/5! - …, from the inside: each term is the one before it times -s / (k (k + 1)).
        [ 110.0; 72.0; 42.0; 20.0; 6.0 ]
        |> List.fold (fun inner k -> sub one (mul (mul square (Apply.number angle (1.0 / k))) inner)) one

    let far = choose near one angle
    choose near series (div (map Unary.Sin far) far)

/// x with numbers in the place of nan and the infinities.
let nanToNum (nan: float) (positive: float) (negative: float) x =
    let x = Promote.tensor "nan_to_num" x

    if not (x.DType.IsFloat()) then
        x
    else
        let number = Apply.number x
        let replace condition value x = choose condition (number value) x

        x
        |> replace (map Unary.IsNan x) nan
        |> replace (compare Binary.Equal x (number infinity)) positive
        |> replace (compare Binary.Equal x (number -infinity)) negative

/// x with 0 for nan, and the largest numbers of its dtype for infinities.
let nanToNumOfDType x =
    let x = Promote.tensor "nan_to_num" x
    let largest = x.DType.Largest()
    nanToNum 0.0 largest -largest x
