using static System.FormattableString;

namespace Functional;

/// <summary>The shapes of some tensors do not fit an operation or each other.</summary>
public sealed class ShapeException(string message) : ArgumentException(message);

/// <summary>An axis does not exist, or is named twice.</summary>
public sealed class AxisException(string message) : ArgumentException(message);

/// <summary>An index points outside its axis.</summary>
public sealed class IndexException(string message) : ArgumentException(message);

/// <summary>The dtypes of some tensors do not fit an operation or each other.</summary>
public sealed class DTypeException(string message) : ArgumentException(message);

/// <summary>Tensors of different devices met, or a device is not there.</summary>
public sealed class DeviceException(string message) : InvalidOperationException(message);

/// <summary>Memory for an array could not be had; everything that existed before still does.</summary>
public sealed class TensorMemoryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A derivative was asked for that the recorded graph cannot give.</summary>
public sealed class GraphException(string message) : InvalidOperationException(message);

/// <summary>Parameter trees differ in structure, or hold what a tree cannot.</summary>
public sealed class TreeException(string message) : ArgumentException(message);

/// <summary>
/// The one place that words errors. Every message says the operation, what it expected, what it got, and the remedy.
/// </summary>
internal static class Errors
{
    private static string S(ReadOnlySpan<int> lengths) => Shape.Format(lengths);

    public static Exception NoDType(Type type) =>
        new DTypeException($"dtype: no dtype stores {type}; use bool, byte, int, long, float or double");

    public static Exception NegativeLength(int[] lengths) =>
        new ShapeException($"shape: lengths must not be negative, got {S(lengths)}; write -1 only in reshape, where it is inferred");

    public static Exception TooLarge(int[] lengths) =>
        new ShapeException($"shape: {S(lengths)} has more than {int.MaxValue} elements; split it into smaller tensors");

    public static Exception AxisOutOfRange(string operation, int axis, Shape shape) =>
        new AxisException(shape.Rank == 0
            ? $"{operation}: axis {axis} of a 0-d tensor; it has no axes, reshape it first"
            : $"{operation}: axis {axis} of shape {shape}; it must be in [{-shape.Rank}, {shape.Rank})");

    public static Exception RepeatedAxis(string operation, ReadOnlySpan<int> axes, Shape shape) =>
        new AxisException($"{operation}: axes {S(axes)} of shape {shape} name an axis twice; name each axis once");

    public static Exception Arity(string operation, int count) =>
        new ArgumentException($"{operation}: does not take {count} argument(s)");

    public static Exception MixedDevices(string operation, Device x, Device y) =>
        new DeviceException($"{operation}: one tensor is on {x}, another on {y}; move one with To(device)");

    public static Exception MixedDTypes(string operation, DType x, DType y) =>
        new DTypeException($"{operation}: expected equal dtypes, got {x.Name()} and {y.Name()}; cast one of them");

    public static Exception NotBool(string operation, DType dtype) =>
        new DTypeException($"{operation}: the condition must be bool, got {dtype.Name()}; compare first, as in x > 0");

