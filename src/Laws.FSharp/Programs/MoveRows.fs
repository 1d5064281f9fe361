/// Operations that put elements at other places: shapes, axes, parts, and joints.
module internal Functional.Laws.MoveRows

open System
open Functional
open Functional.Laws.Operation

let private kept (ranges: Interval[]) = ranges[0]

/// A movement of one tensor, whose operand has some shape.
let private moved name (operand: int[]) (run: Tensor -> Tensor) range written shape =
    ValueSome(call name shape [ slot Reals operand ] (fun xs -> run xs[0]) range written)

/// A movement that adds no numbers, written in the regular way.
let private plain name words operand run shape = moved name operand run kept (regular name words) shape

/// A row that needs some axes to work on.
let private ofRank least name give =
    operation name (fun random shape -> if shape.Length < least then ValueNone else give random shape)

/// Another shape of as many elements: lengths multiplied together, cut in two, or moved to the other side.
let private reshaped (random: Random) (shape: int[]) =
    match random.Next 3 with
    | 0 -> [| size shape |]
    | 1 when shape.Length > 1 ->
        let at = random.Next(shape.Length - 1)
        [| yield! shape[.. at - 1]; shape[at] * shape[at + 1]; yield! shape[at + 2 ..] |]
    | _ -> Array.rev (Array.insertAt (random.Next(shape.Length + 1)) 1 shape)

let private permutation (random: Random) rank =
    let axes = Array.init rank id
    Draw.shuffle random axes
    axes

let private swapped a b (shape: int[]) = shape |> Array.mapi (fun i length -> if i = a then shape[b] elif i = b then shape[a] else length)

/// Shapes and axes.
let shapes =
    [ operation "reshape" (fun random shape ->
          plain "reshape" [ Integers shape ] (reshaped random shape) (Tensor.reshape shape) shape)
      operation "flatten" (fun random shape ->
          if shape.Length <> 1 then
              ValueNone
          else
              let operand = if Draw.oneIn random 2 then [| 1; shape[0] |] else [| shape[0]; 1; 1 |]
              moved "flatten" operand Tensor.flatten kept (text "Tensor.flatten {0}" "{0}.Flatten()" []) shape)
      ofRank 1 "flattenAxes" (fun random shape ->
          let axis = random.Next shape.Length
          // An even length is cut in two; another gets a neighbour of length 1.
          let parts = if shape[axis] % 2 = 0 then [| 2; shape[axis] / 2 |] else [| 1; shape[axis] |]
          let operand = [| yield! shape[.. axis - 1]; yield! parts; yield! shape[axis + 1 ..] |]
          let written = text "Tensor.flattenAxes {a} {b} {0}" "{0}.Flatten({a}, {b})" [ Integer axis; Integer(axis + 1) ]
          moved "flattenAxes" operand (Tensor.flattenAxes axis (axis + 1)) kept written shape)
      ofRank 2 "unflatten" (fun random shape ->
          let axis = random.Next(shape.Length - 1)
          let lengths = shape[axis .. axis + 1]
          let operand = [| yield! shape[.. axis - 1]; size lengths; yield! shape[axis + 2 ..] |]
          plain "unflatten" [ Integer axis; Integers lengths ] operand (Tensor.unflatten axis lengths) shape)
      ofRank 1 "unsqueeze" (fun random shape ->
          match Array.tryFindIndex ((=) 1) shape with
          | None -> ValueNone
          | Some place ->
              let axis = Draw.axis random shape.Length place
              plain "unsqueeze" [ Integer axis ] (Array.removeAt place shape) (Tensor.unsqueeze axis) shape)
      operation "squeeze" (fun random shape ->
          if Array.contains 1 shape then
              ValueNone
          else
              let operand = Array.insertAt (random.Next(shape.Length + 1)) 1 shape
              plain "squeeze" [] operand Tensor.squeeze shape)
      operation "squeezeAxes" (fun random shape ->
          let place = random.Next(shape.Length + 1)
          let axes = [| Draw.axis random (shape.Length + 1) place |]
          let written = text "Tensor.squeezeAxes {a} {0}" "{0}.Squeeze({a})" [ Integers axes ]
          moved "squeezeAxes" (Array.insertAt place 1 shape) (Tensor.squeezeAxes axes) kept written shape)
      operation "permute" (fun random shape ->
          let axes = permutation random shape.Length
          let operand = Array.zeroCreate shape.Length
          axes |> Array.iteri (fun i axis -> operand[axis] <- shape[i])
          plain "permute" [ Integers axes ] operand (Tensor.permute axes) shape)
      ofRank 2 "moveAxes" (fun random shape ->
          let source, destination = random.Next shape.Length, random.Next shape.Length
          let operand = Array.removeAt destination shape |> Array.insertAt source shape[destination]
          let words = [ Integers [| source |]; Integers [| destination |] ]
          plain "moveAxes" words operand (Tensor.moveAxes [| source |] [| destination |]) shape)
      ofRank 2 "swapAxes" (fun random shape ->
          let a, b = random.Next shape.Length, random.Next shape.Length
          plain "swapAxes" [ Integer a; Integer(b - shape.Length) ] (swapped a b shape) (Tensor.swapAxes a b) shape)
      ofRank 2 "matrixTranspose" (fun _ shape ->
          let last = shape.Length - 1
          let written = text "Tensor.matrixTranspose {0}" "{0}.T" []
          moved "matrixTranspose" (swapped last (last - 1) shape) Tensor.matrixTranspose kept written shape)
      operation "expand" (fun random shape ->
          let operand = broadcasting random 2 shape |> List.head
          plain "expand" [ Integers shape ] operand (Tensor.expand shape) shape)
      operation "broadcastTo" (fun random shape ->
          let operand = broadcasting random 2 shape |> List.head
          plain "broadcastTo" [ Integers shape ] operand (Tensor.broadcastTo shape) shape)
      operation "flip" (fun random shape ->
          let axes = permutation random shape.Length |> Array.truncate 2
          plain "flip" [ Integers axes ] shape (Tensor.flip axes) shape)
      ofRank 1 "roll" (fun random shape ->
          let count = if Draw.oneIn random 3 then 0 else random.Next shape.Length + 1
          let axes = permutation random shape.Length |> Array.truncate count
          let shifts = Array.init (max 1 count) (fun _ -> Draw.integer random -3 3)
          plain "roll" [ Integers shifts; Integers axes ] shape (Tensor.roll shifts axes) shape)
      operation "repeat" (fun random shape ->
          let divided = shape |> Array.map (fun length -> if length = 2 && Draw.oneIn random 2 then 1 else length)
          let fresh = if shape.Length > 0 && divided[0] = 1 then 1 else 0
          let counts = Array.map2 (fun length part -> if part = 0 then 1 else length / part) shape divided
          plain "repeat" [ Integers counts ] (Array.skip fresh divided) (Tensor.repeat counts) shape)
      ofRank 1 "tile" (fun random shape ->
          let last = shape.Length - 1

          if shape[last] = 0 then
              ValueNone
          else
              let part = if Draw.oneIn random 3 then shape[last] else 1
              let counts = [| shape[last] / part |]
              plain "tile" [ Integers counts ] (Array.updateAt last part shape) (Tensor.tile counts) shape) ]

