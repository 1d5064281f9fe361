/// What every function of one or two numbers is, on reals and on integers. Results are not yet in their dtype.
module internal Functional.Laws.Scalars

open System
open Functional
open Functional.Kernels

let private softplus x = max x 0.0 + SpecialFunctions.log1p (exp -(abs x))

let private sigmoid x = if x < 0.0 then exp x / (1.0 + exp x) else 1.0 / (1.0 + exp -x)

/// What is defined by its derivative's series or by a limit is in `SpecialFunctions`; all else is here.
let unaryReal dtype (map: Map) : float -> float =
    let p, q = map.P, map.Q
    let round = Elements.rounded dtype

    match map.Op with
    | Unary.Neg -> (~-)
    | Unary.Abs -> abs
    | Unary.Sign ->
        fun x ->
            if x > 0.0 then 1.0
            elif x < 0.0 then -1.0
            else 0.0
    | Unary.Exp -> exp
    | Unary.Exp2 -> fun x -> Math.Pow(2.0, x)
    | Unary.Expm1 -> SpecialFunctions.expm1
    | Unary.Log -> log
    | Unary.Log2 -> Math.Log2
    | Unary.Log10 -> log10
    | Unary.Log1p -> SpecialFunctions.log1p
    | Unary.Sqrt -> sqrt
    | Unary.Rsqrt -> fun x -> 1.0 / sqrt x
    | Unary.Reciprocal -> fun x -> 1.0 / x
    | Unary.Square -> fun x -> x * x
    | Unary.Sin -> sin
    | Unary.Cos -> cos
    | Unary.Tan -> tan
    | Unary.Asin -> asin
    | Unary.Acos -> acos
    | Unary.Atan -> atan
    | Unary.Sinh -> sinh
    | Unary.Cosh -> cosh
    | Unary.Tanh -> tanh
    | Unary.Asinh -> Math.Asinh
    | Unary.Acosh -> Math.Acosh
    | Unary.Atanh -> Math.Atanh
    | Unary.Sigmoid -> sigmoid
    | Unary.LogSigmoid -> fun x -> min x 0.0 - SpecialFunctions.log1p (exp -(abs x))
    | Unary.Relu -> fun x -> if x < 0.0 then 0.0 else x
    | Unary.Erf -> SpecialFunctions.erf
    | Unary.Erfc -> SpecialFunctions.erfc
    | Unary.Erfinv -> SpecialFunctions.erfinv
    | Unary.Lgamma -> SpecialFunctions.lgamma
    | Unary.Polygamma -> if p = 0.0 then SpecialFunctions.digamma else SpecialFunctions.polygamma (int p)
    | Unary.Softplus ->
        // The parameters are host numbers, whatever the dtype of x. Far below 0 the value is an exponential, which makes
        // much of what the product loses: the slope there is the sigmoid.
        fun x ->
            let z = p * x
            let lost = if Double.IsFinite z then Math.FusedMultiplyAdd(p, x, -z) else 0.0
            if z > q then x else (softplus z + lost * sigmoid z) / p
    | Unary.PowNumber -> fun x -> Math.Pow(x, p)
    | Unary.NumberPow -> fun x -> Math.Pow(p, x)
    | Unary.Clamp -> fun x -> Math.Min(Math.Max(x, round p), round q)
    | Unary.Floor -> floor
    | Unary.Ceil -> ceil
    | Unary.Round -> Math.Round
    | Unary.Trunc -> truncate
    | _ -> raise (Errors.NotDefined(map.Name, dtype))

/// x ** y by repeated multiplication; of negative powers only those of 1 and -1 are integers, others are 0.
let private power (x: int64) (y: int64) =
    if y < 0L then
        if x = 1L || (x = -1L && y % 2L = 0L) then 1L
        elif x = -1L then -1L
        else 0L
    else
        // x^y = (x²)^(y / 2), times x where y is odd.
        let rec go result x y =
            if y = 0L then result else go (if y % 2L = 1L then result * x else result) (x * x) (y / 2L)

        go 1L x y

/// A host number beside integers.
let private whole operation dtype (number: float) =
    if number <> truncate number then
        raise (Errors.FractionalExponent(operation, number, dtype))

    Elements.wrapped dtype (int64 number)

let unaryInteger dtype (map: Map) : int64 -> int64 =
    let number () = whole map.Name dtype map.P

    match map.Op with
    | _ when dtype = DType.Bool -> raise (Errors.NotDefined(map.Name, dtype))
    | Unary.Neg -> (~-)
    | Unary.Abs -> fun x -> if x < 0L then -x else x
    | Unary.Sign ->
        fun x ->
            if x > 0L then 1L
            elif x < 0L then -1L
            else 0L
    | Unary.Square -> fun x -> x * x
    | Unary.Relu -> max 0L
    | Unary.Floor
    | Unary.Ceil
    | Unary.Round
    | Unary.Trunc -> id
    | Unary.PowNumber ->
        let p = number ()
        fun x -> power x p
    | Unary.NumberPow ->
        let p = number ()
        fun x -> power p x
    | Unary.Clamp ->
        let least, most = Elements.saturated dtype map.P, Elements.saturated dtype map.Q
        fun x -> min (max x least) most
    | _ -> raise (Errors.NotDefined(map.Name, dtype))

