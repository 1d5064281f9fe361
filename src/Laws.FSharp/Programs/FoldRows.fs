/// Operations that fold axes.
module internal Functional.Laws.FoldRows

open System
open Functional
open Functional.Laws.Operation

/// What a fold folds: the shape of the operand, the axes as one may write them, whether they stay, and how many
/// elements each result is made of.
type private Folded = { Operand: int[]; Axes: int[]; Kept: bool; Count: int }

let private written random rank axes = axes |> Array.map (Pick.axis random rank)

/// Axes of at least a length put between those of a shape.
let private inserting (random: Random) least (shape: int[]) =
    let count = if shape.Length < 3 && Pick.oneIn random 3 then 2 else 1
    let rank = shape.Length + count
    let places = Array.init rank id
    Pick.shuffle random places
    let axes = Array.sort places[.. count - 1]
    let fresh = axes |> Array.map (fun _ -> Pick.integer random least 3)
    let lengths = ResizeArray shape
    Array.iter2 (fun (axis: int) length -> lengths.Insert(axis, length)) axes fresh
    let axes = written random rank axes
    { Operand = lengths.ToArray(); Axes = axes; Kept = false; Count = size fresh }

/// Axes of length 1 that were longer, of at least a length; none if there are none.
let private stretching (random: Random) least (shape: int[]) =
    let ones =
        [| for axis in 0 .. shape.Length - 1 do
               if shape[axis] = 1 then
                   axis |]

    if ones.Length = 0 then
        ValueNone
    else
        Pick.shuffle random ones
        let axes = ones[.. random.Next ones.Length] |> Array.sort
        let lengths = Array.copy shape

        for axis in axes do
            lengths[axis] <- Pick.integer random least 3

        let count = axes |> Array.fold (fun count axis -> count * lengths[axis]) 1
        ValueSome { Operand = lengths; Axes = written random shape.Length axes; Kept = true; Count = count }

/// Everything folded, as functions without axes do.
let private whole (random: Random) least =
    let operand = Array.init (Pick.integer random 1 3) (fun _ -> Pick.integer random least 3)
    { Operand = operand; Axes = [||]; Kept = false; Count = size operand }

/// How a fold is written, given what else it takes.
type private Form =
    | Whole
    | Over
    | Keep

let private drawn form random least (shape: int[]) =
    match form with
    | Whole -> if shape.Length = 0 then ValueSome(whole random least) else ValueNone
    | Over -> ValueSome(inserting random least shape)
    | Keep -> stretching random least shape

/// A family of folds: `sum`, `sumOver` and `sumKeep`. A region and a range may depend on how many elements are folded.
let private family name least region (range: int -> Interval -> Interval) whole' over keep csharp =
    let give form name random (shape: int[]) =
        match drawn form random least shape with
        | ValueNone -> ValueNone
        | ValueSome fold ->
            let axes = [ Integers fold.Axes ]

            let run, written =
                match form with
                | Whole -> whole', text $"Tensor.{name} {{0}}" $"{{0}}.{csharp}()" []
                | Over -> over fold.Axes, text $"Tensor.{name} {{a}} {{0}}" $"{{0}}.{csharp}({{a}})" axes
                | Keep ->
                    keep fold.Axes, text $"Tensor.{name} {{a}} {{0}}" $"{{0}}.{csharp}({{a}}, keepAxes: true)" axes

            let slots = [ slot (region fold.Count) fold.Operand ]
            let range (ranges: Interval[]) = range fold.Count ranges[0]
            ValueSome(call name shape slots (fun (xs: Tensor[]) -> run xs[0]) range written)

    [ for form, name in [ Whole, name; Over, name + "Over"; Keep, name + "Keep" ] -> operation name (give form name) ]

let private reals (_: int) = Reals
let private positive (_: int) = Positive

/// Factors so small that their product stays tame.
let factors count =
    let size = min 3.0 (Math.Round(100.0 ** (1.0 / float (max 1 count)), 1))
    Between(-size, size)

let summed count range = Interval.scale (float count) range
let same (_: int) (range: Interval) = range
let private squaredWidth range = let width = range.High - range.Low in Interval.between 0.0 (width * width)
let private norm count range = Interval.between 0.0 (sqrt (float count) * Interval.size range)

let product count range =
    let most = max 1.0 (Interval.size range) ** float count
    Interval.between -most most

let private logSum count range = Interval.between range.Low (range.High + log (float (max 1 count)))

/// An offset that keeps the elements of each fold apart, so that their deviation is not 0: alternately 0 and 4 along
/// every folded axis.
let private apart (fold: Folded) =
    let rank = fold.Operand.Length

    let axes =
        if fold.Axes.Length = 0 then
            [| 0 .. rank - 1 |]
        else
            fold.Axes |> Array.map (fun a -> (a + rank) % rank)

    let shape = Array.init rank (fun axis -> if Array.contains axis axes then fold.Operand[axis] else 1)

    let value position =
        let mutable rest, odd = position, 0

        for axis in rank - 1 .. -1 .. 0 do
            odd <- odd + rest % shape[axis]
            rest <- rest / shape[axis]

        if odd % 2 = 0 then 0.0 else 4.0

    shape, Array.init (size shape) value

