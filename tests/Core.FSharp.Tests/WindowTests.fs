/// Sliding windows beyond the reference data: shapes with any leading axes, paddings by name, dtypes, pools of unequal
/// windows, places of the largest elements, and what is refused.
module Functional.Tests.WindowTests

open System
open Xunit
open Functional
open Functional.Tests.Checks
open Functional.Tests.Witness

let private wave (shape: int list) = real shape [ for i in 1 .. List.fold (*) 1 shape -> sin (float i * 1.7) ]

let private near (expected: Tensor) (actual: Tensor) = Assert.Equal(None, differs 1e-12 (ofTensor expected) actual)

// Windows, unfold, fold

[<Fact>]
let ``windows along an axis are lines of a new last axis`` () =
    let x = counting [ 2; 5 ]
    same (real [ 2; 2; 3 ] [ 0; 1; 2; 2; 3; 4; 5; 6; 7; 7; 8; 9 ]) (Tensor.windows 1 3 2 x)
    same (Moves.permute [ 1; 0; 2 ] (Tensor.windows 1 3 2 x)) (Tensor.windows 0 3 2 (Moves.permute [ 1; 0 ] x))
    same x (Tensor.windows -1 5 1 x |> Moves.squeeze [ 1 ])

[<Fact>]
let ``the derivative of windows counts how often an element is seen`` () =
    let weight = real [ 3; 3 ] (Array.create 9 1.0)
    equal [ 1.0; 2.0; 3.0; 2.0; 1.0 ] (gradient (Tensor.windows 0 3 1) (counting [ 5 ]) weight)

[<Fact>]
let ``fold after unfold multiplies each element by the number of its windows`` () =
    let options: Unfold = { Unfold.defaults with Stride = [ 2; 1 ]; Padding = [ 1 ] }

    let count =
        Tensor.foldWith
            options
            [ 4; 5 ]
            [ 2; 3 ]
            (Tensor.unfoldWith options [ 2; 3 ] (Tensor.onesOf DType.Float64 [ 1; 4; 5 ]))

    let x = wave [ 3; 2; 4; 5 ]
    near (x * count) (Tensor.foldWith options [ 4; 5 ] [ 2; 3 ] (Tensor.unfoldWith options [ 2; 3 ] x))

[<Fact>]
let ``integers fold in their dtype`` () =
    let x = int64s [ 1; 4 ] [ 1.0; 2.0; 3.0; 4.0 ]
    same (int64s [ 1; 4 ] [ 1.0; 4.0; 6.0; 4.0 ]) (Tensor.fold [ 4 ] [ 2 ] (Tensor.unfold [ 2 ] x))

// Convolutions

[<Fact>]
let ``a convolution takes any number of leading axes`` () =
    let w, b, x = wave [ 4; 3; 2; 2 ], wave [ 4 ], wave [ 2; 5; 3; 4; 4 ]
    let y = Tensor.conv2d w b x
    Assert.Equal<Shape>(Shape.From [ 2; 5; 4; 3; 3 ], y.Shape)
    let part (x: Tensor) = x |> Moves.select 0 1 |> Moves.select 0 3
    near (part y) (Tensor.conv2d w b (part x))
    let back = Tensor.convTranspose2d w null y
    Assert.Equal<Shape>(Shape.From [ 2; 5; 3; 4; 4 ], back.Shape)
    near (part back) (Tensor.convTranspose2d w null (part y))

[<Fact>]
let ``padding by name keeps the lengths, or adds nothing`` () =
    let x = wave [ 2; 7 ]

    for length, dilation, before, after in [ 3, 1, 1, 1; 4, 1, 1, 2; 2, 3, 1, 2; 1, 1, 0, 0 ] do
        let w = wave [ 3; 2; length ]
        let options = { Conv.defaults with Padding = Padding.Same; Dilation = [ dilation ] }
        let y = Tensor.conv1dWith options w null x
        Assert.Equal<Shape>(Shape.From [ 3; 7 ], y.Shape)
        let padded = Tensor.pad [ before; after ] 0.0 x
        same (Tensor.conv1dWith { Conv.defaults with Dilation = [ dilation ] } w null padded) y

    let w = wave [ 3; 2; 3 ]
    same (Tensor.conv1d w null x) (Tensor.conv1dWith { Conv.defaults with Padding = Padding.Valid } w null x)

