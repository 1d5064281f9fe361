/// Keys: the same numbers from the same key, and numbers that have nothing to do with each other from others.
module Functional.Tests.KeyTests

open System
open System.Threading.Tasks
open Xunit
open Functional
open Functional.Kernels
open Functional.Tests.Witness

type private Model = { W: Tensor; Key: Key; Rate: float }

let private key = Key.ofSeed 42L
let private bitsOf (key: Key) = (Tensor.toArray<int64> key.Bits)[0]

/// Every draw, by its name.
let private draws: (string * (Key -> Tensor)) list =
    [ "bits", Key.bits [ 4; 5 ]
      "uniform", Key.uniform [ 4; 5 ]
      "uniform, float64", Key.uniformOf DType.Float64 [ 4; 5 ]
      "uniform between", Key.uniformWith DType.Float32 -2.0 3.0 [ 4; 5 ]
      "normal", Key.normal [ 4; 5 ]
      "normal, float64", Key.normalOf DType.Float64 [ 4; 5 ]
      "truncated normal", Key.truncatedNormal -1.0 2.0 [ 4; 5 ]
      "exponential", Key.exponential [ 4; 5 ]
      "gumbel", Key.gumbel [ 4; 5 ]
      "bernoulli", Key.bernoulli 0.5 [ 4; 5 ]
      "randint", Key.randint -3L 300L [ 4; 5 ]
      "permutation", Key.permutation 20
      "shuffle", Key.shuffle (Tensor.arange 0.0 20.0 1.0)
      "choice", Key.choice [ 4; 5 ] (Tensor.arange 0.0 20.0 1.0)
      "choice once", Key.choiceOnce 15 (Tensor.arange 0.0 20.0 1.0)
      "categorical", Key.categorical (Tensor.zeros [ 20; 7 ])
      "dropout mask", Key.dropoutMask 0.5 [ 4; 5 ]
      "dropout", Key.dropout 0.5 (Tensor.ones [ 4; 5 ]) ]

let drawNames () = seq { for name, _ in draws -> [| box name |] }
let private named name = dict draws |> fun draws -> draws[name]

[<Theory>]
[<MemberData(nameof drawNames)>]
let ``the same key gives the same numbers, and another key others`` (name: string) =
    let draw = named name
    let first = draw key
    Checks.same first (draw key)
    Checks.same first (draw (Key.ofSeed 42L))
    Checks.same first (Task.Run(fun () -> draw key).Result)
    Assert.NotEqual<float[]>(elements first, elements (draw (Key.ofSeed 43L)))

[<Theory>]
[<MemberData(nameof drawNames)>]
let ``a draw neither sees the default generator nor moves it`` (name: string) =
    Generator.ManualSeed 1L |> ignore
    let drawn = named name key
    let after = Tensor.rand [ 5 ]
    Generator.ManualSeed 2L |> ignore
    Checks.same drawn (named name key)
    Generator.ManualSeed 1L |> ignore
    Checks.same (Tensor.rand [ 5 ]) after

[<Theory>]
[<MemberData(nameof drawNames)>]
let ``every backend draws the same bits, and the same numbers but for rounding`` (name: string) =
    let plain = Key(Creation.fromArrayOn (Functional.Laws.PlainBackend.Instance) [| 42L |] Shape.Scalar)

    // What takes a tensor takes it from where the key is.
    match name with
    | "shuffle"
    | "choice"
    | "choice once"
    | "categorical"
    | "dropout" -> ()
    | _ ->
        let expected, actual = elements (named name key), elements (named name plain)
        Array.iter2 (fun x y -> Assert.Equal(x, y, 1e-6 * (1.0 + abs x))) expected actual

