/// The library's functions that are linear, or linear in each argument, each with what is known about it.
module Functional.Laws.Tests.LinearClaims

open System
open Functional
open Functional.Kernels
open Functional.Laws
open Functional.Laws.Tests.Building

/// Linear functions that keep lengths; the shapes that each takes are its own.
let isometries () : Subject list =
    let linear back = [ Isometry; Multilinear; Homogeneous 1.0; transpose back ]
    let turn = real [ 2; 2 ] [ 0.6; -0.8; 0.8; 0.6 ]
    let order = integers [ 3 ] [ 2L; 0L; 1L ]
    let back = integers [ 3 ] [ 1L; 2L; 0L ]
    let block = at Reals [ 2; 3; 4 ]

    [ one "permute" block (linear (Tensor.permute [ 1; 2; 0 ])) (Tensor.permute [ 2; 0; 1 ])
      one "reshape" block (linear (Tensor.reshape [ 2; 3; 4 ])) (Tensor.reshape [ 4; -1 ])
      one "flatten" block (linear (Tensor.reshape [ 2; 3; 4 ])) Tensor.flatten
      one "unflatten" (at Reals [ 6 ]) (linear Tensor.flatten) (Tensor.unflatten 0 [ 2; 3 ])
      one "flip" block (linear (Tensor.flip [ 0; 2 ])) (Tensor.flip [ 0; 2 ])
      one "roll" block (linear (Tensor.roll [ -1; 2 ] [ 0; 2 ])) (Tensor.roll [ 1; -2 ] [ 0; 2 ])
      one "matrix transpose" block (linear Tensor.matrixTranspose) Tensor.matrixTranspose
      one "swap axes" block (linear (Tensor.swapAxes 0 2)) (Tensor.swapAxes 0 2)
      one "move axes" block (linear (Tensor.moveAxes [ -1 ] [ 0 ])) (Tensor.moveAxes [ 0 ] [ -1 ])
      one "neg" (any Reals) (Inverse Tensor.neg :: linear Tensor.neg) Tensor.neg
      one "squeeze" (at Reals [ 2; 1; 3 ]) (linear (Tensor.unsqueeze 1)) (Tensor.squeezeAxes [ 1 ])
      one "unsqueeze" (at Reals [ 2; 3 ]) (linear (Tensor.squeezeAxes [ 1 ])) (Tensor.unsqueeze 1)
      one "pad" (at Reals [ 2; 3 ]) (linear (Tensor.slice 1 1 4 1)) (Tensor.pad [ 1; 2 ] 0.0)
      one "put on a diagonal" (at Reals [ 3 ]) (linear Tensor.diagonal) Tensor.diagEmbed
      one "reorder" (at Reals [ 3; 2 ]) (linear (Tensor.indexSelect 0 back)) (Tensor.indexSelect 0 order)
      one "rotate" (at Reals [ 2 ]) (linear (Tensor.matmul (Tensor.matrixTranspose turn))) (Tensor.matmul turn)
      many
          "cat"
          [ at Reals [ 2; 3 ]; at Reals [ 2; 1 ] ]
          [ Isometry; Homogeneous 1.0; Transpose(fun cs -> Tensor.splitSizes [ 3; 1 ] 1 cs[0]) ]
          (fun xs -> [| Tensor.cat 1 xs |])
      many
          "stack"
          [ at Reals [ 2; 3 ]; at Reals [ 2; 3 ] ]
          [ Isometry; Homogeneous 1.0; Transpose(fun cs -> Tensor.unbind 1 cs[0]) ]
          (fun xs -> [| Tensor.stack 1 xs |])
      many
          "split"
          [ at Reals [ 5; 2 ] ]
          [ Isometry; Multilinear; Transpose(fun cs -> [| Tensor.cat 0 cs |]) ]
          (fun xs -> Tensor.split 2 0 xs[0])
      many
          "chunk"
          [ at Reals [ 5; 2 ] ]
          [ Isometry; Multilinear; Transpose(fun cs -> [| Tensor.cat 0 cs |]) ]
          (fun xs -> Tensor.chunk 2 0 xs[0])
      many
          "unbind"
          [ at Reals [ 2; 3 ] ]
          [ Isometry; Multilinear; Transpose(fun cs -> [| Tensor.stack 1 cs |]) ]
          (fun xs -> Tensor.unbind 1 xs[0]) ]