[<Fact>]
let ``convolutions meet in a dtype, and are exact on integers`` () =
    let x = int64s [ 1; 4 ] [ 1.0; 2.0; 3.0; 4.0 ]
    let w = int64s [ 1; 1; 2 ] [ 1.0; 10.0 ]
    same (int64s [ 1; 3 ] [ 21.0; 32.0; 43.0 ]) (Tensor.conv1d w null x)
    Assert.Equal(DType.Float32, (Tensor.conv1d (Tensor.ones [ 1; 1; 2 ]) null x).DType)
    Assert.Equal(DType.Float64, (Tensor.conv1d (wave [ 1; 1; 2 ]) null (Tensor.ones [ 1; 4 ])).DType)

[<Fact>]
let ``the transposed convolution is the derivative of the convolution`` () =
    let w, x = wave [ 4; 3; 2; 3 ], wave [ 2; 6; 7; 8 ]
    let options: Conv = { Stride = [ 2; 3 ]; Padding = Padding.Of [ 1; 2 ]; Dilation = [ 2; 1 ]; Groups = 2 }
    let f x = Tensor.conv2dWith options w null x
    let y = wave (List.ofSeq (f x).Shape)

    // Of the lengths that are convolved to those of y, this is x's.
    let back: ConvTranspose =
        { Stride = [ 2; 3 ]; Padding = [ 1; 2 ]; OutputPadding = [ 0; 0 ]; Dilation = [ 2; 1 ]; Groups = 2 }

    let plain = Tensor.convTranspose2dWith back w null y
    let added = Array.map2 (-) (x.Shape.Lengths.ToArray()) (plain.Shape.Lengths.ToArray()) |> Array.skip 2
    near (gradient f x y) (Tensor.convTranspose2dWith { back with OutputPadding = added } w null y)

[<Fact>]
let ``a convolution of what has moved is the convolution, moved`` () =
    let w, x = wave [ 3; 2; 3 ], wave [ 2; 6 ]
    let padded before after = Tensor.pad [ before; after ] 0.0

    same
        (Tensor.conv1d w null (padded 5 2 x) |> Tensor.narrow 1 2 8)
        (Tensor.conv1d w null (padded 3 2 x) |> Tensor.narrow 1 0 8)

[<Fact>]
let ``an empty batch is convolved and pooled to an empty batch`` () =
    let x = Tensor.zeros [ 0; 2; 5 ]
    Assert.Equal<Shape>(Shape.From [ 0; 3; 4 ], (Tensor.conv1d (Tensor.ones [ 3; 2; 2 ]) null x).Shape)
    Assert.Equal<Shape>(Shape.From [ 0; 3; 6 ], (Tensor.convTranspose1d (Tensor.ones [ 2; 3; 2 ]) null x).Shape)
    Assert.Equal<Shape>(Shape.From [ 0; 2; 2 ], (Tensor.maxPool1d [ 2 ] x).Shape)
    Assert.Equal<Shape>(Shape.From [ 0; 2; 3 ], (Tensor.adaptiveAvgPool1d [ 3 ] x).Shape)

// Pools

[<Fact>]
let ``places of the largest elements count from the input's first, whatever the padding`` () =
    let x = real [ 1; 2; 3 ] [ 1.0; 5.0; 2.0; 7.0; 0.0; 3.0 ]
    let options = { MaxPool.defaults with Stride = [ 1; 2 ]; Padding = [ 1; 1 ] }
    let values, places = Tensor.maxPool2dIndices options [ 2; 2 ] x
    same (real [ 1; 3; 2 ] [ 1.0; 5.0; 7.0; 5.0; 7.0; 3.0 ]) values
    same (int64s [ 1; 3; 2 ] [ 0.0; 1.0; 3.0; 1.0; 3.0; 5.0 ]) places

