/// Operations at every element: functions of one tensor, of one beside numbers, and of several that broadcast.
module internal Functional.Laws.MapRows

open System
open Functional
open Functional.Laws.Operation

/// An elementwise function of one tensor, written in the regular way.
let private unary name region (run: Tensor -> Tensor) : int[] -> Call =
    let text = regular name []
    let run (xs: Tensor[]) = run xs[0]
    fun shape -> call name shape [ slot region shape ] run (Interval.sampled run) text

// Guards are made of these.
let sin = unary "sin" Reals Tensor.sin
let tanh = unary "tanh" Reals Tensor.tanh
let atan = unary "atan" Reals Tensor.atan
let asinh = unary "asinh" Reals Tensor.asinh
let softplus = unary "softplus" Reals Tensor.softplus
let square = unary "square" (Between(-10.0, 10.0)) Tensor.square

/// Where functions that grow fast may be.
let private narrow = Between(-3.0, 3.0)

let private kink = Except [ 0.0 ]

/// Functions of one tensor.
let functions =
    [ unary "neg" Reals Tensor.neg
      unary "abs" kink Tensor.abs
      unary "sign" (BetweenJumps 0.0) Tensor.sign
      unary "exp" narrow Tensor.exp
      unary "exp2" narrow Tensor.exp2
      unary "expm1" narrow Tensor.expm1
      unary "log" Positive Tensor.log
      unary "log2" Positive Tensor.log2
      unary "log10" Positive Tensor.log10
      unary "log1p" (Between(-0.8, 30.0)) Tensor.log1p
      unary "sqrt" Positive Tensor.sqrt
      unary "rsqrt" Positive Tensor.rsqrt
      unary "reciprocal" NonZero Tensor.reciprocal
      square
      sin
      unary "cos" Reals Tensor.cos
      unary "tan" (Between(-1.4, 1.4)) Tensor.tan
      unary "asin" (Between(-1.0, 1.0)) Tensor.asin
      unary "acos" (Between(-1.0, 1.0)) Tensor.acos
      atan
      unary "sinh" narrow Tensor.sinh
      unary "cosh" narrow Tensor.cosh
      tanh
      asinh
      unary "acosh" (Between(1.0, 10.0)) Tensor.acosh
      unary "atanh" (Between(-1.0, 1.0)) Tensor.atanh
      unary "sigmoid" Reals Tensor.sigmoid
      unary "logSigmoid" Reals Tensor.logSigmoid
      unary "erf" Reals Tensor.erf
      unary "erfc" Reals Tensor.erfc
      unary "erfinv" (Between(-1.0, 1.0)) Tensor.erfinv
      unary "lgamma" Positive Tensor.lgamma
      unary "digamma" Positive Tensor.digamma
      unary "sinc" Reals Tensor.sinc
      unary "floor" (BetweenJumps 0.0) Tensor.floor
      unary "ceil" (BetweenJumps 0.0) Tensor.ceil
      unary "round" (BetweenJumps 0.5) Tensor.round
      unary "trunc" (BetweenJumps 0.0) Tensor.trunc
      unary "frac" (BetweenJumps 0.0) Tensor.frac
      unary "nanToNum" Reals Tensor.nanToNum
      softplus
      unary "relu" kink Tensor.relu
      unary "relu6" (Except [ 0.0; 6.0 ]) Tensor.relu6
      unary "selu" kink Tensor.selu
      unary "silu" Reals Tensor.silu
      unary "mish" Reals Tensor.mish
      unary "gelu" Reals Tensor.gelu
      unary "geluTanh" Reals Tensor.geluTanh
      unary "softsign" kink Tensor.softsign
      unary "tanhshrink" Reals Tensor.tanhshrink
      unary "hardsigmoid" (Except [ -3.0; 3.0 ]) Tensor.hardsigmoid
      unary "hardswish" (Except [ -3.0; 3.0 ]) Tensor.hardswish ]
    |> List.map (fun call -> operation (call [||]).Name (fun _ shape -> ValueSome(call shape)))

