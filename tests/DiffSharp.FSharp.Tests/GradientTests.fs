/// Derivatives are ours, whoever computes: on DiffSharp's backends they are what they are on the managed one.
module Functional.DiffSharpTests.GradientTests

open Xunit
open Functional

/// The largest difference of two tensors, wherever they are.
let private difference (x: Tensor) (y: Tensor) =
    let x, y = Tensor.toDevice Device.Cpu x, Tensor.toDevice Device.Cpu y
    Tensor.toScalar (Tensor.max (Tensor.abs (x - y)))

let private agree tolerance (device: Device) (f: Tensor -> Tensor) (at: Tensor) =
    let expected = grad f at
    let actual = grad f (Tensor.toDevice device at)
    Assert.Equal(device, actual.Device)
    Assert.True(difference expected actual <= tolerance, $"expected {expected}, got {actual}")

/// W1: a line through three points.
let private line (w: Tensor) =
    let on (x: Tensor) = Tensor.toDevice w.Device x
    let x = on (tensor [ [ 1.0; 2.0; 3.0 ]; [ 2.0; 0.5; -1.0 ]; [ 0.0; 1.0; 2.0 ] ])
    let y = on (tensor [ [ 1.0 ]; [ 2.0 ]; [ 3.0 ] ])
    Tensor.mean (Tensor.square (x *@ w - y))

/// W2: a cubic through a sine.
let private cubic (w: Tensor) =
    let x = Tensor.toDevice w.Device (Tensor.linspace -3.14159 3.14159 2000)
    let part i = Tensor.select 0 i w
    let y = part 0 + part 1 * x + part 2 * x * x + part 3 * x * x * x
    Tensor.sum (Tensor.square (y - Tensor.sin x))

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``the gradient of a linear regression`` (name: string) =
    agree 1e-5 (Devices.of' name) line (tensor [ [ 0.1 ]; [ -0.2 ]; [ 0.3 ] ])

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``the gradient of a cubic fit`` (name: string) =
    // The largest of them is about 2e4: these are 4 eps of it.
    agree 0.01 (Devices.of' name) cubic (tensor [ 0.1; 0.8; -0.01; -0.09 ])

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``picking the same row twice counts it twice, which DiffSharp's own gradient does not`` (name: string) =
    let index (x: Tensor) = Tensor.toDevice x.Device (Tensor.create DType.Int64 [ 0; 0; 2 ])
    agree 0.0 (Devices.of' name) (fun x -> Tensor.sum (Tensor.indexSelect 0 (index x) x)) (tensor [ 1.0; 2.0; 3.0 ])

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``the largest number of overlapping windows has a gradient from each of them`` (name: string) =
    let pooled (x: Tensor) = Tensor.sum (Tensor.maxPool1dWith { MaxPool.defaults with Stride = [ 1 ] } [ 3 ] x)
    agree 0.0 (Devices.of' name) pooled (tensor [ [ 1.0; 2.0; 5.0; 2.0; 1.0 ] ])

[<Theory>]
[<InlineData("torch")>]
[<InlineData("reference")>]
let ``both operands stretch`` (name: string) =
    let on x = Tensor.toDevice (Devices.of' name) x
    let sum = on (tensor [ [ 1.0 ]; [ 2.0 ]; [ 3.0 ] ]) + on (tensor [ 10.0; 20.0; 30.0; 40.0 ])
    Assert.True((Shape.From [ 3; 4 ] = sum.Shape))
    Assert.Equal(43.0, Tensor.toScalar (Tensor.max sum))
