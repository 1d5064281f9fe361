/// Operations that put elements in places by constant indices, some of which come twice.
module internal Functional.Laws.ScatterRows

open System
open Functional
open Functional.Laws.Operation

/// Indices below a bound.
let private drawn (random: Random) bound (shape: int[]) = Array.init (size shape) (fun _ -> int64 (random.Next bound))

/// A row of an operation along an axis of what has elements.
let private onAxis name give =
    operation name (fun random (shape: int[]) ->
        if shape.Length = 0 || size shape = 0 then
            ValueNone
        else
            give random (random.Next shape.Length) shape)

let private hull (ranges: Interval[]) = Interval.hull ranges
let private kept (ranges: Interval[]) = ranges[0]

// At most so many elements come to a place.
let private most = 3.0

let private sums (ranges: Interval[]) =
    Interval.add (Interval.withZero ranges[0]) (Interval.withZero (Interval.scale most ranges[1]))

let private products (ranges: Interval[]) =
    let bound = Array.fold (fun bound range -> bound * max 1.0 (Interval.size range ** most)) 1.0 ranges
    Interval.between -bound bound

/// A row of a tensor, an index into an axis, and a source of the index's shape, with options between axis and index.
let private scattering name (fsharp, csharp) region (run: int -> Tensor -> Tensor -> Tensor -> Tensor) range =
    onAxis name (fun random place shape ->
        let sourceShape =
            shape
            |> Array.mapi (fun i length -> if i = place then Pick.length random else Pick.integer random 1 length)

        let values = drawn random shape[place] sourceShape
        let index = Tensor.ofArray sourceShape values
        let axis = Pick.axis random shape.Length place
        let slots = [ slot region shape; slot region sourceShape ]
        let written = text fsharp csharp [ Integer axis; Indices(sourceShape, values) ]
        ValueSome(call name shape slots (fun xs -> run axis index xs[1] xs[0]) range written))

let private scatters =
    let combined name isOwn (run: Combine -> int -> Tensor -> Tensor -> Tensor -> Tensor) =
        let row (combine: Combine) region range =
            let own = if isOwn then "" else "false "
            let last = if isOwn then "" else ", false"

            let written =
                $"Tensor.{name} {own}{{a}} Combine.{combine} {{b}} {{1}} {{0}}",
                $"{{0}}.ScatterReduce({{a}}, Combine.{combine}, {{b}}, {{1}}{last})"

            scattering name written region (run combine) range

        [ row Combine.Sum Reals sums
          row Combine.Mean Reals (sums >> fun range -> Interval.hull [| range; Interval.scale -1.0 range |])
          row Combine.Prod (Between(-1.5, 1.5)) products
          row Combine.Max Distinct hull
          row Combine.Min Distinct hull ]

    [ scattering "scatter" ("Tensor.scatter {a} {b} {1} {0}", "{0}.Scatter({a}, {b}, {1})") Reals Tensor.scatter hull
      onAxis "putAlong" (fun random place shape ->
          // The index has one place on some of the other axes, for all of the tensor's.
          let sourceShape = Array.updateAt place (Pick.length random) shape

          let indexShape =
              sourceShape |> Array.mapi (fun i length -> if i <> place && Pick.oneIn random 3 then 1 else length)

          let values = drawn random shape[place] indexShape
          let run (xs: Tensor[]) = Tensor.putAlong place (Tensor.ofArray indexShape values) xs[1] xs[0]
          let written = text "Tensor.putAlong {a} {b} {1} {0}" "{0}.PutAlong({a}, {b}, {1})"
          let slots = [ slot Reals shape; slot Reals sourceShape ]
          ValueSome(call "putAlong" shape slots run hull (written [ Integer place; Indices(indexShape, values) ])))
      onAxis "scatterFill" (fun random place shape ->
          let indexShape = shape |> Array.map (fun length -> Pick.integer random 1 length)
          let values = drawn random shape[place] indexShape
          let number = Pick.decimal random -2.0 2.0
          let run (xs: Tensor[]) = Tensor.scatterFill place (Tensor.ofArray indexShape values) number xs[0]
          let range ranges = Interval.hull [| kept ranges; Interval.between number number |]
          let words = [ Integer place; Indices(indexShape, values); Real number ]
          ValueSome(call "scatterFill" shape [ slot Reals shape ] run range (regular "scatterFill" words)))
      yield! combined "scatterReduce" true (fun combine axis -> Tensor.scatterReduce axis combine)
      yield! combined "scatterReduceWith" false (fun combine axis -> Tensor.scatterReduceWith false axis combine) ]

