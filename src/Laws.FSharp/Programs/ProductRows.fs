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

/// Axes to sum over: none, one or two.
let private inners random = Array.init (Pick.integer random 0 2) (fun _ -> Pick.length random)

/// A sum over pairs of axes, whose operands share the axes of the result. The axes of x that are summed come last or first.
let private tensordot name isLast run fsharp csharp =
    operation name (fun random shape ->
        let inner, place = inners random, random.Next(shape.Length + 1)
        let own, others = Array.take place shape, Array.skip place shape

        let operands =
            if isLast then
                [ Array.append own inner; Array.append inner others ]
            else
                [ Array.append inner own; Array.append others (Array.rev inner) ]

        // From the first axis on, and from the last axis back.
        let words =
            if isLast then
                [ Integer inner.Length ]
            else
                [ Integers [| 0 .. inner.Length - 1 |]; Integers [| for i in 1 .. inner.Length -> -i |] ]

        let slots = operands |> List.map (slot factor)
        let run (xs: Tensor[]) = run inner.Length xs[0] xs[1]
        ValueSome(call name shape slots run (sums (size inner)) (text fsharp csharp words)))

/// An Einstein sum of one to three operands. Letters name the axes of the result and some others; the first axes of the
/// result may be an ellipsis; letters may come twice in an operand.
let private einsum =
    operation "einsum" (fun random shape ->
        let count = Pick.integer random 1 3
        let under = if Pick.oneIn random 3 then random.Next(shape.Length + 1) else 0
        let inner = inners random

        let letters =
            Array.append (Array.skip under shape) inner |> Array.mapi (fun i length -> char (int 'a' + i), length)

        let owners = letters |> Array.map (fun _ -> random.Next count)

        let terms =
            [ for operand, stack in broadcasting random count (Array.take under shape) |> List.indexed do
                  let own =
                      [| for (letter, owner) in Array.zip letters owners do
                             if owner = operand || Pick.oneIn random 3 then
                                 letter

                                 if Pick.oneIn random 6 then
                                     letter |]

                  Pick.shuffle random own
                  let names = String(Array.map fst own)
                  (if under > 0 then "..." + names else names), Array.append stack (Array.map snd own) ]

        let result = String(Array.map fst letters[.. shape.Length - under - 1])
        let result = if under > 0 then "..." + result else result
        let equation = String.Join(",", List.map fst terms) + "->" + result

        let region =
            match count with
            | 1 -> Reals
            | 2 -> factor
            | _ -> Between(-3.0, 3.0)

        let holes = List.init count (fun i -> "{" + string i + "}")
        let fsharpHoles, csharpHoles = String.Join("; ", holes), String.Join(", ", holes)

        let written =
            text $"Tensor.einsum \"{equation}\" [ {fsharpHoles} ]" $"Tensor.Einsum(\"{equation}\", {csharpHoles})" []

        let range = Array.reduce Interval.multiply >> Interval.scale (float (size inner))
        let slots = terms |> List.map (snd >> slot region)
        ValueSome(call "einsum" shape slots (Tensor.einsum equation) range written))

/// Products with patterns of their own.
let private patterns =
    [ operation "kron" (fun random shape ->
          let divisors length = [| 1..length |] |> Array.filter (fun part -> length % part = 0)
          let left = shape |> Array.map (fun length -> if length = 0 then 0 else Pick.pick random (divisors length))
          let right = Array.map2 (fun length part -> if length = 0 then 1 else length / part) shape left
          let isOne = right |> Array.takeWhile ((=) 1) |> Array.length
          let slots = [ slot factor left; slot factor (Array.skip (random.Next(isOne + 1)) right) ]
          let written = text "Tensor.kron {0} {1}" "{0}.Kron({1})" []
          ValueSome(call "kron" shape slots (fun xs -> Tensor.kron xs[0] xs[1]) (sums 1) written))
      operation "cross" (fun random shape ->
          match [| 0 .. shape.Length - 1 |] |> Array.filter (fun axis -> shape[axis] = 3) with
          | [||] -> ValueNone
          | axes ->
              let place = Pick.pick random axes
              let other = shape |> Array.mapi (fun i n -> if i <> place && Pick.oneIn random 3 then 1 else n)
              let axis = Pick.axis random shape.Length place
              let slots = [ slot factor shape; slot factor other ]
              let written = text "Tensor.cross {a} {0} {1}" "{0}.Cross({1}, {a})" [ Integer axis ]

              let range (ranges: Interval[]) =
                  let product = Interval.multiply ranges[0] ranges[1]
                  Interval.add product (Interval.scale -1.0 product)

              ValueSome(call "cross" shape slots (fun xs -> Tensor.cross axis xs[0] xs[1]) range written))
      operation "matrixPower" (fun random shape ->
          let last = shape.Length - 1

          if last < 1 || shape[last] <> shape[last - 1] || shape[last] > 6 then
              ValueNone
          else
              let n = random.Next 4

              let range (ranges: Interval[]) =
                  let most = max 1.0 (Interval.size ranges[0] * float (max 1 shape[last])) ** float n
                  Interval.between -most most

              let slots = [ slot (Between(-1.5, 1.5)) shape ]
              let written = regular "matrixPower" [ Integer n ]
              ValueSome(call "matrixPower" shape slots (fun xs -> Tensor.matrixPower n xs[0]) range written)) ]

let products =
    [ yield! patterns
      einsum
      tensordot "tensordot" true Tensor.tensordot "Tensor.tensordot {a} {0} {1}" "{0}.Tensordot({1}, {a})"
      tensordot
          "tensordotAxes"
          false
          (fun count -> Tensor.tensordotAxes [ 0 .. count - 1 ] [ for i in 1..count -> -i ])
          "Tensor.tensordotAxes {a} {b} {0} {1}"
          "{0}.Tensordot({1}, {a}, {b})"
      product
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
