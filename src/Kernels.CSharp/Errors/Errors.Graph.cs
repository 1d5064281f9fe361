namespace Functional;

/// <content>Derivatives and graphs.</content>
internal static partial class Errors
{
    public static Exception ReleasedMemory() =>
        new GraphException("memory: the tensor belonged to a transformation that has ended; return it from the function, or detach it, to keep it");

    public static Exception NoDerivative(string operation, DType dtype) =>
        new DTypeException($"{operation}: {dtype.Name()} tensors have no derivative, only floating-point ones do; cast with To(DType.Float32)");

    public static Exception TracedParameter() =>
        new GraphException("Parameter: the value belongs to a running transformation; give a concrete tensor, or differentiate with grad instead");

    public static Exception Escaped(string operation, string transformation) =>
        new GraphException($"{operation}: a value of {transformation} was used after {transformation} had ended; return it from the function, or take stopGradient of it inside");

    public static Exception SpentGraph(string operation) =>
        new GraphException($"Backward: the graph behind {operation} was let go by an earlier pass; pass keepGraph: true to that pass to cross it again");

    public static Exception TangentSpace(string transformation, Space expected, Space actual) =>
        new ShapeException($"{transformation}: expected a tangent of {expected}, like its argument, got {actual}; give each argument a tangent of its own shape and dtype");

    public static Exception CotangentCount(string operation, int expected, int actual) =>
        new GraphException($"{operation}: its backward gave {actual} cotangent(s) for {expected} argument(s); return one for each argument");

    public static Exception CotangentShape(string operation, int argument, Shape expected, Shape actual) =>
        new ShapeException($"{operation}: its backward gave a cotangent of shape {actual} for argument {argument} of shape {expected}; give it the argument's shape");

    public static Exception Transformed(string operation) =>
        new GraphException($"{operation}: the tensor belongs to a running transformation such as grad; use that transformation's result instead");

    public static Exception NoGraph(string operation) =>
        new GraphException($"{operation}: the tensor was not made from any Parameter, so there is no graph; make what you differentiate a Parameter, and compute outside NoGrad");

    public static Exception Cotangent(string operation, Shape expected, Shape actual) =>
        Cotangent(operation, $"shape {expected}", $"{actual}", "shape");

    public static Exception NoGradient(bool isParameter, bool isRecorded) =>
        new GraphException("Grad: no gradient yet; " + (isParameter
            ? "call Backward on something made from this parameter first, or ask HasGrad"
            : isRecorded
                ? "only parameters keep theirs, so call RetainGrad() on this value before Backward"
                : "the tensor is not a Parameter, make it one before computing with it"));

    public static Exception Cotangent(string operation, Space expected, Space actual) =>
        Cotangent(operation, $"{expected}", $"{actual}", "shape and dtype");

    private static ShapeException Cotangent(string operation, string expected, string actual, string what) =>
        new($"{operation}: expected a cotangent of {expected}, like the result, got {actual}; give it the result's {what}");

    public static Exception NotLinear(string transformation, string operation) =>
        new GraphException($"{transformation}: expected a linear function, got one whose {operation} is not linear in its argument; use vjp, which transposes the derivative at a point");

    public static Exception NotZeroAtZero(string transformation) =>
        new GraphException($"{transformation}: expected a linear function, got one that is not 0 at 0; leave its constant part away, or use vjp, which transposes the derivative at a point");

    public static Exception NegativeOrder(string operation, int order) =>
        new ArgumentException($"{operation}: expected an order of at least 0, got {order}; integrals are not derivatives");

    public static Exception NotRepeatable(string expected, string actual) =>
        new GraphException($"checkpoint: expected the function to give {expected} again, got {actual}; it runs again for a derivative, so leave out of it what changes between runs");

    public static Exception ChangedParameter() =>
        new GraphException("checkpoint: expected parameters as they were, got one with a new value, in a function that runs again for a derivative; call Backward before the values change");

    public static Exception TangentShape(string operation, int result, Shape expected, Shape actual) =>
        new ShapeException($"{operation}: its rule gave a tangent of shape {actual} for result {result} of shape {expected}; give it the result's shape");

    public static Exception Captured(string operation, string transformation) =>
        new GraphException($"{operation}: its function uses a value of {transformation} that is not among its arguments, so no rule gives a derivative for it; make it an argument");

    public static Exception ReadOfLanes(string operation, string transformation, Shape shape, int lanes) =>
        new GraphException($"{operation}: reads a value of {transformation}, which is {lanes} tensors of shape {shape}, one for each place of the batch, and no single one; compute with it (where, cond), or do without {transformation} here");

    public static Exception BatchLengths(string transformation, string lengths) =>
        new ShapeException($"{transformation}: the axes to map over have different lengths: {lengths}; they must have one length, or name no axis for what is the same for all");

    public static Exception NothingToMap(string transformation) =>
        new ShapeException($"{transformation}: no argument has an axis to map over; name one for at least one tensor");

    public static Exception BatchAxisCount(string transformation, string what, int tensors, int axes) =>
        new ShapeException($"{transformation}: {axes} axes for {tensors} tensors of the {what}; give one axis for all of them, or one for each");

    public static Exception UnmappedResult(string transformation, int result) =>
        new GraphException($"{transformation}: result {result} differs from one place of the batch to the next; name the axis along which they go");

    public static Exception BranchSpaces(string operation, Space onTrue, Space onFalse) =>
        new ShapeException($"{operation}: the branches give {onTrue} and {onFalse}, and here each example takes its own; give both one shape and dtype");

    public static Exception StateSpace(string operation, Space before, Space after) =>
        new ShapeException($"{operation}: a step turns {before} of the state into {after}; a state keeps its shapes and dtypes, so give it the right ones from the start");

    public static Exception ScanLengths(string operation, int[] lengths) =>
        new ShapeException($"{operation}: the first axes have lengths {Shape.Format(lengths)}; they must have one length");

    public static Exception DeclaredArguments(string operation, int expected, int got) =>
        new ArgumentException($"{operation}: expected {expected} arguments, got {got}; give a tensor for each region that it was declared with");

    public static Exception ProgramArguments(int expected, int actual) =>
        new ShapeException($"compiled program: expected {expected} argument(s), got {actual}; give it what it was compiled for");

    public static Exception ProgramArgument(int argument, Space expected, Space actual) =>
        new ShapeException($"compiled program: argument {argument} must be {expected}, got {actual}; compile the function again for other shapes or dtypes");
}
