/// Numbers in host memory, between DiffSharp's arrays and those of the managed backend.
module internal Functional.Host

open System
open System.Runtime.InteropServices
open DiffSharp.Backends
open Functional
open Functional.Kernels

type Dtype = DiffSharp.Dtype

/// Which of DiffSharp's implementations holds an array, and on which of its devices.
[<NoComparison>]
type Engine =
    { Backend: DiffSharp.Backend
      Device: DiffSharp.Device }

    member engine.IsTorch = engine.Backend = DiffSharp.Backend.Torch

let private managed: IBackend = ManagedBackend.Instance

/// One of DiffSharp's devices; its CPU has the index -1.
let deviceOf (kind: DiffSharp.DeviceType) (index: int) : DiffSharp.Device = DiffSharp.Device(kind, index)

let private pairs =
    [ DType.Bool, Dtype.Bool
      DType.UInt8, Dtype.Byte
      DType.Int32, Dtype.Int32
      DType.Int64, Dtype.Int64
      DType.Float16, Dtype.Float16
      DType.BFloat16, Dtype.BFloat16
      DType.Float32, Dtype.Float32
      DType.Float64, Dtype.Float64 ]

/// DiffSharp's name of a dtype.
let dtypeOf: DType -> Dtype =
    let names = Array.ofList pairs |> Array.sortBy fst |> Array.map snd
    fun dtype -> names[int dtype]

/// Our name of a dtype of DiffSharp's, which has two integers more.
let tryDType (dtype: Dtype) : DType option =
    pairs |> List.tryPick (fun (ours, theirs) -> if theirs = dtype then Some ours else None)

let lengths (shape: Shape) : int[] = shape.Lengths.ToArray()

/// Computes in a scope that keeps what is made on the way until the end, and then frees it at once. TorchSharp's own
/// way with temporaries is to let the garbage collector find them, which it may do while libtorch still computes with
/// them.
let scoped (engine: Engine) (operands: RawTensor[]) (compute: RawTensor[] -> RawTensor) : RawTensor =
    if engine.IsTorch then
        use scope = TorchSharp.torch.NewDisposeScope()
        let result = compute operands
        scope.MoveToOuter(result.Handle :?> TorchSharp.torch.Tensor) |> ignore
        GC.KeepAlive operands
        result
    else
        compute operands

/// Takes a raw tensor out of every scope, also out of those of whoever uses TorchSharp beside us.
let detached (raw: RawTensor) : RawTensor =
    match raw.Handle with
    | :? TorchSharp.torch.Tensor as handle -> handle.DetachFromDisposeScope() |> ignore
    | _ -> ()

    raw

/// A raw tensor of host numbers, one after the other, which come in singles where they have 16 bits. The array becomes
/// the raw tensor's own: the reference implementation keeps it, so nobody else may have it.
let private ofArray (engine: Engine) (shape: Shape) (dtype: Dtype) (values: Array) : RawTensor =
    if shape.Size = 0 then
        RawTensor.Zeros(lengths shape, dtype, engine.Device, engine.Backend)
    else
        scoped engine [||] (fun _ ->
            RawTensor.CreateFromFlatArray(values, lengths shape, dtype, engine.Device, engine.Backend))

