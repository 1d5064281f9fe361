/// What a compiled function keeps for its way back, and what it works out again.
module Functional.Tests.CompileHalvesTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private wave shape =
    let size = List.fold (*) 1 shape
    real shape [ for i in 1..size -> sin (float i) ]

let private x, w, v = wave [ 5; 4 ], wave [ 4; 3 ], wave [ 3; 2 ]
let private sum x = Reductions.sum [||] false x

let private is (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)

    Array.iter2
        (fun (e: float) a -> Assert.True(abs (a - e) <= 1e-11 * (1.0 + abs e), $"expected {e}, got {a}"))
        (elements expected)
        (elements actual)

/// The programs of the two parts, for derivatives with respect to all arguments.
let private halves (f: Tensor[] -> Tensor) (arguments: Tensor[]) : Program * Program =
    let traced = Compiled.TracedFor(f, arguments)
    let halves = nonNull (traced.Halved(String.replicate arguments.Length "1"))
    let program (stage: Stage) = (stage :?> TracedFunction).Simplified
    program halves.First, program halves.Second

let private count (name: string) (program: Program) =
    program.Instructions |> Seq.filter (fun instruction -> instruction.Operation.Name = name) |> Seq.length

let private layers (arguments: Tensor[]) =
    sum (Products.matmul (tanh (Products.matmul arguments[0] arguments[1])) arguments[2])

[<Fact>]
let ``what is dear is kept, once, and what is cheap is made again`` () =
    let there, back = halves layers [| x; w; v |]
    Assert.Equal(1, count "tanh" there)
    Assert.Equal(0, count "tanh" back)
    // The sum, and the hyperbolic tangent from which its slope is made.
    Assert.Equal(2, there.Results.Count)
    // Products of cotangents: one for each argument, and one for what stands between.
    Assert.Equal(2, count "matmul" there)
    Assert.Equal(4, count "matmul" back)

[<Fact>]
let ``functions of each element of the arguments are made again, and folds are kept`` () =
    let there, back = halves (fun xs -> sum (exp (sin xs[0]) * xs[0])) [| x |]
    Assert.Equal(1, there.Results.Count)
    Assert.Equal(1, count "exp" back)
    Assert.Equal(0, count "sum" back)
    let there, back = halves (fun xs -> Tensor.logSumExp xs[0]) [| x |]
    Assert.Equal(1, count "exp" back)
    Assert.Equal(0, count "max" back + count "sum" back)
    Assert.InRange(there.Results.Count, 2, 3)

[<Fact>]
let ``of a cheap value made of two dear ones, nothing is made twice`` () =
    let there, back =
        halves
            (fun xs ->
                let p = Products.matmul xs[0] xs[1]
                let s = exp p + sin (p * p)
                sum (s * s * s))
            [| x; w |]

    for name in [ "exp"; "sin"; "matmul" ] do
        Assert.True(count name there = 1 && count name back = (if name = "matmul" then 2 else 0), name)

[<Fact>]
let ``one pullback serves many cotangents, and those of other transformations`` () =
    let f (x: Tensor) = tanh (Products.matmul x w) * sum x
    let point, cotangents = x, [ wave [ 5; 3 ]; 2.0 * wave [ 5; 3 ] - 1.0 ]
    let _, pull = vjp f point
    let _, compiled = vjp (compile f) point

    for c in cotangents @ cotangents do
        is (pull c) (compiled c)

    let c, d = cotangents[0], cotangents[1]
    is (snd (jvp pull c d)) (snd (jvp compiled c d))
    let stack = Joins.stack 0 [| c; d |]
    is (vmap pull stack) (vmap compiled stack)
    is (grad (fun c -> sum (sin (pull c))) c) (grad (fun c -> sum (sin (compiled c))) c)
    is ((compile compiled) c) (pull c)

[<Fact>]
let ``several results, some of them integers, arguments or constants`` () =
    let f (x: Tensor, w: Tensor) =
        let h = exp (Products.matmul x w)
        h, Tensor.argmax h, x, sum h, w * 0.0 + 1.0

    let total f (x, w) =
        let a, i, b, c, d = f (x, w)
        sum (a * a) + sum (Apply.toDType DType.Float64 i) * c + sum b * c + sum (d * w)

    let dx, dw = grad (total f) (x, w)
    let cx, cw = grad (total (compile f)) (x, w)
    is dx cx
    is dw cw

[<Fact>]
let ``a way back that captures more than the way there is one program`` () =
    let p = Parameter(wave [ 5; 4 ])

    let op = Custom.defineBackward "own" (fun _ xs -> exp xs[0]) (fun _ c -> [| c * p |])
    let f (x: Tensor) = sum (op [| x |])
    let compiled = compile f

    for i in 1..3 do
        p.Value <- wave [ 5; 4 ] * float i
        is p.Value (grad f x)
        is p.Value (grad compiled x)

[<Fact>]
let ``derivatives of a function that is compiled come with one run of each part`` () =
    let mutable runs = 0

    let counted =
        Custom.defineBackward
            "counted"
            (fun context xs ->
                runs <- runs + 1
                context.Save xs[0]
                sin xs[0])
            (fun context c -> [| c * cos context.Saved[0] |])

    let f = compile (fun (x: Tensor) -> sum (counted [| x |] * x))
    let expected = grad (fun x -> sum (sin x * x)) x
    is expected (grad f x)
    let traced = runs

    for _ in 1..5 do
        is expected (grad f x)

    Assert.Equal(traced, runs)