// With numbers

let private mapped name region (run: Tensor -> Tensor) text shape =
    let run (xs: Tensor[]) = run xs[0]
    call name shape [ slot region shape ] run (Interval.sampled run) text

/// p + k
let addNumber (k: float) = mapped "add number" Reals (fun x -> x + k) (text "{0} + {a}" "{0} + {a}" [ Real k ])

/// k + p
let numberPlus (k: float) = mapped "number plus" Reals (fun x -> k + x) (text "{a} + {0}" "{a} + {0}" [ Real k ])

/// k p
let numberTimes (k: float) = mapped "number times" Reals (fun x -> k * x) (text "{a} * {0}" "{a} * {0}" [ Real k ])

/// What keeps operands off the jumps of roundings: what is a whole number, or half one, for all arguments is none of
/// these after it.
let offJumps = 0.137

let private parametric name (give: Random -> int[] -> Call) =
    operation name (fun random shape -> ValueSome(give random shape))

/// A function with a number of its own, drawn from some.
let private numbered name region numbers (run: float -> Tensor -> Tensor) (written: Text) =
    parametric name (fun random shape ->
        let k = Pick.pick random numbers
        mapped name region (run k) { written with Words = [ Real k ] } shape)

/// The same, written in the regular way.
let private regularly name region numbers run = numbered name region numbers run (regular name [ Real 0.0 ])

/// The same with the numbers of one choice together.
let private several name region (choices: float[][]) (run: float[] -> Tensor -> Tensor) fsharp csharp =
    parametric name (fun random shape ->
        let ks = Pick.pick random choices
        mapped name region (run ks) (text fsharp csharp [ for k in ks -> Real k ]) shape)

let private infix name region numbers run form = numbered name region numbers run (text form form [])

let private shifts = [| -1.5; -0.7; 0.3; 1.2; 2.0 |]

