/// Functions that put elements in places, each with what is known about it.
module Functional.Laws.Tests.ScatterClaims

open System
open Functional
open Functional.Laws
open Functional.Laws.Tests.Building

let private places () = integers [ 2; 3 ] [ 1L; 1L; 0L; 4L; 4L; 4L ]
// Of the places above those that no later one of their row repeats.
let private last = [ 0.0; 1.0; 1.0; 0.0; 0.0; 1.0 ]
let private line () = integers [ 4 ] [ 1L; 0L; 1L; 1L ]
let private rows () = integers [ 2; 1 ] [ 1L; 0L ]
let private columns () = integers [ 3 ] [ 2L; -3L; 2L ]
let private wide = at Reals [ 2; 5 ]
let private narrow = at Reals [ 2; 3 ]

/// A constant in the dtype of a tensor.
let private beside (x: Tensor) shape data = Tensor.cast x.DType (real shape data)

let private zeros (x: Tensor) (shape: int list) = Tensor.zerosOf x.DType shape
let private alive (c: Tensor) = beside c [ 2; 3 ] last

/// Functions that are linear in the tensor and the source together, with their transposes.
let private ontoAnother () : Subject list =
    let places, line, rows, columns = places (), line (), rows (), columns ()

    let linear name x source f (ofX: Tensor -> Tensor) (ofSource: Tensor -> Tensor) =
        many name [ x; source ] [ Homogeneous 1.0; Transpose(fun cs -> [| ofX cs[0]; ofSource cs[0] |]) ] (fun xs ->
            [| f xs[1] xs[0] |])

    let part = [ At.Index 1; At.Range(Nullable 1, Nullable 4, 2) ]
    let mask = Tensor.gt (real [ 2; 3 ] [ 1.0; -1.0; 1.0; -1.0; -1.0; 1.0 ]) (real [] [ 0.0 ])
    let pairs = [ rows; columns ]

    [ linear "scatter" wide narrow (Tensor.scatter 1 places) (Tensor.scatterFill 1 places 0.0) (fun c ->
          Tensor.gather 1 places c * alive c)
      linear "scatterReduce, sums" wide narrow (Tensor.scatterReduce 1 Combine.Sum places) id (Tensor.gather 1 places)
      linear
          "scatterReduce, sums of others"
          wide
          narrow
          (Tensor.scatterReduceWith false 1 Combine.Sum places)
          (Tensor.scatterFill 1 places 0.0)
          (Tensor.gather 1 places)
      linear "putAlong" wide (at Reals [ 1; 3 ]) (Tensor.putAlong 1 places) (Tensor.scatterFill 1 places 0.0) (fun c ->
          Tensor.sumKeep [ 0 ] (Tensor.gather 1 places c * alive c))
      linear "indexAdd" narrow (at Reals [ 4; 3 ]) (Tensor.indexAdd 0 line) id (Tensor.indexSelect 0 line)
      linear
          "indexCopy"
          (at Reals [ 3; 2 ])
          (at Reals [ 4; 2 ])
          (Tensor.indexCopy 0 line)
          (Tensor.indexFill 0 line 0.0)
          (fun c -> Tensor.indexSelect 0 line c * beside c [ 4; 1 ] [ 0.0; 1.0; 0.0; 1.0 ])
      linear
          "indexPutAdd"
          (at Reals [ 2; 3; 2 ])
          (at Reals [ 2; 3; 2 ])
          (Tensor.indexPutAdd pairs)
          id
          (Tensor.indexGet pairs)
      linear
          "indexPut"
          (at Reals [ 2; 3; 2 ])
          (at Reals [ 2; 3; 2 ])
          (Tensor.indexPut pairs)
          (Tensor.indexPut pairs (HostNumber.Of 0))
          (fun c -> Tensor.indexGet pairs c * beside c [ 3; 1 ] [ 0.0; 1.0; 1.0 ])
      linear
          "maskedScatter"
          narrow
          (at Reals [ 4 ])
          (Tensor.maskedScatter mask)
          (Tensor.maskedFill mask 0.0)
          (Tensor.maskedSelect mask >> Tensor.pad [ 0; 1 ] 0.0)
      linear
          "setItem"
          wide
          (at Reals [ 2 ])
          (Tensor.setItem part)
          (Tensor.setItem part (HostNumber.Of 0))
          (Tensor.get part)
      linear "addItem" wide (at Reals [ 1 ]) (Tensor.addItem part) id (Tensor.get part >> Tensor.sumKeep [ 0 ]) ]

