using static System.FormattableString;

namespace Functional;

/// <content>Random numbers.</content>
internal static partial class Errors
{
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

    public static Exception KeyDType(string operation, DType dtype) =>
        new DTypeException($"{operation}: expected a key, which is int64, got {dtype.Name()}; make one from a seed, or split another key");

    public static Exception ManyKeys(string operation, Shape keys) =>
        new ShapeException($"{operation}: expected one key, got keys of shape {keys}; draw from each of them under vmap, or take them apart with unbind");

    public static Exception KeyRange(string operation, double low, double high) =>
        new ArgumentException(Invariant($"{operation}: expected low < high and a finite distance, got {low} and {high}; exchange them, or use smaller bounds"));

    public static Exception WideRange(string operation, long low, long high) =>
        new ArgumentException(Invariant($"{operation}: expected a distance below 2^63, got [{low}, {high}); use smaller bounds"));

    public static Exception Truncation(double lower, double upper) =>
        new ArgumentException(Invariant($"truncated_normal: expected lower < upper, got {lower} and {upper}; exchange them"));

    public static Exception RareTruncation(double lower, double upper) =>
        new ArgumentException(Invariant($"truncated_normal: expected an interval that a normal number hits once in 2^40 times at least, got [{lower}, {upper}]; move it nearer to 0"));

    public static Exception NoOutcomes(string operation, Shape shape) =>
        new ShapeException($"{operation}: expected something to choose from along the first axis, got shape {shape}; give a tensor of at least one row");

    public static Exception TooManyChosen(int count, Shape shape) =>
        new ArgumentException($"choice_once: expected a count in [0, {shape.Lengths[0]}], got {count} of shape {shape}; choose with replacement to have more");
}
