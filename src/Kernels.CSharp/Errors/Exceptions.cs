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

/// <summary>A solver did not come to a solution that is good enough.</summary>
public sealed class ConvergenceException(string message) : InvalidOperationException(message);

/// <summary>A function does what no program can hold: it reads numbers that are not known yet, or has side effects.</summary>
public sealed class TracingException(string message) : InvalidOperationException(message);

/// <summary>A matrix has no such factorisation, inverse or solution: it is singular, not positive definite, or not finite.</summary>
public sealed class LinearAlgebraException(string message) : ArithmeticException(message);
