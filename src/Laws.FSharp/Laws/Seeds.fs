/// Laws of random numbers: a seed decides them all, and derivatives change none of them.
module Functional.Laws.Seeds

open System
open Functional
open Functional.Kernels
open Functional.Laws.Comparing
open Functional.Laws.Common
open Functional.Laws.Seeding

/// Seeds are 32 bits long.
let private seedOf (trial: Trial) = (trial.Random "seed").NextInt64(1L <<< 31)

let bySeed =
    GradientLaw.claimed
        "determinism by seed"
        "ManualSeed(s) decides f(x), J v, J^T c and H v, bit for bit; another seed gives others"
        "PyTorch, notes on reproducibility"
        Exact
        "a function that draws from the default generator"
        (function
        | Seeded -> Some()
        | _ -> None)
        (fun () trial ->
            let f, x, v = trial.Unsteady, trial.Point, trial.Tangent "v"
            let seed = seedOf trial
            let valueAt seed = seededWith seed (fun () -> f x) |> all
            let c = trial.Like("c", seededWith seed (fun () -> f x))
            let value = valueAt seed
            let repeats run = seededWith seed run, seededWith seed run
            let (pushedValue, pushed), (_, pushedAgain) = repeats (fun () -> jvp f x v)
            let pulledValue, _ = seededWith seed (fun () -> vjp f x)
            let pulled, pulledAgain = repeats (fun () -> (snd (vjp f x)) c)
            let product, productAgain = repeats (fun () -> hvp (scalar c f) x v)

            [ numbers "f(x)" value "f(x) after the same seed" (valueAt seed)
              numbers "f(x)" value "the value inside jvp" (all pushedValue)
              numbers "f(x)" value "the value inside vjp" (all pulledValue)
              tensors "J v" pushed "J v after the same seed" pushedAgain
              tensors "J^T c" pulled "J^T c after the same seed" pulledAgain
              tensors "H v" product "H v after the same seed" productAgain

              if value.Length > 0 then
                  // Few elements that are dropped or not may come out the same for many seeds, but not for all.
                  truth
                      "one of 64 other seeds gives another value"
                      (Seq.exists (fun k -> bits (valueAt (seed + k)) <> bits value) (seq { 1L .. 64L })) ])

/// Every function that draws: from a generator (the default one for null), in the shape and dtype of a tensor where it
/// has a choice.
let internal draws: (string * (Generator | null -> Tensor -> Tensor)) list =
    let shape (x: Tensor) = x.Shape.Lengths.ToArray()
    let flat (layer: Module) = layer.GetValues() |> Array.map Tensor.flatten |> Tensor.cat 0

    [ "rand", (fun g x -> Tensor.randWith g x.DType (shape x))
      "randn", (fun g x -> Tensor.randnWith g x.DType (shape x))
      "uniform", (fun g x -> Tensor.uniformWith g x.DType -1.0 3.0 (shape x))
      "normal", (fun g x -> Tensor.normalWith g x.DType 1.0 2.0 (shape x))
      "randint", (fun g x -> Tensor.randintWith g -1000L 1_000_000L (shape x))
      "randperm", (fun g x -> Tensor.randpermWith g x.Size |> Tensor.reshape (shape x))
      "bernoulli", (fun g x -> Tensor.bernoulliWith g x.DType 0.5 (shape x))
      "randLike", Tensor.randLikeWith
      "randnLike", Tensor.randnLikeWith
      "dropout", (fun g x -> Tensor.dropoutWith g 0.5 x)
      "Nn.Linear", (fun g _ -> flat (Nn.Linear(7, 6, true, g)))
      "Nn.Embedding", (fun g _ -> flat (Nn.Embedding(9, 5, g))) ]

/// The functions without a generator, each with the one of `draws` that it stands for, on float32.
let private shorthands: (string * (int[] -> Tensor)) list =
    [ "rand", Tensor.rand
      "randn", Tensor.randn
      "uniform", Tensor.uniform -1.0 3.0
      "normal", Tensor.normal 1.0 2.0
      "randint", Tensor.randint -1000L 1_000_000L
      "randperm", (fun shape -> Tensor.randperm (Array.fold (*) 1 shape) |> Tensor.reshape shape)
      "bernoulli", Tensor.bernoulli 0.5 ]

