/// Operations by constant indices, some of which come twice.
module internal Functional.Laws.IndexRows

open System
open Functional
open Functional.Laws.Operation

/// Indices below a bound.
let private drawn (random: Random) bound (shape: int[]) = Array.init (size shape) (fun _ -> int64 (random.Next bound))

let private kept (ranges: Interval[]) = ranges[0]

/// A function of one tensor and an index, written in the regular way, with words before the index.
let private indexed name words (indexShape, values) operand (run: Tensor -> Tensor -> Tensor) shape =
    let index = Tensor.ofArray indexShape values
    let written = regular name (words @ [ Indices(indexShape, values) ])
    ValueSome(call name shape [ slot Reals operand ] (fun xs -> run index xs[0]) kept written)

let private onAxis name give =
    operation name (fun random (shape: int[]) ->
        if shape.Length = 0 then ValueNone else give random (random.Next shape.Length) shape)

/// Parts at positions of the first axis, which an index of one or two axes lists.
let private byFirst name (run: Tensor -> Tensor -> Tensor) least =
    operation name (fun random shape ->
        if shape.Length < least then
            ValueNone
        else
            let rank = Pick.integer random 1 (min 2 (shape.Length + 1 - least))
            let length = Pick.length random
            let indexShape = shape[.. rank - 1]
            let operand = [| length; yield! shape[rank..] |]
            indexed name [] (indexShape, drawn random length indexShape) operand run shape)

let indices =
    [ onAxis "gather" (fun random place shape ->
          let length = Pick.length random
          // The tensor may be longer than the index on the other axes, too.
          let operand = shape |> Array.mapi (fun i other -> if i = place then length else other + random.Next 2)
          let axis = Pick.axis random shape.Length place
          indexed "gather" [ Integer axis ] (shape, drawn random length shape) operand (Tensor.gather axis) shape)
      onAxis "takeAlong" (fun random place shape ->
          let length = Pick.length random

          let sides =
              broadcasting random 2 shape
              |> List.map (fun side -> Array.append (Array.create (shape.Length - side.Length) 1) side)

          let operand, index = Array.updateAt place length sides[0], Array.updateAt place shape[place] sides[1]
          let run = Tensor.takeAlong place
          indexed "takeAlong" [ Integer place ] (index, drawn random length index) operand run shape)
      onAxis "indexSelect" (fun random place shape ->
          let length = Pick.length random
          let index = [| shape[place] |]
          let axis = Pick.axis random shape.Length place
          let operand = Array.updateAt place length shape

          indexed
              "indexSelect"
              [ Integer axis ]
              (index, drawn random length index)
              operand
              (Tensor.indexSelect axis)
              shape)
      operation "takeFlat" (fun random shape ->
          if shape.Length <> 1 then
              ValueNone
          else
              let operand = Array.init (Pick.integer random 1 2) (fun _ -> Pick.length random)
              indexed "takeFlat" [] (shape, drawn random (size operand) shape) operand Tensor.takeFlat shape)
      byFirst "index" Tensor.index 1
      operation "maskedSelect" (fun random shape ->
          if shape.Length <> 1 then
              ValueNone
          else
              // A mask in which as many places are on as the result has elements.
              let count = shape[0] + Pick.integer random 0 2
              let places = Array.init count (fun place -> if place < shape[0] then 1L else 0L)
              Pick.shuffle random places
              let mask = Tensor.ofArray [| count |] places .> 0.5
              let written = text "Tensor.maskedSelect ({a} .> 0.5) {0}" "{0}.MaskedSelect({a} > 0.5)"
              let slots = [ slot Reals [| count |] ]
              let run (xs: Tensor[]) = Tensor.maskedSelect mask xs[0]
              ValueSome(call "maskedSelect" shape slots run kept (written [ Indices([| count |], places) ])))
      byFirst "embedding" Tensor.embedding 2
      onAxis "scatterAdd" (fun random place shape ->
          if size shape = 0 then
              ValueNone
          else
              let sourceShape =
                  shape
                  |> Array.mapi (fun i length ->
                      if i = place then Pick.length random else Pick.integer random 1 length)

              let values = drawn random shape[place] sourceShape
              let index = Tensor.ofArray sourceShape values
              let axis = Pick.axis random shape.Length place
              let run (xs: Tensor[]) = Tensor.scatterAdd axis index xs[1] xs[0]

              let range (ranges: Interval[]) =
                  Interval.add ranges[0] (Interval.withZero (Interval.scale (float sourceShape[place]) ranges[1]))

              let words = [ Integer axis; Indices(sourceShape, values) ]
              let written = text "Tensor.scatterAdd {a} {b} {1} {0}" "{0}.ScatterAdd({a}, {b}, {1})" words
              ValueSome(call "scatterAdd" shape [ slot Reals shape; slot Reals sourceShape ] run range written)) ]
