/// Parts of tensors, and tensors joined.
module internal Functional.Laws.PartRows

open System
open Functional
open Functional.Laws.Operation
open Functional.Laws.MoveRows

/// Parts of one tensor along an axis: how much more of it there is than the result, and which part it is.
let private part name (give: Random -> int -> int[] -> Call voption) =
    ofRank 1 name (fun random shape -> give random (random.Next shape.Length) shape)

/// Parts and padding.
let parts =
    let longer axis length (shape: int[]) = Array.updateAt axis length shape

    [ part "slice" (fun random place shape ->
          let start, step, rest = Pick.integer random 0 1, Pick.integer random 1 2, Pick.integer random 0 1
          let length = shape[place]
          let stop = start + max 0 ((length - 1) * step + 1)
          let axis = Pick.axis random shape.Length place
          let words = [ Integer axis; Integer start; Integer stop; Integer step ]
          plain "slice" words (longer place (stop + rest) shape) (Tensor.slice axis start stop step) shape)
      part "narrow" (fun random place shape ->
          let start, rest = Pick.integer random 0 2, Pick.integer random 0 1
          let words = [ Integer place; Integer start; Integer shape[place] ]
          let operand = longer place (start + shape[place] + rest) shape
          plain "narrow" words operand (Tensor.narrow place start shape[place]) shape)
      operation "select" (fun random shape ->
          let place, length = random.Next(shape.Length + 1), Pick.length random
          let position = random.Next length
          let operand = Array.insertAt place length shape
          plain "select" [ Integer place; Integer position ] operand (Tensor.select place position) shape)
      operation "get" (fun random shape ->
          // x[p, .., None]: the first axis goes, and a new last one of length 1 comes.
          if shape.Length = 0 || shape[shape.Length - 1] <> 1 then
              ValueNone
          else
              let length = Pick.length random
              let position = random.Next length
              let operand = [| length; yield! shape[.. shape.Length - 2] |]

              let written =
                  text
                      "Tensor.get [ At.Index {a}; At.Ellipsis; At.NewAxis ] {0}"
                      "{0}[{a}, At.Ellipsis, At.NewAxis]"
                      [ Integer position ]

              moved "get" operand (Tensor.get [ At.Index position; At.Ellipsis; At.NewAxis ]) kept written shape)
      operation "item" (fun random shape ->
          let length = Pick.length random
          let position = Pick.axis random length (random.Next length)
          let run (x: Tensor) = x[position]

          moved
              "item"
              (Array.append [| length |] shape)
              run
              kept
              (text "{0}[{a}]" "{0}[{a}]" [ Integer position ])
              shape)
      part "pad" (fun random place shape ->
          // The pair of the last axis comes first; what is negative crops.
          let before, after = Pick.integer random -1 1, Pick.integer random -1 1

          if shape[place] - max 0 before - max 0 after < 0 then
              ValueNone
          else
              let pairs =
                  [| for _ in 1 .. shape.Length - 1 - place do
                         0
                         0
                     before
                     after |]

              let value = Pick.pick random [| 0.0; 0.5 |]
              let range (ranges: Interval[]) = Interval.hull [ ranges[0]; Interval.between value value ]
              let operand = longer place (shape[place] - before - after) shape
              let written = regular "pad" [ Integers pairs; Real value ]
              moved "pad" operand (Tensor.pad pairs value) range written shape)
      part "split" (fun random place shape ->
          if shape[place] = 0 then
              ValueNone
          else
              let piece, rest = random.Next 3, Pick.integer random 0 1
              let operand = longer place ((piece + 1) * shape[place] + rest) shape
              let words = [ Integer shape[place]; Integer place; Integer piece ]
              let written = text "(Tensor.split {a} {b} {0})[{c}]" "{0}.Split({a}, {b})[{c}]" words
              moved "split" operand (fun x -> (Tensor.split shape[place] place x)[piece]) kept written shape)
      part "splitSizes" (fun random place shape ->
          let sizes = [| Pick.integer random 0 2; Pick.integer random 0 2; Pick.integer random 0 2 |]
          let piece = random.Next sizes.Length
          sizes[piece] <- shape[place]
          let words = [ Integers sizes; Integer place; Integer piece ]
          let written = text "(Tensor.splitSizes {a} {b} {0})[{c}]" "{0}.Split({a}, {b})[{c}]" words
          let run (x: Tensor) = (Tensor.splitSizes sizes place x)[piece]
          moved "splitSizes" (longer place (Array.sum sizes) shape) run kept written shape)
      part "chunk" (fun random place shape ->
          let count = Pick.length random
          let piece = random.Next count
          let words = [ Integer count; Integer place; Integer piece ]
          let written = text "(Tensor.chunk {a} {b} {0})[{c}]" "{0}.Chunk({a}, {b})[{c}]" words
          let run (x: Tensor) = (Tensor.chunk count place x)[piece]
          moved "chunk" (longer place (count * shape[place]) shape) run kept written shape)
      operation "unbind" (fun random shape ->
          let place, length = random.Next(shape.Length + 1), Pick.length random
          let piece = random.Next length
          let words = [ Integer place; Integer piece ]
          let written = text "(Tensor.unbind {a} {0})[{b}]" "{0}.Unbind({a})[{b}]" words
          let run (x: Tensor) = (Tensor.unbind place x)[piece]
          moved "unbind" (Array.insertAt place length shape) run kept written shape) ]

/// Tensors joined.
let joints =
    let joined name shapes shape run written =
        ValueSome(call name shape (shapes |> List.map (slot Reals)) run (fun ranges -> Interval.hull ranges) written)

    let listed fsharp csharp count words =
        let holes = List.init count (fun i -> "{" + string i + "}")
        text (fsharp (String.Join("; ", holes))) (csharp (String.Join(", ", holes))) words

    [ part "cat" (fun random place shape ->
          let cut = random.Next(shape[place] + 1)
          let lengths = if Pick.oneIn random 3 then [ cut; 0; shape[place] - cut ] else [ cut; shape[place] - cut ]
          let axis = Pick.axis random shape.Length place

          let written =
              listed
                  (sprintf "Tensor.cat {a} [ %s ]")
                  (sprintf "Tensor.Cat([%s], {a})")
                  lengths.Length
                  [ Integer axis ]

          let shapes = lengths |> List.map (fun length -> Array.updateAt place length shape)
          joined "cat" shapes shape (Tensor.cat axis) written)
      part "stack" (fun random place shape ->
          if shape[place] = 0 || shape[place] > 6 then
              ValueNone
          else
              let axis = Pick.axis random shape.Length place

              let written =
                  listed
                      (sprintf "Tensor.stack {a} [ %s ]")
                      (sprintf "Tensor.Stack([%s], {a})")
                      shape[place]
                      [ Integer axis ]

              let shapes = List.replicate shape[place] (Array.removeAt place shape)
              joined "stack" shapes shape (Tensor.stack axis) written)
      ofRank 2 "meshgrid" (fun random shape ->
          if shape.Length > 2 then
              ValueNone
          else
              let piece = random.Next 2
              let words = [ Integer piece ]
              let written = text "(Tensor.meshgrid [ {0}; {1} ])[{a}]" "Tensor.Meshgrid({0}, {1})[{a}]" words
              let run (xs: Tensor[]) = (Tensor.meshgrid xs)[piece]
              joined "meshgrid" [ shape[..0]; shape[1..] ] shape run written) ]
