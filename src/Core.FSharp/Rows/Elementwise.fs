/// Functions of one number at every element: one line each, its value and its derivative.
module internal Functional.Elementwise

open System
open Functional.Kernels

/// Which arguments a function takes as they are, and which become floats first.
type private Takes =
    | Any
    | Numbers
    | Floats

let private rows: Row[] = Array.zeroCreate (Enum.GetValues<Unary>().Length)
let private takes: Takes[] = Array.zeroCreate rows.Length

/// A function without parameters, at every element.
let map (op: Unary) (x: Tensor) =
    let row = rows[int op]

    match x with
    | :? Concrete as c when c.DType.IsFloat() -> Apply.run1 row x
    | :? Concrete as c when c.DType = DType.Bool && op = Unary.Sign -> x // a truth value is its own sign
    | _ ->
        let argument =
            match takes[int op] with
            | Any -> Promote.tensor row.Name x
            | Numbers -> Promote.numeric row.Name x
            | Floats -> Promote.float row.Name x

        Apply.run1 row argument

let private one (x: Tensor) = Apply.number x 1.0
let private add x y = Apply.run2 Primitives.add x y
let private mul x y = Apply.run2 Primitives.mul x y
let private neg x = Apply.run1 Primitives.neg x
let private times k x = mul x (Apply.number x k)
let private plus k x = add x (Apply.number x k)
let private oneMinus x = Apply.run2 Primitives.sub (Apply.number x 1.0) x
let private compare (op: Binary) x (k: float) = Apply.run2 (Compare.row op) x (Apply.number x k)
let private atMost k y = compare Binary.LessEqual y k
let private square x = map Unary.Square x
let private reciprocal x = map Unary.Reciprocal x
let private rsqrt x = map Unary.Rsqrt x

let private at f = AtInputs(fun xs _ -> Scale(f xs[0]))
let private from f = AtOutput(fun y _ -> Scale(f y))
let private nowhere = Everywhere(fun _ -> Zero)

let private declare (op: Unary) name kind domain rule =
    takes[int op] <- kind

    rows[int op] <- { Name = name; Evaluate = Kernel(Map(name, op)); Rule = rule; Domains = [ domain ] }

/// 2 / sqrt pi
let private erfSlope = 2.0 / sqrt Math.PI

do
    declare Unary.Neg "neg" Numbers Reals (Everywhere(fun _ -> Negate))
    declare Unary.Abs "abs" Numbers (Except [ 0.0 ]) (at (map Unary.Sign))
    declare Unary.Sign "sign" Any (Except [ 0.0 ]) nowhere
    declare Unary.Exp "exp" Floats Reals (from id)
    declare Unary.Exp2 "exp2" Floats Reals (from (times (log 2.0)))
    declare Unary.Expm1 "expm1" Floats Reals (from (plus 1.0))
    declare Unary.Log "log" Floats Positive (at reciprocal)
    declare Unary.Log2 "log2" Floats Positive (at (times (log 2.0) >> reciprocal))
    declare Unary.Log10 "log10" Floats Positive (at (times (log 10.0) >> reciprocal))
    declare Unary.Log1p "log1p" Floats Positive (at (plus 1.0 >> reciprocal))
    declare Unary.Sqrt "sqrt" Floats Positive (from (times 2.0 >> reciprocal))
    declare Unary.Rsqrt "rsqrt" Floats Positive (from (fun y -> times -0.5 (mul y (square y))))
    declare Unary.Reciprocal "reciprocal" Floats NonZero (from (square >> neg))
    // The factor 2 last, so that transposed it meets the cotangent first, which is often one number spread out.
    declare Unary.Square "pow" Numbers Reals (AtInputs(fun xs _ -> Compose(Scale xs[0], xs[0].Space, ScaleBy 2.0)))
    declare Unary.Sin "sin" Floats Reals (at (map Unary.Cos))
    declare Unary.Cos "cos" Floats Reals (at (map Unary.Sin >> neg))
    declare Unary.Tan "tan" Floats (Between(-1.5, 1.5)) (from (square >> plus 1.0))
    declare Unary.Asin "asin" Floats (Between(-1.0, 1.0)) (at (square >> oneMinus >> rsqrt))
    declare Unary.Acos "acos" Floats (Between(-1.0, 1.0)) (at (square >> oneMinus >> rsqrt >> neg))
    declare Unary.Atan "atan" Floats Reals (at (square >> plus 1.0 >> reciprocal))
    declare Unary.Sinh "sinh" Floats Reals (at (map Unary.Cosh))
    declare Unary.Cosh "cosh" Floats Reals (at (map Unary.Sinh))
    declare Unary.Tanh "tanh" Floats Reals (from (square >> oneMinus))
    declare Unary.Asinh "asinh" Floats Reals (at (square >> plus 1.0 >> rsqrt))
    declare Unary.Acosh "acosh" Floats (Between(1.0, 10.0)) (at (square >> plus -1.0 >> rsqrt))
    declare Unary.Atanh "atanh" Floats (Between(-1.0, 1.0)) (at (square >> oneMinus >> reciprocal))
    declare Unary.Sigmoid "sigmoid" Floats Reals (from (fun y -> mul y (oneMinus y)))
    declare Unary.LogSigmoid "log_sigmoid" Floats Reals (at (neg >> map Unary.Sigmoid))
    // By what is not at most 0, so that nan passes its cotangent on.
    declare Unary.Relu "relu" Numbers (Except [ 0.0 ]) (AtOutput(fun y _ -> Mask(atMost 0.0 y, false)))
    declare Unary.Erf "erf" Floats Reals (at (square >> neg >> map Unary.Exp >> times erfSlope))
    declare Unary.Erfc "erfc" Floats Reals (at (square >> neg >> map Unary.Exp >> times -erfSlope))
    declare Unary.Erfinv "erfinv" Floats (Between(-1.0, 1.0)) (from (square >> map Unary.Exp >> times (1.0 / erfSlope)))
    declare Unary.Floor "floor" Numbers (BetweenJumps 0.0) nowhere
    declare Unary.Ceil "ceil" Numbers (BetweenJumps 0.0) nowhere
    declare Unary.Round "round" Numbers (BetweenJumps 0.5) nowhere
    declare Unary.Trunc "trunc" Numbers (BetweenJumps 0.0) nowhere
    declare Unary.LogicalNot "logical_not" Any Discrete Discontinuous
    declare Unary.IsNan "isnan" Any Discrete Discontinuous
    declare Unary.IsInf "isinf" Any Discrete Discontinuous
    declare Unary.IsFinite "isfinite" Any Discrete Discontinuous

