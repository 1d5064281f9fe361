using static System.FormattableString;

namespace Functional;

/// <content>Systems of equations, fixed points, minima and differential equations.</content>
internal static partial class Errors
{
    public static Exception TooManyIterations(string operation, int iterations, double residual, double tolerance) =>
        new ConvergenceException(Invariant($"{operation}: expected to converge to a tolerance of {tolerance:G3}, got a residual of {residual:G3} after {iterations} iteration(s); start nearer, allow more iterations, or loosen the tolerance"));

    public static Exception Stalled(string operation, int iterations, double residual, double tolerance) =>
        new ConvergenceException(Invariant($"{operation}: expected to converge to a tolerance of {tolerance:G3}, got stuck at a residual of {residual:G3} after {iterations} iteration(s); the linear map behind it may be singular or badly scaled: start elsewhere, rescale, or loosen the tolerance"));

    public static Exception NotFinite(string operation, int iterations, double residual) =>
        new ConvergenceException(Invariant($"{operation}: expected finite numbers, got a residual of {residual} at iteration {iterations}; start where the function is defined, or rescale it"));

    public static Exception NotPositiveDefinite(string operation, int iterations) =>
        new ConvergenceException($"{operation}: expected a symmetric positive definite linear map, got a direction without positive curvature at iteration {iterations}; use LinearMethod.Gmres, and for a minimum make sure that it is a strict one");

    public static Exception ResultShape(string operation, int leaf, Shape expected, Shape actual) =>
        new ShapeException($"{operation}: its function gave shape {actual} for tensor {leaf} of shape {expected}; give each the shape that it has in the unknown");

    public static Exception NoSignChange(string operation, double low, double high, double atLow, double atHigh) =>
        new ArgumentException(Invariant($"{operation}: expected values of opposite sign at both ends, got {atLow:G6} at {low:G6} and {atHigh:G6} at {high:G6}; widen the bracket"));

    public static Exception BracketShape(string operation, Shape low, Shape high) =>
        new ShapeException($"{operation}: expected ends of one shape and dtype, got {low} and {high}; give each element of the unknown both its ends");

    public static Exception TimesShape(string operation, Shape times) =>
        new ShapeException($"{operation}: expected times as a vector of at least one, got shape {times}; give the first time and those to stop at");

    public static Exception TimesOrder(string operation, int index, double before, double after) =>
        new ArgumentException(Invariant($"{operation}: expected finite times that all rise or all fall, got {after} after {before} at index {index}; sort them, and name each once"));

    public static Exception StepUnderflow(string operation, double time, double step) =>
        new ConvergenceException(Invariant($"{operation}: expected steps above rounding, got one of {step:G3} at t = {time:G6}; the solution may end there or be stiff: stop earlier, or loosen the tolerances"));

    public static Exception TooManySteps(string operation, int steps, double time, double end) =>
        new ConvergenceException(Invariant($"{operation}: expected to reach t = {end:G6}, got to t = {time:G6} in {steps} steps; allow more with MaxSteps, or loosen the tolerances"));

    public static Exception DerivativeNotFinite(string operation, double time) =>
        new ConvergenceException(Invariant($"{operation}: expected finite derivatives, got others near t = {time:G6}; stop earlier, or start where the function is defined"));
}
