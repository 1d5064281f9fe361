/// Compiled functions inside and around every transformation, decision and loop.
module Functional.Tests.CompileNestingTests

open System.Collections.Generic
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private vector (data: float list) = real [ data.Length ] data
let private x, v = vector [ 0.5; -0.75; 1.25 ], vector [ 0.25; 1.5; -0.5 ]
let private sum x = Reductions.sum [||] false x
let private number (x: float) = real [] [ x ]

let private is name (expected: Tensor) (actual: Tensor) =
    Assert.True((expected.Space = actual.Space), $"{name}: expected {expected.Space}, got {actual.Space}")

    Array.iter2
        (fun (e: float) a -> Assert.True(abs (a - e) <= 1e-11 * (1.0 + abs e), $"{name}: expected {e}, got {a}"))
        (elements expected)
        (elements actual)

let private notices (f: unit -> unit) : string list =
    let said = List<string>()
    use _ = Notices.Listen(fun text -> said.Add text)
    f ()
    List.ofSeq said

/// Somewhere to put `compile`, or nothing.
type private Wrapper =
    abstract Around: ('P -> 'R) -> 'P -> 'R

let private plain =
    { new Wrapper with
        member _.Around f x = f x }

let private compiled =
    { new Wrapper with
        member _.Around f x = compile f x }

let private square =
    Custom.defineBackward
        "square"
        (fun context xs ->
            context.Save xs[0]
            xs[0] * xs[0])
        (fun context c -> [| 2.0 * context.Saved[0] * c |])

