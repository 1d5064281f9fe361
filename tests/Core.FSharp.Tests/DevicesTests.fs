/// Devices: where tensors are made, how they move, and that derivatives move back. The plain backend is the second one.
module Functional.Tests.DevicesTests

open System
open System.Threading
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Tests.Witness
open Functional.Tests.Checks

let private plain = (PlainBackend.Instance :> IBackend).Device
let private isOn device (x: Tensor) = Assert.Equal<Device>(device, x.Device)
let private x = lazy real [ 3 ] [ 0.5; -1.0; 2.0 ]

[<Fact>]
let ``devices of one name are equal, and their backend is made once, when it is asked for`` () =
    let mutable made = 0

    let backend () =
        made <- made + 1
        PlainBackend.Instance :> IBackend

    let one, other = Device("here", backend), Device("here", backend)
    Assert.Equal<Device>(one, other)
    Assert.Equal(one.GetHashCode(), other.GetHashCode())
    Assert.NotEqual<Device>(one, Device.Cpu)
    Assert.Equal("here", string one)
    Assert.Equal(0, made)
    Assert.Same(one.Backend, one.Backend)
    Assert.Equal(1, made)
    Assert.Same(ManagedBackend.Instance, Device.Cpu.Backend)

[<Fact>]
let ``what is made from nothing is made on the default device`` () =
    Device.using plain (fun () ->
        Assert.Equal<Device>(plain, Device.Default)

        for x in
            [ Tensor.zeros [ 2 ]
              Tensor.fullOf DType.Int64 [ 2 ] 3.0
              Tensor.arange 0.0 3.0 1.0
              Tensor.linspace 0.0 1.0 5
              Tensor.linspaceOf DType.Float64 0.0 1.0 5
              Tensor.eye 3
              Tensor.rand [ 2 ]
              Tensor.randn [ 2 ]
              Tensor.randint 0L 5L [ 3 ]
              Tensor.randperm 4
              tensor [ [ 1; 2 ]; [ 3; 4 ] ]
              tensor 1.0
              Tensor.op_Implicit 2.0
              Key.normal [ 3 ] (Key.ofSeed 1L)
              Tensor.square (tensor 3)
              Nn.Linear(2, 3).Parameters[0]
              Nn.BatchNorm1d(3).Buffers[0].Value ] do
            isOn plain x)

    isOn Device.Cpu (Tensor.zeros [ 2 ])

[<Fact>]
let ``what is made beside a tensor is made where that is`` () =
    let x = Tensor.toDevice plain x.Value
    Device.using Device.Cpu (fun () -> isOn plain (Tensor.zerosLike x + 2.0))
    let state = forLoop 0 3 (fun i x -> x + i * x) x
    isOn plain state
    isOn plain (compile (forLoop 0 3 (fun i x -> x + i * x)) x)
    isOn plain (hessian (fun x -> Tensor.sum (x * x)) x)

[<Fact>]
let ``what a compiled function makes from nothing is made on the default device of the call`` () =
    let p = Parameter(Tensor.zeros [ 2 ])

    let ways: (unit -> Tensor) list =
        [ (let f = compile (fun () -> Tensor.ones [ 2 ] + 1.0) in f)
          (let f = compile (fun (n: int) -> Tensor.op_Implicit (float n)) in fun () -> f 3)
          (let f = compile (fun () -> fst (scan (fun s (x: Tensor) -> s + x, s) (tensor 1.0) (Tensor.ones [ 3 ]))) in f)
          (let inner = compile (fun () -> Tensor.ones [ 2 ])
           let f = compile (fun () -> inner () * 2.0)
           f)
          (let f = compile (fun () -> p * 2.0)

           fun () ->
               p.Value <- Tensor.zeros [ 2 ]
               f ()) ]

    for way in ways do
        for _ in 1..20 do
            isOn Device.Cpu (way ())
            Device.using plain (fun () -> isOn plain (way ()))

    let beside = compile (fun (x: Tensor) -> x + Tensor.ones [ 3 ])
    isOn Device.Cpu (beside x.Value)
    Device.using plain (fun () -> says<DeviceException> [ "add"; "plain" ] (fun () -> beside x.Value))

