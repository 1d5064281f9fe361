namespace Functional

open System
open System.Collections.Concurrent
open DiffSharp.Backends
open Functional.Host
open Functional.Kernels
open Functional.Ways

/// <summary>An array that a raw tensor of DiffSharp's holds.</summary>
[<Sealed>]
type DiffSharpArray internal (backend: IBackend, raw: RawTensor, shape: Shape, dtype: DType) =
    inherit NdArray(shape)

    let bytes = int64 shape.Size * int64 (DTypes.ItemSize dtype)
    do Holdings.add bytes

    /// DiffSharp's tensor, which nobody may change.
    member internal _.Raw = raw

    /// <inheritdoc/>
    override _.DType = dtype

    /// <inheritdoc/>
    override _.Backend = backend

    /// Nothing to say: no array ends before the garbage collector finds it, since views are tensors of their own.
    override _.Keep() = ()

    override _.Finalize() = Holdings.remove bytes

/// <summary>
/// Computes with DiffSharp's raw tensors. What DiffSharp does not have, or has otherwise, is done on the managed
/// backend: <c>DiffSharpCoverage.Of</c> says which and why.
/// </summary>
[<Sealed>]
type DiffSharpBackend private (name: string, engine: Engine) as this =
    static let managed: IBackend = ManagedBackend.Instance

    static let make name backend device =
        Device(name, fun () -> DiffSharpBackend(name, { Backend = backend; Device = device }))

    static let gpus = ConcurrentDictionary<int, Device>()
    static let torch = make "diffsharp:torch" DiffSharp.Backend.Torch (deviceOf DiffSharp.DeviceType.CPU -1)
    static let reference = make "diffsharp:reference" DiffSharp.Backend.Reference (deviceOf DiffSharp.DeviceType.CPU -1)

    let backend: IBackend = this
    let device = Device(name, fun () -> backend)

    do
        try
            RawTensor.Zeros([| 1 |], DiffSharp.Dtype.Float32, engine.Device, engine.Backend) |> ignore
        with error ->
            raise (Failures.missing name error)

    let array (raw: RawTensor) (space: Space) : NdArray = DiffSharpArray(this, detached raw, space.Shape, space.DType)

    let raw (x: NdArray) =
        match x with
        | :? DiffSharpArray as x when obj.ReferenceEquals(x.Backend, this) -> x.Raw
        | other -> raise (Errors.MixedDevices("diffsharp", device, other.Backend.Device))

    /// On the managed backend, which refuses what is not defined.
    let managedly (xs: NdArray[]) (f: NdArray[] -> NdArray) : NdArray =
        let result = f [| for x in xs -> toManaged (raw x) x.Space |]
        array (ofNdArray engine result) result.Space

    /// By raw operations unless something is empty: DiffSharp's do not all know arrays without elements.
    let by way (operation: string) (xs: NdArray[]) (result: Space) run otherwise : NdArray =
        match way with
        | Raw f
        | Composed f when result.Shape.Size > 0 && xs |> Array.forall (fun x -> x.Shape.Size > 0) ->
            let computed =
                try
                    scoped engine (Array.map raw xs) (run f)
                with error ->
                    raise (Failures.failed name operation (xs |> Seq.map _.Space) error)

            array computed result
        | _ -> managedly xs otherwise

    /// Whether the indices of an axis are inside it: DiffSharp's own do not always ask.
    let areInside (length: int) (index: NdArray) =
        let extreme (pick: RawTensor -> RawTensor * RawTensor) =
            let number = scoped engine [| raw index |] (fun xs -> fst (pick (Raw.flat xs[0])))
            (managed.Item(toManaged number (Space(Shape.Scalar, DType.Int64)))).ToInt64()

        index.Shape.Size = 0
        || (extreme (fun x -> x.MinReduceT(0, false)) >= 0L && extreme (fun x -> x.MaxReduceT(0, false)) < int64 length)

    /// <summary>DiffSharp's backend on libtorch, on the CPU: <c>diffsharp:torch</c>. Loaded when first used.</summary>
    static member Torch: Device = torch

    /// <summary>DiffSharp's backend on libtorch, on a GPU: <c>diffsharp:torch:cuda:0</c>. Loaded when first
    /// used.</summary>
    static member Cuda(index: int) : Device =
        let name = $"diffsharp:torch:cuda:{index}"
        gpus.GetOrAdd(index, fun _ -> make name DiffSharp.Backend.Torch (deviceOf DiffSharp.DeviceType.CUDA index))

    /// <summary>DiffSharp's backend in F#: <c>diffsharp:reference</c>. Slow; what DiffSharp's others are tested
    /// with.</summary>
    static member Reference: Device = reference

    /// <summary>How many arrays of DiffSharp's the garbage collector has not found yet.</summary>
    static member LiveArrays: int64 = Holdings.arraysNow ()

    /// <summary>The bytes of their elements; views count as what they show.</summary>
    static member LiveBytes: int64 = Holdings.bytesNow ()

    /// The DiffSharp backend of a device, where it is one.
    static member internal TryOf(device: Device) : DiffSharpBackend option =
        match device.Backend with
        | :? DiffSharpBackend as backend -> Some backend
        | _ -> None

    /// The DiffSharp backend that computes with a raw tensor.
    static member internal For(raw: RawTensor) : DiffSharpBackend =
        let device =
            if raw.Backend = DiffSharp.Backend.Torch then
                if raw.DeviceType = DiffSharp.DeviceType.CPU then
                    DiffSharpBackend.Torch
                else
                    DiffSharpBackend.Cuda raw.Device.DeviceIndex
            else
                DiffSharpBackend.Reference

        device.Backend :?> DiffSharpBackend

    member internal _.Engine = engine

    /// A raw tensor as an array, which nobody else may change from now on.
    member internal _.Adopt (raw: RawTensor) (dtype: DType) : NdArray = array raw (Space(Shape.From raw.Shape, dtype))

    interface IBackend with
        member _.Device = device

        member _.Create(data: ReadOnlySpan<'T>, shape) =
            array (ofSpan engine shape data) (Space(shape, DTypes.Of<'T>()))

        member _.Full(shape, dtype, value) =
            array (scoped engine [||] (fun _ -> full engine (lengths shape) dtype value)) (Space(shape, dtype))

        member _.Read(x, destination: Span<'T>) = read (raw x) x.Space destination

        member _.Item x = managed.Item(toManaged (raw x) x.Space)

        member _.Cast(x, dtype) =
            by (cast engine x.DType dtype) "cast" [| x |] (Space(x.Shape, dtype)) (fun f xs -> f xs[0]) (fun xs ->
                managed.Cast(xs[0], dtype))

        member _.Map(operation, x, result) =
            by
                (map engine x.DType operation.Op)
                operation.Name
                [| x |]
                result
                (fun f xs -> f operation (Raw.rows xs[0]))
                (fun xs -> managed.Map(operation, xs[0], result))

        member _.Zip(operation, x, y, result) =
            let stretched = Raw.stretch (lengths result.Shape)
            // A power is not correctly rounded, and so depends on which kernel makes it.
            let ready = if operation.Op = Binary.Pow then stretched >> Raw.rows else stretched

            by
                (zip engine x.DType operation.Op)
                operation.Name
                [| x; y |]
                result
                (fun f xs -> f operation (ready xs[0]) (ready xs[1]))
                (fun xs -> managed.Zip(operation, xs[0], xs[1], result))

        member _.Select(condition, x, y, result) =
            let stretched = Raw.stretch (lengths result.Shape)

            by
                select
                "where"
                [| condition; x; y |]
                result
                (fun f xs -> f (stretched xs[0]) (stretched xs[2]) (stretched xs[1]))
                (fun xs -> managed.Select(xs[0], xs[1], xs[2], result))

        member _.Reduce(operation, x, result) =
            by
                (reduce engine x.DType operation.Op)
                operation.Name
                [| x |]
                result
                (fun f xs -> (f operation.Axes xs[0]).ViewT(lengths result.Shape))
                (fun xs -> managed.Reduce(operation, xs[0], result))

        member _.Scan(operation, x, result) =
            by scan operation.Name [| x |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.Scan(operation, xs[0], result))

        member _.Move(movement, x, result) =
            by (move movement result.Shape) movement.Name [| x |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.Move(movement, xs[0], result))

        member _.Gather(axis, x, index, result) =
            let way = if areInside x.Shape.Lengths[axis] index then gather else Managed "it does not check"

            by way "gather" [| x; index |] result (fun f xs -> f axis xs[0] xs[1]) (fun xs ->
                managed.Gather(axis, xs[0], xs[1], result))

        member _.ScatterAdd(axis, x, index, source, result) =
            by scatterAdd "scatter_add" [| x; index; source |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.ScatterAdd(axis, xs[0], xs[1], xs[2], result))

        member _.OverlapAdd(operation, x, result) =
            by (overlapAdd engine x.DType) operation.Name [| x |] result (fun f xs -> f operation xs[0]) (fun xs ->
                managed.OverlapAdd(operation, xs[0], result))

        member _.Concat(axis, xs, result) =
            let pieces = xs |> Array.filter (fun x -> x.Shape.Size > 0)

            by concat "cat" (if pieces.Length = 0 then xs else pieces) result (fun f xs -> f axis xs) (fun xs ->
                managed.Concat(axis, xs, result))

        member _.ArgSort(operation, x, result) =
            by argSort operation.Name [| x |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.ArgSort(operation, xs[0], result))

        member _.Contract(operation, x, y, result) =
            let batch (x: RawTensor) =
                if operation.Op = Contraction.Dot then
                    x
                else
                    let matrix = x.Shape[x.Shape.Length - 2 ..]
                    Raw.stretch [| yield! Seq.take (result.Shape.Rank - 2) result.Shape; yield! matrix |] x

            by
                (contract engine x.DType operation.Op)
                operation.Name
                [| x; y |]
                result
                (fun f xs -> f (batch xs[0]) (batch xs[1]))
                (fun xs -> managed.Contract(operation, xs[0], xs[1], result))

        member _.Draw(operation, keys, result) =
            by draw operation.Name [| keys |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.Draw(operation, xs[0], result))

        member _.Factor(operation, x, result) =
            by factor operation.Name [| x |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.Factor(operation, xs[0], result))

        member _.SolveTriangular(operation, matrix, right, result) =
            by solve operation.Name [| matrix; right |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.SolveTriangular(operation, xs[0], xs[1], result))

        member _.Divide(operation, factors, right, result) =
            by solve operation.Name [| factors; right |] result (fun f xs -> f xs[0]) (fun xs ->
                managed.Divide(operation, xs[0], xs[1], result))
