/// The imperative surface: parameters, Backward, and what it leaves behind.
module Functional.Tests.AutogradTests

open System
open System.Threading
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private mean x = Reductions.mean [||] false x
let private vector (data: float list) = real [ data.Length ] data
let private parameter data = Parameter(vector data)
let private single (data: float list) = Apply.toDType DType.Float32 (vector data)

let private is (expected: float list) (actual: Tensor) =
    Assert.Equal<float list>(expected, List.ofArray (elements actual))

let private refused (message: string) (action: unit -> unit) =
    Assert.Equal(message, Assert.Throws<GraphException>(action).Message)

let private spent operation =
    $"Backward: the graph behind {operation} was let go by an earlier pass; pass keepGraph: true to that pass to cross it again"

// Gradients

[<Fact>]
let ``Gradients of several passes add up`` () =
    let w = parameter [ 1.0; 2.0 ]
    Autograd.backward (sum (w * w))
    Autograd.grad w |> is [ 2.0; 4.0 ]
    Autograd.backward (sum (w * 3.0))
    Autograd.grad w |> is [ 5.0; 7.0 ]

[<Fact>]
let ``A parameter used several times gathers from every use`` () =
    let w = parameter [ 2.0 ]
    Autograd.backward (sum (w * w + 3.0 * w - w))
    Autograd.grad w |> is [ 6.0 ]

[<Fact>]
let ``A parameter may be in two graphs`` () =
    let w, v = parameter [ 2.0 ], parameter [ 5.0 ]
    let first, second = sum (w * v), sum (w * w)
    Autograd.backward second
    Autograd.backward first
    Autograd.grad w |> is [ 9.0 ]
    Autograd.grad v |> is [ 2.0 ]

[<Fact>]
let ``A cotangent weighs the elements of the result`` () =
    let w = parameter [ 1.0; 2.0; 3.0 ]
    Autograd.backwardWith (vector [ 1.0; 0.0; -2.0 ]) false (w * w)
    Autograd.grad w |> is [ 2.0; 0.0; -12.0 ]

[<Fact>]
let ``A result of one element needs no cotangent, whatever its shape`` () =
    let w = parameter [ 3.0 ]
    Autograd.backward (Moves.reshape [ 1; 1 ] (w * w))
    Autograd.grad w |> is [ 6.0 ]

[<Fact>]
let ``A parameter itself can be the result`` () =
    let w = parameter [ 3.0 ]
    Autograd.backward w
    Autograd.grad w |> is [ 1.0 ]

[<Fact>]
let ``ZeroGrad forgets the gradient`` () =
    let w = parameter [ 1.0 ]
    Assert.False(Autograd.hasGrad w)
    Autograd.backward (w * 2.0)
    Assert.True(Autograd.hasGrad w)
    Autograd.zeroGrad w
    Assert.False(Autograd.hasGrad w)
    Autograd.backward (w * 5.0)
    Autograd.grad w |> is [ 5.0 ]

[<Fact>]
let ``A value that is not a parameter keeps its gradient once asked to`` () =
    let w = parameter [ 3.0 ]
    let square = w * w
    Autograd.retainGrad square
    Autograd.backwardWith null true (5.0 * square)
    Autograd.grad square |> is [ 5.0 ]
    Autograd.grad w |> is [ 30.0 ]
    Autograd.backward (5.0 * square)
    Autograd.grad square |> is [ 10.0 ]
    Autograd.zeroGrad square
    Assert.False(Autograd.hasGrad square)

[<Fact>]
let ``Retaining a parameter's gradient changes nothing`` () =
    let w = parameter [ 3.0 ]
    Autograd.retainGrad w
    Autograd.backward (w * w)
    Autograd.grad w |> is [ 6.0 ]

[<Fact>]
let ``A gradient is of the dtype of its parameter, summed in the wider one and rounded once`` () =
    let data f = real [ 100 ] [ for i in 0..99 -> f (float i / 7.0) ]
    let x, y = data sin, data (fun t -> 0.3 * sin t + 0.1 * cos (5.0 * t))
    let w = Parameter(single [ 0.1 ])
    let b = Parameter(single [ -0.7 ])
    let loss (w: Tensor) (b: Tensor) = mean ((x * w + b - y) ** 2)
    let cost = loss w b
    Assert.Equal(DType.Float64, cost.DType)
    Autograd.backward cost

    let exact = Apply.toDType DType.Float64
    let dw, db = grad (fun (w, b) -> loss w b) (exact w.Value, exact b.Value)

    for parameter, (expected: Tensor) in [ w, dw; b, db ] do
        let gradient = Autograd.grad parameter
        Assert.Equal(DType.Float32, gradient.DType)
        Assert.Equal(float32 expected, float32 gradient)

