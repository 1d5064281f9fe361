// Tutorial 3: linear regression with SGD, why gradients are zeroed, and seeds.
#load "load.fsx"
#load "lib/python.fsx"
#load "lib/device.fsx"

open Functional

Device.Use Script.device |> ignore

let xTrain = tensor [ [ 1 ]; [ 2 ]; [ 3 ] ]
let yTrain = tensor [ [ 2 ]; [ 4 ]; [ 6 ] ]
printfn $"{xTrain}\n{yTrain}"

let w = Parameter(Tensor.zeros [ 1 ])
let b = Parameter(Tensor.zeros [ 1 ])
let hypothesis () = xTrain * w + b
printfn $"{w}\n{b}\n{hypothesis ()}\n{(hypothesis () - yTrain) ** 2 |> Tensor.mean}"

let optimizer = Sgd([ w; b ], learningRate = 0.01)

for epoch in 0..1999 do
    let cost = (hypothesis () - yTrain) ** 2 |> Tensor.mean
    optimizer.ZeroGrad()
    Autograd.backward cost
    optimizer.Step()

    if epoch % 100 = 0 then
        let v x = Tensor.toScalar x
        printfn "Epoch %4d/1999 W: %.3f, b: %.3f Cost: %.6f" epoch (v w) (v b) (v cost)

// The same on a record of parameters.
let loss (p: {| W: Tensor; B: Tensor |}) = xTrain * p.W + p.B - yTrain |> Tensor.square |> Tensor.mean
let descend p _ = Tree.map2 (fun v g -> v - 0.01 * g) p (grad loss p)
let fitted = Seq.fold descend {| W = Tensor.zeros [ 1 ]; B = Tensor.zeros [ 1 ] |} (seq { 0..1999 })
printfn "functionally: W: %.3f, b: %.3f" (Tensor.toScalar fitted.W) (Tensor.toScalar fitted.B)

// Nothing zeroes this gradient, so it adds up: 2, 4, …, 42.
let v = Parameter(tensor 2.0)

for _ in 0..20 do
    Autograd.backward (2.0 * v)
    printfn $"수식을 w로 미분한 값 : {Python.repr (Tensor.toScalar (Autograd.grad v))}"

for seed in [ 3L; 5L; 3L ] do
    Generator.ManualSeed seed |> ignore
    printfn $"{Tensor.rand [ 1 ]}\n{Tensor.rand [ 1 ]}"
