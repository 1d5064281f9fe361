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
    static let device = Device("plain", fun () -> PlainBackend.Instance)

    /// The only instance.
    static member Instance: PlainBackend = instance

    member private backend.Make (space: Space) elements : NdArray = PlainArray(backend, space, elements)

    member private _.Of(x: NdArray) =
        match x with
        | :? PlainArray as array -> array
        | other -> raise (Errors.MixedDevices("plain", device, other.Backend.Device))

    /// The matrices in the last two axes, and how many there are.
    member private backend.Each(x: NdArray) : int * float[,][] =
        match (backend.Of x).Elements with
        | Floats xs ->
            let m, n = x.Shape.Lengths[x.Shape.Rank - 2], x.Shape.Lengths[x.Shape.Rank - 1]
            let count = Seq.fold (*) 1 (Seq.take (x.Shape.Rank - 2) x.Shape)
            count, Array.init count (fun k -> Array2D.init m n (fun i j -> xs[(k * m + i) * n + j]))
        | Integers _ -> raise (Errors.NotFloat("matrices", x.DType))

    /// Systems solved one by one: matrices of any number of rows and right-hand sides, both stretched to the result's
    /// batch.
    member private backend.Solved (matrix: NdArray, right: NdArray, result: Space, solve) refuse : NdArray =
        let rank = result.Shape.Rank
        let batch = Shape.From(Seq.take (rank - 2) result.Shape)

        let stretched (x: NdArray) =
            let own = Shape.From(Seq.take (x.Shape.Rank - 2) x.Shape)
            let _, matrices = backend.Each x
            Places.broadcast own batch |> Array.map (fun place -> matrices[place])

        let solutions =
            Array.map2 solve (stretched matrix) (stretched right)
            |> Array.mapi (fun i solution ->
                match solution with
                | Ok(x: float[,]) -> Seq.cast<float> x |> Array.ofSeq
                | Error zero -> raise (refuse i batch.Size zero))

        backend.Make result (Elements.floats result.DType (Array.concat solutions))

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

        member backend.OverlapAdd(operation, x, result) =
            backend.Make result (Families.overlapAdd operation result (backend.Of x))

        member backend.Concat(axis, xs, result) =
            backend.Make result (Families.concat axis (Array.map backend.Of xs) result.Shape)

        member backend.ArgSort(operation, x, result) =
            backend.Make result (Families.argSort operation x.Shape (backend.Of x).Elements)

        member backend.Draw(operation, keys, result) =
            backend.Make result (Families.draw operation (backend.Of keys).Elements)

        member backend.Contract(operation, x, y, result) =
            backend.Make result (Families.contract operation (backend.Of x) (backend.Of y) result)

        member backend.Factor(operation, x, result) =
            let count, matrices = backend.Each x
            let parts = matrices |> Array.mapi (fun i a -> Matrices.factor operation i count a)
            backend.Make result (Elements.floats result.DType (Array.concat parts))

        member backend.SolveTriangular(operation, matrix, right, result) =
            backend.Solved(matrix, right, result, Matrices.substitution operation.Triangle operation.Transposed)
            <| fun i count zero -> Errors.ZeroOnDiagonal(operation.Name, i, count, zero)

        member backend.Divide(operation, factors, right, result) =
            backend.Solved(factors, right, result, Matrices.division operation.Transposed)
            <| fun i count zero -> Errors.Singular(operation.Name, i, count, zero)
