/// Operations declared in a file each: their values and slopes at the edges, which the laws stay away from.
module Functional.Tests.MoreTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

let private vector (data: float list) = real [ data.Length ] data

let private near (tolerance: float) (expected: float list) (actual: Tensor) =
    let actual = elements actual
    Assert.Equal(expected.Length, actual.Length)

    for e, a in Seq.zip expected actual do
        Assert.True(e.Equals a || abs (a - e) <= tolerance * abs e, $"expected %A{expected}, got %A{actual}")

let private slopes (f: Tensor -> Tensor) (x: float list) = grad (f >> Tensor.sum) (vector x)
let private pull (f: Tensor -> Tensor) (x: float list) (c: float list) = snd (vjp f (vector x)) (vector c)

[<Fact>]
let ``logit keeps its digits near 0, near a half and near 1`` () =
    let d = 2.0 ** -40.0
    near 1e-15 [ -Math.Log 3.0; 0.0; Math.Log 3.0 ] (Tensor.logit (vector [ 0.25; 0.5; 0.75 ]))
    near 1e-15 [ 4.0 * d; -4.0 * d ] (Tensor.logit (vector [ 0.5 + d; 0.5 - d ]))
    near 1e-15 [ 40.0 * Math.Log 2.0 - d; -1e3 * Math.Log 2.0 ] (Tensor.logit (vector [ 1.0 - d; 2.0 ** -1000.0 ]))

[<Fact>]
let ``logit is infinite at 0 and 1, and nan beyond them, as its slope is`` () =
    let edges = [ 0.0; 1.0; -0.1; 1.1; nan ]
    near 0.0 [ -infinity; infinity; nan; nan; nan ] (Tensor.logit (vector edges))
    near 0.0 [ infinity; infinity; nan; nan; nan ] (slopes Tensor.logit edges)

[<Fact>]
let ``logit with eps stops at its bounds, where the slope still passes`` () =
    let x = [ -1.0; 0.0; 0.125; 0.5; 0.875; 2.0 ]
    let far = Math.Log 7.0
    near 1e-15 [ -far; -far; -far; 0.0; far; far ] (Tensor.logitWith 0.125 (vector x))
    near 1e-15 [ 0.0; 0.0; 64.0 / 7.0; 4.0; 64.0 / 7.0; 0.0 ] (slopes (Tensor.logitWith 0.125) x)

[<Fact>]
let ``logit keeps float32, and makes floats of integers`` () =
    Assert.Equal(DType.Float32, (Tensor.logit (Tensor.full [ 2 ] 0.5)).DType)
    Assert.Equal(DType.Float32, (Tensor.logit (Tensor.ofArray [ 2 ] [| 0; 1 |])).DType)
    Assert.Throws<ArgumentNullException>(fun () -> Tensor.logit Unchecked.defaultof<Tensor> |> ignore)

[<Fact>]
let ``logCumSumExp is logSumExp of all that came before`` () =
    let random = Random 1
    let x = real [ 2; 7; 3 ] (Array.init 42 (fun _ -> 20.0 * random.NextDouble() - 10.0))

    for axis in [ 0; 1; 2; -1; -2 ] do
        let prefix j = Tensor.narrow axis 0 (j + 1) x |> Tensor.logSumExpOver [ axis ]
        let expected = Seq.init x.Shape[axis] prefix |> Tensor.stack axis
        near 1e-13 (List.ofArray (elements expected)) (Tensor.logCumSumExp axis x)

[<Fact>]
let ``logCumSumExp neither overflows nor loses the small ones that come first`` () =
    let x = [ -1000.0; 0.0; 1000.0; 1000.0 ]
    let f = Tensor.logCumSumExp 0
    near 1e-15 [ -1000.0; 0.0; 1000.0; 1000.0 + Math.Log 2.0 ] (f (vector x))
    near 1e-15 [ 1.0; 0.0; 0.0; 0.0 ] (pull f x [ 1.0; 0.0; 0.0; 0.0 ])
    near 1e-15 [ 0.0; 1.0; 0.0; 0.0 ] (pull f x [ 0.0; 1.0; 0.0; 0.0 ])
    near 1e-13 [ 0.0; 0.0; 0.5; 0.5 ] (pull f x [ 0.0; 0.0; 0.0; 1.0 ])

[<Fact>]
let ``logCumSumExp at infinities`` () =
    let x = [ -infinity; 0.0; -infinity; infinity; 0.0 ]
    let f = Tensor.logCumSumExp 0
    near 0.0 [ -infinity; 0.0; 0.0; infinity; infinity ] (f (vector x))
    near 0.0 [ 1.0; 2.0; 0.0; 2.0; 0.0 ] (pull f x [ 1.0; 1.0; 1.0; 1.0; 1.0 ])
    let nans = f (vector [ 0.0; nan; 0.0 ])
    near 0.0 [ 0.0; nan; nan ] nans

[<Fact>]
let ``logCumSumExp of one number, of nothing, and along no axis`` () =
    Assert.Equal(2.0, item (Tensor.logCumSumExp 0 (real [] [ 2.0 ])))
    Assert.Equal<int[]>([| 2; 0 |], (Tensor.logCumSumExp 1 (real [ 2; 0 ] [])).Shape.Lengths.ToArray())
    Assert.Equal(DType.Float32, (Tensor.logCumSumExp 0 (Tensor.ones [ 3 ])).DType)
    let e = Assert.Throws<AxisException>(fun () -> Tensor.logCumSumExp 2 (real [ 1 ] [ 0.0 ]) |> ignore)
    Assert.StartsWith("logcumsumexp", e.Message)
