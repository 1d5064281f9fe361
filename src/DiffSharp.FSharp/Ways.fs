/// Which operation is done by what, on each of DiffSharp's implementations and each dtype, and why: the one table of
/// it. What is not done by raw operations is done on the managed backend, with the numbers brought there and back.
module internal Functional.Ways

open DiffSharp.Backends
open Functional
open Functional.Host
open Functional.Kernels

/// How an operation is done.
[<NoEquality; NoComparison>]
type Way<'f> =
    /// By DiffSharp's operation for it.
    | Raw of 'f
    /// By several of its operations.
    | Composed of 'f
    /// On the managed backend, because.
    | Managed of string

/// The kinds of dtypes that operations tell apart.
let private (|Real|Whole|Truth|) (dtype: DType) =
    match DTypes.Kind dtype with
    | NumberKind.Float -> Real
    | NumberKind.Integer -> Whole
    | _ -> Truth

/// The implementation in F#, with .NET's arithmetic.
let private (|Reference|Torch|) (engine: Engine) = if engine.IsTorch then Torch else Reference

let private lacking<'f> : Way<'f> = Managed "DiffSharp has no such operation"
let private onReals<'f> : Way<'f> = Managed "DiffSharp has it for real numbers only"

/// Floats of 16 bits are computed with as singles and rounded once, which DiffSharp leaves to libtorch's kernels or
/// does not do at all: what `way` says of singles, between two casts. `isTruth` is whether there is nothing to be
/// rounded.
let private asSingles (engine: Engine) (dtype: DType) isTruth (way: DType -> Way<'f>) (between: 'f -> 'f) : Way<'f> =
    if not (DTypes.Is16Bit dtype) then
        way dtype
    elif engine.IsTorch || isTruth then
        match way DType.Float32 with
        | Raw f
        | Composed f -> Composed(between f)
        | Managed why -> Managed why
    else
        Managed "it keeps floats of 16 bits in 32, and does not round"

let private toSingle (x: RawTensor) = x.Cast Dtype.Float32

/// A result of singles in the dtype of an operand; a truth value is left alone.
let private back (like: RawTensor) (result: RawTensor) =
    if result.Dtype = Dtype.Float32 then result.Cast like.Dtype else result

type private Unaries = Way<Map -> RawTensor -> RawTensor>
type private Binaries = Way<Zip -> RawTensor -> RawTensor -> RawTensor>

/// A function of doubles on singles: for powers, since a host number has 53 bits beside singles, too.
let private inDouble (f: RawTensor -> RawTensor) (x: RawTensor) : RawTensor = (f (x.Cast Dtype.Float64)).Cast x.Dtype

/// 1 / (1 + exp -x), of the exponential that does not overflow: DiffSharp's is 0 long before it has to be.
let private sigmoid (x: RawTensor) : RawTensor =
    let e = x.AbsT().NegT().ExpT()
    (Raw.choose (x.LtTT(x.ZerosLike x.Shape)) (Raw.real x 1.0) e).DivTT(Raw.add e (Raw.real x 1.0))

/// Functions of one number; `dtype` is that of the arithmetic, `own` that of the numbers.
let private wideMap (engine: Engine) (own: DType) (op: Unary) (dtype: DType) : Unaries =
    let raw f : Unaries = Raw(fun _ x -> f x)
    let composed f : Unaries = Composed(fun _ x -> f x)

    match op, dtype, engine with
    | Unary.LogicalNot, _, _ -> composed Raw.isZero
    | Unary.IsNan, _, _ -> raw (fun x -> x.IsNaNT())
    | Unary.IsInf, Real, _ -> composed (fun x -> x.AbsT().EqTT(Raw.real x infinity))
    | Unary.IsFinite, Real, _ -> composed (fun x -> x.AbsT().LtTT(Raw.real x infinity))
    | Unary.IsInf, _, _ -> composed (fun x -> x.NeqTT x)
    | Unary.IsFinite, _, _ -> composed (fun x -> x.EqTT x)
    | _, Truth, _ -> lacking
    | Unary.Neg, _, _ -> raw (fun x -> x.NegT())
    | Unary.Abs, Whole, Reference -> Managed "its magnitude of the least integer throws"
    | Unary.Abs, _, _ -> raw (fun x -> x.AbsT())
    | Unary.Sign, Real, Reference -> Managed "its sign of nan throws"
    | Unary.Sign, _, _ -> raw (fun x -> x.SignT())
    | Unary.Square, _, _ -> composed (fun x -> x.MulTT x)
    | Unary.Relu, _, _ -> raw (fun x -> x.ReluT())
    | (Unary.Floor | Unary.Ceil | Unary.Round | Unary.Trunc), Whole, _ -> composed id
    | Unary.Clamp, Real, Reference -> Managed "its largest and smallest numbers overlook nan"
    | Unary.Clamp, _, _ ->
        // Its own clamp gives the lower bound, not the upper, where they are the wrong way round.
        let bound (x: RawTensor) value = Raw.filled x (nearest own value)
        Composed(fun map x -> Raw.smaller (Raw.larger x (bound x map.P)) (bound x map.Q))
    | _, Whole, _ -> onReals
    | Unary.Exp, _, _ -> raw (fun x -> x.ExpT())
    | Unary.Exp2, _, _ -> composed (fun x -> (Raw.real x 2.0).PowTT x)
    | Unary.Log, _, _ -> raw (fun x -> x.LogT())
    | Unary.Log10, _, _ -> raw (fun x -> x.Log10T())
    | Unary.Sqrt, _, _ -> raw (fun x -> x.SqrtT())
    | Unary.Rsqrt, _, _ -> composed (fun x -> (Raw.real x 1.0).DivTT(x.SqrtT()))
    | Unary.Reciprocal, _, _ -> composed (fun x -> (Raw.real x 1.0).DivTT x)
    | Unary.Sin, _, _ -> raw (fun x -> x.SinT())
    | Unary.Cos, _, _ -> raw (fun x -> x.CosT())
    | Unary.Tan, _, _ -> raw (fun x -> x.TanT())
    | Unary.Asin, _, _ -> raw (fun x -> x.AsinT())
    | Unary.Acos, _, _ -> raw (fun x -> x.AcosT())
    | Unary.Atan, _, _ -> raw (fun x -> x.AtanT())
    // Libtorch's are infinite from e^x on, though they are half of that.
    | (Unary.Sinh | Unary.Cosh), DType.Float64, Torch -> Managed "it overflows before the result does"
    | Unary.Sinh, _, Torch -> composed (inDouble (fun x -> x.SinhT()))
    | Unary.Cosh, _, Torch -> composed (inDouble (fun x -> x.CoshT()))
    | Unary.Sinh, _, Reference -> raw (fun x -> x.SinhT())
    | Unary.Cosh, _, Reference -> raw (fun x -> x.CoshT())
    | Unary.Tanh, _, _ -> raw (fun x -> x.TanhT())
    | Unary.Sigmoid, _, _ -> composed sigmoid
    | Unary.Floor, _, _ -> raw (fun x -> x.FloorT())
    | Unary.Ceil, _, _ -> raw (fun x -> x.CeilT())
    | Unary.Round, _, _ -> raw (fun x -> x.RoundT())
    | Unary.PowNumber, _, _ -> Composed(fun map -> inDouble (fun x -> x.PowTT(Raw.real x map.P)))
    | Unary.NumberPow, _, _ -> Composed(fun map -> inDouble (fun x -> (Raw.real x map.P).PowTT x))
    | (Unary.Softplus | Unary.LogSigmoid), _, _ -> Managed "DiffSharp's softplus has no digits far below 0"
    | _ -> lacking

/// Functions of one number.
let map (engine: Engine) (dtype: DType) (op: Unary) : Unaries =
    asSingles engine dtype (op >= Unary.LogicalNot) (wideMap engine dtype op) (fun f map x ->
        back x (f map (toSingle x)))

let private wideZip (engine: Engine) (op: Binary) (dtype: DType) : Binaries =
    let raw f : Binaries = Raw(fun _ x y -> f x y)
    let composed f : Binaries = Composed(fun _ x y -> f x y)

    match op, dtype, engine with
    | Binary.Equal, _, _ -> raw (fun x y -> x.EqTT y)
    | Binary.NotEqual, _, _ -> raw (fun x y -> x.NeqTT y)
    | Binary.Less, _, _ -> raw (fun x y -> x.LtTT y)
    | Binary.LessEqual, _, _ -> raw (fun x y -> x.LeTT y)
    | Binary.Greater, _, _ -> raw (fun x y -> x.GtTT y)
    | Binary.GreaterEqual, _, _ -> raw (fun x y -> x.GeTT y)
    | Binary.And, _, _ -> composed (fun x y -> (Raw.isNotZero x).MulTT(Raw.isNotZero y))
    | Binary.Or, _, _ -> composed (fun x y -> Raw.add (Raw.isNotZero x) (Raw.isNotZero y))
    | Binary.Xor, _, _ -> composed (fun x y -> (Raw.isNotZero x).NeqTT(Raw.isNotZero y))
    | Binary.Add, _, _
    | Binary.Max, Truth, _ -> raw Raw.add
    | Binary.Mul, _, _
    | Binary.Min, Truth, _ -> raw (fun x y -> x.MulTT y)
    | _, Truth, _ -> lacking
    | Binary.Sub, _, _ -> raw (fun x y -> x.SubTT y)
    | (Binary.Max | Binary.Min), Real, Reference -> Managed "its largest and smallest numbers overlook nan"
    | Binary.Max, _, _ -> composed Raw.larger
    | Binary.Min, _, _ -> composed Raw.smaller
    | Binary.AddScaled, Real, _ -> Managed "it rounds the product and then the sum, at least in the rest of a vector"
    | Binary.AddScaled, _, _ -> Managed "its factor is not checked to be whole"
    | _, Whole, _ -> onReals
    | Binary.Div, _, _ -> raw (fun x y -> x.DivTT y)
    | Binary.Pow, _, _ -> raw (fun x y -> x.PowTT y)
    | _ -> lacking

/// Functions of two numbers, of one shape by then.
let zip (engine: Engine) (dtype: DType) (op: Binary) : Binaries =
    asSingles engine dtype (op >= Binary.Equal) (wideZip engine op) (fun f zip x y ->
        back x (f zip (toSingle x) (toSingle y)))

/// One of two, by a condition.
let select: Way<RawTensor -> RawTensor -> RawTensor -> RawTensor> = Composed Raw.choose

/// Conversions.
let cast (engine: Engine) (from: DType) (into: DType) : Way<RawTensor -> RawTensor> =
    match from, into, engine with
    | Real, Whole, _ -> Managed "it leaves open what becomes of nan and of numbers that do not fit"
    | _, (DType.Float16 | DType.BFloat16), Reference -> Managed "it keeps floats of 16 bits in 32, and does not round"
    | _ -> Raw(fun x -> x.Cast(dtypeOf into))

let private wideReduce (engine: Engine) (op: Reduction) (dtype: DType) : Way<int[] -> RawTensor -> RawTensor> =
    let sum axes x = Raw.fold (fun x axis -> x.SumTDim axis) axes x
    let extreme pick axes x = Raw.fold (fun x axis -> pick x axis |> fst) axes x
    let largest (x: RawTensor) axis = x.MaxReduceT(axis, false)
    let smallest (x: RawTensor) axis = x.MinReduceT(axis, false)

    /// The axes that go as one row, after all others.
    let place (pick: RawTensor -> int -> RawTensor * RawTensor) (axes: int[]) (x: RawTensor) =
        let kept = Array.except axes [| 0 .. x.Dim - 1 |]
        let last = [| for axis in kept -> x.Shape[axis] |]
        let folded = if x.Dim = 0 then x else x.PermuteT(Array.append kept axes)
        (snd (pick (folded.ViewT [| yield! last; x.Nelement / Seq.fold (*) 1 last |]) kept.Length)).Cast Dtype.Int64

    match op, dtype, engine with
    | (Reduction.Any | Reduction.All), (Real | Whole), _
    | (Reduction.Sum | Reduction.Mean), Truth, _
    | Reduction.Mean, Whole, _ -> lacking
    | Reduction.Any, _, _ -> Composed(fun axes x -> Raw.isNotZero (sum axes (x.Cast Dtype.Int64)))
    | Reduction.All, _, _ -> Composed(fun axes x -> Raw.isZero (sum axes ((Raw.isZero x).Cast Dtype.Int64)))
    | Reduction.Sum, Whole, _ -> Composed(fun axes x -> (sum axes x).Cast x.Dtype)
    | Reduction.Sum, _, _ -> Raw sum
    | Reduction.Mean, _, _ ->
        Composed(fun axes x ->
            let total = sum axes x
            total.DivTT(Raw.real total (float (x.Nelement / total.Nelement))))
    | Reduction.Prod, _, _ -> lacking
    | _, Truth, _ -> Managed "libtorch has it for numbers only"
    | _, Real, Reference -> Managed "its largest and smallest numbers overlook nan"
    | Reduction.Max, _, _ -> Raw(extreme largest)
    | Reduction.Min, _, _ -> Raw(extreme smallest)
    | Reduction.ArgMax, _, _ -> Raw(place largest)
    | Reduction.ArgMin, _, _ -> Raw(place smallest)
    | _ -> lacking

/// Folds, over axes in ascending order that all go.
let reduce (engine: Engine) (dtype: DType) (op: Reduction) : Way<int[] -> RawTensor -> RawTensor> =
    asSingles engine dtype false (wideReduce engine op) (fun f axes x -> back x (f axes (toSingle x)))

/// Running folds.
let scan: Way<RawTensor -> RawTensor> = lacking

/// Movements, which all are of raw operations that touch no number.
let move (movement: Movement) (result: Shape) : Way<RawTensor -> RawTensor> =
    let shape = lengths result

    match movement with
    | :? Permute as o -> Raw(fun x -> if o.Axes.Length = 0 then x else x.PermuteT o.Axes)
    | :? Reshape -> Raw(fun x -> x.ViewT shape)
    | :? Expand -> Raw(fun x -> Raw.stretch shape x)
    | :? Slice as o -> Composed(Layouts.slice o.Starts o.Steps shape)
    | :? Embed as o -> Composed(Layouts.embed o.Starts o.Steps shape)
    | :? Windows as o -> Composed(Layouts.windows o result)
    | _ -> lacking

/// Windows added up.
let overlapAdd (engine: Engine) (dtype: DType) : Way<OverlapAdd -> RawTensor -> RawTensor> =
    let wide dtype =
        match dtype with
        | Truth -> lacking
        | _ -> Composed Layouts.overlapAdd

    asSingles engine dtype false wide (fun f operation x -> back x (f operation (toSingle x)))

/// Picking along an axis. Never through DiffSharp's gradient of it, which loses repeated indices.
let gather: Way<int -> RawTensor -> RawTensor -> RawTensor> =
    Raw(fun axis x index -> x.GatherT(axis, index.Cast Dtype.Int32))

/// Adding along an axis by index.
let scatterAdd: Way<RawTensor -> RawTensor> =
    Managed "its scatter overwrites: what has one index would not add up"

/// Joining.
let concat: Way<int -> RawTensor[] -> RawTensor> = Raw(fun axis xs -> xs[0].CatTs(xs, axis))

/// Sorting indices.
let argSort: Way<RawTensor -> RawTensor> = lacking

/// Sums of products: of stacks of matrices that are stretched to one batch by then, or of whole arrays.
let contract (engine: Engine) (dtype: DType) (op: Contraction) : Way<RawTensor -> RawTensor -> RawTensor> =
    let wide dtype : Way<RawTensor -> RawTensor -> RawTensor> =
        match dtype, op with
        | Truth, _ -> lacking
        | Whole, _ when not engine.IsTorch -> Managed "its sums of integers throw where they overflow"
        | _, Contraction.Dot ->
            Composed(fun x y -> (x.ViewT([| 1; x.Nelement |]).MatMulTT(y.ViewT [| y.Nelement; 1 |])).ViewT [||])
        | _ -> Raw(fun x y -> x.MatMulTT y)

    asSingles engine dtype false wide (fun f x y -> back x (f (toSingle x) (toSingle y)))

/// Random numbers.
let draw: Way<RawTensor -> RawTensor> = Managed "its generators have a state, and other numbers"

/// Functions of whole matrices.
let factor: Way<RawTensor -> RawTensor> =
    Managed "DiffSharp has inverses, determinants and solutions, but no factors of a matrix"

/// Solutions by factors.
let solve: Way<RawTensor -> RawTensor> = Managed "DiffSharp solves by its own elimination, not by given factors"
