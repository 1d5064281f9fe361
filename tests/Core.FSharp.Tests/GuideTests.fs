/// The code of docs/guide.md, and the values that it shows.
module Functional.Tests.GuideTests

open Xunit
open Functional

let private near (tolerance: float) (expected: float list) (x: Tensor) =
    Assert.True(
        Tensor.allClose 0.0 tolerance (Tensor.flatten x) (Tensor.create DType.Float64 expected),
        $"expected %A{expected}, got {x}"
    )

let private same expected x = near 1e-5 expected x

[<Fact>]
let ``tensors`` () =
    let x = tensor [ [ 1; 2 ]; [ 3; 4 ] ] // float32, shape [2, 2]
    let z = Tensor.zeros [ 2; 3 ]
    let y = x ** 2 + 2.0 * x - 1.0 // [[2, 7], [14, 23]]
    let p = x *@ Tensor.matrixTranspose x // [[5, 11], [11, 25]]
    let column = x |> Tensor.select -1 -1 // [2, 4]
    let large = x[x .> 2.0] // [3, 4]
    let sums = x |> Tensor.sumOver [ 0 ] // [4, 6]
    let total = float (Tensor.sum x) // 10
    let data: float32[] = Tensor.toArray x

    Assert.Equal(6, z.Size)
    same [ 2.0; 7.0; 14.0; 23.0 ] y
    same [ 5.0; 11.0; 11.0; 25.0 ] p
    same [ 2.0; 4.0 ] column
    same [ 3.0; 4.0 ] large
    same [ 4.0; 6.0 ] sums
    Assert.Equal(10.0, total)
    Assert.Equal<float32[]>([| 1.0f; 2.0f; 3.0f; 4.0f |], data)

[<Fact>]
let ``dtypes`` () =
    let x = tensor [ 1; 2 ] // float32
    let i = Tensor.ofArray [ 2 ] [| 1L; 2L |] // int64
    let d = Tensor.create DType.Float64 [ 0.5; 1.5 ]
    let a = x + i // float32
    let c = d * 0.1 // float64, and 0.1 in full
    let f = x |> Tensor.cast DType.Float64

    Assert.Equal(DType.Float32, x.DType)
    Assert.Equal(DType.Int64, i.DType)
    Assert.Equal(DType.Float32, a.DType)
    Assert.Equal(0.5 * 0.1, float c[0])
    Assert.Equal(DType.Float64, f.DType)

[<Fact>]
let ``gradients`` () =
    let f (v: Tensor) = v[0] * v[1] + v[1] ** 2
    let x = tensor [ 3; 2 ]

    let g = grad f x // [2, 7]
    let y, dy = valueAndGrad f x // 10, [2, 7]
    let _, slope = jvp f x (tensor [ 1; 0 ]) // 2
    let _, pull = vjp f x // pull (tensor 2) is [4, 14]
    let h = hessian f x // [[0, 1], [1, 2]]
    let hv = hvp f x (tensor [ 1; 1 ]) // [1, 3]
    let df = grad f

    let j = jacobian Tensor.square x // [[6, 0], [0, 4]]
    let _, push = linearize Tensor.square x // push (tensor [ 1; 1 ]) is [6, 4], and the function ran once
    let back = linearTranspose (Tensor.cumsum 0) x // back (tensor [ 1; 2 ]) is [3, 2]

    let diagonal = hessianDiagonal f x // [0, 2], and no Hessian is made
    let coefficients = taylor 2 f x (tensor [ 1; 1 ]) // 10, 9, 2: f (x + t v) is 10 + 9 t + 2 t²
    let loss r = Tensor.sum (r * r)
    let gn = gaussNewtonProduct Tensor.square loss x (tensor [ 1; 1 ]) // J^T H J v: [72, 32]
    let fisher = fisherProduct Tensor.square x (tensor [ 1; 1 ]) // J^T J v: [36, 16]

    let a, b = tensor [ 1; 2 ], tensor [ 3; 4 ]
    let da, db = grad (fun (u: Tensor, v: Tensor) -> Tensor.sum (u * v)) (a, b) // [3, 4], [1, 2]

    same [ 2.0; 7.0 ] g
    same [ 10.0 ] y
    same [ 2.0; 7.0 ] dy
    same [ 2.0 ] slope
    same [ 4.0; 14.0 ] (pull (tensor 2))
    same [ 0.0; 1.0; 1.0; 2.0 ] h
    same [ 1.0; 3.0 ] hv
    same [ 2.0; 7.0 ] (df x)
    same [ 6.0; 0.0; 0.0; 4.0 ] j
    same [ 6.0; 4.0 ] (push (tensor [ 1; 1 ]))
    same [ 3.0; 2.0 ] (back (tensor [ 1; 2 ]))
    same [ 0.0; 2.0 ] diagonal
    same [ 10.0; 9.0; 2.0 ] (Tensor.stack 0 coefficients)
    same [ 72.0; 32.0 ] gn
    same [ 36.0; 16.0 ] fisher
    same [ 3.0; 4.0 ] da
    same [ 1.0; 2.0 ] db

