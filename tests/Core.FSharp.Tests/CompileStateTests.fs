/// Compiled functions and what is outside of them: parameters, buffers, generators, and what cannot be part of a program.
module Functional.Tests.CompileStateTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness
open Functional.Tests.CompileTests

let private vector (data: float list) = real [ data.Length ] data
let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
let private w = vector [ 1.0; -2.0; 0.5 ]
let private sum x = Reductions.sum [||] false x
let private number (x: float) = real [] [ x ]

// Parameters

[<Fact>]
let ``a captured parameter is an argument: its new value is seen without tracing again`` () =
    let p = Parameter w
    let f, runs = counted (fun (x: Tensor) -> sum (p * x))
    is (sum (w * x)) (f x)
    p.Value <- y
    is (sum (y * x)) (f x)
    Assert.Equal(1, runs ())
    p.Value <- vector [ 2.0 ]
    is (sum (2.0 * x)) (f x)
    p.Value <- Apply.toDType DType.Float32 w
    is (sum (Apply.toDType DType.Float32 w * x)) (f x)

[<Fact>]
let ``captured parameters are what they are in each of many calls, recorded or not`` () =
    let p = Parameter w
    let q = Parameter(vector [ 3.0 ])
    let f, runs = counted (fun (x: Tensor) -> sum (p * x + q))

    for i in 1..60 do
        p.Value <- w * float i

        if i % 2 = 0 then
            use _ = Autograd.noGrad ()
            let value = f x
            Assert.True(value :? Concrete)
            is (sum (float i * w * x + 3.0)) value
        else
            Autograd.zeroGrad p
            let value = f x
            is (sum (float i * w * x + 3.0)) value
            Autograd.backward value
            is x (Autograd.grad p)

    Assert.Equal(1, runs ())
    use _ = Autograd.noGrad ()
    q.Value <- vector [ 1.0; 2.0; 3.0 ]
    is (sum (60.0 * w * x + q.Value)) (f x)
    Assert.Equal(2, runs ())

[<Fact>]
let ``Backward gives gradients to captured parameters and to arguments, over and over`` () =
    let p, a = Parameter w, Parameter x
    let f, runs = counted (fun (x: Tensor) -> sum (sin (p * x) * p))

    for round in 1..3 do
        Autograd.backward (f a)
        let once (p: Tensor) (x: Tensor) = cos (p * x) * p * x + sin (p * x)
        is (float round * once w x) (Autograd.grad p)
        is (float round * (cos (w * x) * w * w)) (Autograd.grad a)

    p.Value <- y
    Autograd.zeroGrad p
    Autograd.backward (f (x: Tensor))
    is (cos (y * x) * y * x + sin (y * x)) (Autograd.grad p)
    Assert.Equal(1, runs ())

[<Fact>]
let ``what was recorded before is a part of the graph`` () =
    let p = Parameter w
    let f = compile (fun (x: Tensor) -> x * x, sin x)
    let a, b = f (p * 2.0)
    Autograd.backward (sum (a * b))
    let z = 2.0 * w
    is (2.0 * (2.0 * z * sin z + z * z * cos z)) (Autograd.grad p)
    // And captured, as a constant of which the history counts.
    let q = Parameter w
    let h = q * 3.0
    let g = compile (fun (x: Tensor) -> sum (x * h))
    Autograd.backward (g x)
    is (3.0 * x) (Autograd.grad q)

[<Fact>]
let ``a parameter that is the result gets its gradient`` () =
    let p = Parameter w
    let f = compile (fun () -> p :> Tensor)
    Autograd.backward (sum (f () * x))
    is x (Autograd.grad p)

[<Fact>]
let ``NoGrad around a call is meant for this call, whether it traces or not`` () =
    let p = Parameter w
    let f = compile (fun (x: Tensor) -> sum (p * p * x))

    (use _ = Autograd.noGrad ()
     Assert.False(Autograd.requiresGrad (f x)))

    Assert.True(Autograd.requiresGrad (f x))
    Autograd.backward (f x)
    is (2.0 * w * x) (Autograd.grad p)

    (use _ = Autograd.noGrad ()
     Assert.False(Autograd.requiresGrad (f x)))