/// One function that draws, at a seed, in the shape of x.
let private drawing seed (x: Tensor) (name: string, draw: Generator | null -> Tensor -> Tensor) : Finding list =
    let drawn generator = elements (draw generator x)

    let twice generator =
        let first = drawn generator
        first, drawn generator

    let first, second = seededWith seed (fun () -> twice null)
    let ownFirst, ownSecond = twice (Generator seed)

    let replayed =
        seededWith seed (fun () ->
            draw null x |> ignore
            let state = Generator.Default.GetState()
            draw null x |> ignore
            Generator.Default.SetState state
            drawn null)

    // What is drawn inside a function, and what comes next after it.
    let drawnBy (transform: (Tensor -> Tensor) -> unit) =
        seededWith seed (fun () ->
            let mutable seen = [||]

            let f (x: Tensor) =
                let drawn = draw null x
                seen <- elements drawn
                Tensor.sum (x * x) * Tensor.sum (Tensor.cast x.DType drawn)

            transform f
            Array.append seen (drawn null))

    let plain = drawnBy (fun f -> f x |> ignore)

    let modes: (string * ((Tensor -> Tensor) -> unit)) list =
        [ "grad", (fun f -> grad f x |> ignore)
          "jvp", (fun f -> jvp f x x |> ignore)
          "vjp", (fun f -> fst (vjp f x) |> ignore)
          "hvp", (fun f -> hvp f x x |> ignore)
          "grad of jvp", (fun f -> grad (fun x -> snd (jvp f x x)) x |> ignore)
          "Backward", (fun f -> Autograd.backward (f (Parameter x))) ]

    [ numbers $"{name} of the default generator" first $"{name} of a generator with its seed" ownFirst
      numbers $"the second {name}" second "that of a generator of one's own" ownSecond
      numbers $"the second {name}" second "after its state was set again" replayed
      truth $"{name} moves the generator on" (first <> second)
      truth $"{name} is another after another seed" (seededWith (seed + 1L) (fun () -> drawn null) <> first)
      for mode, transform in modes do
          numbers $"{name} and the next" plain $"inside {mode}" (drawnBy transform) ]

/// The law of functions that draw.
let internal ofDraws draws shorthands =
    GradientLaw.make
        "determinism by seed: every draw"
        "the seed decides every draw; each moves the state on; derivatives draw what values draw"
        "PyTorch, notes on reproducibility"
        Exact
        (fun trial ->
            let random = trial.Random "shape"
            // Long enough that no two draws agree by chance, on both sides of the blocks that normals are made in.
            let shape = if random.Next 2 = 0 then [| 40 + random.Next 30 |] else [| 5 + random.Next 3; 8 |]
            let seed = seedOf trial

            // Few normals are made in pairs, and half a pair must not survive a seed.
            let few = 1 + 2 * random.Next 7

            let reseeded =
                seededWith (seed + 1L) (fun () ->
                    Tensor.randnOf DType.Float64 [ few ] |> ignore
                    Generator.ManualSeed seed |> ignore
                    elements (Tensor.randnOf DType.Float64 [ few ]))

            [ numbers
                  $"{few} normals after {few} others and a seed"
                  reseeded
                  "those of a generator with the seed"
                  (elements (Tensor.randnWith (Generator seed) DType.Float64 [ few ]))

              for dtype in [ DType.Float64; DType.Float32 ] do
                  let x = trial.Draw("x", Reals, shape) |> Tensor.cast dtype

                  for draw in draws do
                      yield! drawing seed x draw

              for name, short in shorthands do
                  let long: Generator | null -> Tensor -> Tensor = dict draws |> fun known -> known[name]
                  let like = Tensor.zerosOf DType.Float32 shape

                  numbers
                      $"Tensor.{name}"
                      (seededWith seed (fun () -> elements (short shape)))
                      $"Tensor.{name}With"
                      (seededWith seed (fun () -> elements (long null like))) ])

let everyDraw = ofDraws draws shorthands