// The graph

[<Fact>]
let ``A graph that was kept can be crossed again`` () =
    let w: Tensor = parameter [ 3.0 ]
    let y = exp w * w
    Autograd.backwardWith null true y
    Autograd.backwardWith null true y
    Autograd.backward y
    Assert.Equal(3.0 * 4.0 * exp 3.0, float (Autograd.grad w), 1e-10)

[<Fact>]
let ``A graph that was let go cannot be crossed again`` () =
    let w = parameter [ 3.0 ]

    let product w = let matrix = Moves.reshape [ 1; 1 ] w in Products.matmul matrix matrix

    let operations: (string * (Tensor -> Tensor)) list = [ "mul", (fun w -> w * w); "exp", exp; "matmul", product ]

    for name, operation in operations do
        let y = operation w
        Autograd.backward y
        let before = Autograd.grad w
        refused (spent name) (fun () -> Autograd.backward y)
        refused (spent name) (fun () -> Autograd.backward (2.0 * y))
        Assert.Same(before, Autograd.grad w)

[<Fact>]
let ``Operations that hold no tensor can be crossed again`` () =
    let w = parameter [ 1.0; 2.0 ]
    let y = mean (Moves.reshape [ 2; 1 ] (-(w + 1.0) - w))

    for _ in 1..3 do
        Autograd.backward y

    Autograd.grad w |> is [ -3.0; -3.0 ]

[<Fact>]
let ``A parameter that is replaced by a value made from it chains the epochs`` () =
    // w = w - rate * w.grad without a new leaf, as PyTorch's tutorials do: each epoch's graph hangs on the one before.
    let x = vector [ 0.0; 0.25; 0.5; 0.75; 1.0 ]
    let y = vector [ 1.0; 1.4; 2.1; 2.4; 3.1 ]
    let rate = 0.3
    let leaf = parameter [ 0.2 ]
    let mutable w: Tensor = leaf
    let mutable expected = 0.2
    let mutable total = 0.0

    for _ in 1..300 do
        Autograd.retainGrad w
        Autograd.backward (mean ((x * w + 1.0 - y) ** 2))
        let xs, ys = elements x, elements y
        let slope = Array.map2 (fun x y -> 2.0 * x * (x * expected + 1.0 - y)) xs ys |> Array.average
        total <- total + slope
        Assert.Equal(slope, float (Autograd.grad w), 1e-12)
        Assert.Equal(total, float (Autograd.grad leaf), 1e-11)
        w <- w - rate * Autograd.grad w
        expected <- expected - rate * slope
        Assert.Equal(expected, float w, 1e-12)

[<Fact>]
let ``Assigning a value does not disturb a graph already recorded`` () =
    let w = parameter [ 3.0 ]
    let before = w * w
    w.Value <- vector [ 100.0 ]
    let after = w * w
    Autograd.backward before
    Autograd.grad w |> is [ 6.0 ]
    Autograd.backward after
    Autograd.grad w |> is [ 206.0 ]

[<Fact>]
let ``Assigning a value made from parameters keeps only its numbers`` () =
    let w = parameter [ 3.0 ]
    w.Value <- w - 0.5 * w
    Assert.True(Autograd.isLeaf w)
    Autograd.backward (w * w)
    Autograd.grad w |> is [ 3.0 ]

[<Fact>]
let ``A backward that fails leaves every gradient as it was, and can be repeated`` () =
    let w, v = parameter [ 3.0 ], parameter [ 5.0 ]
    Autograd.backward (w + v)
    let before = List.map Autograd.grad [ w; v ]
    let mutable isBroken = true

    let fragile =
        Custom.defineBackward "fragile" (fun _ xs -> 2.0 * xs[0]) (fun _ cotangent ->
            if isBroken then
                invalidOp "broken"

            [| 2.0 * cotangent |])

    let square = w * w
    Autograd.retainGrad square
    let y = square + fragile [| v |]
    let error = Assert.Throws<InvalidOperationException>(fun () -> Autograd.backward y)
    Assert.Equal("broken", error.Message)
    Assert.False(Autograd.hasGrad square)
    List.iter2 (fun (a: Tensor) (b: Parameter) -> Assert.Same(a, Autograd.grad b)) before [ w; v ]

    isBroken <- false
    Autograd.backward y
    Autograd.grad w |> is [ 7.0 ]
    Autograd.grad v |> is [ 3.0 ]
    Autograd.grad square |> is [ 1.0 ]