[<Theory>]
[<MemberData(nameof drawNames)>]
let ``under vmap each key draws what it draws alone`` (name: string) =
    let draw = named name
    let keys = Key.splitN 5 key
    let alone = Key.unbind keys |> Array.map draw |> Tensor.stack 0
    Checks.same alone (vmap draw keys)
    // A draw from a key of the lane's own making, and lanes of lanes.
    let folded = Key.foldIn 3 >> Key.split >> snd >> draw
    Checks.same (Key.unbind keys |> Array.map folded |> Tensor.stack 0) (vmap folded keys)
    let nested = vmap (Key.splitN 2 >> vmap draw) keys
    let eachAlone key = Key.splitN 2 key |> Key.unbind |> Array.map draw |> Tensor.stack 0
    Checks.same (Key.unbind keys |> Array.map eachAlone |> Tensor.stack 0) nested

[<Fact>]
let ``under vmap a lane's tensor meets the lane's key, or the same key`` () =
    let keys = Key.splitN 2 key
    let x = Tensor.reshape [ 2; 20 ] (Tensor.arange 0.0 40.0 1.0)

    for draw in [ Key.shuffle; Key.choice [ 3 ]; Key.choiceOnce 3; Key.categorical; Key.dropout 0.5 ] do
        let own = [ for i, k in Array.indexed (Key.unbind keys) -> draw x[i] k ]
        Checks.same (Tensor.stack 0 own) (vmap (fun (x, k) -> draw x k) (x, keys))
        Checks.same (Tensor.stack 0 [ draw x[0] key; draw x[1] key ]) (vmap (fun x -> draw x key) x)

[<Fact>]
let ``gradients of each lane's own noise`` () =
    let keys = Key.splitN 4 key
    let w = Tensor.ones [ 3 ]
    let noise = vmap (Key.normal [ 3 ]) keys
    let loss w key = Tensor.sum (w * Key.normal [ 3 ] key)
    Checks.same noise (vmap (fun key -> grad (fun w -> loss w key) w) keys)
    let total = grad (fun w -> Tensor.sum (vmap (loss w) keys)) w
    Assert.True(Tensor.allClose 1e-6 1e-6 (Tensor.sumOver [ 0 ] noise) total)

[<Fact>]
let ``keys that come of a key, and what is drawn from it, all differ`` () =
    let ofSplit = Key.splitN 1000 key |> Key.unbind |> Array.map bitsOf
    let ofFolds = [| for i in -500 .. 499 -> bitsOf (Key.foldIn i key) |]
    let drawn: int64[] = Tensor.toArray (Key.bits [ 1000 ] key)
    let all = Array.concat [ [| bitsOf key |]; ofSplit; ofFolds; drawn ]
    Assert.Equal(all.Length, (Array.distinct all).Length)

[<Fact>]
let ``two keys are the first two of several`` () =
    let first, second = Key.split key
    let several = Key.splitN 5 key |> Key.unbind
    Assert.Equal(5, several.Length)
    Assert.Equal<int64[]>([| bitsOf several[0]; bitsOf several[1] |], [| bitsOf first; bitsOf second |])

[<Fact>]
let ``a longer draw begins with the numbers of a shorter one`` () =
    let long = elements (Key.normal [ 1000 ] key)
    Assert.Equal<float[]>(long[..59], elements (Key.normal [ 3; 4; 5 ] key))

[<Fact>]
let ``float32 fractions are those of float64, cut off`` () =
    let fine = elements (Key.uniformOf DType.Float64 [ 1000 ] key)
    let cut = fine |> Array.map (fun u -> floor (u * 16777216.0) / 16777216.0)
    Assert.Equal<float[]>(cut, elements (Key.uniform [ 1000 ] key))

// Distributions. The seeds are fixed, so each statement is true or false for good; the bounds are those that a right
// generator misses once in a thousand seeds or less.

let private many = 100_000

/// The largest distance between the empirical distribution function and the true one, times the root of the count.
let private kolmogorov (cdf: float -> float) (xs: float[]) =
    let n = float xs.Length

    Array.sort xs
    |> Array.mapi (fun i x -> max (abs (cdf x - float i / n)) (abs (cdf x - float (i + 1) / n)))
    |> Array.max
    |> fun distance -> distance * sqrt n

let private normalCdf x = 0.5 * (elements (Tensor.erfc (real [] [ -x / sqrt 2.0 ])))[0]

