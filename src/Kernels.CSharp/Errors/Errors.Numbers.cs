using static System.FormattableString;

namespace Functional;

/// <content>Dtypes, devices, data and memory.</content>
internal static partial class Errors
{
    public static Exception NoDType(Type type) =>
        new DTypeException($"dtype: no dtype stores {type}; use bool, byte, int, long, Half, BFloat16, float or double");

    public static Exception Arity(string operation, int count) =>
        new ArgumentException($"{operation}: does not take {count} argument(s)");

    public static Exception MixedDevices(string operation, Device x, Device y) =>
        new DeviceException($"{operation}: one tensor is on {x}, another on {y}; move one of them, as in x.To(y.Device)");

    public static Exception MixedDTypes(string operation, DType x, DType y) =>
        new DTypeException($"{operation}: expected equal dtypes, got {x.Name()} and {y.Name()}; cast one of them");

    public static Exception NotBool(string operation, DType dtype) =>
        new DTypeException($"{operation}: the condition must be bool, got {dtype.Name()}; compare first, as in x > 0");

    public static Exception NegativeExponent(string operation, double exponent, DType dtype) =>
        new DTypeException(Invariant($"{operation}: expected an exponent of at least 0 beside {dtype.Name()} tensors, got {exponent}; cast the tensor to a float dtype first"));

    public static Exception OutOfMemory(long bytes, Exception? inner = null) =>
        new TensorMemoryException($"memory: {bytes} bytes could not be had; free tensors, or work in smaller pieces", inner);

    public static Exception DataLength(int length, Shape shape) =>
        new ShapeException($"tensor: {length} values for shape {shape}, which holds {shape.Size}; give as many values as the shape holds");

    public static Exception LoneNumber() =>
        new InvalidOperationException("a host number was used where a tensor is needed; make it a tensor first");

    public static Exception NullTensor(string operation) =>
        new ArgumentNullException(null, $"{operation}: a tensor was null; give a tensor");

    public static Exception NoBool(string operation) =>
        new DTypeException($"{operation}: is not defined on bool; cast with To(DType.Int64) or To(DType.Float32)");

    public static Exception Null(string operation, string parameter, string remedy) =>
        new ArgumentNullException(parameter, $"{operation}: expected a {parameter}, got null; pass {remedy}");

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

    public static Exception NoMatrices(string operation, DType dtype) =>
        dtype.IsFloat()
            ? new DTypeException($"{operation}: expected float32 or float64, got {dtype.Name()}, whose precision is too low for it; cast the matrices first, as in x.To(DType.Float32)")
            : NotFloat(operation, dtype);

    public static Exception BoolArithmetic(string operation) =>
        new DTypeException($"{operation}: expected numbers, got bool; cast it to int64 first");

    public static Exception NotInDType(string operation, Number value, DType dtype) =>
        new DTypeException($"{operation}: the value {value} does not fit {dtype.Name()}; cast the tensor to a dtype that stores it");

    public static Exception Ragged(int[] expected, int[] actual) =>
        new ShapeException($"tensor: expected parts of equal shape, got {S(expected)} and {S(actual)}; fill up the shorter ones, or make a tensor of each");

    public static Exception NotANumber(Type type) =>
        new DTypeException($"tensor: expected numbers, truth values or sequences of them, got {type}; convert it to numbers first");

    public static Exception Arange(double start, double stop, double step) =>
        new ArgumentException(Invariant($"arange: {step} does not lead from {start} to {stop}; give finite bounds and a step that is not 0 and has the sign of stop - start"));
}