    public static Exception CannotBroadcast(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: shapes {x} and {y} do not broadcast; aligned at the last axis, lengths must be equal or 1");

    public static Exception CannotExpand(Shape x, Shape to) =>
        new ShapeException($"expand: {x} does not stretch to {to}; aligned at the last axis, its lengths must be equal or 1");

    public static Exception PermuteAxes(int[] axes, Shape x) =>
        new AxisException($"permute: axes {S(axes)} do not reorder shape {x}; name each of its {x.Rank} axes once");

    public static Exception ReshapeSize(Shape x, Shape to) =>
        new ShapeException($"reshape: {x} has {x.Size} elements, {to} has {to.Size}; the sizes must be equal");

    public static Exception SliceRank(string operation, int count, Shape x) =>
        new ShapeException($"{operation}: {count} range(s) for shape {x}; give one for each of its {x.Rank} axes");

    public static Exception SliceBounds(string operation, int axis, long first, long last, Shape x) =>
        new IndexException($"{operation}: elements {first} to {last} of axis {axis} are outside shape {x}; stay within [0, {x.Lengths[axis]})");

    public static Exception EmptyReduction(string operation, Shape x) =>
        new ShapeException($"{operation}: shape {x} has no elements along the reduced axes, and {operation} of nothing has no value; reduce a non-empty tensor");

    public static Exception IndexDType(string operation, DType dtype) =>
        new DTypeException($"{operation}: indices must be int64, got {dtype.Name()}; cast them, or create them from long values");

    public static Exception IndexShape(string operation, int axis, Shape x, Shape index) =>
        new ShapeException($"{operation}: index of shape {index} for shape {x} along axis {axis}; ranks must agree, and other axes must not be longer");

    public static Exception IndexOutOfBounds(string operation, long index, int axis, Shape x) =>
        new IndexException($"{operation}: index {index} along axis {axis} of shape {x}; it must be in [0, {x.Lengths[axis]})");

    public static Exception ConcatShapes(int axis, Shape x, Shape y) =>
        new ShapeException($"cat: shapes {x} and {y} differ outside axis {axis}; only that axis may differ");

    public static Exception ShapesDiffer(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: shapes {x} and {y} differ; they must be equal");

    public static Exception InnerAxes(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: inner axes differ: {x} x {y}; the last axis of the left must equal the second-to-last of the right");

    public static Exception NegativeExponent(string operation, double exponent, DType dtype) =>
        new DTypeException(Invariant($"{operation}: expected an exponent of at least 0 beside {dtype.Name()} tensors, got {exponent}; cast the tensor to a float dtype first"));

    public static Exception ScalarProduct(string operation) =>
        new ShapeException($"{operation}: expected tensors with axes, got one without; multiply elementwise with *");

    public static Exception NotVector(string operation, Shape x) =>
        new ShapeException($"{operation}: expected vectors, got shape {x}; flatten it, or use matmul");

    public static Exception NotMatrix(string operation, Shape x) =>
        new ShapeException($"{operation}: expected a matrix, got shape {x}; reshape it to two axes");

    public static Exception OutOfMemory(long bytes, Exception? inner = null) =>
        new TensorMemoryException($"memory: {bytes} bytes could not be had; free tensors, or work in smaller pieces", inner);

    public static Exception DataLength(int length, Shape shape) =>
        new ShapeException($"tensor: {length} values for shape {shape}, which holds {shape.Size}; give as many values as the shape holds");

    public static Exception ReleasedMemory() =>
        new GraphException("memory: the tensor belonged to a transformation that has ended; return it from the function, or detach it, to keep it");

    public static Exception NoDerivative(string operation, DType dtype) =>
        new DTypeException($"{operation}: {dtype.Name()} tensors have no derivative, only float32 and float64 do; cast with To(DType.Float32)");

    public static Exception TracedParameter() =>
        new GraphException("Parameter: the value belongs to a running transformation; give a concrete tensor, or differentiate with grad instead");

    public static Exception Escaped(string operation, string transformation) =>
        new GraphException($"{operation}: a value of {transformation} was used after {transformation} had ended; return it from the function, or take stopGradient of it inside");

    public static Exception LoneNumber() =>
        new InvalidOperationException("a host number was used where a tensor is needed; make it a tensor first");

    public static Exception SpentGraph(string operation) =>
        new GraphException($"Backward: the graph behind {operation} was let go by an earlier pass; pass keepGraph: true to that pass to cross it again");

    public static Exception TangentSpace(string transformation, Space expected, Space actual) =>
        new ShapeException($"{transformation}: expected a tangent of {expected}, like its argument, got {actual}; give each argument a tangent of its own shape and dtype");

    public static Exception NullTensor(string operation) =>
        new ArgumentNullException(null, $"{operation}: a tensor was null; give a tensor");

    public static Exception NoBool(string operation) =>
        new DTypeException($"{operation}: is not defined on bool; cast with To(DType.Int64) or To(DType.Float32)");

    public static Exception Null(string operation, string parameter, string remedy) =>
        new ArgumentNullException(parameter, $"{operation}: expected a {parameter}, got null; pass {remedy}");

    public static Exception UniformRange(double from, double to) =>
        new ArgumentException(Invariant($"uniform: expected from <= to, got from {from} to {to}; exchange them"));

    public static Exception RangeTooWide(string operation, double from, double to, DType dtype) =>
        new ArgumentException(Invariant($"{operation}: expected a finite distance in {dtype.Name()}, got {from} to {to}; use smaller bounds{(dtype == DType.Float32 ? ", or float64" : "")}"));

    public static Exception NegativeStd(double std) =>
        new ArgumentException(Invariant($"normal: expected a standard deviation of at least 0, got {std}; a variance needs its square root first"));

    public static Exception EmptyRange(string operation, long low, long high) =>
        new ArgumentException(Invariant($"{operation}: expected low < high, got [{low}, {high}), which is empty; high itself is never drawn, so make it at least low + 1"));

    public static Exception Probability(string operation, double p) =>
        new ArgumentException(Invariant($"{operation}: expected a probability in [0, 1], got {p}; divide percentages by 100"));

    public static Exception FanIn(int fanIn) =>
        new ArgumentException(Invariant($"initialization: expected at least 1 input, got {fanIn}; give the layer an input to see"));

    public static Exception NumPySeed(long seed) =>
        new ArgumentException(Invariant($"numpy seed: expected a seed in [0, 4294967295], got {seed}; NumPy takes no other, so take one from there"));

    public static Exception NotScalar(string operation, Shape shape, string remedy) =>
        new ShapeException($"{operation}: expected a tensor of one element, got shape {shape}; {remedy}");

    public static Exception CotangentCount(string operation, int expected, int actual) =>
        new GraphException($"{operation}: its backward gave {actual} cotangent(s) for {expected} argument(s); return one for each argument");

    public static Exception CotangentShape(string operation, int argument, Shape expected, Shape actual) =>
        new ShapeException($"{operation}: its backward gave a cotangent of shape {actual} for argument {argument} of shape {expected}; give it the argument's shape");

    public static Exception Transformed(string operation) =>
        new GraphException($"{operation}: the tensor belongs to a running transformation such as grad; use that transformation's result instead");

    public static Exception NoGraph(string operation) =>
        new GraphException($"{operation}: the tensor was not made from any Parameter, so there is no graph; make what you differentiate a Parameter, and compute outside NoGrad");

    public static Exception Cotangent(string operation, Shape expected, Shape actual) =>
        new ShapeException($"{operation}: expected a cotangent of shape {expected}, like the result, got {actual}; give it the result's shape");

    public static Exception NoGradient(bool isParameter, bool isRecorded) =>
        new GraphException("Grad: no gradient yet; " + (isParameter
            ? "call Backward on something made from this parameter first, or ask HasGrad"
            : isRecorded
                ? "only parameters keep theirs, so call RetainGrad() on this value before Backward"
                : "the tensor is not a Parameter, make it one before computing with it"));

    public static Exception Cotangent(string operation, Space expected, Space actual) =>
        new ShapeException($"{operation}: expected a cotangent of {expected}, like the result, got {actual}; give it the result's shape and dtype");

    public static Exception NegativeOrder(string operation, int order) =>
        new ArgumentException($"{operation}: expected an order of at least 0, got {order}; integrals are not derivatives");

    public static Exception NotField(string operation, Shape argument, Shape result) =>
        new ShapeException($"{operation}: expected a field, whose result has the argument's shape {argument}, got {result}; return one component for each coordinate");

    public static Exception NotThree(Shape actual) =>
        new ShapeException($"curl: expected a point of shape [3], got {actual}; curl exists in three dimensions only");

    public static Exception NotDefined(string operation, DType dtype) =>
        new DTypeException($"{operation}: not defined for {dtype.Name()} tensors; cast the tensor to a dtype that fits the operation first");

    public static Exception IntegerDivisionByZero(string operation) =>
        new ArgumentException($"{operation}: expected divisors that are not 0, got an integer 0, for which there is no result; mask zeros out, or cast to a float dtype");

    public static Exception FractionalExponent(string operation, double exponent, DType dtype) =>
        new DTypeException($"{operation}: expected a whole number beside {dtype.Name()} tensors, got {exponent}; cast the tensor to a float dtype first");

    public static Exception NoArithmetic(string operation, DType dtype) =>
        new DTypeException($"{operation}: {dtype.Name()} has no sums of products; cast to int64 or to a float dtype");

    public static Exception NotFloat(string operation, DType dtype) =>
        new DTypeException($"{operation}: expected a floating-point dtype, got {dtype.Name()}; cast it first");

    public static Exception BoolArithmetic(string operation) =>
        new DTypeException($"{operation}: expected numbers, got bool; cast it to int64 first");

    public static Exception InferredLength(string operation, int size, int[] to) =>
        new ShapeException($"{operation}: {size} elements do not determine the -1 in {S(to)}; write one -1, beside lengths whose product divides {size}");

    public static Exception NewAxisOutOfRange(string operation, int axis, Shape x) =>
        new AxisException($"{operation}: new axis {axis} of shape {x}; it must be in [{-x.Rank - 1}, {x.Rank}]");

    public static Exception ExpandRank(Shape x, int[] to) =>
        new ShapeException($"expand: {S(to)} does not say what shape {x} stretches to; give at least {x.Rank} lengths, and -1 only for axes that are there already");

    public static Exception FlattenOrder(int start, int end, Shape x) =>
        new AxisException($"flatten: start axis {start} comes after end axis {end} of shape {x}; exchange them");

    public static Exception AxisPairs(string operation, int[] source, int[] destination) =>
        new AxisException($"{operation}: axes {S(source)} and {S(destination)}; give as many destinations as sources");

    public static Exception TooFewAxes(string operation, int needed, Shape x) =>
        new ShapeException($"{operation}: shape {x} has {x.Rank} axes, needs at least {needed}; add axes with unsqueeze");

    public static Exception Step(string operation, int step) =>
        new IndexException($"{operation}: expected a step of at least 1, got {step}; flip the axis to walk backwards");

    public static Exception Position(string operation, long index, int axis, Shape x) =>
        new IndexException($"{operation}: index {index} along axis {axis} of shape {x}; it must be in [{-x.Lengths[axis]}, {x.Lengths[axis]})");

    public static Exception TooManyIndices(int count, Shape x) =>
        new IndexException($"getitem: {count} indices for shape {x}; give at most {x.Rank}, new axes and the ellipsis not counted");

    public static Exception TwoEllipses() =>
        new IndexException("getitem: expected at most one ellipsis, got several; write ranges for the axes between them");

    public static Exception NarrowRange(int start, int length, int axis, Shape x) =>
        new IndexException($"narrow: {length} elements from {start} along axis {axis} of shape {x}; stay within [0, {x.Lengths[axis]}]");

    public static Exception PadPairs(int count, Shape x) =>
        new ShapeException($"pad: {count} numbers for shape {x}; give a pair (before, after) for each padded axis, the last axis first, at most {2 * x.Rank} numbers");

    public static Exception PadCrops(int before, int after, int axis, Shape x) =>
        new ShapeException($"pad: ({before}, {after}) crops more than axis {axis} of shape {x} has; crop at most {x.Lengths[axis]}");

    public static Exception NotInDType(string operation, Number value, DType dtype) =>
        new DTypeException($"{operation}: the value {value} does not fit {dtype.Name()}; cast the tensor to a dtype that stores it");

    public static Exception NoTensors(string operation) =>
        new ArgumentException($"{operation}: expected at least one tensor, got none; give one");

    public static Exception ShiftPairs(int[] shifts, int[] axes) =>
        new AxisException($"roll: shifts {S(shifts)} for axes {S(axes)}; give an axis for each shift, or no axes to roll the flattened tensor");

    public static Exception PieceSize(string operation, int size, int axis, Shape x) =>
        new ArgumentException($"{operation}: {size} for axis {axis} of shape {x}; give at least 1");

    public static Exception SplitSizes(int[] sizes, int axis, Shape x) =>
        new ShapeException($"split: sizes {S(sizes)} for axis {axis} of shape {x}; they must not be negative and must sum to {x.Lengths[axis]}");

    public static Exception Repeats(string operation, int[] counts, Shape x) =>
        new ShapeException($"{operation}: counts {S(counts)} for shape {x}; give at least {x.Rank} counts, none of them negative");

    public static Exception RowsOfNumber() =>
        new ShapeException("rows: a 0-d tensor has no first axis to walk along; read the number, or reshape it to [1]");

    public static Exception IndexRank(string operation, Shape index) =>
        new ShapeException($"{operation}: expected a 1-d index, got shape {index}; flatten it first");

    public static Exception MaskShape(Shape mask, Shape x) =>
        new ShapeException($"index: mask of shape {mask} for shape {x}; its lengths must be those of the tensor's first axes");

    public static Exception PaddingIndex(int padding, Shape weight) =>
        new IndexException($"embedding: padding index {padding} for weight of shape {weight}; it must be in [{-weight.Lengths[0]}, {weight.Lengths[0]})");

    public static Exception ClassCount(int classes) =>
        new ArgumentException($"one_hot: expected at least 1 class, got {classes}; give the number of classes, or -1 to infer it from a non-empty tensor");

    public static Exception ClassOutOfRange(long index, int classes) =>
        new IndexException($"one_hot: class {index} of {classes}; it must be in [0, {classes})");

    private static string At(string path) => path.Length == 0 ? "the tree itself" : path;

    public static Exception TreeMissing(string path) =>
        new TreeException($"tree: {At(path)} is null; a tree has a tensor at every leaf, so say what may be missing with an option, a list or a map");

    public static Exception TreeFunction(string path) =>
        new TreeException($"tree: {At(path)} is a function; a function is not a tensor and closes over values of the transformation; return tensors");

    public static Exception TreeOpaque(string path, string type, string why) =>
        new TreeException($"tree: {At(path)} is a {type}, which holds tensors but cannot be rebuilt: {why}; use a record, a tuple or a collection, or give the class a public property with set or init, or a constructor parameter of the same name, for each of its tensors");

    public static Exception TreeLeafType(string path, string expected, string got) =>
        new TreeException($"tree: {At(path)} only takes a {expected}, and got a {got}; declare it as Tensor, so that values of a transformation fit");

    public static Exception TreeCount(string type, string[] paths, int got) =>
        new TreeException($"tree: a {type} with {paths.Length} tensor(s) was to be rebuilt from {got}; give one for each of its leaves: {string.Join(", ", paths.Select(At))}");

    public static Exception TreesDiffer(string operation, string path, string expected, string got) =>
        new TreeException($"{operation}: the trees differ at {At(path)}: expected {expected}, as in the first tree, got {got}; give trees with the same cases, lengths and keys");

    public static Exception TreeTooDeep(string type) =>
        new TreeException($"tree: a {type} is nested too deeply, or holds itself; a tree must end, so leave references back out of it");

    public static Exception Ragged(int[] expected, int[] actual) =>
        new ShapeException($"tensor: expected parts of equal shape, got {S(expected)} and {S(actual)}; fill up the shorter ones, or make a tensor of each");

    public static Exception NotANumber(Type type) =>
        new DTypeException($"tensor: expected numbers, truth values or sequences of them, got {type}; convert it to numbers first");

    public static Exception Arange(double start, double stop, double step) =>
        new ArgumentException(Invariant($"arange: {step} does not lead from {start} to {stop}; give finite bounds and a step that is not 0 and has the sign of stop - start"));

    public static Exception Option(string operation, string option, string expected, double got, string remedy) =>
        new ArgumentException(Invariant($"{operation}: expected {option} {expected}, got {got}; {remedy}"), option);

    public static Exception Reduction(string operation, string got) =>
        new ArgumentException($"{operation}: expected Reduction.None, Mean or Sum, got {got}; BatchMean belongs to KlDiv alone");

    public static Exception TargetShape(string operation, Shape prediction, Shape target) =>
        new ShapeException($"{operation}: expected a target of the prediction's shape {prediction}, or a single number, got {target}; reshape one of them, or expand it on purpose");

    public static Exception WeightShape(string operation, Shape losses, Shape weight) =>
        new ShapeException($"{operation}: expected weights that broadcast to {losses}, got {weight}; reshape them");

    public static Exception ClassWeights(string operation, int classes, Shape got) =>
        new ShapeException($"{operation}: expected a weight for each of {classes} classes, got shape {got}; give a tensor of shape [{classes}]");

    public static Exception ClassTargets(string operation, Shape scores, Shape expected, Shape got) =>
        new ShapeException($"{operation}: expected class indices of shape {expected} for scores of shape {scores}, got {got}; the axis of the classes is 1, or 0 of a single sample");

    public static Exception TooManyAxes(string operation, int most, Shape x) =>
        new ShapeException($"{operation}: expected at most {most} axes, got {x}; flatten or reshape it first");

    public static Exception OddAxis(string operation, int axis, Shape x) =>
        new ShapeException($"{operation}: expected an even length to halve, got axis {axis} of shape {x}; pad it, or choose another axis");

    public static Exception NormalizedShape(string operation, Shape expected, Shape got) =>
        new ShapeException($"{operation}: expected a tensor whose last axes are {expected}, got {got}; the normalised shape is that of the last axes, at least one");

    public static Exception ParameterCount(string operation, int expected, int got) =>
        new ArgumentException($"{operation}: the model has {expected} parameter(s), got {got} tensor(s); give one for each, in the order of Parameters");

    public static Exception ParameterShape(string operation, string name, Shape expected, Shape got) =>
        new ShapeException($"{operation}: expected shape {expected} for parameter {name}, got {got}; the order is that of Parameters");

    public static Exception StateCount(int expected, int got) =>
        new ArgumentException($"optimizer step: expected the state of {expected} parameter(s), got that of {got}; start with Init of the same parameters");

    public static Exception Nesterov(double momentum, double dampening) =>
        new ArgumentException(Invariant($"optimizer: nesterov expected momentum above 0 and dampening 0, got momentum {momentum} and dampening {dampening}; set them, or leave nesterov out"), "nesterov");

    public static Exception NoParameters() =>
        new ArgumentException("optimizer: expected at least one parameter, got none; give model.Parameters of a model that has some", "parameters");

    public static Exception SharedParameter() =>
        new ArgumentException("optimizer: expected each parameter once, got one twice; it may belong to one group only", "parameters");

    public static Exception Training(string unsaid, string call) =>
        new ArgumentException($"train: nothing says {unsaid}; call {call} before Run");

    public static Exception TrainingData(string call) =>
        new ArgumentException($"train: {call} gives data to a loss of parameters alone; minimise a function of parameters, inputs and targets, or leave {call} out");

    public static Exception Samples(Shape x, Shape y) =>
        new ShapeException($"train: batches need as many inputs as targets along the first axis, and some, got {x} and {y}; reshape them, or leave Batches out");
}
