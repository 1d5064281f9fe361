/// The code of docs/compile.md, and the values that it shows.
module Functional.Tests.CompilePageTests

open Xunit
open Functional

let private floats (x: Tensor) = x |> Tensor.cast DType.Float64 |> Tensor.toArray<float> |> List.ofArray

let private near (tolerance: float) (expected: float list) (x: Tensor) =
    Assert.True(
        Tensor.allClose 0.0 tolerance (Tensor.flatten x) (Tensor.create DType.Float64 expected),
        $"expected %A{expected}, got {x}"
    )

let private same expected x = near 1e-5 expected x

[<Fact>]
let ``what it does`` () =
    let x = Tensor.linspace -3.0 3.0 2000
    let y = sin x
    let loss (a, b, c, d) = a + b * x + c * Tensor.square x + d * x ** 3 - y |> Tensor.square |> Tensor.sum
    let slopes = compile (valueAndGrad loss) // nothing is traced yet
    let value, gradient = slopes (tensor 0, tensor 1, tensor 0, tensor -0.1) // the first call traces, and runs the program
    let later, steeper = slopes (tensor 0, tensor 0.9, tensor 0, tensor -0.09) // this one runs the program

    near 1e-3 (floats (loss (tensor 0, tensor 0.9, tensor 0, tensor -0.09))) later
    let _, _, _, d = steeper
    let _, _, _, expected = grad loss (tensor 0, tensor 0.9, tensor 0, tensor -0.09)
    near 1e-2 (floats expected) d
    Assert.True(float value > float later)
    let a, _, _, _ = gradient
    Assert.Equal(0, a.Rank)

[<Fact>]
let ``signatures`` () =
    let power = compile (fun (v: Tensor, n: int) -> Seq.fold (fun u _ -> u * v) (Tensor.onesLike v) (seq { 1..n }))
    let square = power (tensor [ 1; 2; 3 ], 2) // [1, 4, 9], traced for n = 2
    let cube = power (tensor [ 1; 2; 3 ], 3) // [1, 8, 27], traced for n = 3
    let longer = power (tensor [ 1; 2; 3; 4 ], 3) // [1, 8, 27, 64], traced for four numbers

    same [ 1.0; 4.0; 9.0 ] square
    same [ 1.0; 8.0; 27.0 ] cube
    same [ 1.0; 8.0; 27.0; 64.0 ] longer

[<Fact>]
let ``what a function captures`` () =
    let w = Parameter(tensor 3)
    let scale = ref (tensor 2)
    let f = compile (fun (v: Tensor) -> Tensor.sum (w * v * scale.Value))
    let before = f (tensor [ 1; 2 ]) // 18
    w.Value <- tensor 5
    scale.Value <- tensor 10
    let after = f (tensor [ 1; 2 ]) // 30: w is read again, scale is what it was
    Autograd.backward after // the gradient of w is 6

    same [ 18.0 ] before
    same [ 30.0 ] after
    same [ 6.0 ] (Autograd.grad w)

[<Fact>]
let ``decisions and loops`` () =
    let root (v: Tensor) = cond (v .> 0.0) sqrt (fun u -> 0.0 * u) v
    let slope = compile (grad root) (tensor 4) // 0.25
    let doubled = whileLoop (fun (u: Tensor) -> u .< 100.0) (fun u -> 2.0 * u)
    let large = compile doubled (tensor 3) // 192
    let sums v = scan (fun (s: Tensor) (u: Tensor) -> s + u, s + u) (tensor 0) v |> snd
    let running = compile sums (tensor [ 1; 2; 3 ]) // [1, 3, 6]

    same [ 0.25 ] slope
    same [ 192.0 ] large
    same [ 1.0; 3.0; 6.0 ] running

[<Fact>]
let ``training`` () =
    let x = Tensor.linspace -3.0 3.0 200
    let y = sin x
    let loss (a, b) = a * x + b * x ** 3 - y |> Tensor.square |> Tensor.mean
    let train start = forLoop 0 1000 (fun _ p -> Tree.map2 (fun v d -> v - 0.005 * d) p (grad loss p)) start
    let a, b = compile train (tensor 0, tensor 0) // 0.8682, -0.0968

    near 1e-4 [ 0.8682 ] a
    near 1e-4 [ -0.0968 ] b

[<Fact>]
let ``training by description`` () =
    let data, targets = tensor [ [ 1 ]; [ 2 ] ], tensor [ [ 2 ]; [ 4 ] ]
    let fit = Train.Minimize(Nn.Linear(1, 1), Losses.Mse()).With(Optimizers.Sgd 0.05).On(data, targets).For(100)
    let loss = fit.Run().FinalLoss // one program, a hundred times
    let eager = fit.Eagerly() // the same, operation by operation

    Assert.True(eager.Run().FinalLoss < loss)

[<Fact>]
let ``nesting`` () =
    let x = tensor [ 0.5; 1.0; 1.5 ]
    let f (v: Tensor) = Tensor.sum (sin v * v)
    let inside = compile (grad f) x // [0.9182, 1.3818, 1.1036]: the gradient, compiled
    let outside = grad (compile f) x // the same: the gradient of a compiled function
    let each = vmap (grad (compile f)) x // the same: the derivative at each number
    let bent = hvp (compile f) x (tensor [ 1; 0; 0 ]) // [1.2757, 0, 0]
    let twice = compile (compile f) x // 2.5774: a program inside of a program is part of it

    let expected = [ 0.9182; 1.3818; 1.1036 ]
    near 1e-4 expected inside
    near 1e-4 expected outside
    near 1e-4 expected each
    near 1e-4 [ 1.5155; 0.0; 0.0 ] bent
    near 1e-4 [ 2.5774 ] twice

[<Fact>]
let ``looking inside`` () =
    let f (v: Tensor) = Tensor.sum (exp (v * v + 0.0))
    let traced = string (Compile.program (grad f) (tensor [ 1; 2; 3 ]))
    let simplified = string (Compile.simplified (grad f) (tensor [ 1; 2; 3 ]))
    let report = Compile.explain (grad f) (tensor [ 1; 2; 3 ]) // what becomes of it when it runs

    Assert.Contains("add", traced)
    Assert.DoesNotContain("const", simplified)
    Assert.StartsWith("4 operations in ", report)
    Assert.Contains(" 0 not fused; ", report)

[<Fact>]
let ``machine code`` () =
    let f (v: Tensor) = Tensor.sum (sin v * v)
    let hot = compileWith { CompileOptions.Default with Eager = true } (grad f)
    let slope = hot (tensor [ 0.5; 1.0; 1.5 ]) // [0.9182, 1.3818, 1.1036], the same bits as without

    near 1e-4 [ 0.9182; 1.3818; 1.1036 ] slope
    Assert.Equal<float>(floats (compile (grad f) (tensor [ 0.5; 1.0; 1.5 ])), floats slope)

[<Fact>]
let ``notices`` () =
    let heard = ResizeArray<string>()
    use listening = Notices.Listen(fun text -> heard.Add text)
    let solve a = root (fun (a: Tensor) x -> x * x - a) a (tensor 1)
    let solution = compile solve (tensor 2) // 1.4142, and a notice

    near 1e-4 [ 1.4142 ] solution
    Assert.True(heard.Count <= 1)
