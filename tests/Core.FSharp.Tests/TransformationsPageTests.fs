/// The code of docs/transformations.md, and the values that it shows.
module Functional.Tests.TransformationsPageTests

open Xunit
open Functional

let private near (tolerance: float) (expected: float list) (x: Tensor) =
    Assert.True(
        Tensor.allClose 0.0 tolerance (Tensor.flatten x) (Tensor.create DType.Float64 expected),
        $"expected %A{expected}, got {x}"
    )

let private same expected x = near 1e-5 expected x

[<Fact>]
let ``gradients`` () =
    let f (v: Tensor) = Tensor.sum (v * v * v)
    let x = tensor [ 1; 2 ]
    let g = grad f x // [3, 12]
    let y, dy = valueAndGrad f x // 9, [3, 12]
    let df = grad f // a function, for the next transformation
    let da, db = grad (fun (a: Tensor, b: Tensor) -> Tensor.sum (a * b)) (x, x) // [1, 2], [1, 2]

    same [ 3.0; 12.0 ] g
    same [ 9.0 ] y
    same [ 3.0; 12.0 ] dy
    same [ 3.0; 12.0 ] (df x)
    same [ 1.0; 2.0 ] da
    same [ 1.0; 2.0 ] db

[<Fact>]
let ``directions and cotangents`` () =
    let f (v: Tensor) = Tensor.square v * Tensor.sum v
    let x = tensor [ 1; 2 ]
    let value, slope = jvp f x (tensor [ 1; 0 ]) // [3, 12], [7, 4]
    let _, pull = vjp f x // pull (tensor [ 1; 0 ]) is [7, 1]
    let _, push = linearize f x // push (tensor [ 1; 0 ]) is [7, 4], push (tensor [ 0; 1 ]) is [1, 16]: f ran once
    let back = linearTranspose (Tensor.cumsum 0) x // back (tensor [ 1; 2 ]) is [3, 2]

    same [ 3.0; 12.0 ] value
    same [ 7.0; 4.0 ] slope
    same [ 7.0; 1.0 ] (pull (tensor [ 1; 0 ]))
    same [ 7.0; 4.0 ] (push (tensor [ 1; 0 ]))
    same [ 1.0; 16.0 ] (push (tensor [ 0; 1 ]))
    same [ 3.0; 2.0 ] (back (tensor [ 1; 2 ]))

[<Fact>]
let ``jacobians`` () =
    let f (v: Tensor) = Tensor.square v * Tensor.sum v
    let x = tensor [ 1; 2 ]
    let j = jacobian f x // [[7, 1], [4, 16]]
    let forward = jacobianForward f x // the same, by columns
    let reverse = jacobianReverse f x // the same, by rows

    same [ 7.0; 1.0; 4.0; 16.0 ] j
    same [ 7.0; 1.0; 4.0; 16.0 ] forward
    same [ 7.0; 1.0; 4.0; 16.0 ] reverse

[<Fact>]
let ``second derivatives`` () =
    let f (v: Tensor) = v[0] * v[0] * v[1]
    let x = tensor [ 3; 2 ]
    let h = hessian f x // [[4, 6], [6, 0]]
    let hv = hvp f x (tensor [ 1; 1 ]) // [10, 6]
    let diagonal = hessianDiagonal f x // [4, 0]
    let trace = laplacian f x // 4

    same [ 4.0; 6.0; 6.0; 0.0 ] h
    same [ 10.0; 6.0 ] hv
    same [ 4.0; 0.0 ] diagonal
    same [ 4.0 ] trace

[<Fact>]
let ``power series`` () =
    let f (t: Tensor) = 1.0 / (1.0 - t)
    let zero, one = tensor 0, tensor 1
    let c = taylor 3 f zero one // 1, 1, 1, 1
    let sixth = diffN 3 f zero // 6: the third derivative is 3! c₃
    let y = jet f zero [ one; one ] // 1, 1, 2: 1 / (1 - t - t²) gives Fibonacci's numbers

    same [ 1.0; 1.0; 1.0; 1.0 ] (Tensor.stack 0 c)
    same [ 6.0 ] sixth
    same [ 1.0; 1.0; 2.0 ] (Tensor.stack 0 y)

