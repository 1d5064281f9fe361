/// Tensors of the two libraries become each other's.
module Functional.DiffSharpTests.ConversionTests

open System
open Xunit
open DiffSharp
open Functional

type private Theirs = DiffSharp.Tensor

let private engine (name: string) = if name = "torch" then Backend.Torch else Backend.Reference

/// A tensor of DiffSharp's on one of its backends, of some host array.
let private theirs name (values: obj) (dtype: Dtype) : Theirs =
    dsharp.tensor (values, dtype = dtype, backend = engine name)

let dtypes () =
    seq {
        for name in [ "torch"; "reference" ] do
            for dtype in
                [ DType.Bool
                  DType.UInt8
                  DType.Int32
                  DType.Int64
                  DType.Float16
                  DType.BFloat16
                  DType.Float32
                  DType.Float64 ] -> [| box name; box dtype |]
    }

[<Theory>]
[<MemberData(nameof dtypes)>]
let ``to DiffSharp and back nothing changes`` (name: string, dtype: DType) =
    let x = Tensor.toDevice (Devices.of' name) (Tensor.create dtype [ [ 0.0; 1.0; 2.0 ]; [ 3.0; 0.0; 1.0 ] ])
    let there = Tensor.toDiffSharp x
    let back = Tensor.ofDiffSharp there
    Assert.Equal(engine name, there.backend)
    Assert.Equal<int[]>([| 2; 3 |], there.shape)
    Assert.Equal(x.Space, back.Space)
    Assert.Equal(x.Device, back.Device)

    Assert.Equal<float[]>(
        Tensor.toArray<float>(Tensor.cast DType.Float64 x),
        Tensor.toArray<float>(Tensor.cast DType.Float64 back)
    )

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``a tensor of DiffSharp's is on the device of its backend`` (name: string) =
    let x = Tensor.ofDiffSharp (theirs name [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ] Dtype.Float64)
    Assert.Equal(Devices.of' name, x.Device)
    Assert.Equal($"diffsharp:{name}", x.Device.Name)
    Assert.Equal<float[]>([| 1.0; 2.0; 3.0; 4.0 |], Tensor.toArray<float> x)

[<Fact>]
let ``a managed tensor goes to DiffSharp's default backend`` () =
    let x = Tensor.toDiffSharp (tensor [ 1.0; 2.0 ])
    Assert.Equal(Backend.Default, x.backend)
    Assert.Equal(DeviceType.CPU, x.deviceType)

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``what happens to a host array later does not reach a tensor`` (name: string) =
    let values = [| 1.0f; 2.0f; 3.0f |]
    let x = Tensor.ofDiffSharp (theirs name values Dtype.Float32)
    values[0] <- 100.0f
    Assert.Equal<float32[]>([| 1.0f; 2.0f; 3.0f |], Tensor.toArray<float32> x)

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``what DiffSharp does in place does not reach a tensor, nor one that was converted to it`` (name: string) =
    let there = theirs name [| 1.0f; 2.0f |] Dtype.Float32
    let x = Tensor.ofDiffSharp there
    there.primalRaw.SetMutable()
    there.primalRaw.AddInPlace(there.primalRaw)
    Assert.Equal<float32[]>([| 1.0f; 2.0f |], Tensor.toArray<float32> x)

    let again = Tensor.toDiffSharp x
    again.primalRaw.SetMutable()
    again.primalRaw.AddInPlace(again.primalRaw)
    Assert.Equal<float32[]>([| 1.0f; 2.0f |], Tensor.toArray<float32> x)

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``a stretched tensor has a number of its own at every place of DiffSharp's`` (name: string) =
    let x = Tensor.toDevice (Devices.of' name) (tensor [ 1.0 ])
    let there = Tensor.toDiffSharp (Tensor.expand [ 3 ] x)
    there.primalRaw.SetMutable()
    there.primalRaw.AddSliceInPlace([| 1 |], dsharp.tensor([ 1.0 ], backend = engine name).primalRaw)

    Assert.Equal<float[]>(
        [| 1.0; 2.0; 1.0 |],
        Tensor.toArray<float>(Tensor.cast DType.Float64 (Tensor.ofDiffSharp there))
    )

[<Fact>]
let ``a tensor that DiffSharp is differentiating is refused`` () =
    let x = dsharp.tensor([ 1.0; 2.0 ]).reverseDiff()
    let error = Assert.Throws<InvalidOperationException>(fun () -> Tensor.ofDiffSharp x |> ignore)
    Assert.Contains("primal", error.Message)

[<Fact>]
let ``integers that we do not have are refused`` () =
    let x = dsharp.tensor ([ 1; 2 ], dtype = Dtype.Int16)
    let error = Assert.Throws<DTypeException>(fun () -> Tensor.ofDiffSharp x |> ignore)
    Assert.Contains("Int16", error.Message)

[<Fact>]
let ``extension methods convert as the functions do`` () =
    let x = DiffSharpExtensions.ToFunctional(dsharp.tensor [ 1.0; 2.0 ])
    Assert.Equal<float32[]>([| 1.0f; 2.0f |], Tensor.toArray<float32> x)
    Assert.Equal<int[]>([| 2 |], (DiffSharpExtensions.ToDiffSharp x).shape)