/// Standard deviations, of numbers that are kept apart.
let private deviation name form (run: Folded -> Tensor -> Tensor) fsharp csharp =
    operation name (fun random shape ->
        match drawn form random 2 shape with
        | ValueNone -> ValueNone
        | ValueSome fold ->
            let offsets = apart fold
            let offset = Tensor.ofArray (fst offsets) (snd offsets)
            let slots = [ slot (Between(-1.5, 1.5)) fold.Operand ]
            let range (_: Interval[]) = Interval.between 0.0 6.0
            let words = [ Integers fold.Axes; Numbers offsets ]
            ValueSome(call name shape slots (fun xs -> run fold (xs[0] + offset)) range (text fsharp csharp words)))

let private deviations =
    [ deviation "std" Whole (fun _ x -> Tensor.std x) "Tensor.std ({0} + {b})" "({0} + {b}).Std()"
      deviation
          "stdOver"
          Over
          (fun fold -> Tensor.stdOver fold.Axes)
          "Tensor.stdOver {a} ({0} + {b})"
          "({0} + {b}).Std({a})"
      deviation
          "stdKeep"
          Keep
          (fun fold -> Tensor.stdKeep fold.Axes)
          "Tensor.stdKeep {a} ({0} + {b})"
          "({0} + {b}).Std({a}, keepAxes: true)"
      deviation
          "stdWith"
          Over
          (fun fold -> Tensor.stdWith 0.0 fold.Axes false)
          "Tensor.stdWith 0.0 {a} false ({0} + {b})"
          "({0} + {b}).Std({a}, 0.0)" ]

/// Norms of other orders than 2, and variances of whole populations.
let private withParameter =
    let over name region range (numbers: float[]) (run: float -> int[] -> Tensor -> Tensor) fsharp csharp =
        operation name (fun random shape ->
            let fold = inserting random 1 shape
            let k = Pick.pick random numbers
            let range (ranges: Interval[]) = range fold.Count ranges[0]
            let run (xs: Tensor[]) = run k fold.Axes xs[0]
            let written = text fsharp csharp [ Real k; Integers fold.Axes ]
            ValueSome(call name shape [ slot region fold.Operand ] run range written))

    [ over
          "normWith"
          Positive
          summed
          [| 1.0; 1.5; 2.0; 3.0 |]
          (fun p axes -> Tensor.normWith p axes false)
          "Tensor.normWith {a} {b} false {0}"
          "{0}.Norm({b}, {a})"
      over
          "varWith"
          (Between(-8.0, 8.0))
          (fun _ -> squaredWidth)
          [| 0.0; -1.0 |]
          (fun correction axes -> Tensor.varWith correction axes false)
          "Tensor.varWith {a} {b} false {0}"
          "{0}.Var({b}, {a})" ]

/// Operations that fold axes.
let folds =
    [ yield! family "sum" 0 reals summed Tensor.sum Tensor.sumOver Tensor.sumKeep "Sum"
      yield! family "mean" 1 reals same Tensor.mean Tensor.meanOver Tensor.meanKeep "Mean"
      yield! family "prod" 0 factors product Tensor.prod Tensor.prodOver Tensor.prodKeep "Prod"
      yield! family "max" 1 (fun _ -> Distinct) same Tensor.max Tensor.maxOver Tensor.maxKeep "Max"
      yield! family "min" 1 (fun _ -> Distinct) same Tensor.min Tensor.minOver Tensor.minKeep "Min"
      yield!
          family
              "var"
              2
              (fun _ -> Between(-8.0, 8.0))
              (fun _ -> squaredWidth)
              Tensor.var
              Tensor.varOver
              Tensor.varKeep
              "Var"
      yield! family "norm" 1 positive norm Tensor.norm Tensor.normOver Tensor.normKeep "Norm"
      yield! family "logSumExp" 1 reals logSum Tensor.logSumExp Tensor.logSumExpOver Tensor.logSumExpKeep "LogSumExp"
      yield! deviations
      yield! withParameter
      operation "median" (fun random shape ->
          if shape.Length > 0 then
              ValueNone
          else
              let slots = [ slot Distinct (whole random 1).Operand ]

              ValueSome(
                  call
                      "median"
                      shape
                      slots
                      (fun xs -> Tensor.median xs[0])
                      (fun ranges -> ranges[0])
                      (regular "median" [])
              ))
      operation "trace" (fun random shape ->
          if shape.Length > 0 then
              ValueNone
          else
              let operand = [| Pick.length random; Pick.length random |]
              let range (ranges: Interval[]) = summed (Array.min operand) ranges[0]

              ValueSome(
                  call "trace" shape [ slot Reals operand ] (fun xs -> Tensor.trace xs[0]) range (regular "trace" [])
              )) ]
