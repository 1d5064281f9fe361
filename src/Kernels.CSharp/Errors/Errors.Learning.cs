using static System.FormattableString;

namespace Functional;

/// <content>Losses, layers, optimizers and training.</content>
internal static partial class Errors
{
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
