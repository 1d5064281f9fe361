/// Random numbers from keys: draws by counters, and what is composed of them. A key is an int64 tensor of shape [].
module internal Functional.Keyed

open System
open Functional.Kernels
open Functional.Terms

// The upper word of the counter says what a number is for, so that drawing, splitting and folding share none.
let private draws = 0L
let private splits = 1L <<< 32
let private folds = 2L <<< 32

/// One key, and not several.
let private single name (key: Tensor) =
    let key = Promote.tensor name key

    if key.Rank > 0 then
        raise (Errors.ManyKeys(name, key.Shape))

    key

let private draw name first dtype shape key =
    let row =
        { Name = name
          Evaluate = Kernel(Draw(name, first, shape, dtype))
          Rule = Discontinuous
          Domains = [ Discrete ] }

    Apply.run1 row (single name key)

/// A key of the bits of a seed.
let ofSeed (seed: int64) = Creation.full DType.Int64 (Number.op_Implicit seed) Shape.Scalar

/// As many keys, along one axis.
let split (count: int) key = draw "split" splits DType.Int64 (Shape.From [ count ]) key

/// The key of an integer beside a key.
let foldIn (data: int) key = draw "fold_in" (folds + int64 (uint32 data)) DType.Int64 Shape.Scalar key

/// 64 random bits each, as int64.
let bits shape key = draw "bits" draws DType.Int64 shape key

/// The dtype in which numbers of a float dtype are drawn and computed with: 16 bits are rounded to in the end.
let private drawnIn name (dtype: DType) =
    if not (dtype.IsFloat()) then
        raise (Errors.NotFloat(name, dtype))

    if dtype.Is16Bit() then DType.Float32 else dtype

/// Fractions on [0, 1), of 24 bits in float32 and 53 in float64.
let private fractions name (dtype: DType) shape key = draw name draws (drawnIn name dtype) shape key

/// Uniform on [0, 1). Of 16 bits, only as many bits as they hold are drawn: rounding would make 1 of some.
let uniform (dtype: DType) shape key =
    let fractions = fractions "uniform" dtype shape key

    if dtype.Is16Bit() then
        let count = Math.ScaleB(1.0, dtype.Precision())
        fractions |> times count |> map Unary.Floor |> times (1.0 / count) |> Apply.toDType dtype
    else
        fractions

/// The largest number of a dtype below another.
let private below (dtype: DType) (x: float) =
    match dtype with
    | DType.Float64 -> Math.BitDecrement x
    | DType.Float32 -> float (MathF.BitDecrement(float32 x))
    | dtype ->
        // One unit of the binade that the number ends, or of the one that it is in.
        let x = dtype.Round x
        let exponent = max (Math.ILogB x) (Math.ILogB(dtype.Tiny()))
        let unit = Math.ScaleB(dtype.Epsilon(), exponent)
        let next = dtype.Round(x - unit / 2.0)
        if next < x then next else x - unit

/// Uniform on [low, high).
let uniformBetween (low: float) (high: float) dtype shape key =
    if not (low < high && Double.IsFinite(high - low)) then
        raise (Errors.KeyRange("uniform", low, high))

    fractions "uniform" dtype shape key
    |> times (high - low)
    |> plus low
    |> Apply.toDType dtype
    |> Elementwise.clamp low (below dtype high)

/// The distance between neighbouring fractions.
let private step (dtype: DType) = dtype.Epsilon() / 2.0

/// Uniform on (-1, 1): the odd multiples of a step, symmetric around 0 and without it. 2u - (1 - step), which is exact.
let private centred name dtype shape key =
    fractions name dtype shape key |> times 2.0 |> plus (step (drawnIn name dtype) - 1.0)

/// Normal, of mean 0 and deviation 1: sqrt 2 erfinv v, for a v that is uniform on (-1, 1).
let normal dtype shape key =
    centred "normal" dtype shape key |> map Unary.Erfinv |> times (sqrt 2.0) |> Apply.toDType dtype

/// The error function of a host number over sqrt 2: how much more likely than not a normal number is below it.
let private excess (x: float) =
    let z = Creation.full DType.Float64 (Number.op_Implicit (x / sqrt 2.0)) Shape.Scalar
    (Creation.item (map Unary.Erf z)).ToDouble()