/// Functions of one tensor and numbers.
let withNumbers =
    [ parametric "add number" (fun random -> addNumber (Pick.pick random shifts))
      parametric "number plus" (fun random -> numberPlus (Pick.pick random shifts))
      parametric "number times" (fun random -> numberTimes (Pick.pick random shifts))
      infix "minus number" Reals shifts (fun k x -> x - k) "{0} - {a}"
      infix "number minus" Reals shifts (fun k x -> k - x) "{a} - {0}"
      infix "times number" Reals shifts (fun k x -> x * k) "{0} * {a}"
      infix "over number" Reals shifts (fun k x -> x / k) "{0} / {a}"
      infix "number over" NonZero shifts (fun k x -> k / x) "{a} / {0}"
      infix "remainder by number" (BetweenJumps 0.0) [| 0.7; 1.9; -1.3 |] (fun k x -> x % k) "{0} % {a}"
      numbered
          "cast"
          Reals
          [| 0.0 |]
          (fun _ -> Tensor.cast DType.Float64)
          (text "Tensor.cast DType.Float64 {0}" "{0}.To(DType.Float64)" [])
      infix "negative" Reals [| 0.0 |] (fun _ x -> -x) "-{0}"
      numbered
          "to the number"
          (Between(0.4, 4.0))
          [| 0.0; 0.5; 1.0; 2.0; 2.5; 3.0; -1.0; -1.5 |]
          (fun k x -> x ** k)
          (text "{0} ** {a}" "{0}.Pow({a})" [])
      numbered
          "whole power"
          narrow
          [| 0.0; 1.0; 2.0; 3.0; 4.0 |]
          (fun k x -> x ** k)
          (text "{0} ** {a}" "{0}.Pow({a})" [])
      numbered
          "number to the"
          narrow
          [| 0.5; 1.0; 2.0; 2.5 |]
          (fun k x -> Tensor.Pow(k, x))
          (text "Tensor.Pow({a}, {0})" "Tensor.Pow({a}, {0})" [])
      parametric "polygamma" (fun random shape ->
          let n = Pick.integer random 0 2
          mapped "polygamma" Positive (Tensor.polygamma n) (regular "polygamma" [ Integer n ]) shape)
      regularly "leakyRelu" kink [| 0.1; 0.3 |] Tensor.leakyRelu
      regularly "elu" kink [| 0.5; 1.3 |] Tensor.elu
      regularly "celu" kink [| 0.5; 1.3 |] Tensor.celu
      regularly "softshrink" (Except [ -0.5; 0.5 ]) [| 0.3; 0.8 |] Tensor.softshrink
      regularly "hardshrink" (BetweenJumps 0.0) [| 0.3; 0.8 |] Tensor.hardshrink
      regularly "clampMin" kink [| -1.0; 0.2 |] Tensor.clampMin
      regularly "clampMax" kink [| 1.0; 0.2 |] Tensor.clampMax
      several
          "softplusWith"
          Reals
          [| [| 2.0; 20.0 |]; [| 0.5; 20.0 |] |]
          (fun k -> Tensor.softplusWith k[0] k[1])
          "Tensor.softplusWith {a} {b} {0}"
          "{0}.Softplus({a}, {b})"
      several
          "hardtanh"
          (Except [ -1.0; 1.0 ])
          [| [| -1.0; 1.0 |]; [| -0.4; 2.5 |] |]
          (fun k -> Tensor.hardtanh k[0] k[1])
          "Tensor.hardtanh {a} {b} {0}"
          "{0}.Hardtanh({a}, {b})"
      several
          "clamp"
          (Except [ -1.0; 1.0 ])
          [| [| -1.0; 1.0 |]; [| -0.4; 2.5 |] |]
          (fun k -> Tensor.clamp k[0] k[1])
          "Tensor.clamp {a} {b} {0}"
          "{0}.Clamp({a}, {b})"
      several
          "threshold"
          (BetweenJumps 0.0)
          [| [| 0.4; -0.2 |] |]
          (fun k -> Tensor.threshold k[0] k[1])
          "Tensor.threshold {a} {b} {0}"
          "{0}.Threshold({a}, {b})"
      several
          "nanToNumWith"
          Reals
          [| [| 0.0; 1.0; -1.0 |] |]
          (fun k -> Tensor.nanToNumWith k[0] k[1] k[2])
          "Tensor.nanToNumWith {a} {b} {c} {0}"
          "{0}.NanToNum({a}, {b}, {c})" ]

// Of several tensors, which broadcast

/// A function of operands that lie in some regions.
let private broadcast name regions (run: Tensor[] -> Tensor) (written: Text) =
    operation name (fun random shape ->
        let slots = List.map2 slot regions (broadcasting random (List.length regions) shape)
        ValueSome(call name shape slots run (Interval.sampled run) written))

let private operator name regions run form = broadcast name regions run (text form form [])

let private pair name regions (run: Tensor -> Tensor -> Tensor) =
    broadcast
        name
        regions
        (fun xs -> run xs[0] xs[1])
        (text $"Tensor.{name} {{0}} {{1}}" $"{{0}}.{method name}({{1}})" [])

let private wide = Between(-10.0, 10.0)
let private free = [ Reals; Reals ]

/// Results come from one of the last two operands.
let private either (ranges: Interval[]) = Interval.hull (Array.skip (ranges.Length - 2) ranges)

/// A choice between the last two operands.
let private choice name regions run written =
    operation name (fun random shape ->
        let slots = List.map2 slot regions (broadcasting random (List.length regions) shape)
        ValueSome(call name shape slots run either written))

