/// The numbers that decide what a solver does next: the one place where solvers read values, whatever transformation
/// these belong to.
module internal Functional.Observe

open Functional.Kernels

let private numbers (x: Tensor) : Tensor =
    if Values.isTraced x then
        raise (Errors.TracedSolver())

    Values.numbers x

/// The largest element, over everything that runs at once; nan if one is. Nothing is 0.
let largest (x: Tensor) : float =
    let values = numbers x
    if values.Size = 0 then 0.0 else (Creation.item (Reductions.amax [||] false values)).ToDouble()

/// All elements of everything that runs at once, in order.
let everywhere (x: Tensor) : float[] = Creation.toArray<float>(numbers x)

/// All elements, in order: those of one example, if every example of a batch has the same.
let all (x: Tensor) : float[] =
    let each = everywhere x |> Array.chunkBySize (max x.Size 1)

    if x.Size > 0 && Array.forall ((=) each[0]) each then each[0] else Creation.toArray<float> x

/// Refuses a value of a transformation that the arguments do not belong to: no rule would see its derivative.
let refuseCaptured name (arguments: Tensor list) (value: Tensor) =
    let seen = arguments |> List.fold (fun level x -> max level x.Level) 0L

    if value.Level > seen then
        let transformation =
            match value with
            | :? Dual as d -> d.Trace.Name
            | :? Recorded as r -> r.Trace.Name
            | :? Lane as l -> l.Trace.Name
            | :? Series as s -> s.Trace.Name
            | _ -> "a transformation"

        raise (Errors.Captured(name, transformation))

/// The distance of 1 to the next number of a dtype.
let epsilon (x: Tensor) = x.DType.Epsilon()

/// A tolerance that the dtype can reach.
let reachable (tolerance: float) (x: Tensor) = max tolerance (32.0 * epsilon x)

/// How far rounding may keep a solver from its tolerance: the root of the dtype's precision.
let roundingLimit (x: Tensor) = sqrt (epsilon x)

/// The largest absolute value: a 0-d tensor.
let size (x: Tensor) : Tensor =
    if x.Size = 0 then
        Creation.fullOn (Creation.backendOf x) x.DType (Number.op_Implicit 0.0) Shape.Scalar
    else
        Reductions.amax [||] false (abs x)

/// The largest change beside values, relative to 1 + |value|: a 0-d tensor.
let relative (change: Tensor) (x: Tensor) : Tensor = size (change / (1.0 + abs x))

/// 1 / x, and 0 where x is 0: what a part that has nothing left to do divides by.
let inverse (x: Tensor) : Tensor =
    let isZero = Terms.compareTo Binary.Equal x 0.0
    Terms.choose isZero x (1.0 / Terms.choose isZero (Apply.number x 1.0) x)

/// The inner product of two tensors.
let dot x y : Tensor = Apply.run2 Primitives.dot x y

/// The Euclidean norm of a tensor.
let norm (x: Tensor) : Tensor = sqrt (dot x x)