// What a tensor says of itself

[<Fact>]
let ``A detached value has the same numbers and no history`` () =
    let w = parameter [ 3.0 ]
    let y = w * w
    let detached = Autograd.detach y
    is [ 9.0 ] detached
    Assert.True(Autograd.requiresGrad y)
    Assert.False(Autograd.requiresGrad detached)
    Assert.True(Autograd.isLeaf detached)
    Autograd.backward (y * detached)
    Autograd.grad w |> is [ 54.0 ]

[<Fact>]
let ``Parameters and plain tensors are leaves, recorded values are not`` () =
    let w = parameter [ 1.0 ]
    Assert.True(Autograd.isLeaf w)
    Assert.True(Autograd.isLeaf (vector [ 1.0 ]))
    Assert.False(Autograd.isLeaf (w * 2.0))
    Assert.True(Autograd.isLeaf (Compare.compare Binary.Greater w (vector [ 0.0 ])))
    Assert.True(Autograd.requiresGrad w)
    Assert.False(Autograd.requiresGrad (vector [ 1.0 ]))
    Assert.False(Autograd.requiresGrad (Apply.toDType DType.Int64 w))

[<Fact>]
let ``GradFn is named as in PyTorch`` () =
    let w: Tensor = parameter [ 1.0; 2.0 ]

    let names: (string * Tensor) list =
        [ "AddBackward0", w + w
          "SubBackward0", w - 1.0
          "MulBackward0", w * 2.0
          "DivBackward0", w / 2.0
          "NegBackward0", -w
          "PowBackward0", w ** 2
          "PowBackward0", w ** 3
          "PowBackward0", w ** 2.5
          "ExpBackward0", exp w
          "SinBackward0", sin w
          "SumBackward0", sum w
          "MeanBackward0", mean w
          "ReluBackward0", Elementwise.map Unary.Relu w
          "DotBackward0", Products.dot w w
          "SoftmaxBackward0", Statistics.softmax 0 w
          "LogSoftmaxBackward0", Statistics.logSoftmax 0 w
          "LogsumexpBackward0", Statistics.logSumExp [||] false w ]

    for name, value in names do
        Assert.Equal(name, Autograd.gradFn value)

    Assert.Null(Autograd.gradFn w)
    Assert.Null(Autograd.gradFn (vector [ 1.0 ]))

// NoGrad

[<Fact>]
let ``Inside NoGrad parameters are constants`` () =
    let w = parameter [ 3.0 ]
    let recorded = w * w

    using (Autograd.noGrad ()) (fun _ ->
        Assert.False(Autograd.isRecording ())
        Assert.False(Autograd.requiresGrad (w * w))
        Assert.False(Autograd.requiresGrad (recorded + 1.0))
        is [ 10.0 ] (recorded + 1.0)

        using (Autograd.noGrad ()) ignore
        Assert.False(Autograd.isRecording ()))

    Assert.True(Autograd.isRecording ())
    Assert.True(Autograd.requiresGrad (w * w))

[<Fact>]
let ``NoGrad ends once, however often it is disposed`` () =
    let outer = Autograd.noGrad ()
    let inner = Autograd.noGrad ()
    inner.Dispose()
    inner.Dispose()
    Assert.False(Autograd.isRecording ())
    outer.Dispose()
    outer.Dispose()
    Assert.True(Autograd.isRecording ())
    let again = Autograd.noGrad ()
    Assert.False(Autograd.isRecording ())
    again.Dispose()

[<Fact>]
let ``NoGrad goes along across await, and no further`` () =
    let w = parameter [ 3.0 ]

    let inside () : Task<bool list> =
        task {
            use _ = Autograd.noGrad ()
            let before = Autograd.requiresGrad (w * w)
            do! Task.Yield()
            let! onAnotherThread = Task.Run(fun () -> Autograd.requiresGrad (w * w))
            do! Task.Delay 1
            return [ before; onAnotherThread; Autograd.requiresGrad (w * w) ]
        }

    task {
        let running = inside ()
        let beside = Autograd.requiresGrad (w * w)
        let! flags = running
        Assert.Equal<bool list>([ false; false; false ], flags)
        Assert.True beside
        Assert.True(Autograd.requiresGrad (w * w))
    }