/// Parts along an axis.
let private parts =
    let byLine name (run: int -> Tensor -> Tensor -> Tensor -> Tensor) range =
        onAxis name (fun random place shape ->
            let count = Pick.length random
            let values = drawn random shape[place] [| count |]
            let axis = Pick.axis random shape.Length place
            let slots = [ slot Reals shape; slot Reals (Array.updateAt place count shape) ]
            let run (xs: Tensor[]) = run axis (Tensor.ofArray [| count |] values) xs[1] xs[0]
            let fsharp = $"Tensor.{name} {{a}} {{b}} {{1}} {{0}}"
            let written = text fsharp $"{{0}}.{method name}({{a}}, {{b}}, {{1}})"
            ValueSome(call name shape slots run range (written [ Integer axis; Indices([| count |], values) ])))

    [ byLine "indexAdd" Tensor.indexAdd sums
      byLine "indexCopy" Tensor.indexCopy hull
      onAxis "indexFill" (fun random place shape ->
          let values = drawn random shape[place] [| Pick.length random |]
          let number = Pick.decimal random -2.0 2.0
          let run (xs: Tensor[]) = Tensor.indexFill place (Tensor.ofArray [| values.Length |] values) number xs[0]
          let range ranges = Interval.hull [| kept ranges; Interval.between number number |]
          let words = [ Integer place; Indices([| values.Length |], values); Real number ]
          ValueSome(call "indexFill" shape [ slot Reals shape ] run range (regular "indexFill" words))) ]

/// Tuples of index tensors, and masks.
let private tuples =
    let put name (run: seq<Tensor> -> Tensor -> Tensor -> Tensor) range =
        onAxis name (fun random _ shape ->
            if shape.Length < 2 then
                ValueNone
            else
                let count = Pick.length random
                let rows, columns = drawn random shape[0] [| count |], drawn random shape[1] [| count |]
                let index values = Tensor.ofArray [| count |] (values: int64[])
                let slots = [ slot Reals shape; slot Reals [| count; yield! shape[2..] |] ]
                let fsharp = $"Tensor.{name} [ {{a}}; {{b}} ] {{1}} {{0}}"
                let written = text fsharp $"{{0}}.{method name}([{{a}}, {{b}}], {{1}})"
                let words = [ Indices([| count |], rows); Indices([| count |], columns) ]
                let run (xs: Tensor[]) = run [ index rows; index columns ] xs[1] xs[0]
                ValueSome(call name shape slots run range (written words)))

    [ put "indexPut" Tensor.indexPut hull
      put "indexPutAdd" Tensor.indexPutAdd sums
      operation "indexGet" (fun random shape ->
          if shape.Length = 0 then
              ValueNone
          else
              let rank = Pick.integer random 1 shape.Length
              let lengths = [| Pick.length random; Pick.length random |]
              let shapes = [| shape[.. rank - 1]; [| shape[rank - 1] |] |]
              let values = Array.map2 (drawn random) lengths shapes
              let indices = Array.map2 (fun (shape: int[]) (data: int64[]) -> Tensor.ofArray shape data) shapes values
              let written = text "Tensor.indexGet [ {a}; {b} ] {0}" "{0}.IndexGet({a}, {b})"
              let words = [ Indices(shapes[0], values[0]); Indices(shapes[1], values[1]) ]
              let slots = [ slot Reals [| yield! lengths; yield! shape[rank..] |] ]
              ValueSome(call "indexGet" shape slots (fun xs -> Tensor.indexGet indices xs[0]) kept (written words)))
      operation "gatherNd" (fun random shape ->
          let rank, depth, length = Pick.integer random 0 shape.Length, Pick.integer random 1 2, Pick.length random
          let indexShape = [| yield! shape[.. rank - 1]; depth |]
          let values = drawn random length indexShape
          let run (xs: Tensor[]) = Tensor.gatherNd (Tensor.ofArray indexShape values) xs[0]
          let slots = [ slot Reals [| yield! Array.create depth length; yield! shape[rank..] |] ]
          ValueSome(call "gatherNd" shape slots run kept (regular "gatherNd" [ Indices(indexShape, values) ])))
      operation "take" (fun random shape ->
          let operand = anyShape random 1
          let values = drawn random (size operand) shape
          let run (xs: Tensor[]) = Tensor.take (Tensor.ofArray shape values) xs[0]
          ValueSome(call "take" shape [ slot Reals operand ] run kept (regular "take" [ Indices(shape, values) ])))
      operation "maskedScatter" (fun random shape ->
          let values = drawn random 2 shape
          let source = [| int (Array.sum values) + Pick.integer random 0 1 |]
          let run (xs: Tensor[]) = Tensor.maskedScatter (Tensor.ofArray shape values .> 0.5) xs[1] xs[0]
          let written = text "Tensor.maskedScatter ({a} .> 0.5) {1} {0}" "{0}.MaskedScatter({a} > 0.5, {1})"
          let slots = [ slot Reals shape; slot Reals source ]
          ValueSome(call "maskedScatter" shape slots run hull (written [ Indices(shape, values) ]))) ]

