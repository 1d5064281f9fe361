/// Kinks, ties, special values and empty folds: values, gradients and second derivatives are PyTorch's, except where the
/// reference data says that its answer is an accident.
module Functional.Conformance.EdgesTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Oracle
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

let private map = Elementwise.map
let private number (k: float) : Tensor = host k
let private compare op x (k: float) = Compare.compare op x (number k)
let private where condition x (y: float) = Apply.run Primitives.where [| condition; x; Apply.number x y |]

let private formulas: (string * (Tensor -> Tensor)) list =
    [ "0 * sqrt(x)", (fun x -> Arithmetic.multiply (number 0.0) (map Unary.Sqrt x))
      "where(x > 0, sqrt(x), 0)", (fun x -> where (compare Binary.Greater x 0.0) (map Unary.Sqrt x) 0.0)
      "where(x > 0, sqrt(where(x > 0, x, 1)), 0)",
      (fun x ->
          let positive = compare Binary.Greater x 0.0
          where positive (map Unary.Sqrt (where positive x 1.0)) 0.0)
      "where(x == 0, 1, sin(x) / x)",
      (fun x -> where (compare Binary.NotEqual x 0.0) (Arithmetic.divide (map Unary.Sin x) x) 1.0)
      "relu(x) ** 2", (fun x -> Arithmetic.pow (map Unary.Relu x) (number 2.0))
      "sqrt(x * x)", (fun x -> map Unary.Sqrt (Arithmetic.multiply x x))
      "x[[0, 0, 2]]",
      (fun x ->
          let index =
              toTensorOn (Creation.backendOf x) { Shape = [| 3 |]; DType = "int64"; Data = [| 0.0; 0.0; 2.0 |] }

          Indexing.index index x)
      "x + x + x", (fun x -> Arithmetic.add (Arithmetic.add x x) x)
      "maximum(x, x)", (fun x -> Arithmetic.maximum x x) ]

let private table: Table =
    [ "fmax", (fun _ xs -> [| Composed.fmax xs[0] xs[1] |])
      "fmin", (fun _ xs -> [| Composed.fmin xs[0] xs[1] |])
      "sinc", (fun _ xs -> [| Composed.sinc xs[0] |])
      "nan_to_num", (fun _ xs -> [| Composed.nanToNum 0.0 Double.MaxValue Double.MinValue xs[0] |])
      "broadcast_mul_add", (fun _ xs -> [| Arithmetic.add (Arithmetic.multiply xs[0] xs[1]) xs[2] |])
      "expr", (fun args xs -> [| (dict formulas)[string (args.GetProperty "formula")] xs[0] |]) ]

let private operations = dict (OpsTests.table @ table)

/// The gradients for the active inputs, as functions of those inputs.
let private gradient backend (case: EdgeCase) (inputs: Tensor[]) (active: int[]) (xs: Tensor[]) =
    let f (xs: Tensor[]) =
        let arguments = Array.copy inputs
        Array.iter2 (fun i x -> arguments[i] <- x) active xs
        [| Array.head (operations[case.Op] case.Args arguments) |]

    let run = Reverse.Run("inner", null, f, xs)

    match case.Cotangent with
    | Some cotangent -> run.Pull [| toTensorOn backend cotangent |]
    | None -> run.Pull [| onesLike run.Primals[0] |]

let private second gradient (point: Tensor[]) =
    let run = Reverse.Run("outer", null, (fun xs -> [| total (gradient xs) |]), point)
    run.Pull [| onesLike run.Primals[0] |]

/// Compares; elements whose input is nan are left out where the data says so.
let private agrees backend (case: EdgeCase) tolerance (input: OracleTensor) (expected: OracleTensor) (actual: Tensor) =
    if case.Quirk.Contains "nan" && input.Shape = expected.Shape then
        let skip (x: OracleTensor) =
            { x with Data = Array.map2 (fun x v -> if Double.IsNaN x then 0.0 else v) input.Data x.Data }

        differsOn backend tolerance (skip expected) (toTensorOn backend (skip (ofTensor actual)))
    else
        differsOn backend tolerance expected actual

