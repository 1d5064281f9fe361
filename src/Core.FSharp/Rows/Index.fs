/// Elements by index: taken, added, and chosen by conditions.
module internal Functional.Indexing

open System
open Functional.Kernels

let private int64s beside (values: int64[]) shape = Creation.fromArrayOn (Creation.backendOf beside) values shape

/// Indices as int64; int32 ones become it.
let indices operation (index: Tensor) =
    let index = Promote.tensor operation index

    match index.DType with
    | DType.Int64 -> index
    | DType.Int32 -> Apply.toDType DType.Int64 index
    | dtype -> raise (Errors.IndexDType(operation, dtype))

// By index along an axis

/// result[.., i, ..] = x[.., index[.., i, ..], ..] along an axis; the ranks agree.
let gather axis index x =
    let x = Promote.tensor "gather" x
    let axis = x.Shape.Axis("gather", axis)
    Apply.run (Primitives.gather axis) [| x; indices "gather" index |]

/// x with source[.., i, ..] added at index[.., i, ..] along an axis; repeated indices add up. What of the source lies
/// beyond the index is left out.
let scatterAdd axis index source x =
    let x = Promote.tensor "scatter_add" x
    let axis = x.Shape.Axis("scatter_add", axis)
    let index = indices "scatter_add" index
    let source = Promote.tensor "scatter_add" source

    let covered =
        if source.Shape = index.Shape || source.Rank <> index.Rank then
            source
        else
            Moves.getItem [ for length in index.Shape -> At.Range(stop = length) ] source

    Apply.run (Primitives.scatterAdd axis) [| x; index; covered |]

/// The parts of x at the positions that an index lists, row-major, along an axis.
let private pick axis (index: Tensor) (x: Tensor) =
    let line, lengths = Array.create x.Rank 1, x.Shape.Lengths.ToArray()
    line[axis] <- index.Size
    lengths[axis] <- index.Size
    Apply.run (Primitives.gather axis) [| x; index |> Moves.reshape line |> Moves.expand lengths |]

/// The parts of x at the positions that a 1-d index lists along an axis.
let indexSelect axis index x =
    let x = Promote.tensor "index_select" x
    let axis = x.Shape.Axis("index_select", axis)
    let index = indices "index_select" index

    if index.Rank > 1 then
        raise (Errors.IndexRank("index_select", index.Shape))

    pick axis index x

/// As gather, but the tensor and the index broadcast along the other axes.
let takeAlong axis index x =
    let x = Promote.tensor "take_along_dim" x
    let axis = x.Shape.Axis("take_along_dim", axis)
    let index = indices "take_along_dim" index

    if index.Rank <> x.Rank then
        raise (Errors.IndexShape("take_along_dim", axis, x.Shape, index.Shape))

    let others (t: Tensor) =
        let lengths = t.Shape.Lengths.ToArray()
        lengths[axis] <- 1
        Shape.Create(ReadOnlySpan lengths)

    let shared = Broadcasting.Shape("take_along_dim", others x, others index)

    let stretched (t: Tensor) =
        let lengths = shared.Lengths.ToArray()
        lengths[axis] <- t.Shape.Lengths[axis]
        if t.Shape.Lengths.SequenceEqual(ReadOnlySpan lengths) then t else Moves.expand lengths t

    Apply.run (Primitives.gather axis) [| stretched x; stretched index |]

/// The elements at the positions that an index lists in the flattened tensor, as a 1-d tensor.
let takeFlat index x = takeAlong 0 (Moves.flat (indices "take_along_dim" index)) (Moves.flat x)

/// Parts along the first axis, at the places of an index of any shape.
let partsAt operation (index: Tensor) (x: Tensor) =
    if x.Rank = 0 then
        raise (Errors.TooFewAxes(operation, 1, x.Shape))

    let parts = pick 0 index x

    if index.Rank = 1 then
        parts
    else
        Moves.reshape [| yield! index.Shape; yield! Seq.tail x.Shape |] parts

/// Indices that may count from the end, made to count from the start; what is out of bounds stays as it is.
let wrapped length (index: Tensor) =
    let number (value: int) = Moves.constant "index" (Number.op_Implicit value) index
    let compare op bound = Apply.run (Compare.row op) [| index; number bound |]
    let fromEnd = Apply.run (Compare.row Binary.And) [| compare Binary.Less 0; compare Binary.GreaterEqual -length |]
    Apply.run Primitives.where [| fromEnd; Apply.run Primitives.add [| index; number length |]; index |]

/// The places of the elements that are true, or not 0, in row-major order.
let private truePlaces operation x =
    let values = Creation.toArray<bool>(Values.concrete operation x)

    [| for i in 0 .. values.Length - 1 do
           if values[i] then
               int64 i |]