/// One position of the first axis, updated.
let private items =
    let at name fsharp csharp slots range (run: seq<At> -> Tensor[] -> Tensor) =
        onAxis name (fun random _ shape ->
            let position = random.Next shape[0]
            let shapes = [| shape; Array.tail shape |]
            let slots = slots |> List.mapi (fun i region -> slot region shapes[i])
            let written = text $"Tensor.{name} [ At.Index {{a}}; At.Ellipsis ] {fsharp} {{0}}" $"{{0}}.{csharp}"
            let run = run [ At.Index position; At.Ellipsis ]
            ValueSome(call name shape slots run range (written [ Integer position ])))

    let pair name csharp region range (run: seq<At> -> Tensor -> Tensor -> Tensor) =
        at name "{1}" $"{csharp}({{1}}, {{a}}, At.Ellipsis)" [ region; region ] range (fun index xs ->
            run index xs[1] xs[0])

    [ pair "setItem" "With" Reals hull Tensor.setItem
      pair "addItem" "WithAdded" Reals sums Tensor.addItem
      pair "mulItem" "WithMultiplied" (Between(-3.0, 3.0)) products Tensor.mulItem
      pair "maxItem" "WithMaximum" Distinct hull Tensor.maxItem
      pair "minItem" "WithMinimum" Distinct hull Tensor.minItem
      at
          "mapItem"
          "Tensor.sin"
          "WithMapped(part => part.Sin(), {a}, At.Ellipsis)"
          [ Reals ]
          (fun ranges -> Interval.hull [| kept ranges; Interval.between -1.0 1.0 |])
          (fun index xs -> Tensor.mapItem index Tensor.sin xs[0]) ]

/// Folds of segments, none of which is empty.
let private segments =
    let numbered (random: Random) count =
        let numbers = [| yield! Seq.map int64 (seq { 0 .. count - 1 }); yield! drawn random count [| random.Next 3 |] |]
        Pick.shuffle random numbers
        numbers

    let row name region range (run: int -> Tensor -> Tensor -> Tensor) =
        onAxis name (fun random _ shape ->
            let count = shape[0]
            let numbers = numbered random count
            let index = Tensor.ofArray [| numbers.Length |] numbers
            let written = regular name [ Integer count; Indices([| numbers.Length |], numbers) ]
            let slots = [ slot region [| numbers.Length; yield! Array.tail shape |] ]
            ValueSome(call name shape slots (fun xs -> run count index xs[0]) range written))

    let several (ranges: Interval[]) = Interval.withZero (Interval.scale most ranges[0])

    [ row "segmentSum" Reals several Tensor.segmentSum
      row "segmentMean" Reals several Tensor.segmentMean
      row "segmentProd" (Between(-1.5, 1.5)) products Tensor.segmentProd
      row "segmentMax" Distinct kept Tensor.segmentMax
      row "segmentMin" Distinct kept Tensor.segmentMin
      onAxis "bincountWith" (fun random _ shape ->
          if shape.Length <> 1 then
              ValueNone
          else
              let numbers = numbered random shape[0]
              let index = Tensor.ofArray [| numbers.Length |] numbers
              let run (xs: Tensor[]) = Tensor.bincountWith shape[0] xs[0] index
              let written = text "Tensor.bincountWith {a} {0} {b}" "{b}.Bincount({a}, {0})"
              let words = [ Integer shape[0]; Indices([| numbers.Length |], numbers) ]
              ValueSome(call "bincountWith" shape [ slot Reals [| numbers.Length |] ] run several (written words))) ]

/// All of this file.
let updates = List.concat [ scatters; parts; tuples; items; segments ]
