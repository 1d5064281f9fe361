/// Second derivatives without their matrix, and Taylor coefficients, beside what defines them.
module Functional.Tests.CurvatureTests

open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum x = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data

let private near (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-10 * (1.0 + abs e))) (elements expected) (elements actual)

let private x, y = vector [ 0.5; -1.0; 2.0 ], vector [ 0.25; 1.5; -0.5 ]
let private v, w = vector [ 1.0; -2.0; 0.5 ], vector [ -1.0; 0.5; 3.0 ]

/// A function of three numbers, all of which it mixes.
let private mixed (x: Tensor) = sum (sin x) * sum (x * x * exp x)

[<Fact>]
let ``The diagonal is that of the Hessian`` () =
    near (Diagonals.diagonal 0 0 1 (hessian mixed x)) (hessianDiagonal mixed x)
    let number = real [] [ 0.5 ]
    near (hessian mixed number) (hessianDiagonal mixed number)

[<Fact>]
let ``The diagonal of a function of a tree is a tree like it`` () =
    let f (p: {| A: Tensor; B: Tensor |}) = mixed p.A * sum (Products.matmul p.B p.B) + sum (p.B ** 3)
    let b = real [ 2; 2 ] [ 0.5; 1.0; -1.0; 2.0 ]
    let d = hessianDiagonal f {| A = x; B = b |}
    near (Diagonals.diagonal 0 0 1 (hessian (fun a -> f {| A = a; B = b |}) x)) d.A
    let h = hessian (fun b -> f {| A = x; B = b |}) b |> Moves.reshape [ 4; 4 ]
    near (Diagonals.diagonal 0 0 1 h |> Moves.reshape [ 2; 2 ]) d.B

[<Fact>]
let ``The diagonal of a tensor without elements has none`` () =
    let nothing = real [ 0; 2 ] []
    near nothing (hessianDiagonal sum nothing)

[<Fact>]
let ``The diagonal is differentiable and needs one run`` () =
    let mutable runs = 0

    let f x =
        runs <- runs + 1
        mixed x

    let total x = sum (hessianDiagonal f x)
    let gradient = grad total x
    Assert.Equal(1, runs)
    near (grad (laplacian mixed) x) gradient

[<Fact>]
let ``Taylor coefficients are derivatives along a line over factorials`` () =
    let f (x: Tensor, y: Tensor) = sin (x * y) * exp x
    let coefficients = taylor 4 f (x, y) (v, w)
    Assert.Equal(5, coefficients.Length)
    let mutable factorial = 1.0

    for k in 0..4 do
        factorial <- factorial * float (max 1 k)
        let derivative = diffN k (fun t -> f (x + t * v, y + t * w)) (real [] [ 0.0 ])
        near (derivative / factorial) coefficients[k]

[<Fact>]
let ``Taylor coefficients of exp are those of exp, in the argument's dtype`` () =
    for dtype in [ DType.Float32; DType.Float64 ] do
        let one = Apply.toDType dtype (real [ 1 ] [ 1.0 ])
        let coefficients = taylor 5 exp (one - 1.0) one
        Assert.All(coefficients, (fun c -> Assert.Equal(dtype, c.DType)))

        for c, expected in Seq.zip coefficients [ 1.0; 1.0; 0.5; 1.0 / 6.0; 1.0 / 24.0; 1.0 / 120.0 ] do
            Assert.Equal(expected, item c, 1e-7)

[<Fact>]
let ``Taylor coefficients are trees like the result, and differentiable`` () =
    let f x = {| Value = x ** 3; Kind = "cube" |}
    let last x = (taylor 2 f x v)[2]
    Assert.Equal("cube", (last x).Kind)
    near (3.0 * x * v * v) (last x).Value
    near (3.0 * v * v) (grad (fun x -> sum (last x).Value) x)

[<Fact>]
let ``A negative order is refused`` () =
    let error = Assert.Throws<System.ArgumentException>(fun () -> taylor -1 sin x v |> ignore)
    Assert.Equal("taylor: expected an order of at least 0, got -1; integrals are not derivatives", error.Message)

// Gauss, Newton and Fisher

let private inputs = real [ 4; 3 ] [ for i in 1..12 -> sin (float i) ]
let private model (w: Tensor, b: Tensor) = tanh (Products.matmul inputs w + b)
let private point, along = (x, real [] [ 0.3 ]), (v, real [] [ -0.7 ])
let private targets = vector [ 0.1; -0.2; 0.3; 0.4 ]
let private loss (p: Tensor) = sum ((p - targets) ** 4 + p * targets * p)

let private same (a: Tensor, b: Tensor) (c: Tensor, d: Tensor) =
    near a c
    near b d

[<Fact>]
let ``The Gauss-Newton product is J^T H J v`` () =
    let jw, jb = jacobian model point
    let h = hessian loss (model point)
    let pushed = Products.matmul jw (fst along) + jb * snd along
    let middle = Products.matmul h pushed
    same (Products.matmul middle jw, sum (middle * jb)) (gaussNewtonProduct model loss point along)

[<Fact>]
let ``The Gauss-Newton product of a linear model is the Hessian's`` () =
    let linear (w: Tensor, b: Tensor) = Products.matmul inputs w + b
    same (hvp (linear >> loss) point along) (gaussNewtonProduct linear loss point along)

[<Fact>]
let ``The Fisher product is the Gauss-Newton product of half the squared errors`` () =
    let half (p: Tensor) = 0.5 * sum ((p - targets) * (p - targets))
    same (gaussNewtonProduct model half point along) (fisherProduct model point along)

[<Fact>]
let ``Products are differentiable and go through trees of results`` () =
    let several p = let y = model p in {| Y = y; Squares = [ y * y ] |}
    let total (r: {| Y: Tensor; Squares: Tensor list |}) = loss r.Y + sum r.Squares.Head * sum r.Y
    let value (p: Tensor * Tensor) = let a, _ = gaussNewtonProduct several total p along in sum a
    let slope = grad value point
    let h = 1e-5
    let shifted t = let w, b = point in value (w + t * v, b - t * 0.7)
    let difference = (item (shifted h) - item (shifted -h)) / (2.0 * h)
    let sw, sb = slope
    Assert.Equal(difference, item (sum (sw * v)) - 0.7 * item sb, 1e-5 * (1.0 + abs difference))
