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
}
