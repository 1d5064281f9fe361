/// Random tensors and freshly made layers: PyTorch's numbers, bit for bit.
module Functional.Tests.RandomTests

open System
open System.Globalization
open System.Text.Json
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

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

let rows () =
    seq {
        for i in 0 .. cases.Value.Length - 1 do
            if Array.forall calls.ContainsKey (operations cases.Value[i]) then
                [| box i |]
    }

let private spelled dtype (bits: JsonElement) =
    if bits.ValueKind = JsonValueKind.Number then
        float (bits.GetInt64())
    elif dtype = "float32" then
        float (BitConverter.Int32BitsToSingle(Int32.Parse(string bits, NumberStyles.HexNumber)))
    else
        BitConverter.Int64BitsToDouble(Int64.Parse(string bits, NumberStyles.HexNumber))

[<Theory>]
[<MemberData(nameof rows)>]
let ``the same seed and calls give PyTorch's numbers`` (i: int) =
    let case = cases.Value[i]
    let generator = Generator(case.GetProperty("seed").GetInt64())

    for call in items (case.GetProperty "calls") do
        let outputs = calls[string (call.GetProperty "op")] generator (call.GetProperty "args")
        let expected = items (call.GetProperty "outputs")
        let ulps = floating "ulp" 0.0 call
        Assert.Equal(expected.Length, outputs.Length)

        for expected, actual in Array.zip expected outputs do
            let dtype = string (expected.GetProperty "dtype")
            Assert.Equal(dtype, actual.DType.Name())
            Assert.Equal<int[]>(integers "shape" expected, actual.Shape.Lengths.ToArray())

            for bits, x in Array.zip (items (expected.GetProperty "bits")) (elements actual) do
                let value = spelled dtype bits
                let allowed = ulps * abs value * Math.Pow(2.0, -52.0)
                Assert.True(abs (value - x) <= allowed, $"expected {value:R}, got {x:R}")

/// Numbers are drawn on the host, so they are the same on every backend.
let coverage () : Backends.Coverage list =
    [ { File = "random.json"
        Backend = "managed"
        Cases = cases.Value.Length
        Modes = [ for _ in rows () -> [ Backends.Values ] ]
        Missing = [] } ]

[<Fact>]
let ``every call of the reference data is here`` () =
    let named = set (Seq.collect operations cases.Value)
    Assert.Empty(named - set calls.Keys)

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