let private zero = Interval.withZero << kept

/// Rows of matrices: diagonals and triangles.
let diagonals =
    let isSquare (shape: int[]) = shape.Length > 1 && shape[shape.Length - 1] = shape[shape.Length - 2]

    [ ofRank 1 "diagonal" (fun random shape ->
          let length = shape[shape.Length - 1]
          let more = Draw.integer random 0 1
          let operand = [| length; length + more; yield! shape[.. shape.Length - 2] |]
          plain "diagonal" [] operand Tensor.diagonal shape)
      ofRank 1 "diagonalWith" (fun random shape ->
          let length = shape[shape.Length - 1]
          let offset = Draw.integer random -1 1
          let operand = [| yield! shape[.. shape.Length - 2]; length + max 0 -offset; length + max 0 offset |]
          let words = [ Integer offset; Integer -2; Integer -1 ]
          let written = text "Tensor.diagonalWith {a} {b} {c} {0}" "{0}.Diagonal({a}, {b}, {c})" words
          moved "diagonalWith" operand (Tensor.diagonalWith offset -2 -1) kept written shape)
      ofRank 2 "diagEmbed" (fun _ shape ->
          if isSquare shape then
              moved "diagEmbed" shape[.. shape.Length - 2] Tensor.diagEmbed zero (regular "diagEmbed" []) shape
          else
              ValueNone)
      ofRank 2 "diagEmbedWith" (fun random shape ->
          let last = shape.Length - 1

          if not (isSquare shape) || shape[last] = 0 then
              ValueNone
          else
              let offset = Draw.pick random [| -1; 1 |]
              let operand = Array.append shape[.. last - 2] [| shape[last] - 1 |]
              let words = [ Integer offset; Integer(last - 1); Integer last ]
              let written = text "Tensor.diagEmbedWith {a} {b} {c} {0}" "{0}.DiagEmbed({a}, {b}, {c})" words
              moved "diagEmbedWith" operand (Tensor.diagEmbedWith offset (last - 1) last) zero written shape)
      for name, run in [ "tril", Tensor.tril; "triu", Tensor.triu ] do
          ofRank 2 name (fun random shape ->
              let diagonal = Draw.integer random -1 1
              moved name shape (run diagonal) zero (regular name [ Integer diagonal ]) shape) ]

/// Parts of one tensor along an axis: how much more of it there is than the result, and which part it is.
let private part name (give: Random -> int -> int[] -> Call voption) =
    ofRank 1 name (fun random shape -> give random (random.Next shape.Length) shape)

