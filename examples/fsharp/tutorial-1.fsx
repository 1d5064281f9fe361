// Tutorial 1: a cubic fitted to a sine, five ways.
#load "load.fsx"
#load "lib/python.fsx"
#load "lib/device.fsx"

open System
open Functional

Device.Use Script.device |> ignore

let x = Tensor.linspace -Math.PI Math.PI 2000
let y = sin x
let steps = 2000

let log t (loss: Tensor) =
    if t % 500 = 499 then
        printfn "%d %s" t (Python.repr (Tensor.toScalar loss))

let cubic (p: Tensor list) =
    let f i = Python.repr (Tensor.toScalar p[i])
    printfn $"Result: y = {f 0} + {f 1} x + {f 2} x^2 + {f 3} x^3"

printfn "-- gradients by hand"
Generator.ManualSeed 0L |> ignore
let mutable p = [ for _ in 1..4 -> Tensor.randn [] ]

for t in 0 .. steps - 1 do
    let predicted = p[0] + p[1] * x + p[2] * x ** 2 + p[3] * x ** 3
    log t (Tensor.sum (Tensor.square (predicted - y)))
    let slope = 2.0 * (predicted - y)
    p <- p |> List.mapi (fun k v -> v - 1e-6 * Tensor.sum (slope * x ** k))

cubic p

printfn "-- gradients by the library, on a record"

let loss (q: {| A: Tensor; B: Tensor; C: Tensor; D: Tensor |}) =
    q.A + q.B * x + q.C * x ** 2 + q.D * x ** 3 - y |> Tensor.square |> Tensor.sum

Generator.ManualSeed 0L |> ignore
let draw () = Tensor.randn []
let mutable q = {| A = draw (); B = draw (); C = draw (); D = draw () |}

for t in 0 .. steps - 1 do
    let value, g = valueAndGrad loss q
    log t value
    q <- Tree.map2 (fun v d -> v - 1e-6 * d) q g

cubic [ q.A; q.B; q.C; q.D ]

printfn "-- a function of our own: the Legendre polynomial P3"

let p3 =
    Custom.defineBackward
        "p3"
        (fun ctx zs ->
            ctx.Save zs[0]
            0.5 * (5.0 * zs[0] ** 3 - 3.0 * zs[0]))
        (fun ctx ct -> [| ct * 1.5 * (5.0 * ctx.Saved[0] ** 2 - 1.0) |])

let a, b, c, d = Parameter(tensor 0.0), Parameter(tensor -1.0), Parameter(tensor 0.0), Parameter(tensor 0.3)

for t in 0 .. steps - 1 do
    let loss = (a + b * p3 [| c + d * x |] - y) ** 2 |> Tensor.sum
    log t loss
    Autograd.backward loss

    for p in [ a; b; c; d ] do
        p.Value <- p.Value - 5e-6 * Autograd.grad p
        Autograd.zeroGrad p

printfn $"b = {Python.repr (Tensor.toScalar b)}, d = {Python.repr (Tensor.toScalar d)}"

printfn "-- a layer, and steps by hand"
let xx = Tensor.unsqueeze -1 x ** Tensor.ofArray [ 3 ] [| 1L; 2L; 3L |]
Generator.ManualSeed 0L |> ignore
let model = Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1))

for t in 0 .. steps - 1 do
    let loss = Losses.Mse(model.Forward xx, y, Reduction.Sum)
    log t loss
    model.ZeroGrad()
    Autograd.backward loss

    for p in model.Parameters do
        p.Value <- p.Value - 1e-6 * Autograd.grad p

printfn "-- RMSprop, as a training run"
Generator.ManualSeed 0L |> ignore

let fit =
    Train
        .Minimize(Nn.Sequential(Nn.Linear(3, 1), Nn.Flatten(0, 1)), Losses.Mse(Reduction.Sum))
        .With(Optimizers.RmsProp 1e-3)
        .On(xx, y)
        .For(1200)
        .Run()

printfn $"{fit.Steps} steps, {fit.StopReason}"
