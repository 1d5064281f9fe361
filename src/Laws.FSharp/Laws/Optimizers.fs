/// Laws of optimizers: steps follow the recurrences that their papers give, written here once more in plain doubles.
module Functional.Laws.OptimizerLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.Comparing

/// Options of stochastic gradient descent.
type internal SgdOptions =
    { Rate: float
      Momentum: float
      Dampening: float
      WeightDecay: float
      Nesterov: bool
      Maximize: bool }

/// Options of RMSprop.
type internal RmsPropOptions =
    { Rate: float
      Alpha: float
      Eps: float
      Centered: bool
      Momentum: float
      WeightDecay: float
      Maximize: bool }

[<RequireQualifiedAccess>]
type internal Options =
    | Sgd of SgdOptions
    | RmsProp of RmsPropOptions

    member options.Rate =
        match options with
        | Options.Sgd o -> o.Rate
        | Options.RmsProp o -> o.Rate

    member options.WithRate rate =
        match options with
        | Options.Sgd o -> Options.Sgd { o with Rate = rate }
        | Options.RmsProp o -> Options.RmsProp { o with Rate = rate }

/// The steps of one number: its next value from the value and the gradient. The memory is in the closure.
let private recurrence (options: Options) : float -> float -> float -> float =
    let mutable isFirst = true
    let mutable velocity, square, mean = 0.0, 0.0, 0.0

    let slope maximize decay p g = (if maximize then -g else g) + decay * p

    match options with
    | Options.Sgd o ->
        fun rate p g ->
            let g = slope o.Maximize o.WeightDecay p g
            velocity <- if isFirst then g else o.Momentum * velocity + (1.0 - o.Dampening) * g
            isFirst <- false

            p
            - rate
              * (if o.Momentum = 0.0 then g
                 elif o.Nesterov then g + o.Momentum * velocity
                 else velocity)
    | Options.RmsProp o ->
        fun rate p g ->
            let g = slope o.Maximize o.WeightDecay p g
            square <- o.Alpha * square + (1.0 - o.Alpha) * g * g
            mean <- o.Alpha * mean + (1.0 - o.Alpha) * g
            let variance = if o.Centered then square - mean * mean else square
            velocity <- o.Momentum * velocity + g / (sqrt variance + o.Eps)
            p - rate * velocity

/// How rules and optimizers are made: what is held to the recurrences.
[<NoEquality; NoComparison>]
type internal Implementation =
    {
        Rule: Options -> UpdateRule
        /// An optimizer class, with a group for each list of parameters; the first group's options are the optimizer's.
        Class: (Parameter list * Options) list -> Optimizer
    }

let private ruleOf options =
    match options with
    | Options.Sgd o -> Optimizers.Sgd(o.Rate, o.Momentum, o.Dampening, o.WeightDecay, o.Nesterov, o.Maximize)
    | Options.RmsProp o -> Optimizers.RmsProp(o.Rate, o.Alpha, o.Eps, o.Centered, o.Momentum, o.WeightDecay, o.Maximize)

/// An option that a group names only where it is not the optimizer's.
let private unless (inherited: 'a) (own: 'a) = if own = inherited then Nullable() else Nullable own

let private classOf (groups: (Parameter list * Options) list) : Optimizer =
    let parameters, first = groups.Head
    let others = groups.Tail

    match first with
    | Options.Sgd o ->
        let optimizer = Sgd(parameters, o.Rate, o.Momentum, o.Dampening, o.WeightDecay, o.Nesterov, o.Maximize)

        for parameters, options in others do
            match options with
            | Options.Sgd g ->
                optimizer.AddGroup(
                    parameters,
                    unless o.Rate g.Rate,
                    unless o.Momentum g.Momentum,
                    unless o.Dampening g.Dampening,
                    unless o.WeightDecay g.WeightDecay,
                    unless o.Nesterov g.Nesterov,
                    unless o.Maximize g.Maximize
                )
            | options -> optimizer.AddGroup(parameters, ruleOf options)

        optimizer
    | Options.RmsProp o ->
        let optimizer = RmsProp(parameters, o.Rate, o.Alpha, o.Eps, o.Centered, o.Momentum, o.WeightDecay, o.Maximize)

        for parameters, options in others do
            match options with
            | Options.RmsProp g ->
                optimizer.AddGroup(
                    parameters,
                    unless o.Rate g.Rate,
                    unless o.Alpha g.Alpha,
                    unless o.Eps g.Eps,
                    unless o.Centered g.Centered,
                    unless o.Momentum g.Momentum,
                    unless o.WeightDecay g.WeightDecay,
                    unless o.Maximize g.Maximize
                )
            | options -> optimizer.AddGroup(parameters, ruleOf options)

        optimizer