/// Parts and padding.
let parts =
    let longer axis length (shape: int[]) = Array.updateAt axis length shape

    [ part "slice" (fun random place shape ->
          let start, step, rest = Draw.integer random 0 1, Draw.integer random 1 2, Draw.integer random 0 1
          let length = shape[place]
          let stop = start + max 0 ((length - 1) * step + 1)
          let axis = Draw.axis random shape.Length place
          let words = [ Integer axis; Integer start; Integer stop; Integer step ]
          plain "slice" words (longer place (stop + rest) shape) (Tensor.slice axis start stop step) shape)
      part "narrow" (fun random place shape ->
          let start, rest = Draw.integer random 0 2, Draw.integer random 0 1
          let words = [ Integer place; Integer start; Integer shape[place] ]
          let operand = longer place (start + shape[place] + rest) shape
          plain "narrow" words operand (Tensor.narrow place start shape[place]) shape)
      operation "select" (fun random shape ->
          let place, length = random.Next(shape.Length + 1), Draw.length random
          let position = random.Next length
          let operand = Array.insertAt place length shape
          plain "select" [ Integer place; Integer position ] operand (Tensor.select place position) shape)
      operation "get" (fun random shape ->
          // x[p, .., None]: the first axis goes, and a new last one of length 1 comes.
          if shape.Length = 0 || shape[shape.Length - 1] <> 1 then
              ValueNone
          else
              let length = Draw.length random
              let position = random.Next length
              let operand = [| length; yield! shape[.. shape.Length - 2] |]

              let written =
                  text
                      "Tensor.get [ At.Index {a}; At.Ellipsis; At.NewAxis ] {0}"
                      "{0}[{a}, At.Ellipsis, At.NewAxis]"
                      [ Integer position ]

              moved "get" operand (Tensor.get [ At.Index position; At.Ellipsis; At.NewAxis ]) kept written shape)
      operation "item" (fun random shape ->
          let length = Draw.length random
          let position = Draw.axis random length (random.Next length)
          let run (x: Tensor) = x[position]
          moved "item" (Array.append [| length |] shape) run kept (text "{0}[{a}]" "{0}[{a}]" [ Integer position ]) shape)
      part "pad" (fun random place shape ->
          // The pair of the last axis comes first; what is negative crops.
          let before, after = Draw.integer random -1 1, Draw.integer random -1 1

          if shape[place] - max 0 before - max 0 after < 0 then
              ValueNone
          else
              let pairs = [| for _ in 1 .. shape.Length - 1 - place do
                                 0
                                 0
                             before
                             after |]

              let value = Draw.pick random [| 0.0; 0.5 |]
              let range (ranges: Interval[]) = Interval.hull [ ranges[0]; Interval.between value value ]
              let operand = longer place (shape[place] - before - after) shape
              let written = regular "pad" [ Integers pairs; Real value ]
              moved "pad" operand (Tensor.pad pairs value) range written shape)
      part "split" (fun random place shape ->
          if shape[place] = 0 then
              ValueNone
          else
              let piece, rest = random.Next 3, Draw.integer random 0 1
              let operand = longer place ((piece + 1) * shape[place] + rest) shape
              let words = [ Integer shape[place]; Integer place; Integer piece ]
              let written = text "(Tensor.split {a} {b} {0})[{c}]" "{0}.Split({a}, {b})[{c}]" words
              moved "split" operand (fun x -> (Tensor.split shape[place] place x)[piece]) kept written shape)
      part "splitSizes" (fun random place shape ->
          let sizes = [| Draw.integer random 0 2; Draw.integer random 0 2; Draw.integer random 0 2 |]
          let piece = random.Next sizes.Length
          sizes[piece] <- shape[place]
          let words = [ Integers sizes; Integer place; Integer piece ]
          let written = text "(Tensor.splitSizes {a} {b} {0})[{c}]" "{0}.Split({a}, {b})[{c}]" words
          let run (x: Tensor) = (Tensor.splitSizes sizes place x)[piece]
          moved "splitSizes" (longer place (Array.sum sizes) shape) run kept written shape)
      part "chunk" (fun random place shape ->
          let count = Draw.length random
          let piece = random.Next count
          let words = [ Integer count; Integer place; Integer piece ]
          let written = text "(Tensor.chunk {a} {b} {0})[{c}]" "{0}.Chunk({a}, {b})[{c}]" words
          let run (x: Tensor) = (Tensor.chunk count place x)[piece]
          moved "chunk" (longer place (count * shape[place]) shape) run kept written shape)
      operation "unbind" (fun random shape ->
          let place, length = random.Next(shape.Length + 1), Draw.length random
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
          let lengths = if Draw.oneIn random 3 then [ cut; 0; shape[place] - cut ] else [ cut; shape[place] - cut ]
          let axis = Draw.axis random shape.Length place

          let written =
              listed (sprintf "Tensor.cat {a} [ %s ]") (sprintf "Tensor.Cat([%s], {a})") lengths.Length [ Integer axis ]

          let shapes = lengths |> List.map (fun length -> Array.updateAt place length shape)
          joined "cat" shapes shape (Tensor.cat axis) written)
      part "stack" (fun random place shape ->
          if shape[place] = 0 || shape[place] > 6 then
              ValueNone
          else
              let axis = Draw.axis random shape.Length place

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
