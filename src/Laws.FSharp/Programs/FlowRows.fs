/// Batches, decisions and loops inside programs, of functions that may see everything around them.
module internal Functional.Laws.FlowRows

open System
open Functional
open Functional.Laws.Operation

/// Where results of sin and tanh lie.
let private unit = Interval.between -1.0 1.0

let private body (ranges: Interval[]) = Array.last ranges

/// A call with a function whose argument need not be like the first operand.
let private binding name shape slots argument inside body run range written =
    let asked = { Argument = argument; Inside = inside; Body = body; Captures = true; Run = run }

    { Name = name
      Shape = shape
      Slots = slots
      Compute = Binding asked
      Range = range
      Text = written }

/// The length of a batch, and the shape of what is in its lanes.
let private lanes (shape: int[]) = shape[0], Array.tail shape

/// A row for results that have a first axis to go along.
let private along name (give: Random -> int[] -> Call) =
    operation name (fun random shape -> if shape.Length = 0 then ValueNone else ValueSome(give random shape))

let batches =
    [ along "vmap" (fun random shape ->
          let count, result = lanes shape
          let lane = anyShape random 0
          let slots = [ slot Reals (Array.append [| count |] lane) ]
          let written = text "vmap {f} {0}" "Ad.Vmap({f}, {0})" []
          binding "vmap" shape slots lane Array.head result (fun f xs -> vmap f xs[0]) body written)
      along "vmapAxes" (fun random shape ->
          let out = random.Next shape.Length
          let lane = anyShape random 0
          let into = random.Next(lane.Length + 1)
          let slots = [ slot Reals (Array.insertAt into shape[out] lane) ]
          let a, b = Pick.axis random (lane.Length + 1) into, Pick.axis random shape.Length out

          let written =
              text
                  "vmapAxes [ Some({a}) ] [ Some({b}) ] {f} {0}"
                  "Ad.Vmap({f}, {0}, inAxis: {a}, outAxis: {b})"
                  [ Integer a; Integer b ]

          let run f (xs: Tensor[]) = vmapAxes [ Some a ] [ Some b ] f xs[0]
          binding "vmapAxes" shape slots lane Array.head (Array.removeAt out shape) run body written)
      along "vmap beside what is shared" (fun random shape ->
          let count, result = lanes shape
          let lane = anyShape random 0
          let part = Between(-10.0, 10.0)
          let slots = [ slot part (Array.append [| count |] lane); slot part lane ]
          let inside (ranges: Interval[]) = Interval.multiply ranges[0] ranges[1]

          let run f (xs: Tensor[]) =
              vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> f (v * w)) (xs[0], xs[1])

          let written =
              text
                  "vmapAxes [ Some 0; None ] [ Some 0 ] (fun (v: Tensor, w: Tensor) -> {f} (v * w)) ({0}, {1})"
                  "Ad.Vmap((Tensor v, Tensor w) => {f}(v * w), {0}, {1}, axis2: null)"
                  []

          binding "vmap beside what is shared" shape slots lane inside result run body written) ]

/// The state of a loop is where it starts, or what a bounded function made of it.
let private state (ranges: Interval[]) = Interval.hull [ ranges[0]; unit ]

let private loop name shape slots state' run range fsharp csharp words =
    binding name shape slots state' state state' run range (text fsharp csharp words)

/// A scan, in one of two directions: its last state, or its outputs.
let private scans name (scan: (Tensor -> Tensor -> Tensor * Tensor) -> Tensor -> Tensor -> Tensor * Tensor) =
    let step f (s: Tensor) (v: Tensor) = Tensor.tanh (f s + v), s * v
    let fsharp = $"{name} (fun s (v: Tensor) -> Tensor.tanh ({{f}} s + v), s * v) {{0}} {{1}}"
    let csharp = $"Flow.{method name}((s, v) => (({{f}}(s) + v).Tanh(), s * v), {{0}}, {{1}})"

    [ operation $"{name}, its state" (fun random shape ->
          let slots = [ slot Reals shape; slot Reals (Array.append [| Pick.length random |] shape) ]
          let run f (xs: Tensor[]) = fst (scan (step f) xs[0] xs[1])

          ValueSome(
              loop $"{name}, its state" shape slots shape run (fun _ -> unit) $"fst ({fsharp})" $"{csharp}.State" []
          ))
      along $"{name}, its outputs" (fun _ shape ->
          let _, lane = lanes shape
          let slots = [ slot Reals lane; slot (Between(-10.0, 10.0)) shape ]
          let run f (xs: Tensor[]) = snd (scan (step f) xs[0] xs[1])
          let range (ranges: Interval[]) = Interval.multiply (state ranges) ranges[1]
          loop $"{name}, its outputs" shape slots lane run range $"snd ({fsharp})" $"{csharp}.Outputs" []) ]