/// Functions of several tensors.
let ofSeveral =
    [ operator "add" free (fun xs -> xs[0] + xs[1]) "{0} + {1}"
      operator "subtract" free (fun xs -> xs[0] - xs[1]) "{0} - {1}"
      operator "multiply" [ wide; wide ] (fun xs -> xs[0] * xs[1]) "{0} * {1}"
      operator "divide" [ Reals; NonZero ] (fun xs -> xs[0] / xs[1]) "{0} / {1}"
      pair "add" free Tensor.add
      pair "sub" free Tensor.sub
      pair "mul" [ wide; wide ] Tensor.mul
      pair "div" [ Reals; NonZero ] Tensor.div
      pair "pow" [ Between(0.4, 4.0); narrow ] Tensor.pow
      pair "maximum" [ Distinct; Distinct ] Tensor.maximum
      pair "minimum" [ Distinct; Distinct ] Tensor.minimum
      pair "fmax" [ Distinct; Distinct ] Tensor.fmax
      pair "fmin" [ Distinct; Distinct ] Tensor.fmin
      pair "atan2" [ Reals; Positive ] Tensor.atan2
      pair "hypot" [ Reals; Positive ] Tensor.hypot
      pair "xlogy" [ Positive; Positive ] Tensor.xlogy
      pair "logAddExp" free Tensor.logAddExp
      // The quotient stays between 2 and 3: both jump wherever it is whole.
      pair "fmod" [ Between(5.2, 5.8); Between(2.0, 2.5) ] Tensor.fmod
      pair "remainder" [ Between(5.2, 5.8); Between(2.0, 2.5) ] Tensor.remainder
      operator "percent" [ Between(5.2, 5.8); Between(2.0, 2.5) ] (fun xs -> xs[0] % xs[1]) "{0} % {1}"
      operation "addScaled" (fun random shape ->
          let k = Pick.pick random shifts
          let run (xs: Tensor[]) = Tensor.addScaled k xs[0] xs[1]
          let slots = broadcasting random 2 shape |> List.map (slot Reals)
          let written = text "Tensor.addScaled {a} {0} {1}" "{0}.AddScaled({a}, {1})" [ Real k ]
          ValueSome(call "addScaled" shape slots run (Interval.sampled run) written))
      broadcast
          "lerp"
          [ wide; wide; Between(-1.0, 2.0) ]
          (fun xs -> Tensor.lerp xs[2] xs[0] xs[1])
          (text "Tensor.lerp {2} {0} {1}" "{0}.Lerp({1}, {2})" [])
      operation "prelu" (fun _ shape ->
          let run (xs: Tensor[]) = Tensor.prelu xs[0] xs[1]
          let weight = if shape.Length < 2 then [||] else [| shape[1] |]
          let slots = [ slot (Between(-2.0, 2.0)) weight; slot kink shape ]
          let range (ranges: Interval[]) = Interval.hull [ ranges[1]; Interval.multiply ranges[0] ranges[1] ]
          ValueSome(call "prelu" shape slots run range (text "Tensor.prelu {0} {1}" "{1}.Prelu({0})" [])))
      choice
          "where above a number"
          [ BetweenJumps 0.0; Reals; Reals ]
          (fun xs -> Tensor.where (xs[0] .> 0.2) xs[1] xs[2])
          (text "Tensor.where ({0} .> {a}) {1} {2}" "Tensor.Where({0} > {a}, {1}, {2})" [ Real 0.2 ])
      choice
          "where less"
          [ BetweenJumps 0.0; Distinct; Reals; Reals ]
          (fun xs -> Tensor.where (xs[0] .< xs[1]) xs[2] xs[3])
          (text "Tensor.where ({0} .< {1}) {2} {3}" "Tensor.Where({0} < {1}, {2}, {3})" [])
      operation "maskedFill" (fun random shape ->
          let run (xs: Tensor[]) = Tensor.maskedFill (xs[0] .>= xs[1]) 0.6 xs[2]
          let masks = broadcasting random 2 shape
          let slots = [ slot (BetweenJumps 0.0) masks[0]; slot Distinct masks[1]; slot Reals shape ]
          let range (ranges: Interval[]) = Interval.hull [ ranges[2]; Interval.between 0.6 0.6 ]
          let written = text "Tensor.maskedFill ({0} .>= {1}) {a} {2}" "{2}.MaskedFill({0} >= {1}, {a})" [ Real 0.6 ]
          ValueSome(call "maskedFill" shape slots run range written)) ]