/// Copies the numbers out in row-major order: of libtorch's tensors in one piece, through the handle.
let private copy<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType>
    (raw: RawTensor)
    (destination: Span<'T>)
    =
    match raw.Handle with
    | :? ('T[]) as values -> values.AsSpan().CopyTo destination
    | handle ->
        use here = (handle :?> TorchSharp.torch.Tensor).cpu()
        use rows = here.contiguous ()
        MemoryMarshal.Cast<byte, 'T>(Span.op_Implicit rows.bytes).CopyTo destination
        GC.KeepAlive handle

let private toArray<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType>
    (raw: RawTensor)
    : 'T[] =
    let values = Array.zeroCreate<'T> raw.Nelement

    if values.Length > 0 then
        copy raw (Span values)

    values

/// An array of the managed backend with a raw tensor's numbers.
let toManaged (raw: RawTensor) (space: Space) : NdArray =
    match space.DType with
    // The reference implementation's floats of 16 bits have 32.
    | dtype when DTypes.Is16Bit dtype && (raw.Handle :? (float32[])) ->
        managed.Cast(managed.Create(ReadOnlySpan(toArray<float32> raw), space.Shape), dtype)
    | DType.Bool -> managed.Create(ReadOnlySpan(toArray<bool> raw), space.Shape)
    | DType.UInt8 -> managed.Create(ReadOnlySpan(toArray<byte> raw), space.Shape)
    | DType.Int32 -> managed.Create(ReadOnlySpan(toArray<int> raw), space.Shape)
    | DType.Int64 -> managed.Create(ReadOnlySpan(toArray<int64> raw), space.Shape)
    | DType.Float16 -> managed.Create(ReadOnlySpan(toArray<Half> raw), space.Shape)
    | DType.BFloat16 -> managed.Create(ReadOnlySpan(toArray<BFloat16> raw), space.Shape)
    | DType.Float32 -> managed.Create(ReadOnlySpan(toArray<float32> raw), space.Shape)
    | _ -> managed.Create(ReadOnlySpan(toArray<float> raw), space.Shape)

/// Copies the numbers out in row-major order.
let read (raw: RawTensor) (space: Space) (destination: Span<'T>) =
    if DTypes.Is16Bit space.DType then
        managed.Read(toManaged raw space, destination)
    elif space.Shape.Size > 0 then
        copy raw destination

/// A raw tensor with the numbers of an array of any backend.
let ofNdArray (engine: Engine) (x: NdArray) : RawTensor =
    let backend = x.Backend
    // DiffSharp takes floats of 16 bits as singles.
    let numbers = if DTypes.Is16Bit x.DType then backend.Cast(x, DType.Float32) else x

    let from (values: 'T[]) =
        backend.Read(numbers, Span values)
        ofArray engine x.Shape (dtypeOf x.DType) values

    let size = x.Shape.Size

    match numbers.DType with
    | DType.Bool -> from (Array.zeroCreate<bool> size)
    | DType.UInt8 -> from (Array.zeroCreate<byte> size)
    | DType.Int32 -> from (Array.zeroCreate<int> size)
    | DType.Int64 -> from (Array.zeroCreate<int64> size)
    | DType.Float32 -> from (Array.zeroCreate<float32> size)
    | _ -> from (Array.zeroCreate<float> size)

/// A raw tensor of host numbers.
let ofSpan (engine: Engine) (shape: Shape) (data: ReadOnlySpan<'T>) : RawTensor =
    match DTypes.Of<'T>() with
    | dtype when DTypes.Is16Bit dtype -> ofNdArray engine (managed.Create(data, shape))
    | dtype -> ofArray engine shape (dtypeOf dtype) (data.Slice(0, shape.Size).ToArray())

/// One number everywhere, as `IBackend.Full` converts it. Not by DiffSharp's own operation: it throws where a number
/// does not fit.
let full (engine: Engine) (shape: int[]) (dtype: DType) (value: Number) : RawTensor =
    let one = Shape.From(Array.create shape.Length 1)
    (ofNdArray engine (managed.Full(one, dtype, value))).Expand shape

/// The host number that is nearest to another in a dtype.
let nearest (dtype: DType) (value: float) : Number =
    match dtype with
    | DType.UInt8 -> Number.op_Implicit (int64 (Byte.CreateSaturating value))
    | DType.Int32 -> Number.op_Implicit (int64 (Int32.CreateSaturating value))
    | DType.Int64 -> Number.op_Implicit (Int64.CreateSaturating value)
    | _ -> managed.Item(managed.Full(Shape.Scalar, dtype, Number.op_Implicit value))