/// Normal, given that it lies in [lower, upper]: sqrt 2 erfinv v, for a v that is uniform between erf (lower / sqrt 2)
/// and erf (upper / sqrt 2). In float64 in any case, for far from 0 these lie close together.
let truncatedNormal (lower: float) (upper: float) (dtype: DType) shape key =
    if not (dtype.IsFloat()) then
        raise (Errors.NotFloat("truncated_normal", dtype))

    if not (lower < upper) then
        raise (Errors.Truncation(lower, upper))

    let a, b = excess lower, excess upper

    if b - a < Math.ScaleB(1.0, -39) then
        raise (Errors.RareTruncation(lower, upper))

    let most = 1.0 - step DType.Float64

    centred "truncated_normal" DType.Float64 shape key
    |> times (0.5 * (b - a))
    |> plus (0.5 * (a + b))
    |> Elementwise.clamp -most most
    |> map Unary.Erfinv
    |> times (sqrt 2.0)
    |> Elementwise.clamp lower upper
    |> Apply.toDType dtype

/// Exponential, of mean 1: -log (1 - u).
let private ofFraction u = neg (map Unary.Log1p (neg u))

let exponential dtype shape key = ofFraction (fractions "exponential" dtype shape key) |> Apply.toDType dtype

/// Gumbel: -log of an exponential number, which is kept from 0 by half a step of its fraction.
let gumbel dtype shape key =
    fractions "gumbel" dtype shape key
    |> Elementwise.clamp (0.5 * step (drawnIn "gumbel" dtype)) 1.0
    |> ofFraction
    |> map Unary.Log
    |> neg
    |> Apply.toDType dtype

/// Truth values, each true with probability p: a fraction of 53 bits is below p.
let private chances name (p: float) shape key =
    if not (p >= 0.0 && p <= 1.0) then
        raise (Errors.Probability(name, p))

    compareTo Binary.Less (draw name draws DType.Float64 shape key) p

/// Ones, each with probability p, and zeros.
let bernoulli p dtype shape key = chances "bernoulli" p shape key |> Apply.toDType dtype

/// 1 / (1 - p) with probability 1 - p, else 0.
let dropoutMask p (dtype: DType) shape key =
    if not (dtype.IsFloat()) then
        raise (Errors.NotFloat("dropout", dtype))

    let kept = chances "dropout" p shape key |> map Unary.LogicalNot |> Apply.toDType dtype
    if p = 0.0 || p = 1.0 then kept else times (1.0 / (1.0 - p)) kept

/// x times a dropout mask.
let dropout p x key =
    let x = Promote.floating "dropout" x
    mul x (dropoutMask p x.DType x.Shape key)

/// Integers of [low, high): low + (bits mod (high - low)), whose probabilities differ by less than (high - low) / 2^64,
/// relatively.
let randint (low: int64) (high: int64) shape key =
    if low >= high then
        raise (Errors.EmptyRange("randint", low, high))

    let distance = high - low

    if distance < 0L then
        raise (Errors.WideRange("randint", low, high))

    let bits = draw "randint" draws DType.Int64 shape key

    let number (value: int64) =
        Creation.fullOn (Creation.backendOf bits) DType.Int64 (Number.op_Implicit value) Shape.Scalar

    add (Arithmetic.remainder bits (number distance)) (number low)

/// 0, 1, …, n - 1 in random order: the order of n times 64 random bits.
let permutation (n: int) key = draw "permutation" draws DType.Int64 (Shape.From [ n ]) key |> Indexing.argsort -1 false

/// The number of rows of a tensor.
let private rows name (x: Tensor) =
    if x.Rank = 0 then
        raise (Errors.NoOutcomes(name, x.Shape))

    x.Shape.Lengths[0]

/// The rows of a tensor in random order.
let shuffle x key =
    let x = Promote.tensor "shuffle" x
    Indexing.indexSelect 0 (permutation (rows "shuffle" x) key) x

/// As many rows of a tensor as a shape holds, each any of them.
let choice (shape: Shape) x key =
    let x = Promote.tensor "choice" x
    let count = rows "choice" x

    if count = 0 then
        raise (Errors.NoOutcomes("choice", x.Shape))

    let places = randint 0L (int64 count) (Shape.From [ shape.Size ]) key
    Indexing.indexSelect 0 places x |> Moves.reshape (Seq.append shape (Seq.tail x.Shape))

/// Some rows of a tensor in random order, none of them twice.
let choiceOnce (count: int) x key =
    let x = Promote.tensor "choice_once" x
    let length = rows "choice_once" x

    if count < 0 || count > length then
        raise (Errors.TooManyChosen(count, x.Shape))

    Indexing.indexSelect 0 (Moves.narrow 0 0 count (permutation length key)) x

/// Indices along the last axis, each as likely as e to its logit: where the logit plus a Gumbel number is largest.
let categorical logits key =
    let logits = Promote.float "categorical" logits
    Reductions.argmax (ValueSome -1) false (add logits (gumbel logits.DType logits.Shape key))
