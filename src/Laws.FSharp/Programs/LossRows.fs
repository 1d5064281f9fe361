/// Losses: of elements against elements, and of scores against classes.
module internal Functional.Laws.LossRows

open System
open Functional
open Functional.Laws.Operation

let private reductions = [| Reduction.None; Reduction.Mean; Reduction.Sum |]

/// A loss as both languages write it, given the operands and words between the parentheses.
let private written name arguments (reduction: Reduction) words =
    text
        $"Losses.{name}({arguments}, reduction = Reduction.{reduction})"
        $"Losses.{name}({arguments}, reduction: Reduction.{reduction})"
        words

/// The range of a reduced loss, from that of the losses of single elements.
let private reduced (reduction: Reduction) count (range: Interval) =
    if reduction = Reduction.Sum then Interval.scale (float count) range else range

/// Tensors of one shape, as losses want them.
let private stretched (xs: Tensor[]) = xs |> Array.map (fun x -> x + 0.0 * Array.reduce (+) xs)

/// A loss that compares element by element.
let private elementwise name regions arguments (run: Reduction -> Tensor[] -> Tensor) =
    operation name (fun random shape ->
        let reduction = if shape.Length = 0 then Pick.pick random reductions else Reduction.None
        let operand = if reduction = Reduction.None then shape else anyShape random 1
        let slots = regions |> List.map (fun region -> slot region operand)

        let range ranges =
            Interval.sampled (stretched >> run Reduction.None) ranges |> reduced reduction (size operand)

        ValueSome(call name shape slots (run reduction) range (written name arguments reduction [])))

let private free = [ Reals; Reals ]
let private wide = Between(-10.0, 10.0)
let private probability = Between(0.0, 1.0)

/// Class indices of samples: [n] of [n, classes].
let private classes (random: Random) samples count =
    [| samples |], Array.init samples (fun _ -> int64 (random.Next count))

/// A loss of scores and class indices.
let private ofClasses name region arguments range (run: Reduction -> Tensor -> Tensor -> Tensor) =
    operation name (fun random shape ->
        if shape.Length > 1 then
            ValueNone
        else
            let reduction = if shape.Length = 0 then Pick.pick random reductions[1..] else Reduction.None
            let samples = if shape.Length = 0 then Pick.length random else shape[0]
            let count = 1 + Pick.length random
            let index = classes random samples count
            let target = Tensor.ofArray (fst index) (snd index)
            let range (ranges: Interval[]) = range ranges[0] |> reduced reduction samples
            let slots = [ slot region [| samples; count |] ]
            let written = written name arguments reduction [ Indices index ]
            ValueSome(call name shape slots (fun xs -> run reduction xs[0] target) range written))

let private upTo most = Interval.between 0.0 most

let criteria =
    [ elementwise "Mse" [ wide; wide ] "{0}, {1}" (fun r xs -> Losses.Mse(xs[0], xs[1], r))
      elementwise "L1" [ Distinct; Distinct ] "{0}, {1}" (fun r xs -> Losses.L1(xs[0], xs[1], r))
      elementwise "SmoothL1" [ Distinct; Distinct ] "{0}, {1}, 0.5" (fun r xs -> Losses.SmoothL1(xs[0], xs[1], 0.5, r))
      elementwise "Huber" [ Distinct; Distinct ] "{0}, {1}, 1.5" (fun r xs -> Losses.Huber(xs[0], xs[1], 1.5, r))
      elementwise "BinaryCrossEntropy" [ probability; probability ] "{0}, {1}" (fun r xs ->
          Losses.BinaryCrossEntropy(xs[0], xs[1], reduction = r))
      elementwise "BinaryCrossEntropyWithLogits" [ wide; probability ] "{0}, {1}" (fun r xs ->
          Losses.BinaryCrossEntropyWithLogits(xs[0], xs[1], reduction = r))
      elementwise "SoftMargin" [ wide; wide ] "{0}, {1}" (fun r xs -> Losses.SoftMargin(xs[0], xs[1], r))
      elementwise "KlDiv" [ Reals; Between(0.1, 4.0) ] "{0}, {1}" (fun r xs ->
          Losses.KlDiv(xs[0], xs[1], reduction = r))
      elementwise "MarginRanking" [ Distinct; Distinct; Between(-2.0, 2.0) ] "{0}, {1}, {2}, 0.3" (fun r xs ->
          Losses.MarginRanking(xs[0], xs[1], xs[2], 0.3, r))
      ofClasses "CrossEntropy" wide "{0}, {a}" (fun range -> upTo (range.High - range.Low + 2.0)) (fun r x target ->
          Losses.CrossEntropy(x, target, reduction = r))
      ofClasses "Nll" Reals "{0}, {a}" (Interval.scale -1.0) (fun r x target -> Losses.Nll(x, target, reduction = r))
      ofClasses
          "MultiMargin"
          (Except [ 0.0 ])
          "{0}, {a}"
          (fun range -> upTo (range.High - range.Low + 1.0))
          (fun r x target -> Losses.MultiMargin(x, target, reduction = r))
      operation "CrossEntropy of probabilities" (fun random shape ->
          if shape.Length > 0 then
              ValueNone
          else
              let operand = [| Pick.length random; 1 + Pick.length random |]
              let slots = [ slot wide operand; slot probability operand ]
              let run (xs: Tensor[]) = Losses.CrossEntropy(xs[0], xs[1], labelSmoothing = 0.1)

              let range (ranges: Interval[]) = upTo (float operand[1] * (ranges[0].High - ranges[0].Low + 2.0))

              let written =
                  text
                      "Losses.CrossEntropy({0}, {1}, labelSmoothing = 0.1)"
                      "Losses.CrossEntropy({0}, {1}, labelSmoothing: 0.1)"
                      []

              ValueSome(call "CrossEntropy of probabilities" shape slots run range written)) ]
