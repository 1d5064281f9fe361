/// Tensors of random numbers: PyTorch's CPU stream, number by number. Draws are constants to every transformation.
module internal Functional.RandomTensors

open System
open Functional.Kernels

/// The generator that a null stands for.
let orDefault (generator: Generator | null) : Generator =
    Tracing.refuse "random" "draws numbers of a generator; take a Key among the arguments and draw from it"

    match generator with
    | null -> Generator.Default
    | generator -> generator

/// A tensor of a float dtype, filled in row-major order on the host and brought to a backend. Dtypes of 16 bits are drawn
/// as singles, of which `narrow` makes what is then rounded.
let private drawn
    backend
    operation
    (narrow: DType -> float32[] -> float32[])
    (single: float32[] -> unit)
    (double: float[] -> unit)
    (dtype: DType)
    (shape: Shape)
    =
    match dtype with
    | DType.Float32 ->
        let data = Array.zeroCreate shape.Size
        single data
        Creation.fromArrayOn backend data shape
    | DType.Float64 ->
        let data = Array.zeroCreate shape.Size
        double data
        Creation.fromArrayOn backend data shape
    | dtype when dtype.IsFloat() ->
        let data = Array.zeroCreate shape.Size
        single data
        Creation.fromArrayOn backend (narrow dtype data) shape |> Apply.toDType dtype
    | dtype -> raise (Errors.NotFloat(operation, dtype))

/// Of fractions of 24 bits the last ones, as many as a dtype holds: PyTorch's fractions of 16 bits, none of them 1.
let private lastBits (dtype: DType) (fractions: float32[]) =
    let count = float32 (1 <<< dtype.Precision())

    fractions
    |> Array.map (fun fraction ->
        let bits = int (fraction * float32 (1 <<< DType.Float32.Precision()))
        float32 (bits &&& ((1 <<< dtype.Precision()) - 1)) / count)

/// Uniform on [low, high), on a backend.
let private uniformOn backend (low: float) (high: float) (generator: Generator | null) (dtype: DType) shape =
    let generator = orDefault generator

    // What PyTorch makes of a fraction of 16 bits it makes in single precision, and rounds.
    let drawn (low: float) (high: float) narrow =
        drawn
            backend
            "uniform"
            narrow
            (fun data -> generator.Uniform(Span data, low, high))
            (fun data -> generator.Uniform(Span data, low, high))
            dtype
            shape

    if dtype.Is16Bit() then
        let width, start = float32 (high - low), float32 low
        drawn 0.0 1.0 (fun dtype data -> lastBits dtype data |> Array.map (fun x -> x * width + start))
    else
        drawn low high (fun _ data -> data)

/// Uniform on [low, high).
let uniform low high generator dtype shape = uniformOn (Creation.backend ()) low high generator dtype shape

/// Uniform on [0, 1).
let rand (generator: Generator | null) dtype shape = uniform 0.0 1.0 generator dtype shape

/// Normal, of a mean and a standard deviation, on a backend.
let private normalOn backend (mean: float) (std: float) (generator: Generator | null) dtype shape =
    let generator = orDefault generator

    drawn
        backend
        "normal"
        (fun _ data -> data)
        (fun data -> generator.Normal(Span data, mean, std))
        (fun data -> generator.Normal(Span data, mean, std))
        dtype
        shape

/// Normal, of a mean and a standard deviation.
let normal mean std generator dtype shape = normalOn (Creation.backend ()) mean std generator dtype shape

/// Normal, of mean 0 and deviation 1.
let randn (generator: Generator | null) dtype shape = normal 0.0 1.0 generator dtype shape

/// Integers of [low, high), as int64.
let randint (low: int64) (high: int64) (generator: Generator | null) (shape: Shape) =
    let data = Array.zeroCreate shape.Size
    (orDefault generator).Integers(Span data, low, high)
    Creation.fromArray data shape

/// 0, 1, …, n - 1 in random order, as int64, on a backend.
let randpermOn backend (n: int) (generator: Generator | null) =
    if n < 0 then
        raise (Errors.NegativeLength [| n |])

    let data = Array.zeroCreate n
    (orDefault generator).Permutation(Span data)
    Creation.fromArrayOn backend data (Shape.From [ n ])

/// 0, 1, …, n - 1 in random order, as int64.
let randperm n generator = randpermOn (Creation.backend ()) n generator

/// Ones, each with probability p, and zeros.
let bernoulli (p: float) (generator: Generator | null) dtype shape =
    let generator = orDefault generator

    drawn
        (Creation.backend ())
        "bernoulli"
        (fun _ data -> data)
        (fun data -> generator.Bernoulli(Span data, p))
        (fun data -> generator.Bernoulli(Span data, p))
        dtype
        shape

/// As `rand`, in the shape and dtype of a tensor and on its backend.
let randLike (generator: Generator | null) (x: Tensor) =
    let x = Promote.tensor "randLike" x
    uniformOn (Creation.backendOf x) 0.0 1.0 generator x.DType x.Shape

/// As `randn`, in the shape and dtype of a tensor and on its backend.
let randnLike (generator: Generator | null) (x: Tensor) =
    let x = Promote.tensor "randnLike" x
    normalOn (Creation.backendOf x) 0.0 1.0 generator x.DType x.Shape

/// x with elements dropped at random, each with probability p, and the others divided by 1 - p.
let dropout (p: float) (generator: Generator | null) x =
    let x = Promote.floating "dropout" x
    let generator = orDefault generator

    let factors =
        drawn
            (Creation.backendOf x)
            "dropout"
            (fun _ data -> data)
            (fun data -> generator.DropoutMask(Span data, p))
            (fun data -> generator.DropoutMask(Span data, p))
            x.DType
            x.Shape

    Apply.run Primitives.mul [| x; factors |]