/// Fourier transforms: turned by 90 degrees and scaled, their inverses are their transposes.
let transforms () : Subject list =
    let both f (xs: Tensor[]) =
        let re, im = f (xs[0], xs[1])
        [| re; im |]

    let scaled k f x =
        let (re: Tensor, im: Tensor) = f x
        (k: float) * re, k * im

    [ for n in [ 1; 4; 6; 17 ] do
          let size = float n

          many
              $"fft of {n}"
              [ at Reals [ n; 2 ]; at Reals [ n; 2 ] ]
              [ Homogeneous 1.0; Transpose(both (Fourier.ifft 0 |> scaled size)) ]
              (both (Fourier.fft 0))

          many
              $"ifft of {n}"
              [ at Reals [ 2; n ]; at Reals [ 2; n ] ]
              [ Homogeneous 1.0; Transpose(both (Fourier.fft -1 |> scaled (1.0 / size))) ]
              (both (Fourier.ifft -1))

          one $"irfft of rfft of {n}" (at Reals [ n ]) [ Inverse id; Isometry; Homogeneous 1.0 ] (fun x ->
              Fourier.rfft 0 x |> Fourier.irfft 0 n)

          many $"rfft of {n}" [ at Reals [ n ] ] [ Multilinear; Homogeneous 1.0 ] (fun xs ->
              let re, im = Fourier.rfft 0 xs[0]
              [| re; im |]) ]

