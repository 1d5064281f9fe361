/// What `open Functional` gives to F#: literals, operators, and F#'s own functions on tensors.
module Functional.Tests.FaceTests

open Xunit
open Functional

let private same (expected: float list) (actual: Tensor) =
    Assert.Equal<float list>(expected, List.ofArray (Tensor.toArray<float> actual))

let private x = tensor [ 1.0; -2.0; 3.0 ]

[<Fact>]
let ``literals are float32, whatever they are made of`` () =
    for data, shape in
        [ box 2, []
          box 0.5, []
          box true, []
          box [ 1; 2 ], [ 2 ]
          box [| 1.0f; 2.0f |], [ 2 ]
          box (seq { 1.0 .. 3.0 }), [ 3 ]
          box [ [ 1; 2; 3 ]; [ 4; 5; 6 ] ], [ 2; 3 ]
          box [| [| true |] |], [ 1; 1 ]
          box (array2D [ [ 1; 2 ] ]), [ 1; 2 ]
          box (Array3D.zeroCreate<float> 2 1 3), [ 2; 1; 3 ]
          box [ x; x ], [ 2; 3 ]
          box List.empty<float>, [ 0 ] ] do
        let t = tensor (nonNull data)
        Assert.Equal<int list>(shape, List.ofSeq t.Shape)
        Assert.Equal(DType.Float32, t.DType)

[<Fact>]
let ``literals that are no array of numbers are errors`` () =
    Assert.Throws<ShapeException>(fun () -> tensor [ [ 1; 2 ]; [ 3 ] ] |> ignore) |> ignore
    Assert.Throws<DTypeException>(fun () -> tensor "12" |> ignore) |> ignore
    Assert.Throws<DTypeException>(fun () -> tensor [ 'a' ] |> ignore) |> ignore
    Assert.Throws<System.ArgumentNullException>(fun () -> tensor (Unchecked.defaultof<obj>) |> ignore) |> ignore

[<Fact>]
let ``typed data keeps every bit`` () =
    let largest = [| System.Int64.MaxValue |]
    Assert.Equal<int64[]>(largest, Tensor.create DType.Int64 [ largest ] |> Tensor.toArray<int64>)
    Assert.Equal(0.1, Tensor.create DType.Float64 0.1 |> Tensor.toScalar)

[<Fact>]
let ``functions and operators of F# work on tensors`` () =
    same [ 1.0; 4.0; 9.0 ] (x ** 2.0)
    same [ 1.0; 4.0; 9.0 ] (x ** 2)
    same [ 2.0; -4.0; 6.0 ] (2.0 * x)
    same [ -1.0; 2.0; -3.0 ] -x
    same [ 1.0; 2.0; 3.0 ] (abs x)
    same [ 0.0; -3.0; 2.0 ] (x - 1)
    Assert.Equal(2.0, float (Tensor.sum x))
    Assert.Equal(2, int (Tensor.sum x))

[<Fact>]
let ``comparisons with a dot are elementwise`` () =
    same [ 1.0; 0.0; 1.0 ] (x .> 0.0)
    same [ 0.0; 1.0; 0.0 ] (x .< 0.0)
    same [ 1.0; 0.0; 1.0 ] (x .>= tensor 1)
    same [ 1.0; 1.0; 0.0 ] (x .<= tensor 1)
    same [ 1.0; 0.0; 0.0 ] (x .= 1.0)
    same [ 0.0; 1.0; 1.0 ] (x .<> tensor 1)

[<Fact>]
let ``the matrix product binds as tightly as *`` () =
    let m = tensor [ [ 1; 2 ]; [ 3; 4 ] ]
    same [ 8.0; 12.0; 18.0; 26.0 ] (m *@ m + m)

[<Fact>]
let ``brackets take positions and index entries`` () =
    let m = tensor [ [ 1; 2 ]; [ 3; 4 ] ]
    same [ 3.0; 4.0 ] m[-1]
    same [ 2.0; 4.0 ] m[At.All, At.Index 1]
    same [ 3.0; 4.0 ] m[tensor [ 0; 1 ] .> 0.0]

[<Fact>]
let ``stopGradient makes a constant inside every derivative`` () =
    let f x = x * Tensor.stopGradient x |> Tensor.sum
    same [ 1.0; -2.0; 3.0 ] (grad f x)
    same [ 0.0; 0.0; 0.0 ] (hvp f x x)

[<Fact>]
let ``tensors in a literal keep their derivatives`` () =
    same [ 2.0; -4.0; 6.0 ] (grad (fun x -> tensor [ x; x ] |> Tensor.square |> Tensor.sum |> fun y -> 0.5 * y) x)

[<Fact>]
let ``equality of whole tensors knows infinities and nan`` () =
    let inf = tensor [ infinity; 1.0 ]
    Assert.True(Tensor.allClose 1e-5 1e-8 inf inf)
    Assert.False(Tensor.allClose 1e-5 1e-8 (tensor [ 1.0; 1.0 ]) inf)
    Assert.False(Tensor.allClose 1e-5 1e-8 (tensor nan) (tensor nan))
    Assert.False(Tensor.equal (tensor [ 1.0 ]) (tensor 1.0))
