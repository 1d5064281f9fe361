/// The dtypes of results and of gradients are PyTorch's, for every pair of operands.
module Functional.Conformance.PromotionTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

let private ones backend dtype (shape: int[]) : Tensor =
    toTensorOn backend { Shape = shape; DType = dtype; Data = Array.create (Array.fold (*) 1 shape) 1.0 }

let private operand backend (text: string) : Tensor =
    match text.Split ' ' with
    | [| "tensor"; dtype |] -> ones backend dtype [| 2 |]
    | [| "0d"; dtype |] -> ones backend dtype [||]
    | [| "scalar"; "bool" |] -> HostNumber(Number.op_Implicit true)
    | [| "scalar"; "int" |] -> HostNumber.Of 1
    | [| "scalar"; "float" |] -> HostNumber.Of 1.0
    | _ -> failwith $"not an operand: {text}"

let private binary backend =
    dict
        [ "add", Arithmetic.add
          "mul", Arithmetic.multiply
          "div", Arithmetic.divide
          "pow", Arithmetic.pow
          "eq", Compare.compare Binary.Equal
          "lt", Compare.compare Binary.Less
          "where", Indexing.where (ones backend "bool" [| 2 |]) ]

let private unary: (string * (Tensor -> Tensor)) list =
    [ "sum", Reductions.sum [||] false
      "mean", Reductions.mean [||] false
      "prod", Reductions.prod [||] false
      "max", Reductions.amax [||] false
      "argmax", Reductions.argmax ValueNone false
      "exp", Elementwise.map Unary.Exp
      "sqrt", Elementwise.map Unary.Sqrt
      "sigmoid", Elementwise.map Unary.Sigmoid
      "abs", Elementwise.map Unary.Abs
      "neg", Elementwise.map Unary.Neg
      "sign", Elementwise.map Unary.Sign
      "cumsum", Reductions.cumsum 0
      "any", Reductions.any [||] false
      "floor", Elementwise.map Unary.Floor
      "clamp(min=0)", Composed.clamp (HostNumber.Of 0) null
      "clamp(min=0.5)", Composed.clamp (HostNumber.Of 0.5) null
      "relu", Elementwise.map Unary.Relu
      "count_nonzero", Reductions.countNonzero [||] false
      "norm", Statistics.norm 2.0 [||] false
      "std", Statistics.std 1.0 [||] false
      "softmax", Statistics.softmax 0
      "pow(2)", (fun x -> Arithmetic.pow x (HostNumber.Of 2))
      "pow(-1)", (fun x -> Arithmetic.pow x (HostNumber.Of -1))
      "pow(0.5)", (fun x -> Arithmetic.pow x (HostNumber.Of 0.5))
      "matmul(self)", (fun x -> Products.matmul x x) ]

/// The dtype of a result, or `error`.
let private outcome backend (run: unit -> Tensor) =
    try
        (run ()).DType.Name()
    with :? System.ArgumentException as error when not (lacks backend error) ->
        "error"

let private binaryKeys =
    lazy (dict [ for row in Oracle.promotion.Value -> $"{row.Op}: {row.Left}, {row.Right}", row ])

let binaryRows () = each binaryKeys.Value.Keys

[<Theory>]
[<MemberData(nameof binaryRows)>]
let ``two operands meet in PyTorch's dtype`` (key: string, backend: string) =
    let row, on = binaryKeys.Value[key], named backend

    unlessLacking backend (fun () ->
        let result = outcome backend (fun () -> (binary on)[row.Op] (operand on row.Left) (operand on row.Right))
        Assert.Equal(row.Result, result))

let private unaryKeys = lazy (dict [ for row in Oracle.unaryPromotion.Value -> $"{row.Op}: {row.DType}", row ])

let unaryRows () = each unaryKeys.Value.Keys

[<Theory>]
[<MemberData(nameof unaryRows)>]
let ``a function of one operand has PyTorch's dtype`` (key: string, backend: string) =
    let row = unaryKeys.Value[key]

    unlessLacking backend (fun () ->
        let result = outcome backend (fun () -> (dict unary)[row.Op](ones (named backend) row.DType [| 2; 2 |]))
        Assert.Equal(row.Result, result))

let private gradientKeys =
    lazy (dict [ for row in Oracle.gradientPromotion.Value -> $"{row.Op}: {row.Left}, {row.Right}", row ])

let gradientRows () = each gradientKeys.Value.Keys

[<Theory>]
[<MemberData(nameof gradientRows)>]
let ``a gradient has the dtype of its operand`` (key: string, backend: string) =
    let row, on = gradientKeys.Value[key], named backend

    unlessLacking backend (fun () ->
        let y = operand on row.Right
        let f (xs: Tensor[]) = [| (binary on)[row.Op] xs[0] y |]
        let run = Reverse.Run("gradient", null, f, [| operand on row.Left |])
        Assert.Equal(row.Result, run.Primals[0].DType.Name())
        let pulled = run.Pull [| onesLike run.Primals[0] |]
        Assert.Equal(row.Gradient, pulled[0].DType.Name()))

/// What the tests of this file compare on each backend.
let coverage () =
    [ for row in present ->
          let values = binaryKeys.Value.Count + unaryKeys.Value.Count

          { File = "promotion.json"
            Backend = row.Name
            Cases = values + gradientKeys.Value.Count
            Modes = List.replicate values [ Values ] @ List.replicate gradientKeys.Value.Count [ Values; Reverse ]
            Missing = [] } ]