/// Functions of a vector to a vector, with something to compile in each.
let private functions: (string * (Wrapper -> Tensor -> Tensor)) list =
    [ "the whole", (fun c -> c.Around(fun x -> sin x * exp x))
      "the middle", (fun c x -> let z = x * x in z * c.Around (fun z -> sin z * z) (z + x))
      "captures", (fun c x -> c.Around (fun z -> sin (x * z) * x) v + x)
      "captures alone", (fun c x -> c.Around (fun () -> sin x * v) () + x)
      "a Jacobian of as many results", (fun c -> c.Around(fun x -> Tensor.matmul (jacobian (fun z -> sin (z * x)) x) v))
      "nested", (fun c -> c.Around(fun x -> let f = c.Around(fun z -> exp (z * x) * z) in f (c.Around sin x) * f x))
      "in a row", (fun c x -> List.fold (fun z _ -> c.Around (fun z -> sin z * x) z) x [ 1..5 ])
      "several results",
      (fun c x -> let a, b, k = c.Around (fun x -> sin x, [ x * x; v ], 2.0) x in k * a * b[0] + b[1])
      "the same result twice", (fun c x -> let a, b = c.Around (fun x -> let s = sin x in s, s) x in a * b + a)
      "its argument", (fun c x -> c.Around id x * c.Around (fun _ -> x * v) x)
      "an unused result", (fun c x -> c.Around (fun x -> sin x, exp x, Tensor.argmax x) x |> fun (a, _, _) -> a)
      "gradients inside", (fun c x -> c.Around (fun x -> grad (fun z -> sum (sin z * x * z)) (x * v) * x) x)
      "inside gradients", (fun c x -> grad (c.Around(fun z -> sum (sin (z * v) * x))) x * v)
      "gradients inside gradients",
      (fun c x -> grad (fun x -> sum (c.Around (fun x -> grad (fun z -> sum (sin z * x * z * z)) (x * v)) x)) x)
      "a pullback inside",
      (fun c x -> c.Around (fun x -> let _, pull = vjp (fun z -> sin z * x) v in pull x * pull v) x)
      "a pullback outside", (fun c x -> let _, pull = vjp (c.Around(fun z -> sin z * x)) v in c.Around pull x * pull v)
      "a tangent", (fun c x -> c.Around (fun x -> snd (jvp (c.Around(fun z -> sin z * z * x)) v x)) x)
      "a batch inside", (fun c x -> c.Around (fun x -> vmap (fun (z: Tensor) -> sin z * z + sum x) x) x)
      "a batch outside", (fun c x -> vmap (c.Around(fun (z: Tensor) -> sin z * z + sum x)) x)
      "a Hessian", (fun c x -> Products.matmul (c.Around (hessian (c.Around(fun x -> sum (sin x * x * x)))) x) v)
      "a Jacobian", (fun c x -> Products.matmul (jacobianForward (c.Around(fun x -> sin x * sum x)) x) v)
      "a linear map", (fun c x -> let _, push = linearize (c.Around(fun x -> sin x * x)) x in c.Around push v)
      "a series", (fun c x -> (c.Around (fun x -> (taylor 3 (fun x -> sin x * x) x v)[3]) x))
      "in a series", (fun c x -> (taylor 3 (c.Around(fun x -> sin x * x)) x v)[3])
      "checkpoint inside", (fun c -> c.Around(checkpoint (fun x -> sin x * exp x)))
      "checkpoint outside", (fun c -> checkpoint (c.Around(fun x -> sin x * exp x)))
      "a rule", (fun c -> c.Around(fun x -> customJvp sin (fun x _ v -> v * cos x) x * x))
      "a rule's derivative is its own", (fun c -> c.Around(customJvp sin (fun _ _ v -> 3.0 * v)))
      "compiled in a rule", (fun c -> customJvp (c.Around sin) (fun x _ v -> c.Around (fun (x, v) -> v * cos x) (x, v)))
      "a pullback's rule", (fun c -> c.Around(customVjp (fun x -> sin x * x) (fun x _ w -> w * (cos x * x + sin x))))
      "compiled in a pullback's rule",
      (fun c -> customVjp (c.Around sin) (fun x _ w -> c.Around (fun (x, w) -> w * cos x) (x, w)))
      "backward", (fun c -> c.Around(fun x -> square [| sin x |] * x))
      "cond", (fun c -> c.Around(fun x -> cond (sum x .> 0.5) (fun x -> sin x * x) (fun x -> exp x) x))
      "cond, the other way", (fun c -> c.Around(fun x -> cond (sum x .< 0.5) (fun x -> sin x * x) (fun x -> exp x) x))
      "cond that captures",
      (fun c -> c.Around(fun x -> let y = exp x in cond (sum x .> 0.5) (fun x -> x * y) (fun x -> x - y) (x * x)))
      "compiled in cond", (fun c x -> cond (sum x .> 0.5) (c.Around(fun z -> z * x)) (c.Around exp) x)
      "cond in vmap", (fun c x -> vmap (c.Around(fun z -> cond (z .> 0.0) (fun z -> sin z * z) (fun z -> exp z) z)) x)
      "vmap in compile of cond",
      (fun c -> c.Around(vmap (fun z -> cond (z .> 0.0) (fun z -> sin z * z) (fun z -> exp z) z)))
      "forLoop", (fun c -> c.Around(forLoop 1 4 (fun i x -> sin x * x + 0.1 * i * v)))
      "no steps", (fun c -> c.Around(forLoop 3 3 (fun _ x -> sin x)))
      "scan",
      (fun c -> c.Around(fun x -> let s, ys = scan (fun s k -> let s = sin s * k + x in s, s * s) x x in s + sum ys))
      "scanBack", (fun c -> c.Around(fun x -> let s, ys = scanBack (fun s k -> s * k + 1.0, s + k) (sum x) x in ys * s))
      "scan of a tree",
      (fun c ->
          c.Around(fun x ->
              let step (a, b: Tensor[], n: int) (k: Tensor, j: Tensor) =
                  (a * k + b[0], [| b[0] * j |], n), (a, [ k + j ])

              let (a, b, n), (ys, zs) = scan step (x, [| v |], 3) (x, v)
              a + b[0] * float n + Reductions.sum [| 0 |] false ys + zs[0]))
      "compiled in scan", (fun c x -> scan (fun s k -> c.Around (fun (s, k) -> s * k + x) (s, k), s) x x |> fst)
      "scan in scan",
      (fun c ->
          c.Around(fun x -> scan (fun s k -> let t, _ = scan (fun t j -> sin t * j, t) (s + k) x in t, t) x x |> fst))
      "cond in scan",
      (fun c -> c.Around(fun x -> scan (fun s k -> cond (k .> 0.0) (fun s -> s * k) (fun s -> s + x) s, s) x x |> fst))
      "scan in vmap", (fun c -> vmap (c.Around(fun (z: Tensor) -> scan (fun s k -> sin s * k + z, s) z x |> fst)))
      "gradients of scan inside",
      (fun c -> c.Around(grad (fun x -> scan (fun s k -> sin s * k + x, s) x x |> fst |> sum)))
      "gradients in scan",
      (fun c -> c.Around(fun x -> scan (fun s k -> s - 0.1 * grad (fun s -> sum (sin s * s * k)) s, s) x x |> fst))
      "associativeScan", (fun c -> c.Around(associativeScan (fun a b -> a * b + a)))
      "detach", (fun c -> c.Around(fun x -> Autograd.detach (sin x) * x))
      "random numbers of a key",
      (fun c ->
          c.Around(fun x ->
              let a, b = Key.split (Key.ofSeed 5L) in
              x * Key.normalOf DType.Float64 [ 3 ] a + Key.uniformOf DType.Float64 [ 3 ] b)) ]