/// What keeps a predicate off its jump.
let private decision = slot (BetweenJumps 0.0) [||]

let flows =
    [ operation "cond" (fun random shape ->
          let at = anyShape random 0

          let run f (xs: Tensor[]) = cond (xs[1] .> 0.0) f (fun v -> f (0.5 * v)) xs[0]

          let written =
              text
                  "cond ({1} .> 0.0) {f} (fun v -> {f} (0.5 * v)) {0}"
                  "Flow.Cond({1} > 0.0, {f}, v => {f}(0.5 * v), {0})"
                  []

          let inside (ranges: Interval[]) = Interval.withZero ranges[0]
          ValueSome(binding "cond" shape [ slot Reals at; decision ] at inside shape run body written))
      operation "whileLoop" (fun _ shape ->
          // Once or three times, as the second operand says.
          let run f (xs: Tensor[]) =
              whileLoop
                  (fun (n: Tensor, _: Tensor) -> n .< 1.5)
                  (fun (n, s) -> n + 1.0, Tensor.tanh (f s))
                  (Tensor.sign xs[1], xs[0])
              |> snd

          let fsharp =
              "snd (whileLoop (fun (n: Tensor, _: Tensor) -> n .< 1.5) "
              + "(fun (n, s) -> n + 1.0, Tensor.tanh ({f} s)) (Tensor.sign {1}, {0}))"

          let csharp =
              "Flow.WhileLoop(t => t.Item1 < 1.5, t => (t.Item1 + 1.0, {f}(t.Item2).Tanh()), ({1}.Sign(), {0})).Item2"

          ValueSome(loop "whileLoop" shape [ slot Reals shape; decision ] shape run (fun _ -> unit) fsharp csharp []))
      operation "forLoop" (fun random shape ->
          let first = Pick.integer random -1 1
          let stop = first + Pick.integer random 1 3
          let run f (xs: Tensor[]) = forLoop first stop (fun i s -> Tensor.sin (f s + i)) xs[0]

          ValueSome(
              loop
                  "forLoop"
                  shape
                  [ slot Reals shape ]
                  shape
                  run
                  (fun _ -> unit)
                  "forLoop ({a}) ({b}) (fun i s -> Tensor.sin ({f} s + i)) {0}"
                  "Flow.ForLoop({a}, {b}, (i, s) => ({f}(s) + i).Sin(), {0})"
                  [ Integer first; Integer stop ]
          ))
      yield! scans "scan" scan
      yield! scans "scanBack" scanBack
      along "associativeScan" (fun random shape ->
          let count, lane = lanes shape
          let small = Between(-1.0, 1.0)
          let beside = broadcasting random 2 lane |> List.head
          // (1 + k a) (1 + k b) = 1 + k (a + b + k a b): associative, whatever k is.
          let run (xs: Tensor[]) = associativeScan (fun a b -> a + b + a * b * xs[1]) xs[0]

          let range (_: Interval[]) =
              let most = Math.Pow(2.0, float count) - 1.0
              Interval.between -most most

          let written =
              text
                  "associativeScan (fun (a: Tensor) (b: Tensor) -> a + b + a * b * ({1})) {0}"
                  "Flow.AssociativeScan((a, b) => a + b + a * b * ({1}), {0})"
                  []

          call "associativeScan" shape [ slot small shape; slot small beside ] run range written)
      operation "checkpoint" (fun random shape ->
          let at = anyShape random 0
          let written = text "checkpoint {f} {0}" "Ad.Checkpoint<Tensor, Tensor>({f})({0})" []

          // What runs again for a derivative may not see parameters that have changed, as laws change them.
          let asked =
              { Argument = at
                Inside = Array.head
                Body = shape
                Captures = false
                Run = fun f xs -> checkpoint f xs[0] }

          ValueSome
              { Name = "checkpoint"
                Shape = shape
                Slots = [ slot Reals at ]
                Compute = Binding asked
                Range = body
                Text = written }) ]