[<Fact>]
let ``batches`` () =
    let xs, w = tensor [ [ 1; 2 ]; [ 3; 4 ]; [ 5; 6 ] ], tensor [ 10; 1 ]
    let energy (x: Tensor) = Tensor.sum (w * x * x) // of one example; w is captured
    let energies = vmap energy xs // [14, 106, 286]
    let slopes = vmap (grad energy) xs // a gradient for each example: [[20, 4], [60, 8], [100, 12]]
    let columns = vmapAxes [ Some 1 ] [ Some 0 ] Tensor.sum xs // [9, 12]
    let shared = vmapAxes [ Some 0; None ] [ Some 0 ] (fun (a: Tensor, b) -> Tensor.sum (a * b)) (xs, w) // [12, 34, 56]
    let table = vmap (fun (a: Tensor) -> vmap (fun b -> a * b) w) xs[0] // nested: [[10, 1], [20, 2]]
    let noise = vmap (Key.normal [ 4 ]) (Key.splitN 3 (Key.ofSeed 0)) // [3, 4]: own numbers for each example

    same [ 14.0; 106.0; 286.0 ] energies
    same [ 20.0; 4.0; 60.0; 8.0; 100.0; 12.0 ] slopes
    same [ 9.0; 12.0 ] columns
    same [ 12.0; 34.0; 56.0 ] shared
    same [ 10.0; 1.0; 20.0; 2.0 ] table
    let second = Key.unbind (Key.splitN 3 (Key.ofSeed 0)) |> Array.item 1
    Assert.True(Tensor.allClose 0.0 0.0 (Key.normal [ 4 ] second) noise[1])

[<Fact>]
let ``checkpoints`` () =
    let sines v = Seq.fold (fun v _ -> sin v) v (seq { 1..10 })
    let block = checkpoint sines
    let kept = diff (sines >> sines) (tensor 1) // 0.0339
    let again = grad (block >> block) (tensor 1) // 0.0339: the same, from 2 kept values and 10 at a time

    same [ float kept ] again
    near 1e-4 [ 0.0339 ] kept

[<Fact>]
let ``rules of one's own`` () =
    let naive (x: Tensor) = log (1.0 + exp x)
    let softplus = customJvp naive (fun x _ v -> v * Tensor.sigmoid x)
    let lost = diff naive (tensor 100) // nan: ∞ / ∞
    let found = diff softplus (tensor 100) // 1
    let reversed = customVjp id (fun _ _ (c: Tensor) -> -c)
    let up = grad (fun x -> reversed x * 3.0) (tensor 1) // -3
    let bend = diffN 2 softplus (tensor 0) // 0.25: of the rule

    Assert.True(System.Double.IsNaN(float lost))
    same [ 1.0 ] found
    same [ -3.0 ] up
    same [ 0.25 ] bend

[<Fact>]
let ``decisions and loops`` () =
    let root (x: Tensor) = cond (x .> 0.0) sqrt (fun u -> 0.0 * u) x
    let roots = vmap root (tensor [ -4; 4; 9 ]) // [0, 2, 3]
    let slopes = vmap (grad root) (tensor [ -4; 4; 9 ]) // [0, 0.25, 0.1667]: no nan from the branch not taken
    let grow (x: Tensor) = whileLoop (fun s -> s .< 100.0) (fun s -> 2.0 * s) x
    let grown = vmap grow (tensor [ 3; 60 ]) // [192, 120]: each stops by itself
    let rates = vmap (grad grow) (tensor [ 3; 60 ]) // [64, 2]
    let factorial = forLoop 1 5 (fun i (s: Tensor) -> s * i) (tensor 1) // 24
    let xs = tensor [ 1; 2; 3 ]
    let sum, sums = scan (fun (s: Tensor) (x: Tensor) -> s + x, s + x) (tensor 0) xs // 6, [1, 3, 6]
    let _, rest = scanBack (fun (s: Tensor) (x: Tensor) -> s + x, s + x) (tensor 0) xs // [6, 5, 3]
    let products = associativeScan (fun (a: Tensor) b -> a * b) xs // [1, 2, 6]

    same [ 0.0; 2.0; 3.0 ] roots
    same [ 0.0; 0.25; 1.0 / 6.0 ] slopes
    same [ 192.0; 120.0 ] grown
    same [ 64.0; 2.0 ] rates
    same [ 24.0 ] factorial
    same [ 6.0 ] sum
    same [ 1.0; 3.0; 6.0 ] sums
    same [ 6.0; 5.0; 3.0 ] rest
    same [ 1.0; 2.0; 6.0 ] products

