namespace Functional

open Functional.Kernels

/// <summary>
/// Functions that put elements in places, beside the other functions of tensors: `Tensor.scatter` and its relatives.
/// </summary>
[<AutoOpen>]
module ScatterFunctions =
    /// <summary>
    /// Elements set, added and combined by index, folds of segments, and places among sorted numbers.
    /// </summary>
    /// <remarks>
    /// Tensors never change: all of these give new ones. Where several elements are set at the same place the last
    /// one counts. An index out of bounds is an IndexException; a source has the dtype of the tensor that it is put
    /// into, or is a number.
    /// </remarks>
    [<RequireQualifiedAccess>]
    module Tensor =
        let private number (value: float) = Number.op_Implicit value

        // By index along an axis

        /// x with source[.., i, ..] at index[.., i, ..] along an axis; of entries for the same place the last counts.
        let scatter (axis: int) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
            Scatter.scatter axis index source x

        /// x with a number at index[.., i, ..] along an axis.
        let scatterFill (axis: int) (index: Tensor) (value: float) (x: Tensor) : Tensor =
            Scatter.scatterFill axis index (number value) x

        /// x with source[.., i, ..] combined with what is at index[.., i, ..] along an axis: with x's own element and
        /// with other entries for the same place.
        let scatterReduce (axis: int) (combine: Combine) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
            Scatter.scatterReduce axis combine true index source x

        /// The same, and whether x's own elements count (true), or are replaced where an entry names them.
        let scatterReduceWith
            (includeSelf: bool)
            (axis: int)
            (combine: Combine)
            (index: Tensor)
            (source: Tensor)
            (x: Tensor)
            : Tensor =
            Scatter.scatterReduce axis combine includeSelf index source x

        /// As scatter, but the index broadcasts to x along the other axes, and the source to the index.
        let putAlong (axis: int) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
            Scatter.putAlong axis index source x

        /// x with the parts of a source added at the positions that a 1-d index lists along an axis; repeated ones
        /// add up.
        let indexAdd (axis: int) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
            Scatter.indexAdd axis index source x

        /// x with the parts of a source at the positions that a 1-d index lists along an axis; the last of a position
        /// counts.
        let indexCopy (axis: int) (index: Tensor) (source: Tensor) (x: Tensor) : Tensor =
            Scatter.indexCopy axis index source x

        /// x with a number at the positions that a 1-d index lists along an axis.
        let indexFill (axis: int) (index: Tensor) (value: float) (x: Tensor) : Tensor =
            Scatter.indexFill axis index (number value) x

        // By tuples of index tensors, and by masks

        /// x[i, j, ..]: the parts at the places that index tensors, which broadcast, name along the first axes.
        /// Indices may count from the end.
        let indexGet (indices: seq<Tensor>) (x: Tensor) : Tensor = Updates.indexGet indices x

        /// x with x[i, j, ..] = value, which broadcasts; the last of a place counts.
        let indexPut (indices: seq<Tensor>) (value: Tensor) (x: Tensor) : Tensor = Updates.indexPut indices value x

        /// x with a value, which broadcasts, added at x[i, j, ..]; parts for the same place add up.
        let indexPutAdd (indices: seq<Tensor>) (value: Tensor) (x: Tensor) : Tensor =
            Updates.indexPutAdd indices value x

        /// The parts that the lines of an index along its last axis name, with a position for each of the first axes.
        let gatherNd (index: Tensor) (x: Tensor) : Tensor = Updates.gatherNd index x

        /// The elements at positions in the flattened tensor, in the shape of the index, which may count from the end.
        let take (index: Tensor) (x: Tensor) : Tensor = Updates.take index x

        /// x with the first elements of a source, in their order, where a mask that broadcasts to x is true.
        let maskedScatter (mask: Tensor) (source: Tensor) (x: Tensor) : Tensor = Updates.maskedScatter mask source x

        // By positions and ranges

        /// x with a value, which broadcasts and is cast to x's dtype, at the part that an index describes.
        let setItem (index: seq<At>) (value: Tensor) (x: Tensor) : Tensor = Updates.setItem index value x

        /// x with a function of the part that an index describes in the place of that part.
        let mapItem (index: seq<At>) (f: Tensor -> Tensor) (x: Tensor) : Tensor = Updates.mapItem index f x

        /// x with a value added at the part that an index describes.
        let addItem (index: seq<At>) (value: Tensor) (x: Tensor) : Tensor =
            Updates.mapItem index (fun part -> Arithmetic.add part value) x

        /// x multiplied by a value at the part that an index describes.
        let mulItem (index: seq<At>) (value: Tensor) (x: Tensor) : Tensor =
            Updates.mapItem index (fun part -> Arithmetic.multiply part value) x

        /// x with the larger of a value and what is there at the part that an index describes.
        let maxItem (index: seq<At>) (value: Tensor) (x: Tensor) : Tensor =
            Updates.mapItem index (fun part -> Arithmetic.maximum part value) x

        /// x with the smaller of a value and what is there at the part that an index describes.
        let minItem (index: seq<At>) (value: Tensor) (x: Tensor) : Tensor =
            Updates.mapItem index (fun part -> Arithmetic.minimum part value) x

        // Segments

        /// The sums of the parts along the first axis that have the same segment number, of so many segments; 0 of
        /// none.
        let segmentSum (count: int) (segments: Tensor) (x: Tensor) : Tensor = Segments.sum count segments x

        /// The products of the parts along the first axis that have the same segment number; 1 of none.
        let segmentProd (count: int) (segments: Tensor) (x: Tensor) : Tensor = Segments.prod count segments x

        /// The means of the parts along the first axis that have the same segment number; 0 of none.
        let segmentMean (count: int) (segments: Tensor) (x: Tensor) : Tensor = Segments.mean count segments x

        /// The largest of the parts along the first axis that have the same segment number; ties share the
        /// derivative. The least number of the dtype (-infinity of floats) of none.
        let segmentMax (count: int) (segments: Tensor) (x: Tensor) : Tensor = Segments.max count segments x

        /// The smallest of the parts along the first axis that have the same segment number; ties share the
        /// derivative. The greatest number of the dtype (infinity of floats) of none.
        let segmentMin (count: int) (segments: Tensor) (x: Tensor) : Tensor = Segments.min count segments x

        // Counts, and places among sorted numbers

        /// How often each of 0, 1, …, count - 1 occurs, as int64.
        let bincount (count: int) (x: Tensor) : Tensor = Segments.bincount count x

        /// The sum of the weights of each of 0, 1, …, count - 1.
        let bincountWith (count: int) (weights: Tensor) (x: Tensor) : Tensor =
            Segments.bincountOfWeights count weights x

        /// How many elements lie in each of some bins of equal width from low to high, in x's dtype; the last bin has
        /// its upper end, too, and what is outside, as nan, counts nowhere.
        let histogram (count: int) (low: float) (high: float) (x: Tensor) : Tensor = Segments.histogram count low high x

        /// Where values belong among sorted numbers along the last axis, before those that are equal, as int64. The
        /// other axes agree, or there is one line of numbers for values of any shape.
        let searchsorted (sorted: Tensor) (values: Tensor) : Tensor =
            Segments.searchsorted "searchsorted" false sorted values

        /// The same, after those that are equal if isRight.
        let searchsortedWith (isRight: bool) (sorted: Tensor) (values: Tensor) : Tensor =
            Segments.searchsorted "searchsorted" isRight sorted values

        /// The number of the bucket between 1-d boundaries that each element is in: a boundary ends its bucket. int64.
        let bucketize (boundaries: Tensor) (x: Tensor) : Tensor = Segments.bucketize false boundaries x

        /// The same; a boundary begins the next bucket if isRight.
        let bucketizeWith (isRight: bool) (boundaries: Tensor) (x: Tensor) : Tensor =
            Segments.bucketize isRight boundaries x
