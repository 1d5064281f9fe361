// dotnet fsi examples/fsharp/transformations.fsx
#load "load.fsx"
open Functional

// A gradient for each example: as many as there are rows, in one run.
let x, y, w = tensor [ [ 1; 2 ]; [ 3; 4 ]; [ 5; 6 ] ], tensor [ 1; 2; 3 ], tensor [ 0.5; -0.5 ]
let squared w (row: Tensor, target: Tensor) = Tensor.square (Tensor.sum (row * w) - target)
let gradientOf example = grad (fun w -> squared w example) w
printfn $"losses                  {vmap (squared w) (x, y)}"
printfn $"per-example gradients   {vmap gradientOf (x, y)}"

// A Hessian, and its product with a vector, which needs no Hessian.
let valley (v: Tensor) = Tensor.square (1.0 - v[0]) + 100.0 * Tensor.square (v[1] - v[0] * v[0])
printfn $"Hessian at the minimum  {hessian valley (tensor [ 1; 1 ])}"
printfn $"times [1, 2]            {hvp valley (tensor [ 1; 1 ]) (tensor [ 1; 2 ])}"

// A recurrent network as a scan; each step runs again in the gradient rather than being remembered.
let cell = {| Recurrent = 0.5 * Key.normal [ 3; 3 ] (Key.ofSeed 1); Input = Key.normal [ 3 ] (Key.ofSeed 2) |}

let signal = sin (Tensor.linspace 0.0 3.0 12)

let forecast (p: {| Recurrent: Tensor; Input: Tensor |}) =
    let step = checkpoint (fun (h: Tensor, input: Tensor) -> tanh (p.Recurrent *@ h + p.Input * input))
    let _, states = scan (fun h input -> step (h, input), Tensor.sum h) (Tensor.zeros [ 3 ]) signal
    Tensor.mean (Tensor.square (states - signal))

printfn $"loss of an RNN          {forecast cell}, gradient {(grad forecast cell).Input}"

// Kepler's equation, and how the anomaly moves with the time: 1 / (1 - e cos E). All times at once.
let anomaly m = root (fun (m: Tensor) a -> a - 0.5 * sin a - m) m m
let times = tensor [ 0.5; 1.0; 2.0 ]
printfn $"anomalies               {vmap anomaly times}"
printfn $"their rates             {vmap (grad anomaly) times}"

// The rate of a decay from measurements: a least square through the solution of a differential equation.
let at, measured = tensor [ 0.0; 0.5; 1.0; 1.5 ], tensor [ 2.0; 1.2131; 0.7358; 0.4463 ]

let misfit k = Tensor.sum (Tensor.square (odeSolve (fun (k: Tensor) _ u -> -k * u) k measured[0] at - measured))

let rate = Seq.fold (fun k _ -> k - 0.25 * grad misfit k) (tensor 0.3) (seq { 1..20 })
printfn $"rate of the decay       {rate}"

// An ensemble: three networks trained as one, each from a key of its own.
let inputs = Tensor.linspace -1.0 1.0 16 |> Tensor.reshape [ 16; 1 ]
let targets = Tensor.square inputs
let loss (w, v) = Tensor.mean (Tensor.square (cos (inputs *@ w) *@ v - targets))

let train key =
    let first, second = Key.split key
    let start = Key.normal [ 1; 8 ] first, 0.3 * Key.normal [ 8; 1 ] second
    let step _ p = Tree.map2 (fun v d -> v - 0.1 * d) p (grad loss p)
    loss (forLoop 0 100 step start)

printfn $"losses of an ensemble   {vmap train (Key.splitN 3 (Key.ofSeed 3))}"
