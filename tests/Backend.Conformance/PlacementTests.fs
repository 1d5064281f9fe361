/// Tensors stay on the backend of their operands, and those of two backends do not meet.
module Functional.Conformance.PlacementTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

let backends () = eachBackend ()

let private x backend =
    toTensorOn backend { Shape = [| 2; 3 |]; DType = "float64"; Data = [| 1.0; -2.0; 3.0; 0.5; 0.25; -1.0 |] }

let private labels backend = toTensorOn backend { Shape = [| 2 |]; DType = "int64"; Data = [| 2.0; 0.0 |] }

let private stays (backend: IBackend) (y: Tensor) = Assert.Same(backend, Creation.backendOf y)

[<Theory; MemberData(nameof backends)>]
let ``what is made for a tensor's sake is made on its backend`` (name: string) =
    let backend = named name
    let x, labels = x backend, labels backend
    let f (x: Tensor) = Reductions.sum [||] false (x * x)

    for y in
        [ Creation.fullLike x 1.0
          RandomTensors.randLike (Generator 1L) x
          RandomTensors.randnLike (Generator 1L) x
          RandomTensors.dropout 0.5 (Generator 1L) x
          Indexing.oneHot 3 labels
          Indexing.nonzero x
          Indexing.where (HostNumber(Number.op_Implicit true)) x (HostNumber.Of 0.0)
          Losses.CrossEntropy(x, labels)
          jacobianForward (fun x -> x * x) x
          jacobianReverse (fun x -> x * x) x
          hessian f x
          laplacian f x
          divergence (fun x -> x * 2.0) x
          Moves.pad [ 1; 1 ] (Number.op_Implicit 5.0) x
          Diagonals.tril 0 x
          Ordering.medianOfAll x
          Systems.matrixPower 0 (Moves.narrow 1 0 2 x)
          Einsum.einsum "ij,ik,ii->k" [ x; x; Moves.narrow 1 0 2 x ] ] do
        stays backend y

[<Theory; MemberData(nameof backends)>]
let ``derivatives of empty tensors are on their backend`` (name: string) =
    let backend = named name
    let empty = toTensorOn backend { Shape = [| 0 |]; DType = "float64"; Data = [||] }
    stays backend (jacobianForward (fun x -> x * 2.0) empty)
    stays backend (jacobianReverse (fun x -> x * 2.0) empty)
    stays backend (laplacian (fun x -> Reductions.sum [||] false x) empty)

[<Theory; MemberData(nameof backends)>]
let ``training shuffles the data where it is`` (name: string) =
    let backend = named name
    let batches = Batches(x backend, labels backend, 2, Generator 1L)
    let struct (inputs, targets) = batches.Next()
    stays backend inputs
    stays backend targets

[<Theory; MemberData(nameof backends)>]
let ``tensors of two backends do not meet, and the error names both`` (name: string) =
    let backend, other = named name, witnessOf name
    let x, theirs = x backend, x other
    let places = [ string backend.Device; string other.Device ]
    Checks.says<DeviceException> ([ "add"; "move one of them" ] @ places) (fun () -> x + theirs)

    Checks.says<DeviceException> ("gather" :: places) (fun () ->
        Indexing.gather 1 (toTensorOn other { Shape = [| 2; 1 |]; DType = "int64"; Data = [| 0.0; 1.0 |] }) x)

    Checks.says<DeviceException> ("where" :: places) (fun () ->
        Indexing.where (toTensorOn other { Shape = [| 1 |]; DType = "bool"; Data = [| 1.0 |] }) x x)

    Checks.says<DeviceException> ("cat" :: places) (fun () -> Joins.cat 0 [| theirs; x |])
    Checks.says<DeviceException> ("matmul" :: places) (fun () -> Products.matmul x (Moves.matrixTranspose theirs))

/// Numbers that every dtype has.
let private few backend (dtype: DType) =
    toTensorOn backend { Shape = [| 2; 2 |]; DType = "float64"; Data = [| 0.0; 1.0; 1.0; 0.0 |] }
    |> Apply.toDType dtype

let dtypes () = each [ for dtype in Enum.GetValues<DType>() -> dtype.Name() ]

[<Theory; MemberData(nameof dtypes)>]
let ``what moves to another backend and back is the same, in every dtype`` (dtype: string, name: string) =
    unlessLacking name (fun () ->
        let backend, other = named name, witnessOf name
        let x = few backend (dtypeOf dtype)

        for x in [ x; Moves.matrixTranspose x; Moves.narrow 0 1 1 x ] do
            let there = Apply.toDevice other.Device x
            stays other there
            Checks.same x there
            let back = Apply.toDevice backend.Device there
            stays backend back
            Checks.same x back)

[<Theory; MemberData(nameof backends)>]
let ``a derivative goes through a move, and comes back to where it belongs`` (name: string) =
    let backend, other = named name, witnessOf name
    let x = x backend
    let there (x: Tensor) = Apply.toDevice other.Device x
    let f (x: Tensor) = Reductions.sum [||] false (let y = there x in y * y * y)
    let gradient = grad f x
    stays backend gradient
    Checks.same (3.0 * x * x) gradient
    let slope = jvp there x x |> snd
    stays other slope
    Checks.same x slope
    Checks.same (6.0 * x * x) (hvp f x x)