/// Linear functions with their transposes.
let adjointPairs () : Subject list =
    let linear back = [ Multilinear; Homogeneous 1.0; transpose back ]
    let wide = at Reals [ 2; 5 ]
    let repeated = integers [ 4 ] [ 1L; 0L; 1L; 1L ]
    let places = integers [ 2; 3 ] [ 1L; 1L; 0L; 4L; 4L; 4L ]
    let mask = Tensor.gt (real [ 2; 3 ] [ 1.0; -1.0; 1.0; -1.0; -1.0; 1.0 ]) (real [] [ 0.0 ])
    let chosen = integers [ 3 ] [ 0L; 2L; 5L ]
    let matrix = real [ 3; 2 ] [ 1.0; -2.0; 0.5; 3.0; -1.5; 0.25 ]
    let weights = real [ 3 ] [ 2.0; -1.0; 0.5 ]
    let plain = (PlainBackend.Instance :> Kernels.IBackend).Device
    let roundTrip (x: Tensor) = Tensor.toDevice plain x |> Tensor.toDevice x.Device
    let zeros shape = Tensor.zerosOf DType.Float64 shape
    let putAt axis index shape (c: Tensor) = Tensor.scatterAdd axis index c (Tensor.cast c.DType (zeros shape))

    [ one "sum" (at Reals [ 2; 3 ]) (gradient Tensor.onesLike :: linear (Tensor.expand [ 2; 3 ])) Tensor.sum
      one
          "sum of an axis"
          (at Reals [ 2; 3 ])
          (linear (Tensor.unsqueeze 1 >> Tensor.expand [ 2; 3 ]))
          (Tensor.sumOver [ 1 ])
      one "sum that keeps its axis" (at Reals [ 2; 3 ]) (linear (Tensor.expand [ 2; 3 ])) (Tensor.sumKeep [ 0 ])
      one "to a device and back" wide (linear roundTrip) roundTrip
      one
          "expand"
          (at Reals [ 3; 1 ])
          (linear (fun c -> Tensor.sumOver [ 0 ] (Tensor.sumKeep [ 2 ] c)))
          (Tensor.expand [ 2; 3; 4 ])
      one "mean" (at Reals [ 2; 3 ]) (linear (fun c -> Tensor.expand [ 2; 3 ] (c / 6.0))) Tensor.mean
      one
          "mean of an axis"
          (at Reals [ 2; 3 ])
          (linear (fun c -> Tensor.expand [ 2; 3 ] c / 2.0))
          (Tensor.meanOver [ 0 ])
      one
          "cumsum"
          (at Reals [ 4 ])
          (linear (Tensor.flip [ 0 ] >> Tensor.cumsum 0 >> Tensor.flip [ 0 ]))
          (Tensor.cumsum 0)
      one "cumsum of rows" wide (linear (Tensor.flip [ 1 ] >> Tensor.cumsum 1 >> Tensor.flip [ 1 ])) (Tensor.cumsum -1)
      one "slice" wide (linear (Tensor.pad [ 1; 2 ] 0.0)) (Tensor.slice 1 1 3 1)
      one
          "slice by steps"
          wide
          (linear (putAt 1 (integers [ 2; 3 ] [ 0L; 2L; 4L; 0L; 2L; 4L ]) [ 2; 5 ]))
          (Tensor.slice 1 0 5 2)
      one "narrow" wide (linear (Tensor.pad [ 2; 0 ] 0.0)) (Tensor.narrow 1 2 3)
      one "select" wide (linear (Tensor.unsqueeze 1 >> Tensor.pad [ 3; 1 ] 0.0)) (Tensor.select 1 3)
      one
          "index by ranges"
          wide
          (linear (fun c -> Tensor.pad [ 0; 3; 1; 0 ] 0.0 (Tensor.unsqueeze 0 c)))
          (Tensor.get [ At.Index 1; At.Range(Nullable 0, Nullable 2) ])
      one
          "index_select"
          (at Reals [ 2; 3 ])
          (linear (putAt 0 (Tensor.expand [ 4; 3 ] (Tensor.unsqueeze 1 repeated)) [ 2; 3 ]))
          (Tensor.indexSelect 0 repeated)
      one "gather" wide (linear (putAt 1 places [ 2; 5 ])) (Tensor.gather 1 places)
      one "scatter_add" (at Reals [ 2; 3 ]) (linear (Tensor.gather 1 places)) (putAt 1 places [ 2; 5 ])
      many
          "scatter_add onto another"
          [ at Reals [ 2; 3 ]; wide ]
          [ Homogeneous 1.0; Transpose(fun cs -> [| Tensor.gather 1 places cs[0]; cs[0] |]) ]
          (fun xs -> [| Tensor.scatterAdd 1 places xs[0] xs[1] |])
      one "take_along" wide (linear (putAt 1 places [ 2; 5 ])) (Tensor.takeAlong 1 places)
      one
          "take"
          (at Reals [ 2; 3 ])
          (linear (fun c -> putAt 0 chosen [ 6 ] c |> Tensor.reshape [ 2; 3 ]))
          (Tensor.takeFlat chosen)
      one
          "embedding"
          (at Reals [ 2; 3 ])
          (linear (putAt 0 (Tensor.expand [ 4; 3 ] (Tensor.unsqueeze 1 repeated)) [ 2; 3 ]))
          (Tensor.embedding repeated)
      one
          "masked_select"
          (at Reals [ 2; 3 ])
          (linear (fun c -> putAt 0 chosen [ 6 ] c |> Tensor.reshape [ 2; 3 ]))
          (Tensor.maskedSelect mask)
      one "masked_fill" (at Reals [ 2; 3 ]) (linear (Tensor.maskedFill mask 0.0)) (Tensor.maskedFill mask 0.0)
      many
          "where"
          [ at Reals [ 2; 3 ]; at Reals [ 2; 3 ] ]
          [ Homogeneous 1.0
            Transpose(fun cs ->
                [| Tensor.maskedFill (Tensor.logicalNot mask) 0.0 cs[0]; Tensor.maskedFill mask 0.0 cs[0] |]) ]
          (fun xs -> [| Tensor.where mask xs[0] xs[1] |])
      one "diagonal" (at Reals [ 3; 3 ]) (linear Tensor.diagEmbed) Tensor.diagonal
      one "an upper diagonal" (at Reals [ 3; 3 ]) (linear (Tensor.diagEmbedWith 1 -2 -1)) (Tensor.diagonalWith 1 0 1)
      one "trace" (at Reals [ 3; 3 ]) (linear (fun c -> c * Tensor.eyeOf DType.Float64 3 3)) Tensor.trace
      one "triu" (at Reals [ 3; 4 ]) (linear (Tensor.triu 0)) (Tensor.triu 0)
      one "tril" (at Reals [ 3; 4 ]) (linear (Tensor.tril -1)) (Tensor.tril -1)
      one
          "repeat"
          (at Reals [ 2; 3 ])
          (linear (Tensor.reshape [ 2; 2; 3 ] >> Tensor.sumOver [ 0 ]))
          (Tensor.repeat [ 2; 1 ])
      one
          "a constant matrix times"
          (at Reals [ 2; 4 ])
          (linear (Tensor.matmul (Tensor.matrixTranspose matrix)))
          (Tensor.matmul matrix)
      one
          "times a constant matrix"
          (at Reals [ 4; 3 ])
          (linear (fun c -> Tensor.matmul c (Tensor.matrixTranspose matrix)))
          (fun x -> Tensor.matmul x matrix)
      one "dot with a constant" (at Reals [ 3 ]) (linear (fun c -> c * weights)) (Tensor.dot weights)
      one "outer with a constant" (at Reals [ 2 ]) (linear (fun c -> Tensor.matmul c weights)) (fun x ->
          Tensor.outer x weights)
      one
          "differences"
          (at Reals [ 5 ])
          (linear (fun c -> Tensor.pad [ 1; 0 ] 0.0 c - Tensor.pad [ 0; 1 ] 0.0 c))
          (fun x -> Tensor.narrow 0 1 4 x - Tensor.narrow 0 0 4 x)
      one "times a constant" (at Reals [ 2; 3 ]) (linear (fun c -> weights * c)) (fun x -> weights * x) ]