/// Python's x[index]: parts along the first axis at indices that may count from the end, or where a bool mask over the
/// first axes is true.
let index (index: Tensor) x =
    let x = Promote.tensor "index" x
    let index = Promote.tensor "index" index

    if index.DType <> DType.Bool then
        let index = indices "index" index
        partsAt "index" (if x.Rank = 0 then index else wrapped x.Shape.Lengths[0] index) x
    else
        if index.Rank > x.Rank || Seq.exists2 (<>) index.Shape (Seq.truncate index.Rank x.Shape) then
            raise (Errors.MaskShape(index.Shape, x.Shape))

        let places = truePlaces "index by truth values" index
        let joined = Moves.reshape [| index.Size; yield! Seq.skip index.Rank x.Shape |] x
        pick 0 (int64s x places (Shape.From [ places.Length ])) joined

/// Choice in which only the second branch carries a derivative.
let private whereConstant =
    { Primitives.where with Rule = AtInputs(fun xs i -> if i = 2 then Mask(xs[0], false) else Zero) }

/// Rows of a weight by index. The row at the padding index, if there is one, is looked up but gets no derivative.
let embedding (padding: int voption) index weight =
    let weight = Promote.tensor "embedding" weight
    let index = indices "embedding" index
    let parts = partsAt "embedding" index weight

    match padding with
    | ValueNone -> parts
    | ValueSome padding ->
        let count = weight.Shape.Lengths[0]

        if padding < -count || padding >= count then
            raise (Errors.PaddingIndex(padding, weight.Shape))

        let row = Number.op_Implicit (if padding < 0 then padding + count else padding)
        let isPadding = Apply.run (Compare.row Binary.Equal) [| index; Moves.constant "embedding" row index |]
        let beside = Array.append (Seq.toArray index.Shape) (Array.create (weight.Rank - 1) 1)
        Apply.run whereConstant [| Moves.reshape beside isPadding; parts; parts |]

/// 1 at the class that each element names along a new last axis, 0 elsewhere; -1 classes are one more than the largest.
let oneHot classes index =
    let index = indices "one_hot" index
    // Of what is traced, nobody knows the classes yet: they are trusted.
    let values = if classes > 0 && Values.isTraced index then [||] else Creation.toArray<int64>(Values.numbers index)
    let largest = Array.fold max -1L values
    let count = if classes = -1 then int largest + 1 else classes

    if count < 1 then
        raise (Errors.ClassCount classes)

    for value in values do
        if value < 0L || value >= int64 count then
            raise (Errors.ClassOutOfRange(value, count))

    Apply.run (Compare.row Binary.Equal) [| Moves.unsqueeze -1 index; Moves.positions index count |]
    |> Apply.toDType DType.Int64

// By condition

/// condition ? x : y at every element, broadcast.
let where condition x y =
    let branches = Promote.common "where" [| x; y |]
    let condition = Promote.tensorBeside "where" branches[0] condition
    Apply.run Primitives.where [| condition; branches[0]; branches[1] |]

/// x, but the value where a mask is true.
let maskedFill mask (value: Number) x =
    let x = Promote.tensor "masked_fill" x
    Apply.run Primitives.where [| Promote.tensor "masked_fill" mask; Moves.constant "masked_fill" value x; x |]

/// The elements of x where a mask is true, as a 1-d tensor, after the two have been broadcast.
let maskedSelect mask x =
    let x = Promote.tensor "masked_select" x
    let mask = Promote.tensor "masked_select" mask

    if mask.DType <> DType.Bool then
        raise (Errors.NotBool("masked_select", mask.DType))

    let shared = Broadcasting.Shape("masked_select", x.Shape, mask.Shape)
    index (Moves.broadcastTo shared mask) (Moves.broadcastTo shared x)

/// The places of the elements that are not 0: int64 of shape [count, rank], in row-major order.
let nonzero x =
    let x = Promote.tensor "nonzero" x
    let places = truePlaces "nonzero" x
    let strides, lengths = x.Shape.Strides.ToArray(), x.Shape.Lengths.ToArray()

    let coordinates =
        [| for place in places do
               for i in 0 .. x.Rank - 1 -> place / int64 strides[i] % int64 lengths[i] |]

    int64s x coordinates (Shape.From [ places.Length; x.Rank ])

// By order

let private argsortRow axis descending =
    { Name = "argsort"
      Evaluate = Kernel(ArgSort(axis, descending))
      Rule = Discontinuous
      Domains = [ Discrete ] }

/// The indices that sort an axis, stably; nan counts as the largest number.
let argsort axis descending x =
    let x = Promote.tensor "argsort" x
    Apply.run (argsortRow (x.Shape.Axis("argsort", axis)) descending) [| x |]

/// An axis sorted, stably, and the indices that sort it; nan counts as the largest number.
let sort axis descending x =
    let x = Promote.tensor "sort" x
    let axis = x.Shape.Axis("sort", axis)
    let order = Apply.run (argsortRow axis descending) [| x |]
    struct (Apply.run (Primitives.gather axis) [| x; order |], order)
