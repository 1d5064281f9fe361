/// Layers of sliding windows, and batch normalisation with its running statistics.
module Functional.Tests.WindowLayersTests

open System
open Xunit
open Functional
open Functional.Tests.Witness

let private wave (shape: int list) = real shape [ for i in 1 .. List.fold (*) 1 shape -> sin (float i * 1.7) ]

let private near (expected: Tensor) (actual: Tensor) =
    Assert.Equal(None, differs 1e-6 (ofTensor expected) (Apply.toDType expected.DType actual))

let private value (p: Parameter | null) = (nonNull p).Value

[<Fact>]
let ``convolution layers compute their formulas`` () =
    let x = wave [ 2; 4; 9 ]
    let layer = Nn.Conv1d(4, 6, 3, stride = 2, padding = 1, dilation = 2, groups = 2)
    let options: Conv = { Stride = [ 2 ]; Padding = Padding.Of [ 1 ]; Dilation = [ 2 ]; Groups = 2 }
    Assert.Equal<Shape>(Shape.From [ 6; 2; 3 ], layer.Weight.Shape)
    near (Tensor.conv1dWith options layer.Weight.Value (value layer.Bias) x) (layer.Forward x)
    let same = Nn.Conv2d(2, 3, PerAxis.Of [ 3; 2 ], padding = Padding.Same, bias = false)
    Assert.Equal<Shape>(Shape.From [ 3; 5; 6 ], same.Forward(wave [ 2; 5; 6 ]).Shape)
    Assert.Null same.Bias
    Assert.Single same.Parameters |> ignore
    Assert.Equal<Shape>(Shape.From [ 1; 3; 2; 3; 4 ], Nn.Conv3d(2, 3, 2).Forward(wave [ 1; 2; 3; 4; 5 ]).Shape)

[<Fact>]
let ``transposed convolution layers compute their formulas`` () =
    let x = wave [ 2; 4; 5 ]
    let layer = Nn.ConvTranspose1d(4, 6, 3, stride = 2, padding = 1, outputPadding = 1, groups = 2)

    let options: ConvTranspose =
        { ConvTranspose.defaults with Stride = [ 2 ]; Padding = [ 1 ]; OutputPadding = [ 1 ]; Groups = 2 }

    Assert.Equal<Shape>(Shape.From [ 4; 3; 3 ], layer.Weight.Shape)
    near (Tensor.convTranspose1dWith options layer.Weight.Value (value layer.Bias) x) (layer.Forward x)
    Assert.Equal<Shape>(Shape.From [ 3; 5; 6 ], Nn.ConvTranspose2d(2, 3, 2).Forward(wave [ 2; 4; 5 ]).Shape)
    Assert.Equal<Shape>(Shape.From [ 3; 4; 5; 6 ], Nn.ConvTranspose3d(2, 3, 2).Forward(wave [ 2; 3; 4; 5 ]).Shape)

[<Fact>]
let ``a transposed convolution is drawn within the bound of what one output sees`` () =
    let layer = Nn.ConvTranspose2d(64, 2, 3, generator = Generator 3L)
    let bound = 1.0 / sqrt 18.0
    let largest = elements layer.Weight.Value |> Array.map abs |> Array.max
    Assert.InRange(largest, 0.99 * bound, bound)

[<Fact>]
let ``pooling layers compute their formulas`` () =
    let x = wave [ 2; 6; 8; 4 ]
    let same expected (layer: Module) = near expected (layer.Forward x)
    same (Tensor.maxPool1d [ 2 ] x) (Nn.MaxPool1d 2)
    same (Tensor.maxPool2d [ 2; 1 ] x) (Nn.MaxPool2d(PerAxis.Of [ 2; 1 ]))
    same (Tensor.maxPool3d [ 2 ] x) (Nn.MaxPool3d 2)
    let options: MaxPool = { Stride = [ 1 ]; Padding = [ 1 ]; Dilation = [ 2 ]; CeilMode = true }
    same (Tensor.maxPool2dWith options [ 2 ] x) (Nn.MaxPool2d(2, 1, 1, 2, true))
    same (Tensor.avgPool1d [ 2 ] x) (Nn.AvgPool1d 2)
    same (Tensor.avgPool3d [ 2 ] x) (Nn.AvgPool3d 2)

    let options: AvgPool = { Stride = [ 2 ]; Padding = [ 1 ]; CeilMode = true; CountIncludePad = false; Divisor = 0 }

    same (Tensor.avgPool2dWith options [ 3 ] x) (Nn.AvgPool2d(3, 2, 1, true, false))
    same (Tensor.adaptiveAvgPool1d [ 3 ] x) (Nn.AdaptiveAvgPool1d 3)
    same (Tensor.adaptiveAvgPool2d [ 3; 2 ] x) (Nn.AdaptiveAvgPool2d(PerAxis.Of [ 3; 2 ]))
    same (Tensor.adaptiveAvgPool3d [ 1 ] x) (Nn.AdaptiveAvgPool3d 1)

