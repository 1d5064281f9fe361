/// Functions of sliding windows, each with what is known about it.
module Functional.Laws.Tests.WindowClaims

open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Laws.Tests.Building

let private wave (shape: int list) =
    real shape [ for i in 1 .. List.fold (*) 1 shape -> System.Math.Round(sin (1.7 * float i), 3) ]

let private strided: Conv = { Stride = [ 2 ]; Padding = Padding.Of [ 1 ]; Dilation = [ 2 ]; Groups = 1 }

let private turned: ConvTranspose =
    { Stride = [ 2 ]; Padding = [ 1 ]; OutputPadding = [ 1 ]; Dilation = [ 2 ]; Groups = 1 }

let private grouped: Conv = { Stride = []; Padding = Padding.Same; Dilation = []; Groups = 2 }

let private turnedGroups: ConvTranspose = { ConvTranspose.defaults with Stride = [ 2; 1 ]; Groups = 2 }

/// Functions that are linear in the input and in the weight, and with a bias affine.
let private convolutions () : Subject list =
    let both name x w (f: Tensor -> Tensor -> Tensor) =
        two name (at Reals x, at Reals w) [ Multilinear; Homogeneous 2.0; KeepsNan ] (fun x w -> f w x)

    let biased name x w b (f: Tensor -> Tensor -> Tensor -> Tensor) =
        three name (at Reals x, at Reals w, at Reals b) [ KeepsNan ] (fun x w b -> f w b x)

    let withs name x w b (f: Tensor -> Tensor | null -> Tensor -> Tensor) =
        [ both name x w (fun w x -> f w null x); biased $"{name} and bias" x w b (fun w b x -> f w b x) ]

    let line = [ 2; 2; 5 ]

    [ yield! withs "conv1d" line [ 3; 2; 2 ] [ 3 ] Tensor.conv1d
      yield! withs "conv2d" [ 2; 3; 4 ] [ 2; 2; 2; 3 ] [ 2 ] Tensor.conv2d
      yield! withs "conv3d" [ 1; 2; 3; 2 ] [ 2; 1; 2; 2; 1 ] [ 2 ] Tensor.conv3d
      both "conv1d, strided and dilated" [ 1; 2; 6 ] [ 2; 2; 2 ] (fun w x -> Tensor.conv1dWith strided w null x)
      both "conv2d in groups" [ 1; 4; 3; 3 ] [ 2; 2; 2; 2 ] (fun w x -> Tensor.conv2dWith grouped w null x)
      yield! withs "convTranspose1d" line [ 2; 3; 2 ] [ 3 ] Tensor.convTranspose1d
      yield! withs "convTranspose2d" [ 2; 2; 3 ] [ 2; 2; 2; 1 ] [ 2 ] Tensor.convTranspose2d
      yield! withs "convTranspose3d" [ 1; 2; 1; 2 ] [ 1; 2; 1; 2; 2 ] [ 2 ] Tensor.convTranspose3d
      both "convTranspose1d, strided and dilated" [ 1; 2; 3 ] [ 2; 2; 2 ] (fun w x ->
          Tensor.convTranspose1dWith turned w null x)
      both "convTranspose2d in groups" [ 1; 4; 2; 2 ] [ 4; 1; 2; 2 ] (fun w x ->
          Tensor.convTranspose2dWith turnedGroups w null x) ]

/// Linear functions with their transposes.
let private adjoints () : Subject list =
    let pair name shape image there back =
        let linear back = [ Multilinear; Homogeneous 1.0; transpose back; KeepsNan ]

        [ one name (at Reals shape) (linear back) there
          one $"the transpose of {name}" (at Reals image) (linear there) back ]

    let w = wave [ 2; 3; 2 ]
    let square, grouping = wave [ 2; 1; 2; 3 ], wave [ 2; 2; 2; 1 ]
    let sparse: Unfold = { Stride = [ 2; 1 ]; Padding = [ 1 ]; Dilation = [ 1; 2 ] }

    [ yield! pair "conv1d by a constant" [ 3; 5 ] [ 2; 4 ] (Tensor.conv1d w null) (Tensor.convTranspose1d w null)
      yield!
          pair
              "conv2d by a constant"
              [ 2; 1; 3; 4 ]
              [ 2; 2; 2; 2 ]
              (Tensor.conv2d square null)
              (Tensor.convTranspose2d square null)
      yield!
          pair
              "conv1d by a constant, strided"
              [ 3; 6 ]
              [ 2; 3 ]
              (Tensor.conv1dWith strided w null)
              (Tensor.convTranspose1dWith turned w null)
      yield!
          pair
              "conv2d in groups by a constant"
              [ 1; 4; 3; 2 ]
              [ 1; 2; 2; 2 ]
              (Tensor.conv2dWith { Conv.defaults with Groups = 2 } grouping null)
              (Tensor.convTranspose2dWith { ConvTranspose.defaults with Groups = 2 } grouping null)
      yield! pair "unfold" [ 2; 3; 4 ] [ 8; 6 ] (Tensor.unfold [ 2; 2 ]) (Tensor.fold [ 3; 4 ] [ 2; 2 ])
      yield!
          pair
              "unfold, strided"
              [ 1; 4; 3 ]
              [ 4; 9 ]
              (Tensor.unfoldWith sparse [ 2; 2 ])
              (Tensor.foldWith sparse [ 4; 3 ] [ 2; 2 ])
      yield! pair "windows side by side" [ 2; 6 ] [ 2; 3; 2 ] (Tensor.windows 1 2 2) (Tensor.reshape [ 2; 6 ])
      one "windows that overlap" (at Reals [ 5; 2 ]) [ Multilinear; Homogeneous 1.0; KeepsNan ] (Tensor.windows 0 3 1) ]

