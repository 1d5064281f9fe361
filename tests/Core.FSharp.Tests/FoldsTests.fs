/// What folds, products and composed functions do beside computing derivatives: integers, bools, bounds, errors.
module Functional.Tests.FoldsTests

open System
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Checks
open Functional.Tests.Witness

let private typed dtype shape data = toTensor { Shape = Array.ofSeq shape; DType = dtype; Data = Array.ofSeq data }

let private is dtype shape data (actual: Tensor) =
    match differs 1e-12 { Shape = Array.ofSeq shape; DType = dtype; Data = Array.ofSeq data } actual with
    | None -> ()
    | Some message -> Assert.Fail message

let private says (parts: string list) (run: unit -> Tensor) =
    let error = Assert.ThrowsAny<ArgumentException>(fun () -> run () |> ignore)

    for part in parts do
        Assert.Contains(part, error.Message)

[<Fact>]
let ``integers and bools fold in int64`` () =
    typed "int32" [ 2; 2 ] [ 1; 2; 3; 4 ] |> Reductions.prod [| 1 |] true |> is "int64" [ 2; 1 ] [ 2; 12 ]
    typed "bool" [ 3 ] [ 1; 0; 1 ] |> Reductions.sum [||] false |> is "int64" [] [ 2 ]
    typed "uint8" [ 2; 2 ] [ 200; 1; 1; 100 ] |> Reductions.trace |> is "int64" [] [ 300 ]

[<Fact>]
let ``a product over several axes is the product of all their elements`` () =
    real [ 2; 3; 2 ] [ 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12 ]
    |> Reductions.prod [| 0; -2 |] false
    |> is "float64" [ 2 ] [ 10395; 46080 ]

    real [ 0; 2 ] [] |> Reductions.prod [| 0 |] false |> is "float64" [ 2 ] [ 1; 1 ]

[<Fact>]
let ``bools have a largest element, and it has a place`` () =
    let values, indices = typed "bool" [ 2; 2 ] [ 0; 1; 0; 0 ] |> Reductions.max 1 true
    is "bool" [ 2; 1 ] [ 1; 0 ] values
    is "int64" [ 2; 1 ] [ 1; 0 ] indices

[<Fact>]
let ``a number without axes folds as a vector of one element`` () =
    let x = real [] [ 3.0 ]
    Reductions.sum [| -1 |] true x |> is "float64" [] [ 3.0 ]
    Statistics.softmax 0 x |> is "float64" [] [ 1.0 ]
    let values, indices = Reductions.max 0 false x
    is "float64" [] [ 3.0 ] values
    is "int64" [] [ 0 ] indices

[<Fact>]
let ``mean and variance come together`` () =
    let var, mean = Statistics.varMean 1.0 [| 1 |] true (real [ 2; 3 ] [ 1; 2; 3; 2; 2; 2 ])
    is "float64" [ 2; 1 ] [ 1; 0 ] var
    is "float64" [ 2; 1 ] [ 2; 2 ] mean

[<Fact>]
let ``softmax of large numbers does not overflow, in either precision`` () =
    typed "float32" [ 2 ] [ 1e4; 1e4 ] |> Statistics.softmax 0 |> is "float32" [ 2 ] [ 0.5; 0.5 ]

    typed "float32" [ 2 ] [ 1e4; 1e4 ]
    |> Statistics.logSumExp [||] false
    |> is "float32" [] [ float (1e4f + 0.6931472f) ]

[<Theory>]
[<InlineData("float16")>]
[<InlineData("float32")>]
[<InlineData("float64")>]
let ``infinite elements are the largest of logsumexp, or none of it`` (dtype: string) =
    let sum xs = typed dtype [ List.length xs ] xs |> Statistics.logSumExp [| 0 |] false
    sum [ infinity; 1.0 ] |> is dtype [] [ infinity ]
    sum [ -infinity; 1.0 ] |> is dtype [] [ 1.0 ]
    sum [ -infinity; -infinity ] |> is dtype [] [ -infinity ]
    sum [ nan; infinity ] |> is dtype [] [ nan ]

    typed dtype [ 3 ] [ -infinity; 2.0; -infinity ]
    |> Statistics.logSoftmax 0
    |> is dtype [ 3 ] [ -infinity; 0.0; -infinity ]

[<Fact>]
let ``the logarithm of a softmax keeps its digits beside large elements`` () =
    // log(1 + e^-20), of which hardly a digit would be left beside 1e6.
    typed "float64" [ 2 ] [ 1e6; 1e6 - 20.0 ]
    |> Statistics.logSoftmax 0
    |> elements
    |> fun values -> Assert.Equal(-2.061153620314381e-9, values[0], 1e-15)