/// Name, draw, distribution function, mean, variance.
let private continuous: (string * (Key -> Tensor) * (float -> float) * float * float) list =
    let euler = 0.57721566490153286

    // Of a normal number between -1 and 2: with φ and Φ at the bounds, mean and variance by the textbook's formula.
    let phi x = exp (-0.5 * x * x) / sqrt (2.0 * Math.PI)
    let mass = normalCdf 2.0 - normalCdf -1.0
    let mean = (phi -1.0 - phi 2.0) / mass
    let variance = 1.0 + (-1.0 * phi -1.0 - 2.0 * phi 2.0) / mass - mean * mean

    [ for dtype in [ DType.Float32; DType.Float64 ] do
          $"uniform {dtype}", Key.uniformOf dtype [ many ], id, 0.5, 1.0 / 12.0

          $"uniform between {dtype}",
          Key.uniformWith dtype -2.0 3.0 [ many ],
          (fun x -> (x + 2.0) / 5.0),
          0.5,
          25.0 / 12.0

          $"normal {dtype}", Key.normalOf dtype [ many ], normalCdf, 0.0, 1.0

          $"truncated normal {dtype}",
          Key.truncatedNormalOf dtype -1.0 2.0 [ many ],
          (fun x -> (normalCdf x - normalCdf -1.0) / mass),
          mean,
          variance

          $"truncated normal without bounds {dtype}",
          Key.truncatedNormalOf dtype -infinity infinity [ many ],
          normalCdf,
          0.0,
          1.0

          $"exponential {dtype}", Key.exponentialOf dtype [ many ], (fun x -> 1.0 - exp -x), 1.0, 1.0
          $"gumbel {dtype}", Key.gumbelOf dtype [ many ], (fun x -> exp -(exp -x)), euler, Math.PI * Math.PI / 6.0 ]

let continuousNames () = seq { for name, _, _, _, _ in continuous -> [| box name |] }

[<Theory>]
[<MemberData(nameof continuousNames)>]
let ``numbers have the distribution, the mean and the variance that they should`` (name: string) =
    let _, draw, cdf, mean, variance = continuous |> List.find (fun (other, _, _, _, _) -> other = name)

    for seed in 0L .. 3L do
        let xs = elements (draw (Key.foldIn 5 (Key.ofSeed seed)))
        Assert.All(xs, fun x -> Assert.True(Double.IsFinite x))
        let error = sqrt (variance / float many)
        Assert.InRange(Array.average xs, mean - 4.0 * error, mean + 4.0 * error)
        let squares = xs |> Array.averageBy (fun x -> (x - mean) ** 2.0)
        Assert.InRange(squares, 0.96 * variance, 1.04 * variance)
        Assert.InRange(kolmogorov cdf xs, 0.0, 2.0)

/// The sum of squared deviations from the expected counts, each over the count: for true ones, near their number.
let private chiSquare (expected: float[]) (counts: float[]) =
    Array.map2 (fun e c -> (c - e) ** 2.0 / e) expected counts |> Array.sum

/// Below this, chi square of so many counts stays but for one seed in a thousand: mean plus four deviations.
let private bound (counts: int) = float counts + 4.0 * sqrt (2.0 * float counts) + 4.0

let private counted (outcomes: int) (xs: float[]) =
    let counts = Array.zeroCreate<float> outcomes

    for x in xs do
        counts[int x] <- counts[int x] + 1.0

    counts

[<Fact>]
let ``integers are equally likely`` () =
    for seed in 0L .. 3L do
        let xs = elements (Key.randint -3L 14L [ many ] (Key.ofSeed seed)) |> Array.map (fun x -> x + 3.0)
        let expected = Array.create 17 (float many / 17.0)
        Assert.InRange(chiSquare expected (counted 17 xs), 0.0, bound 17)

[<Fact>]
let ``integers reach as far as int64 does`` () =
    let widest: int64[] = Tensor.toArray (Key.randint 0L Int64.MaxValue [ 1000 ] key)
    Assert.All(widest, fun x -> Assert.InRange(x, 0L, Int64.MaxValue - 1L))
    Assert.Contains(widest, fun x -> x > (1L <<< 62))
    Assert.Equal<float[]>([| 7.0; 7.0 |], elements (Key.randint 7L 8L [ 2 ] key))

