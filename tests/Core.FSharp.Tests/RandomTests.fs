/// Random tensors and freshly made layers. That their numbers are PyTorch's is for Backend.Conformance to say.
module Functional.Tests.RandomTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

[<Fact>]
let ``without a generator the default one draws`` () =
    Generator.ManualSeed 7L |> ignore
    let first = Nn.Linear(3, 2)
    let again = Nn.Linear(3, 2, generator = Generator 7L)
    Checks.same again.Weight.Value first.Weight.Value

[<Fact>]
let ``tensors like another have its shape and dtype`` () =
    let x = real [ 2; 3 ] (Array.zeroCreate 6)
    Assert.Equal(x.Space, (RandomTensors.randLike (Generator 0L) x).Space)
    Assert.Equal(x.Space, (RandomTensors.randnLike (Generator 0L) x).Space)

[<Fact>]
let ``integers cannot be uniform`` () =
    Checks.says<DTypeException> [ "uniform"; "float"; "int64" ] (fun () ->
        RandomTensors.rand (Generator 0L) DType.Int64 Shape.Scalar)

[<Fact>]
let ``what dropout keeps carries the derivative, scaled`` () =
    let x = real [ 40 ] (Array.create 40 3.0)
    let dropped x = RandomTensors.dropout 0.25 (Generator 1L) x
    let factors = Checks.gradient dropped x (onesLike x) |> elements
    Assert.Contains(0.0, factors)
    Assert.Equal<float list>([ 0.0; 1.0 / 0.75 ], List.sort (List.distinct (List.ofArray factors)))
    Assert.Equal<float[]>(Array.map (fun f -> 3.0 * f) factors, elements (dropped x))
