/// Between the reference values of `Oracle` and tensors, and how a tested operation reads its arguments.
module Functional.Tests.Witness

open System
open System.Text.Json
open Functional
open Functional.Kernels
open Functional.Tests.Oracle

/// Reference operations by name: from the arguments that are not tensors and the inputs to the outputs.
type Table = (string * (JsonElement -> Tensor[] -> Tensor[])) list

/// The dtype that the reference data calls by this name.
let dtypeOf (name: string) = Enum.GetValues<DType>() |> Array.find (fun dtype -> dtype.Name() = name)

/// A tensor of the library on a backend.
let toTensorOn (backend: IBackend) (x: OracleTensor) : Tensor =
    let create (convert: float -> 'T) : Tensor =
        Concrete(backend.Create<'T>(ReadOnlySpan(Array.map convert x.Data), Shape.Create(ReadOnlySpan x.Shape)))

    match dtypeOf x.DType with
    | DType.Bool -> create (fun v -> v <> 0.0)
    | DType.UInt8 -> create byte
    | DType.Int32 -> create int
    | DType.Int64 -> create int64
    | DType.Float16 -> create (fun v -> Half.op_Explicit (float32 v))
    | DType.BFloat16 -> create (fun v -> BFloat16.op_Explicit (v: float): BFloat16)
    | DType.Float32 -> create float32
    | _ -> create id

/// A tensor of the library, on the default backend.
let toTensor (x: OracleTensor) : Tensor = toTensorOn ManagedBackend.Instance x

let private read<'T when 'T: unmanaged and 'T: struct and 'T: (new: unit -> 'T) and 'T :> ValueType>
    (convert: 'T -> float)
    (array: NdArray)
    =
    let data: 'T[] = Array.zeroCreate array.Shape.Size
    array.Backend.Read<'T>(array, Span data)
    Array.map convert data

/// The elements of a tensor as doubles, row-major.
let elements (x: Tensor) : float[] =
    let array = (Values.numbers x).Array

    match array.DType with
    | DType.Bool -> read<bool> (fun v -> if v then 1.0 else 0.0) array
    | DType.UInt8 -> read<byte> float array
    | DType.Int32 -> read<int> float array
    | DType.Int64 -> read<int64> float array
    | DType.Float16 -> read<Half> float array
    | DType.BFloat16 -> read<BFloat16> BFloat16.op_Explicit array
    | DType.Float32 -> read<float32> float array
    | _ -> read<float> id array

/// The only element of a tensor.
let item (x: Tensor) : float = Array.exactlyOne (elements x)

let ofTensor (x: Tensor) : OracleTensor =
    { Shape = x.Shape.Lengths.ToArray(); DType = x.DType.Name(); Data = elements x }

/// A float64 tensor.
let real (shape: int seq) (data: float seq) : Tensor =
    toTensor { Shape = Array.ofSeq shape; DType = "float64"; Data = Array.ofSeq data }

/// Ones of the space of a tensor.
let onesLike (x: Tensor) : Tensor = Concrete((Values.backend x).Full(x.Shape, x.DType, Number.op_Implicit 1.0))

/// The sum of all elements of all tensors: a number that transformations see through.
let total (xs: Tensor[]) : Tensor =
    xs
    |> Array.map (fun x -> Apply.run (Primitives.sum (x.Shape.Axes("total", ReadOnlySpan.Empty)) false) [| x |])
    |> Array.reduce (fun x y -> Apply.run Primitives.add [| x; y |])

/// The inner product of two lists of tensors.
let inner (xs: Tensor[]) (ys: Tensor[]) : Tensor =
    total (Array.map2 (fun x y -> Apply.run Primitives.mul [| x; y |]) xs ys)

/// What is wrong with a tensor where another is expected on a backend, if anything: where it is, dtype, shape or an
/// element.
let differsOn (backend: IBackend) (tolerance: float) (expected: OracleTensor) (actual: Tensor) : string option =
    let dtype = actual.DType.Name()

    if actual.Device <> backend.Device then
        Some $"expected on {backend.Device}, got on {actual.Device}"
    elif dtype <> expected.DType then
        Some $"expected {expected.DType}, got {dtype}"
    else
        // Indices, counts and truth values are exact.
        let tolerance = if actual.DType.IsFloat() then tolerance else 0.0

        match close tolerance expected (actual.Shape.Lengths.ToArray()) (elements actual) with
        | Ok() -> None
        | Error message -> Some message

/// What is wrong with a tensor of the default backend where another is expected.
let differs tolerance expected actual = differsOn ManagedBackend.Instance tolerance expected actual

/// Runs a check and says what went wrong under its name; an exception is one more thing that can go wrong.
let failures (name: string) (check: unit -> string option) : string option =
    try
        check () |> Option.map (fun message -> $"{name}: {message}")
    with error ->
        Some $"{name}: {error.GetType().Name}: {error.Message}\n{error.StackTrace}"

let private items (element: JsonElement) = [| for item in element.EnumerateArray() -> item |]

/// An argument with a default.
let argument (name: string) (read: JsonElement -> 'a) (otherwise: 'a) args =
    field name args |> Option.map read |> Option.defaultValue otherwise

/// An integer argument.
let integer name otherwise args = argument name (fun e -> e.GetInt32()) otherwise args

/// A floating-point argument; "inf" is one.
let floating name otherwise args = argument name number otherwise args

/// A truth value.
let flag name args = argument name (fun e -> e.GetBoolean()) false args

/// One integer or a list of them; nothing where there is none.
let integers name args : int[] =
    argument
        name
        (fun e -> if e.ValueKind = JsonValueKind.Array then items e |> Array.map _.GetInt32() else [| e.GetInt32() |])
        [||]
        args

/// The axes of a fold: no `dim` at all means every axis.
let axes args = integers "dim" args

/// Whether folded axes stay.
let keepsAxes args = flag "keepdim" args

/// A host number on its way to an operation.
let host (value: float) : Tensor = HostNumber.Of value
