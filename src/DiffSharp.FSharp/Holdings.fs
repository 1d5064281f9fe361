/// The memory of raw tensors, which TorchSharp frees when the garbage collector finds them.
module internal Functional.Holdings

open System.Threading
open Functional.Kernels

let mutable private arrays = 0L
let mutable private bytes = 0L

/// How many arrays the garbage collector has not found yet.
let arraysNow () = Interlocked.Read &arrays

/// The bytes of their elements.
let bytesNow () = Interlocked.Read &bytes

/// The collector does not see libtorch's memory, and TorchSharp does not tell it.
let private pressure = Pressure(64L <<< 20, bytesNow)

/// An array is made.
let add (size: int64) =
    Interlocked.Increment(&arrays) |> ignore
    Interlocked.Add(&bytes, size) |> ignore
    pressure.Took size

/// An array is found to be out of reach.
let remove (size: int64) =
    Interlocked.Decrement(&arrays) |> ignore
    Interlocked.Add(&bytes, -size) |> ignore
