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

    public static Exception OutOfMemory(long bytes, Exception? inner = null) =>
        new TensorMemoryException($"memory: {bytes} bytes could not be had; free tensors, or work in smaller pieces", inner);

    public static Exception DataLength(int length, Shape shape) =>
        new ShapeException($"tensor: {length} values for shape {shape}, which holds {shape.Size}; give as many values as the shape holds");

    public static Exception ReleasedMemory() =>
        new GraphException("memory: the tensor belonged to a transformation that has ended; return it from the function, or detach it, to keep it");

    public static Exception NotDefined(string operation, DType dtype) =>
        new DTypeException($"{operation}: not defined for {dtype.Name()} tensors; cast the tensor to a dtype that fits the operation first");

    public static Exception IntegerDivisionByZero(string operation) =>
        new ArgumentException($"{operation}: expected divisors that are not 0, got an integer 0, for which there is no result; mask zeros out, or cast to a float dtype");

    public static Exception FractionalExponent(string operation, double exponent, DType dtype) =>
        new DTypeException($"{operation}: expected a whole number beside {dtype.Name()} tensors, got {exponent}; cast the tensor to a float dtype first");

    public static Exception NotFloat(string operation, DType dtype) =>
        new DTypeException($"{operation}: expected a floating-point dtype, got {dtype.Name()}; cast it first");

    public static Exception BoolArithmetic(string operation) =>
        new DTypeException($"{operation}: expected numbers, got bool; cast it to int64 first");
}
