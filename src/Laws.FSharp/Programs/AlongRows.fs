/// Operations that go along one axis.
module internal Functional.Laws.AlongRows

open System
open Functional
open Functional.Laws.Operation
open Functional.Laws.FoldRows

/// An operation along an axis of at least a length, which it keeps.
let private along
    name
    least
    region
    (run: int -> Tensor -> Tensor)
    (range: int -> Interval -> Interval)
    (written: Text)
    =
    operation name (fun random shape ->
        let place = random.Next(max 1 shape.Length)

        if shape.Length = 0 || shape[place] < least then
            ValueNone
        else
            let axis = Pick.axis random shape.Length place
            let range (ranges: Interval[]) = range shape[place] ranges[0]
            let written = { written with Words = [ Integer axis ] }
            ValueSome(call name shape [ slot region shape ] (fun xs -> run axis xs[0]) range written))

let private regularly name = regular name [ Integer 0 ]

/// An operation along an axis that is not in the result.
let private reducing name region (run: int -> Tensor -> Tensor) written =
    operation name (fun random shape ->
        let place = random.Next(shape.Length + 1)
        let operand = Array.insertAt place (Pick.length random) shape
        let axis = Pick.axis random operand.Length place
        let written = { written with Words = [ Integer axis ] }
        ValueSome(call name shape [ slot region operand ] (fun xs -> run axis xs[0]) (fun ranges -> ranges[0]) written))

/// Some elements along an axis, in order, of no fewer.
let private ranked name (run: int -> int -> Tensor -> Tensor) written =
    operation name (fun random shape ->
        if shape.Length = 0 then
            ValueNone
        else
            let place = random.Next shape.Length
            let count = shape[place]
            let operand = Array.updateAt place (count + random.Next 3) shape
            let axis = Pick.axis random shape.Length place
            let run (xs: Tensor[]) = run count axis xs[0]
            let written = { written with Words = [ Integer count; Integer axis ] }
            ValueSome(call name shape [ slot Distinct operand ] run (fun ranges -> ranges[0]) written))

/// Operations along an axis.
let alongAxes =
    [ operation "cumprod" (fun random shape ->
          if shape.Length = 0 then
              ValueNone
          else
              let place = random.Next shape.Length
              let axis = Pick.axis random shape.Length place
              let slots = [ slot (factors shape[place]) shape ]
              let range (ranges: Interval[]) = product shape[place] ranges[0]
              let written = regular "cumprod" [ Integer axis ]
              ValueSome(call "cumprod" shape slots (fun xs -> Tensor.cumprod axis xs[0]) range written))
      along
          "cummax"
          0
          Distinct
          (fun axis -> Tensor.cummax axis >> fst)
          same
          (text "fst (Tensor.cummax {a} {0})" "{0}.Cummax({a}).Values" [])
      along
          "cummin"
          0
          Distinct
          (fun axis -> Tensor.cummin axis >> fst)
          same
          (text "fst (Tensor.cummin {a} {0})" "{0}.Cummin({a}).Values" [])
      reducing
          "medianAlong"
          Distinct
          (fun axis -> Tensor.medianAlong axis >> fst)
          (text "fst (Tensor.medianAlong {a} {0})" "{0}.MedianAlong({a}).Values" [])
      ranked
          "topk"
          (fun count axis -> Tensor.topk count axis >> fst)
          (text "fst (Tensor.topk {a} {b} {0})" "{0}.Topk({a}, {b}).Values" [])
      ranked
          "topkWith"
          (fun count axis -> Tensor.topkWith count axis false >> fst)
          (text "fst (Tensor.topkWith {a} {b} false {0})" "{0}.Topk({a}, {b}, largest: false).Values" [])
      along
          "cumsum"
          0
          Reals
          Tensor.cumsum
          (fun length range -> Interval.withZero (summed length range))
          (regularly "cumsum")
      along "softmax" 0 Reals Tensor.softmax (fun _ _ -> Interval.between 0.0 1.0) (regularly "softmax")
      along
          "logSoftmax"
          0
          Reals
          Tensor.logSoftmax
          (fun length range -> Interval.between (range.Low - range.High - log (float (max 1 length))) 0.0)
          (regularly "logSoftmax")
      along
          "sort"
          0
          Distinct
          (fun axis -> Tensor.sort axis >> fst)
          same
          (text "fst (Tensor.sort {a} {0})" "{0}.Sort({a}).Values" [])
      along
          "sortWith"
          0
          Distinct
          (fun axis -> Tensor.sortWith axis true >> fst)
          same
          (text "fst (Tensor.sortWith {a} true {0})" "{0}.Sort({a}, descending: true).Values" [])
      along
          "normalize"
          0
          Positive
          (fun axis -> Tensor.normalize 2.0 axis 1e-12)
          (fun _ _ -> Interval.between 0.0 1.0)
          (text "Tensor.normalize 2.0 {a} 1e-12 {0}" "{0}.Normalize(axis: {a})" [])
      reducing
          "maxAlong"
          Distinct
          (fun axis -> Tensor.maxAlong axis >> fst)
          (text "fst (Tensor.maxAlong {a} {0})" "{0}.MaxAlong({a}).Values" [])
      reducing
          "minAlong"
          Distinct
          (fun axis -> Tensor.minAlong axis >> fst)
          (text "fst (Tensor.minAlong {a} {0})" "{0}.MinAlong({a}).Values" [])
      operation "glu" (fun random shape ->
          if shape.Length = 0 then
              ValueNone
          else
              let place = random.Next shape.Length
              let operand = Array.updateAt place (2 * shape[place]) shape
              let axis = Pick.axis random shape.Length place
              let range (ranges: Interval[]) = Interval.withZero ranges[0]
              let written = regular "glu" [ Integer axis ]
              ValueSome(call "glu" shape [ slot Reals operand ] (fun xs -> Tensor.glu axis xs[0]) range written))
      operation "cosineSimilarity" (fun random shape ->
          let place = random.Next(shape.Length + 1)
          let full = Array.insertAt place (Pick.length random) shape
          let axis = Pick.axis random full.Length place
          let slots = broadcasting random 2 full |> List.map (slot Positive)
          let run (xs: Tensor[]) = Tensor.cosineSimilarity axis 1e-8 xs[0] xs[1]

          let written =
              text "Tensor.cosineSimilarity {a} 1e-8 {0} {1}" "{0}.CosineSimilarity({1}, {a})" [ Integer axis ]

          ValueSome(call "cosineSimilarity" shape slots run (fun _ -> Interval.between 0.0 1.0) written))
      operation "layerNorm" (fun random shape ->
          if shape.Length = 0 then
              ValueNone
          else
              let last = Array.skip (random.Next shape.Length) shape

              if size last = 0 then
                  ValueNone
              else
                  let run (xs: Tensor[]) = Tensor.layerNorm last xs[1] xs[2] 0.1 xs[0]
                  let slots = [ slot Reals shape; slot (Between(-3.0, 3.0)) last; slot Reals last ]

                  let range (ranges: Interval[]) =
                      let most = Interval.size ranges[1] * sqrt (float (size last))
                      Interval.add (Interval.between -most most) ranges[2]

                  let written =
                      text "Tensor.layerNorm {a} {1} {2} 0.1 {0}" "{0}.LayerNorm({a}, {1}, {2}, 0.1)" [ Integers last ]

                  ValueSome(call "layerNorm" shape slots run range written)) ]
