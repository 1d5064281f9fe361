namespace Functional;

/// <summary>
/// The one place that words errors. Every message says the operation, what it expected, what it got, and the remedy.
/// </summary>
internal static partial class Errors
{
    private static string S(ReadOnlySpan<int> lengths) => Shape.Format(lengths);

    private static string At(string path) => path.Length == 0 ? "the tree itself" : path;

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

    public static Exception CannotBroadcast(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: shapes {x} and {y} do not broadcast; aligned at the last axis, lengths must be equal or 1");

    public static Exception CannotExpand(Shape x, Shape to) =>
        new ShapeException($"expand: {x} does not stretch to {to}; aligned at the last axis, its lengths must be equal or 1");

    public static Exception PermuteAxes(int[] axes, Shape x) =>
        new AxisException($"permute: axes {S(axes)} do not reorder shape {x}; name each of its {x.Rank} axes once");

    public static Exception ReshapeSize(Shape x, Shape to) =>
        new ShapeException($"reshape: {x} has {x.Size} elements, {to} has {to.Size}; the sizes must be equal");

    public static Exception EmptyReduction(string operation, Shape x) =>
        new ShapeException($"{operation}: shape {x} has no elements along the reduced axes, and {operation} of nothing has no value; reduce a non-empty tensor");

    public static Exception ShapesDiffer(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: shapes {x} and {y} differ; they must be equal");

    public static Exception InnerAxes(string operation, Shape x, Shape y) =>
        new ShapeException($"{operation}: inner axes differ: {x} x {y}; the last axis of the left must equal the second-to-last of the right");

    public static Exception ScalarProduct(string operation) =>
        new ShapeException($"{operation}: expected tensors with axes, got one without; multiply elementwise with *");

    public static Exception NotVector(string operation, Shape x) =>
        new ShapeException($"{operation}: expected vectors, got shape {x}; flatten it, or use matmul");

    public static Exception NotMatrix(string operation, Shape x) =>
        new ShapeException($"{operation}: expected a matrix, got shape {x}; reshape it to two axes");

    public static Exception NotScalar(string operation, Shape shape, string remedy) =>
        new ShapeException($"{operation}: expected a tensor of one element, got shape {shape}; {remedy}");

    public static Exception NotField(string operation, Shape argument, Shape result) =>
        new ShapeException($"{operation}: expected a field, whose result has the argument's shape {argument}, got {result}; return one component for each coordinate");

    public static Exception NotThree(Shape actual) =>
        new ShapeException($"curl: expected a point of shape [3], got {actual}; curl exists in three dimensions only");

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
}
