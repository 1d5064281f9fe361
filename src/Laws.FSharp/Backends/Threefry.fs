/// Threefry-2x32 with 20 rounds, one counter at a time. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as
/// easy as 1, 2, 3" (2011).
module internal Functional.Laws.Threefry

open System.Numerics

let private rotations = [| 13; 15; 26; 6; 17; 29; 16; 24 |]

/// The words of a counter, enciphered under the words of a key.
let words (key0: uint32, key1: uint32) (counter0: uint32, counter1: uint32) : uint32 * uint32 =
    let keys = [| key0; key1; key0 ^^^ key1 ^^^ 0x1BD11BDAu |]

    let round (x0: uint32, x1: uint32) i =
        let x0 = x0 + x1
        let x1 = BitOperations.RotateLeft(x1, rotations[i % 8]) ^^^ x0

        // After every fourth round, the key comes in again.
        if i % 4 = 3 then
            let n = i / 4 + 1
            x0 + keys[n % 3], x1 + keys[(n + 1) % 3] + uint32 n
        else
            x0, x1

    Seq.fold round (counter0 + key0, counter1 + key1) (seq { 0..19 })

let private split (x: int64) = uint32 (uint64 x >>> 32), uint32 (uint64 x &&& 0xFFFFFFFFUL)

/// The bits of a counter under a key.
let bits (key: int64) (counter: int64) : uint64 =
    let high, low = words (split key) (split counter)
    (uint64 high <<< 32) ||| uint64 low