let private values backend (case: EdgeCase) inputs =
    let outputs = operations[case.Op] case.Args inputs

    Seq.zip case.Outputs outputs
    |> Seq.mapi (fun i (expected, actual) ->
        if i = 1 && case.Quirk.Contains "indices" then
            None
        else
            agrees backend case 1e-10 case.Inputs[0] expected actual)
    |> Seq.tryPick id

/// Cases whose second derivative PyTorch gets wrong; the test below has the right one.
let private mistaken = set [ "prod/3" ]

let private checks backend (case: EdgeCase) =
    let inputs = lazy Array.map (toTensorOn backend) case.Inputs
    let check mode name run = { Mode = mode; Name = name; Run = run }

    let derivatives mode name tolerance (slots: Slot[]) (derive: (Tensor[] -> Tensor[]) -> Tensor[] -> Tensor[]) =
        let active =
            [| for i in 0 .. case.Inputs.Length - 1 do
                   if slots[i].IsSome then
                       i |]

        check mode name (fun () ->
            let inputs = inputs.Value
            let actual = derive (gradient backend case inputs active) [| for i in active -> inputs[i] |]

            Array.zip active actual
            |> Array.tryPick (fun (i, actual) -> agrees backend case tolerance case.Inputs[i] slots[i].Value actual))

    [ if not (case.Quirk.Contains "output") then
          check Values "values" (fun () -> values backend case inputs.Value)

      match case.Gradient with
      | Some slots when not (case.Quirk.Contains "gradient") ->
          derivatives Reverse "gradient" (fst (OpsTests.tolerances case.Op)) slots id
      | _ -> ()

      match case.Second with
      | Some slots when not (case.Quirk.Contains "second" || mistaken.Contains case.Id) ->
          derivatives Second "second" (snd (OpsTests.tolerances case.Op)) slots second
      | _ -> () ]

let private known = lazy (dict [ for case in edges.Value -> case.Id, case ])

let private covered =
    lazy
        [ for case in edges.Value do
              if operations.ContainsKey case.Op then
                  case ]

let cases () = each [ for case in covered.Value -> case.Id ]

[<Theory>]
[<MemberData(nameof cases)>]
let ``values and derivatives at edges are PyTorch's`` (id: string, backend: string) =
    match wrongs backend (checks (named backend) known.Value[id]) with
    | [] -> ()
    | messages -> Assert.Fail(String.concat "\n" messages)

/// What the tests of this file compare on each backend.
let coverage () =
    [ for row in present ->
          { File = "edges.json"
            Backend = row.Name
            Cases = edges.Value.Length
            Modes = [ for case in covered.Value -> checks row.Here case |> List.map _.Mode |> List.distinct ]
            Missing =
              List.distinct
                  [ for case in edges.Value do
                        if not (operations.ContainsKey case.Op) then
                            case.Op ] } ]

[<Fact>]
let ``the second derivative of a product with two zeros is the product of the rest`` () =
    let gradient xs =
        let run = Reverse.Run("inner", null, (fun xs -> [| Reductions.prod [||] false (Array.head xs) |]), xs)
        run.Pull [| real [] [ 1.0 ] |]

    // The gradient of a b c is (bc, ac, ab); that of the sum of these is (b + c, a + c, a + b).
    Assert.Equal<float[]>(
        [| 0.0; 2.0; 2.0 |],
        elements (Array.head (second gradient [| real [ 3 ] [ 2.0; 0.0; 0.0 ] |]))
    )

[<Fact>]
let ``an operation of the edges is here, or known not to be`` () =
    let named = set [ for case in edges.Value -> case.Op ]
    Assert.Empty(named - set operations.Keys - OpsTests.missing)

[<Fact>]
let ``the derivative of digamma at 1 is pi squared over 6`` () =
    let run = Reverse.Run("digamma", null, (fun xs -> [| Elementwise.polygamma 0 xs[0] |]), [| real [] [ 1.0 ] |])
    Assert.Equal(Math.PI * Math.PI / 6.0, item (Array.head (run.Pull [| real [] [ 1.0 ] |])), 12)