/// The functions of one number to bool, on both kinds of numbers.
let predicateReal (map: Map) : float -> bool =
    match map.Op with
    | Unary.LogicalNot -> fun x -> x = 0.0
    | Unary.IsNan -> Double.IsNaN
    | Unary.IsInf -> Double.IsInfinity
    | _ -> Double.IsFinite

let predicateInteger (map: Map) : int64 -> bool =
    match map.Op with
    | Unary.LogicalNot -> fun x -> x = 0L
    | Unary.IsFinite -> fun _ -> true
    | _ -> fun _ -> false

/// The functions of two numbers to bool.
let inline comparison (zip: Zip) (zero: 'a) : 'a -> 'a -> bool =
    match zip.Op with
    | Binary.Equal -> fun x y -> x = y
    | Binary.NotEqual -> fun x y -> x <> y
    | Binary.Less -> fun x y -> x < y
    | Binary.LessEqual -> fun x y -> x <= y
    | Binary.Greater -> fun x y -> x > y
    | Binary.GreaterEqual -> fun x y -> x >= y
    | Binary.And -> fun x y -> x <> zero && y <> zero
    | Binary.Or -> fun x y -> x <> zero || y <> zero
    | _ -> fun x y -> (x <> zero) <> (y <> zero)

/// Of a remainder with the sign of the dividend the one with the sign of the divisor.
let inline private floored (rest: 'a) (y: 'a) (zero: 'a) =
    if rest <> zero && (rest < zero) <> (y < zero) then rest + y else rest

/// The length of the vector (x, y): the larger of the two is taken out, lest its square overflow.
let private hypot (x: float) (y: float) =
    let large, small = max (abs x) (abs y), min (abs x) (abs y)

    if Double.IsInfinity x || Double.IsInfinity y then infinity
    elif large = 0.0 then 0.0
    else large * sqrt (1.0 + (small / large) * (small / large))

let binaryReal dtype (zip: Zip) : float -> float -> float =
    match zip.Op with
    | Binary.Add -> (+)
    | Binary.AddScaled when dtype <> DType.Float64 ->
        // Twice rounded is not rounded once.
        let p = float32 zip.P
        fun x y -> float (MathF.FusedMultiplyAdd(p, float32 y, float32 x))
    | Binary.AddScaled -> fun x y -> Math.FusedMultiplyAdd(zip.P, y, x)
    | Binary.Sub -> (-)
    | Binary.Mul -> (*)
    | Binary.Div -> (/)
    | Binary.Pow -> fun x y -> Math.Pow(x, y)
    | Binary.Max -> fun x y -> Math.Max(x, y)
    | Binary.Min -> fun x y -> Math.Min(x, y)
    | Binary.Atan2 -> atan2
    | Binary.Hypot -> hypot
    | Binary.Fmod -> (%)
    | Binary.Remainder -> fun x y -> floored (x % y) y 0.0
    | Binary.Xlogy -> fun x y -> if x = 0.0 && not (Double.IsNaN y) then 0.0 else x * log y
    | Binary.LogAddExp ->
        // Equal infinities have no difference.
        fun x y -> Math.Max(x, y) + (if x = y then log 2.0 else SpecialFunctions.log1p (exp -(abs (x - y))))
    | _ -> raise (Errors.NotDefined(zip.Name, dtype))

let private integerRemainder operation (x: int64) (y: int64) =
    if y = 0L then
        raise (Errors.IntegerDivisionByZero operation)

    // The processor traps on the quotient of the least integer by -1.
    if y = -1L then 0L else x % y

let binaryInteger dtype (zip: Zip) : int64 -> int64 -> int64 =
    match zip.Op with
    // The sum of truth values is "or", their product "and".
    | Binary.Add
    | Binary.Max when dtype = DType.Bool -> max
    | Binary.Mul
    | Binary.Min when dtype = DType.Bool -> min
    | _ when dtype = DType.Bool -> raise (Errors.NotDefined(zip.Name, dtype))
    | Binary.Add -> (+)
    | Binary.AddScaled ->
        let p = whole zip.Name dtype zip.P
        fun x y -> x + p * y
    | Binary.Sub -> (-)
    | Binary.Mul -> (*)
    | Binary.Pow -> power
    | Binary.Max -> max
    | Binary.Min -> min
    | Binary.Fmod -> integerRemainder "fmod"
    | Binary.Remainder -> fun x y -> floored (integerRemainder "remainder" x y) y 0L
    | _ -> raise (Errors.NotDefined(zip.Name, dtype))