/// Linear functions of one tensor with their transposes.
let private adjoints () : Subject list =
    let places, line, rows, columns = places (), line (), rows (), columns ()
    let linear back = [ Multilinear; Homogeneous 1.0; transpose back ]
    let segments = integers [ 4 ] [ 2L; 0L; 2L; 2L ]
    let counts c = beside c [ 3; 1 ] [ 1.0; 1.0; 3.0 ]
    let lines = integers [ 3; 2 ] [ 1L; 4L; 0L; 2L; 1L; 4L ]

    [ one
          "indexGet"
          (at Reals [ 2; 3; 2 ])
          (linear (fun c -> Tensor.indexPutAdd [ rows; columns ] c (zeros c [ 2; 3; 2 ])))
          (Tensor.indexGet [ rows; columns ])
      one
          "gatherNd"
          wide
          (linear (fun c -> Tensor.indexPutAdd (Tensor.unbind 1 lines) c (zeros c [ 2; 5 ])))
          (Tensor.gatherNd lines)
      one
          "take, of a shape"
          narrow
          (linear (fun c -> Tensor.indexPutAdd [ places ] c (zeros c [ 6 ]) |> Tensor.reshape [ 2; 3 ]))
          (Tensor.take places)
      one "scatterFill" wide (linear (Tensor.scatterFill 1 places 0.0)) (Tensor.scatterFill 1 places 0.0)
      one "indexFill" wide (linear (Tensor.indexFill 1 line 0.0)) (Tensor.indexFill 1 line 0.0)
      one "segmentSum" (at Reals [ 4; 2 ]) (linear (Tensor.indexSelect 0 segments)) (Tensor.segmentSum 3 segments)
      one
          "segmentMean"
          (at Reals [ 4; 2 ])
          (linear (fun c -> Tensor.indexSelect 0 segments (c / counts c)))
          (Tensor.segmentMean 3 segments)
      one "bincount of weights" (at Reals [ 4 ]) (linear (Tensor.take segments)) (fun weights ->
          Tensor.bincountWith 3 weights segments) ]

/// Products and extremes.
let private folds () : Subject list =
    let places = places ()

    let reduced name region claims combine =
        [ for isOwn in [ true; false ] do
              let others = if isOwn then "" else ", of others"

              two $"scatterReduce, {name}{others}" (at region [ 2; 5 ], at region [ 2; 3 ]) claims (fun x source ->
                  Tensor.scatterReduceWith isOwn 1 combine places source x) ]

    let segments = integers [ 4 ] [ 1L; 0L; 1L; 0L ]
    let part = [ At.All; At.Index 2 ]

    [ yield! reduced "products" Reals [] Combine.Prod
      yield! reduced "means" Reals [ Homogeneous 1.0 ] Combine.Mean
      yield! reduced "largest" Distinct [ Homogeneous 1.0 ] Combine.Max
      yield! reduced "smallest" Distinct [ Homogeneous 1.0 ] Combine.Min
      one "segmentProd" (at Reals [ 4; 2 ]) [ Homogeneous 2.0 ] (Tensor.segmentProd 2 segments)
      one "segmentMax" (at Distinct [ 4; 2 ]) [ Homogeneous 1.0 ] (Tensor.segmentMax 2 segments)
      one "segmentMin" (at Distinct [ 4; 2 ]) [ Homogeneous 1.0 ] (Tensor.segmentMin 2 segments)
      two "mulItem" (at Reals [ 2; 3 ], at Reals [ 2 ]) [] (fun x y -> Tensor.mulItem part y x)
      two "maxItem" (at Distinct [ 2; 3 ], at Distinct [ 2 ]) [ Homogeneous 1.0 ] (fun x y -> Tensor.maxItem part y x)
      two "minItem" (at Distinct [ 2; 3 ], at Distinct [ 2 ]) [ Homogeneous 1.0 ] (fun x y -> Tensor.minItem part y x)
      one "mapItem" (at Reals [ 2; 3 ]) [] (Tensor.mapItem part Tensor.sin) ]

/// All of this file.
let all () : Subject list = List.concat [ ontoAnother (); adjoints (); folds () ]
