// Tutorial 2: the chain rule on one weight.
#load "load.fsx"
#load "lib/python.fsx"
#load "lib/device.fsx"

open Functional

Device.Use Script.device |> ignore

let data = [ 1.0, 2.0; 2.0, 4.0; 3.0, 6.0 ]
let repr (x: Tensor) = Python.repr (Tensor.toScalar x)

let w = Parameter(tensor [ 1.0 ])
let forward (x: float) = x * w
let loss (predicted: Tensor) (y: float) = (predicted - y) ** 2

printfn $"Prediction (before training) 4 {repr (forward 4.0)}"

for epoch in 0..9 do
    let mutable last = tensor 0.0

    for x, y in data do
        let l = loss (forward x) y
        Autograd.backward l
        let g = Tensor.toScalar (Autograd.grad w)
        printfn $"\tgrad:  {Python.repr x} {Python.repr y} {Python.repr g}"
        w.Value <- w.Value - 0.01 * g
        Autograd.zeroGrad w
        last <- l

    printfn $"Epoch: {epoch} | Loss: {repr last}"

printfn $"Prediction (after training) 4 {repr (forward 4.0)}"

// The same as a fold: a step maps a weight to the next.
let step w (x: float, y: float) = w - 0.01 * Tensor.toScalar (grad (fun w -> Tensor.sum ((x * w - y) ** 2)) w)

let trained = Seq.replicate 10 data |> Seq.concat |> Seq.fold step (tensor [ 1.0 ])
printfn $"functionally: {repr (4.0 * trained)}"