[<Fact>]
let ``a parameter's Value, and what is detached, have no history inside either`` () =
    let gradient (f: Parameter -> Tensor -> Tensor) =
        let p, q = Parameter w, Parameter w
        Autograd.backward (f p x)
        let compiled = compile (f q)
        Autograd.backward (compiled x)
        is (Autograd.grad p) (Autograd.grad q)
        is (f p y) (compiled y)
        q.Value <- y
        is (f (Parameter y) x) (compiled x)

    gradient (fun p x -> sum (p * p.Value * x))
    gradient (fun p x -> sum (p * Autograd.detach p * x))
    gradient (fun p x -> sum (p * Autograd.detach (sin (p * x))))
    gradient (fun p x -> sum (cond (sum p.Value .< 100.0) (fun x -> p * p.Value * x) (fun x -> x) x))

[<Fact>]
let ``detach stops every derivative of a compiled function`` () =
    let f (x: Tensor) = sum (Autograd.detach (sin x) * x)

    let fs: (string * ((Tensor -> Tensor) -> Tensor)) list =
        [ "grad", (fun f -> grad f x)
          "jvp", (fun f -> snd (jvp f x y))
          "vjp", (fun f -> let v, pull = vjp f x in pull v)
          "linearize", (fun f -> (snd (linearize f x)) y)
          "hessian", (fun f -> hessian f x)
          "taylor", (fun f -> (taylor 2 f x y)[2])
          "vmap", (fun f -> vmap (grad f) (Joins.stack 0 [ x; y ]))
          "grad in checkpoint", (fun f -> grad (checkpoint f) x) ]

    for _, derivative in fs do
        is (derivative f) (derivative (compile f))
        is (derivative f) (compile (fun () -> derivative f) ())

[<Fact>]
let ``parameters inside decisions and loops are those of the call`` () =
    let p = Parameter(real [] [ 2.0 ])

    let f, runs =
        counted (fun (x: Tensor) ->
            let x = cond (sum x .> 0.0) (fun x -> x * p) (fun x -> x - p) x
            let x = forLoop 0 3 (fun _ x -> x * p) x
            let x, ys = scan (fun s k -> s + k * p, s * p) x (vector [ 1.0; 2.0 ])
            sum x + sum ys)

    let eager (p: float) (x: float) =
        let x = if x > 0.0 then x * p else x - p
        let x = x * p * p * p
        let last = x + 3.0 * p
        last + (x + (x + p)) * p

    let at (v: float) = real [] [ v ]
    Assert.Equal(eager 2.0 1.5, float (f (at 1.5)), 1e-12)
    p.Value <- at -3.0
    Assert.Equal(eager -3.0 1.5, float (f (at 1.5)), 1e-12)
    Assert.Equal(eager -3.0 -0.5, float (f (at -0.5)), 1e-12)
    Assert.Equal(1, runs ())
    Autograd.backward (f (at 1.5))
    let slope = (eager (-3.0 + 1e-6) 1.5 - eager (-3.0 - 1e-6) 1.5) / 2e-6
    Assert.Equal(slope, float (Autograd.grad p), 1e-4)

[<Fact>]
let ``gradients of a function that captures parameters and its own argument agree with the uncompiled`` () =
    let losses (p: Parameter) : (Tensor -> Tensor) list =
        [ (fun x -> sum (p * x))
          (fun x -> sum (grad (fun z -> sum (sin (z * p))) x * x))
          (fun x -> sum (checkpoint (fun x -> sin (x * p)) x))
          (fun x -> sum (vmap (fun (z: Tensor) -> z * p) (Joins.stack 0 [ x; y ]))) ]

    let p, q = Parameter w, Parameter w

    for f, g in List.zip (losses p) (losses q) do
        Autograd.zeroGrad p
        Autograd.zeroGrad q
        Autograd.backward (f x)
        Autograd.backward (compile g x)
        is (Autograd.grad p) (Autograd.grad q)