[<Fact>]
let ``solutions of equations`` () =
    let sqrt' a = fixedPoint (fun (a: Tensor) x -> 0.5 * (x + a / x)) a (tensor 1)
    let slope = diff sqrt' (tensor 4) // 0.25
    let cubic a = root (fun (a: Tensor) (x: Tensor) -> x ** 3 + x - a) a a
    let rise = diff cubic (tensor 10) // 0.0769: 1 / (3 x² + 1) at x = 2
    let two = bracketedRoot RootOptions.Default (fun (a: Tensor) x -> x ** 3 - a) (tensor 8) (tensor 0, tensor 10) // 2
    let best a = argmin (fun (a: Tensor) x -> exp x - a * x) a (tensor 0)
    let moves = diff best (tensor 2) // 0.5: the least is at log a
    let scale = tensor [ 2; 4 ]
    let solved b = linearSolve LinearOptions.Default (fun (k: Tensor) v -> k * v) scale b
    let inverse = jacobian solved (tensor [ 1; 1 ]) // [[0.5, 0], [0, 0.25]]
    let last k = odeSolve (fun (k: Tensor) _ x -> -k * x) k (tensor 1) (tensor [ 0; 1 ]) |> Tensor.select 0 -1
    let decay = diff last (tensor 1) // -0.3679: -1 / e

    same [ 0.25 ] slope
    same [ 1.0 / 13.0 ] rise
    same [ 2.0 ] two
    same [ 0.5 ] moves
    same [ 0.5; 0.0; 0.0; 0.25 ] inverse
    same [ -exp -1.0 ] decay

[<Fact>]
let ``random numbers`` () =
    let keys = Key.unbind (Key.splitN 3 (Key.ofSeed 7)) // or one key for three, to map or scan over
    let step s u k = u + s * Key.normal [ 1 ] k, u
    let walk s = scan (step s) (Tensor.zeros [ 1 ]) (Key.splitN 3 (Key.ofSeed 7)) |> fst |> Tensor.sum
    let slope = diff walk (tensor 2) // the sum of three normal numbers: draws are constants

    same [ keys |> Array.sumBy (fun key -> float (Key.normal [ 1 ] key)) ] slope

[<Fact>]
let ``how they compose`` () =
    let xs = tensor [ 0.5; 1.0; 1.5 ]
    let f (x: Tensor) = sin x * x
    let each = vmap (grad f) xs // [0.9182, 1.3818, 1.1036]
    let together = grad (fun v -> Tensor.sum (vmap f v)) xs // the same numbers
    let step = checkpoint (fun (s: Tensor, x: Tensor) -> sin (s * x))
    let chain s = scan (fun u x -> step (u, x), u) s xs |> fst
    let through = diff chain (tensor 1) // 0.4497: keeps three states
    let energy a = argmin (fun (a: Tensor) x -> exp x - a * x) a (tensor 0)
    let second = diffN 2 energy (tensor 2) // -0.25: a derivative of a derivative of a minimum
    let seconds = vmap (grad (grad energy)) (tensor [ 1; 2; 4 ]) // [-1, -0.25, -0.0625]
    let outer (s: Tensor) = s * diff (fun t -> s + t) s
    let one = diff outer (tensor 3) // 1: s and t are kept apart

    near 1e-4 [ 0.9182; 1.3818; 1.1036 ] each
    same (List.ofArray (Tensor.toArray<float> together)) each
    near 1e-4 [ 0.4497 ] through
    near 1e-4 [ -0.25 ] second
    near 1e-4 [ -1.0; -0.25; -0.0625 ] seconds
    same [ 1.0 ] one

[<Fact>]
let ``compiled functions`` () =
    let f (v: Tensor) = Tensor.sum (sin v * v)
    let slope = compile (grad f) // compile outside, where there is a choice
    let g = slope (tensor [ 0.5; 1.0; 1.5 ]) // [0.9182, 1.3818, 1.1036]

    near 1e-4 [ 0.9182; 1.3818; 1.1036 ] g
