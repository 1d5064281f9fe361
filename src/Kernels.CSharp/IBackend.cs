namespace Functional.Kernels;

/// <summary>
/// What computes. Every member is a family whose member operation is data; shapes and dtypes arrive already checked
/// and the space of the result already inferred (<see cref="Operation"/>), so a backend holds arithmetic and nothing
/// else. Results are new arrays or views of an argument; arguments never change.
/// </summary>
public interface IBackend
{
    /// <summary>The device that the backend's arrays are on.</summary>
    Device Device { get; }

    /// <summary>A new array from row-major host data whose length is the size of the shape.</summary>
    NdArray Create<T>(ReadOnlySpan<T> data, Shape shape)
        where T : unmanaged;

    /// <summary>An array whose every element is the number, converted to the dtype.</summary>
    NdArray Full(Shape shape, DType dtype, Number value);

    /// <summary>Copies the elements in row-major order; <typeparamref name="T"/> is the type of the array's dtype.</summary>
    void Read<T>(NdArray x, Span<T> destination)
        where T : unmanaged;

    /// <summary>
    /// The elements of another backend's array as one of this backend's: by way of the host, unless there is a shorter one.
    /// </summary>
    NdArray Bring(NdArray x) => Transfer.ThroughHost(x, this);

    /// <summary>The only element of an array of size 1, as a host number.</summary>
    Number Item(NdArray x);

    /// <summary>
    /// The elements in another dtype: anything to bool is "not zero", floats to integers lose their fraction, and
    /// integers wrap around, floats on their way to uint8 among them. Floats that int32 or int64 do not hold become
    /// the nearest number that it does; nan becomes 0.
    /// </summary>
    NdArray Cast(NdArray x, DType to);

    /// <summary>A function of one number at every element.</summary>
    NdArray Map(Map operation, NdArray x, Space result);

    /// <summary>A function of two numbers at every pair of elements, broadcast; equal dtypes.</summary>
    NdArray Zip(Zip operation, NdArray x, NdArray y, Space result);

    /// <summary><c>condition ? x : y</c> at every element, broadcast; the condition is bool, x and y share a dtype.</summary>
    NdArray Select(NdArray condition, NdArray x, NdArray y, Space result);

    /// <summary>Folds axes away.</summary>
    NdArray Reduce(Reduce operation, NdArray x, Space result);

    /// <summary>Running folds along an axis.</summary>
    NdArray Scan(Scan operation, NdArray x, Space result);

    /// <summary>Moves elements without computing with them: views wherever strides can say it.</summary>
    NdArray Move(Movement movement, NdArray x, Space result);

    /// <summary><c>result[.., i, ..] = x[.., index[.., i, ..], ..]</c> along an axis; negative indices are already wrapped.</summary>
    NdArray Gather(int axis, NdArray x, NdArray index, Space result);

    /// <summary><c>x</c> with <c>source[.., i, ..]</c> added at <c>index[.., i, ..]</c> along an axis; repeated indices add up.</summary>
    NdArray ScatterAdd(int axis, NdArray x, NdArray index, NdArray source, Space result);

    /// <summary>Zeros with the places of windows added where the windows lie; what overlaps adds up.</summary>
    NdArray OverlapAdd(OverlapAdd operation, NdArray x, Space result);

    /// <summary>Arrays one after the other along an axis.</summary>
    NdArray Concat(int axis, NdArray[] xs, Space result);

    /// <summary>The int64 indices that sort an axis, stably; nan counts as the largest number.</summary>
    NdArray ArgSort(ArgSort operation, NdArray x, Space result);

    /// <summary>Sums of products: matrix products, batched and broadcast, and the dot product of whole arrays.</summary>
    NdArray Contract(Contract operation, NdArray x, NdArray y, Space result);

    /// <summary>Numbers from int64 keys by their counters alone, bit for bit as <see cref="Draw"/> defines them.</summary>
    NdArray Draw(Draw operation, NdArray keys, Space result);

    /// <summary>A function of whole matrices; <see cref="Factorization"/> says how its parts lie in the result.</summary>
    /// <exception cref="LinearAlgebraException">A matrix has no such factorization.</exception>
    NdArray Factor(Factor operation, NdArray x, Space result);

    /// <summary>Solves triangular systems, batched and broadcast.</summary>
    /// <exception cref="LinearAlgebraException">A matrix has a zero on its diagonal.</exception>
    NdArray SolveTriangular(SolveTriangular operation, NdArray matrix, NdArray right, Space result);

    /// <summary>Solves systems by the factors that <see cref="Factorization.Lu"/> gives, batched and broadcast.</summary>
    /// <exception cref="LinearAlgebraException">A pivot is 0.</exception>
    NdArray Divide(Divide operation, NdArray factors, NdArray right, Space result);

    /// <summary>Whether a composition of arguments, of which this is the first, is done in one piece here.</summary>
    bool Has(Composition composition, Space x) => false;

    /// <summary>A composition's result; asked for only where <see cref="Has"/> has said so.</summary>
    NdArray Compose(Composition composition, NdArray[] xs) => throw new NotSupportedException(composition.Name);

    /// <summary>Makes a program ready to run: fused and planned where the backend can, else one operation at a time.</summary>
    /// <param name="program">What is to run.</param>
    /// <param name="eager">Whether to make it as fast as can be at once, rather than once it has run often.</param>
    IExecutable Compile(Program program, bool eager = false) => new Interpreter(program, eager);
}