[<Fact>]
let ``a model compiles, with values that an optimizer moves in place`` () =
    let model =
        Nn.Sequential(Nn.Linear(3, 4, generator = Generator 1L), Nn.Tanh(), Nn.Linear(4, 1, generator = Generator 2L))

    let input =
        Moves.reshape (Shape.From [ 2; 3 ]) (vector [ 0.1; 0.2; 0.3; -0.4; 0.5; 0.6 ]) |> Apply.toDType DType.Float32

    let f, runs = counted (fun (x: Tensor) -> sum (model.Forward x ** 2))
    let optimizer = Sgd(model.Parameters, 0.1)
    let mutable last = infinity

    for _ in 1..5 do
        let loss = f input
        Assert.Equal(float (sum (model.Forward input ** 2)), float loss, 1e-5)
        Assert.True(float loss < last)
        last <- float loss
        optimizer.ZeroGrad()
        Autograd.backward loss
        optimizer.Step()

    Assert.Equal(1, runs ())

[<Fact>]
let ``a buffer is read when the function is called`` () =
    let b = TensorBuffer(vector [ 2.0 ])

    let f, runs =
        counted (fun (x: Tensor) -> cond (sum b.Value .> 0.0) (fun x -> x * b.Value) (fun x -> x + b.Value) x)

    is (2.0 * x) (f x)
    b.Value <- vector [ 5.0 ]
    is (5.0 * x) (f x)
    b.Value <- vector [ -1.0 ]
    is (x - 1.0) (f x)
    Assert.Equal(1, runs ())

