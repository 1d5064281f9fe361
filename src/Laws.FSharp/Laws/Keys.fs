/// The law of random numbers from keys: they are functions of the key, in a batch and under every transformation.
module Functional.Laws.Keys

open Functional
open Functional.Laws.Comparing

/// Every draw, of some shape and some numbers.
let private draws (shape: int[]) (x: Tensor) : (string * (Key -> Tensor)) list =
    let of' (y: Tensor) = Tensor.cast DType.Float64 y
    let count = Array.fold (*) 1 shape

    [ "bits", Key.bits shape
      "uniform", Key.uniformOf DType.Float64 shape
      "uniform of float32", Key.uniformOf DType.Float32 shape >> of'
      "uniform between", Key.uniformWith DType.Float64 -1.0 3.0 shape
      "normal", Key.normalOf DType.Float64 shape
      "truncated normal", Key.truncatedNormalOf DType.Float64 -1.0 2.0 shape
      "exponential", Key.exponentialOf DType.Float64 shape
      "gumbel", Key.gumbelOf DType.Float64 shape
      "bernoulli", Key.bernoulliOf DType.Float64 0.5 shape
      "randint", Key.randint -5L 1_000_000L shape
      "permutation", Key.permutation count
      "shuffle", Key.shuffle x
      "choice", Key.choice shape x
      "choice once", Key.choiceOnce 2 x
      "categorical", Key.categorical x
      "dropout", Key.dropout 0.5 x
      "split", (Key.splitN 3 >> fun keys -> keys.Bits)
      "fold in", (Key.foldIn 7 >> fun key -> key.Bits) ]

let private stacked (xs: Tensor[]) : float[] = elements (Tensor.stack 0 xs)

/// The law of some way to draw in a batch.
let internal ofKeys (batch: (Key -> Tensor) -> Key -> Tensor) =
    GradientLaw.make
        "keys decide draws"
        "a draw is a function of its key: vmap draw keys = map draw keys; draws, splits and folds have nothing in common"
        "Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011)"
        Exact
        (fun trial ->
            let random = trial.Random "keys"
            let key = Key.ofSeed (random.NextInt64())
            let shape = [| 2 + random.Next 3; 1 + random.Next 3 |]
            let x = trial.Draw("x", Reals, [| 4; 2 |])
            let keys = Key.splitN 3 key
            let each = Key.unbind keys
            let first, second = Key.split key
            let bits (key: Key) = elements key.Bits
            let drawn = elements (Key.bits [ 8 ] key)

            let apart =
                [ yield! bits keys
                  for data in 0..3 do
                      yield! bits (Key.foldIn data key)
                  yield! drawn ]

            [ for name, draw in draws shape x do
                  let expected = stacked (Array.map draw each)
                  numbers $"vmap {name}" (elements (batch draw keys)) $"map {name}" expected
                  numbers $"{name}" (elements (draw each[1])) $"{name} again" (elements (draw each[1]))

                  let inside =
                      let seen = ref [||]

                      grad
                          (fun (x: Tensor) ->
                              let y = draw each[0]
                              seen.Value <- elements y
                              Tensor.sum (x * Tensor.sum (Tensor.cast DType.Float64 y)))
                          x
                      |> ignore

                      seen.Value

                  numbers $"{name}" (elements (draw each[0])) $"{name} inside grad" inside

              numbers "the bits of a long draw" drawn[..4] "those of a short one" (elements (Key.bits [ 5 ] key))
              numbers
                  "split"
                  (Array.append (bits first) (bits second))
                  "the first two of splitN"
                  (Array.take 2 (bits keys))

              truth
                  $"no two of {apart.Length} keys and bits are the same"
                  (List.length (List.distinct apart) = apart.Length)
              let next () = elements (Tensor.rand [ 3 ])

              let afterDraws () =
                  for _, draw in draws shape x do
                      draw key |> ignore

                  next ()

              numbers
                  "the default generator's next numbers"
                  (Seeding.seededWith 5L next)
                  "those after draws from keys"
                  (Seeding.seededWith 5L afterDraws) ])

let keysDecide = ofKeys (fun draw keys -> vmap draw keys)
