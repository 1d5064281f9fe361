/// Folds of axes: sums, products, extremes and counts. No axes at all means every axis.
module internal Functional.Reductions

open System
open Functional.Kernels
open Functional.Terms

let private move movement x = Apply.run1 (Primitives.move movement) x
let private first axis = axis = 0 || axis = -1

/// The axes of a fold, ascending. A 0-d tensor passes for a vector of one element, as in PyTorch.
let axesOf name (axes: int[]) (x: Tensor) =
    if x.Rank = 0 && axes.Length = 1 && first axes[0] then
        [||]
    else
        x.Shape.Axes(name, ReadOnlySpan axes)

let private reduceRow name op axes keepAxes domain rule =
    { Name = name
      Evaluate = Kernel(Reduce(name, op, axes, keepAxes))
      Rule = rule
      Domains = [ domain ] }

/// The shape after a fold that keeps the folded axes, with length 1.
let keptShape (axes: int[]) (shape: Shape) =
    let lengths = shape.Lengths.ToArray()

    for axis in axes do
        lengths[axis] <- 1

    Shape.Create(ReadOnlySpan lengths)

/// The shape after a fold.
let foldedShape (axes: int[]) keepAxes (shape: Shape) =
    if keepAxes then
        keptShape axes shape
    elif axes.Length = shape.Rank then
        Shape.Scalar
    else
        Shape.From(Seq.indexed shape |> Seq.filter (fun (i, _) -> not (Array.contains i axes)) |> Seq.map snd)

/// The number of elements that a fold takes together.
let folded (axes: int[]) (shape: Shape) = axes |> Array.fold (fun count axis -> count * shape[axis]) 1

/// A tensor under another shape of the same size.
let reshaped (shape: Shape) (x: Tensor) = if x.Shape = shape then x else move (Reshape shape) x

/// Works along one axis; a 0-d tensor passes for a vector of one element.
let along name axis (f: int -> Tensor -> Tensor) (x: Tensor) =
    if x.Rank = 0 && first axis then
        reshaped (Shape.From [| 1 |]) x |> f 0 |> reshaped Shape.Scalar
    else
        f (x.Shape.Axis(name, axis)) x

/// Sums some axes; bools and integers add up in int64.
let sum (axes: int[]) keepAxes x =
    let x = Promote.summed "sum" x

    if axes.Length = 0 && not keepAxes then
        Apply.run1 (Primitives.total x.Rank) x
    else
        Apply.run1 (Primitives.sum (axesOf "sum" axes x) keepAxes) x

/// The mean as a row: the sum, divided on the narrow side.
let meanRow axes keepAxes (space: Space) =
    let between = Space(foldedShape axes keepAxes space.Shape, space.DType)
    let summed = if keepAxes then Identity else Form.Sum axes
    let form = Compose(summed, between, ScaleBy(1.0 / float (folded axes space.Shape)))
    reduceRow "mean" Reduction.Mean axes keepAxes Reals (Everywhere(fun _ -> form))

/// The mean along some axes; nan of nothing.
let mean axes keepAxes x =
    let x = Promote.floating "mean" x
    Apply.run1 (meanRow (axesOf "mean" axes x) keepAxes x.Space) x

/// Multiplies the halves of an axis until one element is left: zeros need no rule of their own.
let private prodAlong axis (x: Tensor) =
    let part start length (x: Tensor) =
        let starts: int[] = Array.zeroCreate x.Rank
        let lengths = x.Shape.Lengths.ToArray()
        starts[axis] <- start
        lengths[axis] <- length
        move (Slice(starts, Array.create x.Rank 1, Shape.Create(ReadOnlySpan lengths))) x

    let rec fold (x: Tensor) =
        match x.Shape[axis] with
        | 1 -> x
        | length when length % 2 = 1 -> mul (fold (part 0 (length - 1) x)) (part (length - 1) 1 x)
        | length -> fold (mul (part 0 (length / 2) x) (part (length / 2) (length / 2) x))

    if x.Shape[axis] = 0 then
        Apply.fit (Space(keptShape [| axis |] x.Shape, x.DType)) (Apply.number x 1.0)
    else
        fold x

/// The product along some axes; bools and integers multiply in int64.
let prod axes keepAxes x =
    let x = Promote.summed "prod" x
    let axes = axesOf "prod" axes x

    if x.DType.IsFloat() then
        Array.fold (fun x axis -> prodAlong axis x) x axes |> reshaped (foldedShape axes keepAxes x.Shape)
    else
        Apply.run1 (reduceRow "prod" Reduction.Prod axes keepAxes Discrete Discontinuous) x

