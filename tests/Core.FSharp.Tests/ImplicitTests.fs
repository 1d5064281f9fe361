/// Linear systems, fixed points, roots and minima as operations: their derivatives are those of closed forms and of
/// the iterations that find them.
module Functional.Tests.ImplicitTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private sum (x: Tensor) : Tensor = Reductions.sum [||] false x
let private vector (data: float list) = real [ data.Length ] data

let private nearTo (tolerance: float) (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)

    Array.iter2
        (fun (e: float) a -> Assert.Equal(e, a, tolerance * (1.0 + abs e)))
        (elements expected)
        (elements actual)

let private near expected actual = nearTo 1e-7 expected actual

/// Every derivative of a function of a vector, by name.
let private derivatives (v: Tensor) : (string * ((Tensor -> Tensor) -> Tensor -> Tensor)) list =
    let total (f: Tensor -> Tensor) x = sum (f x * (1.0 + f x))

    [ "value", (fun f x -> f x)
      "gradient", (fun f x -> grad (total f) x)
      "jvp", (fun f x -> snd (jvp f x v))
      "forward Jacobian", jacobianForward
      "reverse Jacobian", jacobianReverse
      "linearize", (fun f x -> snd (linearize f x) v)
      "Hessian, forward over reverse", (fun f x -> hessian (total f) x)
      "Hessian, reverse over reverse", (fun f x -> jacobianReverse (grad (total f)) x)
      "reverse over forward", (fun f x -> grad (fun x -> sum (snd (jvp f x v) * x)) x)
      "forward over forward", (fun f x -> snd (jvp (fun x -> snd (jvp f x v)) x v))
      "third, forward over reverse over reverse",
      (fun f x -> snd (jvp (fun x -> grad (fun x -> sum (grad (total f) x * v)) x) x v))
      "Backward",
      (fun f x ->
          let p = Parameter x
          Autograd.backward (total f p)
          Autograd.grad p) ]

/// The derivatives of a function that solves something are those of one that knows the answer.
let private agreeTo tolerance (expected: Tensor -> Tensor) (solved: Tensor -> Tensor) (x: Tensor) =
    let v = vector [ for i in 1 .. x.Size -> cos (float i) ] |> Moves.reshape x.Shape

    derivatives v
    |> List.choose (fun (name, derive) ->
        failures name (fun () ->
            nearTo tolerance (derive expected x) (derive solved x)
            None))
    |> Assert.Empty

let private agree expected solved x = agreeTo 1e-7 expected solved x

/// <c, J v> = <J^T c, v>
let private dual (f: Tensor -> Tensor) (x: Tensor) =
    let y, pull = vjp f x
    let v = vector [ for i in 1 .. x.Size -> sin (float i) ] |> Moves.reshape x.Shape
    let c = vector [ for i in 1 .. y.Size -> cos (3.0 * float i) ] |> Moves.reshape y.Shape
    let _, pushed = jvp f x v
    Assert.Equal(item (sum (c * pushed)), item (sum (pull c * v)), 1e-9)

// Linear systems

let private spread = real [ 4; 4 ] [ for i in 1..16 -> sin (float (i * i)) ]

/// A general matrix, a symmetric positive definite one, and a rotation, of which no step reduces a residual by itself.
let private general (x: Tensor) = spread + 3.0 * Creation.eye DType.Float64 4 4 * x
let private definite (x: Tensor) = Products.matmul (Moves.matrixTranspose (general x)) (general x)

let private rotation (x: Tensor) =
    Products.matmul
        (real [ 4; 4 ] [ 0; 0; 0; -1; 1; 0; 0; 0; 0; 1; 0; 0; 0; 0; 1; 0 ])
        (Creation.eye DType.Float64 4 4 * x)

