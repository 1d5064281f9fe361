/// Tensors of random numbers: PyTorch's CPU stream, number by number. Draws are constants to every transformation.
module internal Functional.RandomTensors

open System
open Functional.Kernels

/// The generator that a null stands for.
let orDefault (generator: Generator | null) : Generator =
    match generator with
    | null -> Generator.Default
    | generator -> generator

/// A tensor of a float dtype, filled in row-major order.
let private drawn operation (single: float32[] -> unit) (double: float[] -> unit) (dtype: DType) (shape: Shape) =
    match dtype with
    | DType.Float32 ->
        let data = Array.zeroCreate shape.Size
        single data
        Creation.fromArray data shape
    | DType.Float64 ->
        let data = Array.zeroCreate shape.Size
        double data
        Creation.fromArray data shape
    | dtype -> raise (Errors.NotFloat(operation, dtype))

/// Uniform on [low, high).
let uniform (low: float) (high: float) (generator: Generator | null) dtype shape =
    let generator = orDefault generator

    drawn
        "uniform"
        (fun data -> generator.Uniform(Span data, low, high))
        (fun data -> generator.Uniform(Span data, low, high))
        dtype
        shape

/// Uniform on [0, 1).
let rand (generator: Generator | null) dtype shape = uniform 0.0 1.0 generator dtype shape

/// Normal, of a mean and a standard deviation.
let normal (mean: float) (std: float) (generator: Generator | null) dtype shape =
    let generator = orDefault generator

    drawn
        "normal"
        (fun data -> generator.Normal(Span data, mean, std))
        (fun data -> generator.Normal(Span data, mean, std))
        dtype
        shape

/// Normal, of mean 0 and deviation 1.
let randn (generator: Generator | null) dtype shape = normal 0.0 1.0 generator dtype shape

/// Integers of [low, high), as int64.
let randint (low: int64) (high: int64) (generator: Generator | null) (shape: Shape) =
    let data = Array.zeroCreate shape.Size
    (orDefault generator).Integers(Span data, low, high)
    Creation.fromArray data shape

/// 0, 1, …, n - 1 in random order, as int64.
let randperm (n: int) (generator: Generator | null) =
    if n < 0 then
        raise (Errors.NegativeLength [| n |])

    let data = Array.zeroCreate n
    (orDefault generator).Permutation(Span data)
    Creation.fromArray data (Shape.From [ n ])

/// Ones, each with probability p, and zeros.
let bernoulli (p: float) (generator: Generator | null) dtype shape =
    let generator = orDefault generator

    drawn
        "bernoulli"
        (fun data -> generator.Bernoulli(Span data, p))
        (fun data -> generator.Bernoulli(Span data, p))
        dtype
        shape

/// As `rand`, in the shape and dtype of a tensor.
let randLike (generator: Generator | null) (x: Tensor) =
    let x = Promote.tensor "randLike" x
    rand generator x.DType x.Shape

/// As `randn`, in the shape and dtype of a tensor.
let randnLike (generator: Generator | null) (x: Tensor) =
    let x = Promote.tensor "randnLike" x
    randn generator x.DType x.Shape

/// x with elements dropped at random, each with probability p, and the others divided by 1 - p.
let dropout (p: float) (generator: Generator | null) x =
    let x = Promote.floating "dropout" x
    let generator = orDefault generator

    let factors =
        drawn
            "dropout"
            (fun data -> generator.DropoutMask(Span data, p))
            (fun data -> generator.DropoutMask(Span data, p))
            x.DType
            x.Shape

    Apply.run Primitives.mul [| x; factors |]
