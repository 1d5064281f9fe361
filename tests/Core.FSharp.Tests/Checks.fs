/// What tests of single operations say: which tensor is expected, which gradient, which error.
module Functional.Tests.Checks

open Xunit
open Functional
open Functional.Tests.Witness

// Seeds are set on the one default generator, as in PyTorch: tests that do so must not run beside each other.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

/// 0, 1, 2, … of a shape, float64.
let counting (shape: int list) = real shape [ for i in 0 .. List.fold (*) 1 shape - 1 -> float i ]

/// A tensor of the dtype with that name.
let typed dtype (shape: int list) (data: float list) =
    toTensor { Shape = Array.ofList shape; DType = dtype; Data = Array.ofList data }

let int64s shape data = typed "int64" shape data
let bools shape data = typed "bool" shape data

/// The same shape, dtype and numbers.
let same (expected: Tensor) (actual: Tensor) =
    Assert.Equal(expected.Space, actual.Space)
    Assert.Equal<float[]>(elements expected, elements actual)

/// The same numbers, whatever the shape.
let equal (expected: float list) (x: Tensor) = Assert.Equal<float list>(expected, List.ofArray (elements x))

/// The gradient of the sum of weight * f x.
let gradient (f: Tensor -> Tensor) (x: Tensor) (weight: Tensor) =
    Reverse.Run("gradient", null, (fun xs -> [| f xs[0] |]), [| x |]).Pull [| weight |] |> Array.item 0

/// The error that a call raises, word for word.
let saysExactly<'e when 'e :> exn> (message: string) (f: unit -> Tensor) =
    Assert.Equal(message, Assert.Throws<'e>(fun () -> f () |> ignore).Message)

/// The error that a call raises, and what its message must name.
let says<'e when 'e :> exn> (parts: string list) (f: unit -> Tensor) =
    let error = Assert.Throws<'e>(fun () -> f () |> ignore)

    for part in parts do
        Assert.Contains(part, error.Message)

/// The same shape, and near by the rounding of a dtype.
let near (expected: Tensor) (actual: Tensor) =
    let eps = if actual.DType = DType.Float32 then 1e-5 else 1e-13
    Assert.Equal<Shape>(expected.Shape, actual.Shape)
    let expected, actual = elements expected, elements actual
    let scale = expected |> Array.fold (fun scale x -> max scale (abs x)) 1.0

    for e, a in Array.zip expected actual do
        Assert.True(abs (e - a) <= eps * 20.0 * scale, $"expected {e}, got {a}")

/// A unit matrix, or a batch of them.
let isIdentity (x: Tensor) = near (Systems.matrixPower 0 x) x