let private dense (a: Tensor) (b: Tensor) : Tensor =
    // Gauss's elimination without pivots, of tensors: all of it differentiable.
    let n = a.Shape[0]
    let rows = Array.init n (fun i -> Joins.cat 0 [| Moves.select 0 i a; Moves.reshape [ 1 ] (Moves.select 0 i b) |])
    let at (row: Tensor) (i: int) = Moves.select 0 i row

    for k in 0 .. n - 1 do
        if item (at rows[k] k) = 0.0 then
            let j = Seq.find (fun j -> item (at rows[j] k) <> 0.0) (seq { k + 1 .. n - 1 })
            let kept = rows[k]
            rows[k] <- rows[j]
            rows[j] <- kept

        rows[k] <- rows[k] / at rows[k] k

        for i in 0 .. n - 1 do
            if i <> k then
                rows[i] <- rows[i] - at rows[i] k * rows[k]

    rows |> Array.map (fun row -> at row n) |> Joins.stack 0

let systems () =
    [ for name in [ "general"; "definite"; "rotation"; "restarted"; "conjugate gradients"; "dense"; "preconditioned" ] ->
          [| box name |] ]

[<Theory>]
[<MemberData(nameof systems)>]
let ``The solution of a linear system has the derivatives of elimination`` (name: string) =
    let product (a: Tensor) (v: Tensor) = Products.matmul a v
    let right (x: Tensor) = x * x - 2.0 * x + vector [ 1.0; 0.5; -1.0; 2.0 ]

    let matrix, solve =
        match name with
        | "general" -> general, linearSolve LinearOptions.Default product
        | "definite" -> definite, linearSolve LinearOptions.Default product
        | "rotation" -> rotation, linearSolve LinearOptions.Default product
        | "restarted" -> general, linearSolve { LinearOptions.Default with Restart = 3 } product
        | "conjugate gradients" -> definite, linearSolve LinearOptions.Symmetric product
        | "dense" -> general, linearSolve { LinearOptions.Default with Method = LinearMethod.Dense } product
        | _ ->
            let diagonal (a: Tensor) (v: Tensor) = v / Diagonals.diagonal 0 0 1 a
            definite, linearSolveWith LinearOptions.Symmetric diagonal product

    let solved x = solve (matrix x) (right x)
    let x = vector [ 1.0; 1.2; 0.9; 1.1 ]
    agree (fun x -> dense (matrix x) (right x)) solved x
    dual solved x

[<Fact>]
let ``The solution of a linear system is linear in its right side`` () =
    let a = general (vector [ 1.0; 1.2; 0.9; 1.1 ])
    let b = vector [ 1.0; 2.0; 3.0; 4.0 ]
    let solve = linearSolve LinearOptions.Default Products.matmul
    near (solve (Moves.matrixTranspose a) b) (linearTranspose (solve a) b b)

[<Fact>]
let ``Unknowns and parameters of a linear system are trees`` () =
    let apply (p: {| K: Tensor; Name: string |}) (u: Tensor, w: Tensor list) =
        p.K * u + sum w.Head, [ w.Head * 3.0 - sum u ]

    let solve k b c =
        let u, w = linearSolve LinearOptions.Default apply {| K = k; Name = "k" |} (b, [ c ])
        u, w.Head

    let k, b, c = vector [ 2.0; 3.0 ], vector [ 1.0; -1.0 ], vector [ 0.5; 0.25; 1.0 ]
    let u, w = solve k b c
    let first, second = apply {| K = k; Name = "k" |} (u, [ w ])
    near b first
    near c second.Head
    let f (k, b, c) = let u, w = solve k b c in sum (u * u) + sum w
    let gk, gb, gc = grad f (k, b, c)
    let h = 1e-5
    let slope (along: float -> Tensor) = (along h - along -h) / (2.0 * h)
    near (sum gk) (slope (fun h -> f (k + h, b, c)))
    near (sum gb) (slope (fun h -> f (k, b + h, c)))
    near (sum gc) (slope (fun h -> f (k, b, c + h)))

