/// What is said when DiffSharp, or what is under it, does not do what it was asked for.
module internal Functional.Failures

open System
open Functional

/// DiffSharp's backend cannot be had: libtorch or TorchSharp's library is not there, or there is no such GPU.
let missing (device: string) (inner: exn) : exn =
    DeviceException(
        $"{device}: DiffSharp's backend cannot be loaded: {inner.Message} Install libtorch and the TorchSharp "
        + "that fits it (docs/devices.md), or use Device.Cpu."
    )

/// A raw operation failed though shapes and dtypes were right.
let failed (device: string) (operation: string) (spaces: Space seq) (inner: exn) : exn =
    let operands = spaces |> Seq.map string |> String.concat ", "

    if
        inner :? OutOfMemoryException
        || inner.Message.Contains "not enough memory"
        || inner.Message.Contains "out of memory"
    then
        TensorMemoryException(
            $"{device}: no memory for {operation} of {operands}. Work on smaller batches, or let go of tensors.",
            inner
        )
    else
        InvalidOperationException(
            $"{device}: {operation} of {operands} failed in DiffSharp: {inner.Message} The same on Device.Cpu tells "
            + "whether it is DiffSharp's.",
            inner
        )

/// A DiffSharp tensor that is being differentiated.
let differentiated () : exn =
    InvalidOperationException(
        "ofDiffSharp: expected a tensor without derivatives, got one that DiffSharp is differentiating. Take its "
        + "primal, or differentiate with one of the two libraries."
    )

/// A dtype that the other library does not have.
let noDType (operation: string) (dtype: string) : exn =
    DTypeException($"{operation}: {dtype} has no counterpart in the other library. Cast before converting.")

/// A device that is not DiffSharp's.
let noBackend (device: Device) : exn =
    DeviceException(
        $"DiffSharpCoverage.Of: expected a device of DiffSharp's, got {device}. Take DiffSharpBackend.Torch."
    )
