/// Who holds the memory of raw tensors, and for how long.
module internal Functional.Holdings

open System
open System.Threading
open DiffSharp.Backends
open Functional
open Functional.Kernels

/// Raw tensors that are held, and the bytes of their elements.
module Live =
    let mutable private arrays = 0L
    let mutable private bytes = 0L

    let add (count: int64) (size: int64) =
        Interlocked.Add(&arrays, count) |> ignore
        Interlocked.Add(&bytes, size) |> ignore

    let arraysNow () = Interlocked.Read &arrays
    let bytesNow () = Interlocked.Read &bytes

/// The garbage collector does not see libtorch's memory, and TorchSharp does not tell it.
let private pressure = Pressure(64L <<< 20, Live.bytesNow)

/// <summary>
/// One array's hold on a raw tensor that is its alone. It ends when nobody can reach the array any more, or with the
/// transformation that made it: then libtorch's memory is free at once.
/// </summary>
[<Sealed>]
type RawHolding(raw: RawTensor, bytes: int64) =
    inherit Holding()

    let isNative = raw.Backend = DiffSharp.Backend.Torch
    let mutable ended = 0

    do
        Live.add 1L bytes

        if isNative then
            pressure.Took bytes

    member private _.End() =
        let isFirst = Interlocked.Exchange(&ended, 1) = 0

        if isFirst then
            Live.add -1L -bytes

        isFirst

    /// <exception cref="GraphException">The transformation that made the array has ended.</exception>
    member _.Raw: RawTensor = if Volatile.Read &ended = 0 then raw else raise (Errors.ReleasedMemory())

    override holding.GiveBack() =
        if holding.End() then
            GC.SuppressFinalize holding

            if isNative then
                (raw.Handle :?> TorchSharp.torch.Tensor).Dispose()

    // TorchSharp's own finalizer frees the tensor.
    override holding.Finalize() = holding.End() |> ignore

/// Holds a raw tensor, for as long as the transformation that is computing, if one is.
let hold (raw: RawTensor) (bytes: int64) : RawHolding =
    let holding = new RawHolding(raw, bytes)

    match ThreadMemory.Mine.Arena with
    | null -> ()
    | arena -> arena.Add holding

    holding
