/// Products of matrices and vectors.
module internal Functional.Laws.ProductRows

open System
open Functional
open Functional.Laws.Operation

let private factor = Between(-10.0, 10.0)

/// The range of sums of so many products.
let private sums count (ranges: Interval[]) = Interval.scale (float count) (Interval.multiply ranges[0] ranges[1])

/// A product whose operands have the shapes that one of several ways gives.
let private product name (ways: Random -> int -> int[] -> (int[] * int[]) voption) run written =
    operation name (fun random shape ->
        let inner = Pick.length random

        match ways random inner shape with
        | ValueNone -> ValueNone
        | ValueSome(left, right) ->
            ValueSome(call name shape [ slot factor left; slot factor right ] run (sums inner) written))

/// A matrix product of vectors, matrices, and stacks of matrices that broadcast.
let private matrices (random: Random) inner (shape: int[]) =
    let last = shape.Length - 1

    match shape.Length with
    | 0 -> [| inner |], [| inner |]
    | 1 when random.Next 2 = 0 -> [| inner |], [| inner; shape[0] |]
    | 1 -> [| shape[0]; inner |], [| inner |]
    | _ ->
        match random.Next 4 with
        | 0 -> Array.append shape [| inner |], [| inner |]
        | 1 -> [| inner |], Array.insertAt last inner shape
        | _ ->
            let stacks = broadcasting random 2 shape[.. last - 2]
            Array.append stacks[0] [| shape[last - 1]; inner |], Array.append stacks[1] [| inner; shape[last] |]

let private always ways random inner shape = ValueSome(ways random inner shape)

let products =
    [ product
          "matmul"
          (always matrices)
          (fun xs -> Tensor.matmul xs[0] xs[1])
          (text "Tensor.matmul {0} {1}" "{0}.Matmul({1})" [])
      product "matrix product" (always matrices) (fun xs -> xs[0] *@ xs[1]) (text "{0} *@ {1}" "{0}.Matmul({1})" [])
      product
          "dot"
          (fun _ inner shape -> if shape.Length = 0 then ValueSome([| inner |], [| inner |]) else ValueNone)
          (fun xs -> Tensor.dot xs[0] xs[1])
          (text "Tensor.dot {0} {1}" "{0}.Dot({1})" [])
      operation "outer" (fun _ shape ->
          if shape.Length <> 2 then
              ValueNone
          else
              let slots = [ slot factor shape[..0]; slot factor shape[1..] ]
              let written = text "Tensor.outer {0} {1}" "{0}.Outer({1})" []
              ValueSome(call "outer" shape slots (fun xs -> Tensor.outer xs[0] xs[1]) (sums 1) written))
      for hasBias in [ true; false ] do
          let name = if hasBias then "linear" else "linear without bias"

          operation name (fun random shape ->
              if shape.Length = 0 then
                  ValueNone
              else
                  let last, inner = shape.Length - 1, Pick.length random
                  let weight = [| shape[last]; inner |]
                  let slots = [ slot factor (Array.updateAt last inner shape); slot factor weight ]

                  if hasBias then
                      let slots = slots @ [ slot Reals [| shape[last] |] ]
                      let run (xs: Tensor[]) = Tensor.linear xs[1] xs[2] xs[0]
                      let range (ranges: Interval[]) = Interval.add (sums inner ranges) ranges[2]
                      let written = text "Tensor.linear {1} {2} {0}" "{0}.Linear({1}, {2})" []
                      ValueSome(call name shape slots run range written)
                  else
                      let run (xs: Tensor[]) = Tensor.linear xs[1] null xs[0]
                      let written = text "Tensor.linear {1} null {0}" "{0}.Linear({1})" []
                      ValueSome(call name shape slots run (sums inner) written)) ]
