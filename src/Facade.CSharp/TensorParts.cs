using F = Functional.TensorModule;

namespace Functional;

/// <summary>Parts of a tensor: by position, by index, by condition, and in order.</summary>
/// <remarks>Between brackets stand positions, ranges, new axes and index tensors: <c>x[0]</c>, <c>x[1..3, ^1]</c>, <c>x[At.Ellipsis, 0]</c>, <c>x[mask]</c>.</remarks>
public static class TensorParts
{
    extension(Tensor x)
    {
        /// <summary>Pieces of one size along an axis; the last may be shorter.</summary>
        public Tensor[] Split(int size, int axis = 0) => F.split(size, axis, x);

        /// <summary>Pieces of the given sizes along an axis.</summary>
        public Tensor[] Split(int[] sizes, int axis = 0) => F.splitSizes(sizes, axis, x);

        /// <summary>At most that many pieces of equal size along an axis; the last may be shorter.</summary>
        public Tensor[] Chunk(int count, int axis = 0) => F.chunk(count, axis, x);

        /// <summary>The parts at each position of an axis, which goes away.</summary>
        public Tensor[] Unbind(int axis = 0) => F.unbind(axis, x);

        /// <summary>The part that an index describes, axis by axis; x[..] is the same.</summary>
        public Tensor Get(params At[] index) => F.get(index, x);

        /// <summary>Each step-th element from start up to, not including, stop, along an axis; bounds as Python's.</summary>
        public Tensor Slice(int axis, int start, int stop, int step = 1) => F.slice(axis, start, stop, step, x);

        /// <summary>Some elements from a start along an axis.</summary>
        public Tensor Narrow(int axis, int start, int length) => F.narrow(axis, start, length, x);

        /// <summary>One position along an axis, which goes away.</summary>
        public Tensor Select(int axis, int index) => F.select(axis, index, x);

        /// <summary>Parts along the first axis at the positions of an integer tensor, or where a bool tensor is true.</summary>
        public Tensor Index(Tensor index) => F.index(index, x);

        /// <summary>result[.., i, ..] = x[.., index[.., i, ..], ..] along an axis; the ranks agree.</summary>
        public Tensor Gather(int axis, Tensor index) => F.gather(axis, index, x);

        /// <summary>x with source[.., i, ..] added at index[.., i, ..] along an axis; repeated indices add up.</summary>
        public Tensor ScatterAdd(int axis, Tensor index, Tensor source) => F.scatterAdd(axis, index, source, x);

        /// <summary>The parts at the positions that a 1-d index lists along an axis.</summary>
        public Tensor IndexSelect(int axis, Tensor index) => F.indexSelect(axis, index, x);

        /// <summary>As gather, but tensor and index broadcast along the other axes.</summary>
        public Tensor TakeAlong(int axis, Tensor index) => F.takeAlong(axis, index, x);

        /// <summary>The elements at the positions that an index lists in the flattened tensor.</summary>
        public Tensor TakeFlat(Tensor index) => F.takeFlat(index, x);

        /// <summary>Rows of this weight by index.</summary>
        public Tensor Embedding(Tensor index) => F.embedding(index, x);

        /// <summary>Rows of this weight by index; the row at the padding index gets no derivative.</summary>
        public Tensor Embedding(Tensor index, int padding) => F.embeddingWith(padding, index, x);

        /// <summary>1 at the class that each element names along a new last axis, 0 elsewhere, as int64; -1 classes are one more than the largest.</summary>
        public Tensor OneHot(int classes = -1) => F.oneHot(classes, x);

        /// <summary>x, but a value where a mask is true.</summary>
        public Tensor MaskedFill(Tensor mask, double value) => F.maskedFill(mask, value, x);

        /// <summary>The elements where a mask is true, along one axis.</summary>
        public Tensor MaskedSelect(Tensor mask) => F.maskedSelect(mask, x);

        /// <summary>The places of the elements that are not 0, int64 of shape [count, rank].</summary>
        public Tensor Nonzero() => F.nonzero(x);

        /// <summary>An axis sorted, largest first if descending, and the indices that sort it.</summary>
        public (Tensor Values, Tensor Indices) Sort(int axis = -1, bool descending = false) =>
            F.sortWith(axis, descending, x).ToValueTuple();

        /// <summary>The indices that sort an axis, largest first if descending.</summary>
        public Tensor Argsort(int axis = -1, bool descending = false) => F.argsortWith(axis, descending, x);

        /// <summary>The k largest elements along an axis, or the smallest, in order, and their indices; the first of a tie comes first, and nan counts as the largest number.</summary>
        public (Tensor Values, Tensor Indices) Topk(int k, int axis = -1, bool largest = true) =>
            F.topkWith(k, axis, largest, x).ToValueTuple();
    }
}
