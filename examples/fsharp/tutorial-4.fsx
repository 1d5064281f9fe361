// Tutorial 4: descend a whole tensor towards a target.
#load "load.fsx"
#load "lib/python.fsx"
#load "lib/device.fsx"

open Functional

Device.Use Script.device |> ignore

let target = tensor [ [ 0.1; 0.2; 0.3 ]; [ 0.4; 0.5; 0.6 ]; [ 0.7; 0.8; 0.9 ] ]

/// As the text's first listing: a new leaf each round.
let imperative (start: Tensor) =
    let mutable prediction = Parameter start
    let mutable loss = Losses.Mse(target, prediction)
    let mutable round = 0

    while Tensor.toScalar loss > 1e-5 do
        round <- round + 1
        Autograd.backward loss
        prediction <- Parameter(Tensor.detach (prediction - 1.0 * Autograd.grad prediction))
        loss <- Losses.Mse(prediction, target)
        printfn $"{round}-th Loss : {Python.scientific (Tensor.toScalar loss)}"

    printfn $"{prediction}"

/// The same, as an unfolding of plain tensors.
let functional (start: Tensor) =
    let loss p = Losses.Mse(p, target)
    let step p = p - 1.0 * grad loss p
    start |> Seq.unfold (fun p -> Some(p, step p)) |> Seq.findIndex (fun p -> Tensor.toScalar (loss p) <= 1e-5)

let text = tensor [ [ 0.4731; 0.1600; 0.5629 ]; [ 0.2523; 0.2999; 0.1291 ]; [ 0.3720; 0.8593; 0.8111 ] ]

imperative text
printfn $"functionally: {functional text} rounds"
Generator.ManualSeed 0L |> ignore
imperative (Tensor.randLike target)