[<Fact>]
let ``the first of equal elements is the largest, and nan is larger than all`` () =
    let x = real [ 1; 6 ] [ 2.0; 2.0; nan; 9.0; -infinity; -infinity ]
    let values, places = Tensor.maxPool1dIndices MaxPool.defaults [ 2 ] x
    equal [ 2.0; nan; -infinity ] values
    equal [ 0.0; 2.0; 4.0 ] places
    // Padding is never the largest, even beside nothing larger.
    let padded = { MaxPool.defaults with Padding = [ 1 ] }
    equal [ 0.0; 1.0 ] (snd (Tensor.maxPool1dIndices padded [ 2 ] (real [ 1; 2 ] [ -infinity; -infinity ])))

[<Fact>]
let ``overlapping windows add their derivatives where they find the same element`` () =
    let x = real [ 1; 5 ] [ 1.0; 2.0; 9.0; 3.0; 4.0 ]
    let pool = Tensor.maxPool1dWith { MaxPool.defaults with Stride = [ 1 ] } [ 3 ]
    equal [ 0.0; 0.0; 111.0; 0.0; 0.0 ] (gradient pool x (real [ 1; 3 ] [ 1.0; 10.0; 100.0 ]))

[<Fact>]
let ``a last window that reaches out counts the padding, but not what is beyond it`` () =
    let x = real [ 1; 4 ] [ 1.0; 2.0; 3.0; 4.0 ]
    let options = { AvgPool.defaults with Stride = [ 2 ]; Padding = [ 1 ]; CeilMode = true }
    equal [ 1.0; 3.0; 2.0 ] (Tensor.avgPool1dWith options [ 3 ] x)
    equal [ 1.5; 3.0; 4.0 ] (Tensor.avgPool1dWith { options with CountIncludePad = false } [ 3 ] x)
    equal [ 0.75; 2.25; 1.0 ] (Tensor.avgPool1dWith { options with Divisor = 4 } [ 3 ] x)

[<Fact>]
let ``adaptive windows begin and end where even parts do, rounded outwards`` () =
    let x = real [ 1; 5 ] [ 0.0; 1.0; 2.0; 3.0; 4.0 ]
    equal [ 0.5; 2.0; 3.5 ] (Tensor.adaptiveAvgPool1d [ 3 ] x)
    equal [ 1.0; 3.0; 4.0 ] (Tensor.adaptiveMaxPool1d [ 3 ] x)
    equal [ 1.0; 3.0; 4.0 ] (snd (Tensor.adaptiveMaxPool1dIndices [ 3 ] x))
    equal [ 0.0; 0.0; 1.0; 1.0; 2.0; 2.0; 3.0; 3.0; 4.0; 4.0 ] (Tensor.adaptiveAvgPool1d [ 10 ] x)
    same (Tensor.meanKeep [ -1 ] x) (Tensor.adaptiveAvgPool1d [ 1 ] x)

    equal
        [ 0.5; 0.5 + 1.0 / 3.0; 1.0 / 3.0; 0.5 + 1.0 / 3.0; 0.5 ]
        (gradient (Tensor.adaptiveAvgPool1d [ 3 ]) x (real [ 1; 3 ] [ 1; 1; 1 ]))

[<Fact>]
let ``adaptive pools along several axes are pools along each`` () =
    let x = wave [ 2; 5; 7 ]
    let rows f size = Moves.permute [ 0; 2; 1 ] >> f size >> Moves.permute [ 0; 2; 1 ]

    near
        (x |> Tensor.adaptiveAvgPool1d [ 4 ] |> rows Tensor.adaptiveAvgPool1d [ 3 ])
        (Tensor.adaptiveAvgPool2d [ 3; 4 ] x)

    let values, places = Tensor.adaptiveMaxPool2dIndices [ 3; 4 ] x
    same (x |> Tensor.adaptiveMaxPool1d [ 4 ] |> rows Tensor.adaptiveMaxPool1d [ 3 ]) values
    let taken = Tensor.takeAlong 1 (Tensor.reshape [ 2; 12 ] places) (Tensor.reshape [ 2; 35 ] x)
    same values (Tensor.reshape [ 2; 3; 4 ] taken)