[<Fact>]
let ``batch norm learns statistics while training, and uses them afterwards`` () =
    let layer = Nn.BatchNorm1d(3, momentum = 0.5)
    let x = wave [ 8; 3 ] * 2.0 + 1.0
    let zeros, ones = Tensor.zerosOf DType.Float64 [ 3 ], Tensor.onesOf DType.Float64 [ 3 ]
    let y, mean, variance = Tensor.batchNormTrain 0.5 zeros ones ones zeros 1e-5 x
    near y (layer.Forward x)
    near mean layer.RunningMean.Value
    near variance layer.RunningVariance.Value
    layer.Eval()
    near (Tensor.batchNorm mean variance ones zeros 1e-5 x) (layer.Forward x)
    near mean layer.RunningMean.Value

[<Fact>]
let ``buffers are no parameters, and have paths`` () =
    let model = Nn.Sequential(Nn.Conv2d(1, 2, 3), Nn.BatchNorm2d 2, Nn.BatchNorm3d(2, affine = false))
    Assert.Equal(4, model.Parameters.Count)
    Assert.Equal(4, model.Buffers.Count)

    Assert.Equal<string list>(
        [ "Layers[1].RunningMean"; "Layers[1].RunningVariance"; "Layers[2].RunningMean"; "Layers[2].RunningVariance" ],
        [ for entry in model.NamedBuffers -> entry.Key ]
    )

[<Fact>]
let ``a model as a pure function leaves its buffers as they are`` () =
    let model = Nn.Sequential(Nn.Linear(3, 2), Nn.BatchNorm1d 2)
    let x = Tensor.cast DType.Float32 (wave [ 4; 3 ])
    let before = [ for buffer in model.Buffers -> elements buffer.Value ]
    let loss (p: Tensor[]) = Tensor.sum (Tensor.square (model.Apply(p, x)) * x.[At.All, At.Range(0, 2)])
    let gradients = grad loss (model.GetValues())
    Assert.Equal(4, gradients.Length)
    Assert.Equal<float[] list>(before, [ for buffer in model.Buffers -> elements buffer.Value ])

[<Fact>]
let ``running statistics outlive the transformation that made them`` () =
    let layer = Nn.BatchNorm1d(2, affine = false)
    let f (x: Tensor) = Tensor.sum (Tensor.exp (layer.Forward(x * x)))

    for _ in 1..3 do
        grad f (Tensor.cast DType.Float32 (wave [ 600; 2 ])) |> ignore

    let mean = Tensor.meanOver [ 0 ] (Tensor.square (wave [ 600; 2 ]))
    near (mean * (1.0 - 0.9 ** 3.0)) layer.RunningMean.Value

[<Fact>]
let ``a buffer keeps its shape, its dtype and no history`` () =
    let buffer = TensorBuffer(Tensor.zeros [ 2 ])
    buffer.Value <- Parameter(wave [ 2 ]) * 2.0
    Assert.Equal(DType.Float32, buffer.Value.DType)
    Assert.False(Autograd.requiresGrad buffer.Value)
    Assert.Throws<ShapeException>(fun () -> buffer.Value <- wave [ 3 ]) |> ignore

[<Fact>]
let ``layers of sliding windows refuse what makes no sense`` () =
    let says (parts: string list) (f: unit -> obj) =
        let error = Assert.ThrowsAny<ArgumentException>(fun () -> f () |> ignore)
        Assert.All(parts, fun part -> Assert.Contains(part, error.Message))

    says [ "conv2d"; "inChannels"; "0" ] (fun () -> Nn.Conv2d(0, 1, 3))
    says [ "conv1d"; "groups"; "divides 4 and 3"; "2" ] (fun () -> Nn.Conv1d(4, 3, 3, groups = 2))
    says [ "conv_transpose1d"; "groups" ] (fun () -> Nn.ConvTranspose1d(4, 3, 3, groups = 0))
    says [ "conv2d"; "kernel"; "[1, 2, 3]" ] (fun () -> Nn.Conv2d(1, 1, PerAxis.Of [ 1; 2; 3 ]))
    says [ "max_pool2d"; "kernel"; "[]" ] (fun () -> Nn.MaxPool2d(PerAxis()))
    says [ "BatchNorm"; "features"; "0" ] (fun () -> Nn.BatchNorm2d 0)

    Checks.says<ShapeException> [ "batch_norm"; "4 axes"; "[2, 3]" ] (fun () ->
        Nn.BatchNorm2d(3).Forward(wave [ 2; 3 ]))

    Checks.says<ShapeException> [ "batch_norm"; "2 or 3 axes" ] (fun () -> Nn.BatchNorm1d(3).Forward(wave [ 3 ]))