let private whileSquared (x: Tensor) = whileLoop (fun x -> sum (x * x) .< 40.0) (fun x -> x * 1.5 + sin x) x

let private loops: (string * (Wrapper -> Tensor -> Tensor)) list =
    [ "whileLoop", (fun c -> c.Around whileSquared)
      "whileLoop in vmap", (fun c -> vmap (c.Around(whileLoop (fun x -> x * x .< 40.0) (fun x -> x * 1.5))))
      "whileLoop of nothing", (fun c -> c.Around(whileLoop (fun x -> sum x .> 1e9) (fun x -> x * 1.5)))
      "whileLoop that captures",
      (fun c ->
          c.Around(fun x ->
              whileLoop (fun (n: Tensor, _) -> n .< 3.0) (fun (n, s) -> n + 1.0, s * x) (number 0.0, x) |> snd)) ]

/// What a transformation makes of a function of a vector.
let private derivatives: (string * ((Tensor -> Tensor) -> Tensor -> Tensor)) list =
    [ "value", id
      "grad", (fun f -> grad (fun x -> sum (v * f x)))
      "jvp", (fun f x -> snd (jvp f x v))
      "vjp", (fun f x -> let y, pull = vjp f x in pull y)
      "jacobianForward", (fun f -> jacobianForward f)
      "jacobianReverse", (fun f -> jacobianReverse f)
      "hessian", (fun f -> hessian (fun x -> sum (v * f x)))
      "hvp", (fun f x -> hvp (fun x -> sum (v * f x)) x v)
      "linearize", (fun f x -> (snd (linearize f x)) v)
      "taylor", (fun f x -> (taylor 2 f x v)[2])
      "vmap", (fun f x -> vmap f (Joins.stack 0 [ x; v ]))
      "vmap grad", (fun f x -> vmap (grad (fun x -> sum (v * f x))) (Joins.stack 0 [ x; v ]))
      "checkpoint", (fun f -> grad (checkpoint (fun x -> sum (v * f x)))) ]


let names () = [ for name, _ in functions @ loops -> [| box name |] ]

