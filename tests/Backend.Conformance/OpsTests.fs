/// Operations against PyTorch: values, reverse mode, forward mode, and second derivatives by each nesting of the two.
module Functional.Conformance.OpsTests

open Xunit
open Functional
open Functional.Tests.Oracle
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

/// Every operation of the reference data that the library has.
let table =
    OpsElementwise.table
    @ OpsReduce.table
    @ OpsMovement.table
    @ OpsWindow.table
    @ OpsLinalg.table
    @ OpsLearn.table

let private operations = dict table

/// Operations of the reference data that the library does not have.
let missing = set []

/// How close first and second derivatives are.
let tolerances op =
    match op with
    // PyTorch knows trigamma to nine digits only; the laws of rows know it better.
    | "digamma" -> 1e-8, 1e-7
    | _ -> 1e-10, 1e-9

/// An operation at a point, as a function of the inputs that carry a derivative to the outputs that do.
type private Smooth(backend: IBackend, case: OpCase, vjp: Slot[]) =
    let toTensor = toTensorOn backend
    let first, second = tolerances case.Op
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
                  match differsOn backend tolerance expected actual[i] with
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

let private values backend (case: OpCase) =
    let outputs = operations[case.Op] case.Args (Array.map (toTensorOn backend) case.Inputs)

    if outputs.Length <> case.Outputs.Length then
        Some $"expected {case.Outputs.Length} outputs, got {outputs.Length}"
    else
        Array.tryPick id (Array.map2 (differsOn backend 1e-10) case.Outputs outputs)

let private checks backend (case: OpCase) =
    let check mode name run = { Mode = mode; Name = name; Run = run }

    [ check Values "values" (fun () -> values backend case)

      match case.Vjp with
      | Some vjp ->
          let smooth = lazy Smooth(backend, case, vjp)
          check Reverse "reverse" (fun () -> smooth.Value.Reverse())
          check Forward "forward" (fun () -> smooth.Value.Forward())

          match case.Hvp with
          | Some hvp ->
              check Second "reverse over reverse" (fun () -> smooth.Value.ReverseOverReverse hvp)
              check Second "reverse over forward" (fun () -> smooth.Value.ReverseOverForward hvp)
              check Second "forward over reverse" (fun () -> smooth.Value.ForwardOverReverse hvp)
          | None -> ()
      | None -> () ]

let private known = lazy (dict [ for case in ops.Value -> case.Id, case ])

let private covered =
    lazy
        [ for case in ops.Value do
              if operations.ContainsKey case.Op then
                  case ]

let cases () = each [ for case in covered.Value -> case.Id ]

[<Theory>]
[<MemberData(nameof cases)>]
let ``values and derivatives are PyTorch's`` (id: string, backend: string) =
    match wrongs backend (checks (named backend) known.Value[id]) with
    | [] -> ()
    | messages -> Assert.Fail(String.concat "\n" messages)

/// What the tests of this file compare on each backend.
let coverage () =
    [ for row in present ->
          { File = "ops.json"
            Backend = row.Name
            Cases = ops.Value.Length
            Modes = [ for case in covered.Value -> checks row.Here case |> List.map _.Mode |> List.distinct ]
            Missing = List.ofSeq missing } ]

[<Fact>]
let ``an operation of the reference data is here, or known not to be`` () =
    let named = set [ for case in ops.Value -> case.Op ]
    let here = set (List.map fst table)
    Assert.Equal<Set<string>>(missing, named - here)

[<Fact>]
let ``no operation is in two tables`` () =
    Assert.Empty(List.countBy fst table |> List.filter (fun (_, count) -> count > 1))