[<Fact>]
let ``nothing outside an adaptive window reaches it`` () =
    let x = real [ 1; 5 ] [ 0.0; infinity; 2.0; 3.0; nan ]
    equal [ infinity; infinity; nan ] (Tensor.adaptiveAvgPool1d [ 3 ] x)

[<Fact>]
let ``batch norm brings each channel to mean 0 and variance 1`` () =
    let x = wave [ 4; 3; 5 ] * 3.0 + 2.0
    let zeros, ones = Tensor.zerosOf DType.Float64 [ 3 ], Tensor.onesOf DType.Float64 [ 3 ]
    let y, mean, variance = Tensor.batchNormTrain 0.25 zeros ones null null 0.0 x
    near zeros (Tensor.meanOver [ 0; 2 ] y)
    near ones (Tensor.meanOver [ 0; 2 ] (y * y))
    near (0.25 * Tensor.meanOver [ 0; 2 ] x) mean
    near (0.75 + 0.25 * Statistics.var 1.0 [| 0; 2 |] false x) variance

// What is refused

let private tensor shape = wave shape

let private shape parts f = says<ShapeException> parts f
let private argument parts f = says<ArgumentException> parts f

[<Fact>]
let ``convolutions refuse what does not fit`` () =
    let w, x = tensor [ 4; 3; 3 ], tensor [ 2; 3; 8 ]
    let withs (options: Conv) = fun () -> Tensor.conv1dWith options w null x

    shape [ "conv1d"; "[2]"; "[3]"; "add padding" ] (fun () -> Tensor.conv1d w null (tensor [ 3; 2 ]))
    shape [ "conv1d"; "lengths [8]"; "dilations [4]" ] (withs { Conv.defaults with Dilation = [ 4 ] })
    shape [ "conv2d"; "a weight of 4 axes"; "[4, 3, 3]" ] (fun () -> Tensor.conv2d w null x)
    shape [ "conv1d"; "channels and 1 axes"; "[8]"; "unsqueeze" ] (fun () -> Tensor.conv1d w null (tensor [ 8 ]))

    shape [ "conv1d"; "expected 3 channels"; "got 2 in shape [2, 8]" ] (fun () ->
        Tensor.conv1d w null (tensor [ 2; 8 ]))

    argument [ "conv1d"; "groups that divide the 4"; "got 3 groups" ] (withs { Conv.defaults with Groups = 3 })
    argument [ "conv1d"; "got 0 groups" ] (withs { Conv.defaults with Groups = 0 })
    shape [ "conv1d"; "expected 6 channels"; "got 3"; "2 group(s)" ] (withs { Conv.defaults with Groups = 2 })
    shape [ "conv1d"; "bias for each of 4"; "[3]" ] (fun () -> Tensor.conv1d w (tensor [ 3 ]) x)
    argument [ "conv1d"; "one stride for all 1 axes"; "[1, 2]" ] (withs { Conv.defaults with Stride = [ 1; 2 ] })
    argument [ "conv1d"; "stride of at least 1"; "[0]" ] (withs { Conv.defaults with Stride = [ 0 ] })
    argument [ "conv1d"; "padding of at least 0"; "[-1]" ] (withs { Conv.defaults with Padding = Padding.Of [ -1 ] })
    argument [ "conv1d"; "stride 1"; "got [2]" ] (withs { Conv.defaults with Stride = [ 2 ]; Padding = Padding.Same })

[<Fact>]
let ``transposed convolutions refuse what does not fit`` () =
    let w, x = tensor [ 4; 3; 3 ], tensor [ 2; 4; 2 ]
    let withs (options: ConvTranspose) = fun () -> Tensor.convTranspose1dWith options w null x
    let defaults = ConvTranspose.defaults

    argument [ "conv_transpose1d"; "output padding below"; "[1]" ] (withs { defaults with OutputPadding = [ 1 ] })
    shape [ "conv_transpose1d"; "at least one element"; "[0]" ] (withs { defaults with Padding = [ 2 ] })

    shape [ "conv_transpose1d"; "expected 4 channels"; "got 3" ] (fun () ->
        Tensor.convTranspose1d w null (tensor [ 3; 2 ]))

    argument [ "conv_transpose1d"; "divide the 4"; "3 groups" ] (withs { defaults with Groups = 3 })