[<Fact>]
let ``a layer multiplies by the transposed weight and adds the bias`` () =
    let weight = real [ 2; 3 ] [ 1; 0; 0; 0; 1; 1 ]
    Products.linear (real [ 3 ] [ 1; 2; 3 ]) weight null |> is "float64" [ 2 ] [ 1; 5 ]
    Products.linear (real [ 1; 3 ] [ 1; 2; 3 ]) weight (real [ 2 ] [ 10; 20 ]) |> is "float64" [ 1; 2 ] [ 11; 25 ]

[<Fact>]
let ``a host number keeps its precision beside several tensors`` () =
    let x, y = real [ 1 ] [ 0.0 ], real [ 1 ] [ 1.0 ]
    Composed.lerp x y (host 0.1) |> elements |> fun values -> Assert.Equal(0.1, values[0])

[<Fact>]
let ``of several operands the strongest of the highest kind decides`` () =
    let xs =
        Promote.common "test" [| typed "float64" [] [ 1 ]; typed "int64" [ 1 ] [ 1 ]; typed "float32" [ 1 ] [ 1 ] |]

    Assert.All(xs, fun x -> Assert.Equal(DType.Float32, x.DType))

[<Fact>]
let ``clamping gives the high bound where bounds cross, and nan where a bound or the number is`` () =
    let x = real [ 4 ] [ 0.0; nan; 5.0; -5.0 ]
    let low = real [ 4 ] [ 1.0; 0.0; nan; -1.0 ]
    let high = real [ 4 ] [ -1.0; 1.0; 1.0; 1.0 ]
    Composed.clamp low high x |> is "float64" [ 4 ] [ -1.0; nan; nan; -1.0 ]

[<Fact>]
let ``sinc has its second derivative at 0`` () =
    let gradient xs =
        Reverse.Run("inner", null, (fun xs -> [| Composed.sinc (Array.head xs) |]), xs).Pull [| real [] [ 1.0 ] |]

    let struct (_, second) = Forward.push "outer" gradient [| real [] [ 0.0 ] |] [| real [] [ 1.0 ] |]
    Assert.Equal(-Math.PI * Math.PI / 3.0, item second[0], 12)

[<Fact>]
let ``errors say what was expected and what to do`` () =
    let matrix = real [ 2; 3 ] [ 1; 2; 3; 4; 5; 6 ]

    says [ "mean"; "floating-point"; "int64"; "cast" ] (fun () ->
        Reductions.mean [||] false (typed "int64" [ 1 ] [ 1 ]))

    says [ "argmax"; "bool" ] (fun () -> Reductions.argmax ValueNone false (typed "bool" [ 1 ] [ 1 ]))
    says [ "amax"; "[0]" ] (fun () -> Reductions.amax [||] false (real [ 0 ] []))
    says [ "sum"; "twice" ] (fun () -> Reductions.sum [| 0; -2 |] false matrix)
    says [ "softmax"; "axis 2"; "[2, 3]" ] (fun () -> Statistics.softmax 2 matrix)
    says [ "trace"; "matrix"; "[3]" ] (fun () -> Reductions.trace (real [ 3 ] [ 1; 2; 3 ]))
    says [ "matmul"; "[2, 3] x [2, 3]" ] (fun () -> Products.matmul matrix matrix)
    says [ "matmul"; "axes" ] (fun () -> Products.matmul matrix (host 2.0))
    says [ "dot"; "vectors"; "[2, 3]" ] (fun () -> Products.dot matrix matrix)
    says [ "pow"; "-1"; "int64" ] (fun () -> Arithmetic.pow (typed "int64" [ 1 ] [ 2 ]) (HostNumber.Of -1))

[<Fact>]
let ``Softmax along an empty axis is empty, and logsumexp of nothing is -inf, as in PyTorch`` () =
    for shape in [ [ 0; 2 ]; [ 2; 0 ] ] do
        let x = real shape []

        for axis in [ 0; 1 ] do
            same x (Statistics.softmax axis x)
            same x (Statistics.logSoftmax axis x)
            same x (gradient (Statistics.softmax axis) x x)

    equal [ -infinity; -infinity ] (Statistics.logSumExp [| 0 |] false (real [ 0; 2 ] []))
    equal [] (Statistics.logSumExp [| 1 |] false (real [ 0; 2 ] []))
