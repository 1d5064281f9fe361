/// Sweeps over large arrays put off products with numbers: gradients are bit for bit what small arrays get.
module Functional.Tests.LargeArraysTests

open System
open Xunit
open Functional

let private size, piece = 40000, 1000

/// Numbers without a pattern, of both signs, positive after `abs`.
let private data (seed: int) : float32[] =
    let random = Random seed
    Array.init size (fun _ -> float32 (4.0 * random.NextDouble() - 2.0))

let private tensor (data: float32[]) : Tensor = Tensor.ofArray [ data.Length ] data
let private numbers (x: Tensor) : float32[] = Tensor.toArray x

/// The gradients of a sum of something elementwise: of the whole, and of one piece after the other.
let private agree (name: string) (f: Tensor -> Tensor -> Tensor) =
    let xs, ys = data 1, data 2
    let loss (x, y) = Tensor.sum (f x y)
    let gradients (xs, ys) = grad loss (tensor xs, tensor ys)
    let gx, gy = gradients (xs, ys)

    let px, py =
        Array.map2 (fun x y -> gradients (x, y)) (Array.chunkBySize piece xs) (Array.chunkBySize piece ys)
        |> Array.unzip

    let pieces (parts: Tensor[]) = Array.collect numbers parts
    Assert.True((pieces px = numbers gx), $"{name}: the first gradient")
    Assert.True((pieces py = numbers gy), $"{name}: the second gradient")

[<Fact>]
let ``owed factors are paid on every way to a leaf`` () =
    agree "negated" (fun x y -> -(sin x) - cos y)
    agree "doubled" (fun x y -> Tensor.square (sin x * y))
    agree "the leaf itself" (fun x y -> -x - y)
    agree "twice negated" (fun x y -> sin (-(-x)) * y)
    agree "factors that are not exact" (fun x y -> sin x * 0.3 + -(cos y) * 3.0)

[<Fact>]
let ``terms that owe different factors add up`` () =
    agree "one owes" (fun x y -> x * sin y - x * cos y)
    agree "both owe the same" (fun x y -> -(x * y) - (sin x * cos y))
    agree "both owe" (fun x y -> let z = sin x in Tensor.square z - z * y)
    agree "both owe, in the other order" (fun x y -> let z = sin x in -(z * y) + Tensor.square z)
    agree "the function of the benchmark" (fun x y -> tanh (sin x * x + exp (-(Tensor.square x))) * y)

[<Fact>]
let ``factors are paid before custom operations and parts`` () =
    let forward (context: Context) (xs: Tensor[]) =
        context.Save xs[0]
        2.0 * sin xs[0]

    let backward (context: Context) (cotangent: Tensor) = [| 2.0 * cos context.Saved[0] * cotangent |]
    let mine x = Custom.defineBackward "twice_sine" forward backward [| x |]
    agree "custom" (fun x y -> -(mine (x * y)))

    let parts (x: Tensor) (y: Tensor) =
        let half = x.Size / 2
        let first, second = Tensor.narrow 0 0 half x, Tensor.narrow 0 half half x
        -(Tensor.cat 0 [ second * second; first ]) * y

    let xs, ys = data 3, data 4
    let gx = grad (fun x -> Tensor.sum (parts x (tensor ys))) (tensor xs) |> numbers
    let half = size / 2

    let expected = Array.init size (fun i -> if i < half then -ys[i + half] else -2.0f * (ys[i - half] * xs[i]))

    Assert.Equal<float32[]>(expected, gx)

[<Fact>]
let ``derivatives of derivatives are those of small arrays`` () =
    let xs = data 5
    let f x = Tensor.sum (Tensor.square (sin x) - exp (-x))
    let hessianTimes (xs: float32[]) = hvp f (tensor xs) (tensor (Array.map (fun x -> x + 1.0f) xs)) |> numbers
    Assert.True((Array.collect hessianTimes (Array.chunkBySize piece xs) = hessianTimes xs))

[<Fact>]
let ``a checkpointed function gets all of its cotangents`` () =
    agree "checkpoint" (fun x y -> -(checkpoint (fun (x, y) -> Tensor.square (sin x * y)) (x, y)) - x * y)

[<Fact>]
let ``stored gradients owe nothing`` () =
    let p = Parameter(tensor (data 6))
    let between = sin (p :> Tensor)
    Autograd.retainGrad between
    Autograd.backward (Tensor.sum (-(Tensor.square between)))
    let s = numbers (sin p.Value)
    Assert.Equal<float32[]>(Array.map (fun s -> -2.0f * s) s, numbers (Autograd.grad between))
