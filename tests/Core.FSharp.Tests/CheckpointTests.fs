/// A checkpointed function is the same function: its values and derivatives, whatever it captures, in less memory.
namespace Functional.Tests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

[<Collection("Memory")>]
module CheckpointTests =
    let private sum x = Reductions.sum [||] false x
    let private vector (data: float list) = real [ data.Length ] data
    let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
    let private v, w = vector [ 1.0; -2.0; 0.5 ], vector [ -1.0; 0.5; 3.0 ]

    let private is (expected: Tensor) (actual: Tensor) =
        Assert.Equal(expected.Space, actual.Space)

        Array.iter2
            (fun (e: float) a -> Assert.Equal(e, a, 1e-12 * (1.0 + abs e)))
            (elements expected)
            (elements actual)

    /// Somewhere to put `checkpoint`, or nothing.
    type private Wrapper =
        abstract Around: ('P -> 'R) -> 'P -> 'R

    let private plain =
        { new Wrapper with
            member _.Around f x = f x }

    let private checkpointed =
        { new Wrapper with
            member _.Around f x = checkpoint f x }

    /// Functions of two tensors, with something to checkpoint in each.
    let private functions: (string * (Wrapper -> Tensor * Tensor -> Tensor)) list =
        [ "the whole", (fun c -> c.Around(fun (x, y) -> sin (x * y) * exp x))
          "the middle", (fun c (x, y) -> let z = x * y in z * c.Around (fun z -> sin z * z) (z + x))
          "captures", (fun c (x, y) -> c.Around (fun x -> sin (x * y) * y) x + y)
          "captures alone", (fun c (x, y) -> c.Around (fun () -> sin (x * y) * y) () + y)
          "nested",
          (fun c -> c.Around(fun (x, y) -> let f = c.Around(fun z -> exp (z * y) * z) in f (c.Around sin x) * f x))
          "in a row", (fun c (x, y) -> List.fold (fun z _ -> c.Around (fun z -> sin z * y) z) x [ 1..5 ])
          "several results",
          (fun c (x, y) ->
              let r: {| A: Tensor; B: Tensor list; N: int |} =
                  c.Around (fun (x: Tensor, y) -> {| A = x * y; B = [ x; sin x; exp y * sin x ]; N = 3 |}) (x, y)

              float r.N * r.A * r.B[0] + r.B[2])
          "the same result twice", (fun c (x, y) -> let a, b = c.Around (fun x -> let s = sin x in s, s) x in a * b * y)
          "its argument", (fun c (x, y) -> c.Around id x * c.Around (fun _ -> y * y) x)
          "a derivative inside", (fun c (x, y) -> c.Around (fun x -> grad (fun z -> sum (sin z * x * z)) (x * y) * x) x)
          "inside a derivative", (fun c (x, y) -> grad (c.Around(fun z -> sum (sin (z * y) * x))) x * y)
          "a pullback inside", (fun c (x, y) -> let _, pull = vjp (c.Around(fun z -> sin z * x)) y in pull x * pull y)
          "a tangent inside", (fun c (x, y) -> c.Around (fun x -> snd (jvp (c.Around(fun z -> sin z * z * x)) y x)) x) ]

    let names () = [ for name, _ in functions -> [| box name |] ]

    let private derived: (string * ((Tensor * Tensor -> Tensor) -> Tensor list)) list =
        let total f (x: Tensor, y: Tensor) = sum (f (x, y) * (1.0 + x))
        let pair (a, b) = [ a; b ]

        [ "value", (fun f -> [ f (x, y) ])
          "gradient", (fun f -> grad (total f) (x, y) |> pair)
          "jvp", (fun f -> jvp f (x, y) (v, w) |> pair)
          "vjp, again and again", (fun f -> let value, pull = vjp f (x, y) in value :: pair (pull v) @ pair (pull w))
          "linearize", (fun f -> let value, push = linearize f (x, y) in [ value; push (v, w); push (w, v) ])
          "jacobian forward", (fun f -> jacobianForward f (x, y) |> pair)
          "jacobian reverse", (fun f -> jacobianReverse f (x, y) |> pair)
          "hessian", (fun f -> hessianBlocks (total f) (x, y) |> Seq.cast |> List.ofSeq)
          "forward over reverse", (fun f -> hvp (total f) (x, y) (v, w) |> pair)
          "reverse over forward", (fun f -> grad (fun p -> snd (jvp (total f) p (v, w))) (x, y) |> pair)
          "reverse over reverse",
          (fun f -> grad (fun p -> let a, b = grad (total f) p in sum (a * v + b * w)) (x, y) |> pair)
          "reverse over linearize",
          (fun f -> grad (fun p -> let _, push = linearize (total f) p in push (v, w)) (x, y) |> pair)
          "one argument alone", (fun f -> [ grad (fun x -> sum (f (x, y))) x; grad (fun y -> sum (f (x, y))) y ])
          "Backward",
          (fun f ->
              let a, b = Parameter x, Parameter y
              Autograd.backward (total f (a, b))
              [ Autograd.grad a; Autograd.grad b ]) ]
        @ [ for a, outer in [ "forward", diff; "reverse", grad ] do
                for b, middle in [ "forward", diff; "reverse", grad ] do
                    for c, inner in [ "forward", diff; "reverse", grad ] do
                        $"third: {a} over {b} over {c}",
                        (fun f ->
                            let along (t: Tensor) = sum (f (x + t * v, y + t * w))
                            [ outer (middle (inner along)) (real [] [ 0.1 ]) ]) ]

    [<Theory>]
    [<MemberData(nameof names)>]
    let ``A checkpointed function has every derivative that it has without`` (name: string) =
        let f = (dict functions)[name]

        let wrongs =
            derived
            |> List.choose (fun (name, derive) ->
                failures name (fun () ->
                    List.iter2 is (derive (f plain)) (derive (f checkpointed))
                    None))

        Assert.Empty wrongs

    [<Fact>]
    let ``Captured parameters get their gradients`` () =
        let gradients (c: Wrapper) =
            let a, b = Parameter x, Parameter y
            let z = c.Around (fun x -> sin (x * a) * b) v
            Autograd.backward (sum (z * a))
            [ Autograd.grad a; Autograd.grad b ]

        List.iter2 is (gradients plain) (gradients checkpointed)

    [<Fact>]
    let ``Captured parameters get their gradients through a functional derivative`` () =
        let gradients (c: Wrapper) =
            let a = Parameter x
            Autograd.backward (sum (grad (fun z -> sum (c.Around (fun z -> sin (z * a)) z)) y * v))
            [ Autograd.grad a ]

        List.iter2 is (gradients plain) (gradients checkpointed)

    [<Fact>]
    let ``A parameter that is the result gets its gradient`` () =
        let a = Parameter x
        Autograd.backward (sum (checkpoint (fun () -> a :> Tensor) () * y))
        is y (Autograd.grad a)

    [<Fact>]
    let ``A function runs again for a derivative, once for all of its results, and not for a value`` () =
        let mutable runs = 0

        let f =
            checkpoint (fun (x: Tensor) ->
                runs <- runs + 1
                sin x, cos x)

        f x |> ignore
        Assert.Equal(1, runs)
        jvp f x v |> ignore
        Assert.Equal(2, runs)
        grad (fun x -> let a, b = f x in sum (a * b)) x |> ignore
        Assert.Equal(4, runs)
        let _, pull = vjp f x
        Assert.Equal(5, runs)
        pull (v, w) |> ignore
        pull (w, v) |> ignore
        Assert.Equal(7, runs)

    [<Fact>]
    let ``Random numbers are those of the first run, and the stream goes on where it was`` () =
        let noisy (c: Wrapper) =
            Generator.ManualSeed 3L |> ignore
            let noise () = RandomTensors.rand null DType.Float64 (Shape.From [| 3 |])
            let gradient = grad (fun x -> sum (c.Around (fun x -> sin x * noise ()) x * noise ())) x
            [ gradient; noise () ]

        List.iter2 is (noisy plain) (noisy checkpointed)

    [<Fact>]
    let ``Parameters count as constants when a function runs again if they did at first`` () =
        let a = Parameter x

        let f x =
            use _ = Autograd.noGrad ()
            checkpoint (fun x -> sin (x * a)) x

        let _, pull = vjp f y
        Assert.False(Autograd.requiresGrad (pull v))
        let _, pull = vjp (checkpoint (fun x -> sin (x * a))) y
        Assert.True(Autograd.requiresGrad (pull v))

    [<Fact>]
    let ``The result is named after checkpoint, and keeps its gradient when asked`` () =
        let a = Parameter x
        let z = checkpoint sin (a: Tensor)
        Assert.Equal("CheckpointBackward0", Autograd.gradFn z)
        Assert.False(Autograd.isLeaf z)
        Autograd.retainGrad z
        Autograd.backward (sum (z * y))
        is y (Autograd.grad z)
        is (cos x * y) (Autograd.grad a)

    [<Fact>]
    let ``The graph behind is let go by a pass unless asked to stay`` () =
        let a = Parameter x
        let z = sum (checkpoint (fun a -> a * a) (a: Tensor))
        Autograd.backwardWith null true z
        Autograd.backward z
        is (4.0 * x) (Autograd.grad a)
        let error = Assert.Throws<GraphException>(fun () -> Autograd.backward z)

        Assert.Equal(
            "Backward: the graph behind checkpoint was let go by an earlier pass; pass keepGraph: true to that pass to cross it again",
            error.Message
        )

    [<Fact>]
    let ``A function that gives something else when it runs again is refused`` () =
        let mutable runs = 0

        let f =
            checkpoint (fun (x: Tensor) ->
                runs <- runs + 1
                if runs % 2 = 1 then sin x else sum (sin x))

        let error = Assert.Throws<GraphException>(fun () -> grad (f >> sum) x |> ignore)

        Assert.Equal(
            "checkpoint: expected the function to give 1 result(s) with a derivative (float64[3]) again, got 1 result(s) with a derivative (float64[]); it runs again for a derivative, so leave out of it what changes between runs",
            error.Message
        )

    [<Fact>]
    let ``A parameter that is an argument stays what it was`` () =
        let a = Parameter x
        let z = sum (checkpoint (fun a -> a * a * a) (a: Tensor))
        a.Value <- y
        Autograd.backward z
        is (3.0 * x * x) (Autograd.grad a)

    [<Fact>]
    let ``A captured parameter with a new value is refused`` () =
        let a = Parameter x
        let z = sum (checkpoint (fun () -> a * a) ())
        a.Value <- y
        let error = Assert.Throws<GraphException>(fun () -> Autograd.backward z)

        Assert.Equal(
            "checkpoint: expected parameters as they were, got one with a new value, in a function that runs again for a derivative; call Backward before the values change",
            error.Message
        )

        Assert.False(Autograd.hasGrad a)

    [<Fact>]
    let ``A value that escapes from a checkpointed function is refused after its transformation has ended`` () =
        let leaked = ResizeArray<Tensor>()

        let f =
            checkpoint (fun x ->
                leaked.Add(sin x)
                sin x)

        grad (f >> sum) x |> ignore

        for value in leaked do
            Assert.Throws<GraphException>(fun () -> value + 1.0 |> ignore) |> ignore

    // Memory

    let private layers, size = 1000, 8192

    /// The most bytes in use while something runs, over those before, counted in values of its layers: each is a sine
    /// that looks when it is computed and when its derivative is.
    let private peak (run: (Tensor -> Tensor) -> unit) : float =
        let look () =
            GC.Collect()
            GC.WaitForPendingFinalizers()
            BufferPool.InUse

        let before = look ()
        let mutable most, calls = 0L, 0

        let probe () =
            calls <- calls + 1

            if calls % 40 = 0 then
                most <- max most (look () - before)

        let seen =
            Custom.define
                "seen"
                (fun xs ->
                    probe ()
                    xs[0])
                (fun _ _ _ ->
                    probe ()
                    Identity)

        // A new thread has no free buffers of its own, which would count as in use.
        let thread = Threading.Thread(fun () -> run (fun x -> seen [| sin x |]))
        thread.Start()
        thread.Join()
        float most / float (BufferPool.SizeFor(int64 size * 8L))

    let private chain (c: Wrapper) blocks (layer: Tensor -> Tensor) x =
        let block x = Seq.fold (fun x _ -> layer x) x (seq { 1 .. layers / blocks })
        Seq.fold (fun x _ -> c.Around block x) x (seq { 1..blocks })

    let private input = real [ size ] [ for i in 1..size -> sin (float i) ]

    let private runs: (string * ((Tensor -> Tensor) -> unit)) list =
        [ "grad", (fun f -> grad (f >> sum) input |> ignore)
          "Backward", (fun f -> Autograd.backward (sum (f (Parameter input))))
          "vjp", (fun f -> let y, pull = vjp f input in pull y |> ignore)
          "hvp", (fun f -> hvp (f >> sum) input input |> ignore) ]

    let modes () = [ for name, _ in runs -> [| box name |] ]

    [<Theory>]
    [<MemberData(nameof modes)>]
    let ``A chain of n layers in blocks of √n needs the memory of some √n layers`` (mode: string) =
        let run = (dict runs)[mode]
        let all = peak (fun sine -> run (chain plain 32 sine))
        let some = peak (fun sine -> run (chain checkpointed 32 sine))

        Assert.True(
            all > 0.9 * float layers && some < 8.0 * sqrt (float layers),
            $"without, {all} tensors; with, {some}"
        )

    // Small arrays belong to no transformation's arena.
    let private large = Tensor.linspaceOf DType.Float64 -1.0 1.0 600
    let private product (a: Tensor) (b: Tensor) : Tensor = a * b

    [<Fact>]
    let ``What runs again finds its arguments after the transformation that made them`` () =
        let layer (w: Wrapper) (x: Tensor) : Tensor = w.Around (fun (x: Tensor) -> product (tanh (product x large)) x) x
        let f w (x: Tensor) : Tensor = sin (layer w (layer w (x * x + 1.0)))
        let along (g: Tensor -> Tensor) (x: Tensor) : Tensor = snd (jvp g x large)

        let derivatives w =
            [ grad (along (f w) >> sum) large
              grad (along (along (f w)) >> sum) large
              along (grad (f w >> sum)) large
              snd (vjp (along (f w)) large) large
              hvp (f w >> sum) large large ]

        List.iter2 is (derivatives plain) (derivatives checkpointed)