[<Fact>]
let ``A linear system of small or large numbers is solved as well`` () =
    for scale in [ 1e-30; 1e30 ] do
        let b = Apply.toDType DType.Float32 (vector [ 1.0; 2.0; 3.0; 4.0 ]) * scale
        let a = Apply.toDType DType.Float32 (general (vector [ 1.0; 1.2; 0.9; 1.1 ]))
        let x = linearSolve LinearOptions.Default Products.matmul a b
        let back = Products.matmul a x / scale
        nearTo 1e-4 (b / scale) back

    let zero = vector [ 0.0; 0.0; 0.0; 0.0 ]
    near zero (linearSolve LinearOptions.Default Products.matmul (general zero) zero)

[<Fact>]
let ``What was reached of a linear system is said`` () =
    let a = general (vector [ 1.0; 1.2; 0.9; 1.1 ])
    let b = vector [ 1.0; 2.0; 3.0; 4.0 ]
    let one _ (v: Tensor) = v
    let full = tryLinearSolve LinearOptions.Default one Products.matmul a b
    Assert.True full.Converged
    Assert.InRange(full.Iterations, 1, 5)
    Assert.InRange(full.Residual, 0.0, 1e-10)
    let short = tryLinearSolve { LinearOptions.Default with MaxIterations = 2 } one Products.matmul a b
    Assert.Equal(SolveStatus.TooManyIterations, short.Status)
    Assert.Equal(2, short.Iterations)

    near
        (sum (b - Products.matmul a short.Solution) * 0.0 + short.Residual)
        (Observe.norm (b - Products.matmul a short.Solution) / Observe.norm b)

// Fixed points

/// The square root by Heron's iteration.
let private heron (a: Tensor) (x: Tensor) = 0.5 * (x + a / x)

let private positive = vector [ 0.5; 2.0; 9.0 ]

[<Fact>]
let ``Heron's fixed point has the derivatives of the square root`` () =
    let solved a = fixedPoint heron a (a * 0.0 + 1.0)
    agree sqrt solved positive
    dual solved positive

[<Fact>]
let ``A fixed point has the derivatives of its unrolled iteration`` () =
    let f (a: Tensor) (x: Tensor) = 0.3 * sin (Products.matmul spread x * a) + a * a
    let start = vector [ 0.1; 0.2; 0.3; 0.4 ]
    let unrolled a = Seq.fold (fun x _ -> f a x) start (seq { 1..60 })
    let a = vector [ 0.5; 0.7; 0.4; 0.6 ]
    agree unrolled (fun a -> fixedPoint f a start) a

    for memory in [ 1; 3 ] do
        agree unrolled (fun a -> fixedPointWith { FixedPointOptions.Default with Memory = memory } f a start) a

[<Fact>]
let ``Anderson's acceleration needs fewer iterations, and converges where plain iteration does not`` () =
    let linear (a: Tensor) (x: Tensor) = 0.9 * Products.matmul (rotation (x * 0.0 + 1.0)) x + a
    let a = vector [ 1.0; 2.0; 3.0; 4.0 ]
    let tried memory = tryFixedPoint { FixedPointOptions.Default with Memory = memory } linear a a
    let plain, quick = tried 0, tried 5
    Assert.True(plain.Converged && quick.Converged)
    Assert.InRange(quick.Iterations, 1, plain.Iterations / 10)
    let expanding (a: Tensor) (x: Tensor) = a - 3.0 * x
    near (a / 4.0) (fixedPointWith { FixedPointOptions.Default with Memory = 2 } expanding a a)

[<Fact>]
let ``Fixed points of trees keep what has no derivative`` () =
    let f (p: Tensor) (x: {| Root: Tensor; Count: Tensor |}) = {| x with Root = heron p x.Root |}
    let count = Creation.fromArray [| 3L |] (Shape.From [| 1 |])
    let x = fixedPoint f positive {| Root = positive; Count = count |}
    near (sqrt positive) x.Root
    Assert.Same(count, x.Count)
    let gradient = grad (fun p -> sum (fixedPoint f p {| Root = positive; Count = count |}).Root) positive
    near (0.5 / sqrt positive) gradient

