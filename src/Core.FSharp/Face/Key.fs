namespace Functional

open System
open Functional.Kernels

/// <summary>
/// What random numbers are drawn from without a state: the same key gives the same numbers, always, in every thread and
/// on every machine; backends agree on the bits, and on what is computed from them but for rounding. Draw from a key
/// once, and split it to draw again.
/// </summary>
/// <remarks>
/// A key is a tree with one leaf, an int64 tensor of shape [], so that keys go wherever tensors do: into records, and
/// through transformations, to which what is drawn is a constant.
/// </remarks>
[<Sealed>]
type Key(bits: Tensor) =
    do
        if isNull (box bits) then
            raise (Errors.NullTensor "key")

    /// The 64 bits of the key, as int64; of several keys, one after the other.
    member _.Bits = bits

    override _.ToString() = $"Key {bits}"

/// <summary>
/// Random numbers from keys, beside PyTorch's stream (<c>Tensor.rand</c> and its like), which they neither see nor
/// move.
/// </summary>
/// <remarks>
/// <para>
/// The key comes last, so that it can be piped. A key that is used twice gives the same numbers twice; draws of several
/// kinds from one key are functions of the same bits. <c>split</c>, <c>splitN</c> and <c>foldIn</c> give keys whose
/// numbers have nothing to do with each other's, nor with what is drawn from the key itself. The keys of <c>split</c>
/// are the first two of <c>splitN</c>.
/// </para>
/// <para>
/// Each number has 64 bits of its own, Threefry-2x32's with 20 rounds (Salmon, Moraes, Dror, Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", 2011), from the key and its place in row-major order alone: a longer draw begins with
/// the numbers of a shorter one. Float64 has their first 53 as a fraction, float32 their first 24.
/// </para>
/// </remarks>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Key =
    let private of' operation (key: Key) =
        match box key with
        | null -> raise (Errors.NullTensor operation)
        | _ -> key.Bits

    /// The key of a seed, whose bits it has.
    let ofSeed (seed: int64) : Key = Key(Keyed.ofSeed seed)

    /// Several keys, for `vmap` to draw from each or `unbind` to take apart.
    let splitN (count: int) (key: Key) : Key = Key(Keyed.split count (of' "split" key))

    /// The keys that `splitN` gave, one by one.
    let unbind (keys: Key) : Key[] = Moves.unbind 0 (of' "unbind" keys) |> Array.map Key

    /// Two keys.
    let split (key: Key) : Key * Key =
        let keys = Keyed.split 2 (of' "split" key)
        Key(Moves.select 0 0 keys), Key(Moves.select 0 1 keys)

    /// The key that belongs to an integer: of a step of a loop, say, without the keys of the steps before.
    let foldIn (data: int) (key: Key) : Key = Key(Keyed.foldIn data (of' "foldIn" key))

    /// 64 random bits each, as int64.
    let bits (shape: seq<int>) (key: Key) : Tensor = Keyed.bits (Shape.From shape) (of' "bits" key)

    /// Uniform on [0, 1): multiples of 2^-24.
    let uniform (shape: seq<int>) (key: Key) : Tensor =
        Keyed.uniform DTypes.Default (Shape.From shape) (of' "uniform" key)

    /// Uniform on [0, 1), of a dtype: multiples of 2^-24 in float32, of 2^-53 in float64.
    let uniformOf (dtype: DType) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.uniform dtype (Shape.From shape) (of' "uniform" key)

    /// Uniform on [low, high), of a dtype: low + (high - low) u.
    let uniformWith (dtype: DType) (low: float) (high: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.uniformBetween low high dtype (Shape.From shape) (of' "uniform" key)

    /// Normal, of mean 0 and deviation 1: √2 erfinv v, for a v that is uniform on (-1, 1).
    let normal (shape: seq<int>) (key: Key) : Tensor = Keyed.normal DTypes.Default (Shape.From shape) (of' "normal" key)

    /// Normal, of mean 0 and deviation 1, of a dtype.
    let normalOf (dtype: DType) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.normal dtype (Shape.From shape) (of' "normal" key)

    /// Normal, of mean 0 and deviation 1, given that it lies in [lower, upper]; a bound may be infinite. √2 erfinv v,
    /// for a v that is uniform between erf(lower / √2) and erf(upper / √2).
    let truncatedNormal (lower: float) (upper: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.truncatedNormal lower upper DTypes.Default (Shape.From shape) (of' "truncatedNormal" key)

    /// Normal, of mean 0 and deviation 1, given that it lies in [lower, upper], of a dtype.
    let truncatedNormalOf (dtype: DType) (lower: float) (upper: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.truncatedNormal lower upper dtype (Shape.From shape) (of' "truncatedNormal" key)

    /// Exponential, of mean 1: -log(1 - u).
    let exponential (shape: seq<int>) (key: Key) : Tensor =
        Keyed.exponential DTypes.Default (Shape.From shape) (of' "exponential" key)

    /// Exponential, of mean 1, of a dtype.
    let exponentialOf (dtype: DType) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.exponential dtype (Shape.From shape) (of' "exponential" key)

    /// Gumbel, of location 0 and scale 1: -log(-log(1 - u)).
    let gumbel (shape: seq<int>) (key: Key) : Tensor = Keyed.gumbel DTypes.Default (Shape.From shape) (of' "gumbel" key)

    /// Gumbel, of location 0 and scale 1, of a dtype.
    let gumbelOf (dtype: DType) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.gumbel dtype (Shape.From shape) (of' "gumbel" key)

    /// Ones, each with probability p, and zeros: 1 where u < p.
    let bernoulli (p: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.bernoulli p DTypes.Default (Shape.From shape) (of' "bernoulli" key)

    /// Ones, each with probability p, and zeros, of a dtype.
    let bernoulliOf (dtype: DType) (p: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.bernoulli p dtype (Shape.From shape) (of' "bernoulli" key)

    /// Integers of [low, high), as int64: low + (bits mod (high - low)).
    let randint (low: int64) (high: int64) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.randint low high (Shape.From shape) (of' "randint" key)

    /// 0, 1, …, n - 1 in random order, as int64: the order of n times 64 random bits.
    let permutation (n: int) (key: Key) : Tensor = Keyed.permutation n (of' "permutation" key)

    /// The parts of a tensor along its first axis in random order.
    let shuffle (x: Tensor) (key: Key) : Tensor = Keyed.shuffle x (of' "shuffle" key)

    /// Parts of a tensor along its first axis, as many as the shape holds, each any of them: the axes of the shape come
    /// first.
    let choice (shape: seq<int>) (x: Tensor) (key: Key) : Tensor = Keyed.choice (Shape.From shape) x (of' "choice" key)

    /// Parts of a tensor along its first axis in random order, none of them twice.
    let choiceOnce (count: int) (x: Tensor) (key: Key) : Tensor = Keyed.choiceOnce count x (of' "choiceOnce" key)

    /// Indices along the last axis of logits, as int64, which goes away; each as likely as e to its logit. The largest
    /// sum of logit and Gumbel number: Gumbel, "Statistical theory of extreme values" (1954).
    let categorical (logits: Tensor) (key: Key) : Tensor = Keyed.categorical logits (of' "categorical" key)

    /// The factors of `dropout`: 0 with probability p, else 1 / (1 - p).
    let dropoutMask (p: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.dropoutMask p DTypes.Default (Shape.From shape) (of' "dropout" key)

    /// The factors of `dropout`, of a dtype.
    let dropoutMaskOf (dtype: DType) (p: float) (shape: seq<int>) (key: Key) : Tensor =
        Keyed.dropoutMask p dtype (Shape.From shape) (of' "dropout" key)

    /// x with elements dropped at random, each with probability p, and the others divided by 1 - p.
    let dropout (p: float) (x: Tensor) (key: Key) : Tensor = Keyed.dropout p x (of' "dropout" key)
