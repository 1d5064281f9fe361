using F = Functional.ScatterFunctions.Tensor;

namespace Functional;

/// <summary>Elements set, added and combined by index, folds of segments, and places among sorted numbers.</summary>
/// <remarks>
/// Tensors never change: all of these give new ones. Where several elements are set at the same place the last one
/// counts. A source has the dtype of the tensor that it is put into, or is a number.
/// </remarks>
public static class TensorScatter
{
    extension(Tensor x)
    {
        /// <summary>This tensor with source[.., i, ..] at index[.., i, ..] along an axis; of entries for the same place the last counts.</summary>
        public Tensor Scatter(int axis, Tensor index, Tensor source) => F.scatter(axis, index, source, x);

        /// <summary>This tensor with a number at index[.., i, ..] along an axis.</summary>
        public Tensor ScatterFill(int axis, Tensor index, double value) => F.scatterFill(axis, index, value, x);

        /// <summary>This tensor with source[.., i, ..] combined with what is at index[.., i, ..] along an axis, or in the place of it where its own elements do not count (includeSelf: false). What no entry names stays.</summary>
        public Tensor ScatterReduce(int axis, Combine combine, Tensor index, Tensor source, bool includeSelf = true) =>
            F.scatterReduceWith(includeSelf, axis, combine, index, source, x);

        /// <summary>As Scatter, but the index broadcasts to this tensor along the other axes, and the source to the index.</summary>
        public Tensor PutAlong(int axis, Tensor index, Operand source) => F.putAlong(axis, index, source.Tensor, x);

        /// <summary>This tensor with the parts of a source added at the positions that a 1-d index lists along an axis; repeated ones add up.</summary>
        public Tensor IndexAdd(int axis, Tensor index, Tensor source) => F.indexAdd(axis, index, source, x);

        /// <summary>This tensor with the parts of a source at the positions that a 1-d index lists along an axis; the last of a position counts.</summary>
        public Tensor IndexCopy(int axis, Tensor index, Tensor source) => F.indexCopy(axis, index, source, x);

        /// <summary>This tensor with a number at the positions that a 1-d index lists along an axis.</summary>
        public Tensor IndexFill(int axis, Tensor index, double value) => F.indexFill(axis, index, value, x);

        /// <summary>The parts at the places that index tensors, which broadcast, name along the first axes: NumPy's x[i, j]. Indices may count from the end.</summary>
        public Tensor IndexGet(params Tensor[] indices) => F.indexGet(indices, x);

        /// <summary>This tensor with a value, which broadcasts, at the places that index tensors name along the first axes; the last of a place counts.</summary>
        public Tensor IndexPut(Tensor[] indices, Operand value) => F.indexPut(indices, value.Tensor, x);

        /// <summary>This tensor with a value, which broadcasts, added at the places that index tensors name along the first axes; parts for the same place add up.</summary>
        public Tensor IndexPutAdd(Tensor[] indices, Operand value) => F.indexPutAdd(indices, value.Tensor, x);

        /// <summary>The parts that the lines of an index along its last axis name, with a position for each of the first axes.</summary>
        public Tensor GatherNd(Tensor index) => F.gatherNd(index, x);

        /// <summary>The elements at positions in the flattened tensor, in the shape of the index, which may count from the end.</summary>
        public Tensor Take(Tensor index) => F.take(index, x);

        /// <summary>This tensor with the first elements of a source, in their order, where a mask that broadcasts to it is true.</summary>
        public Tensor MaskedScatter(Tensor mask, Tensor source) => F.maskedScatter(mask, source, x);

        /// <summary>This tensor with a value, which broadcasts and takes its dtype, at the part that an index describes: <c>x.With(0, 1..3, ^1)</c>.</summary>
        public Tensor With(Operand value, params At[] index) => F.setItem(index, value.Tensor, x);

        /// <summary>This tensor with a function of the part that an index describes in the place of that part.</summary>
        public Tensor WithMapped(Func<Tensor, Tensor> f, params At[] index) => F.mapItem(index, Fn.Of(f), x);

        /// <summary>This tensor with a value added at the part that an index describes.</summary>
        public Tensor WithAdded(Operand value, params At[] index) => F.addItem(index, value.Tensor, x);

        /// <summary>This tensor, multiplied by a value at the part that an index describes.</summary>
        public Tensor WithMultiplied(Operand value, params At[] index) => F.mulItem(index, value.Tensor, x);

        /// <summary>This tensor with the larger of a value and what is there at the part that an index describes.</summary>
        public Tensor WithMaximum(Operand value, params At[] index) => F.maxItem(index, value.Tensor, x);

        /// <summary>This tensor with the smaller of a value and what is there at the part that an index describes.</summary>
        public Tensor WithMinimum(Operand value, params At[] index) => F.minItem(index, value.Tensor, x);

        /// <summary>The sums of the parts along the first axis that have the same segment number, of so many segments; 0 of none.</summary>
        public Tensor SegmentSum(int count, Tensor segments) => F.segmentSum(count, segments, x);

        /// <summary>The products of the parts along the first axis that have the same segment number; 1 of none.</summary>
        public Tensor SegmentProd(int count, Tensor segments) => F.segmentProd(count, segments, x);

        /// <summary>The means of the parts along the first axis that have the same segment number; 0 of none.</summary>
        public Tensor SegmentMean(int count, Tensor segments) => F.segmentMean(count, segments, x);

        /// <summary>The largest of the parts along the first axis that have the same segment number; ties share the derivative. The least number of the dtype (-infinity of floats) of none.</summary>
        public Tensor SegmentMax(int count, Tensor segments) => F.segmentMax(count, segments, x);

        /// <summary>The smallest of the parts along the first axis that have the same segment number; ties share the derivative. The greatest number of the dtype (infinity of floats) of none.</summary>
        public Tensor SegmentMin(int count, Tensor segments) => F.segmentMin(count, segments, x);

        /// <summary>How often each of 0, 1, …, count - 1 occurs, as int64.</summary>
        public Tensor Bincount(int count) => F.bincount(count, x);

        /// <summary>The sum of the weights of each of 0, 1, …, count - 1.</summary>
        public Tensor Bincount(int count, Tensor weights) => F.bincountWith(count, weights, x);

        /// <summary>How many elements lie in each of some bins of equal width from low to high, in this dtype; the last bin has its upper end, too, and what is outside, as nan, counts nowhere.</summary>
        public Tensor Histogram(int count, double low, double high) => F.histogram(count, low, high, x);

        /// <summary>Where these values belong among sorted numbers along the last axis, before those that are equal, or after them (isRight), as int64. The other axes agree, or there is one line of numbers for values of any shape.</summary>
        public Tensor Searchsorted(Tensor sorted, bool isRight = false) => F.searchsortedWith(isRight, sorted, x);

        /// <summary>The number of the bucket between 1-d boundaries that each element is in, as int64: a boundary ends its bucket, or begins the next (isRight).</summary>
        public Tensor Bucketize(Tensor boundaries, bool isRight = false) => F.bucketizeWith(isRight, boundaries, x);
    }
}
