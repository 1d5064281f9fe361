/// Where tensors come from, and where their numbers are read back.
module internal Functional.Creation

open System
open Functional.Kernels

/// Where tensors of host data are made when no tensor beside them says it.
let backend () : IBackend = Values.home ()

/// Where a tensor's numbers are, and so those of the tensors that are made for its sake.
let backendOf (x: Tensor) : IBackend = Values.backend x

/// Where the first of some tensors is, or where tensors are made when there is none.
let home (xs: Tensor[]) : IBackend = if xs.Length = 0 then backend () else backendOf xs[0]

/// A tensor of host data in row-major order on a backend; the dtype is the data's own.
let fromArrayOn (backend: IBackend) (data: 'T[]) (shape: Shape) : Tensor =
    if data.Length <> shape.Size then
        raise (Errors.DataLength(data.Length, shape))

    Concrete(backend.Create<'T>(ReadOnlySpan data, shape))

/// A tensor of host data in row-major order; the dtype is the data's own.
let fromArray (data: 'T[]) shape : Tensor = fromArrayOn (backend ()) data shape

/// Every element the same number, of a dtype, on a backend.
let fullOn (backend: IBackend) dtype (value: Number) (shape: Shape) : Tensor =
    Concrete(backend.Full(shape, dtype, value))

/// Every element the same number, of a dtype.
let full dtype value shape : Tensor = fullOn (backend ()) dtype value shape

let scalar (value: float) : Tensor = full DTypes.Default (Number.op_Implicit value) Shape.Scalar

/// A tensor like another in shape, dtype and device, every element the same number.
let fullLike (x: Tensor) (value: float) : Tensor = fullOn (backendOf x) x.DType (Number.op_Implicit value) x.Shape

/// Ones on the diagonal of a matrix, zeros elsewhere, on a backend.
let eyeOn backend (dtype: DType) (n: int) (m: int) : Tensor =
    let data = Array.zeroCreate<float>(n * m)

    for i in 0 .. (min n m) - 1 do
        data[i * m + i] <- 1.0

    Apply.toDType dtype (fromArrayOn backend data (Shape.From [| n; m |]))

/// Ones on the diagonal of a matrix, zeros elsewhere.
let eye dtype n m : Tensor = eyeOn (backend ()) dtype n m

/// start, start + step, … up to, not including, stop, on a backend.
let arangeOn backend (dtype: DType) (start: float) (stop: float) (step: float) : Tensor =
    let count = Math.Ceiling((stop - start) / step)

    if
        not (
            Double.IsFinite count
            && Double.IsFinite start
            && step <> 0.0
            && count >= 0.0
            && count <= float Int32.MaxValue
        )
    then
        raise (Errors.Arange(start, stop, step))

    let numbers = Array.init (int count) (fun i -> start + float i * step)
    Apply.toDType dtype (fromArrayOn backend numbers (Shape.From [ numbers.Length ]))

/// start, start + step, … up to, not including, stop.
let arange dtype start stop step : Tensor = arangeOn (backend ()) dtype start stop step

/// Evenly spaced numbers, both ends included.
let linspace (dtype: DType) (start: float) (stop: float) (count: int) : Tensor =
    let shape = Shape.From [ count ]

    match dtype with
    | DType.Float32 ->
        let numbers: float32[] = Array.zeroCreate shape.Size
        Linspace.Fill(Span numbers, start, stop)
        fromArray numbers shape
    | dtype ->
        let numbers: float[] = Array.zeroCreate shape.Size
        Linspace.Fill(Span numbers, start, stop)
        Apply.toDType dtype (fromArray numbers shape)

/// The elements in row-major order, converted to 'T.
let toArray<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType> (x: Tensor) : 'T[] =
    let x = Apply.toDType (DTypes.Of<'T>()) (Values.concrete "toArray" (Promote.tensor "toArray" x))
    let array = (x :?> Concrete).Array

    let data: 'T[] =
        try
            Array.zeroCreate array.Shape.Size
        with :? OutOfMemoryException as error ->
            raise (Errors.OutOfMemory(int64 array.Shape.Size * int64 (array.DType.ItemSize()), error))

    array.Backend.Read(array, Span data)
    data

/// The only element of a tensor of size 1.
let item (x: Tensor) : Number =
    let x = Promote.tensor "item" x

    if x.Size <> 1 then
        raise (Errors.NotScalar("item", x.Shape, "reduce it first, or read all elements with toArray"))

    let array = (Values.concrete "item" x).Array
    array.Backend.Item array

/// Whether the only element of a tensor is not 0: the answer of a predicate.
let isTrue (x: Tensor) : bool = (item (Values.constant x)).ToInt64() <> 0L
