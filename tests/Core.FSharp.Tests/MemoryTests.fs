/// Nobody disposes of tensors: what can still be read stays right, however often buffers are used again, and what
/// cannot be read does not pile up.
namespace Functional.Tests

open System
open System.Diagnostics
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

/// These tests measure memory and fill it on purpose: they run one at a time.
[<CollectionDefinition("Memory", DisableParallelization = true)>]
type MemoryCollection() = class end

[<Collection("Memory")>]
module MemoryTests =
    let private sum x = Reductions.sum [||] false x

    /// Elements of buffers that a thread keeps, and of 1 MB buffers, which threads share.
    let sizes () = [ [| box 1000 |]; [| box 131072 |] ]

    let private at i = 0.5 + float (i % 1000) / 700.0
    let private wave size = real [ size ] [ for i in 0 .. size - 1 -> at i ]

    /// Every element is that function of the place it is at.
    let private holds (f: float -> float) (x: Tensor) =
        let data = elements x

        for i in 0 .. data.Length - 1 do
            let expected = f (at i)

            if abs (data[i] - expected) > 1e-12 * (1.0 + abs expected) then
                Assert.Fail $"element {i}: expected {expected:R}, got {data[i]:R}"

    /// Gradients of other numbers with buffers of the same size, which take over whatever was given back.
    let private churn size =
        let rounds = if size > 100_000 then 30 else 300

        for round in 1..rounds do
            let x = Creation.full DType.Float64 (Number.op_Implicit (float -round)) (Shape.From [| size |])
            grad (fun (x: Tensor) -> sum (x * sin x * exp (x * 0.01))) x |> ignore
            jvp (fun (x: Tensor) -> cos x * x) x x |> ignore

            if round % 10 = 0 then
                GC.Collect()
                GC.WaitForPendingFinalizers()

    let private kept<'T> () : 'T option ref = ref None

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``Results of transformations stay`` (size: int) =
        let x = wave size
        let y, gradient = valueAndGrad (fun (x: Tensor) -> sum (sin x * x)) x
        let value, pushed = jvp (fun (x: Tensor) -> exp x * x) x (2.0 * x)
        let back, pull = vjp (fun (x: Tensor) -> x * x * x) x
        let pulled = pull x
        let product = hvp (fun (x: Tensor) -> sum (exp x)) x x
        let total = float y
        churn size
        Assert.Equal(total, float y)
        holds (fun t -> cos t * t + sin t) gradient
        holds (fun t -> exp t * t) value
        holds (fun t -> 2.0 * t * (exp t * t + exp t)) pushed
        holds (fun t -> t ** 3) back
        holds (fun t -> 3.0 * t ** 3) pulled
        holds (fun t -> t * exp t) product

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A constant cached inside a differentiated function stays`` (size: int) =
        let x, c = wave size, wave size
        let cache = kept<Tensor>()

        let cached () =
            match cache.Value with
            | Some tensor -> tensor
            | None ->
                let made = sin c * c
                cache.Value <- Some made
                made

        let scaled (x: Tensor) = x * cached ()

        for derivative in [ grad (scaled >> sum); (fun x -> jvp scaled x (Creation.fullLike x 1.0) |> snd) ] do
            derivative x |> holds (fun t -> sin t * t)
            churn size
            cached () |> holds (fun t -> sin t * t)
            derivative x |> holds (fun t -> sin t * t)

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A gradient that is a captured tensor, or a part of one, stays`` (size: int) =
        let x, c = wave size, wave size + 0.0
        let gradient = grad (fun (x: Tensor) -> sum (x * c)) x
        let reversed = grad (fun (x: Tensor) -> sum (x * Moves.flip [ 0 ] c)) x
        churn size
        holds id gradient
        holds id c
        holds id (Moves.flip [ 0 ] reversed)

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A closure made inside a differentiated function keeps what it captures`` (size: int) =
        let x, c = wave size, wave size
        let closure = kept<Tensor -> Tensor>()

        let f x =
            let constant = exp c
            let detached = Autograd.detach (x * x)
            closure.Value <- Some(fun v -> v * constant + detached)
            sum (x * constant)

        grad f x |> holds exp
        churn size
        closure.Value.Value c |> holds (fun t -> t * exp t + t * t)

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A pullback kept for later stays`` (size: int) =
        let x = wave size
        let _, pull = vjp (fun (x: Tensor) -> sin x * exp x) x
        let inner = kept<Tensor -> Tensor>()

        grad
            (fun x ->
                let _, pull = vjp (fun (y: Tensor) -> sin y * exp y) (wave size)
                inner.Value <- Some pull
                sum (x * pull (wave size)))
            x
        |> ignore

        for _ in 1..2 do
            churn size
            pull x |> holds (fun t -> t * exp t * (sin t + cos t))
            inner.Value.Value x |> holds (fun t -> t * exp t * (sin t + cos t))

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A linear map kept for later stays, and so does what it gave`` (size: int) =
        let x = wave size
        let value, push = linearize (fun (x: Tensor) -> sin x * exp x) x
        let transposed = linearTranspose (fun v -> v * exp x + Moves.flip [ 0 ] (Moves.flip [ 0 ] v)) x
        let inner = kept<Tensor -> Tensor>()
        let pushed, back = push x, transposed x

        grad
            (fun x ->
                let _, push = linearize (fun (y: Tensor) -> sin y * exp y) (wave size)
                inner.Value <- Some push
                sum (x * push (wave size)))
            x
        |> ignore

        for _ in 1..2 do
            churn size
            push x |> holds (fun t -> t * exp t * (sin t + cos t))
            inner.Value.Value x |> holds (fun t -> t * exp t * (sin t + cos t))
            transposed x |> holds (fun t -> t * exp t + t)

        holds (fun t -> sin t * exp t) value
        holds (fun t -> t * exp t * (sin t + cos t)) pushed
        holds (fun t -> t * exp t + t) back

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``A direction that comes back as a result, or is part of one, stays`` (size: int) =
        let v = wave size + 0.0
        let _, push = linearize (fun (x: Tensor) -> x, Moves.flip [ 0 ] x) (wave size)
        let same, reversed = push v
        let again = linearTranspose (Moves.flip [ 0 ]: Tensor -> Tensor) v v
        churn size
        holds id v
        holds id same
        holds id (Moves.flip [ 0 ] reversed)
        holds id (Moves.flip [ 0 ] again)

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``What is detached inside a differentiated function stays`` (size: int) =
        let x = wave size
        let values = ResizeArray<Tensor>()

        let f (x: Tensor) =
            let y = sin x * x
            values.Add(Autograd.detach y)
            values.Add(Autograd.detach (Moves.flip [ 0 ] y) |> Moves.flip [ 0 ])
            values.Add(Autograd.detach (y))
            sum (y * x)

        for derivative in [ grad f; (fun (x: Tensor) -> hvp f x x); (fun (x: Tensor) -> jvp f x x |> snd) ] do
            derivative x |> ignore

        churn size

        for value in values do
            Autograd.detach value |> holds (fun t -> sin t * t)

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``What is returned aside stays`` (size: int) =
        let x = wave size

        let y, gradient, (square, constant) =
            valueAndGradAux (fun (x: Tensor) -> let square = x * x in sum (square * x), (square, exp (wave size))) x

        churn size
        Assert.Equal(Seq.sumBy (fun i -> at i ** 3) (seq { 0 .. size - 1 }), float y, 1e-6)
        holds (fun t -> 3.0 * t * t) gradient
        holds (fun t -> t * t) square
        holds exp constant

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``Another thread may compute inside a differentiated function`` (size: int) =
        let x = wave size
        let constant = kept<Tensor>()

        let f (x: Tensor) =
            let traced = Task.Run(fun () -> sin x * x)
            let made = Task.Run(fun () -> exp (wave size))
            constant.Value <- Some made.Result
            sum (traced.Result * made.Result)

        for derivative in
            [ grad f
              (fun (x: Tensor) ->
                  jvp f x (Creation.fullLike x 1.0) |> ignore
                  grad f x) ] do
            let gradient = derivative x
            churn size
            holds (fun t -> exp t * (cos t * t + sin t)) gradient
            holds exp constant.Value.Value

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``Nested transformations stay apart`` (size: int) =
        let x = wave size
        // grad of x y² at y = x is 2 x²; of its sum, 4 x.
        let nested = grad (fun (x: Tensor) -> sum (grad (fun (y: Tensor) -> sum (x * y * y)) x)) x
        let slopes = kept<Tensor>()

        let forward =
            grad
                (fun x ->
                    let slope = snd (jvp (fun (y: Tensor) -> x * y * y) x (wave size))
                    slopes.Value <- Some(Autograd.detach slope)
                    sum slope)
                x

        churn size
        holds (fun t -> 4.0 * t) nested
        // jvp of x y² at y = x along t is 2 x² t; its slope 4 x t.
        holds (fun t -> 4.0 * t * t) forward
        holds (fun t -> 2.0 * t ** 3) slopes.Value.Value

    [<Theory>]
    [<MemberData(nameof sizes)>]
    let ``Values and gradients of the imperative surface stay`` (size: int) =
        let w = Parameter(wave size)
        let square = w * w
        let inner = sin square
        Autograd.retainGrad square
        Autograd.backward (sum inner)
        let gradient = Autograd.grad w
        churn size
        holds (fun t -> t * t) square
        holds (fun t -> sin (t * t)) inner
        holds (fun t -> cos (t * t)) (Autograd.grad square)
        holds (fun t -> 2.0 * t * cos (t * t)) gradient

    [<Fact>]
    let ``A traced value that was kept is refused, or still right, but never another tensor's numbers`` () =
        let size = 131072
        let leaked = ResizeArray<Tensor>()

        let f (x: Tensor) =
            let y = exp x
            leaked.Add y
            leaked.Add(sin y)
            sum (y * x)

        for derivative in [ grad f; (fun (x: Tensor) -> jvp f x x |> snd); (fun (x: Tensor) -> hvp f x x) ] do
            derivative (wave size) |> ignore

        churn size

        for i, value in Seq.indexed leaked do
            let expected = if i % 2 = 0 then exp else exp >> sin

            try
                holds expected value
            with :? GraphException as error ->
                Assert.Equal(
                    "memory: the tensor belonged to a transformation that has ended; return it from the function, or detach it, to keep it",
                    error.Message
                )

    [<Fact>]
    let ``A chain of a million sines has the right value and gradient`` () =
        let mutable value, slope = 1.0, 1.0

        for _ in 1..1_000_000 do
            slope <- slope * cos value
            value <- sin value

        let chain x =
            let mutable y: Tensor = x

            for _ in 1..1_000_000 do
                y <- sin y

            y

        let one = real [] [ 1.0 ]
        let y, gradient = valueAndGrad chain one
        Assert.Equal(value, float y, 1e-12)
        Assert.Equal(slope, float gradient, 1e-9 * abs slope)

    /// Bytes in use after a collection: managed memory, and the memory of the process.
    let private inUse () =
        GC.Collect()
        GC.WaitForPendingFinalizers()
        GC.Collect()
        use self = Process.GetCurrentProcess()
        GC.GetTotalMemory true, self.PrivateMemorySize64

    /// Memory after many steps is what it was after the first ones: so many that the pool has handed out what it may hand out
    /// before it asks for a collection.
    let private staysFlat steps (step: unit -> unit) =
        for _ in 1 .. max (steps / 10) (min steps 100) do
            step ()

        let managed, total = inUse ()

        for _ in 1..steps do
            step ()

        let managedAfter, totalAfter = inUse ()
        Assert.InRange(managedAfter - managed, Int64.MinValue, 2L <<< 20)
        Assert.InRange(totalAfter - total, Int64.MinValue, 96L <<< 20)

    let private inputs, targets =
        let x = real [ 100; 3 ] [ for i in 0..299 -> sin (float i) ] |> Apply.toDType DType.Float32
        let y = real [ 100; 1 ] [ for i in 0..99 -> cos (float i) ] |> Apply.toDType DType.Float32
        x, y

    let private cost (w: Tensor) (b: Tensor) =
        Reductions.mean [||] false ((Products.matmul inputs w + b - targets) ** 2)

    let private zeros (shape: int list) =
        Creation.full DType.Float32 (Number.op_Implicit 0.0) (Shape.From(Array.ofList shape))

    [<Fact>]
    let ``Memory is flat over imperative training steps`` () =
        let w, b = Parameter(zeros [ 3; 1 ]), Parameter(zeros [ 1 ])

        staysFlat 50_000 (fun () ->
            Autograd.backward (cost w b)

            for p in [ w; b ] do
                p.Value <- p.Value - 0.01 * Autograd.grad p
                Autograd.zeroGrad p)

        Assert.InRange(float (cost w b), 0.0, 1.0)

    [<Fact>]
    let ``Memory is flat over functional training steps`` () =
        let mutable parameters = zeros [ 3; 1 ], zeros [ 1 ]

        staysFlat 50_000 (fun () ->
            let gradient = grad (fun (w, b) -> cost w b) parameters
            parameters <- Tree.map2 (fun p g -> p - 0.01 * g) parameters gradient)

        let w, b = parameters
        Assert.InRange(float (cost w b), 0.0, 1.0)

    [<Fact>]
    let ``Memory is flat over transformations of large tensors`` () =
        let x = wave 131072

        // Without getting buffers back, these would be gigabytes.
        staysFlat 100 (fun () ->
            hvp (fun (x: Tensor) -> sum (x * x * x)) x x |> ignore
            let _, pull = vjp (fun (x: Tensor) -> x * x) x
            pull x |> ignore)

    [<Fact>]
    let ``Memory is flat over linearizations and over uses of their maps`` () =
        let x = wave 131072
        let _, kept = linearize (fun (x: Tensor) -> sin x * x) x
        let w, b = zeros [ 3; 1 ], zeros [ 1 ]

        staysFlat 100 (fun () ->
            let _, push = linearize (fun (x: Tensor) -> sin x * x) x
            push (kept x) |> ignore
            linearTranspose push x x |> ignore)

        staysFlat 10_000 (fun () ->
            let _, push = linearize (fun (w, b) -> cost w b) (w, b)
            push (w, b) |> ignore
            linearTranspose push (w, b) (zeros []) |> ignore)

    // Scopes

    // Buffers that no thread keeps for itself.
    let private thousands = 200_000

    [<Fact>]
    let ``What a scope made returns when it ends, but for its result`` () =
        let x = wave thousands

        let inUse () =
            GC.Collect()
            GC.WaitForPendingFinalizers()
            BufferPool.InUse

        let before = inUse ()

        let y =
            Memory.scoped (fun () ->
                let mutable y = x

                for _ in 1..20 do
                    y <- sin y + x

                y * 2.0)

        // Before any collection: no finalizer has run.
        Assert.InRange(BufferPool.InUse - before, 0L, 2L * BufferPool.SizeFor(8L * int64 thousands))
        let expected i = Seq.fold (fun y _ -> sin y + at i) (at i) [ 1..20 ] * 2.0
        churn thousands
        Assert.Equal(expected 7, (elements y)[7], 1e-12)

    [<Fact>]
    let ``Parameters, gradients, buffers and optimizers outlive the scope that moved them`` () =
        let train step =
            let w = Parameter(wave 2000)
            let norm = BatchNorm1d 1000
            norm.To DType.Float64 |> ignore
            let optimizer = RmsProp([ w ], 0.01)

            for _ in 1..3 do
                step (fun () ->
                    optimizer.ZeroGrad()
                    let z = norm.Forward(Tensor.reshape [ 2; 1000 ] (w * w))
                    Autograd.backward (sum (z * z * 0.5 + sin z))
                    optimizer.Step())

            w.Value, Autograd.grad w, [ for buffer in norm.Buffers -> buffer.Value ]

        let value, gradient, buffers = train (fun step -> step ())
        let value', gradient', buffers' = train (fun step -> Memory.scoped step)
        churn 2000
        Assert.Equal<float[]>(elements value, elements value')
        Assert.Equal<float[]>(elements gradient, elements gradient')
        List.iter2 (fun b b' -> Assert.Equal<float[]>(elements b, elements b')) buffers buffers'

    [<Fact>]
    let ``A tensor that leaves a scope by another way is an error when it is read`` () =
        let mutable escaped: Tensor = real [] [ 0.0 ]
        Memory.scoped (fun () -> escaped <- wave thousands * 2.0)
        Assert.Throws<GraphException>(fun () -> elements escaped |> ignore) |> ignore

    [<Fact>]
    let ``A scope within a scope hands its result to the outer one`` () =
        let x = wave thousands

        let total =
            Memory.scoped (fun () ->
                let inner = Memory.scoped (fun () -> x * 2.0)
                sum (inner * inner))

        Assert.Equal(Seq.sumBy (fun i -> 4.0 * at i * at i) [ 0 .. thousands - 1 ], float total, 1e-6)
