/// The code of docs/devices.md, and the values that it shows.
module Functional.Tests.DevicesPageTests

open System
open Xunit
open Functional

let private floats (x: Tensor) = x |> Tensor.cast DType.Float64 |> Tensor.toArray<float>

let private absence =
    lazy
        (if Environment.GetEnvironmentVariable "CI" = "true" then
             null
         else
             try
                 Torch.Cpu.Backend |> ignore
                 null
             with :? DeviceException as error ->
                 error.Message)

/// A test that needs libtorch: without it, it is skipped with the reason and the remedy, but where CI=true it fails.
type TorchFactAttribute() as this =
    inherit FactAttribute()
    do this.Skip <- absence.Value

[<Fact>]
let ``tensors on devices`` () =
    let device = if Torch.IsAvailable then Torch.Cpu else Device.Cpu
    let x, parameters = tensor [ 1; 2; 3 ], {| W = Tensor.ones [ 2 ]; Steps = 3 |}

    let there = Tensor.toDevice device x
    let tree = Tree.toDevice device parameters
    let model = Device.using device (fun () -> Nn.Sequential(Nn.Linear(3, 1)))

    Assert.Equal<float>([ 1.0; 2.0; 3.0 ], floats there)

    for x in there :: tree.W :: [ for p in model.Parameters -> p ] do
        Assert.Equal<Device>(device, x.Device)

[<TorchFact>]
let ``libtorch`` () =
    let f v = Tensor.sum (sin v * exp v)
    let g = grad f (Tensor.toDevice Torch.Cpu (tensor [ 0.5; 1.5 ])) // [2.2373, 4.7875]

    Assert.Equal<Device>(Torch.Cpu, g.Device)
    Assert.True(Tensor.allClose 0.0 1e-4 (Tensor.toDevice Device.Cpu g) (tensor [ 2.2373; 4.7875 ]), string g)

[<TorchFact>]
let ``compiled functions`` () =
    let energy (v: Tensor) = Tensor.sum (exp (v * v))
    let report = Compile.explain (grad energy) (Tensor.toDevice Torch.Cpu (tensor [ 1; 2; 3 ]))

    Assert.Contains("in 1 native call", report)
