/// Functions of two numbers at every pair of elements, broadcast.
module internal Functional.Arithmetic

open System
open Functional.Kernels

let private rows: Row[] = Array.zeroCreate (Enum.GetValues<Binary>().Length)
let private call (op: Binary) x y = Apply.run2 rows[int op] x y
let private map = Elementwise.map
let private neg x = Apply.run1 Primitives.neg x
let private choose condition x y = Apply.run Primitives.where [| condition; x; y |]
let private compare op x y = Apply.run2 (Compare.row op) x y
let private mul x y = call Binary.Mul x y
let private div x y = call Binary.Div x y

let private declareRow (op: Binary) row = rows[int op] <- row

let private declare op name domains rule =
    declareRow op { Name = name; Evaluate = Kernel(Zip(name, op)); Rule = rule; Domains = domains }

let private powerSlopes (xs: Tensor[]) y i =
    let x, exponent = xs[0], xs[1]
    let zero = Apply.number exponent 0.0

    if i = 0 then
        let lower = call Binary.Add exponent (Apply.number exponent -1.0)
        // Elsewhere than at 0 and nan the product is 0 by itself, and has the derivatives that it should have.
        let pole = compare Binary.Or (compare Binary.Equal x (Apply.number x 0.0)) (compare Binary.NotEqual x x)
        let flat = compare Binary.And (compare Binary.Equal exponent zero) pole
        Scale(choose flat zero (mul exponent (call Binary.Pow x lower)))
    else
        let flat = compare Binary.And (compare Binary.Equal x zero) (compare Binary.GreaterEqual exponent zero)
        Scale(choose flat zero (mul y (map Unary.Log x)))

/// The weight of an argument that wins (1), loses (0) or ties (1/2).
let private wins op (xs: Tensor[]) i =
    let one, half, zero = Apply.number xs[0] 1.0, Apply.number xs[0] 0.5, Apply.number xs[0] 0.0
    let tie = compare Binary.Equal xs[0] xs[1]
    Scale(choose tie half (choose (compare op xs[i] xs[1 - i]) one zero))

let private atan2Slopes (xs: Tensor[]) i =
    let squares = call Binary.Add (map Unary.Square xs[0]) (map Unary.Square xs[1])
    let slope = div xs[1 - i] squares
    Scale(if i = 0 then slope else neg slope)

let private moduloSlopes (rounding: Unary) (xs: Tensor[]) i =
    if i = 0 then Identity else Scale(neg (map rounding (div xs[0] xs[1])))

let private xlogySlopes (xs: Tensor[]) i =
    if i = 0 then
        let zero = Apply.number xs[0] 0.0
        let flat = compare Binary.And (compare Binary.Equal xs[0] zero) (compare Binary.LessEqual xs[1] zero)
        Scale(choose flat zero (map Unary.Log xs[1]))
    else
        Scale(div xs[0] xs[1])

do
    declareRow Binary.Add Primitives.add
    declareRow Binary.Mul Primitives.mul
    declareRow Binary.Sub Primitives.sub

    declare
        Binary.Div
        "div"
        [ Reals; NonZero ]
        // By the reciprocal, whose map it determines itself: quotients of quotients would go on for every further order.
        (AtBoth(fun xs y ->
            let slope = lazy map Unary.Reciprocal xs[1]
            fun i -> Scale(if i = 0 then slope.Value else neg (mul y slope.Value))))

    declare Binary.Pow "pow" [ Positive; Reals ] (AtBoth powerSlopes)
    declare Binary.Max "maximum" [ Distinct; Distinct ] (AtInputs(wins Binary.Greater))
    declare Binary.Min "minimum" [ Distinct; Distinct ] (AtInputs(wins Binary.Less))
    declare Binary.Atan2 "atan2" [ NonZero; NonZero ] (AtInputs atan2Slopes)
    declare Binary.Hypot "hypot" [ NonZero; NonZero ] (AtBoth(fun xs y i -> Scale(div xs[i] y)))
    // The quotient stays between 2 and 3: both jump wherever it is whole.
    let smooth = [ Between(5.2, 5.8); Between(2.0, 2.5) ]
    declare Binary.Fmod "fmod" smooth (AtInputs(moduloSlopes Unary.Trunc))
    declare Binary.Remainder "remainder" smooth (AtInputs(moduloSlopes Unary.Floor))
    declare Binary.Xlogy "xlogy" [ Positive; Positive ] (AtInputs xlogySlopes)

    declare
        Binary.LogAddExp
        "logaddexp"
        [ Reals; Reals ]
        (AtBoth(fun xs y i -> Scale(map Unary.Exp (call Binary.Sub xs[i] y))))

let private promoted (op: Binary) x y = Promote.binary rows[int op] x y
let private promotedFloat (op: Binary) x y = Promote.binaryFloat rows[int op] x y

/// x + y; logical or on bools.
let add x y = promoted Binary.Add x y

/// x + alpha y, rounded once on floats.
let addScaled (alpha: float) x y =
    let row =
        { Name = "add"
          Evaluate = Kernel(Zip("add", Binary.AddScaled, alpha))
          Rule = Everywhere(fun i -> if i = 0 then Identity else ScaleBy alpha)
          Domains = [ Reals; Reals ] }

    Promote.binary row x y

/// x - y.
let subtract x y = promoted Binary.Sub x y

/// x y, elementwise; logical and on bools.
let multiply x y = promoted Binary.Mul x y

/// x / y; integers become floats.
let divide x y = promotedFloat Binary.Div x y

/// The larger of two; nan wins, ties share the derivative.
let maximum x y = promoted Binary.Max x y

/// The smaller of two; nan wins, ties share the derivative.
let minimum x y = promoted Binary.Min x y

/// The angle of the point (x, y).
let atan2 y x = promotedFloat Binary.Atan2 y x

/// sqrt(x² + y²) without overflow.
let hypot x y = promotedFloat Binary.Hypot x y

/// The remainder with the sign of the dividend.
let fmod x y = promoted Binary.Fmod x y

/// The remainder with the sign of the divisor.
let remainder x y = promoted Binary.Remainder x y

/// x log y, 0 where x is 0.
let xlogy x y = promotedFloat Binary.Xlogy x y

/// log(exp x + exp y) without overflow.
let logAddExp x y = promotedFloat Binary.LogAddExp x y

/// x ** y, elementwise. Source of the values at 0: PyTorch's pow_backward_self and pow_backward_exponent.
let pow (x: Tensor) (y: Tensor) =
    if isNull (box x) || isNull (box y) then
        raise (Errors.NullTensor "pow")

    if x.DType = DType.Bool && y.DType = DType.Bool then
        raise (Errors.NoBool "pow")

    match x, y with
    | (:? HostNumber), (:? HostNumber) -> promoted Binary.Pow x y
    | x, (:? HostNumber as n) -> Elementwise.powNumber (n.Value.ToDouble()) (Promote.beside n x)
    | (:? HostNumber as n), y -> Elementwise.numberPow (n.Value.ToDouble()) (Promote.beside n y)
    | _ -> promoted Binary.Pow x y

/// Every row of this file that takes no parameters, for the laws.
let all = rows |> Array.filter (fun row -> not (isNull (box row)))