[<Fact>]
let ``a default device is that of one flow of control, and ends with its scope`` () =
    task {
        let inner =
            task {
                use _ = Device.Use plain
                do! Task.Delay 1
                isOn plain (Tensor.zeros [ 1 ])
                let! started = Task.Run(fun () -> Tensor.zeros [ 1 ])
                isOn plain started

                do!
                    task {
                        use _ = Device.Use Device.Cpu
                        do! Task.Yield()
                        isOn Device.Cpu (Tensor.zeros [ 1 ])
                    }

                isOn plain (Tensor.zeros [ 1 ])
            }

        isOn Device.Cpu (Tensor.zeros [ 1 ])
        do! inner
        isOn Device.Cpu (Tensor.zeros [ 1 ])
    }

[<Fact>]
let ``a scope that is disposed twice, or left by an exception, restores what was`` () =
    let scope = Device.Use plain
    scope.Dispose()
    scope.Dispose()
    Assert.Equal<Device>(Device.Cpu, Device.Default)

    says<InvalidOperationException> [] (fun () -> Device.using plain (fun () -> raise (InvalidOperationException())))

    Assert.Equal<Device>(Device.Cpu, Device.Default)

[<Fact>]
let ``a tensor of any dtype arrives as it left`` () =
    for dtype in Enum.GetValues<DType>() do
        let x = Tensor.cast dtype (real [ 2; 2 ] [ 1.5; 0.0; 3.0; 100.25 ]) |> Tensor.matrixTranspose
        let there = Tensor.toDevice plain x
        isOn plain there
        same x there
        let back = Tensor.toDevice Device.Cpu there
        isOn Device.Cpu back
        same x back

    Assert.Same(x.Value, Tensor.toDevice Device.Cpu x.Value)

[<Fact>]
let ``every element of a stretched tensor is one number on the way`` () =
    let there = Tensor.toDevice Device.Cpu (Tensor.toDevice plain (Tensor.full [ 1000; 1000 ] 2.5))
    Assert.Equal(2.5, Tensor.toScalar (Tensor.mean there))

/// There, something, back, something else.
let private both (x: Tensor) =
    let there = sin (Tensor.toDevice plain x)
    Tensor.toDevice Device.Cpu (there * there) * x

[<Fact>]
let ``derivatives move back, in every mode and at any order`` () =
    let alone x = sin x * sin x * x

    let near (expected: Tensor) (actual: Tensor) =
        isOn expected.Device actual
        Assert.True(Tensor.allClose 1e-12 1e-12 expected actual, $"{expected} {actual}")

    let x = x.Value
    let sum = both >> Tensor.sum
    let v = real [ 3 ] [ 1.0; 2.0; -1.0 ]
    near (alone x) (both x)
    near (grad (alone >> Tensor.sum) x) (grad sum x)
    near (snd (jvp alone x v)) (snd (jvp both x v))
    near (jacobianForward alone x) (jacobianForward both x)
    near (jacobianReverse alone x) (jacobianReverse both x)
    near (hessian (alone >> Tensor.sum) x) (hessian sum x)
    near (vmap alone (Tensor.outer v x)) (vmap both (Tensor.outer v x))
    near (vmap (grad (alone >> Tensor.sum)) (Tensor.outer v x)) (vmap (grad sum) (Tensor.outer v x))
    let series f = taylor 4 f x v
    Seq.iter2 near (series alone) (series both)

[<Fact>]
let ``the gradient of a parameter is where the parameter is`` () =
    let w = Parameter(x.Value)
    let there = Tensor.toDevice plain w
    isOn plain there
    Assert.Equal("ToCopyBackward0", Autograd.gradFn there)
    Autograd.backward (Tensor.sum (there * there))
    isOn Device.Cpu (Autograd.grad w)
    equal [ 1.0; -2.0; 4.0 ] (Autograd.grad w)

[<Fact>]
let ``operands on two devices are an error that names both`` () =
    says<DeviceException> [ "add"; "cpu"; "plain"; ".To(" ] (fun () -> x.Value + Tensor.toDevice plain x.Value)
    says<DeviceException> [ "dot"; "cpu"; "plain" ] (fun () -> Tensor.matmul x.Value (Tensor.toDevice plain x.Value))

let private heard (f: unit -> unit) =
    let said = ResizeArray<string>()

    use _ = Notices.Listen(fun text -> said.Add text)
    f ()
    List.ofSeq said