[<Fact>]
let ``the mode of a module and the shape of a parameter may change: the function is traced again`` () =
    let model = Nn.Sequential(Nn.BatchNorm1d 3, Nn.Dropout 0.5)
    model.To DType.Float64
    let p = Parameter w
    let input = Joins.stack 0 [ x; 2.0 * x ]
    let pure' = compile (fun (x: Tensor) -> model.Apply(model.GetValues(), x))
    let inner = compile (fun () -> model.Forward input * float p.Shape.Size)

    let ways: (Tensor -> Tensor) list =
        [ compile (fun x -> model.Forward x * float p.Shape.Size)
          compile (fun x -> cond (sum x .> 0.0) (fun x -> model.Forward x * float p.Shape.Size) id x)
          compile (fun x -> inner () + 0.0 * x)
          compile (fun x -> pure' x * float p.Shape.Size) ]

    let agree () =
        for way in ways do
            for _ in 1..20 do
                is (model.Forward input * float p.Shape.Size) (way input)

    model.Eval()
    agree ()
    p.Value <- number 2.0
    agree ()
    model.Train()

    for way in ways do
        Checks.says<TracingException> [ "a compiled function is traced once" ] (fun () -> way input)

    model.Eval()
    agree ()

// What cannot be part of a program

/// The message says what happened and what to do; the function that fails leaves nothing behind, and works when it behaves.
let private refused (parts: string list) (effect: Tensor -> unit) =
    let mutable misbehaves = true

    let f =
        compile (fun (x: Tensor) ->
            if misbehaves then
                effect x

            sin x)

    for _ in 1..2 do
        Checks.says<TracingException> parts (fun () -> f x)

    misbehaves <- false
    is (sin x) (f x)
    is (cos x) (grad (f >> sum) x)
    Assert.Equal(0.5, float x[0])
    // And without compile all of it is allowed.
    let p = Parameter w
    p.Value <- y
    Autograd.backward (sum (p * x))
    Assert.True(Autograd.hasGrad p)

[<Fact>]
let ``reading numbers is refused`` () =
    let reads = [ "compile"; "where, cond or whileLoop" ]
    refused ("item" :: reads) (fun x -> float x[0] |> ignore)
    refused ("item" :: reads) (fun x -> if float (sum x) > 0.0 then () else ())
    refused ("toArray" :: reads) (fun x -> (Tensor.toArray x: float[]) |> ignore)
    refused reads (fun x -> int (sum x .> 0.0) |> ignore)
    refused ("nonzero" :: reads) (fun x -> Tensor.nonzero x |> ignore)
    refused ("index by truth values" :: reads) (fun x -> x[x .> 0.0] |> ignore)
    refused reads (fun x -> Creation.item (sum x) |> ignore)

[<Fact>]
let ``assigning parameters and buffers is refused, and they stay`` () =
    let p, b = Parameter w, TensorBuffer w
    refused [ "Parameter"; "assigns"; "assign it outside" ] (fun x -> p.Value <- x)
    refused [ "Parameter"; "assign it outside" ] (fun _ -> p.Value <- y)
    refused [ "TensorBuffer"; "assigns a module's buffer"; "call Eval" ] (fun x -> b.Value <- x)
    is w p.Value
    is w b.Value

[<Fact>]
let ``stored gradients and recording are none of a program's business`` () =
    let p = Parameter w
    Autograd.backward (sum (p * x))
    let stored = [ "stored gradients"; "outside" ]
    refused ("Backward" :: stored) (fun x -> Autograd.backward (sum (p * x)))
    refused ("Grad" :: stored) (fun _ -> Autograd.grad p |> ignore)
    refused ("Grad" :: stored) (fun _ -> Autograd.hasGrad p |> ignore)
    refused ("ZeroGrad" :: stored) (fun _ -> Autograd.zeroGrad p)
    refused ("RetainGrad" :: stored) (fun x -> Autograd.retainGrad (p * x))
    refused [ "NoGrad"; "detach" ] (fun _ -> (Autograd.noGrad ()).Dispose())
    refused [ "outside" ] (fun _ -> Sgd([ p ], 0.1).Step())
    is x (Autograd.grad p)

[<Fact>]
let ``random numbers of a generator are refused; a dropout layer tells about keys`` () =
    let random = [ "random"; "generator"; "Key" ]
    refused random (fun _ -> RandomTensors.rand null DType.Float64 (Shape.From [ 3 ]) |> ignore)
    refused random (fun _ -> Tensor.randn [ 3 ] |> ignore)
    refused random (fun x -> Nn.Dropout(0.5).Forward x |> ignore)
    let layer = Nn.Dropout 0.5
    layer.Eval()
    is x (compile layer.Forward x)

[<Fact>]
let ``too many operations are refused, by number and remedy`` () =
    let chain n (x: Tensor) = Seq.fold (fun x _ -> sin x) x (seq { 1..n })
    let f = compileWith { CompileOptions.Default with MaxOperations = 10 } (fun (x: Tensor, n: int) -> chain n x)

    Checks.says<TracingException> [ "compile"; "at most 10 operations"; "scan or forLoop"; "maxOperations" ] (fun () ->
        f (x, 11))

    is (chain 10 x) (f (x, 10))
    // A loop counts once.
    let g = compileWith { CompileOptions.Default with MaxOperations = 10 } (forLoop 0 1000 (fun _ x -> sin x))
    is (chain 1000 x) (g x)

[<Fact>]
let ``a while loop in an endless program is refused`` () =
    let f =
        compileWith { CompileOptions.Default with MaxOperations = 1000 } (fun (x: Tensor) ->
            let mutable y = x

            while true do
                y <- sin y

            y)

    Checks.says<TracingException> [ "at most 1000 operations" ] (fun () -> f x)

[<Fact>]
let ``a listener that is gone hears nothing`` () =
    let mutable heard = 0
    let listener = Notices.Listen(fun _ -> heard <- heard + 1)
    let solve (x: Tensor) = sum (fixedPoint (fun x z -> 0.5 * cos (z * x)) x (Tensor.zerosLike x))
    is (solve x) (compile (fun x -> solve x) x)
    Assert.Equal(1, heard)
    listener.Dispose()
    listener.Dispose()
    use _ = Notices.Listen ignore
    is (solve x) (compile (fun x -> solve x * 1.0) x)
    Assert.Equal(1, heard)
