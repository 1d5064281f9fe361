/// The table of who computes what is the truth, and names every operation.
module Functional.DiffSharpTests.CoverageTests

open Xunit
open Functional
open Functional.Kernels

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``every family has rows, and what DiffSharp does not do has a reason`` (name: string) =
    let rows = DiffSharpCoverage.Of(Devices.of' name)
    let families = set [ for row in rows -> row.Family ]

    let expected =
        set [ for m in typeof<IBackend>.GetMethods() -> m.Name ]
        - set [ "get_Device"; "Create"; "Full"; "Read"; "Bring"; "Item"; "Compile" ]

    Assert.Equal<Set<string>>(expected, families)
    Assert.All(rows, (fun row -> Assert.Equal(row.Place = DiffSharpPlace.Managed, row.Reason <> "")))

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``what a neural network needs DiffSharp does itself`` (name: string) =
    let rows = DiffSharpCoverage.Of(Devices.of' name)

    for family, operation in
        [ "Zip", "Add"
          "Zip", "Mul"
          "Map", "Relu"
          "Map", "Exp"
          "Map", "Log"
          "Map", "Tanh"
          "Reduce", "Sum"
          "Contract", "MatMul"
          "Move", "Permute"
          "Move", "Windows"
          "OverlapAdd", "OverlapAdd"
          "Gather", "Gather"
          "Select", "Select" ] do
        let row = rows |> Seq.find (fun r -> r.Family = family && r.Operation = operation && r.DType = DType.Float32)

        Assert.True(row.Place <> DiffSharpPlace.Managed, string row)

[<Fact>]
let ``a device that is not DiffSharp's has no coverage`` () =
    let error = Assert.Throws<DeviceException>(fun () -> DiffSharpCoverage.Of Device.Cpu |> ignore)
    Assert.Contains("cpu", error.Message)

[<Fact>]
let ``a GPU that is not there is a clear error, and naming it is none`` () =
    let device = DiffSharpBackend.Cuda 99
    Assert.Equal("diffsharp:torch:cuda:99", device.Name)
    let error = Assert.Throws<DeviceException>(fun () -> device.Backend |> ignore)
    Assert.Contains("docs/devices.md", error.Message)