[<Fact>]
let ``trees`` () =
    let x, y = tensor [ 1; 2; 3 ], tensor [ 2; 4; 6 ]
    let loss (p: {| W: Tensor; B: Tensor |}) = x * p.W + p.B - y |> Tensor.square |> Tensor.mean
    let line = {| W = tensor 0; B = tensor 0 |}
    let slope = grad loss line // {| B = -8; W = -18.6667 |}
    let next = Tree.map2 (fun v d -> v - 0.1 * d) line slope

    same [ -56.0 / 3.0 ] slope.W
    same [ -8.0 ] slope.B
    same [ 56.0 / 30.0 ] next.W

[<Fact>]
let ``nesting`` () =
    let third = diffN 3 (fun t -> t ** 3) (tensor 2) // 6
    let f (s: Tensor) = s * diff (fun t -> s + t) s
    let one = diff f (tensor 3) // 1

    same [ 6.0 ] third
    same [ 1.0 ] one

[<Fact>]
let ``custom functions`` () =
    let p3 =
        Custom.defineBackward
            "p3"
            (fun ctx xs ->
                ctx.Save xs[0]
                0.5 * (5.0 * xs[0] ** 3 - 3.0 * xs[0]))
            (fun ctx ct -> [| ct * 1.5 * (5.0 * ctx.Saved[0] ** 2 - 1.0) |])

    let cube = Custom.define "cube" (fun xs -> xs[0] ** 3) (fun xs _ _ -> Scale(3.0 * xs[0] ** 2))
    let slope = diff (fun z -> p3 [| z |]) (tensor 2) // 28.5
    let rate = diff (fun z -> cube [| z |]) (tensor 2) // 12

    let softplus = customJvp (fun x -> log (1.0 + exp x)) (fun x _ v -> v * Tensor.sigmoid x) // any tree, by what it makes of v
    let clipped = customVjp id (fun _ _ c -> Tensor.clamp -1.0 1.0 c) // or by what it makes of a cotangent
    let half = diff softplus (tensor 0) // 0.5
    let limited = grad (fun x -> 5.0 * clipped x) (tensor 2) // 1: clipped on its way back

    same [ 28.5 ] slope
    same [ 12.0 ] rate
    same [ 0.5 ] half
    same [ 1.0 ] limited

[<Fact>]
let ``checkpoints`` () =
    let x = tensor [ 0.5; 1.5 ]
    let block v = Seq.fold (fun v _ -> sin v) v (seq { 1..10 })
    let deep v = Seq.fold (fun v _ -> checkpoint block v) v (seq { 1..10 })
    let slope = grad (fun v -> Tensor.sum (deep v)) x // keeps 10 values between blocks, and 10 in one block at a time

    let step (product: Tensor, value: Tensor) _ = product * cos value, sin value
    let product, value = Seq.fold step (tensor 1, x) (seq { 1..100 })
    Assert.True(Tensor.allClose 0.0 1e-6 value (deep x))
    Assert.True(Tensor.allClose 0.0 1e-6 product slope)

