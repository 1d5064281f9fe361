/// Decisions and loops as values are the host's decisions and loops, for one example or for many, with their derivatives.
module Functional.Tests.ControlFlowTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private vector (data: float list) = real [ data.Length ] data

let private near (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-11 * (1.0 + abs e))) (elements expected) (elements actual)

let private fails<'e when 'e :> exn> (message: string) (run: unit -> Tensor) =
    Assert.Equal(message, Assert.Throws<'e>(Action(fun () -> run () |> ignore)).Message)

let private xs = vector [ 4.0; -1.0; 9.0; 0.25 ]

/// Everything that is derived of a function of one tensor, in the modes and orders that there are.
let private derivatives (f: Tensor -> Tensor) (x: Tensor) : Tensor list =
    let total x = Tensor.sum (f x)
    let v = x * 0.5 + 1.0

    [ f x
      snd (jvp f x v)
      grad total x
      hvp total x v
      grad (fun x -> Tensor.sum (grad total x * v)) x
      snd (linearize f x) v ]

let private sameAs expected actual x = List.iter2 near (derivatives expected x) (derivatives actual x)

// cond

[<Fact>]
let ``cond is the branch that its predicate names`` () =
    let f x = cond (x .> 0.0) (fun x -> Tensor.sqrt x) (fun x -> x * x * x) x
    sameAs Tensor.sqrt f (real [] [ 4.0 ])
    sameAs (fun x -> x * x * x) f (real [] [ -2.0 ])

[<Fact>]
let ``In a batch each example takes its own branch, and nothing of the other`` () =
    let f x = cond (x .> 0.0) Tensor.sqrt (fun x -> x * x) x
    near (vector [ 2.0; 1.0; 3.0; 0.5 ]) (vmap f xs)
    // The root of a negative number does no harm, nor does its slope.
    near (vector [ 0.25; -2.0; 1.0 / 6.0; 1.0 ]) (grad (vmap f >> Tensor.sum) xs)
    near (vector [ 0.25; -2.0; 1.0 / 6.0; 1.0 ]) (vmap (grad f) xs)
    near (Tensor.stack 0 [ for x in xs -> hessian f x ]) (vmap (hessian f) xs)

[<Fact>]
let ``A batch that agrees runs one branch`` () =
    let mutable runs = 0

    let count (x: Tensor) =
        runs <- runs + 1
        x * 2.0

    near (xs * xs * 2.0) (vmap (fun (x: Tensor) -> cond (x .> 0.0) count (fun _ -> failwith "never run") x) (xs * xs))
    Assert.Equal(1, runs)

[<Fact>]
let ``Branches may be of trees, and nest`` () =
    let f (x: Tensor) =
        cond
            (x .> 0.0)
            (fun (x: Tensor, y: Tensor) -> [ x; cond (y .> 5.0) (fun y -> -y) id y ])
            (fun (x, y) -> [ y; x ])
            (x, x + 1.0)

    let both = vmap f xs
    near (vector [ 4.0; 0.0; 9.0; 0.25 ]) both[0]
    near (vector [ 5.0; -1.0; -10.0; 1.25 ]) both[1]

[<Fact>]
let ``cond says what is wrong`` () =
    fails<ShapeException>
        "cond: expected a tensor of one element, got shape [4]; reduce it to one answer, for example with any or all"
        (fun () -> cond (xs .> 0.0) id id xs)

    fails<ShapeException>
        "cond: the branches give float64[2] and float64[], and here each example takes its own; give both one shape and dtype"
        (fun () -> vmap (fun x -> cond (x .> 0.0) (fun x -> Tensor.stack 0 [ x; x ]) id x) xs)

// whileLoop

let private doubled (limit: float) x =
    whileLoop (fun (x: Tensor) -> Tensor.abs x .< limit) (fun x -> x * 2.0 + 0.1 * sin x) x

[<Fact>]
let ``whileLoop is the host's loop, and differentiable`` () =
    let host (x: Tensor) =
        let mutable x = x

        while abs (float x) < 100.0 do
            x <- x * 2.0 + 0.1 * sin x

        x

    sameAs host (doubled 100.0) (real [] [ 1.5 ])
    sameAs host (doubled 100.0) (real [] [ 200.0 ])

[<Fact>]
let ``In a batch each example stops by itself`` () =
    let each f = Tensor.stack 0 [ for x in xs -> f x ]
    near (each (doubled 100.0)) (vmap (doubled 100.0) xs)
    near (each (grad (doubled 100.0))) (vmap (grad (doubled 100.0)) xs)
    near (each (grad (doubled 100.0))) (grad (vmap (doubled 100.0) >> Tensor.sum) xs)

    // Collatz: how many steps to 1.
    let steps n =
        whileLoop
            (fun (n: Tensor, _) -> n .> 1.0)
            (fun (n: Tensor, count: Tensor) ->
                cond (n % 2.0 .= 0.0) (fun (n: Tensor) -> n / 2.0) (fun n -> n * 3.0 + 1.0) n, count + 1.0)
            (n, Tensor.zerosLike n)
        |> snd

    near (vector [ 0.0; 1.0; 7.0; 111.0 ]) (vmap steps (vector [ 1.0; 2.0; 3.0; 27.0 ]))

[<Fact>]
let ``A state keeps its shapes and dtypes`` () =
    fails<ShapeException>
        "whileLoop: a step turns float64[4] of the state into float64[1, 4]; a state keeps its shapes and dtypes, so give it the right ones from the start"
        (fun () -> whileLoop (fun x -> Tensor.sum x .< 100.0) (Tensor.unsqueeze 0) xs)

    fails<ShapeException>
        "forLoop: a step turns float32[] of the state into float64[]; a state keeps its shapes and dtypes, so give it the right ones from the start"
        (fun () -> forLoop 0 3 (fun _ x -> Tensor.cast DType.Float64 x) (tensor 1.0))

// forLoop and scan

[<Fact>]
let ``forLoop is the host's loop`` () =
    let host (x: Tensor) = List.fold (fun x i -> sin x * float i + x) x [ 2..5 ]
    sameAs host (forLoop 2 6 (fun i x -> sin x * i + x)) (vector [ 0.5; -0.25 ])
    near xs (forLoop 3 3 (fun _ _ -> failwith "never run") xs)

let private step (total: Tensor) (x: Tensor) =
    let next = sin (total * x) + total
    next, next * x

let private unrolled order (xs: Tensor) =
    let mutable total = real [] [ 0.5 ]
    let outputs = Array.zeroCreate xs.Shape.[0]

    for i in order outputs.Length do
        let next, output = step total (Tensor.select 0 i xs)
        total <- next
        outputs[i] <- output

    Tensor.sum (Tensor.stack 0 outputs) * total

let private forwards length = [ 0 .. length - 1 ]
let private backwards length = List.rev (forwards length)
let private result (total, outputs) = Tensor.sum outputs * total

[<Fact>]
let ``scan and its derivatives are those of the unrolled loop`` () =
    let start = real [] [ 0.5 ]
    sameAs (unrolled forwards) (fun xs -> scan step start xs |> result) xs
    sameAs (unrolled backwards) (fun xs -> scanBack step start xs |> result) xs

    sameAs
        (unrolled forwards)
        (fun xs -> scan (fun s x -> checkpoint (fun (s, x) -> step s x) (s, x)) start xs |> result)
        xs

[<Fact>]
let ``scan runs in a batch, and a batch in scan`` () =
    let start = real [] [ 0.5 ]
    let batch = Tensor.stack 0 [ xs; xs * 0.5; -xs ]
    let f xs = scan step start xs |> result
    near (Tensor.stack 0 [ for row in batch -> grad f row ]) (vmap (grad f) batch)
    let inner = scan (fun s row -> s, vmap (fun x -> fst (step s x)) row) start batch |> snd
    near (vmap (vmap (fun x -> fst (step start x))) batch) inner

[<Fact>]
let ``scan over nothing has outputs of its step's kind`` () =
    let total, outputs =
        scan (fun s (x: Tensor) -> s + Tensor.sum x, {| Y = x * 2.0; N = 1 |}) (real [] [ 3.0 ]) (real [ 0; 2 ] [])

    Assert.Equal(3.0, float total)
    Assert.Equal<int>([| 0; 2 |], outputs.Y.Shape)

[<Fact>]
let ``scan refuses lengths that differ`` () =
    fails<ShapeException> "scan: the first axes have lengths [4, 2]; they must have one length" (fun () ->
        scan (fun s (x, y) -> s + x + y, x) (real [] [ 0.0 ]) (xs, vector [ 1.0; 2.0 ]) |> fst)

[<Fact>]
let ``associativeScan gives every running combination`` () =
    for length in 1..9 do
        let matrices =
            Tensor.linspace -1.0 1.0 (length * 4) |> Tensor.cast DType.Float64 |> Tensor.reshape [ length; 2; 2 ]

        let combine a b = Tensor.matmul a b

        let _, expected =
            scan
                (fun (product: Tensor) x -> let next = combine product x in next, next)
                (Tensor.eyeOf DType.Float64 2 2)
                matrices

        near expected (associativeScan combine matrices)
        let slopes scan = grad (fun x -> Tensor.sum (scan x * scan x)) matrices

        near
            (slopes (fun x ->
                snd (scan (fun p x -> let next = combine p x in next, next) (Tensor.eyeOf DType.Float64 2 2) x)))
            (slopes (associativeScan combine))

    // First-order recurrences y_i = a_i y_{i-1} + b_i, by pairs.
    let a, b = vector [ 0.5; 2.0; -1.0; 3.0; 0.25 ], vector [ 1.0; 0.0; 2.0; -1.0; 4.0 ]
    let _, y = associativeScan (fun (a, b) (c, d) -> a * c, b * c + d) (a, b)
    near (vector [ 1.0; 2.0; 0.0; -1.0; 3.75 ]) y

[<Fact>]
let ``The gradient of a loop over parts is put together once, overlapping or not`` () =
    let x = Tensor.linspace 0.1 2.0 24 |> Tensor.cast DType.Float64 |> Tensor.reshape [ 4; 6 ]

    let parts (x: Tensor) : Tensor list =
        [ yield! List.init 4 (fun i -> Tensor.select 0 i x)
          yield! List.init 5 (fun j -> Tensor.narrow 1 j 2 x |> Tensor.sumOver [ 0 ])
          yield! List.map (fun i -> Tensor.select 0 i x |> Tensor.narrow 0 i 3) [ 3; 1; 1 ]
          Tensor.slice 1 0 6 2 x |> Tensor.sumOver [ 1 ] ]

    let f x = parts x |> List.map (fun part -> Tensor.sum (part * part * part)) |> List.reduce (+)

    // By finite differences of the parts alone.
    let slope k =
        let moved h = f (x + h * Tensor.reshape [ 4; 6 ] (Tensor.narrow 0 k 1 (Tensor.eyeOf DType.Float64 24 24)))
        (float (moved 1e-5) - float (moved -1e-5)) / 2e-5

    let gradient = elements (grad f x)

    for k in 0..23 do
        Assert.Equal(slope k, gradient[k], 1e-6)

    let v = x * x
    near (snd (jvp (grad f) x v)) (grad (fun x -> Tensor.sum (grad f x * v)) x)
    near (vmap (grad f) (Tensor.stack 0 [ x; v ])) (Tensor.stack 0 [ grad f x; grad f v ])