/// Functions that are linear in each argument, and the affine one.
let multilinear () : Subject list =
    let product left right =
        two $"matmul %A{left} %A{right}" (at Reals left, at Reals right) [ Multilinear; Homogeneous 2.0 ] Tensor.matmul

    let ones shape = Tensor.onesOf DType.Float64 shape

    let gradientOfProduct (x: Tensor) (y: Tensor) =
        let c = ones [ 2; 4 ]
        [ Tensor.matmul c (Tensor.matrixTranspose y); Tensor.matmul (Tensor.matrixTranspose x) c ]

    [ for left, right in
          [ [ 3 ], [ 3 ]
            [ 2; 3 ], [ 3 ]
            [ 3 ], [ 3; 4 ]
            [ 5; 2; 3 ], [ 3; 4 ]
            [ 2; 3 ], [ 5; 3; 4 ]
            [ 2; 1; 2; 3 ], [ 4; 3; 1 ]
            [ 3 ], [ 2; 3; 4 ] ] do
          product left right

      two
          "matmul of matrices"
          (at Reals [ 2; 3 ], at Reals [ 3; 4 ])
          [ Multilinear; Homogeneous 2.0; gradients gradientOfProduct ]
          Tensor.matmul
      two
          "dot"
          (at Reals [ 4 ], at Reals [ 4 ])
          [ Multilinear; Homogeneous 2.0; gradients (fun x y -> [ y; x ]) ]
          Tensor.dot
      two "outer" (at Reals [ 2 ], at Reals [ 3 ]) [ Multilinear; Homogeneous 2.0 ] Tensor.outer
      two "linear without bias" (at Reals [ 4; 3 ], at Reals [ 2; 3 ]) [ Multilinear; Homogeneous 2.0 ] (fun w x ->
          Tensor.linear w null x)
      three
          "linear"
          (at Reals [ 4; 3 ], at Reals [ 4 ], at Reals [ 2; 3 ])
          [ Gradient(fun xs ->
                let c = ones [ 2; 4 ]
                [| Tensor.matmul (Tensor.matrixTranspose c) xs[2]; Tensor.sumOver [ 0 ] c; Tensor.matmul c xs[0] |]) ]
          (fun w b x -> Tensor.linear w b x)
      three "x y z" (any Reals, any Reals, any Reals) [ Multilinear; Homogeneous 3.0; Broadcasting ] (fun x y z ->
          x * y * z)
      three "x A y" (at Reals [ 2 ], at Reals [ 2; 3 ], at Reals [ 3 ]) [ Multilinear; Homogeneous 3.0 ] (fun x a y ->
          Tensor.dot x (Tensor.matmul a y))
      two "cross product" (at Reals [ 3 ], at Reals [ 3 ]) [ Multilinear; Homogeneous 2.0 ] (Tensor.cross 0)
      two
          "cross products of rows"
          (at Reals [ 2; 3 ], at Reals [ 3 ])
          [ Multilinear; Homogeneous 2.0 ]
          (Tensor.cross -1)
      two "kron" (at Reals [ 2; 1 ], at Reals [ 3 ]) [ Multilinear; Homogeneous 2.0 ] Tensor.kron
      two "tensordot" (at Reals [ 2; 3; 2 ], at Reals [ 3; 2; 2 ]) [ Multilinear; Homogeneous 2.0 ] (Tensor.tensordot 2)
      two
          "tensordot over every pair"
          (at Reals [ 2; 3 ], at Reals [ 3; 2 ])
          [ Multilinear
            Homogeneous 2.0
            gradients (fun x y -> [ Tensor.matrixTranspose y; Tensor.matrixTranspose x ]) ]
          (Tensor.tensordotAxes [ 0; 1 ] [ 1; 0 ])
      one
          "einsum that permutes"
          (at Reals [ 2; 3; 4 ])
          [ Isometry; Multilinear; Homogeneous 1.0; transpose (fun c -> Tensor.einsum "kij->ijk" [ c ]) ]
          (fun x -> Tensor.einsum "ijk->kij" [ x ])
      one
          "einsum that takes a diagonal"
          (at Reals [ 3; 3 ])
          [ Multilinear; Homogeneous 1.0; transpose Tensor.diagEmbed ]
          (fun x -> Tensor.einsum "ii->i" [ x ])
      for equation, shapes in
          [ "ij,jk", [ [ 2; 3 ]; [ 3; 2 ] ]
            "bij,bjk->bik", [ [ 2; 2; 3 ]; [ 2; 3; 2 ] ]
            "...ij,...jk->...ik", [ [ 2; 1; 2; 3 ]; [ 3; 3; 2 ] ]
            "ij,ij->", [ [ 2; 3 ]; [ 1; 3 ] ]
            "i,j", [ [ 2 ]; [ 3 ] ]
            "iij,k->kj", [ [ 2; 2; 3 ]; [ 2 ] ]
            "bn,anm,bm->ba", [ [ 2; 3 ]; [ 2; 3; 2 ]; [ 2; 2 ] ]
            "i,ij,jk,k->", [ [ 2 ]; [ 2; 3 ]; [ 3; 2 ]; [ 2 ] ] ] do
          many
              $"einsum {equation}"
              [ for shape in shapes -> at Reals shape ]
              [ Multilinear; Homogeneous(float shapes.Length) ]
              (fun xs -> [| Tensor.einsum equation xs |]) ]

/// All of this file.
let all () : Subject list = List.concat [ isometries (); transforms (); adjointPairs (); multilinear () ]
