/// Random tensors and freshly made layers: PyTorch's numbers, bit for bit. They are drawn on the host, and made on the
/// device that is the default.
module Functional.Conformance.RandomTests

open System
open System.Globalization
open System.Text.Json
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests
open Functional.Tests.Witness
open Functional.Conformance.Cases

let private items (element: JsonElement) = [| for item in element.EnumerateArray() -> item |]
let private cases = lazy (items ((Oracle.document "random.json").GetProperty "cases"))

let private size args = Shape.From(integers "size" args)

let private dtype args = argument "dtype" (fun (name: JsonElement) -> dtypeOf (string name)) DType.Float32 args

let private parameters (layer: Module) = [| for p in layer.Parameters -> p :> Tensor |]

/// Every call of the reference data.
let private calls =
    let integer64 name (args: JsonElement) = args.GetProperty(name: string).GetInt64()

    dict<string, Generator -> JsonElement -> Tensor[]>
        [ "rand", (fun g args -> [| RandomTensors.rand g (dtype args) (size args) |])
          "randn", (fun g args -> [| RandomTensors.randn g (dtype args) (size args) |])
          "uniform_",
          (fun g args ->
              [| RandomTensors.uniform (floating "from" 0.0 args) (floating "to" 1.0 args) g (dtype args) (size args) |])
          "normal_",
          (fun g args ->
              [| RandomTensors.normal (floating "mean" 0.0 args) (floating "std" 1.0 args) g (dtype args) (size args) |])
          "randint",
          (fun g args -> [| RandomTensors.randint (integer64 "low" args) (integer64 "high" args) g (size args) |])
          "randperm", (fun g args -> [| RandomTensors.randperm (integer "n" 0 args) g |])
          "bernoulli_", (fun g args -> [| RandomTensors.bernoulli (floating "p" 0.5 args) g (dtype args) (size args) |])
          "dropout",
          (fun g args ->
              let ones = Creation.full DType.Float32 (Number.op_Implicit 1.0) (size args)
              [| RandomTensors.dropout (floating "p" 0.5 args) g ones |])
          "Linear",
          (fun g args ->
              let bias = argument "bias" (fun e -> e.GetBoolean()) true args
              parameters (Nn.Linear(integer "in_features" 1 args, integer "out_features" 1 args, bias, g)))
          "Conv2d",
          (fun g args ->
              let channels name = integer name 1 args
              let kernel, groups = PerAxis.Of(integers "kernel_size" args), integer "groups" 1 args

              Nn.Conv2d(channels "in_channels", channels "out_channels", kernel, groups = groups, generator = g)
              |> parameters)
          "Embedding",
          (fun g args -> parameters (Nn.Embedding(integer "num_embeddings" 1 args, integer "embedding_dim" 1 args, g))) ]

let private operations (case: JsonElement) =
    items (case.GetProperty "calls") |> Array.map (fun call -> string (call.GetProperty "op"))

let rows () = [ for i in 0 .. cases.Value.Length - 1 -> string i ] |> each

let private spelled dtype (bits: JsonElement) =
    if bits.ValueKind = JsonValueKind.Number then
        float (bits.GetInt64())
    elif dtype = "float32" then
        float (BitConverter.Int32BitsToSingle(Int32.Parse(string bits, NumberStyles.HexNumber)))
    else
        BitConverter.Int64BitsToDouble(Int64.Parse(string bits, NumberStyles.HexNumber))

[<Theory>]
[<MemberData(nameof rows)>]
let ``the same seed and calls give PyTorch's numbers`` (i: string, backend: string) =
    use _ = Device.Use (named backend).Device
    let case = cases.Value[int i]
    let generator = Generator(case.GetProperty("seed").GetInt64())

    for call in items (case.GetProperty "calls") do
        let outputs = calls[string (call.GetProperty "op")] generator (call.GetProperty "args")
        let expected = items (call.GetProperty "outputs")
        let ulps = floating "ulp" 0.0 call
        Assert.Equal(expected.Length, outputs.Length)

        for expected, actual in Array.zip expected outputs do
            let dtype = string (expected.GetProperty "dtype")
            Assert.Same(named backend, Creation.backendOf actual)
            Assert.Equal(dtype, actual.DType.Name())
            Assert.Equal<int[]>(integers "shape" expected, actual.Shape.Lengths.ToArray())

            for bits, x in Array.zip (items (expected.GetProperty "bits")) (elements actual) do
                let value = spelled dtype bits
                let allowed = ulps * abs value * Math.Pow(2.0, -52.0)
                Assert.True(abs (value - x) <= allowed, $"expected {value:R}, got {x:R}")

/// What the tests of this file compare.
let coverage () =
    [ for row in present ->
          { File = "random.json"
            Backend = row.Name
            Cases = cases.Value.Length
            Modes = [ for _ in cases.Value -> [ Values ] ]
            Missing = [] } ]

[<Fact>]
let ``every call of the reference data is here`` () =
    let named = set (Seq.collect operations cases.Value)
    Assert.Empty(named - set calls.Keys)
