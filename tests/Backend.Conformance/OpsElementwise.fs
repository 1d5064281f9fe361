/// How the elementwise operations of the reference data are called here.
module Functional.Conformance.OpsElementwise

open System.Text.Json
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness

let private unary (f: Tensor -> Tensor) : JsonElement -> Tensor[] -> Tensor[] = fun _ xs -> [| f xs[0] |]

let private binary (f: Tensor -> Tensor -> Tensor) : JsonElement -> Tensor[] -> Tensor[] =
    fun _ xs -> [| f xs[0] xs[1] |]

/// A bound of `clamp`: null where there is none.
let private bound name args : Tensor | null =
    match Oracle.field name args with
    | Some value -> host (Oracle.number value)
    | None -> null

let private pow args (xs: Tensor[]) =
    match Oracle.field "exponent" args, Oracle.field "self" args with
    | Some exponent, _ -> [| Arithmetic.pow xs[0] (host (Oracle.number exponent)) |]
    | _, Some number -> [| Arithmetic.pow (host (Oracle.number number)) xs[0] |]
    | _ -> [| Arithmetic.pow xs[0] xs[1] |]

let private functions: Table =
    [ for name, op in
          [ "neg", Unary.Neg
            "abs", Unary.Abs
            "sign", Unary.Sign
            "exp", Unary.Exp
            "exp2", Unary.Exp2
            "expm1", Unary.Expm1
            "log", Unary.Log
            "log2", Unary.Log2
            "log10", Unary.Log10
            "log1p", Unary.Log1p
            "sqrt", Unary.Sqrt
            "rsqrt", Unary.Rsqrt
            "reciprocal", Unary.Reciprocal
            "square", Unary.Square
            "sin", Unary.Sin
            "cos", Unary.Cos
            "tan", Unary.Tan
            "asin", Unary.Asin
            "acos", Unary.Acos
            "atan", Unary.Atan
            "sinh", Unary.Sinh
            "cosh", Unary.Cosh
            "tanh", Unary.Tanh
            "asinh", Unary.Asinh
            "acosh", Unary.Acosh
            "atanh", Unary.Atanh
            "sigmoid", Unary.Sigmoid
            "log_sigmoid", Unary.LogSigmoid
            "relu", Unary.Relu
            "erf", Unary.Erf
            "erfc", Unary.Erfc
            "erfinv", Unary.Erfinv
            "lgamma", Unary.Lgamma
            "floor", Unary.Floor
            "ceil", Unary.Ceil
            "round", Unary.Round
            "trunc", Unary.Trunc ] -> name, unary (Elementwise.map op) ]

let private parametric: Table =
    [ "frac", unary Composed.frac
      "digamma", unary (Elementwise.polygamma 0)
      "softplus",
      fun args xs -> [| Elementwise.softplus (floating "beta" 1.0 args) (floating "threshold" 20.0 args) xs[0] |]
      "hardtanh",
      fun args xs -> [| Elementwise.hardtanh (floating "min_val" -1.0 args) (floating "max_val" 1.0 args) xs[0] |]
      "clamp",
      fun args xs ->
          if xs.Length = 3 then
              [| Composed.clamp xs[1] xs[2] xs[0] |]
          else
              [| Composed.clamp (bound "min" args) (bound "max" args) xs[0] |]
      "pow", pow ]

let private pairs: Table =
    [ "add", fun args xs -> [| Arithmetic.addScaled (floating "alpha" 1.0 args) xs[0] xs[1] |]
      "sub", fun args xs -> [| Arithmetic.addScaled (-(floating "alpha" 1.0 args)) xs[0] xs[1] |]
      "mul", binary Arithmetic.multiply
      "div", binary Arithmetic.divide
      "maximum", binary Arithmetic.maximum
      "minimum", binary Arithmetic.minimum
      "atan2", binary Arithmetic.atan2
      "hypot", binary Arithmetic.hypot
      "fmod", binary Arithmetic.fmod
      "remainder", binary Arithmetic.remainder
      "xlogy", binary Arithmetic.xlogy
      "logaddexp", binary Arithmetic.logAddExp
      "lerp",
      fun args xs ->
          let weight = if xs.Length = 3 then xs[2] else host (floating "weight" nan args)
          [| Composed.lerp xs[0] xs[1] weight |] ]

let table: Table = functions @ parametric @ pairs