[<Theory; MemberData(nameof names)>]
let ``compiled inside, around and on both sides of every transformation, a function is the same`` (name: string) =
    let f = dict (functions @ loops) |> fun d -> d[name]

    for what, derivative in derivatives do
        let expected = derivative (f plain) x
        let f' = f compiled
        is $"{what} of {name}" expected (derivative f' x)
        is $"{what} of {name}, again" expected (derivative f' x)
        let around = compile (derivative (f plain))
        is $"compiled {what} of {name}" expected (around x)
        is $"compiled {what} of {name}, again" expected (around x)
        let both = compile (derivative f')
        is $"compiled {what} of compiled {name}" expected (both x)
        let other = derivative (f plain) (v * 0.5)
        is $"compiled {what} of {name}, elsewhere" other (around (v * 0.5))
        is $"{what} of {name}, elsewhere" other (derivative f' (v * 0.5))

[<Theory; MemberData(nameof names)>]
let ``Backward through a compiled function fills gradients as through the function`` (name: string) =
    let f = dict (functions @ loops) |> fun d -> d[name]
    let a, b = Parameter x, Parameter x
    Autograd.backward (sum (f plain a * v))
    Autograd.backward (sum (f compiled b * v))
    is name (Autograd.grad a) (Autograd.grad b)

[<Fact>]
let ``values of an outer transformation that a compiled function captures are seen by it`` () =
    let f (w: Tensor) = compile (fun (x: Tensor) -> sum (x * w * w)) x
    is "grad" (2.0 * x * x) (grad f x)
    is "jvp" (sum (2.0 * x * x * v)) (snd (jvp f x v))
    is "hessian" (hessian (fun w -> sum (x * w * w)) x) (hessian f x)
    is "vmap" (x * x * sum x) (vmap f x)
    is "grad of compile of grad" (4.0 * x * x) (grad (fun w -> sum (compile (grad (fun x -> sum (x * x * w * w))) x)) x)
    is "both" (6.0 * x) (grad (fun w -> sum (grad (fun z -> sum (compile (fun y -> y * w * w * z) (3.0 * v))) v / v)) x)

[<Fact>]
let ``a training loop of a thousand steps is one program, traced once`` () =
    let mutable runs = 0
    let inputs, targets = vector [ 0.0; 0.5; 1.0; 1.5 ], vector [ 1.0; 2.0; 3.0; 4.0 ]

    let train (start: Tensor * Tensor) =
        runs <- runs + 1
        let loss (a: Tensor, b: Tensor) = Reductions.mean [||] false ((a * inputs + b - targets) ** 2)

        scan
            (fun (p, m) (_: Tensor) ->
                let value, gradient = valueAndGrad loss p
                let m = Tree.map2 (fun (m: Tensor) g -> 0.9 * m + g) m gradient
                (Tree.map2 (fun (p: Tensor) m -> p - 0.01 * m) p m, m), value)
            (start, (number 0.0, number 0.0))
            (Tensor.zeros [ 1000 ])

    let start = number 0.0, number 0.0
    let ((a, b), _), losses = train start
    runs <- 0
    let fast = compile train

    for _ in 1..2 do
        let ((a', b'), _), losses' = fast start
        is "slope" a a'
        is "offset" b b'
        is "losses" losses losses'

    Assert.Equal(1, runs)
    Assert.True(float losses[999] < 1e-6)
    Assert.Equal(2.0, float a, 1e-3)
    let sensitivity f = snd (jvp (fun s -> let (p, _), _ = f (s, number 0.0) in fst p) (number 0.3) (number 1.0))
    is "sensitivity" (sensitivity train) (sensitivity fast)

[<Fact>]
let ``keys are arguments: the numbers of a draw are those without compile`` () =
    let noisy (key: Key, x: Tensor) =
        let keys = Key.splitN 3 key
        let noise = vmap (fun key -> Key.normalOf DType.Float64 [] key) keys
        x + noise, Key.foldIn 7 key

    let f = compile noisy

    for seed in [ 1L; 2L ] do
        let y, next = noisy (Key.ofSeed seed, x)
        let y', next' = f (Key.ofSeed seed, x)
        is "noise" y y'
        Checks.same next.Bits next'.Bits

    let dropped (key: Key) (x: Tensor) = x * Key.bernoulli 0.5 [ 3 ] key
    let at seed = grad (fun x -> sum (compile (fun (k, x) -> dropped k x) (Key.ofSeed seed, x))) x
    is "gradient" (grad (fun x -> sum (dropped (Key.ofSeed 3L) x)) x) (at 3L)

/// Solvers decide by numbers: what contains one runs as it is.
let private solvers: (string * (Tensor -> Tensor)) list =
    [ "fixedPoint", (fun x -> fixedPoint (fun x z -> 0.5 * cos (z * x)) x (Tensor.zerosLike x))
      "root", (fun x -> root (fun x z -> z * z * z + z - x) x (Tensor.zerosLike x))
      "argmin", (fun x -> argmin (fun x z -> sum (z * z - z * sin x)) x (Tensor.zerosLike x))
      "linearSolve", (fun x -> linearSolve LinearOptions.Default (fun x z -> (2.0 + x * x) * z) x (sin x))
      "odeSolve", (fun x -> odeSolve (fun x _ y -> -x * y) x x (vector [ 0.0; 1.0 ]) |> Moves.select 0 1) ]

[<Fact>]
let ``a function with a solver runs as it is, and says so once`` () =
    for name, solve in solvers do
        let g = compile (fun x -> solve x * 2.0)
        let gradient = compile (grad (fun x -> sum (solve x)))

        let said =
            notices (fun () ->
                for _ in 1..3 do
                    is name (solve x * 2.0) (g x)
                    is name (solve v * 2.0) (g v))

        Assert.True(said.Length <= 1, $"{name}: {said}")
        Assert.All(said, (fun text -> Assert.Contains("runs as it is", text)))

        notices (fun () ->
            is name (grad (fun x -> sum (solve x)) x) (gradient x)
            is name (grad (fun x -> sum (solve x * 2.0)) x) (grad (g >> sum) x)
            is name (snd (jvp (fun x -> solve x * 2.0) x v)) (snd (jvp g x v))
            is name (vmap (fun x -> solve x * 2.0) (Joins.stack 0 [ x; v ])) (vmap g (Joins.stack 0 [ x; v ])))
        |> ignore

        let why = Assert.Throws<TracingException>(fun () -> Compile.program g x |> ignore)
        Assert.Contains("solver", why.Message)

[<Fact>]
let ``compiled functions inside solvers are what they are`` () =
    let f (c: Wrapper) (x: Tensor) = fixedPoint (c.Around(fun x z -> 0.5 * cos (z * x))) x (Tensor.zerosLike x)

    let g (c: Wrapper) (x: Tensor) =
        root (fun x z -> c.Around (fun (x, z) -> z * z * z + z - x) (x, z)) x (Tensor.zerosLike x)

    for name, derivative in derivatives do
        if name <> "taylor" then
            is name (derivative (g plain) x) (derivative (g compiled) x)

    Assert.Throws<TreeException>(fun () -> f compiled x |> ignore) |> ignore

[<Fact>]
let ``a compiled function that is linear has its transpose, and one that is not is refused as without compile`` () =
    let linear: (Tensor -> Tensor) list =
        [ (fun z -> v * z + Moves.flip [| 0 |] z)
          (fun z -> sum (2.0 * z) * v)
          forLoop 0 3 (fun _ z -> v * z)
          (fun z -> scan (fun s (u: Tensor) -> s + u, 2.0 * s) (0.0 * sum z) z |> snd) ]

    for f in linear do
        let expected = linearTranspose f x v
        is "around" expected (linearTranspose (compile f) x v)
        is "inside" expected (compile (linearTranspose f x) v)
        is "both" expected (compile (linearTranspose (compile f) x) v)

    for f in [ sin; (fun z -> z * z); (fun z -> z + 1.0) ] do
        for g in [ f; compile f ] do
            Checks.says<GraphException> [ "expected a linear function" ] (fun () -> linearTranspose g x v)

[<Fact>]
let ``states of compiled loops keep their spaces, and branches agree, as without compile`` () =
    let same (f: Tensor -> Tensor) =
        let expected = Assert.Throws<ShapeException>(fun () -> f x |> ignore)
        let actual = Assert.Throws<ShapeException>(fun () -> compile f x |> ignore)
        Assert.Equal(expected.Message, actual.Message)

    same (forLoop 0 3 (fun _ x -> Joins.cat 0 [ x; x ]))
    same (whileLoop (fun _ -> number 1.0) sum)
    same (fun x -> scan (fun s _ -> sum s, s) x x |> fst)
    same (fun x -> cond x id id x)
    Checks.says<ShapeException> [ "cond" ] (fun () -> compile (fun x -> cond (sum x .> 0.0) id sum x) x)

[<Fact>]
let ``what is inside a compiled loop is refused as elsewhere`` () =
    let p = Parameter v
    let refused parts (f: Tensor -> Tensor) = Checks.says<TracingException> parts (fun () -> compile f x)
    refused [ "item" ] (forLoop 0 3 (fun _ x -> if float x[0] > 0.0 then x else -x))
    refused [ "random" ] (forLoop 0 3 (fun _ x -> x + Tensor.rand [ 3 ]))

    refused
        [ "Parameter" ]
        (forLoop 0 3 (fun _ x ->
            p.Value <- v
            x))

    refused [ "Backward" ] (fun x ->
        cond
            (sum x .> 0.0)
            (fun x ->
                Autograd.backward (sum p)
                x)
            id
            x)
