// Tutorial 0: fit a line by gradient descent written out by hand, and plot the way there.
#load "load.fsx"
#load "lib/device.fsx"

open Functional
open Functional.Plots

Device.Use Script.device |> ignore

let numpy = NumPyGenerator 42L
let xs = Array.init 100 (fun _ -> numpy.Rand())
let line = xs |> Array.map (fun v -> 0.3 * v + 0.5)
let ys = line |> Array.map (fun v -> v + numpy.Uniform(-0.01, 0.01))
let x, y = Tensor.ofArray [ 100 ] xs, Tensor.ofArray [ 100 ] ys

let report epoch w b loss =
    printfn "%03d w = %.5f, b = %.5f loss = %.5f" epoch (Tensor.toScalar w) (Tensor.toScalar b) loss

/// As the text has it: w and b become new tensors each epoch, which must be asked to retain their gradients.
let imperative (w0: Tensor) (b0: Tensor) =
    let rec loop epoch (w: Tensor) (b: Tensor) losses =
        let loss = (x * w + b - y) ** 2 |> Tensor.mean
        let value = Tensor.toScalar loss

        if epoch = 500 || value < 5e-5 then
            report epoch w b value
            List.rev losses
        else
            Autograd.retainGrad w
            Autograd.retainGrad b
            Autograd.backward loss
            let w' = w - 0.1 * Autograd.grad w
            let b' = b - 0.1 * Autograd.grad b

            if epoch % 25 = 0 then
                report epoch w' b' value

            loop (epoch + 1) w' b' (value :: losses)

    loop 0 (Parameter w0) (Parameter b0) []

/// The same as a fold over plain tensors.
let functional (w0: Tensor) (b0: Tensor) =
    let loss (w: Tensor, b: Tensor) = x * w + b - y |> Tensor.square |> Tensor.mean

    let rec loop epoch (w, b) =
        let value, (dw, db) = valueAndGrad loss (w, b)

        if epoch = 500 || Tensor.toScalar value < 5e-5 then
            report epoch w b (Tensor.toScalar value)
        else
            loop (epoch + 1) (w - 0.1 * dw, b - 0.1 * db)

    loop 0 (w0, b0)

Generator.ManualSeed 42L |> ignore
let _ = Tensor.rand [ 1 ], Tensor.rand [ 1 ] // the text's first look at gradients draws a pair of its own
let w0, b0 = Tensor.rand [ 1 ], Tensor.rand [ 1 ]
let losses = imperative w0 b0
functional w0 b0

let folder = System.IO.Path.Combine(__SOURCE_DIRECTORY__, "plots")

Chart()
    .Line(losses, color = "darkviolet", style = LineStyle.Dotted)
    .Title("Losses over epochs")
    .XLabel("Epochs")
    .YLabel("Error")
    .Save(System.IO.Path.Combine(folder, "losses.svg"))