[<Fact>]
let ``solvers`` () =
    let kepler (m: Tensor, e: Tensor) (x: Tensor) = x - e * sin x - m
    let anomaly m = root kepler (m, tensor 0.5) m // Newton's method, without a matrix
    let slope = diff anomaly (tensor 1) // 1.0374, which is 1 / (1 - 0.5 cos x)
    let bend = diffN 2 anomaly (tensor 1) // -0.5567: any order, both modes
    let half = fixedPoint (fun (a: Tensor) x -> 0.5 * (x + a / x)) (tensor 2) (tensor 1) // 1.4142

    let xs, ys = tensor [ 1; 2; 3 ], tensor [ 2; 4; 6 ]
    let loss (rate: Tensor) (w: Tensor) = Tensor.sum ((xs * w - ys) ** 2) + rate * w * w
    let shrinks = diff (fun rate -> argmin loss rate (tensor 0)) (tensor 14) // -0.0357: how the fit moves with the penalty

    let k, b = tensor [ [ 4; 1 ]; [ 1; 3 ] ], tensor [ 1; 2 ]
    let v = linearSolve LinearOptions.Symmetric (fun (a: Tensor) u -> a *@ u) k b // [0.0909, 0.6364]
    let tried = tryRoot RootOptions.Default (fun (a: Tensor) x -> x * x + a) (tensor 1) (tensor 0)
    let isSolved = tried.Converged // false, and no exception: tried.Status is Stalled

    let decay (k: Tensor) _ x = -k * x
    let path = odeSolve decay (tensor 0.5) (tensor 4) (tensor [ 0; 2 ]) // [4, 1.4715]
    let adjoint = { OdeOptions.Default with Gradient = OdeGradient.Adjoint }
    let last k = odeSolveWith adjoint decay k (tensor 4) (tensor [ 0; 2 ]) |> Tensor.select 0 -1
    let rate = grad last (tensor 0.5) // -2.9430

    same [ 1.037362 ] slope
    near 1e-4 [ -0.556713 ] bend
    same [ sqrt 2.0 ] half
    same [ -1.0 / 28.0 ] shrinks
    same [ 1.0 / 11.0; 7.0 / 11.0 ] v
    Assert.False isSolved
    Assert.Equal(SolveStatus.Stalled, tried.Status)
    same [ 4.0; 4.0 * exp -1.0 ] path
    same [ -8.0 * exp -1.0 ] rate

[<Fact>]
let ``the imperative surface`` () =
    let w = Parameter(tensor 3)
    let y = Tensor.square w + 2.0 * w // F# types sin, exp and ** as T -> T, and w * w is a Tensor
    Autograd.backward y
    let g = Autograd.grad w // 8
    w.Value <- w.Value - 0.5 * g // -1
    Autograd.zeroGrad w

    same [ 8.0 ] g
    same [ -1.0 ] w
    Assert.False(Autograd.hasGrad w)

[<Fact>]
let ``random numbers`` () =
    Generator.ManualSeed 0L |> ignore
    let u = Tensor.rand [ 2 ] // [0.4963, 0.7682]
    let own = Generator 0L
    let v = Tensor.randWith own DType.Float32 [ 2 ]

    near 1e-4 [ 0.4963; 0.7682 ] v
    Assert.Equal(2, u.Size)

[<Fact>]
let ``keys`` () =
    let first, second = Key.split (Key.ofSeed 42)
    let w = 0.05 * Key.normal [ 784; 128 ] first
    let order = Key.permutation 4 second
    let step = Key.ofSeed 42 |> Key.foldIn 1000

    Assert.InRange(float (Tensor.std w), 0.049, 0.051)
    same [ 0.0; 1.0; 2.0; 3.0 ] (Tensor.sort 0 order |> fst)
    Assert.False(Tensor.allClose 0.0 0.0 (Key.uniform [ 2 ] first) (Key.uniform [ 2 ] step))

[<Fact>]
let ``training`` () =
    let x, y = tensor [ [ 1 ]; [ 2 ]; [ 3 ] ], tensor [ [ 2 ]; [ 4 ]; [ 6 ] ]

    let fit = Train.Minimize(Nn.Linear(1, 1), Losses.Mse()).With(Optimizers.Sgd 0.05).On(x, y).For(1000).Run()

    let loss (w, b) = x * w + b - y |> Tensor.square |> Tensor.mean
    let descend p _ = Tree.map2 (fun v d -> v - 0.05 * d) p (grad loss p)
    let w, b = Seq.fold descend (tensor 0, tensor 0) (seq { 1..1000 })

    near 0.05 [ 2.0; 4.0; 6.0 ] (fit.Model.Forward x)
    near 0.05 [ 2.0 ] w
    near 0.05 [ 0.0 ] b

[<Fact>]
let ``what users of PyTorch recognise`` () =
    let x = tensor [ [ 1; 2 ]; [ 3; 4 ] ]
    Assert.Equal<int list>([ 2; 1 ], List.ofSeq (Tensor.sumKeep [ 1 ] x).Shape)
    same [ 0.0; 2.0; 3.0; 4.0 ] (Tensor.where (x .> 1.0) x (tensor 0))
    same [ 2.0; 4.0 ] (Tensor.select 1 -1 x)
    same [ 1.0; 2.0; 3.0; 4.0 ] (Tensor.reshape [ -1 ] x)
    same [ 3.0; 7.0 ] (x *@ tensor [ 1; 1 ] + Tensor.zeros [ 2 ])
    let model = Nn.Sequential(Nn.Linear(3, 1))
    Assert.Equal(0.1, Sgd(model.Parameters, 0.1).LearningRate)
    use _ = Autograd.noGrad ()
    Assert.False(Autograd.requiresGrad (2.0 * Parameter x))