let internal library = { Rule = ruleOf; Class = classOf }

let private drawOptions (random: Random) : Options =
    let sometimes value otherwise = if random.Next 2 = 0 then value () else otherwise
    let between low high () = Math.Round(low + random.NextDouble() * (high - low), 3)
    let rate = between 0.01 0.2 ()
    let momentum = sometimes (between 0.1 0.95) 0.0
    let decay = sometimes (between 0.01 0.3) 0.0
    let maximize = random.Next 4 = 0

    if random.Next 2 = 0 then
        let nesterov = momentum > 0.0 && random.Next 2 = 0

        Options.Sgd
            { Rate = rate
              Momentum = momentum
              Dampening = if nesterov then 0.0 else sometimes (between 0.1 0.9) 0.0
              WeightDecay = decay
              Nesterov = nesterov
              Maximize = maximize }
    else
        Options.RmsProp
            { Rate = rate
              Alpha = between 0.6 0.99 ()
              Eps = sometimes (between 0.001 0.1) 1e-8
              Centered = random.Next 2 = 0
              Momentum = momentum
              WeightDecay = decay
              Maximize = maximize }

/// What happens to parameters: values at first, and at each step the rates and the gradients, null for none.
[<NoEquality; NoComparison>]
type private Course =
    {
        Values: float[][]
        Shapes: int[][]
        /// The options of each parameter's group, and which group that is.
        Groups: (int list * Options) list
        /// By step and group.
        Rates: float[][]
        /// By step and parameter.
        Slopes: float[] option[][]
    }

let private drawCourse (random: Random) : Course =
    let numbers n = Array.init n (fun _ -> Math.Round(random.NextDouble() * 4.0 - 2.0, 3))
    let shapes = [| [||]; [| 1 + random.Next 4 |]; [| 2; 3 |]; [| 1; 2; 2 |]; [| 40 |] |]
    let size (shape: int[]) = Array.fold (*) 1 shape

    let groups =
        [ [ 0; 2 ], drawOptions random; [ 1; 4 ], drawOptions random; [ 3 ], drawOptions random ]
        |> fun groups -> if random.Next 2 = 0 then groups else [ [ 0..4 ], snd groups.Head ]

    let steps = 6

    { Values = shapes |> Array.map (size >> numbers)
      Shapes = shapes
      Groups = groups
      // A schedule now and then moves the rates.
      Rates =
        Array.init steps (fun step ->
            [| for _, options in groups ->
                   if step < 3 then options.Rate else options.Rate * Math.Round(0.3 + random.NextDouble(), 3) |])
      Slopes =
        Array.init steps (fun _ ->
            shapes |> Array.map (fun shape -> if random.Next 5 = 0 then None else Some(numbers (size shape)))) }

/// The values after each step, by the recurrences.
let private expected (course: Course) (rounded: float -> float) : float[] =
    let values = course.Values |> Array.map (Array.map rounded)
    let group = [| for i in 0 .. values.Length - 1 -> course.Groups |> List.findIndex (fst >> List.contains i) |]

    let steps =
        values
        |> Array.mapi (fun i numbers -> numbers |> Array.map (fun _ -> recurrence (snd course.Groups[group[i]])))

    [| for step in 0 .. course.Slopes.Length - 1 do
           for i in 0 .. values.Length - 1 do
               match course.Slopes[step][i] with
               | None -> ()
               | Some slopes ->
                   let rate = course.Rates[step][group[i]]
                   values[i] <- Array.mapi2 (fun k p g -> steps[i][k] rate p (rounded g)) values[i] slopes

               yield! values[i] |]