/// The rule of a fold whose result is one of the elements: those that tie for it share the derivative equally.
let sharedByTies axes keepAxes (xs: Tensor[]) (y: Tensor) (_: int) =
    let x = xs[0]
    // A nan is the result wherever there is one, and equals nothing.
    let ties = compare Binary.Equal x (reshaped (keptShape axes x.Shape) y)
    let wins = compare Binary.Or ties (map Unary.IsNan x) |> Apply.toDType x.DType
    let weights = Arithmetic.divide wins (Apply.run1 (Primitives.sum axes true) (wins))
    Compose(Scale weights, x.Space, (if keepAxes then Identity else Form.Sum axes))

/// An extreme along some axes as a row.
let extremeRow name op axes keepAxes = reduceRow name op axes keepAxes Distinct (AtBoth(sharedByTies axes keepAxes))

let private extreme name op axes keepAxes x =
    let x = Promote.tensor name x
    Apply.run1 (extremeRow name op (axesOf name axes x) keepAxes) x

/// The largest element along some axes; ties share the derivative equally.
let amax axes keepAxes x = extreme "amax" Reduction.Max axes keepAxes x

/// The smallest element along some axes; ties share the derivative equally.
let amin axes keepAxes x = extreme "amin" Reduction.Min axes keepAxes x

let private argRow name op axes keepAxes = reduceRow name op axes keepAxes Discrete Discontinuous

let private argExtreme name op (axis: int voption) keepAxes x =
    let x = Promote.numeric name x

    match axis with
    | ValueSome axis -> Apply.run1 (argRow name op (axesOf name [| axis |] x) keepAxes) x
    | ValueNone ->
        let all = foldedShape (Array.init x.Rank id) keepAxes x.Shape
        reshaped (Shape.From [| x.Size |]) x |> Apply.run1 (argRow name op [| 0 |] false) |> reshaped all

/// The int64 index of the first largest element along an axis, or in the flattened tensor.
let argmax (axis: int voption) keepAxes x = argExtreme "argmax" Reduction.ArgMax axis keepAxes x

/// The int64 index of the first smallest element along an axis, or in the flattened tensor.
let argmin (axis: int voption) keepAxes x = argExtreme "argmin" Reduction.ArgMin axis keepAxes x

/// The elements at an index that has one place for each line along an axis, and the index, as results of a fold.
let taken name axis keepAxes (index: Tensor) (x: Tensor) =
    let take axis (x: Tensor) =
        Apply.run (Primitives.gather axis) [| x; reshaped (keptShape [| axis |] x.Shape) index |]

    let shape = foldedShape (axesOf name [| axis |] x) keepAxes x.Shape
    reshaped shape (along name axis take x), reshaped shape index

let private extremeAt name op axis keepAxes x =
    let x = Promote.tensor name x
    taken name axis keepAxes (Apply.run1 (argRow name op (axesOf name [| axis |] x) true) x) x

/// The largest elements along an axis and their indices; the first of a tie takes the derivative.
let max axis keepAxes x = extremeAt "max" Reduction.ArgMax axis keepAxes x

/// The smallest elements along an axis and their indices; the first of a tie takes the derivative.
let min axis keepAxes x = extremeAt "min" Reduction.ArgMin axis keepAxes x

let private truth name op axes keepAxes x =
    let x = Promote.tensor name x
    let row = reduceRow name op (axesOf name axes x) keepAxes Discrete Discontinuous
    let result = Apply.run1 row (Apply.toDType DType.Bool x)
    // PyTorch's answer for bytes, which were its truth values once.
    if x.DType = DType.UInt8 then Apply.toDType DType.UInt8 result else result

/// Whether any element along some axes is not 0.
let any axes keepAxes x = truth "any" Reduction.Any axes keepAxes x

/// Whether every element along some axes is not 0.
let all axes keepAxes x = truth "all" Reduction.All axes keepAxes x

/// How many elements along some axes are not 0, as int64.
let countNonzero axes keepAxes x = Promote.tensor "count_nonzero" x |> Apply.toDType DType.Bool |> sum axes keepAxes

/// Running sums along an axis; bools and integers add up in int64.
let cumsum axis x =
    Promote.summed "cumsum" x |> along "cumsum" axis (fun axis x -> Apply.run1 (Primitives.cumsum axis false) (x))

/// The sum of the diagonal of a matrix.
let trace x =
    let x = Promote.summed "trace" x

    if x.Rank <> 2 then
        raise (Errors.NotMatrix("trace", x.Shape))

    let n, m = x.Shape[0], x.Shape[1]
    let diagonal = Slice([| 0 |], [| m + 1 |], Shape.From [| Operators.min n m |])
    reshaped (Shape.From [| n * m |]) x |> move diagonal |> sum [| 0 |] false