[<Fact>]
let ``NoGrad leaves other threads alone`` () =
    let w = parameter [ 3.0 ]
    use suspended = new ManualResetEventSlim()
    let mutable isRecorded = false

    let thread =
        Thread(fun () ->
            suspended.Wait()
            isRecorded <- Autograd.requiresGrad (w * w))

    thread.Start()

    using (Autograd.noGrad ()) (fun _ ->
        suspended.Set()
        thread.Join())

    Assert.True isRecorded

[<Fact>]
let ``NoGrad leaves functional transformations alone`` () =
    use _ = Autograd.noGrad ()
    let w: Tensor = parameter [ 3.0 ]
    grad (fun x -> sum (x * x * w)) (vector [ 2.0 ]) |> is [ 12.0 ]
    hessian (fun x -> sum (x * x * w)) (vector [ 2.0 ]) |> is [ 6.0 ]
    grad (fun x -> sum (x * x)) w |> is [ 6.0 ]

// With functional transformations

[<Fact>]
let ``A functional gradient may capture a parameter`` () =
    let w = parameter [ 3.0; 5.0 ]
    let x = vector [ 2.0; 4.0 ]
    grad (fun x -> sum (w * x * x)) x |> is [ 12.0; 40.0 ]
    Assert.False(Autograd.hasGrad w)

[<Fact>]
let ``Backward goes through what passed a functional transformation`` () =
    let x, v = vector [ 2.0; 4.0 ], vector [ 1.0; -1.0 ]
    let f (w: Tensor) (x: Tensor) = sum (w * x * x * x)

    let through: (string * (Tensor -> Tensor) * float list) list =
        [ "grad", (fun w -> sum (grad (f w) x)), [ 12.0; 48.0 ]
          "jvp", (fun w -> snd (jvp (f w) x v)), [ 12.0; -48.0 ]
          "vjp", (fun w -> let _, pull = vjp (f w) x in sum (pull (real [] [ 2.0 ]))), [ 24.0; 96.0 ]
          "value", (fun w -> fst (valueAndGrad (f w) x)), [ 8.0; 64.0 ]
          "hessian", (fun w -> sum (hessian (f w) x)), [ 12.0; 24.0 ] ]

    for _, program, expected in through do
        let w = parameter [ 3.0; 5.0 ]
        Autograd.backward (program w)
        Autograd.grad w |> is expected

[<Fact>]
let ``A functional transformation may start from a parameter`` () =
    let w: Tensor = parameter [ 3.0 ]
    let gradient = grad (fun x -> sum (x * x * x)) w
    is [ 27.0 ] gradient
    Autograd.backward gradient
    Autograd.grad w |> is [ 18.0 ]

[<Fact>]
let ``Backward inside a functional transformation sees parameters only`` () =
    let w = parameter [ 3.0 ]

    let f (x: Tensor) =
        Autograd.backward (w * w)
        x * Autograd.grad w

    grad (f >> sum) (vector [ 1.0 ]) |> is [ 6.0 ]

[<Fact>]
let ``A chain of operations as long as a program runs goes back without recursion`` () =
    let w = parameter [ 0.25 ]
    let mutable y: Tensor = w

    for _ in 1..200_000 do
        y <- y * 1.0

    Autograd.backward y
    Autograd.grad w |> is [ 1.0 ]

[<Fact>]
let ``NoGrad does not reach into a transformation inside a transformation`` () =
    let f (x: Tensor) = sum (jacobianForward (fun t -> sin (t * x)) (sum x))
    let g (x: Tensor) = sum (snd (jvp (fun y -> x * y) x x) * grad (fun y -> sum (x * y * y)) x)
    let model = Nn.Linear(3, 2)
    let input = real [ 4; 3 ] [ for i in 1..12 -> float i / 10.0 ]
    let loss (values: Tensor[]) = sum (sin (model.Apply(values, input)))
    let x = real [ 3 ] [ 0.3; -0.7; 1.1 ]
    let values = model.GetValues() |> Array.map (Apply.toDType DType.Float64)
    let derivatives () = grad f x, grad g x, grad loss values

    let f', g', loss' = derivatives ()
    use _ = Autograd.noGrad ()
    let fInside, gInside, lossInside = derivatives ()
    same f' fInside
    same g' gInside
    Array.iter2 same loss' lossInside