[<Fact>]
let ``bernoulli and dropout keep to their probability`` () =
    for p in [ 0.0; 0.1; 0.5; 1.0 ] do
        let near count =
            Assert.InRange(count / float many, p - 4.0 * sqrt (0.25 / float many), p + 4.0 * sqrt (0.25 / float many))

        near (Array.sum (elements (Key.bernoulli p [ many ] key)))
        let dropped = elements (Key.dropout p (Tensor.ones [ many ]) key)
        near (dropped |> Array.filter (fun x -> x = 0.0) |> Array.length |> float)
        Assert.All(dropped, fun x -> Assert.True((x = 0.0 || abs (x - 1.0 / (1.0 - p)) < 1e-6)))

    Assert.Equal<float list>([ 0.0 ], List.distinct (List.ofArray (elements (Key.bernoulli 0.0 [ 100 ] key))))
    Assert.Equal<float list>([ 1.0 ], List.distinct (List.ofArray (elements (Key.bernoulli 1.0 [ 100 ] key))))

[<Fact>]
let ``categories are as likely as e to their logits`` () =
    let logits = [| 0.0; 1.0; -infinity; 2.0; -1.0 |]
    let weights = Array.map exp logits
    let xs = elements (Key.categorical (Tensor.broadcastTo [ many; 5 ] (real [ 5 ] logits)) key)
    let counts = counted 5 xs
    Assert.Equal(0.0, counts[2])
    let expected = weights |> Array.map (fun w -> float many * w / Array.sum weights)
    let possible = [| 0; 1; 3; 4 |]
    let at (xs: float[]) = possible |> Array.map (fun i -> xs[i])
    Assert.InRange(chiSquare (at expected) (at counts), 0.0, bound 4)

[<Fact>]
let ``permutations are equally likely`` () =
    let places = dict [ for i, p in List.indexed [ "012"; "021"; "102"; "120"; "201"; "210" ] -> p, float i ]

    let xs =
        [| for i in 1..6000 ->
               let p = elements (Key.permutation 3 (Key.foldIn i key)) |> Array.map string |> String.concat ""
               places[p] |]

    Assert.InRange(chiSquare (Array.create 6 1000.0) (counted 6 xs), 0.0, bound 6)