[<Fact>]
let ``a compiled function that moves runs as it is, and says so once`` () =
    let f = compile (fun (x: Tensor) -> both x + 1.0)

    let said =
        heard (fun () ->
            same (both x.Value + 1.0) (f x.Value)
            same (both x.Value + 1.0) (f x.Value)
            same (grad (both >> Tensor.sum) x.Value) (grad (f >> Tensor.sum) x.Value))

    Assert.Single said |> ignore
    Assert.Contains("from cpu to plain", said.Head)

[<Fact>]
let ``a compiled function has a program for each device, and none for arguments on two`` () =
    let f = compile (fun (x: Tensor, y: Tensor) -> x * 2.0 + Tensor.toDevice x.Device y)
    let there = Tensor.toDevice plain x.Value
    isOn Device.Cpu (f (x.Value, x.Value))
    isOn plain (f (there, there))
    let said = heard (fun () -> isOn plain (f (there, x.Value)))
    Assert.Contains("plain", Assert.Single said)

[<Fact>]
let ``a compiled function follows what it captures to another device`` () =
    let layer = Nn.Linear(3, 2)
    let f = compile layer.Forward
    let input = Tensor.cast DType.Float32 x.Value
    let expected = f input
    layer.To plain
    let actual = f (Tensor.toDevice plain input)
    isOn plain actual
    Assert.True(Tensor.allClose 1e-6 1e-6 expected (Tensor.toDevice Device.Cpu actual))

[<Fact>]
let ``a model moves in place, and training goes on there`` () =
    let run moves =
        let model =
            Nn.Sequential(
                Nn.Linear(3, 4, generator = Generator 3L),
                Nn.BatchNorm1d 4,
                Nn.Linear(4, 1, generator = Generator 4L)
            )

        let optimizer = Sgd(model.Parameters, 0.05, momentum = 0.9)
        let input = Tensor.randnWith (Generator 9L) DType.Float32 [ 8; 3 ]

        for step in 0..14 do
            if moves && step = 6 then
                optimizer.ZeroGrad()
                Autograd.backward (Tensor.sum (model.Forward(Tensor.detach input)))
                model.To plain

                for p in model.Parameters do
                    isOn plain p
                    isOn plain (Autograd.grad p)

                for b in model.Buffers do
                    isOn plain b.Value
            elif step = 6 then
                model.Forward input |> ignore

            let input = if moves && step >= 6 then Tensor.toDevice plain input else input
            optimizer.ZeroGrad()
            Autograd.backward (Tensor.mean (Tensor.square (model.Forward input - 1.0)))
            optimizer.Step()

        model.GetValues() |> Array.map (Tensor.toDevice Device.Cpu)

    Array.iter2 (fun expected actual -> Assert.True(Tensor.allClose 1e-3 1e-4 expected actual)) (run false) (run true)

[<Fact>]
let ``a model is cast in place`` () =
    let model = Nn.Sequential(Nn.Linear(3, 4), Nn.BatchNorm1d 4)
    model.To DType.BFloat16
    Assert.All(model.Parameters, fun p -> Assert.Equal(DType.BFloat16, p.DType))
    Assert.Equal(DType.BFloat16, (model.Forward(Tensor.randnOf DType.BFloat16 [ 5; 3 ])).DType)

    says<DTypeException> [ "Module.To"; "int64" ] (fun () ->
        model.To DType.Int64
        tensor 0)

[<Fact>]
let ``trees move leaf by leaf`` () =
    let moved = Tree.toDevice plain {| W = x.Value; Steps = 3; B = [ x.Value ] |}
    isOn plain moved.W
    isOn plain moved.B.Head
    Assert.Equal(3, moved.Steps)

[<Fact>]
let ``numbers are read and printed wherever they are`` () =
    let there = Tensor.toDevice plain x.Value
    Assert.Equal<float[]>([| 0.5; -1.0; 2.0 |], Tensor.toArray<float> there)
    Assert.Equal(1.5, Tensor.toScalar (Tensor.sum there))
    Assert.Equal("tensor([ 0.5000, -1.0000,  2.0000], device='plain', dtype=torch.float64)", string there)

    Device.using plain (fun () ->
        Assert.Equal("tensor([ 0.5000, -1.0000,  2.0000], dtype=torch.float64)", string there))
