/// The dtypes of results and of gradients are PyTorch's, for every pair of operands.
module Functional.Tests.PromotionTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private ones dtype (shape: int[]) : Tensor =
    toTensor { Shape = shape; DType = dtype; Data = Array.create (Array.fold (*) 1 shape) 1.0 }

let private operand (text: string) : Tensor =
    match text.Split ' ' with
    | [| "tensor"; dtype |] -> ones dtype [| 2 |]
    | [| "0d"; dtype |] -> ones dtype [||]
    | [| "scalar"; "bool" |] -> HostNumber(Number.op_Implicit true)
    | [| "scalar"; "int" |] -> HostNumber.Of 1
    | [| "scalar"; "float" |] -> HostNumber.Of 1.0
    | _ -> failwith $"not an operand: {text}"

let private binary =
    dict
        [ "add", Arithmetic.add
          "mul", Arithmetic.multiply
          "div", Arithmetic.divide
          "pow", Arithmetic.pow
          "eq", Compare.compare Binary.Equal
          "lt", Compare.compare Binary.Less
          "where", Indexing.where (ones "bool" [| 2 |]) ]

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
let private outcome (run: unit -> Tensor) =
    try
        (run ()).DType.Name()
    with
    | :? DTypeException
    | :? System.ArgumentException -> "error"

let binaryRows () = seq { for row in Oracle.promotion.Value -> [| box row.Op; row.Left; row.Right; row.Result |] }

[<Theory>]
[<MemberData(nameof binaryRows)>]
let ``two operands meet in PyTorch's dtype`` (op: string, left: string, right: string, result: string) =
    Assert.Equal(result, outcome (fun () -> binary[op] (operand left) (operand right)))

let unaryRows () = seq { for row in Oracle.unaryPromotion.Value -> [| box row.Op; row.DType; row.Result |] }

[<Theory>]
[<MemberData(nameof unaryRows)>]
let ``a function of one operand has PyTorch's dtype`` (op: string, dtype: string, result: string) =
    Assert.Equal(result, outcome (fun () -> (dict unary)[op](ones dtype [| 2; 2 |])))

let gradientRows () =
    seq { for row in Oracle.gradientPromotion.Value -> [| box row.Op; row.Left; row.Right; row.Result; row.Gradient |] }

[<Theory>]
[<MemberData(nameof gradientRows)>]
let ``a gradient has the dtype of its operand``
    (op: string, left: string, right: string, result: string, gradient: string)
    =
    let y = operand right
    let run = Reverse.Run("gradient", null, (fun xs -> [| binary[op] xs[0] y |]), [| operand left |])
    Assert.Equal(result, run.Primals[0].DType.Name())
    let pulled = run.Pull [| onesLike run.Primals[0] |]
    Assert.Equal(gradient, pulled[0].DType.Name())
