/// The backends: one joins by its row.
module Functional.Conformance.Backends

open Functional
open Functional.Kernels
open Functional.Laws

let all: BackendRow list =
    [ { BackendRow.on "managed" Device.Cpu "it is part of the library" with
          LiveBytes = fun () -> BufferPool.InUse }
      // It is what the laws compare with, and slow.
      { BackendRow.on "plain" (PlainBackend.Instance :> IBackend).Device "it is part of the laws" with
          Share = 0.1 }
      { BackendRow.on "torch:cpu" Torch.Cpu "on Debian: eng/setup-debian.sh" with
          Promise = { BackendPromise.Full with Ulps = 4.0; SameBits = false }
          Share = 0.5
          LiveBytes = fun () -> Torch.LiveBytes }
      { BackendRow.on "torch:cuda:0" (Torch.Cuda 0) "a GPU and a libtorch with CUDA: docs/devices.md" with
          Promise = { BackendPromise.Full with Ulps = 4.0; SameBits = false }
          IsHardware = true
          LiveBytes = fun () -> Torch.LiveBytes } ]
