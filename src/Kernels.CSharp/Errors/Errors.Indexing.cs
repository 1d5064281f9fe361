using static System.FormattableString;

namespace Functional;

/// <content>Slices, indices, and tensors joined and cut.</content>
internal static partial class Errors
{
    public static Exception SliceRank(string operation, int count, Shape x) =>
        new ShapeException($"{operation}: {count} range(s) for shape {x}; give one for each of its {x.Rank} axes");

    public static Exception SliceBounds(string operation, int axis, long first, long last, Shape x) =>
        new IndexException($"{operation}: elements {first} to {last} of axis {axis} are outside shape {x}; stay within [0, {x.Lengths[axis]})");

    public static Exception IndexDType(string operation, DType dtype) =>
        new DTypeException($"{operation}: indices must be int64, got {dtype.Name()}; cast them, or create them from long values");

    public static Exception IndexShape(string operation, int axis, Shape x, Shape index) =>
        new ShapeException($"{operation}: index of shape {index} for shape {x} along axis {axis}; ranks must agree, and other axes must not be longer");

    public static Exception IndexOutOfBounds(string operation, long index, int axis, Shape x) =>
        new IndexException($"{operation}: index {index} along axis {axis} of shape {x}; it must be in [0, {x.Lengths[axis]})");

    public static Exception ConcatShapes(int axis, Shape x, Shape y) =>
        new ShapeException($"cat: shapes {x} and {y} differ outside axis {axis}; only that axis may differ");

    public static Exception TooFewAxes(string operation, int needed, Shape x) =>
        new ShapeException($"{operation}: shape {x} has {x.Rank} axes, needs at least {needed}; add axes with unsqueeze");

    public static Exception Step(string operation, int step) =>
        new IndexException($"{operation}: expected a step of at least 1, got {step}; flip the axis to walk backwards");

    public static Exception Position(string operation, long index, int axis, Shape x) =>
        new IndexException($"{operation}: index {index} along axis {axis} of shape {x}; it must be in [{-x.Lengths[axis]}, {x.Lengths[axis]})");

    public static Exception TooManyIndices(int count, Shape x) =>
        new IndexException($"getitem: {count} indices for shape {x}; give at most {x.Rank}, new axes and the ellipsis not counted");

    public static Exception TwoEllipses() =>
        new IndexException("getitem: expected at most one ellipsis, got several; write ranges for the axes between them");

    public static Exception NarrowRange(int start, int length, int axis, Shape x) =>
        new IndexException($"narrow: {length} elements from {start} along axis {axis} of shape {x}; stay within [0, {x.Lengths[axis]}]");

    public static Exception PadPairs(int count, Shape x) =>
        new ShapeException($"pad: {count} numbers for shape {x}; give a pair (before, after) for each padded axis, the last axis first, at most {2 * x.Rank} numbers");

    public static Exception PadCrops(int before, int after, int axis, Shape x) =>
        new ShapeException($"pad: ({before}, {after}) crops more than axis {axis} of shape {x} has; crop at most {x.Lengths[axis]}");

    public static Exception NoTensors(string operation) =>
        new ArgumentException($"{operation}: expected at least one tensor, got none; give one");

    public static Exception ShiftPairs(int[] shifts, int[] axes) =>
        new AxisException($"roll: shifts {S(shifts)} for axes {S(axes)}; give an axis for each shift, or no axes to roll the flattened tensor");

    public static Exception PieceSize(string operation, int size, int axis, Shape x) =>
        new ArgumentException($"{operation}: {size} for axis {axis} of shape {x}; give at least 1");

    public static Exception SplitSizes(int[] sizes, int axis, Shape x) =>
        new ShapeException($"split: sizes {S(sizes)} for axis {axis} of shape {x}; they must not be negative and must sum to {x.Lengths[axis]}");

    public static Exception Repeats(string operation, int[] counts, Shape x) =>
        new ShapeException($"{operation}: counts {S(counts)} for shape {x}; give at least {x.Rank} counts, none of them negative");

    public static Exception RowsOfNumber() =>
        new ShapeException("rows: a 0-d tensor has no first axis to walk along; read the number, or reshape it to [1]");

    public static Exception IndexRank(string operation, Shape index) =>
        new ShapeException($"{operation}: expected a 1-d index, got shape {index}; flatten it first");

    public static Exception MaskShape(Shape mask, Shape x) =>
        new ShapeException($"index: mask of shape {mask} for shape {x}; its lengths must be those of the tensor's first axes");

    public static Exception PaddingIndex(int padding, Shape weight) =>
        new IndexException($"embedding: padding index {padding} for weight of shape {weight}; it must be in [{-weight.Lengths[0]}, {weight.Lengths[0]})");

    public static Exception ClassCount(int classes) =>
        new ArgumentException($"one_hot: expected at least 1 class, got {classes}; give the number of classes, or -1 to infer it from a non-empty tensor");

    public static Exception ClassOutOfRange(long index, int classes) =>
        new IndexException($"one_hot: class {index} of {classes}; it must be in [0, {classes})");

    public static Exception TopCount(int count, int axis, Shape x) =>
        new ArgumentException($"topk: {count} elements along axis {axis} of shape {x}; take a number in [0, {x.Lengths[axis]}]");

    public static Exception SourceParts(string operation, int axis, Shape expected, Shape source) =>
        new ShapeException($"{operation}: expected a source of shape {expected}, with a part for each index along axis {axis}, got {source}; expand or reshape it");

    public static Exception IndexCount(string operation, int count, Shape x) =>
        new ShapeException($"{operation}: {count} index tensors for shape {x}; give at least one, and at most one for each of its {x.Rank} axes");

    public static Exception UnknownCombine(string operation, int combine) =>
        new ArgumentException($"{operation}: expected Sum, Prod, Mean, Max or Min, got {combine}; name one of them");

    public static Exception SegmentCount(string operation, int count) =>
        new ArgumentException($"{operation}: expected a count of segments of at least 0, got {count}; give one more than the largest segment number");

    public static Exception SegmentLength(string operation, Shape segments, Shape x) =>
        new ShapeException($"{operation}: expected a segment number for each of the {x.Lengths[0]} parts of shape {x} along axis 0, got shape {segments}");

    public static Exception BinCount(string operation, int count) =>
        new ArgumentException($"{operation}: expected at least 1 bin, got {count}; give the number of bins");

    public static Exception BinRange(string operation, double low, double high) =>
        new ArgumentException(Invariant($"{operation}: expected finite ends of which the first is smaller, got {low} and {high}; give the range of the bins"));

    public static Exception SortedShape(string operation, Shape sorted, Shape values) =>
        new ShapeException($"{operation}: sorted numbers of shape {sorted} for values of shape {values}; give one line of numbers, or lines for all but the last axis");
}