[<Fact>]
let ``pools refuse what does not fit`` () =
    let x = tensor [ 2; 5 ]

    shape [ "max_pool1d"; "[5]"; "[6]" ] (fun () -> Tensor.maxPool1d [ 6 ] x)
    shape [ "avg_pool2d"; "channels and 2 axes"; "[2, 5]" ] (fun () -> Tensor.avgPool2d [ 2 ] x)
    argument [ "avg_pool1d"; "kernel of at least 1"; "[0]" ] (fun () -> Tensor.avgPool1d [ 0 ] x)
    argument [ "avg_pool1d"; "kernel"; "got []" ] (fun () -> Tensor.avgPool1d [] x)

    argument [ "max_pool1d"; "half a window, 1"; "got 2" ] (fun () ->
        Tensor.maxPool1dWith { MaxPool.defaults with Padding = [ 2 ] } [ 2 ] x)

    argument [ "max_pool1d"; "sees none" ] (fun () ->
        Tensor.maxPool1dWith { MaxPool.defaults with Padding = [ 2 ]; Dilation = [ 5 ] } [ 2 ] (tensor [ 1; 2 ]))

    says<DTypeException> [ "max_pool1d"; "int64" ] (fun () -> Tensor.maxPool1d [ 2 ] (int64s [ 1; 2 ] [ 1.0; 2.0 ]))
    argument [ "adaptive_avg_pool1d"; "at least 1" ] (fun () -> Tensor.adaptiveAvgPool1d [ 0 ] x)
    shape [ "adaptive_max_pool1d"; "got none" ] (fun () -> Tensor.adaptiveMaxPool1d [ 2 ] (tensor [ 2; 0 ]))

[<Fact>]
let ``windows refuse what does not fit`` () =
    let x = tensor [ 2; 5 ]
    shape [ "windows"; "[6]"; "[5]" ] (fun () -> Tensor.windows 1 6 1 x)
    argument [ "windows"; "strides [0]" ] (fun () -> Tensor.windows 1 2 0 x)
    says<AxisException> [ "windows"; "axis 2" ] (fun () -> Tensor.windows 2 2 1 x)
    argument [ "unfold"; "kernel of at least 1"; "[]" ] (fun () -> Tensor.unfold [] x)
    shape [ "unfold"; "[6]" ] (fun () -> Tensor.unfold [ 6 ] x)
    shape [ "fold"; "channels * 2, 4"; "[3, 4]" ] (fun () -> Tensor.fold [ 5 ] [ 2 ] (tensor [ 3; 4 ]))
    says<DTypeException> [ "overlap_add" ] (fun () -> Tensor.fold [ 2 ] [ 2 ] (bools [ 2; 1 ] [ 1.0; 0.0 ]))

[<Fact>]
let ``batch norm refuses what does not fit`` () =
    let numbers, x = tensor [ 3 ], tensor [ 2; 3; 4 ]

    shape [ "batch_norm"; "each of 3 channels"; "[2]" ] (fun () ->
        Tensor.batchNorm (tensor [ 2 ]) numbers null null 1e-5 x)

    shape [ "batch_norm"; "each of 3 channels"; "[1, 3]" ] (fun () ->
        Tensor.batchNorm numbers numbers (tensor [ 1; 3 ]) null 1e-5 x)

    shape [ "batch_norm"; "more than one element"; "[1, 3]" ] (fun () ->
        let y, _, _ = Tensor.batchNormTrain 0.1 numbers numbers null null 1e-5 (tensor [ 1; 3 ])
        y)

    shape [ "batch_norm"; "[3]" ] (fun () -> Tensor.batchNorm numbers numbers null null 1e-5 numbers)
