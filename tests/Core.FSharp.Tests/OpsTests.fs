/// Operations against PyTorch: values, reverse mode, forward mode, and second derivatives by each nesting of the two.
module Functional.Tests.OpsTests

open Xunit
open Functional
open Functional.Tests.Oracle
open Functional.Tests.Witness

/// Every operation of the reference data that the library has.
let table = OpsElementwise.table @ OpsReduce.table @ OpsMovement.table @ OpsLearn.table
let private operations = dict table

/// Operations of the reference data that the library does not have.
let missing =
    set
        [ "det"
          "slogdet"
          "inverse"
          "solve"
          "solve_triangular"
          "cholesky"
          "qr"
          "eigvalsh"
          "eigh_function"
          "eigh_projector"
          "svdvals"
          "svd_low_rank"
          "pinv"
          "svd_polar"
          "matrix_power"
          "kron"
          "cross"
          "conv1d"
          "conv2d"
          "conv3d"
          "conv_transpose1d"
          "conv_transpose2d"
          "max_pool1d"
          "max_pool2d"
          "avg_pool1d"
          "avg_pool2d"
          "unfold"
          "batch_norm"
          "einsum"
          "cumprod"
          "cummax"
          "cummin"
          "topk"
          "median"
          "erfinv"
          // It is here, but PyTorch knows its derivative to nine digits only: the laws of rows check it.
          "digamma" ]

let private first = 1e-10
let private second = 1e-9

/// An operation at a point, as a function of the inputs that carry a derivative to the outputs that do.
type private Smooth(case: OpCase, vjp: Slot[]) =
    let inputs = Array.map toTensor case.Inputs

    let active =
        [| for i in 0 .. inputs.Length - 1 do
               if vjp[i].IsSome then
                   i |]

    let pick (slots: Slot[]) = [| for i in active -> toTensor slots[i].Value |]

    let f (xs: Tensor[]) =
        let arguments = Array.copy inputs
        Array.iter2 (fun i x -> arguments[i] <- x) active xs
        let outputs = operations[case.Op] case.Args arguments

        [| for output, cotangent in Array.zip outputs case.Cotangents do
               if cotangent.IsSome then
                   output |]

    let point = [| for i in active -> inputs[i] |]
    let cotangents = case.Cotangents |> Array.choose id |> Array.map toTensor
    let tangents = pick case.Tangents
    let gradient xs = Reverse.Run("inner", null, f, xs).Pull cotangents

    let directional xs =
        let struct (_, pushed) = Forward.push "inner" f xs tangents
        [| inner pushed cotangents |]

    let gradientOf (scalar: Tensor[] -> Tensor[]) =
        let run = Reverse.Run("outer", null, scalar, point)
        run.Pull(Array.map onesLike run.Primals)

    let compare name tolerance (expected: Slot[]) (actual: Tensor[]) =
        [ for i in 0 .. actual.Length - 1 do
              match expected[i] with
              | Some expected ->
                  match differs tolerance expected actual[i] with
                  | Some message -> $"{name} {i}: {message}"
                  | None -> ()
              | None -> () ]
        |> function
            | [] -> None
            | messages -> Some(String.concat "; " messages)

    let byInput slots = [| for i in active -> Array.item i slots |]

    member _.Reverse() = compare "input" first (byInput vjp) (gradient point)

    member _.Forward() =
        let struct (_, pushed) = Forward.push "forward" f point tangents
        compare "output" first (Array.filter Option.isSome case.Jvp) pushed

    member _.ReverseOverReverse hvp =
        compare "input" second (byInput hvp) (gradientOf (fun xs -> [| inner (gradient xs) tangents |]))

    member _.ReverseOverForward hvp = compare "input" second (byInput hvp) (gradientOf directional)

    member _.ForwardOverReverse hvp =
        let struct (_, pushed) = Forward.push "outer" gradient point tangents
        compare "input" second (byInput hvp) pushed

let private values (case: OpCase) =
    let outputs = operations[case.Op] case.Args (Array.map toTensor case.Inputs)

    if outputs.Length <> case.Outputs.Length then
        Some $"expected {case.Outputs.Length} outputs, got {outputs.Length}"
    else
        Array.tryPick id (Array.map2 (differs first) case.Outputs outputs)

let private wrongs (case: OpCase) =
    [ failures "values" (fun () -> values case)

      match case.Vjp with
      | Some vjp ->
          let smooth = Smooth(case, vjp)
          failures "reverse" smooth.Reverse
          failures "forward" smooth.Forward

          match case.Hvp with
          | Some hvp ->
              failures "reverse over reverse" (fun () -> smooth.ReverseOverReverse hvp)
              failures "reverse over forward" (fun () -> smooth.ReverseOverForward hvp)
              failures "forward over reverse" (fun () -> smooth.ForwardOverReverse hvp)
          | None -> ()
      | None -> () ]
    |> List.choose id

let private known = lazy (dict [ for case in ops.Value -> case.Id, case ])

let cases () =
    seq {
        for case in ops.Value do
            if operations.ContainsKey case.Op then
                [| box case.Id |]
    }

[<Theory>]
[<MemberData(nameof cases)>]
let ``values and derivatives are PyTorch's`` (id: string) =
    match wrongs known.Value[id] with
    | [] -> ()
    | messages -> Assert.Fail(String.concat "\n" messages)

[<Fact>]
let ``an operation of the reference data is here, or known not to be`` () =
    let named = set [ for case in ops.Value -> case.Op ]
    let here = set (List.map fst table)
    Assert.Equal<Set<string>>(missing, named - here)

[<Fact>]
let ``no operation is in two tables`` () =
    Assert.Empty(List.countBy fst table |> List.filter (fun (_, count) -> count > 1))
