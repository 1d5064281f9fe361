namespace Functional;

/// <content>Traced functions.</content>
internal static partial class Errors
{
    public static Exception TracedRead(string operation, string transformation) =>
        new TracingException($"{operation}: reads a value of {transformation}, whose numbers are not known while the function is traced; decide with where, cond or whileLoop, make it an argument that is no tensor, or read it outside of {transformation}");

    public static Exception TracedEffect(string operation, string what) =>
        new TracingException($"{operation}: a compiled function is traced once and then runs without its code, but this {what}");

    public static Exception TracedAssignment() =>
        new TracingException("Parameter: a compiled function is traced once and then runs without its code, but this assigns a parameter's value; return the new value, and assign it outside");

    public static Exception TracedTooMuch(string transformation, int limit) =>
        new TracingException($"{transformation}: expected at most {limit} operations, got more; make the loop a scan or forLoop, compile a part of the function, or raise the limit (maxOperations)");

    public static Exception TrainChanged(string why) =>
        new TracingException($"train: the run began compiled, but the model has changed since, and cannot be compiled any more ({why}); train it with Eagerly()");

    public static Exception CompileOption(string option, int least, int got) =>
        new ArgumentOutOfRangeException(option, got, $"compile: expected {option} of at least {least}, got {got}");

    public static string ManySignatures(int signatures) =>
        $"compile: a function was traced for more than {signatures} signatures (shapes, dtypes, devices, and arguments that are no tensors), so it is compiled again and again; give it arguments of few shapes, pass numbers as tensors, or raise the number that is kept (signatures)";

    public static Exception TracedReverse(string operation) =>
        new TracingException($"{operation}: reverse mode inside a compiled function needs every state, and how many there will be is not known; use forLoop or scan with a fixed number of steps, or forward mode (jvp)") { FallsBack = true };

    public static Exception TracedSeries(string operation) =>
        new TracingException($"{operation}: taylor inside a compiled function repeats every step, and how many there will be is not known; use forLoop or scan with a fixed number of steps, or derivatives (jvp)") { FallsBack = true };

    public static Exception TracedSolver() =>
        new TracingException("a solver (root, fixedPoint, argmin, linearSolve, odeSolve) decides by numbers what it does next, which no program does; compile the function that it solves, and what stands before and after it") { FallsBack = true };

    public static Exception TracedMove(Device from, Device to) =>
        new TracingException($"to: a compiled function runs on one device, but this moves a tensor from {from} to {to}; move the arguments before the call or the results after it, as in x.To(y.Device), or compile the parts on either side") { FallsBack = true };

    public static Exception TracedDevices(string transformation, Device home, Device other) =>
        new TracingException($"{transformation}: a compiled function runs on one device, here {home}, but it takes a tensor on {other}; move that before, as in x.To(y.Device) or model.To(device)") { FallsBack = true };

    public static string RunsAsItIs(string transformation, string why) =>
        $"{transformation}: a function, or its derivative, runs as it is, one operation at a time: {why}";

    public static Exception BodyArguments(string operation, Space[] expected, Space[] actual) =>
        new ProgramException($"{operation}: its body takes ({string.Join(", ", expected)}), got ({string.Join(", ", actual)}); give every body the same arguments");

    public static Exception LoopLength(string operation, int length, Shape actual) =>
        new ProgramException($"{operation}: expected arrays of {length} parts along the first axis, got {actual}; give one part for each step");
}
