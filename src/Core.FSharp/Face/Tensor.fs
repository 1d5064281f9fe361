namespace Functional

open Functional.Kernels

/// <summary>
/// Functions of tensors, the tensor last, so that they chain: <c>x |> Tensor.square |> Tensor.mean</c>. They broadcast and
/// promote dtypes as PyTorch's, and all that are differentiable are so at any order.
/// </summary>
/// <remarks>
/// The endings are regular: <c>sum</c> folds all axes, <c>sumOver axes</c> some, <c>sumKeep axes</c> keeps those with
/// length 1, and so for every fold; <c>zeros</c> makes the default dtype, float32, and <c>zerosOf dtype</c> another, and
/// so for everything that makes tensors; <c>…With</c> takes the parameters that the plain function fixes. Axes count
/// from the end when negative. Shapes that do not fit are a ShapeException, axes that do not exist an AxisException.
/// </remarks>
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Tensor =
    let private number (value: float) = Number.op_Implicit value
    let private array (axes: seq<int>) = Seq.toArray axes
    let private like (x: Tensor) value = Creation.fullLike (Promote.tensor "like" x) value
    let private pair (struct (x: Tensor, y: Tensor)) = x, y

    // Making tensors
    /// Zeros.
    let zeros (shape: seq<int>) : Tensor = Creation.full DTypes.Default (number 0.0) (Shape.From shape)
    /// Zeros of a dtype.
    let zerosOf (dtype: DType) (shape: seq<int>) : Tensor = Creation.full dtype (number 0.0) (Shape.From shape)
    /// Ones.
    let ones (shape: seq<int>) : Tensor = Creation.full DTypes.Default (number 1.0) (Shape.From shape)
    /// Ones of a dtype.
    let onesOf (dtype: DType) (shape: seq<int>) : Tensor = Creation.full dtype (number 1.0) (Shape.From shape)
    /// One number everywhere.
    let full (shape: seq<int>) (value: float) : Tensor = Creation.full DTypes.Default (number value) (Shape.From shape)

    /// One number everywhere, of a dtype.
    let fullOf (dtype: DType) (shape: seq<int>) (value: float) : Tensor =
        Creation.full dtype (number value) (Shape.From shape)

    /// start, start + step, … up to, not including, stop. Float32, as literals are.
    let arange (start: float) (stop: float) (step: float) : Tensor = Creation.arange DTypes.Default start stop step

    /// start, start + step, … up to, not including, stop, of a dtype.
    let arangeOf (dtype: DType) (start: float) (stop: float) (step: float) : Tensor =
        Creation.arange dtype start stop step

    /// Evenly spaced numbers, both ends included.
    let linspace (start: float) (stop: float) (count: int) : Tensor = Creation.linspace DTypes.Default start stop count

    /// Evenly spaced numbers, both ends included, of a dtype.
    let linspaceOf (dtype: DType) (start: float) (stop: float) (count: int) : Tensor =
        Creation.linspace dtype start stop count

    /// The identity matrix [n, n].
    let eye (n: int) : Tensor = Creation.eye DTypes.Default n n
    /// Ones on the diagonal of a matrix [n, m], zeros elsewhere, of a dtype.
    let eyeOf (dtype: DType) (n: int) (m: int) : Tensor = Creation.eye dtype n m
    /// Zeros of the shape and dtype of another tensor.
    let zerosLike (x: Tensor) : Tensor = like x 0.0
    /// Ones of the shape and dtype of another tensor.
    let onesLike (x: Tensor) : Tensor = like x 1.0
    /// One number everywhere, in the shape and dtype of another tensor.
    let fullLike (value: float) (x: Tensor) : Tensor = like x value
    /// A tensor of host data in row-major order; it keeps the dtype of the data.
    let ofArray (shape: seq<int>) (data: 'T[]) : Tensor = Creation.fromArray data (Shape.From shape)
    /// A tensor of a dtype from a number, nested sequences of numbers, an array of several axes, or tensors to be stacked.
    let create (dtype: DType) (data: obj) : Tensor = Data.create dtype data

    // Random numbers: PyTorch's CPU stream. Generator.ManualSeed sets the default generator; null stands for it.
    /// Uniform on [0, 1).
    let rand (shape: seq<int>) : Tensor = RandomTensors.rand null DTypes.Default (Shape.From shape)
    /// Uniform on [0, 1), of a dtype.
    let randOf (dtype: DType) (shape: seq<int>) : Tensor = RandomTensors.rand null dtype (Shape.From shape)

    /// Uniform on [0, 1), of a dtype, from a generator of one's own.
    let randWith (generator: Generator | null) (dtype: DType) (shape: seq<int>) : Tensor =
        RandomTensors.rand generator dtype (Shape.From shape)

    /// Normal, of mean 0 and standard deviation 1.
    let randn (shape: seq<int>) : Tensor = RandomTensors.randn null DTypes.Default (Shape.From shape)
    /// Normal, of mean 0 and standard deviation 1, of a dtype.
    let randnOf (dtype: DType) (shape: seq<int>) : Tensor = RandomTensors.randn null dtype (Shape.From shape)

    /// Normal, of mean 0 and standard deviation 1, of a dtype, from a generator of one's own.
    let randnWith (generator: Generator | null) (dtype: DType) (shape: seq<int>) : Tensor =
        RandomTensors.randn generator dtype (Shape.From shape)

    /// Uniform on [low, high).
    let uniform (low: float) (high: float) (shape: seq<int>) : Tensor =
        RandomTensors.uniform low high null DTypes.Default (Shape.From shape)

    /// Uniform on [low, high), of a dtype, from a generator of one's own.
    let uniformWith (generator: Generator | null) (dtype: DType) (low: float) (high: float) (shape: seq<int>) : Tensor =
        RandomTensors.uniform low high generator dtype (Shape.From shape)

    /// Normal, of a mean and a standard deviation.
    let normal (mean: float) (std: float) (shape: seq<int>) : Tensor =
        RandomTensors.normal mean std null DTypes.Default (Shape.From shape)

    /// Normal, of a mean and a standard deviation, of a dtype, from a generator of one's own.
    let normalWith (generator: Generator | null) (dtype: DType) (mean: float) (std: float) (shape: seq<int>) : Tensor =
        RandomTensors.normal mean std generator dtype (Shape.From shape)

    /// Integers of [low, high), as int64.
    let randint (low: int64) (high: int64) (shape: seq<int>) : Tensor =
        RandomTensors.randint low high null (Shape.From shape)

    /// Integers of [low, high), as int64, from a generator of one's own.
    let randintWith (generator: Generator | null) (low: int64) (high: int64) (shape: seq<int>) : Tensor =
        RandomTensors.randint low high generator (Shape.From shape)

    /// 0, 1, …, n - 1 in random order, as int64.
    let randperm (n: int) : Tensor = RandomTensors.randperm n null
    /// 0, 1, …, n - 1 in random order, as int64, from a generator of one's own.
    let randpermWith (generator: Generator | null) (n: int) : Tensor = RandomTensors.randperm n generator

    /// Ones, each with probability p, and zeros.
    let bernoulli (p: float) (shape: seq<int>) : Tensor =
        RandomTensors.bernoulli p null DTypes.Default (Shape.From shape)

    /// Ones, each with probability p, and zeros, of a dtype, from a generator of one's own.
    let bernoulliWith (generator: Generator | null) (dtype: DType) (p: float) (shape: seq<int>) : Tensor =
        RandomTensors.bernoulli p generator dtype (Shape.From shape)

    /// Uniform on [0, 1), in the shape and dtype of another tensor.
    let randLike (x: Tensor) : Tensor = RandomTensors.randLike null x
    /// Uniform on [0, 1), in the shape and dtype of another tensor, from a generator of one's own.
    let randLikeWith (generator: Generator | null) (x: Tensor) : Tensor = RandomTensors.randLike generator x
    /// Normal, in the shape and dtype of another tensor.
    let randnLike (x: Tensor) : Tensor = RandomTensors.randnLike null x
    /// Normal, in the shape and dtype of another tensor, from a generator of one's own.
    let randnLikeWith (generator: Generator | null) (x: Tensor) : Tensor = RandomTensors.randnLike generator x
    /// Elements dropped at random, each with probability p, and the others divided by 1 - p.
    let dropout (p: float) (x: Tensor) : Tensor = RandomTensors.dropout p null x
    /// Elements dropped at random by a generator of one's own, each with probability p, and the others divided by 1 - p.
    let dropoutWith (generator: Generator | null) (p: float) (x: Tensor) : Tensor = RandomTensors.dropout p generator x

    // Reading and converting
    /// The tensor in another dtype; between floats derivatives pass.
    let cast (dtype: DType) (x: Tensor) : Tensor = Apply.toDType dtype (Promote.tensor "cast" x)

    /// The tensor in float16: `cast DType.Float16`.
    let half (x: Tensor) : Tensor = cast DType.Float16 x
    /// The tensor in bfloat16: `cast DType.BFloat16`.
    let bfloat16 (x: Tensor) : Tensor = cast DType.BFloat16 x

    /// <summary>
    /// The same numbers on a device; the tensor itself where it is there already. Derivatives pass, back to the device that
    /// they came from. A compiled function runs on one device: one that moves tensors runs as it is.
    /// </summary>
    let toDevice (device: Device) (x: Tensor) : Tensor =
        if isNull (box device) then
            raise (Errors.Null("toDevice", "device", "a device, such as Device.Cpu"))

        Apply.toDevice device (Promote.tensor "toDevice" x)

    /// The elements in row-major order, converted to 'T.
    let toArray<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> System.ValueType>
        (x: Tensor)
        : 'T[] =
        Creation.toArray<'T> x

    /// The only element of a tensor of size 1, as a double.
    let toScalar (x: Tensor) : float = (Creation.item x).ToDouble()
    /// The only element of a tensor of size 1, as a number of its own kind.
    let item (x: Tensor) : Number = Creation.item x
    /// The same numbers without their history: constant for every derivative.
    let detach (x: Tensor) : Tensor = Autograd.detach x
    /// The same as detach, by the name that the field has for it inside functions.
    let stopGradient (x: Tensor) : Tensor = Autograd.detach x

    // Functions of each element
    /// -x.
    let neg (x: Tensor) : Tensor = Elementwise.map Unary.Neg x
    /// |x|; slope 0 at 0.
    let abs (x: Tensor) : Tensor = Elementwise.map Unary.Abs x
    /// -1, 0 or 1.
    let sign (x: Tensor) : Tensor = Elementwise.map Unary.Sign x
    /// e ** x.
    let exp (x: Tensor) : Tensor = Elementwise.map Unary.Exp x
    /// 2 ** x.
    let exp2 (x: Tensor) : Tensor = Elementwise.map Unary.Exp2 x
    /// e ** x - 1, accurate near 0.
    let expm1 (x: Tensor) : Tensor = Elementwise.map Unary.Expm1 x
    /// The natural logarithm.
    let log (x: Tensor) : Tensor = Elementwise.map Unary.Log x
    /// The logarithm to base 2.
    let log2 (x: Tensor) : Tensor = Elementwise.map Unary.Log2 x
    /// The logarithm to base 10.
    let log10 (x: Tensor) : Tensor = Elementwise.map Unary.Log10 x
    /// log(1 + x), accurate near 0.
    let log1p (x: Tensor) : Tensor = Elementwise.map Unary.Log1p x
    /// The square root; its slope at 0 is infinite.
    let sqrt (x: Tensor) : Tensor = Elementwise.map Unary.Sqrt x
    /// 1 / sqrt x.
    let rsqrt (x: Tensor) : Tensor = Elementwise.map Unary.Rsqrt x
    /// 1 / x.
    let reciprocal (x: Tensor) : Tensor = Elementwise.map Unary.Reciprocal x
    /// x².
    let square (x: Tensor) : Tensor = Elementwise.map Unary.Square x
    /// The sine.
    let sin (x: Tensor) : Tensor = Elementwise.map Unary.Sin x
    /// The cosine.
    let cos (x: Tensor) : Tensor = Elementwise.map Unary.Cos x
    /// The tangent.
    let tan (x: Tensor) : Tensor = Elementwise.map Unary.Tan x
    /// The arcsine.
    let asin (x: Tensor) : Tensor = Elementwise.map Unary.Asin x
    /// The arccosine.
    let acos (x: Tensor) : Tensor = Elementwise.map Unary.Acos x
    /// The arctangent.
    let atan (x: Tensor) : Tensor = Elementwise.map Unary.Atan x
    /// The hyperbolic sine.
    let sinh (x: Tensor) : Tensor = Elementwise.map Unary.Sinh x
    /// The hyperbolic cosine.
    let cosh (x: Tensor) : Tensor = Elementwise.map Unary.Cosh x
    /// The hyperbolic tangent.
    let tanh (x: Tensor) : Tensor = Elementwise.map Unary.Tanh x
    /// The inverse hyperbolic sine.
    let asinh (x: Tensor) : Tensor = Elementwise.map Unary.Asinh x
    /// The inverse hyperbolic cosine.
    let acosh (x: Tensor) : Tensor = Elementwise.map Unary.Acosh x
    /// The inverse hyperbolic tangent.
    let atanh (x: Tensor) : Tensor = Elementwise.map Unary.Atanh x
    /// 1 / (1 + e ** -x).
    let sigmoid (x: Tensor) : Tensor = Elementwise.map Unary.Sigmoid x
    /// log(sigmoid x), without overflow.
    let logSigmoid (x: Tensor) : Tensor = Elementwise.map Unary.LogSigmoid x
    /// max(x, 0); slope 0 at 0.
    let relu (x: Tensor) : Tensor = Elementwise.map Unary.Relu x
    /// The error function.
    let erf (x: Tensor) : Tensor = Elementwise.map Unary.Erf x
    /// 1 - erf x, accurate for large x.
    let erfc (x: Tensor) : Tensor = Elementwise.map Unary.Erfc x
    /// The inverse of erf: infinite at -1 and 1, nan beyond them.
    let erfinv (x: Tensor) : Tensor = Elementwise.map Unary.Erfinv x
    /// log |Γ(x)|.
    let lgamma (x: Tensor) : Tensor = Elementwise.map Unary.Lgamma x
    /// Rounded down.
    let floor (x: Tensor) : Tensor = Elementwise.map Unary.Floor x
    /// Rounded up.
    let ceil (x: Tensor) : Tensor = Elementwise.map Unary.Ceil x
    /// Rounded to the nearest integer, halves to even.
    let round (x: Tensor) : Tensor = Elementwise.map Unary.Round x
    /// Rounded toward 0.
    let trunc (x: Tensor) : Tensor = Elementwise.map Unary.Trunc x
    /// Whether an element is not a number.
    let isNan (x: Tensor) : Tensor = Elementwise.map Unary.IsNan x
    /// Whether an element is infinite.
    let isInf (x: Tensor) : Tensor = Elementwise.map Unary.IsInf x
    /// Whether an element is neither infinite nor nan.
    let isFinite (x: Tensor) : Tensor = Elementwise.map Unary.IsFinite x
    /// Whether an element is 0.
    let logicalNot (x: Tensor) : Tensor = Elementwise.map Unary.LogicalNot x
    /// x - trunc x.
    let frac (x: Tensor) : Tensor = Composed.frac x
    /// sin(πx) / (πx), 1 at 0.
    let sinc (x: Tensor) : Tensor = Composed.sinc x
    /// The derivative of lgamma.
    let digamma (x: Tensor) : Tensor = Elementwise.polygamma 0 x
    /// The n-th derivative of digamma.
    let polygamma (n: int) (x: Tensor) : Tensor = Elementwise.polygamma n x
    /// log(1 + e ** x), a smooth relu.
    let softplus (x: Tensor) : Tensor = Elementwise.softplus 1.0 20.0 x
    /// log(1 + e ** (beta x)) / beta, and x itself where beta x > threshold.
    let softplusWith (beta: float) (threshold: float) (x: Tensor) : Tensor = Elementwise.softplus beta threshold x
    /// x limited to [low, high]; slope 0 at the bounds.
    let hardtanh (low: float) (high: float) (x: Tensor) : Tensor = Elementwise.hardtanh low high x

    /// x limited to [low, high]; slope 1 at the bounds.
    let clamp (low: float) (high: float) (x: Tensor) : Tensor =
        Composed.clamp (HostNumber.Of low) (HostNumber.Of high) x

    /// x, but at least low.
    let clampMin (low: float) (x: Tensor) : Tensor = Composed.clamp (HostNumber.Of low) null x
    /// x, but at most high.
    let clampMax (high: float) (x: Tensor) : Tensor = Composed.clamp null (HostNumber.Of high) x
    /// 0 for nan, and the largest numbers of the dtype for infinities.
    let nanToNum (x: Tensor) : Tensor = Composed.nanToNumOfDType x

    /// x with numbers in the place of nan, infinity and -infinity.
    let nanToNumWith (nan: float) (positive: float) (negative: float) (x: Tensor) : Tensor =
        Composed.nanToNum nan positive negative x

    // Functions of pairs of elements, in the order of the formula
    /// x + y; logical or on bools.
    let add (x: Tensor) (y: Tensor) : Tensor = Arithmetic.add x y
    /// x - y.
    let sub (x: Tensor) (y: Tensor) : Tensor = Arithmetic.subtract x y
    /// x y, elementwise.
    let mul (x: Tensor) (y: Tensor) : Tensor = Arithmetic.multiply x y
    /// x / y; integers become floats.
    let div (x: Tensor) (y: Tensor) : Tensor = Arithmetic.divide x y
    /// x ** y.
    let pow (x: Tensor) (y: Tensor) : Tensor = Arithmetic.pow x y
    /// The larger of two; nan wins, ties share the derivative.
    let maximum (x: Tensor) (y: Tensor) : Tensor = Arithmetic.maximum x y
    /// The smaller of two; nan wins, ties share the derivative.
    let minimum (x: Tensor) (y: Tensor) : Tensor = Arithmetic.minimum x y
    /// The remainder with the sign of the dividend x.
    let fmod (x: Tensor) (y: Tensor) : Tensor = Arithmetic.fmod x y
    /// The remainder with the sign of the divisor y: x % y.
    let remainder (x: Tensor) (y: Tensor) : Tensor = Arithmetic.remainder x y
    /// The angle of the point (y, x): atan2 x y is the angle whose tangent is x / y.
    let atan2 (x: Tensor) (y: Tensor) : Tensor = Arithmetic.atan2 x y
    /// sqrt(x² + y²) without overflow.
    let hypot (x: Tensor) (y: Tensor) : Tensor = Arithmetic.hypot x y
    /// x log y, 0 where x is 0.
    let xlogy (x: Tensor) (y: Tensor) : Tensor = Arithmetic.xlogy x y
    /// log(e ** x + e ** y) without overflow.
    let logAddExp (x: Tensor) (y: Tensor) : Tensor = Arithmetic.logAddExp x y
    /// x + alpha y.
    let addScaled (alpha: float) (x: Tensor) (y: Tensor) : Tensor = Arithmetic.addScaled alpha x y
    /// The larger of two, a number rather than nan.
    let fmax (x: Tensor) (y: Tensor) : Tensor = Composed.fmax x y
    /// The smaller of two, a number rather than nan.
    let fmin (x: Tensor) (y: Tensor) : Tensor = Composed.fmin x y
    /// x + weight (y - x).
    let lerp (weight: Tensor) (x: Tensor) (y: Tensor) : Tensor = Composed.lerp x y weight

    // Comparisons: bool tensors, without derivative
    /// x = y.
    let eq (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.Equal x y
    /// x ≠ y.
    let ne (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.NotEqual x y
    /// x < y.
    let lt (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.Less x y
    /// x ≤ y.
    let le (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.LessEqual x y
    /// x > y.
    let gt (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.Greater x y
    /// x ≥ y.
    let ge (x: Tensor) (y: Tensor) : Tensor = Compare.compare Binary.GreaterEqual x y
    /// Whether both are not 0.
    let logicalAnd (x: Tensor) (y: Tensor) : Tensor = Compare.logical Binary.And x y
    /// Whether one of two is not 0.
    let logicalOr (x: Tensor) (y: Tensor) : Tensor = Compare.logical Binary.Or x y
    /// Whether exactly one of two is not 0.
    let logicalXor (x: Tensor) (y: Tensor) : Tensor = Compare.logical Binary.Xor x y
    /// Whether shapes and all elements are equal; nan equals nothing.
    let equal (x: Tensor) (y: Tensor) : bool = Equality.equal x y
    /// Whether |x - y| ≤ atol + rtol |y| at every element, broadcast; nan is close to nothing.
    let allClose (rtol: float) (atol: float) (x: Tensor) (y: Tensor) : bool = Equality.allClose rtol atol x y
    /// condition ? x : y at every element, broadcast. A bad number in the branch not taken does no harm.
    let where (condition: Tensor) (x: Tensor) (y: Tensor) : Tensor = Indexing.where condition x y

    // Folds
    /// The sum of the elements; integers add up in int64.
    let sum (x: Tensor) : Tensor = Reductions.sum [||] false x
    /// The sum of the elements; integers add up in int64 along some axes.
    let sumOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.sum (array axes) false x
    /// The sum of the elements; integers add up in int64 along some axes, which stay with length 1.
    let sumKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.sum (array axes) true x
    /// The mean; nan of nothing.
    let mean (x: Tensor) : Tensor = Reductions.mean [||] false x
    /// The mean; nan of nothing along some axes.
    let meanOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.mean (array axes) false x
    /// The mean; nan of nothing along some axes, which stay with length 1.
    let meanKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.mean (array axes) true x
    /// The product; integers multiply in int64.
    let prod (x: Tensor) : Tensor = Reductions.prod [||] false x
    /// The product; integers multiply in int64 along some axes.
    let prodOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.prod (array axes) false x
    /// The product; integers multiply in int64 along some axes, which stay with length 1.
    let prodKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.prod (array axes) true x
    /// The largest element; ties share the derivative equally.
    let max (x: Tensor) : Tensor = Reductions.amax [||] false x
    /// The largest element; ties share the derivative equally along some axes.
    let maxOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.amax (array axes) false x
    /// The largest element; ties share the derivative equally along some axes, which stay with length 1.
    let maxKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.amax (array axes) true x
    /// The smallest element; ties share the derivative equally.
    let min (x: Tensor) : Tensor = Reductions.amin [||] false x
    /// The smallest element; ties share the derivative equally along some axes.
    let minOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.amin (array axes) false x
    /// The smallest element; ties share the derivative equally along some axes, which stay with length 1.
    let minKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.amin (array axes) true x
    /// Whether any element is not 0.
    let any (x: Tensor) : Tensor = Reductions.any [||] false x
    /// Whether any element is not 0 along some axes.
    let anyOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.any (array axes) false x
    /// Whether any element is not 0 along some axes, which stay with length 1.
    let anyKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.any (array axes) true x
    /// Whether every element is not 0.
    let all (x: Tensor) : Tensor = Reductions.all [||] false x
    /// Whether every element is not 0 along some axes.
    let allOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.all (array axes) false x
    /// Whether every element is not 0 along some axes, which stay with length 1.
    let allKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.all (array axes) true x
    /// How many elements are not 0, as int64.
    let countNonzero (x: Tensor) : Tensor = Reductions.countNonzero [||] false x
    /// How many elements are not 0, as int64 along some axes.
    let countNonzeroOver (axes: seq<int>) (x: Tensor) : Tensor = Reductions.countNonzero (array axes) false x
    /// How many elements are not 0, as int64 along some axes, which stay with length 1.
    let countNonzeroKeep (axes: seq<int>) (x: Tensor) : Tensor = Reductions.countNonzero (array axes) true x
    /// The variance of a sample: squares are divided by n - 1.
    let var (x: Tensor) : Tensor = Statistics.var 1.0 [||] false x
    /// The variance of a sample: squares are divided by n - 1 along some axes.
    let varOver (axes: seq<int>) (x: Tensor) : Tensor = Statistics.var 1.0 (array axes) false x
    /// The variance of a sample: squares are divided by n - 1 along some axes, which stay with length 1.
    let varKeep (axes: seq<int>) (x: Tensor) : Tensor = Statistics.var 1.0 (array axes) true x
    /// The standard deviation of a sample; slope 0 where it is 0.
    let std (x: Tensor) : Tensor = Statistics.std 1.0 [||] false x
    /// The standard deviation of a sample; slope 0 where it is 0 along some axes.
    let stdOver (axes: seq<int>) (x: Tensor) : Tensor = Statistics.std 1.0 (array axes) false x
    /// The standard deviation of a sample; slope 0 where it is 0 along some axes, which stay with length 1.
    let stdKeep (axes: seq<int>) (x: Tensor) : Tensor = Statistics.std 1.0 (array axes) true x
    /// The square root of the sum of squares; slope 0 where it is 0.
    let norm (x: Tensor) : Tensor = Statistics.norm 2.0 [||] false x
    /// The square root of the sum of squares; slope 0 where it is 0 along some axes.
    let normOver (axes: seq<int>) (x: Tensor) : Tensor = Statistics.norm 2.0 (array axes) false x
    /// The square root of the sum of squares; slope 0 where it is 0 along some axes, which stay with length 1.
    let normKeep (axes: seq<int>) (x: Tensor) : Tensor = Statistics.norm 2.0 (array axes) true x
    /// log of the sum of e ** x, without overflow.
    let logSumExp (x: Tensor) : Tensor = Statistics.logSumExp [||] false x
    /// log of the sum of e ** x, without overflow along some axes.
    let logSumExpOver (axes: seq<int>) (x: Tensor) : Tensor = Statistics.logSumExp (array axes) false x
    /// log of the sum of e ** x, without overflow along some axes, which stay with length 1.
    let logSumExpKeep (axes: seq<int>) (x: Tensor) : Tensor = Statistics.logSumExp (array axes) true x

    /// The variance; the correction is taken from the number of elements: 1 for a sample, 0 for a population.
    let varWith (correction: float) (axes: seq<int>) (keepAxes: bool) (x: Tensor) : Tensor =
        Statistics.var correction (array axes) keepAxes x

    /// The standard deviation, with a correction as varWith takes it.
    let stdWith (correction: float) (axes: seq<int>) (keepAxes: bool) (x: Tensor) : Tensor =
        Statistics.std correction (array axes) keepAxes x

    /// The p-norm (Σ|x|ᵖ)^(1/p); p may be 0, a count, or infinite.
    let normWith (p: float) (axes: seq<int>) (keepAxes: bool) (x: Tensor) : Tensor =
        Statistics.norm p (array axes) keepAxes x

    /// The int64 index of the first largest element, in row-major order.
    let argmax (x: Tensor) : Tensor = Reductions.argmax ValueNone false x
    /// The int64 indices of the first largest elements along an axis.
    let argmaxOver (axis: int) (x: Tensor) : Tensor = Reductions.argmax (ValueSome axis) false x
    /// The int64 indices of the first largest elements along an axis, which stays with length 1.
    let argmaxKeep (axis: int) (x: Tensor) : Tensor = Reductions.argmax (ValueSome axis) true x
    /// The int64 index of the first smallest element, in row-major order.
    let argmin (x: Tensor) : Tensor = Reductions.argmin ValueNone false x
    /// The int64 indices of the first smallest elements along an axis.
    let argminOver (axis: int) (x: Tensor) : Tensor = Reductions.argmin (ValueSome axis) false x
    /// The int64 indices of the first smallest elements along an axis, which stays with length 1.
    let argminKeep (axis: int) (x: Tensor) : Tensor = Reductions.argmin (ValueSome axis) true x
    /// The largest elements along an axis, and their indices; the first of a tie takes the derivative.
    let maxAlong (axis: int) (x: Tensor) : Tensor * Tensor = Reductions.max axis false x
    /// The smallest elements along an axis, and their indices; the first of a tie takes the derivative.
    let minAlong (axis: int) (x: Tensor) : Tensor * Tensor = Reductions.min axis false x
    /// Running sums along an axis.
    let cumsum (axis: int) (x: Tensor) : Tensor = Reductions.cumsum axis x

    /// Running products along an axis; integers multiply in int64. Zeros do no harm to derivatives of any order, but a stretch
    /// after a 0 whose own product overflows makes nan.
    let cumprod (axis: int) (x: Tensor) : Tensor = Scans.cumprod axis x

    /// Running maxima along an axis, and their indices; the latest of a tie takes the derivative, and nan stays.
    let cummax (axis: int) (x: Tensor) : Tensor * Tensor = Scans.cummax axis x |> pair
    /// Running minima along an axis, and their indices; the latest of a tie takes the derivative, and nan stays.
    let cummin (axis: int) (x: Tensor) : Tensor * Tensor = Scans.cummin axis x |> pair

    /// The middle of the elements in order, of an even number the lower one; nan if there is one. Ties share the
    /// derivative equally. Without elements a ShapeException.
    let median (x: Tensor) : Tensor = Ordering.medianOfAll x

    /// The medians along an axis, and their indices; the element at the index takes the derivative, as PyTorch has it.
    let medianAlong (axis: int) (x: Tensor) : Tensor * Tensor = Ordering.median axis false x

    /// The sum of the diagonal of a matrix.
    let trace (x: Tensor) : Tensor = Reductions.trace x
    /// e ** x divided by its sum along an axis.
    let softmax (axis: int) (x: Tensor) : Tensor = Statistics.softmax axis x
    /// log(softmax x), accurate where softmax is near 0.
    let logSoftmax (axis: int) (x: Tensor) : Tensor = Statistics.logSoftmax axis x

    // Shapes and axes
    /// The same elements in row-major order under another shape; one length may be -1, and is inferred.
    let reshape (shape: seq<int>) (x: Tensor) : Tensor = Moves.reshape shape x
    /// All elements along one axis.
    let flatten (x: Tensor) : Tensor = Moves.flatten 0 -1 x
    /// The axes from one to another, joined into one.
    let flattenAxes (start: int) (stop: int) (x: Tensor) : Tensor = Moves.flatten start stop x
    /// An axis cut into several; one of their lengths may be -1, and is inferred.
    let unflatten (axis: int) (lengths: seq<int>) (x: Tensor) : Tensor = Moves.unflatten axis lengths x
    /// A new axis of length 1, at that place of the result.
    let unsqueeze (axis: int) (x: Tensor) : Tensor = Moves.unsqueeze axis x
    /// Without the axes of length 1.
    let squeeze (x: Tensor) : Tensor = Moves.squeeze [] x
    /// Without those of the given axes whose length is 1.
    let squeezeAxes (axes: seq<int>) (x: Tensor) : Tensor = Moves.squeeze axes x
    /// Axis i of the result is axis axes[i] of the tensor.
    let permute (axes: seq<int>) (x: Tensor) : Tensor = Moves.permute axes x
    /// Axes put at other places; the others keep their order.
    let moveAxes (source: seq<int>) (destination: seq<int>) (x: Tensor) : Tensor = Moves.movedim source destination x
    /// Two axes exchanged.
    let swapAxes (a: int) (b: int) (x: Tensor) : Tensor = Moves.transposeAxes a b x
    /// The last two axes exchanged.
    let matrixTranspose (x: Tensor) : Tensor = Moves.matrixTranspose x
    /// Axes of length 1 stretched, and axes added on the left; -1 keeps the length of an axis.
    let expand (shape: seq<int>) (x: Tensor) : Tensor = Moves.expand shape x
    /// Stretched to a shape, as operands of + are.
    let broadcastTo (shape: seq<int>) (x: Tensor) : Tensor = Moves.broadcastTo (Shape.From shape) x
    /// The elements along some axes (none given: along all) in reverse.
    let flip (axes: seq<int>) (x: Tensor) : Tensor = Moves.flip axes x
    /// The elements shifted along axes, those beyond the end to the start; without axes, along the flattened tensor.
    let roll (shifts: seq<int>) (axes: seq<int>) (x: Tensor) : Tensor = Joins.roll shifts axes x
    /// A constant before and after the elements of axes, as pairs that start at the last axis; negative numbers crop.
    let pad (pairs: seq<int>) (value: float) (x: Tensor) : Tensor = Moves.pad pairs (number value) x
    /// The main diagonal of the first two axes, along a new last axis.
    let diagonal (x: Tensor) : Tensor = Diagonals.diagonal 0 0 1 x

    /// The elements (i, i + offset) of two axes, along a new last axis.
    let diagonalWith (offset: int) (axis1: int) (axis2: int) (x: Tensor) : Tensor =
        Diagonals.diagonal offset axis1 axis2 x

    /// Zeros with the last axis on the diagonal of two new axes at the end.
    let diagEmbed (x: Tensor) : Tensor = Diagonals.diagEmbed 0 -2 -1 x

    /// Zeros with the last axis at (i, i + offset) of two new axes of the result.
    let diagEmbedWith (offset: int) (axis1: int) (axis2: int) (x: Tensor) : Tensor =
        Diagonals.diagEmbed offset axis1 axis2 x

    /// The last two axes on and below a diagonal (0 is the main one), zeros above it.
    let tril (diagonal: int) (x: Tensor) : Tensor = Diagonals.tril diagonal x
    /// The last two axes on and above a diagonal (0 is the main one), zeros below it.
    let triu (diagonal: int) (x: Tensor) : Tensor = Diagonals.triu diagonal x

    // Joining and cutting
    /// Tensors one after the other along an axis, on which alone they may differ.
    let cat (axis: int) (xs: seq<Tensor>) : Tensor = Joins.cat axis xs
    /// Tensors of one shape along a new axis, at that place of the result.
    let stack (axis: int) (xs: seq<Tensor>) : Tensor = Joins.stack axis xs
    /// Pieces of one size along an axis; the last may be shorter.
    let split (size: int) (axis: int) (x: Tensor) : Tensor[] = Joins.split size axis x
    /// Pieces of the given sizes along an axis.
    let splitSizes (sizes: seq<int>) (axis: int) (x: Tensor) : Tensor[] = Joins.splitSizes sizes axis x
    /// At most that many pieces of equal size along an axis; the last may be shorter.
    let chunk (count: int) (axis: int) (x: Tensor) : Tensor[] = Joins.chunk count axis x
    /// The parts at each position of an axis, which goes away.
    let unbind (axis: int) (x: Tensor) : Tensor[] = Moves.unbind axis x
    /// The tensor repeated along its axes; counts beyond its rank add axes on the left.
    let repeat (counts: seq<int>) (x: Tensor) : Tensor = Joins.repeat counts x
    /// As repeat, but missing counts are 1.
    let tile (counts: seq<int>) (x: Tensor) : Tensor = Joins.tile counts x
    /// Coordinates of a grid: tensor k of the result varies along axis k, as the k-th of the 1-d tensors.
    let meshgrid (xs: seq<Tensor>) : Tensor[] = Joins.meshgrid xs

    // Parts and indices
    /// The part that an index describes, axis by axis; x[..] is the same.
    let get (index: seq<At>) (x: Tensor) : Tensor = Moves.getItem index x
    /// Each step-th element from start up to, not including, stop, along an axis; bounds as Python's.
    let slice (axis: int) (start: int) (stop: int) (step: int) (x: Tensor) : Tensor = Moves.slice axis start stop step x
    /// Some elements from a start along an axis.
    let narrow (axis: int) (start: int) (length: int) (x: Tensor) : Tensor = Moves.narrow axis start length x
    /// One position along an axis, which goes away.
    let select (axis: int) (index: int) (x: Tensor) : Tensor = Moves.select axis index x
    /// Parts along the first axis at the positions of an integer tensor, or where a bool tensor is true.
    let index (index: Tensor) (x: Tensor) : Tensor = Indexing.index index x
    /// result[.., i, ..] = x[.., index[.., i, ..], ..] along an axis; the ranks agree.
    let gather (axis: int) (index: Tensor) (x: Tensor) : Tensor = Indexing.gather axis index x

    /// x with source[.., i, ..] added at index[.., i, ..] along an axis; repeated indices add up.
    let scatterAdd (axis: int) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
        Indexing.scatterAdd axis index source x

    /// The parts at the positions that a 1-d index lists along an axis.
    let indexSelect (axis: int) (index: Tensor) (x: Tensor) : Tensor = Indexing.indexSelect axis index x
    /// As gather, but tensor and index broadcast along the other axes.
    let takeAlong (axis: int) (index: Tensor) (x: Tensor) : Tensor = Indexing.takeAlong axis index x
    /// The elements at the positions that an index lists in the flattened tensor.
    let takeFlat (index: Tensor) (x: Tensor) : Tensor = Indexing.takeFlat index x
    /// Rows of a weight by index.
    let embedding (index: Tensor) (weight: Tensor) : Tensor = Indexing.embedding ValueNone index weight

    /// Rows of a weight by index; the row at the padding index gets no derivative.
    let embeddingWith (padding: int) (index: Tensor) (weight: Tensor) : Tensor =
        Indexing.embedding (ValueSome padding) index weight

    /// 1 at the class that each element names along a new last axis, 0 elsewhere, as int64; -1 classes are one more than the largest.
    let oneHot (classes: int) (x: Tensor) : Tensor = Indexing.oneHot classes x
    /// x, but a value where a mask is true.
    let maskedFill (mask: Tensor) (value: float) (x: Tensor) : Tensor = Indexing.maskedFill mask (number value) x
    /// The elements where a mask is true, along one axis.
    let maskedSelect (mask: Tensor) (x: Tensor) : Tensor = Indexing.maskedSelect mask x
    /// The places of the elements that are not 0, int64 of shape [count, rank].
    let nonzero (x: Tensor) : Tensor = Indexing.nonzero x
    /// An axis sorted, stably, and the indices that sort it; nan counts as the largest number.
    let sort (axis: int) (x: Tensor) : Tensor * Tensor = Indexing.sort axis false x |> pair
    /// An axis sorted, largest first if descending, and the indices that sort it.
    let sortWith (axis: int) (descending: bool) (x: Tensor) : Tensor * Tensor = Indexing.sort axis descending x |> pair
    /// The indices that sort an axis, stably.
    let argsort (axis: int) (x: Tensor) : Tensor = Indexing.argsort axis false x
    /// The indices that sort an axis, largest first if descending.
    let argsortWith (axis: int) (descending: bool) (x: Tensor) : Tensor = Indexing.argsort axis descending x

    /// The k largest elements along an axis, the largest first, and their indices; nan counts as the largest number.
    let topk (k: int) (axis: int) (x: Tensor) : Tensor * Tensor = Ordering.topk k axis true x |> pair

    /// The k largest elements along an axis, or the smallest, in order, and their indices; the first of a tie comes first.
    let topkWith (k: int) (axis: int) (largest: bool) (x: Tensor) : Tensor * Tensor =
        Ordering.topk k axis largest x |> pair

    // Products
    /// The matrix product of the last two axes, the others broadcast; a vector is a row on the left, a column on the right.
    let matmul (x: Tensor) (y: Tensor) : Tensor = Products.matmul x y
    /// The inner product of two vectors.
    let dot (x: Tensor) (y: Tensor) : Tensor = Products.dot x y
    /// Every product of an element of one vector with an element of another.
    let outer (x: Tensor) (y: Tensor) : Tensor = Products.outer x y
    /// <summary>
    /// Einstein's sum: axes have letters, and products of elements are summed over the letters that the result lacks.
    /// <c>einsum "ij,jk->ik" [ a; b ]</c> is a matrix product, <c>"ii->i"</c> a diagonal, <c>"i,j"</c> an outer product,
    /// <c>"...ij->...ji"</c> a transpose. Several tensors are contracted in pairs, in the order of the fewest products.
    /// </summary>
    /// <remarks>
    /// Without <c>-></c> the result has the axes of the ellipses, then the letters that occur once, in alphabetical order.
    /// Axes of one letter have equal lengths, or 1; those of ellipses broadcast, and are summed if the result has none. The
    /// dtype is that in which the tensors meet. An equation that cannot be read, or does not fit the number of tensors, is
    /// an ArgumentException; shapes that do not fit are a ShapeException.
    /// </remarks>
    let einsum (equation: string) (xs: seq<Tensor>) : Tensor = Einsum.einsum equation xs

    /// Σ x[.., k] y[k, ..] over the last axes of x and as many first axes of y, of equal lengths.
    let tensordot (count: int) (x: Tensor) (y: Tensor) : Tensor = Einsum.tensordotOf count x y

    /// Σ x y over pairs of axes of equal lengths, one of each tensor: the axes of x that are left, then those of y.
    let tensordotAxes (xAxes: seq<int>) (yAxes: seq<int>) (x: Tensor) (y: Tensor) : Tensor =
        Einsum.tensordot (array xAxes) (array yAxes) x y

    /// The Kronecker product, every element of x times the whole of y: lengths multiply, and axes of length 1 are added on
    /// the left of the one with fewer.
    let kron (x: Tensor) (y: Tensor) : Tensor = Products.kron x y

    /// The cross product x × y of vectors of three components along an axis; the other axes broadcast.
    let cross (axis: int) (x: Tensor) (y: Tensor) : Tensor = Products.cross axis x y

    /// The n-th power of the square matrices in the last two axes; the power 0 is the identity, and a negative one is that of
    /// the inverse. A singular matrix with a negative n is a LinearAlgebraException.
    let matrixPower (n: int) (x: Tensor) : Tensor = Systems.matrixPower n x

    /// x Wᵀ + b, the last axis of x being the inputs; null is no bias.
    let linear (weight: Tensor) (bias: Tensor | null) (x: Tensor) : Tensor = Products.linear x weight bias

    // Activations and normalisations
    /// x limited to [0, 6]; slope 0 at both bounds.
    let relu6 (x: Tensor) : Tensor = Activations.relu6 x
    /// x, but slope x below 0 and at it.
    let leakyRelu (slope: float) (x: Tensor) : Tensor = Activations.leakyRelu slope x
    /// x, but weight x below 0 and at it; a weight of more than one element has one for each place of axis 1.
    let prelu (weight: Tensor) (x: Tensor) : Tensor = Activations.prelu weight x
    /// x above 0, alpha (e ** x - 1) below.
    let elu (alpha: float) (x: Tensor) : Tensor = Activations.elu alpha x
    /// x above 0, alpha (e ** (x / alpha) - 1) below.
    let celu (alpha: float) (x: Tensor) : Tensor = Activations.celu alpha x
    /// elu, scaled so that mean 0 and variance 1 stay.
    let selu (x: Tensor) : Tensor = Activations.selu x
    /// x sigmoid(x), also known as swish.
    let silu (x: Tensor) : Tensor = Activations.silu x
    /// x tanh(softplus x).
    let mish (x: Tensor) : Tensor = Activations.mish x
    /// x Φ(x), Φ being the distribution function of the normal distribution.
    let gelu (x: Tensor) : Tensor = Activations.gelu x
    /// The approximation of gelu by tanh.
    let geluTanh (x: Tensor) : Tensor = Activations.geluTanh x
    /// x / (1 + |x|).
    let softsign (x: Tensor) : Tensor = Activations.softsign x
    /// x - tanh x.
    let tanhshrink (x: Tensor) : Tensor = Activations.tanhshrink x
    /// x moved towards 0 by lambda, and 0 where that would cross it.
    let softshrink (lambda: float) (x: Tensor) : Tensor = Activations.softshrink lambda x
    /// x, but 0 in [-lambda, lambda].
    let hardshrink (lambda: float) (x: Tensor) : Tensor = Activations.hardshrink lambda x
    /// x above a bound, the value elsewhere.
    let threshold (bound: float) (value: float) (x: Tensor) : Tensor = Activations.threshold bound value x
    /// relu6(x + 3) / 6.
    let hardsigmoid (x: Tensor) : Tensor = Activations.hardsigmoid x
    /// x relu6(x + 3) / 6.
    let hardswish (x: Tensor) : Tensor = Activations.hardswish x
    /// The first half of an axis, times the sigmoid of the second.
    let glu (axis: int) (x: Tensor) : Tensor = Activations.glu axis x

    /// (x - mean) / sqrt(variance + eps) over the last axes, which have the normalised shape; times weight plus bias, where these are not null.
    let layerNorm (shape: seq<int>) (weight: Tensor | null) (bias: Tensor | null) (eps: float) (x: Tensor) : Tensor =
        Normalise.layerNorm (Shape.From shape) weight bias eps x

    /// x · y / (max(|x|, eps) max(|y|, eps)) along an axis: the cosine of the angle between two tensors.
    let cosineSimilarity (axis: int) (eps: float) (x: Tensor) (y: Tensor) : Tensor =
        Normalise.cosineSimilarity axis eps x y

    /// x / max(|x|, eps) along an axis, for the p-norm.
    let normalize (p: float) (axis: int) (eps: float) (x: Tensor) : Tensor = Normalise.normalize p axis eps x
