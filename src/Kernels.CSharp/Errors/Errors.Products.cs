namespace Functional;

/// <content>Sums of products over several axes.</content>
internal static partial class Errors
{
    public static Exception NoEquation() =>
        new ArgumentNullException("equation", "einsum: expected an equation, got null; pass one such as \"ij,jk->ik\"");

    public static Exception EinsumEquation(string equation, string part) =>
        new ArgumentException($"einsum: expected letters for axes and at most one '...' in a term, ',' between terms and at most one '->', got \"{part}\" in \"{equation}\"; write it as in \"ij,jk->ik\"");

    public static Exception EinsumTerms(string equation, int terms, int count) =>
        new ArgumentException($"einsum: \"{equation}\" has {terms} term(s), got {count} tensor(s); give one tensor for each term");

    public static Exception EinsumRank(string equation, string term, Shape x) =>
        new ShapeException($"einsum: term \"{term}\" of \"{equation}\" does not name the {x.Rank} axes of shape {x}; write one letter for each, or '...' for those without one");

    public static Exception EinsumLengths(string label, int x, int y) =>
        new ShapeException($"einsum: axes {label} have lengths {x} and {y}; within a tensor axes of one name must be equally long, across tensors equally long or 1");

    public static Exception EinsumResult(string equation, string label) =>
        new ArgumentException($"einsum: the result of \"{equation}\" names {label} twice, or no term does; name axes of the terms, each once");

    public static Exception CrossLength(Shape x, Shape y, int axis) =>
        new ShapeException($"cross: expected vectors of 3 components along axis {axis}, got shapes {x} and {y}; say which axis has length 3 in both");

    public static Exception NotSquare(string operation, Shape x) =>
        new ShapeException($"{operation}: expected square matrices in the last two axes, got shape {x}; reshape it to [.., n, n]");

    public static Exception TensordotAxes(int[] xAxes, int[] yAxes, Shape x, Shape y) =>
        new ShapeException($"tensordot: axes {S(xAxes)} of shape {x} and {S(yAxes)} of shape {y} are not pairs of equal lengths; give as many axes of each, in the same order");

    public static Exception TensordotCount(int count, Shape x, Shape y) =>
        new ShapeException($"tensordot: {count} axes of shapes {x} and {y}; give a count in [0, {Math.Min(x.Rank, y.Rank)}]");

    public static Exception EmptyTransform(string operation, int axis, Shape x) =>
        new ShapeException($"{operation}: axis {axis} of {x} has no elements to transform; give it at least one");

    public static Exception HalfLength(string operation, int n, int axis, Shape x) =>
        new ShapeException($"{operation}: {n} numbers have {(n / 2) + 1} coefficients in the first half, and axis {axis} of {x} has {x[axis]}; narrow or pad it, or name another length");
}