let private parametric name op p q domain rule =
    { Name = name; Evaluate = Kernel(Map(name, op, p, q)); Rule = rule; Domains = [ domain ] }

/// The n-th derivative of digamma, and digamma itself for n = 0.
let rec polygamma (n: int) x =
    let name = if n = 0 then "digamma" else "polygamma"
    let row = parametric name Unary.Polygamma (Operators.float n) 0.0 Positive (at (polygamma (n + 1)))
    Apply.run1 row (Promote.float row.Name x)

do declare Unary.Lgamma "lgamma" Floats Positive (at (polygamma 0))

/// log(1 + exp(beta x)) / beta, and x itself where beta x > threshold.
let softplus (beta: float) (threshold: float) x =
    let slope x =
        let scaled = times beta x
        Apply.run Primitives.where [| compare Binary.Greater scaled threshold; one x; map Unary.Sigmoid scaled |]

    let row = parametric "softplus" Unary.Softplus beta threshold Reals (at slope)
    Apply.run1 row (Promote.float row.Name x)

/// x ** exponent, for a host exponent.
let rec powNumber (exponent: float) (x: Tensor) : Tensor =
    if exponent = 2.0 then
        map Unary.Square x
    else
        let x = Promote.numeric "pow" x

        if exponent < 0.0 && not (x.DType.IsFloat()) then
            raise (Errors.NegativeExponent("pow", exponent, x.DType))

        let rule =
            if exponent = 0.0 then nowhere
            elif exponent = 1.0 then Everywhere(fun _ -> Identity)
            else at (fun x -> times exponent (powNumber (exponent - 1.0) x))

        let domain =
            if exponent <> Math.Round exponent then Positive
            elif exponent < 0.0 then NonZero
            else Reals

        Apply.run1 (parametric "pow" Unary.PowNumber exponent 0.0 domain rule) x

/// number ** x, for a host base.
let numberPow (number: float) x =
    let slope (y: Tensor) = times (log number) y

    let rule =
        if number = 0.0 then
            AtBoth(fun xs y _ ->
                let flat = compare Binary.GreaterEqual xs[0] 0.0
                Scale(Apply.run Primitives.where [| flat; Apply.number y 0.0; slope y |]))
        else
            from slope

    Apply.run1 (parametric "pow" Unary.NumberPow number 0.0 Reals rule) x

/// Which elements lie in [low, high], or strictly between: where the slope of a clamp is 1.
let private inside above below low high x =
    Apply.run2 (Compare.row Binary.And) (compare above x low) (compare below x high)

/// x limited to [low, high]; at a bound the derivative passes.
let clamp (low: float) (high: float) x =
    let rule = AtInputs(fun xs _ -> Mask(inside Binary.GreaterEqual Binary.LessEqual low high xs[0], true))
    Apply.run1 (parametric "clamp" Unary.Clamp low high (Except [ low; high ]) rule) x

/// x limited to [low, high]; at a bound the derivative is 0.
let hardtanh (low: float) (high: float) x =
    let rule = AtInputs(fun xs _ -> Mask(inside Binary.Greater Binary.Less low high xs[0], true))
    let row = parametric "hardtanh" Unary.Clamp low high (Except [ low; high ]) rule
    Apply.run1 row (Promote.numeric row.Name x)

/// sqrt x with slope 0, not infinity, where x is 0: the end of norms and deviations.
let sqrtAtZero x =
    let slope (y: Tensor) =
        Apply.run Primitives.where [| compare Binary.Equal y 0.0; Apply.number y 0.0; reciprocal (times 2.0 y) |]

    Apply.run1 (parametric "sqrt" Unary.Sqrt 0.0 0.0 Positive (from slope)) x

/// x ** (1 / p) with slope 0 where x is 0.
let rootAtZero (p: float) x =
    let exponent = 1.0 / p

    let rule =
        AtBoth(fun xs y _ ->
            let slope = times exponent (powNumber (exponent - 1.0) xs[0])
            Scale(Apply.run Primitives.where [| compare Binary.Equal y 0.0; Apply.number y 0.0; slope |]))

    Apply.run1 (parametric "pow" Unary.PowNumber exponent 0.0 Positive rule) x

/// Every row of this file that takes no parameters, for the laws.
let all = rows |> Array.filter (fun row -> not (isNull (box row)))