[<Fact>]
let ``what is shuffled or chosen comes from the rows`` () =
    let x = Tensor.reshape [ 10; 2 ] (Tensor.arange 0.0 20.0 1.0)
    let order = elements (Key.permutation 10 key)
    Assert.Equal<float[]>([| 0.0 .. 9.0 |], Array.sort order)
    let rows (x: Tensor) = elements x |> Array.chunkBySize 2
    let of' i = [| 2.0 * i; 2.0 * i + 1.0 |]
    Assert.Equal<float[][]>(Array.map of' order, rows (Key.shuffle x key))
    Assert.Equal<float[][]>(Array.map of' order[..3], rows (Key.choiceOnce 4 x key))
    let chosen = Key.choice [ 3; 50 ] x key
    Assert.Equal<int list>([ 3; 50; 2 ], List.ofSeq chosen.Shape)
    Assert.All(rows chosen, fun row -> Assert.Equal<float[]>(of' (row[0] / 2.0), row))
    Assert.Equal(10, rows chosen |> Array.distinct |> Array.length)
    Assert.Equal<int list>([ 0; 2 ], List.ofSeq (Key.choice [ 0 ] x key).Shape)

[<Fact>]
let ``streams of split keys have nothing to do with each other`` () =
    let correlation (xs: float[]) (ys: float[]) =
        Array.map2 (fun x y -> 12.0 * (x - 0.5) * (y - 0.5)) xs ys |> Array.average

    let stream key = elements (Key.uniformOf DType.Float64 [ many ] key)
    let children = Key.splitN 4 key |> Key.unbind

    let keys =
        [| key; Key.foldIn 0 key; Key.foldIn 1 key; Key.ofSeed 43L; yield! children; fst (Key.split children[0]) |]

    let streams = Array.map stream keys

    for i in 0 .. streams.Length - 1 do
        // With the others, and with itself a step later.
        for j in 0 .. i - 1 do
            Assert.InRange(abs (correlation streams[i] streams[j]), 0.0, 4.0 / sqrt (float many))

        let later = Array.permute (fun place -> (place + 1) % many) streams[i]
        Assert.InRange(abs (correlation streams[i] later), 0.0, 4.0 / sqrt (float many))

[<Fact>]
let ``every bit is set half of the time`` () =
    let bits: int64[] = Tensor.toArray (Key.bits [ many ] key)

    for place in 0..63 do
        let set = bits |> Array.sumBy (fun b -> float ((b >>> place) &&& 1L))
        Assert.InRange(set / float many, 0.5 - 2.5 / sqrt (float many), 0.5 + 2.5 / sqrt (float many))

[<Fact>]
let ``normal numbers are never infinite, and as often negative as positive in mirrored places`` () =
    // The extremes of the fractions, 0 and 1 - 2^-24, are what infinities would come from.
    let step = Math.ScaleB(1.0, -24)

    for u, sign in [ 0.0, -1.0; 1.0 - step, 1.0 ] do
        let v = Tensor.create DType.Float32 (2.0 * u - (1.0 - step))
        let x = sign * sqrt 2.0 * Tensor.toScalar (Tensor.erfinv v)
        Assert.InRange(x, 5.4, 5.5)

// Transformations and trees

[<Fact>]
let ``a draw is a constant to every derivative`` () =
    let x = Tensor.create DType.Float32 [ 1.0; 2.0; 3.0 ]
    let noise = Key.normal [ 3 ] key
    let f x = Tensor.sum (x * Key.normal [ 3 ] key)
    Checks.same noise (grad f x)
    Checks.same (Tensor.sum noise) (snd (jvp f x (Tensor.onesLike x)))
    Checks.same noise (grad (checkpoint f) x)
    let located location = Tensor.sum (Tensor.square (location + 2.0 * Key.normal [ 3 ] key))
    Checks.same (2.0 * (x + 2.0 * noise)) (grad located x)

[<Fact>]
let ``dropout by a key carries the derivative of what it keeps`` () =
    let x = Tensor.create DType.Float64 [| 1.0 .. 40.0 |]
    let mask = Key.dropoutMaskOf DType.Float64 0.25 [ 40 ] key
    Checks.same mask (grad (fun x -> Tensor.sum (Key.dropout 0.25 x key)) x)
    Checks.same (mask * x) (Key.dropout 0.25 x key)

[<Fact>]
let ``a category is chosen by a constant, so that its logit's derivative is the chosen one's`` () =
    let logits = Tensor.create DType.Float64 [ 0.5; 1.0; -0.5 ]
    let f logits = Tensor.sum (Tensor.indexSelect 0 (Tensor.reshape [ 1 ] (Key.categorical logits key)) logits)
    Assert.Equal(1.0, Array.sum (elements (grad f logits)))

[<Fact>]
let ``a key is a tree of one leaf`` () =
    let model = { W = Tensor.ones [ 2 ]; Key = key; Rate = 0.1 }
    Assert.Equal<string[]>([| ".W"; ".Key.Bits" |], Tree.paths model)
    Assert.Same(key.Bits, (Tree.leaves model)[1])
    let again = Tree.rebuild model (Tree.leaves model)
    Checks.same (Key.normal [ 3 ] key) (Key.normal [ 3 ] again.Key)
    let noisy (m: Model) = m.W * Key.normal [ 2 ] m.Key
    Checks.same (noisy model) (noisy again)

[<Fact>]
let ``keys beside weights are no argument of a derivative`` () =
    let model = { W = Tensor.ones [ 2 ]; Key = key; Rate = 0.1 }
    let loss m = Tensor.sum (m.W * Key.normal [ 2 ] m.Key)
    Checks.says<DTypeException> [ "int64" ] (fun () -> (grad loss model).W)
    Checks.same (Key.normal [ 2 ] key) (grad (fun w -> loss { model with W = w }) model.W)

[<Fact>]
let ``a key prints its bits`` () = Assert.Equal($"Key {key.Bits}", string key)

// Errors

let private nothing = Unchecked.defaultof<Key>

[<Fact>]
let ``what is no key, and several keys, are refused`` () =
    Checks.says<DTypeException> [ "normal"; "int64"; "float32" ] (fun () -> Key.normal [ 2 ] (Key(Tensor.zeros [])))
    Checks.says<ShapeException> [ "normal"; "one key"; "[5]"; "vmap" ] (fun () -> Key.normal [ 2 ] (Key.splitN 5 key))
    Checks.says<ShapeException> [ "split"; "[5]" ] (fun () -> (Key.splitN 2 (Key.splitN 5 key)).Bits)
    Checks.says<ArgumentNullException> [ "uniform" ] (fun () -> Key.uniform [ 2 ] nothing)
    Checks.says<ArgumentNullException> [ "key" ] (fun () -> Key(Unchecked.defaultof<Tensor>).Bits)

[<Fact>]
let ``negative lengths are refused`` () =
    Checks.says<ShapeException> [ "-1" ] (fun () -> Key.uniform [ 2; -1 ] key)
    Checks.says<ShapeException> [ "-3" ] (fun () -> (Key.splitN -3 key).Bits)
    Checks.says<ShapeException> [ "-2" ] (fun () -> Key.permutation -2 key)

[<Fact>]
let ``probabilities outside of 0 and 1 are refused`` () =
    for p in [ -0.1; 1.1; nan ] do
        Checks.says<ArgumentException> [ "bernoulli"; "[0, 1]" ] (fun () -> Key.bernoulli p [ 2 ] key)
        Checks.says<ArgumentException> [ "dropout"; "[0, 1]" ] (fun () -> Key.dropout p (Tensor.ones [ 2 ]) key)

[<Fact>]
let ``ranges that are empty or too wide are refused`` () =
    Checks.says<ArgumentException> [ "randint"; "low < high" ] (fun () -> Key.randint 3L 3L [ 2 ] key)
    Checks.says<ArgumentException> [ "randint"; "2^63" ] (fun () -> Key.randint Int64.MinValue 5L [ 2 ] key)

    for low, high in [ 1.0, 1.0; 2.0, 1.0; nan, 1.0; 0.0, infinity ] do
        Checks.says<ArgumentException> [ "uniform"; "low < high" ] (fun () ->
            Key.uniformWith DType.Float32 low high [ 2 ] key)

    Checks.says<ArgumentException> [ "truncated_normal"; "lower < upper" ] (fun () ->
        Key.truncatedNormal 1.0 1.0 [ 2 ] key)

    Checks.says<ArgumentException> [ "truncated_normal"; "nearer to 0" ] (fun () ->
        Key.truncatedNormal 9.0 10.0 [ 2 ] key)

[<Fact>]
let ``fractions of integers are refused`` () =
    for draw in
        [ Key.uniformOf
          Key.normalOf
          Key.exponentialOf
          Key.gumbelOf
          (fun dtype -> Key.truncatedNormalOf dtype -1.0 1.0)
          (fun dtype -> Key.dropoutMaskOf dtype 0.5) ] do
        Checks.says<DTypeException> [ "floating-point"; "int64" ] (fun () -> draw DType.Int64 [ 2 ] key)

[<Fact>]
let ``nothing to choose from is refused`` () =
    Checks.says<ShapeException> [ "choice"; "[0, 2]" ] (fun () -> Key.choice [ 3 ] (Tensor.zeros [ 0; 2 ]) key)
    Checks.says<ShapeException> [ "shuffle"; "[]" ] (fun () -> Key.shuffle (Tensor.zeros []) key)

    Checks.says<ArgumentException> [ "choice_once"; "[0, 4]"; "5" ] (fun () ->
        Key.choiceOnce 5 (Tensor.zeros [ 4 ]) key)
