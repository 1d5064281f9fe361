/// Operations that put elements at other places: shapes, axes and diagonals.
module internal Functional.Laws.MoveRows

open System
open Functional
open Functional.Laws.Operation

let kept (ranges: Interval[]) = ranges[0]

/// A movement of one tensor, whose operand has some shape.
let moved name (operand: int[]) (run: Tensor -> Tensor) range written shape =
    ValueSome(call name shape [ slot Reals operand ] (fun xs -> run xs[0]) range written)

/// A movement that adds no numbers, written in the regular way.
let plain name words operand run shape = moved name operand run kept (regular name words) shape

/// A row that needs some axes to work on.
let ofRank least name give =
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
    Pick.shuffle random axes
    axes

let private swapped a b (shape: int[]) =
    shape
    |> Array.mapi (fun i length ->
        if i = a then shape[b]
        elif i = b then shape[a]
        else length)

/// Shapes and axes.
let shapes =
    [ operation "reshape" (fun random shape ->
          plain "reshape" [ Integers shape ] (reshaped random shape) (Tensor.reshape shape) shape)
      operation "flatten" (fun random shape ->
          if shape.Length <> 1 then
              ValueNone
          else
              let operand = if Pick.oneIn random 2 then [| 1; shape[0] |] else [| shape[0]; 1; 1 |]
              moved "flatten" operand Tensor.flatten kept (text "Tensor.flatten {0}" "{0}.Flatten()" []) shape)
      ofRank 1 "flattenAxes" (fun random shape ->
          let axis = random.Next shape.Length
          // An even length is cut in two; another gets a neighbour of length 1.
          let parts = if shape[axis] % 2 = 0 then [| 2; shape[axis] / 2 |] else [| 1; shape[axis] |]
          let operand = [| yield! shape[.. axis - 1]; yield! parts; yield! shape[axis + 1 ..] |]

          let written =
              text "Tensor.flattenAxes {a} {b} {0}" "{0}.Flatten({a}, {b})" [ Integer axis; Integer(axis + 1) ]

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
              let axis = Pick.axis random shape.Length place
              plain "unsqueeze" [ Integer axis ] (Array.removeAt place shape) (Tensor.unsqueeze axis) shape)
      operation "squeeze" (fun random shape ->
          if Array.contains 1 shape then
              ValueNone
          else
              let operand = Array.insertAt (random.Next(shape.Length + 1)) 1 shape
              plain "squeeze" [] operand Tensor.squeeze shape)
      operation "squeezeAxes" (fun random shape ->
          let place = random.Next(shape.Length + 1)
          let axes = [| Pick.axis random (shape.Length + 1) place |]
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
          let count = if Pick.oneIn random 3 then 0 else random.Next shape.Length + 1
          let axes = permutation random shape.Length |> Array.truncate count
          let shifts = Array.init (max 1 count) (fun _ -> Pick.integer random -3 3)
          plain "roll" [ Integers shifts; Integers axes ] shape (Tensor.roll shifts axes) shape)
      operation "repeat" (fun random shape ->
          let divided = shape |> Array.map (fun length -> if length = 2 && Pick.oneIn random 2 then 1 else length)
          let fresh = if shape.Length > 0 && divided[0] = 1 then 1 else 0
          let counts = Array.map2 (fun length part -> if part = 0 then 1 else length / part) shape divided
          plain "repeat" [ Integers counts ] (Array.skip fresh divided) (Tensor.repeat counts) shape)
      ofRank 1 "tile" (fun random shape ->
          let last = shape.Length - 1

          if shape[last] = 0 then
              ValueNone
          else
              let part = if Pick.oneIn random 3 then shape[last] else 1
              let counts = [| shape[last] / part |]
              plain "tile" [ Integers counts ] (Array.updateAt last part shape) (Tensor.tile counts) shape) ]

let private zero = Interval.withZero << kept

/// Rows of matrices: diagonals and triangles.
let diagonals =
    let isSquare (shape: int[]) = shape.Length > 1 && shape[shape.Length - 1] = shape[shape.Length - 2]

    [ ofRank 1 "diagonal" (fun random shape ->
          let length = shape[shape.Length - 1]
          let more = Pick.integer random 0 1
          let operand = [| length; length + more; yield! shape[.. shape.Length - 2] |]
          plain "diagonal" [] operand Tensor.diagonal shape)
      ofRank 1 "diagonalWith" (fun random shape ->
          let length = shape[shape.Length - 1]
          let offset = Pick.integer random -1 1
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
              let offset = Pick.pick random [| -1; 1 |]
              let operand = Array.append shape[.. last - 2] [| shape[last] - 1 |]
              let words = [ Integer offset; Integer(last - 1); Integer last ]
              let written = text "Tensor.diagEmbedWith {a} {b} {c} {0}" "{0}.DiagEmbed({a}, {b}, {c})" words
              moved "diagEmbedWith" operand (Tensor.diagEmbedWith offset (last - 1) last) zero written shape)
      for name, run in [ "tril", Tensor.tril; "triu", Tensor.triu ] do
          ofRank 2 name (fun random shape ->
              let diagonal = Pick.integer random -1 1
              moved name shape (run diagonal) zero (regular name [ Integer diagonal ]) shape) ]
