namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// The backend that says what the families mean: dense row-major arrays, one loop over index vectors, arithmetic on one
/// number at a time. Floats are computed in double precision and rounded once to their dtype. It is slow, shares no
/// code with any other backend, and is what other backends are compared with.
[<Sealed>]
type PlainBackend private () =
    static let instance = PlainBackend()
    static let device = Device "plain"

    /// The only instance.
    static member Instance: PlainBackend = instance

    member private backend.Make (space: Space) elements : NdArray = PlainArray(backend, space, elements)

    member private _.Of(x: NdArray) =
        match x with
        | :? PlainArray as array -> array
        | other -> raise (Errors.MixedDevices("plain", device, other.Backend.Device))

    interface IBackend with
        member _.Device = device

        member backend.Create(data: ReadOnlySpan<'T>, shape) =
            let data = data.Slice(0, shape.Size).ToArray()
            backend.Make (Space(shape, DTypes.Of<'T>())) (Elements.ofHost data)

        member backend.Full(shape, dtype, value) =
            backend.Make (Space(shape, dtype)) (Elements.repeated shape.Size dtype value)

        member backend.Read(x, destination: Span<'T>) =
            let data = Elements.toHost x.DType (backend.Of x).Elements :?> 'T[]
            data.AsSpan().CopyTo destination

        member backend.Item x =
            match (backend.Of x).Elements with
            | Floats xs -> Number.op_Implicit xs[0]
            | Integers xs when x.DType = DType.Bool -> Number.op_Implicit (xs[0] <> 0L)
            | Integers xs -> Number.op_Implicit xs[0]

        member backend.Cast(x, dtype) =
            backend.Make (Space(x.Shape, dtype)) (Elements.cast dtype (backend.Of x).Elements)

        member backend.Map(operation, x, result) =
            backend.Make
                result
                (match (backend.Of x).Elements with
                 | Floats xs when operation.Op >= Unary.LogicalNot ->
                     Elements.truths (Array.map (Scalars.predicateReal operation) xs)
                 | Integers xs when operation.Op >= Unary.LogicalNot ->
                     Elements.truths (Array.map (Scalars.predicateInteger operation) xs)
                 | Floats xs -> Elements.floats x.DType (Array.map (Scalars.unaryReal x.DType operation) xs)
                 | Integers xs -> Elements.integers x.DType (Array.map (Scalars.unaryInteger x.DType operation) xs))

        member backend.Zip(operation, x, y, result) =
            let stretched (operand: NdArray) =
                Elements.at (Places.broadcast operand.Shape result.Shape) (backend.Of operand).Elements

            backend.Make
                result
                (match stretched x, stretched y with
                 | Floats xs, Floats ys when operation.Op >= Binary.Equal ->
                     Elements.truths (Array.map2 (Scalars.comparison operation 0.0) xs ys)
                 | Integers xs, Integers ys when operation.Op >= Binary.Equal ->
                     Elements.truths (Array.map2 (Scalars.comparison operation 0L) xs ys)
                 | Floats xs, Floats ys ->
                     Elements.floats x.DType (Array.map2 (Scalars.binaryReal x.DType operation) xs ys)
                 | Integers xs, Integers ys ->
                     Elements.integers x.DType (Array.map2 (Scalars.binaryInteger x.DType operation) xs ys)
                 | _ -> raise (Errors.MixedDTypes(operation.Name, x.DType, y.DType)))

        member backend.Select(condition, x, y, result) =
            let stretched (operand: NdArray) =
                Elements.at (Places.broadcast operand.Shape result.Shape) (backend.Of operand).Elements

            let choose truths xs ys = Array.map3 (fun truth x y -> if truth <> 0L then x else y) truths xs ys

            backend.Make
                result
                (match stretched condition, stretched x, stretched y with
                 | Integers truths, Floats xs, Floats ys -> Floats(choose truths xs ys)
                 | Integers truths, Integers xs, Integers ys -> Integers(choose truths xs ys)
                 | _ -> raise (Errors.MixedDTypes("where", x.DType, y.DType)))

        member backend.Reduce(operation, x, result) =
            let places = Families.folded operation.Axes x.Shape result.Shape
            backend.Make result (Families.reduce operation x.DType places (backend.Of x).Elements)

        member backend.Scan(operation, x, result) =
            backend.Make result (Families.scan operation result (backend.Of x).Elements)

        member backend.Move(movement, x, result) =
            backend.Make result (Elements.at (Families.moved movement x.Shape result.Shape) (backend.Of x).Elements)

        member backend.Gather(axis, x, index, result) =
            let places = Families.pointed "gather" axis (backend.Of index) x.Shape
            backend.Make result (Elements.at places (backend.Of x).Elements)

        member backend.ScatterAdd(axis, x, index, source, result) =
            if x.DType = DType.Bool then
                raise (Errors.BoolArithmetic "scatter_add")

            let places = Families.pointed "scatter_add" axis (backend.Of index) x.Shape
            let sums = Families.scatterAdd x.DType places (backend.Of x).Elements (backend.Of source).Elements
            backend.Make result sums

        member backend.Concat(axis, xs, result) =
            backend.Make result (Families.concat axis (Array.map backend.Of xs) result.Shape)

        member backend.ArgSort(operation, x, result) =
            backend.Make result (Families.argSort operation x.Shape (backend.Of x).Elements)

        member backend.Draw(operation, keys, result) =
            backend.Make result (Families.draw operation (backend.Of keys).Elements)

        member backend.Contract(operation, x, y, result) =
            backend.Make result (Families.contract operation (backend.Of x) (backend.Of y) result)
