/// Tensors stay on the backend of their operands, and the table of what the reference data covers.
module Functional.Tests.BackendsTests

open System
open System.IO
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Tests.Witness

let private plain = toTensorOn PlainBackend.Instance

let private x = lazy plain { Shape = [| 2; 3 |]; DType = "float64"; Data = [| 1.0; -2.0; 3.0; 0.5; 0.25; -1.0 |] }

let private labels = lazy plain { Shape = [| 2 |]; DType = "int64"; Data = [| 2.0; 0.0 |] }

let private stays (y: Tensor) = Assert.Equal(PlainBackend.Instance :> IBackend, Creation.backendOf y)

[<Fact>]
let ``what is made for a tensor's sake is made on its backend`` () =
    let x, labels = x.Value, labels.Value
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
        stays y

[<Fact>]
let ``derivatives of empty tensors are on their backend`` () =
    let empty = plain { Shape = [| 0 |]; DType = "float64"; Data = [||] }
    stays (jacobianForward (fun x -> x * 2.0) empty)
    stays (jacobianReverse (fun x -> x * 2.0) empty)
    stays (laplacian (fun x -> Reductions.sum [||] false x) empty)

[<Fact>]
let ``training shuffles the data where it is`` () =
    let batches = Batches(x.Value, labels.Value, 2, Generator 1L)
    let struct (inputs, targets) = batches.Next()
    stays inputs
    stays targets

[<Fact>]
let ``tensors of two backends do not meet, and the error names both`` () =
    Checks.says<DeviceException> [ "add"; "plain"; "cpu"; ".To(y.Device)" ] (fun () ->
        x.Value + real [ 2; 3 ] [ 1.0 .. 6.0 ])

    Checks.says<DeviceException> [ "gather"; "plain"; "cpu" ] (fun () ->
        Indexing.gather 1 (Checks.int64s [ 2; 1 ] [ 0.0; 1.0 ]) x.Value)

    Checks.says<DeviceException> [ "where"; "plain"; "cpu" ] (fun () ->
        Indexing.where (Checks.bools [ 1 ] [ 1.0 ]) x.Value x.Value)

    Checks.says<DeviceException> [ "cat"; "plain"; "cpu" ] (fun () ->
        Joins.cat 0 [| real [ 1; 3 ] [ 1.0; 2.0; 3.0 ]; x.Value |])

let private coverage: Lazy<Backends.Coverage list> =
    lazy
        (OpsTests.coverage ()
         @ EdgesTests.coverage ()
         @ TransformsTests.coverage ()
         @ PromotionTests.coverage ()
         @ OptimizerTests.coverage ()
         @ RandomTests.coverage ())

/// `dotnet test` hides what passing tests print: `test.sh` prints this file.
[<Fact>]
let ``what the reference data covers is written to a table`` () =
    File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "coverage.txt"), Backends.table coverage.Value)

[<Fact>]
let ``every backend is held against the same cases`` () =
    let fileOf (coverage: Backends.Coverage) = coverage.File
    let backendOf (coverage: Backends.Coverage) = coverage.Backend

    for file, coverages in List.groupBy fileOf coverage.Value do
        for coverage in coverages do
            Assert.NotEmpty coverage.Modes
            Assert.Equal<Backends.Mode list list>(coverages.Head.Modes, coverage.Modes)

        if file <> "random.json" then
            Assert.Equal<string list>(List.map fst Backends.all, List.map backendOf coverages)