/// The largest elements and the means of windows.
let private pools () : Subject list =
    let largest name shape f = one name (at Distinct shape) [ Homogeneous 1.0 ] f
    let mean name shape f = one name (at Reals shape) [ Multilinear; Homogeneous 1.0; KeepsNan ] f
    let overlapping = { MaxPool.defaults with Stride = [ 1 ]; Padding = [ 1 ] }
    let dilated = { MaxPool.defaults with Stride = [ 1 ]; Dilation = [ 2 ] }
    let padded = { AvgPool.defaults with Stride = [ 2 ]; Padding = [ 1 ]; CeilMode = true }

    let places (f: Tensor -> Tensor * Tensor) x =
        let values, places = f x
        values * Tensor.cast values.DType places

    [ largest "maxPool1d" [ 2; 6 ] (Tensor.maxPool1d [ 2 ])
      largest "maxPool2d" [ 2; 1; 4; 5 ] (Tensor.maxPool2d [ 2; 3 ])
      largest "maxPool3d" [ 1; 2; 4; 2 ] (Tensor.maxPool3d [ 2 ])
      largest "maxPool2d that overlaps" [ 1; 3; 4 ] (Tensor.maxPool2dWith overlapping [ 3; 2 ])
      largest "maxPool1d, dilated" [ 1; 5 ] (Tensor.maxPool1dWith dilated [ 2 ])
      largest "maxPool1d with places" [ 1; 5 ] (places (Tensor.maxPool1dIndices overlapping [ 3 ]))
      mean "avgPool1d" [ 2; 6 ] (Tensor.avgPool1d [ 2 ])
      mean "avgPool2d" [ 2; 1; 4; 6 ] (Tensor.avgPool2d [ 2; 3 ])
      mean "avgPool3d" [ 1; 2; 4; 2 ] (Tensor.avgPool3d [ 2 ])
      mean "avgPool2d that reaches out" [ 1; 4; 4 ] (Tensor.avgPool2dWith padded [ 3; 2 ])
      mean "avgPool1d without the padding" [ 1; 5 ] (Tensor.avgPool1dWith { padded with CountIncludePad = false } [ 3 ])
      mean "adaptiveAvgPool1d" [ 1; 5 ] (Tensor.adaptiveAvgPool1d [ 3 ])
      mean "adaptiveAvgPool2d" [ 2; 3; 4 ] (Tensor.adaptiveAvgPool2d [ 2; 4 ])
      mean "adaptiveAvgPool3d" [ 1; 3; 2; 2 ] (Tensor.adaptiveAvgPool3d [ 2; 1; 2 ])
      largest "adaptiveMaxPool1d" [ 1; 5 ] (Tensor.adaptiveMaxPool1d [ 3 ])
      largest "adaptiveMaxPool2d" [ 2; 3; 4 ] (Tensor.adaptiveMaxPool2d [ 2; 3 ])
      largest "adaptiveMaxPool3d" [ 1; 3; 2; 2 ] (Tensor.adaptiveMaxPool3d [ 2; 1; 2 ])
      largest "adaptiveMaxPool1d with places" [ 1; 5 ] (places (Tensor.adaptiveMaxPool1dIndices [ 3 ])) ]

let private norms () : Subject list =
    let channels = at Reals [ 2 ]

    [ many "batchNorm" [ at Reals [ 3; 2; 2 ]; channels; at Positive [ 2 ]; channels; channels ] [ KeepsNan ] (fun xs ->
          [| Tensor.batchNorm xs[1] xs[2] xs[3] xs[4] 1e-2 xs[0] |])
      many "batchNormTrain" [ at Reals [ 3; 2; 2 ]; channels; at Positive [ 2 ]; channels; channels ] [] (fun xs ->
          let y, mean, variance = Tensor.batchNormTrain 0.3 xs[1] xs[2] xs[3] xs[4] 1e-2 xs[0]
          [| y; mean; variance |]) ]

/// All of this file.
let all () : Subject list = List.concat [ convolutions (); adjoints (); pools (); norms () ]