/// The same by an optimizer, whose parameters get their gradients from Backward.
let private byOptimizer
    (trial: Trial)
    dtype
    (course: Course)
    (make: (Parameter list * Options) list -> Optimizer)
    : float[] =
    let tensor shape data = trial.Tensor(shape, data) |> Tensor.cast dtype
    let parameters = Array.map2 tensor course.Shapes course.Values |> Array.map Parameter
    let optimizer = make [ for members, options in course.Groups -> [ for i in members -> parameters[i] ], options ]

    [| for step in 0 .. course.Slopes.Length - 1 do
           course.Rates[step] |> Array.iteri (fun i rate -> optimizer.Groups[i].LearningRate <- rate)
           optimizer.ZeroGrad()

           for i in 0 .. parameters.Length - 1 do
               match course.Slopes[step][i] with
               | Some slopes -> Autograd.backward (Tensor.sum (parameters[i] * tensor course.Shapes[i] slopes))
               | None -> ()

           optimizer.Step()

           for p in parameters do
               yield! elements p.Value |]

/// The same by functional steps: parameters without a gradient are left out of the tree.
let private byRule (trial: Trial) dtype (course: Course) (make: Options -> UpdateRule) : float[] =
    let tensor shape data = trial.Tensor(shape, data) |> Tensor.cast dtype
    let values = Array.map2 tensor course.Shapes course.Values

    let states =
        [| for members, options in course.Groups do
               (make options).Init [| for i in members -> values[i] |] |]

    [| for step in 0 .. course.Slopes.Length - 1 do
           for index, (members, options) in Seq.indexed course.Groups do
               let rule = (make options).WithLearningRate(course.Rates[step][index])
               let slots = Array.copy states[index].Slots
               let slopes = course.Slopes[step]

               let moving =
                   [| for slot, i in List.indexed members do
                          if slopes[i].IsSome then
                              struct (slot, i) |]

               let before = moving |> Array.map (fun (struct (_, i)) -> values[i])
               let gradients = moving |> Array.map (fun (struct (_, i)) -> tensor course.Shapes[i] slopes[i].Value)
               let memory = OptimizerState(moving |> Array.map (fun (struct (slot, _)) -> slots[slot]))
               let struct (after, state) = rule.Step(before, gradients, memory)

               for k in 0 .. moving.Length - 1 do
                   let struct (slot, i) = moving[k]
                   values[i] <- after[k]
                   slots[slot] <- state.Slots[k]

               states[index] <- OptimizerState slots

           yield! all values |]

/// Near enough for float32, whose rounding each of a few steps adds to and weights divide by small roots.
let private near what (exact: float[]) (rounded: float[]) =
    let distance = Array.map2 (fun (x: float) y -> abs (x - y) / (1.0 + abs x)) exact rounded |> largest
    truth $"{what} at float32 is within 1e-4 of the recurrence, found {distance:g3}" (distance <= 1e-4)

let internal recurrencesOf (implementation: Implementation) =
    GradientLaw.make
        "optimizer recurrences"
        "steps of Sgd and RmsProp, as rules and as classes, are their recurrences; what has no gradient stays"
        "Sutskever et al. (2013), Hinton, lecture 6 (2012), and Graves (2013), in the form of torch.optim"
        (Relative 1e-11)
        (fun trial ->
            let course = drawCourse (trial.Random "course")
            let optimizer dtype make = byOptimizer trial dtype course make

            let byRules (groups: (Parameter list * Options) list) =
                let parameters, options = groups.Head
                let optimizer = Optimizer(parameters, implementation.Rule options)

                for parameters, options in groups.Tail do
                    optimizer.AddGroup(parameters, implementation.Rule options)

                optimizer

            let exact = expected course id
            let single = expected course (fun x -> float (float32 x))

            [ numbers "the recurrences" exact "the optimizer class" (optimizer DType.Float64 implementation.Class)
              numbers "the recurrences" exact "an optimizer of rules" (optimizer DType.Float64 byRules)
              numbers
                  "the recurrences"
                  exact
                  "functional steps"
                  (byRule trial DType.Float64 course implementation.Rule)
              near "the optimizer class" single (optimizer DType.Float32 implementation.Class)
              near "functional steps" single (byRule trial DType.Float32 course implementation.Rule) ])

let recurrences = recurrencesOf library

/// The laws of the library itself.
let engine = [ recurrences ]
