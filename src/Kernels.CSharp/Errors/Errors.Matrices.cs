namespace Functional;

/// <content>Matrices that have no such factorisation, inverse or solution.</content>
internal static partial class Errors
{
    public static Exception NotPositiveDefinite(string operation, int matrix, int count, int minor) =>
        new LinearAlgebraException($"{operation}: expected a positive definite matrix, got one{Which(matrix, count)} whose leading minor of order {minor} is not positive; add a small multiple of the identity, or use lu or eigh");

    public static Exception Singular(string operation, int matrix, int count, int pivot) =>
        new LinearAlgebraException($"{operation}: expected an invertible matrix, got one{Which(matrix, count)} that is singular: pivot {pivot} of its elimination is 0; use pinv or lstsq, or add a small multiple of the identity");

    public static Exception ZeroOnDiagonal(string operation, int matrix, int count, int place) =>
        new LinearAlgebraException($"{operation}: expected a triangular matrix without zeros on its diagonal, got one{Which(matrix, count)} that is singular: element ({place}, {place}) is 0; use pinv or lstsq, or add a small multiple of the identity");

    public static Exception NotFiniteMatrix(string operation, int matrix, int count) =>
        new LinearAlgebraException($"{operation}: expected finite numbers, got a matrix{Which(matrix, count)} with nan or an infinity; find where it comes from, or replace it with nanToNum");

    public static Exception NoConvergence(string operation, int matrix, int count) =>
        new LinearAlgebraException($"{operation}: expected the iteration to converge, got a matrix{Which(matrix, count)} with which it does not; scale it to numbers near 1");

    public static Exception SolveShapes(string operation, Shape matrix, Shape right) =>
        new ShapeException($"{operation}: expected right-hand sides with as many rows as the matrices, got shape {right} beside {matrix}; give [.., n, k] for matrices [.., n, n], or a vector [n]");

    public static Exception CompleteQr(Shape x) =>
        new GraphException($"qr: expected a reduced factorisation for a derivative, got the complete one of shape {x}, whose last columns of Q are not determined; use the reduced one");

    public static Exception LstsqShapes(Shape matrix, Shape right) =>
        new ShapeException($"lstsq: expected right-hand sides with as many rows as the matrices, got shape {right} beside {matrix}; give [.., m, k] for matrices [.., m, n], or a vector [m]");

    public static Exception MatrixNormOrder(double order) =>
        new ArgumentException(FormattableString.Invariant($"matrix_norm: expected one of the orders 1, -1, 2, -2, inf and -inf, got {order}; use frobeniusNorm or nuclearNorm for those, and norm for the elements as a vector"));

    public static Exception CondOrder(double order) =>
        new ArgumentException(FormattableString.Invariant($"cond: expected one of the orders 1, -1, 2, -2, inf and -inf, got {order}; give one of those"));

    public static Exception NoMatrices() =>
        new ArgumentException("multi_dot: expected at least one matrix, got none; give the factors of the product");

    public static Exception VanderCount(int count) =>
        new ArgumentException($"vander: expected at least 1 power, got {count}; give the number of columns");

    private static string Which(int matrix, int count) => count == 1 ? "" : $" at {matrix} of the batch of {count}";
}