[<Fact>]
let ``The start has no derivative`` () =
    let zero = positive * 0.0
    near zero (grad (fun x0 -> sum (fixedPoint heron positive x0)) positive)
    near zero (snd (jvp (fun x0 -> root (fun a x -> x * x - a) positive x0) positive positive))
    near zero (grad (fun x0 -> sum (argmin (fun (a: Tensor) x -> sum ((x - a) ** 4 + x * x)) positive x0)) positive)

// Roots

/// Kepler's equation for the eccentric anomaly.
let private kepler (m: Tensor, e: Tensor) (x: Tensor) = x - e * sin x - m

[<Fact>]
let ``Kepler's anomaly has the derivatives of its unrolled iteration`` () =
    let m = vector [ 0.3; 1.5; 3.0 ]
    let of' solve (e: Tensor) = solve (m * e, e)
    let unrolled (m: Tensor, e: Tensor) = Seq.fold (fun x _ -> m + e * sin x) m (seq { 1..60 })
    let e = vector [ 0.1; 0.3; 0.2 ]
    agree (of' unrolled) (of' (fun p -> root kepler p (fst p))) e
    dual (of' (fun p -> root kepler p (fst p))) e
    let slope = 1.0 / (1.0 - e * cos (root kepler (m, e) m))
    let dm, _ = grad (fun p -> sum (root kepler p m)) (m, e)
    near slope dm

[<Fact>]
let ``A root of a coupled system has the derivatives of Newton's unrolled iteration`` () =
    let f (a: Tensor) (x: Tensor) = x ** 3 + Products.matmul spread x + 4.0 * x - a

    let newton a =
        let step (x: Tensor) _ = x - dense (jacobianForward (f a) x) (f a x)
        Seq.fold step (vector [ 0.0; 0.0; 0.0; 0.0 ]) (seq { 1..12 })

    let a = vector [ 1.0; -2.0; 0.5; 3.0 ]
    let solved a = root f a (vector [ 0.0; 0.0; 0.0; 0.0 ])
    agree newton solved a

[<Fact>]
let ``Steps that overshoot are shortened`` () =
    let x = root (fun (a: Tensor) x -> atan x - a) (vector [ 0.0; 0.1 ]) (vector [ 20.0; 20.0 ])
    near (vector [ 0.0; tan 0.1 ]) x

[<Fact>]
let ``A bracketed root has the derivatives of the root`` () =
    let f (a: Tensor) (x: Tensor) = x ** 3 - a
    let low, high = positive * 0.0, positive * 0.0 + 10.0
    agree (fun a -> a ** (1.0 / 3.0)) (fun a -> bracketedRoot RootOptions.Default f a (low, high)) positive
    let cosine = bracketedRoot RootOptions.Default (fun () x -> cos x) () (real [] [ 1.0 ], real [] [ 2.0 ])
    nearTo 1e-12 (real [] [ Math.PI / 2.0 ]) cosine
    let ends = bracketedRoot RootOptions.Default (fun () x -> x - 1.0) () (vector [ 1.0; -1.0 ], vector [ 3.0; 1.0 ])
    near (vector [ 1.0; 1.0 ]) ends

// Minima

let private inputs = real [ 6; 3 ] [ for i in 1..18 -> sin (float (i * i)) ]
let private observed = vector [ for i in 1..6 -> cos (float i) ]

[<Fact>]
let ``Ridge regression has the derivatives of the normal equations`` () =
    let loss (rates: Tensor) (w: Tensor) =
        let error = Products.matmul inputs w - observed
        sum (error * error) + sum (rates * w * w)

    let closed (rates: Tensor) =
        let gram = Products.matmul (Moves.matrixTranspose inputs) inputs + Creation.eye DType.Float64 3 3 * rates
        dense gram (Products.matmul (Moves.matrixTranspose inputs) observed)

    let solved rates = argmin loss rates (vector [ 0.0; 0.0; 0.0 ])
    let rates = vector [ 0.5; 1.0; 2.0 ]
    agree closed solved rates
    dual solved rates

[<Fact>]
let ``The maximum of a linear score and the entropy is the softmax`` () =
    let loss (z: Tensor) (x: Tensor) =
        // The free part of a distribution, whose last probability is what is left.
        let last = 1.0 - sum x
        sum (x * log x) + last * log last - sum (x * z)

    let closed (z: Tensor) = exp z / (1.0 + sum (exp z))
    let z = vector [ 0.3; -0.5; 1.0 ]
    agree closed (fun z -> argmin loss z (vector [ 0.25; 0.25; 0.25 ])) z

[<Fact>]
let ``A minimum behind a bent valley is found`` () =
    let rosenbrock (a: Tensor) (x: Tensor) =
        let u, v = Moves.select 0 0 x, Moves.select 0 1 x
        (a - u) ** 2 + 100.0 * (v - u * u) ** 2

    let solved = tryArgmin ArgminOptions.Default rosenbrock (real [] [ 1.0 ]) (vector [ -1.2; 1.0 ])
    Assert.True(solved.Converged, string solved)
    near (vector [ 1.0; 1.0 ]) solved.Solution
    let slope = diff (fun a -> argmin rosenbrock a (vector [ -1.2; 1.0 ])) (real [] [ 1.0 ])
    near (vector [ 1.0; 2.0 ]) slope

[<Fact>]
let ``Solvers work in single precision`` () =
    let single = Apply.toDType DType.Float32 positive
    let near (expected: Tensor) (actual: Tensor) = nearTo 1e-5 (Apply.toDType DType.Float32 expected) actual
    near (sqrt positive) (fixedPoint heron single single)
    near (sqrt positive) (root (fun a x -> x * x - a) single single)
    near (sqrt positive) (argmin (fun a x -> sum (x ** 3 / 3.0 - a * x)) single single)
    near (0.5 / sqrt positive) (grad (fun a -> sum (root (fun a x -> x * x - a) a single)) single)

[<Fact>]
let ``What rounding keeps from the tolerance is solved as well as can be`` () =
    let hilbert =
        real
            [ 4; 4 ]
            [ for i in 0..3 do
                  for j in 0..3 -> 1.0 / float (i + j + 1) ]
        |> Apply.toDType DType.Float32

    let ones = Apply.toDType DType.Float32 (vector [ 1.0; 1.0; 1.0; 1.0 ])
    let alternating = Apply.toDType DType.Float32 (vector [ 1.0; -1.0; 1.0; -1.0 ])

    for b in [ ones; alternating; Products.matmul hilbert ones ] do
        for options in [ LinearOptions.Default; LinearOptions.Symmetric ] do
            let solved = tryLinearSolve options (fun _ v -> v) Products.matmul hilbert b
            Assert.True(solved.Converged, string solved)

        let x = root (fun b x -> Products.matmul hilbert x + 0.01 * x * x * x - b) b (b * 0.0)
        nearTo 1e-3 b (Products.matmul hilbert x + 0.01 * x * x * x)

    let loss (b: Tensor) (x: Tensor) = 0.5 * sum (x * Products.matmul hilbert x) - sum (b * x)
    let x = argmin loss ones ones
    nearTo 1e-2 ones (Products.matmul hilbert x)

[<Fact>]
let ``A singular matrix is said to be one`` () =
    let options = { LinearOptions.Default with Method = LinearMethod.Dense }
    let singular = real [ 2; 2 ] [ 1.0; 2.0; 2.0; 4.0 ]

    Assert.Throws<LinearAlgebraException>(
        Action(fun () -> linearSolve options Products.matmul singular (vector [ 1.0; 1.0 ]) |> ignore)
    )
